using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Host.Worker;

/// <summary>What <c>raas serve</c> does by the clock, over twenty-four nights, the change to summer time (29 March 2026) among
/// them.</summary>
public sealed class ServedNightsTests : IDisposable
{
    private const int Count = 24;

    private readonly House house = new House(now: new DateTimeOffset(2026, 3, 9, 19, 0, 0, TimeSpan.Zero))
        .WithParties("{ \"autoReplace\": true, \"notifyReplacements\": true, \"emptyNotifications\": true }");
    private readonly List<IntakeRounds> rounds = [];

    public void Dispose()
    {
        rounds.ForEach(r => r.Dispose());
        house.Dispose();
    }

    /// <summary>A host that has just started: it knows what the ledger knows.</summary>
    private (NightSchedule Nights, IntakeRounds Rounds) Host()
    {
        var intake = new IntakeRounds(house.NewEngine(), house.Options, house.Clock, NullLogger<IntakeRounds>.Instance);
        rounds.Add(intake);
        return (new NightSchedule(house.Engine, house.Options, house.Clock, NullLogger<NightSchedule>.Instance), intake);
    }

    /// <summary>A round waits for nobody for long; a slow machine's test does.</summary>
    private static async Task Round(IntakeRounds intake)
    {
        intake.Run(CancellationToken.None);
        await intake.Idle();
    }

    /// <summary>Monday 9 March, 20:00 in Belgium. What a button may run, and that a missed night leaves tonight's its hour.</summary>
    [Fact]
    public void An_operator_is_offered_the_missed_night_before_that_of_today()
    {
        var (nights, _) = Host();
        static DateOnly March(int day) => new(2026, 3, day);
        Assert.Equal([March(9)], nights.Runnable());
        nights.Run(March(9), CancellationToken.None);
        Assert.Empty(nights.Runnable());
        // Two nights missed; the first minute of Thursday.
        house.Clock.Advance(new DateTimeOffset(2026, 3, 11, 23, 1, 0, TimeSpan.Zero) - house.Clock.GetUtcNow());
        Assert.Equal([March(11), March(12)], nights.Runnable());
        nights.Run(March(11), CancellationToken.None);
        Assert.Equal((March(11), true), (house.Engine.Nights.Last()!.Date, house.Engine.Nights.Last()!.IsComplete));
        Assert.Equal([March(12)], nights.Runnable());
    }

    [Fact]
    public async Task Twenty_four_nights_are_each_run_once_whatever_happens_to_the_host()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(0, 2 * Count).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) });
        house.Put(new Drop { Party = Institution,
            Records = string.Concat(Enumerable.Range(0, Count).Select(i => Drop.Register(Numbers.Of(2 * i), "A", "2020-01-01"))) });
        var (nights, intake) = Host();
        await Round(intake);
        var begun = new List<DateTimeOffset>();
        for (var night = 0; night < Count; night++)
        {
            // By day: one replacement, told in the next night.
            house.Clock.Advance(TimeSpan.FromHours(3));
            house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = night + 2,
                Records = Drop.Replacement(1000 + night, Numbers.Of(2 * night), Numbers.Of(2 * night + 1)) });
            await Round(intake);
            var at = nights.Next!.Value;
            house.Clock.SetUtcNow(at);
            begun.Add(at);
            switch (night % 6)
            {
                case 2:
                    // Down at its hour, up in the morning.
                    house.Clock.Advance(TimeSpan.FromHours(5));
                    (nights, intake) = Host();
                    Assert.True(nights.IsMissed());
                    nights.RunScheduled(CancellationToken.None);
                    break;
                case 3:
                    // Stopped half-way, and started again.
                    using (var stop = new CancellationTokenSource())
                    {
                        stop.Cancel();
                        Assert.ThrowsAny<OperationCanceledException>(() => nights.RunScheduled(stop.Token));
                    }
                    (nights, intake) = Host();
                    Assert.True(nights.IsMissed());
                    nights.RunScheduled(CancellationToken.None);
                    break;
                case 4:
                    // Paused: the next one catches up.
                    house.Engine.LaneControl.PauseNight(new Operator("A. Peeters", "works at the database"));
                    nights.RunScheduled(CancellationToken.None);
                    house.Clock.Advance(TimeSpan.FromHours(6));
                    Assert.NotEqual(DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(2)).DateTime),
                        house.Engine.Nights.Last()!.BusinessDate);
                    house.Engine.LaneControl.ResumeNight(new Operator("A. Peeters", "done"));
                    break;
                case 5:
                    // Two hosts at the same moment.
                    var other = new NightSchedule(house.Engine, house.Options, house.Clock, NullLogger<NightSchedule>.Instance);
                    Parallel.Invoke(() => nights.RunScheduled(CancellationToken.None), () => other.RunScheduled(CancellationToken.None));
                    break;
                default:
                    nights.RunScheduled(CancellationToken.None);
                    break;
            }
            if (night % 6 != 4)
                Assert.False(nights.IsMissed());
        }

        var belgian = begun.Select(at => BelgianTime.At(at)).ToList();
        Assert.All(belgian, at => Assert.Equal(at.Month == 3 && at.Day == 29 ? 3 : 2, at.Hour));
        var (ledger, _) = house.Engine.Ledger.Nights(100);
        Assert.Equal(belgian.Select(at => DateOnly.FromDateTime(at.DateTime)), ledger.Select(n => n.BusinessDate).Order());
        Assert.All(ledger, n => Assert.True(n.IsComplete && n.Faults == 0));
        var files = house.Sent(Institution, "REPLACEMENT");
        Assert.Equal(Count, files.Count);
        Assert.Equal(Enumerable.Range(1, Count), files.Select(f => int.Parse(f.Descendants("sequenceNumber").First().Value)));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => Numbers.Of(2 * i)).Order(StringComparer.Ordinal), files.SelectMany(f =>
            f.Descendants("ssin").Where(s => s.Attribute("replacedBy") is not null).Select(s => s.Value)).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => Numbers.Of(2 * i + 1) + " A 2020-01-01..").Order(StringComparer.Ordinal),
            house.Rows(Institution));
    }

    [Fact]
    public void The_first_night_is_not_missed_before_its_hour_has_come()
    {
        var (nights, _) = Host();
        Assert.False(nights.IsMissed());
        Assert.Null(nights.Due(TimeSpan.Zero));
        house.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(new DateOnly(2026, 3, 10), nights.Due(TimeSpan.Zero));
    }

    /// <summary>The host that had the night is gone: another, which has been there all along, finds it in the ledger.</summary>
    [Fact]
    public void A_night_whose_host_dies_goes_on_at_another_that_did_not_just_start()
    {
        var (nights, _) = Host();
        using var engine = new Engine(house.Options, house.Files, house.Clock, NullLogger.Instance);
        var other = new NightSchedule(engine, house.Options, house.Clock, NullLogger<NightSchedule>.Instance);
        house.Clock.Advance(TimeSpan.FromHours(10));
        using (var stop = new CancellationTokenSource())
        {
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => nights.RunScheduled(stop.Token));
        }
        Assert.False(engine.Nights.Last()!.IsComplete);

        // As long as it is paused, or somebody works on it, it is left alone.
        engine.LaneControl.PauseNight(new Operator("A. Peeters", "works at the database"));
        other.GoOn(CancellationToken.None);
        engine.LaneControl.ResumeNight(new Operator("A. Peeters", "done"));
        using (Raas.Store.LaneLease.TryTake(house.Engine.Store, house.Options.SelfNumber, "NIGHT", house.Options.LeaseFor))
            other.GoOn(CancellationToken.None);
        Assert.False(engine.Nights.Last()!.IsComplete);
        other.GoOn(CancellationToken.None);
        Assert.True(engine.Nights.Last()!.IsComplete);

        // Who was to begin the next one did not: after the time in which he would have.
        house.Clock.SetUtcNow(other.Next!.Value);
        other.GoOn(CancellationToken.None);
        Assert.Single(engine.Ledger.Nights(10).Nights);
        house.Clock.Advance(house.Options.LeaseFor + TimeSpan.FromMinutes(1));
        other.GoOn(CancellationToken.None);
        Assert.Equal(2, engine.Ledger.Nights(10).Nights.Count);
        Assert.All(engine.Ledger.Nights(10).Nights, n => Assert.True(n.IsComplete));
    }

    /// <summary>Neither the hours of before there were nights nor those of nights before the one that is under way.</summary>
    [Fact]
    public void A_night_that_has_just_begun_is_not_late()
    {
        var (nights, _) = Host();
        void Half()
        {
            using var stop = new CancellationTokenSource();
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => nights.Run(null, stop.Token));
        }
        DateOnly? Due() => nights.Due(house.Options.Alarms.NightLateAfter);
        List<string> Late()
        {
            house.Engine.AlarmRules.Run(Due(), []);
            return [.. house.Engine.Alarms.Open().Where(a => a.Kind == "NIGHT").Select(a => a.Subject)];
        }

        // An operator starts the first one in the evening; the schedule had asked at two, before there was anything.
        Half();
        Assert.Empty(Late());
        nights.Run(null, CancellationToken.None);
        house.Clock.SetUtcNow(nights.Next!.Value);
        Half();
        Assert.Empty(Late());
        nights.Run(null, CancellationToken.None);
        house.Clock.SetUtcNow(nights.Next!.Value);
        Half();
        Assert.Empty(Late());

        house.Clock.Advance(TimeSpan.FromMinutes(10));
        house.Clock.Advance(house.Options.Alarms.NightLateAfter);
        Assert.Contains("2026-03-11", Assert.Single(Late()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_night_is_run_though_the_scheduler_is_away_at_its_hour()
    {
        var (nights, _) = Host();
        nights.GoOn(CancellationToken.None);
        house.Clock.SetUtcNow(nights.Next!.Value);
        nights.GoOn(CancellationToken.None);
        Assert.Null(house.Engine.Nights.Last());
        house.Clock.Advance(house.Options.LeaseFor + TimeSpan.FromMinutes(2));
        nights.GoOn(CancellationToken.None);
        Assert.True(house.Engine.Nights.Last()!.IsComplete);
    }

    /// <summary>The night of the 10th is missed; the host starts at seven past midnight of the 11th.</summary>
    [Fact]
    public void What_comes_after_a_missed_night_waits_for_the_hour_of_its_own_night_only()
    {
        var (nights, _) = Host();
        nights.Run(null, CancellationToken.None);
        house.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 10, 23, 7, 0, TimeSpan.Zero));
        (nights, _) = Host();
        nights.GoOn(CancellationToken.None);
        Assert.Equal(new DateOnly(2026, 3, 10), house.Engine.Nights.Last()!.BusinessDate);
        Assert.True(house.Engine.Nights.Last()!.IsComplete);
        Assert.False(nights.IsMissed());

        // What changes before the hour is notified at the hour.
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) });
        house.Clock.SetUtcNow(nights.Next!.Value);
        nights.RunScheduled(CancellationToken.None);
        Assert.Equal(new DateOnly(2026, 3, 11), house.Engine.Nights.Last()!.BusinessDate);
    }

    [Fact]
    public async Task A_clock_that_jumps_back_changes_nothing()
    {
        var (nights, intake) = Host();
        house.Clock.Advance(TimeSpan.FromHours(12));
        nights.RunScheduled(CancellationToken.None);
        var back = new House(root: house.Root, now: house.Clock.GetUtcNow().AddDays(-1));
        using var again = new IntakeRounds(back.Engine, back.Options, back.Clock, NullLogger<IntakeRounds>.Instance);
        var earlier = new NightSchedule(back.Engine, back.Options, back.Clock, NullLogger<NightSchedule>.Instance);
        Assert.False(earlier.IsMissed());
        back.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        await Round(again);
        Assert.Single(back.Sent(Institution, "ANSWER"));
        await Round(intake);
        Assert.Single(house.Sent(Institution, "ANSWER"));
    }

    [Fact]
    public async Task What_the_machine_refuses_is_tried_again_with_growing_pauses()
    {
        var (_, intake) = Host();
        house.Put(new Drop { Party = Other, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Directory.Delete(house.In(Institution), recursive: true);
        File.WriteAllText(house.In(Institution), "");
        await Round(intake);
        Assert.Single(house.Sent(Other, "ANSWER"));
        Assert.StartsWith(Institution, Assert.Single(intake.Failures), StringComparison.Ordinal);
        File.Delete(house.In(Institution));
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        await Round(intake);
        Assert.NotEmpty(intake.Failures);
        house.Clock.Advance(TimeSpan.FromSeconds(16));
        await Round(intake);
        Assert.Empty(intake.Failures);
        Assert.Single(house.Sent(Institution, "ANSWER"));
    }
}
