using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>Which nights run, in which order, and that each runs once.</summary>
public sealed class NightLedgerTests
{
    private const string AllIdentity =
        """{ "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }""";

    private static string Person => Numbers.Of(1);

    /// <summary>One person whom the institution knows, and one night done.</summary>
    private static House OneNight(RaasOptions? options = null, DateTimeOffset? now = null)
    {
        var house = new House(options: options, now: now).WithParties(NothingWhenEmpty, AllIdentity);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Person) },
            new Drop { Party = Institution, Records = Drop.Register(Person, "A", "2020-01-01") });
        Assert.Single(house.Night().Nights);
        return house;
    }

    private static Drop Renamed(int number, params (long Id, string Name, string Date)[] changes) =>
        new() { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = number,
            Records = string.Concat(changes.Select(c => Drop.Person(c.Id, Person, lastName: c.Name, date: c.Date))) };

    private static IEnumerable<string> Told(House house) =>
        house.Sent(Institution, "IDENTITY")
            .Select(f =>
                $"{f.Root!.Element("persons")!.Attribute("businessDate")!.Value} "
                    + $"{string.Join(' ', f.Descendants("after").Select(a => a.Element("lastName")!.Value))}");

    [Fact]
    public void Nights_that_were_missed_are_made_up_for_in_order()
    {
        using var house = OneNight();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(Renamed(2, (2, "Janssens", "2026-03-03"), (3, "Maes", "2026-03-05"), (4, "Claes", "2026-03-06")));
        var second = house.Night();
        Assert.Equal(2, Assert.Single(second.Nights).Held.Waiting);

        house.Clock.Advance(TimeSpan.FromDays(3));
        var late = house.Night();
        Assert.Equal([new(2026, 3, 4), new(2026, 3, 5), new(2026, 3, 6)], late.Nights.Select(n => n.BusinessDate));
        Assert.Equal([0, 1, 1], late.Nights.Select(n => n.Held.Applied));
        Assert.Equal(["2026-03-03 Janssens", "2026-03-05 Maes", "2026-03-06 Claes"], Told(house));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    [Fact]
    public void A_night_that_was_stopped_goes_on_with_the_next_run()
    {
        using var house = OneNight();
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(Renamed(2, (2, "Janssens", "2026-03-03")));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => house.Engine.Nights.Run(null, new StopAtOnce(stop), stop.Token));

        // A day later: first what was begun, then the night of today.
        house.Clock.Advance(TimeSpan.FromDays(1));
        var report = house.Night();
        Assert.Equal([(new DateOnly(2026, 3, 3), true), (new DateOnly(2026, 3, 4), false)],
            report.Nights.Select(n => (n.BusinessDate, n.WasResumed)));
        Assert.Equal(["2026-03-03 Janssens"], Told(house));
    }

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => stop.Cancel();
    }

    [Fact]
    public void A_complete_night_writes_nothing_new_but_takes_what_comes()
    {
        using var house = OneNight();
        var before = Snapshot.Names(house.Root).ToList();
        var again = house.Night();
        Assert.Empty(again.Nights);
        Assert.Empty(again.Deliveries);
        Assert.Equal(before, Snapshot.Names(house.Root));

        house.Put(Renamed(2, (2, "Janssens", "2026-03-02")));
        Assert.Equal("ACCEPTED", Assert.Single(house.Night().Deliveries).Decision.ToString().ToUpperInvariant());
        Assert.Empty(Told(house));
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();
        Assert.Equal(["2026-03-03 Janssens"], Told(house));
    }

    [Fact]
    public void A_date_that_was_told_already_or_has_not_come_is_refused()
    {
        using var house = OneNight();
        NightDateException Refused(int day) =>
            Assert.Throws<NightDateException>(() => house.Engine.Nights.Run(new DateOnly(2026, 3, day), null, CancellationToken.None));
        Assert.Contains("is complete", Refused(1).Message, StringComparison.Ordinal);
        Assert.Contains("has not come: today is 2026-03-02", Refused(3).Message, StringComparison.Ordinal);
    }

    /// <summary>Belgian days: in the two nights when the clock changes they have 23 and 25 hours.</summary>
    [Theory]
    [InlineData("2026-03-28T22:59:59Z", "2026-03-28")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29")]
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("2026-10-24T21:59:59Z", "2026-10-24")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25")]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26")]
    public void A_night_belongs_to_the_Belgian_day(string now, string date)
    {
        using var house = OneNight(now: DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        var name = Directory.GetFiles(house.Out(Institution), "ANSWER.*.xml").Select(Path.GetFileName).First()!;
        Assert.Equal(date.Replace("-", "", StringComparison.Ordinal), name.Split('.')[2]);
        // A mutation of that day is due, one of the day after waits.
        var tomorrow = DateOnly.ParseExact(date, "yyyy-MM-dd").AddDays(1).ToString("yyyy-MM-dd");
        house.Put(Renamed(2, (2, "Today", date), (3, "Tomorrow", tomorrow)));
        house.Night();
        Assert.Equal(["MSG00000", "RAA30008"],
            house.LastAnswer(NationalRegister).Descendants("status").Select(s => s.Element("code")!.Value));
    }

    /// <summary>Half past two comes twice in that night: one night all the same.</summary>
    [Fact]
    public void The_hour_that_comes_twice_makes_one_night()
    {
        using var house = OneNight(now: new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero));
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(house.Night().Nights);
        house.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal([new(2026, 10, 26)], house.Night().Nights.Select(n => n.BusinessDate));
    }

    [Fact]
    public void A_replacement_by_a_number_that_nobody_tells_becomes_an_alarm()
    {
        using var house = OneNight();
        house.Put(new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(7, Person, Numbers.Of(2)) });
        house.Night();
        Assert.Equal("RAA30001", house.LastAnswer(Bcss).Descendants("status").Single().Element("code")!.Value);
        var overdue = new List<long>();
        for (var night = 0; night < 4; night++)
        {
            house.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
            var held = house.Night().Nights.Single().Held;
            Assert.Equal(1, held.Waiting);
            overdue.Add(held.Overdue);
        }
        Assert.Equal([0, 0, 1, 1], overdue);

        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Person(2, Numbers.Of(2)) });
        house.Clock.Advance(TimeSpan.FromDays(1));
        var report = house.Night().Nights.Single();
        Assert.Equal((1, 0, 0), (report.Held.Applied, report.Held.Waiting, report.Held.Overdue));
        Assert.Equal([$"{Numbers.Of(2)} A 2020-01-01.."], house.Rows(Institution));
    }

    [Fact]
    public void An_institution_that_chooses_to_follow_gets_what_was_left_behind_moved()
    {
        using var house = OneNight();
        house.WithParties("""{ "emptyNotifications": false, "autoReplace": false }""", AllIdentity);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(7, Person, Numbers.Of(2)) });
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();
        Assert.Equal([$"{Person} A 2020-01-01.."], house.Rows(Institution));
        Assert.Equal("NONE", house.Sent(Institution, "REPLACEMENT")[^1].Descendants("effect").Single().Value);

        house.WithParties(NothingWhenEmpty, AllIdentity);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(house.Night().SelfCheck!.IsGreen);
        Assert.Equal([$"{Numbers.Of(2)} A 2020-01-01.."], house.Rows(Institution));
        var item = house.Sent(Institution, "REPLACEMENT")[^1].Descendants("replacement").Single();
        Assert.Equal("MOVED", item.Descendants("effect").Single().Value);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    /// <summary>A check that cannot turn red proves nothing.</summary>
    [Theory]
    [InlineData("replaced", "UPDATE inscription SET Ssin = {old}")]
    [InlineData("journal", "UPDATE inscription SET BeginDate = BeginDate + 1")]
    [InlineData("outgoing", "DELETE FROM outgoing_file WHERE Flow = 'REPLACEMENT' AND Number = 1")]
    [InlineData("nights",
        "UPDATE night_flow SET FromId = FromId + 1 WHERE Flow = 'IDENTITY' AND BusinessDate = (SELECT MAX(BusinessDate) FROM night_flow)")]
    [InlineData("told", "UPDATE night_party SET Notified = 0 WHERE Flow = 'REPLACEMENT'")]
    public void The_self_check_turns_red(string check, string damage)
    {
        using var house = OneNight();
        house.WithParties(authorisations: AllIdentity, settings: "{}");
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2,
                Records = Drop.Person(2, Numbers.Of(2)) + Drop.Person(3, Person, lastName: "Other") },
            new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Records = Drop.Replacement(7, Person, Numbers.Of(2)) });
        for (var night = 0; night < 2; night++)
        {
            house.Clock.Advance(TimeSpan.FromDays(1));
            house.Night();
        }
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        using (var session = house.Engine.Store.Read())
            Dapper.SqlMapper.Execute(session.Connection, damage.Replace("{old}", Person.TrimStart('0'), StringComparison.Ordinal));
        var red = house.Engine.SelfCheck.Run(CancellationToken.None).Lines.Where(line => line.Faults > 0).Select(line => line.Check);
        Assert.Contains(check, red);
    }

    [Fact]
    public void Mutations_of_a_party_that_is_no_source_are_refused()
    {
        using var house = OneNight();
        house.Put(new Drop { Party = Institution, Flow = "PERSON-MUTATION", Records = Drop.Person(2, Person, lastName: "Mine") });
        house.Put(new Drop { Party = Bcss, Flow = "PERSON-MUTATION",
            Records = Drop.Person(3, Person, lastName: "Theirs") + Drop.Person(4, Numbers.Of(2), lastName: "AlsoTheirs") });
        house.Night();
        Assert.Contains("RAA10005", house.LastReceipt(Institution).Descendants("code").Select(c => c.Value));
        Assert.All(house.LastAnswer(Bcss).Descendants("result"), r => Assert.Equal("REJECTED", r.Element("outcome")!.Value));
    }
}
