using System.Collections.Concurrent;
using Dapper;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Host.Worker;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Persons;
using Raas.Store;
using Raas.Tests.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Crash;

/// <summary>One night with a delivery of every kind, cut at every step there is: after a restart, files and store are what they are
/// after an undisturbed night.</summary>
public sealed class CrashMatrixTests(Xunit.Abstractions.ITestOutputHelper output) : CrashMatrix(output)
{
    protected override StoreKind Kind => StoreKind.Sqlite;

    protected override int Usually => 5;

    [Fact]
    public void Whatever_step_is_cut_the_end_is_the_same() => FirstNight();

    [Fact]
    public void Whatever_step_is_cut_of_a_night_with_something_to_tell_it_is_told_once_in_the_same_bytes() => SecondNight();

    [Fact]
    public void Whatever_step_is_cut_of_what_operators_and_callers_do_it_is_done_and_journalled_once() => People();

    [Fact]
    public void Whatever_step_is_cut_when_a_delivery_is_taken_back_it_is_taken_back_once_and_told_once() => TakenBack();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class CrashMatrixOnPostgreSqlTests(Xunit.Abstractions.ITestOutputHelper output) : CrashMatrix(output)
{
    protected override StoreKind Kind => StoreKind.PostgreSql;

    protected override int Usually => 23;

    [ServerFact(StoreKind.PostgreSql)]
    public void Whatever_step_is_cut_the_end_is_the_same() => FirstNight();

    [ServerFact(StoreKind.PostgreSql)]
    public void Whatever_step_is_cut_of_a_night_with_something_to_tell_it_is_told_once_in_the_same_bytes() => SecondNight();

    [ServerFact(StoreKind.PostgreSql)]
    public void Whatever_step_is_cut_of_what_operators_and_callers_do_it_is_done_and_journalled_once() => People();

    [ServerFact(StoreKind.PostgreSql)]
    public void Whatever_step_is_cut_when_a_delivery_is_taken_back_it_is_taken_back_once_and_told_once() => TakenBack();
}

/// <summary>Nights that are cut at their steps.</summary>
public abstract class CrashMatrix(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private readonly string folder = NewFolder();

    protected abstract StoreKind Kind { get; }

    /// <summary>Of so many steps one is cut in a usual run, another one on each day; with <c>RAAS_CRASH_ALL=1</c> every step is.</summary>
    protected abstract int Usually { get; }

    private int EachOf => Environment.GetEnvironmentVariable("RAAS_CRASH_ALL") is { Length: > 0 } ? 1 : Usually;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Directory.Delete(folder, recursive: true);

    private static string NewFolder() => Directory.CreateTempSubdirectory("raas-crash-").FullName;

    protected void FirstNight()
    {
        var before = Prepare();
        var expected = CutEverywhere(before, Start);
        foreach (var end in new[] { "register 0212344876 ", "unknown/0316380841/2026-03-02/stranger.txt",
            "refused/0316380841/2026-03-02/CAPITALS.VOUCHER.XML", "refused/0316380841/2026-03-02/never-came.voucher.xml",
            "seen_file 212344876 SUBSCRIPTION.4.voucher.xml" })
            Assert.Contains(end, expected, StringComparison.OrdinalIgnoreCase);
    }

    protected void SecondNight()
    {
        var before = PrepareSecondNight();
        var expected = CutEverywhere(before, Start.AddDays(1));
        string[] all =
        [
            "<effect>MOVED</effect>", "<effect>MERGED</effect>", "REPLACEMENT-ANNULLED", "notifyIdentityChanges", "<type>OUT</type>",
            "IDENTITY.0212344876.20260303.000002", "held_mutation HeldId=", "moved_row Party=", "<type>CANCELLATION</type>",
            "<type>CANCEL</type>", "dimona_told Party=", "<code>RAA30007</code>",
        ];
        foreach (var told in all)
            Assert.Contains(told, expected, StringComparison.OrdinalIgnoreCase);
    }

    protected void People()
    {
        var before = PrepareGuarded();
        var expected = CutEverywhere(before, Start.AddDays(1), PeopleAtWork);
        foreach (var done in new[] { "Cause=ONLINE", "DataGroup=CIVIL-STATE", "LastName=Novák", "person_name_key NameKey=", "Action=HOLD",
            "Action=RELEASE", "Action=PAUSE-NIGHT", "lane_hold Party=", "guarded_delivery Party=", "Kind=GUARDED", "alarm AlarmId=" })
            Assert.Contains(done, expected, StringComparison.OrdinalIgnoreCase);
    }

    protected void TakenBack()
    {
        var root = Path.Combine(folder, "before-it-is-taken-back");
        var house = new House(root: root, store: Kind).WithParties();
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Person(i, Numbers.Of(i)))) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01", "2020-06-30") });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "A", "2020-03-01", "2020-12-31")
            + Drop.Register(Numbers.Of(2), "B", "2021-01-01") + Drop.Register(Numbers.Of(3), "A", "2021-01-01") });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = Institution, Number = 3, Records = Drop.Unregister(Numbers.Of(3), "A", "2022-01-01") });
        house.Engine.Intake.Take(Raas.Domain.CbeNumber.Parse(Institution), null, CancellationToken.None);
        var expected = CutEverywhere(Done(house), Start.AddDays(2), TakeBack);
        foreach (var end in new[] { "Cause=REVERT", "delivery_revert RevertId=", "delivery_revert_left RevertId=", "Action=REVERT" })
            Assert.Contains(end, expected, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Who finds after a power cut that it is taken back does not do it again; what has not left leaves with the night.</summary>
    private static void TakeBack(House house)
    {
        long delivery;
        using (var session = house.Engine.Store.Read())
            delivery = session.FindAccepted(Raas.Domain.CbeNumber.Parse(Institution), "SUBSCRIPTION", 2)!.DeliveryId;
        if (house.Engine.Reverts.Of(delivery).Count == 0)
            house.Engine.Reverts.Run(
                delivery, false, new Raas.Operations.Operator("A. Peeters", "wrong file"), CancellationToken.None);
        house.Night();
    }

    /// <summary>Operators and programs do what they have to do; who finds after a power cut that it is done does not do it again.</summary>
    private static void PeopleAtWork(House house)
    {
        OperatorsAtWork(house);
        CallersAtWork(house);
    }

    /// <summary>Each call may be repeated: what had become true is then found to be so.</summary>
    private static void CallersAtWork(House house)
    {
        var engine = house.Engine;
        void Audited(string operation) => engine.Audit.AppendNow(new Raas.Operations.AuditEntry
            { At = house.Clock.GetUtcNow(), Channel = "SOAP", Operation = operation, Outcome = "MSG00000" });
        Raas.Configuration.Party Party(string cbe) => engine.Parties.All().Single(p => p.Number.ToString() == cbe);
        var begin = new DateOnly(2024, 1, 1).DayNumber;
        engine.Online.Change(Party(Other), new InscriptionCall(Raas.Domain.RequestAction.Register, long.Parse(Numbers.Of(1)), "A", begin,
            begin + 100), _ => Audited("register"));
        engine.Online.Change(Party(Institution),
            new InscriptionCall(Raas.Domain.RequestAction.Unregister, long.Parse(Numbers.Of(4)), "A", null), _ => Audited("unregister"));
        var person = new PersonDeclaration
            { LastName = "Novák", BirthDate = Raas.Domain.IncompleteDate.OfYear(1984), Address = "\n\n\n\nBrno\n140" };
        var created = engine.Numbers.Create(person, engine.Today, _ => Audited("create"));
        var number = created.Created?.Value ?? created.Existing[0].Person.Ssin;
        var corrected = new PersonDeclaration { CivilState = "1", Groups = [Raas.Domain.DataGroup.CivilState] };
        engine.Numbers.Correct(Raas.Domain.Ssin.Parse(number.ToString("D11")), corrected, engine.Today, _ => Audited("correct"));
        var audit = engine.Audit.Verify(null, CancellationToken.None);
        Assert.Null(audit.Fault);
        // What became true is in the audit; what was cut may be there too.
        Assert.True(audit.Entries >= 4);
    }

    /// <summary>A delivery takes too much: it waits, is an alarm, is released and applied; another lane is held, the next night
    /// paused.</summary>
    private static void OperatorsAtWork(House house)
    {
        var party = Raas.Domain.CbeNumber.Parse(Institution);
        var other = Raas.Domain.CbeNumber.Parse(Other);
        var who = new Raas.Operations.Operator("A. Peeters", "they confirmed");
        house.Engine.Intake.Take(party, null, CancellationToken.None);
        Tell(house);
        if (house.Engine.Lanes.Status(party).Any(lane => lane.Waiting.Any(w => w.Reason == Raas.Intake.WaitReason.Guarded)))
            house.Engine.LaneControl.Release(party, null, who);
        house.Engine.Intake.Take(party, null, CancellationToken.None);
        if (house.Engine.Lanes.Status(other).All(lane => lane.Hold is null))
            house.Engine.LaneControl.Hold(other, null, who);
        if (house.Engine.LaneControl.NightPause() is null)
            house.Engine.LaneControl.PauseNight(who);
        Tell(house);
    }

    private static void Tell(House house)
    {
        house.Engine.AlarmRules.Run(null, []);
        foreach (var alarm in house.Engine.Alarms.Unsent())
            house.Engine.Alarms.MarkSent(alarm);
    }

    /// <summary>Rows that a delivery would take all at once.</summary>
    private Before PrepareGuarded()
    {
        var root = Path.Combine(folder, "before-the-guard");
        var house = new House(root: root, store: Kind).WithParties();
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Person(i, Numbers.Of(i)))) },
            new Drop { Party = Institution,
                Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01"))) });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = Institution, Number = 2,
            Records = string.Concat(Enumerable.Range(1, 3).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) });
        return Done(house);
    }

    /// <param name="work">What is cut, and done again after the restart; a night when it is null.</param>
    /// <returns>The undisturbed end.</returns>
    private string CutEverywhere(Before before, DateTimeOffset now, Action<House>? work = null)
    {
        var power = new PowerCut();
        var expected = Run(before, "undisturbed", power, now, work);
        output.WriteLine($"{power.Steps} steps");
        Assert.True(power.Steps > 100, $"Only {power.Steps} steps: the faults are not wired in.");

        var wrong = new ConcurrentBag<string>();
        var places = new ConcurrentBag<string>();
        // Threads that wait for files and locks would make the pool start ever more nights at once.
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount * 2 };
        var steps = Enumerable.Range(1, power.Steps).Where(step => (step + DateTime.UtcNow.DayOfYear) % EachOf == 0).ToList();
        output.WriteLine($"cut at {steps[0]}, {steps[1]}, … {steps[^1]}");
        Parallel.ForEach(steps, atOnce, step =>
        {
            var cut = new PowerCut { At = step };
            var after = Run(before, $"step-{step}", cut, now, work);
            places.Add(cut.Where ?? "not reached");
            if (after != expected)
                wrong.Add($"step {step}, {cut.Where}:\n{Difference(expected, after)}");
        });

        Assert.True(wrong.IsEmpty,
            $"{wrong.Count} of {power.Steps} steps end differently. {string.Join('\n', wrong.Order(StringComparer.Ordinal).Take(3))}");
        if (EachOf > 1)
            return expected;
        // The steps are what the title says: of files, of statements, of commits.
        foreach (var kind in new[] { "writing ", "flushing ", "before move", "after move", "before creation of ", "before statement ",
            "before bulk load", "after bulk load", "before commit", "after commit" })
            Assert.Contains(places, place => place.StartsWith(kind, StringComparison.Ordinal));
        return expected;
    }

    /// <summary>A first night is over; what is dropped now makes the second one move, tell, hold and split.</summary>
    private Before PrepareSecondNight()
    {
        const string settings = """{ "emptyNotifications": true }""";
        const string authorisations = """
            { "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": ["NAME"], "validFrom": "2000-01-01" },
            { "service": "DIMONA", "deliberationNumber": "2", "validFrom": "2000-01-01" }
            """;
        var root = Path.Combine(folder, "before-the-second");
        var house = new House(root: root, store: Kind).WithParties(settings, authorisations);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = string.Concat(Enumerable.Range(0, 8).Select(i =>
                Drop.Person(i + 1, Numbers.Of(i)))) + Drop.Person(9, Numbers.Of(0), lastName: "Tomorrow", date: "2026-03-03") },
            new Drop
            {
                Party = Bcss, Flow = "PERSON-MUTATION",
                Records = Drop.Replacement(1, Numbers.Of(6), Numbers.Of(7)) + Drop.Replacement(2, Numbers.Of(2), Numbers.Of(9))
                    + Drop.Replacement(3, Numbers.Of(5), Numbers.Of(6), "2026-03-03"),
            },
            new Drop { Party = Onss, Flow = "DIMONA", Records = Drop.Declaration(3, 1, "IN", Numbers.Of(3), "2026-03-01") },
            new Drop
            {
                Party = Institution,
                Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01", "2020-12-31") + Drop.Register(Numbers.Of(1), "A", "2020-06-01")
                    + Drop.Register(Numbers.Of(2), "B", "2021-01-01") + Drop.Register(Numbers.Of(3), "A", "2020-01-01")
                    + Drop.Register(Numbers.Of(4), "A", "2020-01-01"),
            },
            new Drop { Party = Other,
                Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") + Drop.Register(Numbers.Of(5), "B", "2020-01-01") });
        house.Night();
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Person(11, Numbers.Of(3),
                lastName: "Maes") + Drop.Person(12, Numbers.Of(4), lastName: "Claes") + Drop.Person(13, Numbers.Of(9)) },
            new Drop
                { Party = Bcss, Flow = "PERSON-MUTATION", Number = 2,
                    Records = Drop.Replacement(11, Numbers.Of(0), Numbers.Of(1)) + Drop.Replacement(12, Numbers.Of(5), Numbers.Of(4))
                        + Drop.Annulled(13, Numbers.Of(6), Numbers.Of(7)) + Drop.Cancellation(14, Numbers.Of(3))
                        + Drop.Replacement(15, Numbers.Of(7), Numbers.Of(8)) },
            new Drop
            {
                Party = Onss, Flow = "DIMONA", Number = 2,
                Records = Drop.Declaration(1, 1, "IN", Numbers.Of(4), "2026-03-01")
                    + Drop.Declaration(2, 1, "OUT", Numbers.Of(0), "2020-02-01", "2020-03-01")
                    + Drop.Declaration(3, 2, "UPDATE", Numbers.Of(3), "2019-12-01"),
            },
            new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(6), "B", "2022-01-01") });
        // Taken between the nights, before what waits is due: how a delivery is cut is the matter of the first matrix.
        foreach (var party in new[] { NationalRegister, Bcss, Onss, Institution })
            Assert.Empty(house.Engine.Intake.Take(Raas.Domain.CbeNumber.Parse(party), null, CancellationToken.None).Failures);
        house.Clock.Advance(TimeSpan.FromDays(1));
        return Done(house);
    }

    /// <summary>A house before its night: what every run starts from.</summary>
    private Before Prepare()
    {
        var root = Path.Combine(folder, "before");
        // What was there two days ago is due to be put aside, or to be refused.
        string? database;
        using (var earlier = new House(root: root, keep: true, now: Start.AddDays(-2), store: Kind).WithParties())
        {
            database = earlier.Options.ConnectionString;
            File.WriteAllText(Path.Combine(earlier.In(Other), "stranger.txt"), "?");
            File.WriteAllText(Path.Combine(earlier.In(Other), "cut-short.voucher.xml"), "<voucher>");
            earlier.Put(new Drop { Party = Other, DataFileName = "never-came.xml", WithoutData = true });
            Assert.Equal(2, earlier.Engine.Intake.Take(Raas.Domain.CbeNumber.Parse(Other), null, CancellationToken.None).Waiting.Count);
        }
        var house = new House(root: root, store: Kind, database: database);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = string.Concat(Enumerable.Range(0, 6)
                .Select(i => Drop.Person(i + 1, Numbers.Of(i)))) + Drop.Cancellation(7, Numbers.Of(5)) },
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(1, Numbers.Of(0), Numbers.Of(1)) },
            new Drop
            {
                Party = Institution,
                Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01", "2020-12-31") + Drop.Register(Numbers.Of(1), "A", "2020-06-01")
                    + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01")
                    + Drop.Unregister(Numbers.Of(1), "A", "2020-03-01", "2020-03-31")
                    + string.Concat(Enumerable.Range(2, 3).Select(i => Drop.Register(Numbers.Of(i), "B", "2021-01-01"))),
            },
            new Drop { Party = Institution, Number = 2,
                Records = Drop.Unregister(Numbers.Of(2), "B") + Drop.Register(Numbers.Of(3), "B", "2020-12-31") },
            new Drop { Party = Institution, Number = 2, DataFileName = "the-same-2.xml",
                Records = Drop.Unregister(Numbers.Of(2), "B") + Drop.Register(Numbers.Of(3), "B", "2020-12-31") },
            new Drop { Party = Institution, Number = 4, Records = Drop.Register(Numbers.Of(4), "A", "2020-01-01") },
            new Drop { Party = Other, Records = Drop.Register(Numbers.Of(3), "A", "2020-01-01"), Digest = new string('0', 64) },
            new Drop { Party = Other, DataFileName = "called-back.xml", Records = Drop.Register(Numbers.Of(3), "A", "2020-01-01") });
        File.WriteAllText(Path.Combine(house.In(Other), "called-back.cancel"), "");
        File.WriteAllText(Path.Combine(house.In(Other), "called-back-alone.xml"), "<x/>");
        File.WriteAllText(Path.Combine(house.In(Other), "called-back-alone.cancel"), "");
        File.WriteAllText(Path.Combine(house.In(Other), "CAPITALS.VOUCHER.XML"), "");
        return Done(house);
    }

    /// <returns>Everything that can be seen afterwards.</returns>
    private string Run(Before before, string name, PowerCut power, DateTimeOffset now, Action<House>? work)
    {
        var root = Path.Combine(folder, name);
        Copy(before.Root, root);
        var database = before.Database is { } original ? TestStore.CopyOf(Kind, original) : null;
        KnowAgain(root, database);
        // Few records a batch and a part: more places to cut.
        var options = new RaasOptions { Intake = new IntakeOptions { BatchRecords = 3, BytesPerPart = 400 },
            Night = new NightOptions { BatchItems = 2 }, Outgoing = new OutgoingOptions { MaxItems = 1 } };
        if (work is not null)
            options = options with { Guard = new GuardOptions { MinRows = 2 } };
        try
        {
            using var cut = new House(
                new FaultyFiles(power), place =>
                    new FaultyStore(Stores.Open(Kind, database, place), power), root, keep: true, options: options, now: now,
                store: Kind, database: database);
            (work ?? (h => h.Night()))(cut);
        }
        catch (IOException)
        {
            // The power went outside the lanes.
        }
        LetLeasesRunOut(root, database);
        using var house = new House(root: root, options: options, now: now, store: Kind, database: database);
        work?.Invoke(house);
        var night = house.Night();
        Assert.Empty(night.Failures);
        Assert.False(night.IsBusy);
        Assert.True(night.SelfCheck!.IsGreen, $"{power.Where}: {string.Join("; ", night.SelfCheck.Lines)}");
        return State(house);
    }

    /// <summary>A house and its store as they are before what is cut; nobody lives there any more.</summary>
    private sealed record Before(string Root, string? Database);

    private static Before Done(House house)
    {
        house.Engine.Dispose();
        return new Before(house.Root, house.Options.ConnectionString);
    }

    private RegisterStore Store(string root, string? database) => new(Stores.Open(Kind, database, Path.Combine(root, "raas.db")));

    /// <summary>Copies are other files; here they stand for those that were seen before.</summary>
    private void KnowAgain(string root, string? database)
    {
        using var store = Store(root, database).Write();
        foreach (var (party, name) in store.Connection.Query<(long, string)>("SELECT Party, Name FROM seen_file").AsList())
        {
            var entry = new Raas.Files.PartyFolder(new Raas.Files.Disk(new System.IO.Abstractions.FileSystem()),
                Path.Combine(root, "parties", party.ToString("D10"), "in")).Find(name)!;
            store.Connection.Execute(
                "UPDATE seen_file SET FileId = @FileId, Content = @Content, ChangeTime = @ChangedAt WHERE Party = @party AND Name = @name",
                new { entry.FileId, entry.Content, entry.ChangedAt, party, name });
        }
        store.Commit();
    }

    /// <summary>A dead worker's lease keeps the lane for a minute; waiting for that would change the times in the files.</summary>
    private void LetLeasesRunOut(string root, string? database)
    {
        using var store = Store(root, database).Write();
        store.Connection.Execute("DELETE FROM lane_lease");
        store.Commit();
    }

    private static string State(House house)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (name, content) in Snapshot.Texts(house.Root)
            .Where(f =>
                !f.Key.StartsWith("raas.db", StringComparison.Ordinal) && !f.Key.StartsWith("audit.db", StringComparison.Ordinal)
                    && !f.Key.StartsWith("work/leases/", StringComparison.Ordinal)).Select(f => (f.Key, f.Value.Length > 0
                        && f.Value[0] < 32 ? Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(f.Value)) : f.Value)))
            text.Append(name).Append('\n').Append(content).Append('\n');
        foreach (var party in new[] { Institution, Other })
            text.AppendJoin("", house.Rows(party).Select(row => $"register {party} {row}\n"));
        using var session = house.Engine.Store.Read();
        foreach (var table in new[] { "delivery", "delivery_error", "outgoing_file", "change_set", "inscription_journal", "person",
            "replacement", "person_change", "person_mutation", "lane_lease", "stage_key", "stage_row", "stage_mutation", "stage_piece",
            "night_run", "night_step", "night_flow", "night_party", "night_file", "night_number", "night_event", "moved_row",
            "moved_row_journal", "party_sweep", "held_mutation", "dimona_declaration", "dimona_mutation",
            "night_cancellation", "dimona_told",
            "lane_hold", "guarded_delivery", "operator_action", "alarm", "person_name_key", "stage_name_key", "legal_context", "credential",
            "notice", "delivery_revert", "delivery_revert_left", "delivery_revert_request" })
        {
            foreach (var row in Rows(session, table))
                text.Append(table).Append(' ').Append(row).Append('\n');
        }
        foreach (var row in session.Connection.Query<string>(
            "SELECT concat_ws(' ', Party, Name, FirstSeenAt, ChangedAt, Flow, FileSequenceNumber, Told) FROM seen_file ORDER BY Party, "
                + "Name"))
            text.Append("seen_file ").Append(row).Append('\n');
        return text.ToString();
    }

    /// <summary>Columns that hold a number which the store gives, and whose number it is. What was begun and did not become true leaves a
    /// gap in the numbers of a server: the place of a number among its like is what counts.</summary>
    private static readonly Dictionary<string, (string Table, string Column)> Given = new(StringComparer.OrdinalIgnoreCase)
    {
        ["DeliveryId"] = ("delivery", "DeliveryId"),
        ["DuplicateOf"] = ("delivery", "DeliveryId"),
        ["ChangeSetId"] = ("change_set", "ChangeSetId"),
        ["CheckedThrough"] = ("change_set", "ChangeSetId"),
        ["KnownSince"] = ("change_set", "ChangeSetId"),
        ["Reverts"] = ("change_set", "ChangeSetId"),
        ["RevertId"] = ("delivery_revert", "RevertId"),
        ["ThroughChangeSet"] = ("change_set", "ChangeSetId"),
        ["PersonChangeId"] = ("person_change", "PersonChangeId"),
        ["DimonaId"] = ("dimona_declaration", "DimonaId"),
        ["HeldId"] = ("held_mutation", "HeldId"),
        ["AlarmId"] = ("alarm", "AlarmId"),
        ["ActionId"] = ("operator_action", "ActionId"),
        ["NoticeId"] = ("notice", "NoticeId"),
    };

    /// <summary>Where a flow is in its journal: the numbers are those of another journal for declarations.</summary>
    private static readonly string[] OfAJournal = ["FromId", "ThroughId", "EventNo"];

    private static bool IsOurs(IDictionary<string, object?> row) =>
        row.Any(c => c.Key.Equals("Source", StringComparison.OrdinalIgnoreCase) && Convert.ToInt64(c.Value) == long.Parse(Self));

    private static IEnumerable<string> Rows(StoreSession session, string table)
    {
        var ids = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        long Place((string Table, string Column) of, long id)
        {
            if (!ids.TryGetValue(of.Table, out var all))
                ids[of.Table] = all = session.Connection.Query<long>($"SELECT {of.Column} FROM {of.Table}").AsList();
            return all.Count(other => other <= id);
        }
        string Text(IDictionary<string, object?> row, KeyValuePair<string, object?> column)
        {
            if (column.Value is null)
                return $"{column.Key}=";
            var of = Given.GetValueOrDefault(column.Key);
            if (OfAJournal.Contains(column.Key, StringComparer.OrdinalIgnoreCase))
            {
                var isDimona = row.Any(c => c.Key.Equals("Flow", StringComparison.OrdinalIgnoreCase) && c.Value is "DIMONA");
                of = isDimona ? ("dimona_declaration", "DimonaId") : ("person_change", "PersonChangeId");
            }
            // What we change ourselves is numbered by its change set.
            if (column.Key.Equals("MutationId", StringComparison.OrdinalIgnoreCase) && IsOurs(row))
                of = Given["ChangeSetId"];
            return of.Table is null ? $"{column.Key}={column.Value}" : $"{column.Key}=#{Place(of, Convert.ToInt64(column.Value))}";
        }
        var rows = session.Connection.Query($"SELECT * FROM {table}").Select(row => (IDictionary<string, object?>)row).ToArray();
        return rows.Select(row => string.Join(' ', row.Select(column => Text(row, column)))).Order(StringComparer.Ordinal);
    }

    private static string Difference(string expected, string actual)
    {
        var (one, two) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', one.Except(two, StringComparer.Ordinal).Take(5).Select(l => $"  missing: {l}")
            .Concat(two.Except(one, StringComparer.Ordinal).Take(5).Select(l => $"  too much: {l}")));
    }

    private static void Copy(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(file));
        }
    }
}
