using System.IO.Abstractions;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Recovery;
using Raas.Store;
using Raas.Tests.Crash;
using Raas.Tests.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Recovery;

/// <summary>A backup is made while RAAS works, holds what belongs together, and looks like one only when it is whole.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string into = Path.Combine(Path.GetTempPath(), "raas-backups-" + Guid.NewGuid().ToString("N"));
    private readonly List<House> houses = [];

    public void Dispose()
    {
        houses.ForEach(house => house.Dispose());
        if (Directory.Exists(into))
            Directory.Delete(into, recursive: true);
    }

    private House Lived(int deliveries = 3, StoreKind store = StoreKind.Sqlite, IFileSystem? files = null)
    {
        var house = new House(store: store, files: files).WithParties();
        houses.Add(house);
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) });
        house.Night();
        Live(house, 1, deliveries);
        return house;
    }

    private static void Live(House house, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            house.Put(new Drop { Party = Institution, Number = number,
                Records = Drop.Register(Numbers.Of(1), "A", $"{2000 + number}-01-01", $"{2000 + number}-06-30") });
            Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        }
    }

    private BackupReport Back(House house, bool isIncremental = false) =>
        new Backup(house.Engine).Run(into, isIncremental, "1.2.3", null, CancellationToken.None);

    private static string Data(BackupReport report) => Path.Combine(report.Folder, "data");

    private static void IsAsTheManifestSays(BackupReport report)
    {
        var manifest = BackupManifest.Read(new Disk(new FileSystem()), report.Folder);
        var there = Directory.EnumerateFiles(Data(report), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Data(report), file).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(there, manifest.Files.Select(file => file.Path));
        foreach (var file in manifest.Files)
        {
            var bytes = File.ReadAllBytes(Path.Combine(Data(report), file.Path));
            Assert.Equal((file.Size, file.Digest), (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
        Assert.Equal(manifest.Files, report.Manifest.Files);
    }

    [Fact]
    public void It_holds_the_databases_and_all_files_and_says_up_to_which_numbers()
    {
        var house = Lived();
        house.Put(new Drop { Party = Other, Number = 2 });
        var report = Back(house);
        IsAsTheManifestSays(report);
        var manifest = report.Manifest;
        Assert.Equal(("1.2.3", "T", Self), (manifest.Version, manifest.Environment, manifest.Self));
        Assert.Null(manifest.Server);
        Assert.True(manifest.LastChangeSet >= 4);
        Assert.Equal([("ANSWER", 3), ("RECEIPT", 3)],
            manifest.Numbers.Sent.Where(n => n.Party.ToString() == Institution).Select(n => (n.Flow, n.Number)));
        Assert.Equal([(Institution, "SUBSCRIPTION", 3L), (NationalRegister, "PERSON-MUTATION", 1L)],
            manifest.Numbers.Accepted.Select(n => (n.Party.ToString(), n.Flow, n.Number)));
        foreach (var (name, text) in Snapshot.Texts(house.Root).Where(f => f.Key.StartsWith("work/sent", StringComparison.Ordinal)
            || f.Key.StartsWith("archive/", StringComparison.Ordinal) || f.Key.Contains("/in/", StringComparison.Ordinal)
            || f.Key.Contains("/out/", StringComparison.Ordinal)))
            Assert.Equal(text, File.ReadAllText(Path.Combine(Data(report), name)));
        Assert.Contains(manifest.Files, file => file.Path.EndsWith("/in/SUBSCRIPTION.2.voucher.xml", StringComparison.Ordinal));
        Assert.Empty(report.Skipped);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Data(report)));
    }

    /// <summary>The copy of the database is one moment; the files are of that moment or later, never before it.</summary>
    [Fact]
    public async Task While_deliveries_are_taken_whatever_the_store_speaks_of_is_among_the_files()
    {
        var house = Lived(2);
        using var started = new ManualResetEventSlim();
        using var done = new CancellationTokenSource();
        var work = Task.Run(() =>
        {
            for (var number = 3; !done.IsCancellationRequested; number++)
            {
                Live(house, number, number);
                started.Set();
            }
        });
        started.Wait();
        var reports = Enumerable.Range(0, 3).Select(i => Back(house, isIncremental: i > 0)).ToList();
        await done.CancelAsync();
        await work;
        foreach (var report in reports)
        {
            IsAsTheManifestSays(report);
            var store = new RegisterStore(Stores.Open(StoreKind.Sqlite, null, Path.Combine(Data(report), "raas.db")));
            using var session = store.Read();
            Assert.True(report.Manifest.Numbers.Sent.Count >= 4);
            foreach (var last in report.Manifest.Numbers.Sent)
            {
                for (var number = 1; number <= last.Number; number++)
                {
                    var row = session.Outgoing(last.Party, last.Flow, number)!;
                    var copies = Directory.GetFiles(Path.Combine(Data(report), "work", "sent", last.Party.ToString()), row.FileName + "*",
                        SearchOption.AllDirectories);
                    Assert.Contains(copies, copy => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(copy))) == row.Digest);
                }
                Assert.Null(session.Outgoing(last.Party, last.Flow, last.Number + 1));
            }
        }
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    [Fact]
    public void What_the_backup_before_has_in_the_same_bytes_is_not_copied_again()
    {
        var house = Lived();
        var first = Back(house);
        Live(house, 4, 4);
        var answer = Path.Combine("work", "sent", Institution, $"ANSWER.{Institution}.20260302.000002.T.xml");
        var copy = Path.Combine(house.Root, answer);
        // The same size and date: only the bytes say that it is another.
        var (at, bytes) = (File.GetLastWriteTimeUtc(copy), File.ReadAllBytes(copy));
        bytes[^10] ^= 1;
        File.WriteAllBytes(copy, bytes);
        File.SetLastWriteTimeUtc(copy, at);
        var second = Back(house, isIncremental: true);
        IsAsTheManifestSays(first);
        IsAsTheManifestSays(second);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Data(second), answer)));
        Assert.NotEqual(bytes, File.ReadAllBytes(Path.Combine(Data(first), answer)));
        if (!OperatingSystem.IsWindows())
            Assert.InRange(second.Linked, first.Manifest.Files.Count - 3, first.Manifest.Files.Count - 3);
        Assert.Equal(0, Back(house).Linked);
        // The earlier ones may go.
        Directory.Delete(first.Folder, recursive: true);
        IsAsTheManifestSays(second);
        Assert.Equal(3, Directory.GetDirectories(into).Length + 1);
    }

    [Fact]
    public void Links_and_whatever_is_no_file_are_named_and_not_followed()
    {
        if (OperatingSystem.IsWindows())
            return;
        var house = Lived(1);
        File.CreateSymbolicLink(Path.Combine(house.In(Institution), "SUBSCRIPTION.9.xml"), Path.Combine(house.Root, "raas.db"));
        Directory.Delete(house.Out(Other), recursive: true);
        File.CreateSymbolicLink(house.Out(Other), house.Out(Institution));
        var report = Back(house);
        IsAsTheManifestSays(report);
        Assert.Contains(report.Skipped, line => line.Contains("SUBSCRIPTION.9.xml: no plain file", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Manifest.Files, file => file.Path.Contains($"{Other}/out", StringComparison.Ordinal));
    }

    /// <summary>Each write once is the last that the disk takes.</summary>
    [Fact]
    public void On_a_full_disk_nothing_is_left_that_looks_like_a_backup()
    {
        var house = Lived(1);
        var first = Back(house);
        for (var most = 0; ; most += 7)
        {
            using var engine = new Engine(house.Options, new FullDisk(into, most), house.Clock, NullLogger.Instance);
            house.Clock.Advance(TimeSpan.FromSeconds(1));
            try
            {
                var report = new Backup(engine).Run(into, false, "1", null, CancellationToken.None);
                IsAsTheManifestSays(report);
                break;
            }
            catch (BackupException e)
            {
                Assert.Contains("No space left", e.Message, StringComparison.Ordinal);
                Assert.Contains("Nothing of it is left", e.Message, StringComparison.Ordinal);
                Assert.Equal([first.Folder], Directory.GetDirectories(into));
            }
        }
        IsAsTheManifestSays(first);
        Live(house, 2, 2);
    }

    /// <summary>Whatever step the power goes at: there is a backup that is whole, or none.</summary>
    [Fact]
    public void A_backup_that_was_cut_off_does_not_look_like_one()
    {
        var house = Lived(1);
        for (var step = 1; ; step += 5)
        {
            var power = new PowerCut { At = step };
            using (var engine = new Engine(house.Options, new FaultyFiles(power), house.Clock, NullLogger.Instance))
            {
                house.Clock.Advance(TimeSpan.FromSeconds(1));
                try
                {
                    new Backup(engine).Run(into, false, "1", null, CancellationToken.None);
                }
                catch (Exception e) when (e is BackupException or IOException)
                {
                    Assert.True(power.IsOut);
                }
            }
            foreach (var folder in Directory.Exists(into) ? Directory.GetDirectories(into, "raas-*") : [])
                IsAsTheManifestSays(new BackupReport(folder, BackupManifest.Read(new Disk(new FileSystem()), folder), 0, []));
            if (!power.IsOut)
                break;
        }
    }

    [Fact]
    public void What_a_backup_that_was_killed_left_is_no_backup_and_goes_with_the_next()
    {
        var house = Lived(1);
        var left = Directory.CreateDirectory(Path.Combine(into, ".raas-20260101T000000Z.part", "data")).FullName;
        File.WriteAllText(Path.Combine(left, "raas.db"), "half");
        Directory.CreateDirectory(Path.Combine(into, "raas-20260101T000001Z"));
        Assert.Null(Backup.Latest(new Disk(new FileSystem()), into));
        var report = Back(house, isIncremental: true);
        Assert.False(Directory.Exists(left));
        Assert.Equal(report.Folder, Backup.Latest(new Disk(new FileSystem()), into));
    }

    [Fact]
    public void It_is_not_put_into_what_it_backs_up()
    {
        var house = Lived(1);
        var refused = Assert.Throws<BackupException>(() =>
            new Backup(house.Engine).Run(Path.Combine(house.Root, "archive"), false, "1", null, CancellationToken.None));
        Assert.Contains("lies in DataRoot", refused.Message, StringComparison.Ordinal);
    }

    [ServerFact(StoreKind.PostgreSql)]
    public void Beside_a_server_it_holds_the_files_and_names_the_moment_of_the_server()
    {
        var report = Back(Lived(2, StoreKind.PostgreSql));
        IsAsTheManifestSays(report);
        Assert.Matches(@"^LSN [0-9A-F]+/[0-9A-F]+ \(recovery_target_lsn\), \d{4}-\d\d-\d\dT", report.Manifest.Server);
        Assert.Contains(report.Manifest.Numbers.Sent, line => line is { Flow: "ANSWER", Number: 2 });
        Assert.DoesNotContain(report.Manifest.Files, file => file.Path.EndsWith(".db", StringComparison.Ordinal));
        Assert.Contains(report.Manifest.Files, file => file.Path.StartsWith("work/sent/", StringComparison.Ordinal));
    }
}
