using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>The clock was wrong once, or nights were missed for long: deliveries are taken, and an operator sets the date right.</summary>
public sealed class NightDatesTests : IDisposable
{
    private static readonly Operator who = new("Anna", "the clock was ahead");

    private readonly House first = new House().WithParties(NothingWhenEmpty, """
        { "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }
        """);

    private House house;

    public NightDatesTests() => house = first;

    public void Dispose()
    {
        if (house != first)
            house.Dispose();
        first.Dispose();
    }

    private static DateOnly Day(int month, int day) => new(2026, month, day);

    private void Put(long number, string lastName) => house.Put(
        new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = number,
            Records = Drop.Person(number, Numbers.Of(1), lastName: lastName) });

    private int Notified() => house.Sent(Institution, "IDENTITY").Sum(f => f.Descendants("person").Count());

    private List<string> Alarms(DateOnly? due = null)
    {
        house.Engine.AlarmRules.Run(due, []);
        return [.. house.Engine.Alarms.Open().Select(a => $"{a.Kind} {a.Subject}")];
    }

    /// <summary>The same house with its clock at another time.</summary>
    private void ClockAt(DateTimeOffset now)
    {
        if (house != first)
            house.Dispose();
        house = new House(root: first.Root, now: now, keep: true);
    }

    private void AheadByTwentyDays()
    {
        Put(1, "Peeters");
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Put(2, "Maes");
        ClockAt(Start.AddDays(20));
        house.Night();
        Assert.Equal(1, Notified());
        ClockAt(Start.AddDays(1));
    }

    [Fact]
    public void After_a_clock_that_was_ahead_deliveries_are_taken_and_page_and_alarm_say_what_is_wrong()
    {
        AheadByTwentyDays();
        Put(3, "Claes");
        var night = house.Night();
        Assert.Empty(night.Nights);
        Assert.Single(night.Deliveries);
        Assert.Contains("raas night --accept-date 2026-03-03", night.DateProblem, StringComparison.Ordinal);
        Assert.Contains("2026-03-22", house.Engine.Nights.Problem(), StringComparison.Ordinal);
        Assert.Equal(["NIGHT date 2026-03-22"], Alarms(Day(3, 3)));
        Assert.Equal(1, Notified());
    }

    [Fact]
    public void An_operator_accepts_the_date_and_nothing_is_notified_twice()
    {
        AheadByTwentyDays();
        Put(3, "Claes");
        house.Engine.Nights.AcceptDate(Day(3, 3), who);
        var night = house.Night();
        Assert.Null(night.DateProblem);
        Assert.Equal([Day(3, 3)], night.Nights.Select(n => n.BusinessDate));
        Assert.Equal(2, Notified());
        Assert.Empty(Alarms(Day(3, 3)));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        Assert.Equal("ACCEPT-DATE", house.Engine.Journal.Latest(1).Single().Action);
        // Each night until the wrong date, on it and after it runs once, under its own date.
        for (var day = 4; day <= 25; day++)
        {
            house.Clock.Advance(TimeSpan.FromDays(1));
            if (day is 10 or 22 or 23)
                Put(day switch { 10 => 4, 22 => 5, _ => 6 }, $"Name{day}");
            var next = house.Night();
            Assert.Equal([Day(3, day)], next.Nights.Select(n => n.BusinessDate));
            Assert.True(next.SelfCheck!.IsGreen, string.Join("; ", next.SelfCheck.Lines));
        }
        Assert.Equal(5, Notified());
        Assert.Equal(Day(3, 25), house.Engine.Nights.Last()!.Date);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    [Fact]
    public void A_half_done_night_of_a_wrong_date_goes_on_as_the_night_that_was_accepted()
    {
        Put(1, "Peeters");
        ClockAt(Start.AddDays(20));
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        Put(2, "Maes");
        using (var stop = new CancellationTokenSource())
        {
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => house.Engine.Nights.Run(null, null, stop.Token));
        }
        ClockAt(Start.AddDays(2));
        Assert.NotNull(house.Night().DateProblem);
        Assert.False(house.Engine.Nights.Last()!.IsComplete);
        house.Engine.Nights.AcceptDate(Day(3, 4), who);
        Assert.Equal([(Day(3, 4), true)], house.Night().Nights.Select(n => (n.BusinessDate, n.WasResumed)));
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([(Day(3, 5), false)], house.Night().Nights.Select(n => (n.BusinessDate, n.WasResumed)));
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    [Fact]
    public void More_missed_nights_than_are_made_up_for_wait_for_an_operator()
    {
        Put(1, "Peeters");
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Put(2, "Maes");
        house.Clock.Advance(TimeSpan.FromDays(450));
        var files = Directory.GetFiles(house.Out(Institution)).Length;
        var waits = house.Night();
        Assert.Empty(waits.Nights);
        Assert.Contains("449 nights were missed", waits.DateProblem, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(house.Out(Institution)).Length);
        house.Engine.Nights.AcceptDate(house.Engine.Today, who);
        Assert.Single(house.Night().Nights);
        Assert.Equal(1, Notified());
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    [Fact]
    public void As_many_missed_nights_as_allowed_are_made_up_for()
    {
        house.Night();
        // 31 missed, and the one of today.
        house.Clock.Advance(TimeSpan.FromDays(32));
        Assert.Equal(32, house.Night().Nights.Count);
    }

    [Fact]
    public void A_date_that_makes_no_sense_is_not_accepted()
    {
        string Refused(DateOnly date) => Assert.Throws<OperatorException>(() => house.Engine.Nights.AcceptDate(date, who)).Message;
        Assert.Contains("No night has been run", Refused(Day(3, 2)), StringComparison.Ordinal);
        house.Night();
        Assert.Contains("has not come", Refused(Day(3, 3)), StringComparison.Ordinal);
        Assert.Contains("an earlier one is not run", Refused(Day(3, 2)), StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromDays(1));
        // What would run anyhow needs nobody.
        house.Engine.Nights.AcceptDate(Day(3, 3), who);
        Assert.Empty(house.Engine.Journal.Latest(5));
        Assert.Throws<OperatorException>(() => new Operator("Anna", " "));
    }

    /// <summary>A lease until next year would hold its lane until then.</summary>
    [Fact]
    public void A_lease_of_a_clock_that_was_ahead_holds_nobody()
    {
        var party = Raas.Domain.CbeNumber.Parse(Institution);
        using (var session = house.Engine.Store.Write())
        {
            session.Execute("insert_lease",
                new { Party = party.Value, Flow = "SUBSCRIPTION", Owner = "elsewhere/1/1/x", ExpiresAt = Start.AddDays(300) });
            session.Commit();
        }
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Assert.Single(house.Night().Deliveries);
    }
}
