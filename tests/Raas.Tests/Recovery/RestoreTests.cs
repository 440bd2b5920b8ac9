using System.Globalization;
using System.IO.Abstractions;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Recovery;
using Raas.Store;
using Raas.Tests.Outgoing;
using Raas.Tests.Store;
using Raas.Tests.Xml;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Recovery;

/// <summary>A restore brings back what is missing and makes again what was done since: no number has two contents, no delivery is applied
/// twice or lost without being named.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly string into = Path.Combine(Path.GetTempPath(), "raas-backups-" + Guid.NewGuid().ToString("N"));
    private readonly List<House> houses = [];

    public void Dispose()
    {
        houses.ForEach(house => house.Dispose());
        if (Directory.Exists(into))
            Directory.Delete(into, recursive: true);
    }

    private House NewHouse(StoreKind store = StoreKind.Sqlite)
    {
        var house = new House(store: store).WithParties(
            """{ "emptyNotifications": false, "autoReplace": true }""",
            """{ "service": "IDENTITY", "deliberationNumber": "12/001", "validFrom": "2000-01-01" }""");
        houses.Add(house);
        return house;
    }

    private static Drop Mutations(int number, string records) =>
        new() { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = number, Records = records };

    private static Drop Subscription(string party, int number, string records) =>
        new() { Party = party, Number = number, Records = records };

    /// <summary>Deliveries that are accepted and refused, one sent twice, and a night that tells of changes.</summary>
    private static void Day(House house, int day)
    {
        house.Clock.Advance(Start.AddDays(day) - house.Clock.GetUtcNow());
        void Later() => house.Clock.Advance(TimeSpan.FromMinutes(1));
        void Take(params Drop[] drops)
        {
            Later();
            house.Put(drops);
            foreach (var party in drops.Select(drop => drop.Party).Distinct())
                Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None).Failures);
        }
        Take(Mutations(day + 1, day == 0 ? Drop.Person(1, Numbers.Of(1)) + Drop.Person(2, Numbers.Of(2)) + Drop.Person(3, Numbers.Of(3))
            : day == 1 ? Drop.Person(10, Numbers.Of(1), lastName: "Autre") : Drop.Cancellation(20 + day, Numbers.Of(3))));
        Take(Subscription(Institution, day + 1, Drop.Register(Numbers.Of(1), "A", $"{2020 + day}-01-01", $"{2020 + day}-06-30")
            + Drop.Register(Numbers.Wrong(7), "A", "2020-01-01")));
        Take(Subscription(Other, day + 1, Drop.Register(Numbers.Of(3), "B", $"{2020 + day}-01-01", $"{2020 + day}-06-30")));
        // The same again; one that is wrong.
        Take(Subscription(Institution, day + 1, Drop.Register(Numbers.Of(1), "A", $"{2020 + day}-01-01", $"{2020 + day}-06-30")
            + Drop.Register(Numbers.Wrong(7), "A", "2020-01-01")));
        Take(Subscription(Other, day + 2, "<nonsense/>") with { DataFileName = $"wrong.{day}.xml" });
        Later();
        Assert.Empty(house.Night().Failures);
        Take(Subscription(Other, day + 2, Drop.Register(Numbers.Of(2), "A", "2021-01-01")) with
            { Environment = "P", DataFileName = $"p.{day}.xml" });
    }

    private string Back(House house) => new Backup(house.Engine).Run(into, false, "1", null, CancellationToken.None).Folder;

    private RestoreReport Restored(House house, string from, bool isReplacing = false, string? lostAfter = null)
    {
        house.Leave();
        var report = new Restore(house.Options, new FileSystem(), house.Clock,
            (options, clock) => new Engine(options, new FileSystem(), clock, NullLogger.Instance))
            .Run(from, isReplacing, lostAfter, null, CancellationToken.None);
        house.NewEngine();
        return report;
    }

    private static void LoseStore(House house)
    {
        house.Leave();
        foreach (var file in Directory.GetFiles(house.Root, "raas.db*"))
            File.Delete(file);
    }

    /// <summary>Files and rows, and that it goes on from there.</summary>
    private static List<string> State(House house)
    {
        var state = Snapshot.Texts(house.Root).Where(file => file.Key.StartsWith("work/", StringComparison.Ordinal)
            || file.Key.StartsWith("archive/", StringComparison.Ordinal) || file.Key.StartsWith("refused/", StringComparison.Ordinal)
            || file.Key.StartsWith("parties/", StringComparison.Ordinal) || file.Key == "RAAS.checkpoint")
            .Where(file => !file.Key.StartsWith("work/leases", StringComparison.Ordinal)
                && !file.Key.Contains("status.", StringComparison.Ordinal))
            .Select(file => file.Key + "\n" + file.Value).ToList();
        state.AddRange(new[] { Institution, Other }.SelectMany(house.Rows));
        using var session = house.Engine.Store.Read();
        state.AddRange(session.SearchDeliveries(new DeliverySearch { Most = 1000 })
            .Select(row => (row with { FiledAt = null }).ToString()));
        state.AddRange(session.Disclosures().Select(row =>
            $"{row.Party} {row.Flow} {row.Number} {row.Part} {Convert.ToHexString(row.Content)}"));
        return state;
    }

    /// <summary>What was sent, as it was sent, once.</summary>
    private static void IsAccountedFor(House house)
    {
        Assert.Null(house.Engine.Disclosures.Verify(CancellationToken.None).Fault);
        Assert.All(SentNames.Read(house.Root), named => Assert.Equal(named.Value.Order(StringComparer.Ordinal),
            SentNames.Accounted(house.Engine.Disclosures, named.Key).Order(StringComparer.Ordinal)));
    }

    private static void IsWhole(House house)
    {
        Assert.Null(house.Engine.Age.Check());
        IsAccountedFor(house);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen,
            string.Join("; ", house.Engine.SelfCheck.Run(CancellationToken.None).Lines));
        foreach (var party in new[] { Institution, Other })
        {
            foreach (var flow in new[] { "ANSWER", "RECEIPT", "IDENTITY", "REPLACEMENT" })
            {
                var report = house.Engine.Outgoing.Verify(CbeNumber.Parse(party), flow);
                Assert.True(report.IsWhole, $"{party} {flow}: {string.Join("; ", report.Faults)}");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_lost_store_comes_back_and_all_that_was_done_since_is_done_again_in_the_same_bytes(int backupAfter)
    {
        var house = NewHouse();
        var backup = "";
        for (var day = 0; day < 3; day++)
        {
            Day(house, day);
            if (day == backupAfter)
                backup = Back(house);
        }
        var expected = State(house);
        LoseStore(house);
        var report = Restored(house, backup);
        Assert.Empty(report.Forward.Differences);
        Assert.Equal((2 - backupAfter) * 6, report.Forward.Deliveries);
        Assert.Equal(expected, State(house));
        IsWhole(house);
        Day(house, 3);
        IsWhole(house);
    }

    [Fact]
    public void What_was_taken_back_since_is_taken_back_again_in_the_same_bytes()
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        Day(house, 1);
        var ids = house.Engine.Ledger.Deliveries(new() { Party = CbeNumber.Parse(Institution), Decision = "ACCEPTED" })
            .Select(row => row.DeliveryId).ToList();
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Engine.Reverts.Run(ids[0], false, new("somebody", "a wrong file"), CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Engine.Reverts.Run(ids[1], false, new("somebody", "a wrong file"), CancellationToken.None);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Engine.Reverts.Run(ids[1], true, new("somebody", "it was right"), CancellationToken.None);
        var expected = State(house);
        LoseStore(house);
        var report = Restored(house, backup);
        Assert.Empty(report.Forward.Differences);
        Assert.Equal(expected, State(house));
        Assert.Contains("as RECEIPT.", house.Engine.Reverts.Of(ids[0]).Single().Revert.Reason, StringComparison.Ordinal);
        IsWhole(house);
    }

    /// <summary>All but the backup is lost, and parties have fetched what left after it. Whatever an institution ever fetched is one chain,
    /// and no number is given twice; what was delivered after the backup is asked for, and applied when it comes again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_all_is_lost_after_a_backup_the_chains_go_on_behind_a_gap_that_says_so(bool keepsCheckpoint)
    {
        var house = NewHouse();
        Day(house, 0);
        var backedUpAt = house.Clock.GetUtcNow();
        var backup = Back(house);
        Day(house, 1);
        var rows = house.Rows(Institution);
        var fetched = Directory.CreateDirectory(Path.Combine(into, "fetched")).FullName;
        var sentAgain = Directory.GetFiles(Path.Combine(house.Root, "archive"), "*SUBSCRIPTION.2.*", SearchOption.AllDirectories)
            .Where(file => file.Contains(Institution, StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        var mutations = Directory.GetFiles(Path.Combine(house.Root, "archive"), "PERSON-MUTATION.2.*", SearchOption.AllDirectories)
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Fetch(house, fetched);
        var last = Highest(fetched, "ANSWER");
        var checkpoint = File.ReadAllBytes(Path.Combine(house.Root, "RAAS.checkpoint"));
        house.Leave();
        Directory.Delete(house.Root, recursive: true);
        if (keepsCheckpoint)
        {
            Directory.CreateDirectory(house.Root);
            File.WriteAllBytes(Path.Combine(house.Root, "RAAS.checkpoint"), checkpoint);
        }

        var lostAt = house.Clock.GetUtcNow();
        Restored(house, backup, lostAfter: "fire in the machine room");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        void Again(string party, Dictionary<string, byte[]> files)
        {
            foreach (var (name, content) in files)
                File.WriteAllBytes(Path.Combine(house.In(party), name), content);
            Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None).Failures);
        }
        Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        var status = XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml"));
        Valid.Is(true, Schemas.Status, status.ToString());
        Assert.Equal("2", status.Descendants("lane").Single().Element("sendAgainFrom")!.Value);
        Again(NationalRegister, mutations);
        Again(Institution, sentAgain);
        house.Night();

        Assert.Equal(rows, house.Rows(Institution));
        Assert.Empty(XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml")).Descendants("sendAgainFrom"));
        Fetch(house, fetched);
        foreach (var flow in new[] { "ANSWER", "RECEIPT" })
        {
            var report = new ChainCheck(new Disk(new FileSystem())).Run(fetched, CbeNumber.Parse(Institution), flow);
            Assert.True(report.IsWhole, string.Join("; ", report.Faults.Concat(report.Links.SelectMany(link => link.Faults))));
            Assert.Contains("fire in the machine room", Assert.Single(report.Restarts), StringComparison.Ordinal);
        }
        Assert.Equal(keepsCheckpoint ? last + 1 : 20_001, Highest(fetched, "ANSWER"));
        foreach (var voucher in Directory.GetFiles(house.Out(Institution), "*.voucher.xml"))
            Valid.Is(true, Schemas.Voucher, File.ReadAllText(voucher));
        IsWhole(house);
        // Whom the files named that left between the backup and the gap nobody knows: the person's file says so.
        var file = house.Engine.PersonFiles.Of(Ssin.Parse(Numbers.Of(1)), null, Somebody, PersonView.ByCommand);
        var lost = Assert.Single(file.DisclosuresLost);
        Assert.Equal("fire in the machine room", lost.Reason);
        Assert.Equal((backedUpAt, lostAt), (lost.Since, lost.Until));
        // The same voucher again, also later: it is written from the ledger.
        var first = Directory.GetFiles(house.Out(Institution), $"ANSWER.*.{Highest(fetched, "ANSWER"):D6}.T.voucher.xml").Single();
        var bytes = File.ReadAllBytes(first);
        File.Delete(first);
        house.Engine.Outgoing.Resend(CbeNumber.Parse(Institution), "ANSWER", Highest(fetched, "ANSWER"));
        Assert.Equal(bytes, File.ReadAllBytes(first));
        Day(house, 3);
        IsWhole(house);
    }

    /// <summary>Who learns of it only after a restore does it once more: the checkpoint of that restore proves nothing.</summary>
    [Fact]
    public void A_gap_is_made_also_after_a_restore_without_one_and_behind_an_earlier_gap()
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        Day(house, 1);
        var fetched = Directory.CreateDirectory(Path.Combine(into, "fetched")).FullName;
        Fetch(house, fetched);
        house.Leave();
        Directory.Delete(house.Root, recursive: true);

        Restored(house, backup);
        Restored(house, backup, isReplacing: true, lostAfter: "fire");
        var second = Back(house);
        void Deliver()
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            house.Put(Subscription(Institution, 2, Drop.Register(Numbers.Of(2), "A", "2021-01-01", "2021-06-30")));
            Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        }
        Deliver();
        Fetch(house, fetched);
        Assert.Equal(20_001, NumbersIn(fetched, "RECEIPT").First(number => number > 1000));
        house.Leave();
        Directory.Delete(house.Root, recursive: true);
        Restored(house, second, lostAfter: "water");
        Deliver();
        Fetch(house, fetched);

        var numbers = NumbersIn(fetched, "RECEIPT");
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.Contains(numbers, number => number > 30_000);
        var report = new ChainCheck(new Disk(new FileSystem())).Run(fetched, CbeNumber.Parse(Institution), "RECEIPT");
        Assert.True(report.IsWhole, string.Join("; ", report.Faults.Concat(report.Links.SelectMany(link => link.Faults))));
        Assert.Equal(2, report.Restarts.Count);
        IsWhole(house);
    }

    /// <summary>Files may have left to a party of which the backup knows nothing: a folder of it is left, or a number is noted.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_party_that_was_configured_after_the_backup_is_named_and_its_numbers_go_on_behind_a_gap(bool hasFolder)
    {
        const string Later = "0417497106";
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        var checkpoint = Path.Combine(house.Root, "RAAS.checkpoint");
        var noted = File.ReadAllText(checkpoint).Replace($"\"{Institution}\"", $"\"{Later}\"", StringComparison.Ordinal);
        long last;
        using (var look = house.Engine.Store.Read())
            last = look.LastOutgoing(CbeNumber.Parse(Institution), "ANSWER")!.Number;
        house.Leave();
        Directory.Delete(house.Root, recursive: true);
        Directory.CreateDirectory(Path.Combine(house.Root, hasFolder ? $"parties/{Later}/out" : ""));
        if (!hasFolder)
            File.WriteAllText(checkpoint, noted);

        var report = Restored(house, backup, lostAfter: "fire");
        Assert.Equal([Later], report.Forward.NotConfigured.Select(party => party.ToString()));
        using var session = house.Engine.Store.Read();
        Assert.Equal(hasFolder ? 10_001 : last + 1, session.RestartFrom(CbeNumber.Parse(Later), "ANSWER", 1)!.FirstNumber);
        Assert.Equal(10_001, session.RestartFrom(CbeNumber.Parse(Later), "DIMONA", 1)!.FirstNumber);
        IsWhole(house);
    }

    private static List<long> NumbersIn(string folder, string flow) =>
    [
        .. Directory.GetFiles(folder, $"{flow}.*.T.xml").Select(file => long.Parse(Path.GetFileName(file).Split('.')[3],
            CultureInfo.InvariantCulture)).Order(),
    ];

    private static void Fetch(House house, string fetched)
    {
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            File.Copy(file, Path.Combine(fetched, Path.GetFileName(file)), overwrite: true);
    }

    private static long Highest(string folder, string flow) => Directory.GetFiles(folder, $"{flow}.*.T.xml")
        .Max(file => long.Parse(Path.GetFileName(file).Split('.')[3], CultureInfo.InvariantCulture));

    [Fact]
    public void Into_an_empty_place_everything_comes_back()
    {
        var house = NewHouse();
        Day(house, 0);
        house.Put(Subscription(Other, 7, Drop.Register(Numbers.Of(2), "A", "2021-01-01")));
        Back(house);
        var expected = State(house);
        house.Leave();
        Directory.Delete(house.Root, recursive: true);
        var report = Restored(house, into);
        Assert.Empty(report.Forward.Differences);
        // Counted also where nobody watches it.
        Assert.Equal(report.Manifest.Files.Count, report.Files);
        Assert.Equal(expected, State(house));
        IsWhole(house);
    }

    [Fact]
    public void A_backup_made_while_deliveries_are_taken_comes_back_with_what_its_files_show_of_later()
    {
        var house = NewHouse();
        Day(house, 0);
        // The store of the backup is of now, its files of later: as if all of it happened while they were copied.
        var early = Back(house);
        Day(house, 1);
        var late = Back(house);
        var expected = State(house);
        File.Copy(Path.Combine(early, "data", "raas.db"), Path.Combine(late, "data", "raas.db"), overwrite: true);
        var disk = new Disk(new FileSystem());
        var (of, with) = (BackupManifest.Read(disk, late), BackupManifest.Read(disk, early).Files.Single(f => f.Path == "raas.db"));
        File.Delete(Path.Combine(late, BackupManifest.FileName));
        (of with { Files = [.. of.Files.Where(f => f.Path != "raas.db"), with] }).Write(disk, late);
        house.Leave();
        Directory.Delete(house.Root, recursive: true);
        Assert.Empty(Restored(house, late).Forward.Differences);
        Assert.Equal(expected, State(house));
        IsWhole(house);
    }

    [Fact]
    public void Where_a_store_stands_it_refuses_and_puts_it_aside_only_when_told()
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        Day(house, 1);
        var expected = State(house);
        var refused = Assert.Throws<BackupException>(() => Restored(house, backup));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        house.NewEngine();
        Assert.Contains("at work", Assert.Throws<BackupException>(() => new Restore(house.Options, new FileSystem(), house.Clock,
            (_, _) => null!).Run(backup, true, null, null, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Equal(expected, State(house));
        var report = Restored(house, backup, isReplacing: true);
        Assert.Empty(report.Forward.Differences);
        Assert.True(File.Exists(Path.Combine(report.Aside!, "raas.db")));
        Assert.Equal(expected, State(house));
        IsWhole(house);
    }

    /// <summary>An institution was allowed more meanwhile, and nobody can know: what was sent counts.</summary>
    [Fact]
    public void What_is_made_otherwise_now_keeps_the_bytes_that_were_sent_and_is_told()
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        house.WithParties("""{ "answerDetail": "rejected", "emptyNotifications": false }""");
        Day(house, 1);
        var sent = Snapshot.OutgoingFiles(house);
        LoseStore(house);
        var report = Restored(house, backup);
        Assert.Contains(report.Forward.Differences, line => line.StartsWith($"ANSWER number 2 to {Institution}", StringComparison.Ordinal));
        Assert.Equal(sent, Snapshot.OutgoingFiles(house));
        IsWhole(house);
        house.Engine.AlarmRules.Run(null, []);
        Assert.Contains(house.Engine.Alarms.Open(), alarm => alarm.Kind == "RESTORED" && alarm.Party == long.Parse(Institution));
        Day(house, 2);
        IsWhole(house);
    }

    [Fact]
    public void A_delivery_that_is_not_in_the_archive_any_more_is_named_and_its_numbers_are_taken()
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        Day(house, 1);
        LoseStore(house);
        var archive = Path.Combine(house.Root, "archive", Other);
        foreach (var file in Directory.GetFiles(archive, "SUBSCRIPTION.2.*", SearchOption.AllDirectories))
            File.Delete(file);
        var report = Restored(house, backup);
        Assert.Contains(report.Forward.Differences,
            line => line.StartsWith("SUBSCRIPTION.2.voucher.xml of " + Other, StringComparison.Ordinal)
                && line.Contains("not in archive", StringComparison.Ordinal));
        Assert.Contains(report.Forward.Differences, line => line.StartsWith($"ANSWER number 2 to {Other}", StringComparison.Ordinal));
        var chain = house.Engine.Outgoing.Verify(CbeNumber.Parse(Other), "ANSWER");
        Assert.True(chain.IsWhole, string.Join("; ", chain.Faults));
        IsAccountedFor(house);
    }

    [Theory]
    [InlineData("raas.db")]
    [InlineData("RECEIPT.0212344876.20260302.000001.T.xml")]
    [InlineData("manifest.json")]
    public void A_backup_that_is_damaged_is_not_used_at_all(string name)
    {
        var house = NewHouse();
        Day(house, 0);
        var backup = Back(house);
        LoseStore(house);
        var before = State2(house);
        var damaged = Directory.GetFiles(backup, name, SearchOption.AllDirectories).First();
        var bytes = File.ReadAllBytes(damaged);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(damaged, name == "manifest.json" ? bytes[..(bytes.Length / 2)] : bytes);
        Assert.Throws<BackupException>(() => Restored(house, backup));
        Assert.Equal(before, State2(house));
    }

    private static List<string> State2(House house) => [.. Snapshot.Names(house.Root)];

    /// <summary>A random life, a backup at a random moment of it, an accident at a later one.</summary>
    [Fact]
    public void Whatever_the_moments_of_backup_and_accident_the_end_is_that_of_the_undisturbed_life()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable(RoundsVariable), out var asked) ? asked : 2;
        for (var round = 0; round < rounds; round++)
        {
            var seed = rounds > 2 ? round : Random.Shared.Next();
            try
            {
                Live(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }
        }
    }

    private const string RoundsVariable = "RAAS_TEST_ROUNDS";

    private void Live(int seed)
    {
        var random = new Random(seed);
        var house = NewHouse();
        var (numbers, actions) = (new Dictionary<string, int>(StringComparer.Ordinal), random.Next(6, 20));
        var (backupAt, isDiskLost) = (random.Next(actions), random.Next(4) == 0);
        var (backup, then) = ("", new List<string>());
        Act(house, random, numbers, 0);
        for (var i = 0; i < actions; i++)
        {
            Act(house, random, numbers, random.Next(7));
            if (i == backupAt)
                (backup, then) = (Back(house), State(house));
        }
        var expected = State(house);
        if (isDiskLost)
        {
            house.Leave();
            Directory.Delete(house.Root, recursive: true);
        }
        else
        {
            LoseStore(house);
        }
        Assert.Empty(Restored(house, backup).Forward.Differences);
        Assert.Equal(isDiskLost ? then : expected, State(house));
        IsWhole(house);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(house.Night().Failures);
        IsWhole(house);
        house.Dispose();
        houses.Remove(house);
    }

    private static void Act(House house, Random random, Dictionary<string, int> numbers, int what)
    {
        int Next(string of) => numbers[of] = numbers.GetValueOrDefault(of) + 1;
        string Period() => $"{random.Next(2000, 2026)}-01-01";
        house.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 60)));
        var party = random.Next(2) == 0 ? Institution : Other;
        var drop = what switch
        {
            0 => Mutations(Next("M"), string.Concat(Enumerable.Range(1, random.Next(1, 9))
                .Select(_ => Drop.Person(Next("id"), Numbers.Of(random.Next(9)), lastName: $"N{random.Next(4)}")))),
            1 => Mutations(Next("M"), Drop.Replacement(Next("id"), Numbers.Of(random.Next(9)), Numbers.Of(random.Next(9)))),
            2 => Subscription(party, numbers.GetValueOrDefault(party) + 1, "<nonsense/>") with
                { DataFileName = $"wrong.{Next("wrong")}.xml" },
            3 => null,
            _ => Subscription(party, Next(party), string.Concat(Enumerable.Range(1, random.Next(1, 6)).Select(_ => random.Next(4) == 0
                ? Drop.Unregister(Numbers.Of(random.Next(9)), "A")
                : Drop.Register(Numbers.Of(random.Next(9)), random.Next(2) == 0 ? "A" : "B", Period())))),
        };
        if (drop is not null)
        {
            house.Put(drop);
            Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(drop.Party), null, CancellationToken.None).Failures);
            // Sometimes the same once more.
            if (random.Next(5) == 0 && what > 3)
            {
                house.Clock.Advance(TimeSpan.FromMinutes(1));
                house.Put(drop);
                Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(drop.Party), null, CancellationToken.None).Failures);
            }
            return;
        }
        Assert.Empty(house.Night().Failures);
        house.Clock.Advance(TimeSpan.FromDays(1));
    }

    [ServerFact(StoreKind.PostgreSql)]
    public void A_server_that_was_put_back_is_rolled_forward()
    {
        var house = NewHouse(StoreKind.PostgreSql);
        Day(house, 0);
        var backup = Back(house);
        house.Leave();
        var earlier = TestStore.CopyOf(StoreKind.PostgreSql, house.Options.ConnectionString!);
        try
        {
            house.NewEngine();
            Day(house, 1);
            var expected = State(house);
            house.Leave();
            var restored = new House(
                root: house.Root, now: house.Clock.GetUtcNow(), store: StoreKind.PostgreSql, database: earlier, keep: true);
            Assert.Throws<StoreOlderException>(() => restored.Night());
            Assert.Empty(Restored(restored, backup).Forward.Differences);
            Assert.Equal(expected, State(restored));
            IsWhole(restored);
            restored.Leave();
        }
        finally
        {
            TestStore.Drop(StoreKind.PostgreSql, earlier);
        }
    }
}
