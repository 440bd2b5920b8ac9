using Dapper;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Tests.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>A store that does not know what has left already is not worked with: never is a number given twice.</summary>
public sealed class StoreAgeTests : IDisposable
{
    private readonly List<IDisposable> houses = [];

    public void Dispose() => houses.ForEach(house => house.Dispose());

    private House Lived(int deliveries, StoreKind store = StoreKind.Sqlite, RaasOptions? options = null)
    {
        var house = new House(store: store, options: options).WithParties();
        houses.Add(house);
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) });
        house.Night();
        Live(house, 1, deliveries);
        return house;
    }

    /// <summary>Deliveries of the institution, one after the other.</summary>
    private static void Live(House house, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            house.Put(Delivery(number));
            Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None).Failures);
        }
    }

    private static Drop Delivery(int number) => new()
    {
        Party = Institution, Number = number,
        Records = Drop.Register(Numbers.Of(1), "A", $"{2000 + number}-01-01", $"{2000 + number}-06-30"),
    };

    private House Again(House lived, string root, string? database = null)
    {
        var house = new House(root: root, now: lived.Clock.GetUtcNow(), store: lived.Options.Store,
            database: database ?? lived.Options.ConnectionString, keep: database is not null, options: lived.Options);
        houses.Add(house);
        return house;
    }

    private static string NewRoot() => Path.Combine(Path.GetTempPath(), "raas-test-" + Guid.NewGuid().ToString("N"));

    private static void Copy(string from, string to, params string[] names)
    {
        foreach (var name in names)
        {
            var source = Path.Combine(from, name);
            if (File.Exists(source))
            {
                Directory.CreateDirectory(to);
                File.Copy(source, Path.Combine(to, name));
                continue;
            }
            foreach (var file in Directory.Exists(source) ? Directory.GetFiles(source, "*", SearchOption.AllDirectories) : [])
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    /// <summary>No file that stood there has become another, and none came.</summary>
    private static void NothingIsDone(House house, string says)
    {
        var before = Snapshot.Texts(house.Root).Where(IsFile).ToDictionary();
        house.Put(Delivery(20));
        File.Delete(Path.Combine(house.In(Institution), Delivery(20).DataName));
        File.Delete(Path.Combine(house.In(Institution), Delivery(20).VoucherName));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var refused = Assert.Throws<StoreOlderException>(() => house.Night());
            Assert.Contains(says, refused.Message, StringComparison.Ordinal);
            Assert.Contains("no number is given twice", refused.Message, StringComparison.Ordinal);
            if (house.Engine.Parties.All() is [var party, ..])
                Assert.Throws<StoreOlderException>(() => house.Engine.Intake.Take(party.Number, null, CancellationToken.None));
            house.NewEngine();
        }
        Assert.Equal(before, Snapshot.Texts(house.Root).Where(IsFile).ToDictionary());
        Assert.False(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        house.Engine.AlarmRules.Run(null, []);
        Assert.Contains(house.Engine.Alarms.Open(),
            alarm => alarm is { Kind: "OLDER-STORE", Party: null } && alarm.Message.Contains("Nothing is done", StringComparison.Ordinal));
    }

    private static bool IsFile(KeyValuePair<string, string> file) => file.Key.StartsWith("parties/", StringComparison.Ordinal)
        || file.Key.StartsWith("work/sent", StringComparison.Ordinal) || file.Key.StartsWith("archive/", StringComparison.Ordinal)
        || file.Key == "RAAS.checkpoint";

    private static void WorksOn(House house, int next)
    {
        Assert.Null(house.Engine.Age.Check());
        Live(house, next, next);
        Assert.Empty(house.Night().Failures);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        Assert.True(house.Engine.Outgoing.Verify(CbeNumber.Parse(Institution), "ANSWER").IsWhole);
    }

    /// <summary>The steps of somebody who copies a DataRoot that is at work: first the database, then the folders.</summary>
    [Fact]
    public void A_copy_of_which_the_files_are_later_than_the_store_is_not_worked_with()
    {
        var lived = Lived(4);
        var copy = NewRoot();
        Copy(lived.Root, copy, "raas.db", "raas.db-wal", "audit.db");
        Live(lived, 5, 9);
        Copy(lived.Root, copy, "parties", "archive", "work");
        NothingIsDone(Again(lived, copy), $"ANSWER to {Institution} ends at number 4 in the store, at 9 in work/sent");
        WorksOn(lived, 10);
    }

    [Theory]
    [InlineData("work", "at 9 in work/sent")]
    [InlineData("parties", "at 9 in out")]
    [InlineData("archive", "are not in the store, such as SUBSCRIPTION.5.voucher.xml")]
    [InlineData("RAAS.checkpoint", "at 9 in ")]
    public void Each_of_what_is_left_of_later_days_says_it(string left, string says)
    {
        var lived = Lived(4);
        var copy = NewRoot();
        Copy(lived.Root, copy, "raas.db", "raas.db-wal", "audit.db");
        Live(lived, 5, 9);
        Copy(lived.Root, copy, left);
        NothingIsDone(Again(lived, copy), says);
    }

    [Fact]
    public void An_empty_store_beside_a_full_archive_does_not_number_from_one()
    {
        var lived = Lived(3);
        var copy = NewRoot();
        Copy(lived.Root, copy, "parties", "archive", "work");
        var empty = Again(lived, copy);
        NothingIsDone(empty, "is empty beside its files");
        empty.WithParties();
        NothingIsDone(empty, "ends at number 0 in the store, at 3 in work/sent");
    }

    [ServerFact(StoreKind.PostgreSql)]
    public void A_standby_that_was_behind_is_not_worked_with_and_an_empty_database_neither()
    {
        var lived = Lived(4, StoreKind.PostgreSql);
        lived.Leave();
        var behind = TestStore.CopyOf(StoreKind.PostgreSql, lived.Options.ConnectionString!);
        var empty = TestStore.NewDatabase(StoreKind.PostgreSql)!;
        try
        {
            lived.NewEngine();
            Live(lived, 5, 6);
            NothingIsDone(Again(lived, lived.Root, behind), $"ANSWER to {Institution} ends at number 4 in the store, at 6 in work/sent");
            NothingIsDone(Again(lived, lived.Root, empty), "is empty beside its files");
            WorksOn(lived, 7);
        }
        finally
        {
            TestStore.Drop(StoreKind.PostgreSql, behind);
            TestStore.Drop(StoreKind.PostgreSql, empty);
        }
    }

    /// <summary>A server that became an older one while the host worked: nothing was looked at since its start.</summary>
    [Fact]
    public void A_store_that_becomes_older_under_a_host_at_work_gives_no_number_a_second_time()
    {
        var lived = Lived(4);
        var sent = Snapshot.Texts(Path.Combine(lived.Root, "work", "sent"));
        using (var session = lived.Engine.Store.Write())
        {
            session.Connection.Execute("DELETE FROM outgoing_file WHERE Number > 2");
            session.Connection.Execute("DELETE FROM delivery WHERE FileSequenceNumber > 2");
            session.Commit();
        }
        lived.Put(Delivery(3) with { DataFileName = "again.xml" });
        var report = lived.Engine.Intake.Take(CbeNumber.Parse(Institution), null, CancellationToken.None);
        Assert.Contains(report.Failures, failure => failure.Contains("was given already", StringComparison.Ordinal));
        Assert.Empty(report.Deliveries);
        Assert.Throws<StoreOlderException>(() => lived.Night());
        Assert.Equal(sent, Snapshot.Texts(Path.Combine(lived.Root, "work", "sent")));
    }

    [Fact]
    public void Another_store_with_as_many_files_is_not_worked_with()
    {
        var (lived, other) = (Lived(3), Lived(3));
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        Live(other, 4, 4);
        File.Copy(Path.Combine(lived.Root, "RAAS.checkpoint"), Path.Combine(other.Root, "RAAS.checkpoint"), overwrite: true);
        other.NewEngine();
        WorksOn(other, 5);
        using (var session = other.Engine.Store.Write())
        {
            session.Connection.Execute("UPDATE outgoing_file SET Digest = @digest WHERE Flow = 'ANSWER' AND Number = 5",
                new { digest = new string('0', 64) });
            session.Commit();
        }
        other.NewEngine();
        NothingIsDone(other, "number 5, is another file in the store");
    }

    [Fact]
    public void What_a_party_fetched_and_what_age_removed_is_no_fault()
    {
        var lived = Lived(3);
        foreach (var file in Directory.GetFiles(lived.Out(Institution)))
            File.Delete(file);
        Directory.Delete(Path.Combine(lived.Root, "archive"), recursive: true);
        File.Delete(Path.Combine(lived.Root, "RAAS.checkpoint"));
        Directory.Delete(Path.Combine(lived.Root, "work", "sent"), recursive: true);
        lived.NewEngine();
        WorksOn(lived, 4);
        Assert.Contains("\"number\": 4", File.ReadAllText(Path.Combine(lived.Root, "RAAS.checkpoint")), StringComparison.Ordinal);
    }

    /// <summary>Names in <c>out</c> are anybody's: only a voucher of ours counts.</summary>
    [Fact]
    public void A_party_cannot_stop_us_by_names_that_it_puts_in_out()
    {
        var lived = Lived(2);
        var ours = Path.Combine(lived.Out(Institution), $"ANSWER.{Institution}.20260302.000002.T.voucher.xml");
        var name = Path.Combine(lived.Out(Institution), $"ANSWER.{Institution}.20260302.000099.T");
        File.WriteAllText(name + ".xml", "planted");
        File.WriteAllText(name + ".voucher.xml", File.ReadAllText(ours).Replace(">2<", ">99<", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(lived.Out(Institution), $"DIMONA.{Institution}.20260302.000001.T.voucher.xml"), "planted");
        lived.NewEngine();
        Assert.Null(lived.Engine.Age.Check());
        Live(lived, 3, 3);
        foreach (var file in Directory.GetFiles(lived.Out(Institution), "*.000099.*"))
            File.Delete(file);
        WorksOn(lived, 4);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_understood_is_not_passed_over()
    {
        var lived = Lived(2);
        File.WriteAllText(Path.Combine(lived.Root, "RAAS.checkpoint"), "{");
        lived.NewEngine();
        Assert.Contains("cannot be understood", Assert.Throws<StoreOlderException>(() => lived.Night()).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(lived.Root, "RAAS.checkpoint"));
        WorksOn(lived, 3);
    }

    [Fact]
    public void A_checkpoint_elsewhere_is_kept_by_two_hosts_at_once()
    {
        var place = Path.Combine(NewRoot(), "elsewhere", "numbers");
        var options = new RaasOptions { CheckpointFile = place };
        var lived = Lived(1, options: options);
        var second = Again(lived, lived.Root);
        for (var number = 2; number <= 7; number++)
            Live(number % 2 == 0 ? second : lived, number, number);
        lived.NewEngine();
        var sent = lived.Engine.Checkpoint.Read().Sent.Where(line => line.Party.ToString() == Institution)
            .Select(line => (line.Flow, line.Number)).ToList();
        Assert.Equal([("ANSWER", 7), ("RECEIPT", 7)], sent);
        Assert.Equal([("PERSON-MUTATION", 1), ("SUBSCRIPTION", 7)],
            lived.Engine.Checkpoint.Read().Accepted.OrderBy(l => l.Flow, StringComparer.Ordinal).Select(line => (line.Flow, line.Number)));
        Assert.False(File.Exists(Path.Combine(lived.Root, "RAAS.checkpoint")));
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(place))!, recursive: true);
    }

    /// <summary>The disk of the checkpoint is full or away: work goes on, somebody is told, and it is written when it can be.</summary>
    [Fact]
    public void A_checkpoint_that_cannot_be_written_stops_nothing_and_is_told()
    {
        var place = Path.Combine(NewRoot(), "numbers");
        var lived = Lived(1, options: new RaasOptions { CheckpointFile = place });
        File.Delete(place);
        Directory.CreateDirectory(Path.Combine(place, "in the way"));
        Live(lived, 2, 2);
        Assert.Contains(place, lived.Engine.Checkpoint.Fault, StringComparison.Ordinal);
        Directory.Delete(place, recursive: true);
        Live(lived, 3, 3);
        Assert.Null(lived.Engine.Checkpoint.Fault);
        Assert.Contains(lived.Engine.Checkpoint.Read().Sent, line => line is { Flow: "ANSWER", Number: 3 });
        Directory.Delete(Path.GetDirectoryName(place)!, recursive: true);
    }
}
