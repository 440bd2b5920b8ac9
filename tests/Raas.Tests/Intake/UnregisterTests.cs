using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Who is taken out, under which of the person's numbers, and what the answer says is left (contract §4 rule 3).</summary>
public sealed class UnregisterTests : IDisposable
{
    private static readonly string Old = Numbers.Of(0);
    private static readonly string Current = Numbers.Of(1);
    private static readonly string Further = Numbers.Of(2);
    private readonly House house = new House().WithParties(otherSettings: """{ "emptyNotifications": false, "autoReplace": false }""");
    private readonly Dictionary<(string Party, string Flow), int> numbers = [];

    public UnregisterTests() => Send(Bcss, "PERSON-MUTATION", Person(1, Old) + Person(2, Current) + Person(3, Further));

    public void Dispose() => house.Dispose();

    [Fact]
    public void Without_autoReplace_only_the_rows_under_the_number_given_go()
    {
        Send(Other, Drop.Register(Old, "A", "2018-01-01") + Drop.Register(Current, "A", "2019-01-01", "2019-12-31"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        var result = Unregister(Other, Drop.Unregister(Old, "A"));
        Assert.Equal((Old, "REMOVED"), (result.Element("ssin")!.Value, result.Element("outcome")!.Value));
        Assert.Null(result.Element("ssin")!.Attribute("replaces"));
        Assert.Equal([$"{Current} A 2019-01-01..2019-12-31"], house.Rows(Other));
    }

    [Fact]
    public void With_autoReplace_those_under_the_current_number_go_too_and_every_row_that_is_left_is_named()
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01") + Drop.Register(Current, "A", "2019-01-01", "2019-12-31"));
        Night();
        // The rows have not moved yet: two keys, four rows left.
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        var result = Unregister(Institution, Drop.Unregister(Old, "A", "2019-06-01", "2019-06-30"));
        Assert.Equal((Current, "SHORTENED"), (result.Element("ssin")!.Value, result.Element("outcome")!.Value));
        Assert.Equal(Old, result.Element("ssin")!.Attribute("replaces")!.Value);
        Assert.Equal(["2019-01-01..2019-05-31", "2019-07-01..2019-12-31", "2018-01-01..2019-05-31", "2019-07-01.."], Left(result));
    }

    /// <summary>Old was replaced by Current, and its row stands there; now Current is replaced itself, or the first replacement was a
    /// mistake.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Rows_that_stand_elsewhere_until_tonight_are_meant_too(bool isAnnulled)
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        Assert.Equal([$"{Current} A 2018-01-01.."], house.Rows(Institution));
        Send(Bcss, "PERSON-MUTATION", isAnnulled ? Drop.Annulled(11, Old, Current) : Drop.Replacement(11, Current, Further));
        var result = Unregister(Institution, Drop.Unregister(Old, "A", "2020-01-01", "2020-12-31"));
        Assert.Equal("SHORTENED", result.Element("outcome")!.Value);
        Assert.Equal(["2018-01-01..2019-12-31", "2021-01-01.."], Left(result));
        var holder = isAnnulled ? Old : Further;
        Assert.Equal([$"{holder} A 2018-01-01..2019-12-31", $"{holder} A 2021-01-01.."], house.Rows(Institution));
        // What the file left goes where the replacement goes, and is not told as changed.
        Assert.Empty(house.Sent(Institution, "REPLACEMENT")[^1].Descendants("changedSince"));
        Assert.Equal("UNCHANGED", Unregister(Institution, Drop.Unregister(Old, "A", "2020-01-01", "2020-12-31")).Element("outcome")!.Value);
    }

    [Fact]
    public void Of_a_row_that_two_numbers_share_only_the_days_of_the_one_that_is_meant_go()
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01", "2018-12-31") + Drop.Register(Current, "A", "2018-07-01", "2019-12-31"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        Assert.Equal([$"{Current} A 2018-01-01..2019-12-31"], house.Rows(Institution));
        Send(Bcss, "PERSON-MUTATION", Drop.Annulled(11, Old, Current));
        var result = Unregister(Institution, Drop.Unregister(Old, "A"));
        Assert.Equal(["2018-07-01..2019-12-31"], Left(result));
        Assert.Equal([$"{Current} A 2018-07-01..2019-12-31"], house.Rows(Institution));
    }

    [Fact]
    public void A_call_on_line_takes_the_same()
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Annulled(11, Old, Current));
        house.Engine.Intake.Take(Raas.Domain.CbeNumber.Parse(Bcss), null, CancellationToken.None);
        var party = house.Engine.Parties.All().First(p => p.Number.ToString() == Institution);
        var consulted = house.Engine.Online.Consult(party.Number, Raas.Domain.Ssin.Parse(Old), null, null);
        Assert.Equal((long.Parse(Old), long.Parse(Current)), (consulted.Current, Assert.Single(consulted.Rows).Ssin));
        Assert.Equal(long.Parse(Current),
            Assert.Single(house.Engine.PersonView.Consult(
                party.Number, Raas.Domain.Ssin.Parse(Old), House.Somebody, PersonView.ByCommand).Rows).Ssin);
        var call = new Raas.Inscriptions.InscriptionCall(Raas.Domain.RequestAction.Unregister, long.Parse(Old), "A", null);
        var decided = house.Engine.Online.Change(party, call, _ => { });
        Assert.Equal(Raas.Domain.Outcome.Removed, decided.Outcome);
        Assert.Empty(house.Rows(Institution));
        Night();
        Assert.Empty(house.Rows(Institution));
    }

    /// <summary>Contract: consult shows all rows of the person, each with the number it stands under. Until the night those of Old stand
    /// among those of Current; what Current had of its own is not shown to who asks for Old, and an unregister of Old does not take
    /// it.</summary>
    [Fact]
    public void Consult_and_explain_show_what_an_unregister_would_take()
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01", "2018-12-31") + Drop.Register(Old, "B", "2018-01-01", "2018-03-31")
            + Drop.Register(Current, "A", "2018-07-01", "2019-12-31") + Drop.Register(Current, "A", "2021-01-01")
            + Drop.Register(Current, "B", "2018-03-01", "2018-06-30") + Drop.Register(Current, "B", "2020-01-01"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        string[] together = [$"{Current} A 2018-01-01..2019-12-31", $"{Current} A 2021-01-01..", $"{Current} B 2018-01-01..2018-06-30",
            $"{Current} B 2020-01-01.."];
        Shows(Old, together);
        Shows(Current, together);
        // Days of B that are not in its pieces: the row is the institution's own, and stays where it stands.
        Send(Institution, Drop.Register(Current, "B", "2018-06-01", "2018-09-30"));
        Send(Bcss, "PERSON-MUTATION", Drop.Annulled(11, Old, Current));
        Take();
        Shows(Old, $"{Current} A 2018-01-01..2018-12-31");
        Shows(Current, $"{Current} A 2018-01-01..2019-12-31", $"{Current} A 2021-01-01..", $"{Current} B 2018-01-01..2018-09-30",
            $"{Current} B 2020-01-01..");
        Night();
        Shows(Old, $"{Old} A 2018-01-01..2018-12-31");
        Shows(Current, $"{Current} A 2018-07-01..2019-12-31", $"{Current} A 2021-01-01..", $"{Current} B 2018-01-01..2018-09-30",
            $"{Current} B 2020-01-01..");
    }

    /// <summary>Current was Old's by mistake, and is replaced by Further the same day: what Old had registered is not Further's.</summary>
    [Fact]
    public void Consult_of_the_number_that_comes_next_does_not_show_what_goes_back()
    {
        Send(Institution, Drop.Register(Old, "A", "2018-01-01", "2018-12-31") + Drop.Register(Current, "A", "2018-07-01", "2019-12-31"));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Replacement(10, Old, Current));
        Night();
        Send(Bcss, "PERSON-MUTATION", Drop.Annulled(11, Old, Current) + Drop.Replacement(12, Current, Further));
        Take();
        Shows(Old, $"{Current} A 2018-01-01..2018-12-31");
        Shows(Further, $"{Current} A 2018-07-01..2019-12-31");
        Night();
        Shows(Old, $"{Old} A 2018-01-01..2018-12-31");
        Shows(Further, $"{Further} A 2018-07-01..2019-12-31");
    }

    private void Take()
    {
        foreach (var party in new[] { Bcss, Institution })
            house.Engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None);
    }

    /// <summary>Consulted, explained, in the person's file; now, and as it was known a moment later.</summary>
    private void Shows(string ssin, params string[] rows)
    {
        var (party, person) = (CbeNumber.Parse(Institution), Ssin.Parse(ssin));
        var now = new AsOf(KnownOn: house.Clock.GetUtcNow());
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var explain = new Explain(house.Engine.Store);
        foreach (var asOf in new[] { null, now })
        {
            Assert.Equal(rows, house.Engine.Online.Consult(party, person, null, null, asOf).Rows
                .Select(row => $"{row.Ssin} {row.DossierType} {row.Period}"));
            Assert.Equal(rows, explain.Run(party, person, asOf).Rows.Select(row => $"{row.Ssin} {row.DossierType} {row.Period}"));
        }
    }

    /// <summary>In batches of one record, in parts, and together: the same rows.</summary>
    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(1, 100)]
    [InlineData(1 << 16, 100)]
    public void A_later_record_sees_what_an_earlier_one_took_on_the_way(int batchRecords, long bytesPerPart)
    {
        using var other = new House(intake: new IntakeOptions { BatchRecords = batchRecords, BytesPerPart = bytesPerPart }).WithParties();
        other.Put(
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Person(1, Old) + Person(2, Current) },
            new Drop { Party = Institution, Records = Drop.Register(Old, "A", "2018-01-01") });
        other.Night();
        other.Put(new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Replacement(3, Old, Current) });
        other.Clock.Advance(TimeSpan.FromDays(1));
        other.Night();
        other.Clock.Advance(TimeSpan.FromDays(1));
        other.Put(
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Number = 3, Records = Person(4, Further) + Drop.Annulled(5, Old, Current) },
            new Drop
            {
                Party = Institution, Number = 2,
                Records = Drop.Register(Current, "A", "2030-01-01") + Drop.Unregister(Old, "A", "2025-01-01")
                    + Drop.Unregister(Old, "A", "2019-01-01", "2019-12-31") + Drop.Unregister(Current, "A", "2032-01-01"),
            });
        Assert.Empty(other.Night().Failures);
        var outcomes = other.LastAnswer(Institution).Descendants("outcome").Select(e => e.Value);
        Assert.Equal(["UNCHANGED", "SHORTENED", "SHORTENED", "UNCHANGED"], outcomes);
        Assert.Equal([$"{Old} A 2018-01-01..2018-12-31", $"{Old} A 2020-01-01..2024-12-31"], other.Rows(Institution));
    }

    private void Send(string party, string records) => Send(party, "SUBSCRIPTION", records);

    private void Send(string party, string flow, string records)
    {
        var number = numbers[(party, flow)] = numbers.GetValueOrDefault((party, flow)) + 1;
        house.Put(new Drop { Party = party, Flow = flow, Number = number, Records = records });
    }

    private XElement Unregister(string party, string record)
    {
        Send(party, record);
        Night();
        return house.LastAnswer(party).Descendants("result").Single();
    }

    private void Night()
    {
        var report = house.Night();
        Assert.Empty(report.Failures);
        Assert.True(report.SelfCheck!.IsGreen, string.Join("; ", report.SelfCheck.Lines));
        house.Clock.Advance(TimeSpan.FromDays(1));
    }

    private static string Person(int id, string ssin) => Drop.Person(id, ssin, register: "BIS");

    private static IEnumerable<string> Left(XElement result) =>
        result.Elements("period").Select(p => $"{p.Element("beginDate")!.Value}..{p.Element("endDate")?.Value}");
}
