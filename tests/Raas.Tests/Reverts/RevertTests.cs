using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Oversight;
using Raas.Reverts;
using Raas.Tests.Store;
using Raas.Tests.Xml;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Reverts;

/// <summary>A delivery is taken back: rows, journal, answer and receipt.</summary>
public sealed class RevertTests : IDisposable
{
    private static readonly Operator Who = new("A. Peeters", "file of another month");

    /// <summary>Of random histories: so many that some are not named again.</summary>
    private const int Persons = 25;

    private readonly List<House> houses = [];

    public void Dispose() => houses.ForEach(house => house.Dispose());

    private House NewHouse(
        string settings = NothingWhenEmpty, StoreKind store = StoreKind.Sqlite, IntakeOptions? intake = null, int persons = 9)
    {
        var house = new House(store: store, intake: intake).WithParties(settings);
        houses.Add(house);
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(1, persons).Select(n => Drop.Person(n, Numbers.Of(n)))) });
        Take(house, NationalRegister);
        return house;
    }

    private static void Take(House house, string party)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(house.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None).Failures);
    }

    /// <returns>Its number in the ledger.</returns>
    private static long Deliver(House house, int number, params string[] records)
    {
        house.Put(new Drop { Party = Institution, Number = number, Records = string.Concat(records) });
        Take(house, Institution);
        return house.Engine.Ledger.Deliveries(new LedgerSearch(Most: 1)).Single().DeliveryId;
    }

    private static RevertReport Revert(House house, long delivery, bool undo = false)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        return house.Engine.Reverts.Run(delivery, undo, Who, CancellationToken.None);
    }

    private static string Refused(House house, long delivery, bool undo = false) =>
        Assert.Throws<OperatorException>(() => Revert(house, delivery, undo)).Message;

    private static string Row(int person, string type, string begin, string end) => $"{Numbers.Of(person)} {type} {begin}..{end}";

    private static void IsWhole(House house)
    {
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen,
            string.Join(", ", house.Engine.SelfCheck.Run(CancellationToken.None).Lines.Where(line => line.Faults > 0)));
        foreach (var flow in new[] { Schemas.Answer, FlowName.Receipt })
        {
            Assert.True(house.Engine.Outgoing.Verify(CbeNumber.Parse(Institution), flow).IsWhole);
            foreach (var file in house.Sent(Institution, flow))
                Valid.Is(true, flow, file.ToString());
        }
    }

    [Fact]
    public void What_is_merged_comes_apart_what_is_removed_comes_back_and_the_party_is_told() => MergedAndRemoved(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void What_is_merged_comes_apart_what_is_removed_comes_back_and_the_party_is_told_on_PostgreSQL() =>
        MergedAndRemoved(StoreKind.PostgreSql);

    private void MergedAndRemoved(StoreKind store)
    {
        var house = NewHouse(store: store);
        Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01", "2020-03-31"),
            Drop.Register(Numbers.Of(1), "A", "2020-06-01", "2020-08-31"), Drop.Register(Numbers.Of(2), "A", "2021-01-01"));
        var before = house.Rows(Institution);
        var wrong = Deliver(house, 2, Drop.Register(Numbers.Of(1), "A", "2020-02-01", "2020-07-31", reference: "one"),
            Drop.Unregister(Numbers.Of(2), "A", reference: "two"), Drop.Register(Numbers.Of(3), "B", "2022-01-01", reference: "three"),
            Drop.Register(Numbers.Of(3), "B", "2023-01-01", "2023-12-31"), Drop.Register(Numbers.Wrong(4), "A", "2020-01-01"));
        var after = house.Rows(Institution);
        Assert.NotEqual(before, after);

        var preview = house.Engine.Reverts.Preview(wrong, false, CancellationToken.None);
        Assert.Equal(after, house.Rows(Institution));
        var report = Revert(house, wrong);

        Assert.Equal(before, house.Rows(Institution));
        Assert.Equal((4, 0, 0), (report.Revert.RowsPutBack, report.Revert.RowsKept, report.Revert.RowsImpossible));
        Assert.Equal((4, 0, 0), (preview.Revert.RowsPutBack, preview.Revert.RowsKept, preview.Revert.RowsImpossible));
        Assert.Equal((3, 0, 0), (report.Revert.Reverted, report.Revert.Kept, report.Revert.Impossible));
        var answer = house.LastAnswer(Institution);
        Assert.Equal(["REVERTED one register", "REVERTED two unregister", "REVERTED three register"],
            answer.Descendants("result").Select(
                r => $"{r.Element("outcome")!.Value} {r.Element("reference")!.Value} {r.Element("action")!.Value}"));
        Assert.Equal("3 3", $"{answer.Element("summary")!.Element("read")!.Value} {answer.Element("summary")!.Element("reverted")!.Value}");
        Assert.Equal("2", answer.Element("requestCorrelation")!.Element("fileSequenceNumber")!.Value);
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("REVERTED", receipt.Element("decision")!.Value);
        Assert.Equal(report.AnswerFileName, receipt.Element("answerFileName")!.Value);
        Assert.Equal("3", receipt.Element("nextExpected")!.Value);
        Assert.Contains("REVERT A. Peeters file of another month",
            house.Engine.Journal.Latest(5).Select(a => $"{a.Action} {a.Operator} {a.Reason}"));
        Assert.Equal([false, true], AreTakenBack(house));
        IsWhole(house);

        // Taken back once more, it is in effect again.
        var undone = Revert(house, wrong, undo: true);
        Assert.Equal(after, house.Rows(Institution));
        Assert.Equal(4, undone.Revert.RowsPutBack);
        Assert.Equal("RESTORED", house.LastReceipt(Institution).Element("decision")!.Value);
        Assert.Equal([false, false], AreTakenBack(house));
        Assert.Equal(["True", "False"], house.Engine.Reverts.Of(wrong).Select(r => r.Revert.IsUndo.ToString()).Reverse());
        IsWhole(house);
        Assert.Equal(3, Revert(house, wrong).Revert.Reverted);
        Assert.Equal(before, house.Rows(Institution));
        IsWhole(house);
    }

    /// <summary>As the list of deliveries says it, the first one first.</summary>
    private static IEnumerable<bool> AreTakenBack(House house) => house.Engine.Ledger
        .Deliveries(new LedgerSearch(CbeNumber.Parse(Institution))).Select(d => d.TakenBackAt is not null).Reverse();

    [Fact]
    public void What_a_later_delivery_a_call_or_a_night_changed_is_kept_and_they_are_named() => Kept(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void What_a_later_delivery_a_call_or_a_night_changed_is_kept_and_they_are_named_on_PostgreSQL() => Kept(StoreKind.PostgreSql);

    private void Kept(StoreKind store)
    {
        var house = NewHouse(store: store);
        var wrong = Deliver(house, 1,
            [.. Enumerable.Range(1, 6).Select(n => Drop.Register(Numbers.Of(n), "A", "2020-01-01", "2020-12-31"))]);
        var later = Deliver(house, 2, Drop.Unregister(Numbers.Of(1), "A", "2020-06-01"),
            // The same once more changes nothing, and means that it is right.
            Drop.Register(Numbers.Of(2), "A", "2020-03-01", "2020-04-30"),
            // Other days of the same person.
            Drop.Register(Numbers.Of(3), "A", "2024-01-01"));
        var party = house.Engine.Parties.All().Single(p => p.Number.ToString() == Institution);
        house.Engine.Online.Change(party, new InscriptionCall(RequestAction.Register, long.Parse(Numbers.Of(4)), "A",
            new DateOnly(2020, 12, 1).DayNumber, new DateOnly(2021, 1, 31).DayNumber), _ => { });
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
            Records = Drop.Replacement(50, Numbers.Of(5), Numbers.Of(9)) });
        house.Night();

        var report = Revert(house, wrong);

        Assert.Equal(
            [
                Row(1, "A", "2020-01-01", "2020-05-31"), Row(2, "A", "2020-01-01", "2020-12-31"), Row(3, "A", "2024-01-01", ""),
                Row(4, "A", "2020-01-01", "2021-01-31"), Row(9, "A", "2020-01-01", "2020-12-31"),
            ],
            house.Rows(Institution));
        Assert.Equal((2, 4, 0), (report.Revert.RowsPutBack, report.Revert.RowsKept, report.Revert.RowsImpossible));
        Assert.Equal(
            ["DELIVERY " + later, "NAMED " + later, "ONLINE ", "REPLACEMENT 2026-03-02"],
            report.Left.Select(l => $"{l.Cause} {l.DeliveryId}{l.Night:yyyy-MM-dd}").Order(StringComparer.Ordinal));
        const string Kept = "UNCHANGED RAA20005", Gone = "REVERTED MSG00000";
        Assert.Equal([Kept, Kept, Gone, Kept, Kept, Gone], house.LastAnswer(Institution).Descendants("result")
            .Select(r => $"{r.Element("outcome")!.Value} {r.Element("status")!.Element("code")!.Value}"));
        // The night told the party of the replacement: that is listed, not taken back.
        Assert.Equal(["REPLACEMENT 1"], report.Told.Select(told => $"{told.Flow} {told.Number}"));
        IsWhole(house);
    }

    [Fact]
    public void What_had_gone_before_a_number_was_replaced_follows_it_when_it_comes_back()
    {
        var house = NewHouse();
        Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01", "2020-12-31"));
        var wrong = Deliver(house, 2, Drop.Unregister(Numbers.Of(1), "A"));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
            Records = Drop.Replacement(50, Numbers.Of(1), Numbers.Of(2)) });
        house.Night();

        Revert(house, wrong);
        Assert.Equal([Row(1, "A", "2020-01-01", "2020-12-31")], house.Rows(Institution));
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();

        Assert.Equal([Row(2, "A", "2020-01-01", "2020-12-31")], house.Rows(Institution));
        IsWhole(house);
    }

    [Fact]
    public void One_record_that_took_several_rows_and_several_that_made_one_are_all_told_each_time()
    {
        var house = NewHouse();
        Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01", "2020-03-31"),
            Drop.Register(Numbers.Of(1), "A", "2020-06-01", "2020-08-31"), Drop.Register(Numbers.Of(2), "A", "2020-01-01", "2020-03-31"));
        var before = house.Rows(Institution);
        var wrong = Deliver(house, 2, Drop.Unregister(Numbers.Of(1), "A"),
            Drop.Register(Numbers.Of(2), "A", "2020-03-01", "2020-05-31"), Drop.Register(Numbers.Of(2), "A", "2020-05-01", "2020-12-31"));
        var after = house.Rows(Institution);

        Assert.Equal(3, Revert(house, wrong).Revert.RowsPutBack);
        Assert.Equal(before, house.Rows(Institution));
        Assert.Equal(["1", "2", "3"], house.LastAnswer(Institution).Descendants("recordNumber").Select(number => number.Value));
        Revert(house, wrong, undo: true);
        Assert.Equal(after, house.Rows(Institution));
        Assert.Equal(["1", "2", "3"], house.LastAnswer(Institution).Descendants("recordNumber").Select(number => number.Value));
        Revert(house, wrong);
        Assert.Equal(before, house.Rows(Institution));
        IsWhole(house);
    }

    [Fact]
    public void With_a_store_that_is_older_than_its_files_nothing_is_taken_back()
    {
        var house = NewHouse();
        var wrong = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        house.Leave();
        var early = Directory.GetFiles(house.Root, "raas.db*").ToDictionary(file => file, File.ReadAllBytes);
        house.NewEngine();
        Deliver(house, 2, Drop.Register(Numbers.Of(2), "A", "2020-01-01"));
        house.Leave();
        foreach (var file in Directory.GetFiles(house.Root, "raas.db*"))
            File.Delete(file);
        foreach (var (file, content) in early)
            File.WriteAllBytes(file, content);
        house.NewEngine();

        Assert.Contains("is older than its files", Refused(house, wrong), StringComparison.Ordinal);
        Assert.Single(house.Rows(Institution));
    }

    [Fact]
    public void A_call_that_changed_nothing_keeps_what_it_named()
    {
        var house = NewHouse();
        var wrong = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"), Drop.Register(Numbers.Of(2), "A", "2020-01-01"));
        house.Engine.Audit.AppendNow(new AuditEntry
        {
            At = house.Clock.GetUtcNow(), Channel = "SOAP", Party = CbeNumber.Parse(Institution), Operation = "registerInscription",
            Ssin = Ssin.Parse(Numbers.Of(1)), Outcome = Codes.Record.Ok.Wire,
        });

        var report = Revert(house, wrong);

        Assert.Equal([Row(1, "A", "2020-01-01", "")], house.Rows(Institution));
        Assert.Equal("CALLED", Assert.Single(report.Left).Cause);
    }

    [Fact]
    public void What_cannot_be_taken_back_is_refused_with_the_reason()
    {
        var house = NewHouse();
        var first = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        var same = Deliver(house, 2, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        house.Put(new Drop
        {
            Party = Institution, Number = 3, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01"), Digest = new string('0', 64),
        });
        Take(house, Institution);
        var refused = house.Engine.Ledger.Deliveries(new LedgerSearch(Most: 1)).Single().DeliveryId;

        Assert.Contains("no delivery 999", Refused(house, 999), StringComparison.Ordinal);
        Assert.Contains("changed nothing", Refused(house, same), StringComparison.Ordinal);
        Assert.Contains("REFUSED", Refused(house, refused), StringComparison.Ordinal);
        Assert.Contains("PERSON-MUTATION", Refused(house, 1), StringComparison.Ordinal);
        Assert.Contains("in effect", Refused(house, first, undo: true), StringComparison.Ordinal);
        Revert(house, first);
        Assert.Contains("taken back already", Refused(house, first), StringComparison.Ordinal);
        IsWhole(house);
    }

    [Fact]
    public void Without_the_data_files_nothing_is_guessed()
    {
        var house = NewHouse();
        var wrong = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        Deliver(house, 2, Drop.Register(Numbers.Of(2), "A", "2020-01-01"));
        var files = Directory.GetFiles(Path.Combine(house.Root, "archive"), "SUBSCRIPTION.*.xml", SearchOption.AllDirectories);
        var rows = house.Rows(Institution);
        var sent = house.Sent(Institution, "ANSWER").Count;

        foreach (var file in files.Where(file => !file.Contains("voucher", StringComparison.Ordinal)))
        {
            var content = File.ReadAllBytes(file);
            File.Delete(file);
            Assert.Contains("is not in archive/", Refused(house, wrong), StringComparison.Ordinal);
            File.WriteAllText(file, "<another/>");
            Assert.Contains("another one", Refused(house, wrong), StringComparison.Ordinal);
            File.WriteAllBytes(file, content);
        }

        Assert.Equal(rows, house.Rows(Institution));
        Assert.Equal(sent, house.Sent(Institution, "ANSWER").Count);
        Assert.Equal(1, Revert(house, wrong).Revert.RowsPutBack);
        Assert.Empty(house.Scratch);
    }

    [Fact]
    public void On_the_page_one_asks_and_another_one_confirms()
    {
        var house = NewHouse();
        var wrong = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        var reverts = house.Engine.Reverts;
        var second = new Operator("B. Janssens", "seen");

        reverts.Ask(wrong, false, Who);

        var asked = Assert.Single(reverts.Requests());
        Assert.Equal(reverts.RequestOf(wrong), asked);
        Assert.Equal((wrong, long.Parse(Institution), "A. Peeters"), (asked.DeliveryId, asked.Party, asked.Operator));
        Assert.Throws<OperatorException>(() => reverts.Ask(wrong, false, new Operator("B. Janssens", "me too")));
        void Confirm(Operator who) => reverts.Confirm(wrong, asked.Mark, who, CancellationToken.None);
        Assert.Throws<OperatorException>(() => Confirm(new Operator(" a. peeters ", "yes")));
        Assert.Single(house.Rows(Institution));
        reverts.Withdraw(wrong, asked.Mark, Who);
        Assert.Throws<OperatorException>(() => Confirm(second));
        // Asked for anew: what was read before is not what would be done, nor what is withdrawn.
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        reverts.Ask(wrong, false, Who);
        var anew = Assert.Throws<OperatorException>(() => Confirm(second));
        Assert.Contains("A. Peeters has asked anew", anew.Message, StringComparison.Ordinal);
        Assert.Throws<OperatorException>(() => reverts.Withdraw(wrong, asked.Mark, second));
        asked = reverts.RequestOf(wrong)!;
        Confirm(second);
        Assert.Empty(reverts.Requests());
        Assert.Empty(house.Rows(Institution));
        Assert.Null(reverts.RequestOf(wrong));
        var (revert, _) = Assert.Single(reverts.Of(wrong));
        Assert.Equal(("A. Peeters", "B. Janssens", Who.Reason), (revert.Operator, revert.ConfirmedBy, revert.Reason));
        Assert.Equal(
            [
                "CONFIRM-REVERT B. Janssens", "REVERT A. Peeters", "ASK-REVERT A. Peeters", "WITHDRAW-REVERT A. Peeters",
                "ASK-REVERT A. Peeters",
            ],
            house.Engine.Journal.Latest(5).Select(action => $"{action.Action} {action.Operator}"));
    }

    [Fact]
    public void What_could_not_leave_leaves_with_the_next_night()
    {
        var house = NewHouse();
        var wrong = Deliver(house, 1, Drop.Register(Numbers.Of(1), "A", "2020-01-01"));
        var outFolder = house.Out(Institution);
        Directory.Move(outFolder, outFolder + ".away");
        File.WriteAllText(outFolder, "something else");

        var report = Revert(house, wrong);

        Assert.Empty(house.Rows(Institution));
        File.Delete(outFolder);
        Directory.Move(outFolder + ".away", outFolder);
        Assert.False(File.Exists(Path.Combine(outFolder, report.AnswerFileName!)));
        house.Night();
        Assert.True(File.Exists(Path.Combine(outFolder, report.AnswerFileName!)));
        Assert.True(File.Exists(Path.Combine(outFolder, report.ReceiptFileName!)));
        IsWhole(house);
    }

    [Theory]
    [InlineData(1, false, StoreKind.Sqlite)]
    [InlineData(2, true, StoreKind.Sqlite)]
    public void Random_histories_are_what_they_would_have_been_without_the_delivery(int seed, bool mergeAdjacent, StoreKind store) =>
        RandomHistories(seed, mergeAdjacent, store);

    [ServerTheory(StoreKind.PostgreSql)]
    [InlineData(3, true)]
    public void Random_histories_are_what_they_would_have_been_without_the_delivery_on_PostgreSQL(int seed, bool mergeAdjacent) =>
        RandomHistories(seed, mergeAdjacent, StoreKind.PostgreSql);

    /// <summary>The same deliveries, with and without one of them: wherever nothing was asked of a person and dossier type since, both
    /// registers are the same after it was taken back.</summary>
    private void RandomHistories(int seed, bool mergeAdjacent, StoreKind store)
    {
        var random = new Random(seed);
        var joins = mergeAdjacent ? "true" : "false";
        var settings = $$"""{ "emptyNotifications": false, "autoReplace": true, "mergeAdjacent": {{joins}} }""";
        var intake = new IntakeOptions { BatchRecords = 7, BytesPerPart = 2000 };
        var (with, without) = (NewHouse(settings, store, intake, Persons), NewHouse(settings, StoreKind.Sqlite, intake, Persons));
        var deliveries = Enumerable.Range(1, 8).Select(_ => Enumerable.Range(1, 25).Select(_ => Record(random)).ToList()).ToList();
        var wrong = random.Next(2, 7);
        var ids = new List<long>();
        for (var i = 0; i < deliveries.Count; i++)
        {
            ids.Add(Deliver(with, i + 1, [.. deliveries[i].Select(r => r.Xml)]));
            if (i != wrong)
                Deliver(without, i < wrong ? i + 1 : i, [.. deliveries[i].Select(r => r.Xml)]);
        }
        var before = with.Rows(Institution);

        var report = Revert(with, ids[wrong]);

        var askedSince = deliveries.Skip(wrong + 1).SelectMany(d => d).Select(r => r.Key).ToHashSet();
        bool IsApart(string row) => !askedSince.Contains(row[..13]);
        Assert.Equal(without.Rows(Institution).Where(IsApart), with.Rows(Institution).Where(IsApart));
        Assert.Contains(deliveries[wrong], r => !askedSince.Contains(r.Key));
        Assert.True(report.Revert is { RowsPutBack: > 0, RowsKept: > 0 });
        Assert.Equal(report.Revert.RowsKept + report.Revert.RowsImpossible, report.Left.Sum(l => l.Rows));
        IsWhole(with);
        Revert(with, ids[wrong], undo: true);
        Assert.Equal(before, with.Rows(Institution));
        IsWhole(with);
    }

    private static (string Key, string Xml) Record(Random random)
    {
        var (ssin, type) = (Numbers.Of(random.Next(1, Persons + 1)), "AB"[random.Next(2)].ToString());
        var begin = new DateOnly(2020, 1, 1).AddDays(random.Next(0, 200) * 10);
        var end = begin.AddDays(random.Next(1, 8) * 10 - 1);
        return ($"{ssin} {type}", random.Next(4) == 0
            ? Drop.Unregister(ssin, type, $"{begin:yyyy-MM-dd}", $"{end:yyyy-MM-dd}")
            : Drop.Register(ssin, type, $"{begin:yyyy-MM-dd}", $"{end:yyyy-MM-dd}"));
    }
}
