using System.Diagnostics;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Commands;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>A party that knows our source, and every name that we shall write in its folders, puts things there beforehand.</summary>
public sealed class HostilePartyTests : IDisposable
{
    private static readonly string[] names =
    [
        $"RECEIPT.{Institution}.20260303.000001.T.xml", $"RECEIPT.{Institution}.20260303.000001.T.voucher.xml",
        $"ANSWER.{Institution}.20260303.000001.T.xml", $"ANSWER.{Institution}.20260303.000001.T.voucher.xml",
        $"ANSWER.{Institution}.20260303.000001.T.rejected.xml",
        $"IDENTITY.{Institution}.20260303.000001.T.xml", $"IDENTITY.{Institution}.20260303.000001.T.voucher.xml",
    ];

    private readonly House house = new House().WithParties(authorisations: """
        { "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }
        """);
    private readonly Dictionary<string, string> othersBefore;

    public HostilePartyTests()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1))
                + Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Other, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        house.Engine.Audit.AppendNow(
            new Raas.Operations.AuditEntry { At = house.Clock.GetUtcNow(), Channel = "SOAP", Operation = "consult", Outcome = "MSG00000" });
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
                Records = Drop.Person(3, Numbers.Of(2), lastName: "Maes") },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(2), "A", "2020-01-01")
                + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01") });
        othersBefore = OfOthers();
    }

    public void Dispose()
    {
        Shell("chmod -R u+rwX .");
        house.Dispose();
    }

    public static TheoryData<string> Things => new(
        "ln -s ../../../raas.db NAME", "ln -s ../../../audit.db NAME", $"ln -s ../../{Other}/out/planted.xml NAME",
        $"ln -s ../../{Other}/out NAME", "ln -s nowhere NAME",
        "ln ../../../raas.db NAME", "ln ../../../audit.db NAME", "mkdir NAME",
        "mkdir NAME && echo x > NAME/x && ln -s ../../../../raas.db NAME/link && chmod 0700 NAME",
        "mkfifo NAME", "echo foreign > NAME", "echo foreign > NAME && chmod 000 NAME");

    private static string Shell(string folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    private string Home => Path.Combine(house.Root, "parties", Institution);

    private static string AtHome(string thing, string name) =>
        thing.Replace("../../../", "../../", StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    private void Shell(string command) => Shell(house.Root, command);

    /// <summary>Everything below DataRoot that is not this party's or ours to change.</summary>
    private Dictionary<string, string> OfOthers() =>
        Snapshot.Texts(Path.Combine(house.Root, "parties", Other, "out")).ToDictionary(f => f.Key, f => f.Value);

    private List<string> Notices() => [.. house.Engine.Notices.After(0).Select(n => n.Message)];

    private IEnumerable<string?> InUnknown() =>
        Directory.EnumerateFileSystemEntries(Path.Combine(house.Root, "unknown", Institution, "2026-03-03"))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private bool IsWhole(string flow) => new ChainCheck(new Disk(house.Files))
        .Run(house.Out(Institution), Party, flow) is { IsWhole: true, Links.Count: > 0 };

    /// <summary>The register and the audit are what they should be, and nobody else got anything.</summary>
    private void NobodyElseIsHarmed()
    {
        Assert.Equal(othersBefore, OfOthers());
        using (var session = house.Engine.Store.Read())
            Assert.Equal("ok", Dapper.SqlMapper.ExecuteScalar<string>(session.Connection, "PRAGMA integrity_check"));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        Assert.Null(house.Engine.Audit.Verify(null, CancellationToken.None).Fault);
        Assert.Equal([$"{Numbers.Of(1)} A 2020-01-01.."], house.Rows(Other));
        Assert.Equal([$"{Numbers.Of(2)} A 2020-01-01.."], house.Rows(Institution));
    }

    [LinuxTheory]
    [MemberData(nameof(Things))]
    public void Whatever_stands_at_the_names_that_we_write_is_put_aside_and_told_and_the_delivery_is_answered(string thing)
    {
        foreach (var name in names)
            Shell(house.Out(Institution), thing.Replace("NAME", name, StringComparison.Ordinal));
        Shell(Home, "rm -f status.xml");
        Shell(Home, AtHome(thing, "status.xml"));
        var night = house.Night();
        Assert.Empty(night.Failures);
        NobodyElseIsHarmed();
        foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY" })
            Assert.True(IsWhole(flow), flow);
        var disk = new Disk(house.Files);
        Assert.All(names, name => Assert.True(disk.IsRegularFile(Path.Combine(house.Out(Institution), name)), name));
        Assert.Equal("laneStatus", System.Xml.Linq.XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml"))
            .Root!.Name.LocalName);
        foreach (var name in names)
            Assert.Contains(Notices(), n => n.Contains(name, StringComparison.Ordinal));
        if (!thing.StartsWith("ln -s", StringComparison.Ordinal))
            Assert.Equal(names.Order(StringComparer.Ordinal), InUnknown().Where(n => n != "status.xml"));
        house.Engine.AlarmRules.Run(null, []);
        Assert.Contains(house.Engine.Alarms.Open(), a => a.Kind == "PUT-ASIDE" && a.Party == Party.Value);
        // Told once: the next night finds nothing in its way.
        var told = Notices().Count;
        house.Night();
        Assert.Equal(told, Notices().Count);
    }

    /// <summary>The names that were once written before the final one.</summary>
    [LinuxTheory]
    [MemberData(nameof(Things))]
    public void A_temporary_name_that_can_be_guessed_is_not_used(string thing)
    {
        foreach (var name in names)
            Shell(house.Out(Institution), thing.Replace("NAME", $".{name}.part", StringComparison.Ordinal));
        Shell(Home, AtHome(thing, ".status.xml.part"));
        Assert.Empty(house.Night().Failures);
        NobodyElseIsHarmed();
        foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY" })
            Assert.True(IsWhole(flow), flow);
        Assert.Empty(Notices());
    }

    [LinuxTheory]
    [InlineData($"ln -s ../{Other}/out out")]
    [InlineData("ln -s ../../work out")]
    [InlineData("ln -s nowhere out")]
    [InlineData("mkfifo out")]
    [InlineData("echo x > out")]
    public void An_out_folder_that_is_none_stops_its_own_party_and_names_it_and_goes_on_when_it_is_mended(string thing)
    {
        Shell(Home, $"rmdir out && {thing}");
        var work = Snapshot.Names(Path.Combine(house.Root, "work")).Count();
        house.Put(new Drop { Party = Other, Number = 2, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        var night = house.Night();
        Assert.All(night.Failures, failure => Assert.StartsWith(Institution, failure, StringComparison.Ordinal));
        Assert.Contains(night.Failures, failure => failure.Contains($"{Institution}/out ", StringComparison.Ordinal));
        Assert.Equal(2, house.Sent(Other, "ANSWER").Count);
        Assert.DoesNotContain(Snapshot.Names(house.Out(Other)), name => name.Contains(Institution, StringComparison.Ordinal));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Path.Combine(house.Root, "work")), f => f.EndsWith(".xml", StringComparison.Ordinal));
        Assert.True(work > 0);
        Shell(Home, "rm out && mkdir out");
        Assert.Empty(house.Night().Failures);
        foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY" })
            Assert.True(IsWhole(flow), flow);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    /// <summary>While a night publishes, links come and go at every name.</summary>
    [LinuxFact]
    public void A_party_that_is_faster_than_we_are_harms_only_itself()
    {
        var secret = Path.Combine(house.Root, "secret");
        File.WriteAllText(secret, "of somebody else");
        using var stop = new CancellationTokenSource();
        var party = Task.Run(() =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    var entries = Directory.GetFileSystemEntries(house.Out(Institution));
                    var path = entries.Length > 0 && random.Next(2) == 0
                        ? entries[random.Next(entries.Length)] : Path.Combine(house.Out(Institution), names[random.Next(names.Length)]);
                    if (random.Next(2) == 0)
                        File.Delete(path);
                    File.CreateSymbolicLink(path, random.Next(2) == 0 ? secret : Path.Combine(house.Root, "raas.db"));
                }
                catch (IOException)
                {
                    // It was there already, or gone already.
                }
            }
        });
        for (var number = 2; number < 12; number++)
        {
            Assert.All(house.Night().Failures, failure => Assert.StartsWith(Institution, failure, StringComparison.Ordinal));
            house.Put(new Drop { Party = Institution, Number = number, Records = Drop.Register(Numbers.Of(2), "A", "2020-01-01") });
        }
        stop.Cancel();
        party.Wait();
        Assert.Equal("of somebody else", File.ReadAllText(secret));
        NobodyElseIsHarmed();
        house.Night();
        Assert.Empty(house.Night().Failures);
    }

    /// <summary>The group of the party reads what the party's folder gives to that group, whatever the group of our own folders.</summary>
    [RootFact]
    public void What_we_publish_belongs_to_the_group_of_the_folder()
    {
        Shell(Home, "chgrp 54321 . out && chmod 2750 . && chmod 2770 out");
        Assert.Empty(house.Night().Failures);
        var seen = Shell(Home, "stat -c '%g %A' status.xml out/*")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(seen.Length > names.Length);
        Assert.All(seen, line => Assert.StartsWith("54321 -rw-r", line, StringComparison.Ordinal));
    }

    /// <summary>A folder whose rights nobody but its maker has; a worker that was killed while it wrote.</summary>
    [LinuxFact]
    public void What_a_killed_worker_left_in_out_goes_but_not_what_a_living_one_writes()
    {
        var (left, written) = (Path.Combine(house.Out(Institution), ".raas-1.part"), Path.Combine(house.Out(Institution), ".raas-2.part"));
        File.WriteAllText(left, "half");
        Shell(house.Out(Institution), "mkfifo .raas-3.part && ln -s ../../../raas.db .raas-4.part");
        using (new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            Assert.Empty(house.Night().Failures);
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(written));
        NobodyElseIsHarmed();
    }

    /// <summary>What was put aside goes after its time; what its links point to stays.</summary>
    [LinuxFact]
    public void Housekeeping_removes_links_and_not_what_they_point_to()
    {
        var day = Path.Combine(house.Root, "unknown", Institution, "2025-01-01");
        Directory.CreateDirectory(day);
        Shell(day, "ln -s ../../../raas.db a && ln ../../../audit.db c && mkfifo d");
        Shell(day, $"mkdir b && ln -s ../../../../parties/{Other}/out b/link");
        Assert.Empty(house.Night().Failures);
        Assert.False(Directory.Exists(day));
        NobodyElseIsHarmed();
    }
}
