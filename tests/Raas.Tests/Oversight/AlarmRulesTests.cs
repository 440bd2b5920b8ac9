using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Oversight;

/// <summary>Each alarm is raised once and closes by itself.</summary>
public sealed class AlarmRulesTests : IDisposable
{
    private readonly House house = new House(options: new RaasOptions { Guard = new GuardOptions { MinRows = 1 } }).WithParties();

    public void Dispose() => house.Dispose();

    private List<string> Open(DateOnly? due = null, params string[] failures)
    {
        house.Engine.AlarmRules.Run(due, failures);
        return [.. house.Engine.Alarms.Open().Select(a => $"{a.Kind} {a.Subject}")];
    }

    private static DateOnly Day(int day) => new(2026, 3, day);

    [Fact]
    public void A_house_in_order_has_none()
    {
        house.Night();
        Assert.Empty(Open(Day(2)));
    }

    [Fact]
    public void A_missing_number_is_an_alarm_after_its_time_and_over_when_it_comes()
    {
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.Empty(Open());
        house.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal([$"GAP {Institution} SUBSCRIPTION 1"], Open());
        var first = house.Engine.Alarms.Open()[0].AlarmId;
        house.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Single(Open());
        Assert.Equal(first, house.Engine.Alarms.Open()[0].AlarmId);
        house.Put(new Drop { Party = Institution, Number = 1, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.Empty(Open());
        Assert.NotNull(house.Engine.Alarms.Past(5).Single().ClosedAt);
    }

    [Fact]
    public void A_refusal_is_over_when_something_right_came()
    {
        house.Put(new Drop
            { Party = Institution, Digest = new string('0', 64), Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.StartsWith($"REFUSED {Institution} ", Assert.Single(Open()), StringComparison.Ordinal);
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.Empty(Open());
    }

    [Fact]
    public void An_alarm_that_somebody_sees_to_says_who_and_stays_until_it_is_over()
    {
        house.Put(new Drop
            { Party = Institution, Digest = new string('0', 64), Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Open();
        var alarm = house.Engine.Alarms.Open().Single();
        Assert.Null(alarm.AcknowledgedAt);
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        house.Engine.Alarms.Acknowledge(alarm.AlarmId, new Operator("Nadia", "called them"));
        Assert.Single(Open());
        alarm = house.Engine.Alarms.Open().Single();
        Assert.Equal(("Nadia", "called them", Start.AddMinutes(5)),
            (alarm.AcknowledgedBy, alarm.AcknowledgeNote, alarm.AcknowledgedAt!.Value));
        Assert.Equal("ACKNOWLEDGE", house.Engine.Journal.Latest(1).Single().Action);

        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.Empty(Open());
        Assert.Equal("Nadia", house.Engine.Alarms.Past(1).Single().AcknowledgedBy);
        Assert.Throws<OperatorException>(() => house.Engine.Alarms.Acknowledge(alarm.AlarmId, new Operator("Nadia", "again")));
        Assert.Throws<OperatorException>(() => house.Engine.Alarms.Acknowledge(999, new Operator("Nadia", "none")));
    }

    [Fact]
    public void What_the_guard_stopped_is_an_alarm_until_it_is_released()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1)) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Unregister(Numbers.Of(1), "A") });
        house.Night();
        Assert.Equal([$"GUARDED {Institution} SUBSCRIPTION 2"], Open());
        Assert.Contains("1 of 1 rows", house.Engine.Alarms.Open()[0].Message, StringComparison.Ordinal);
        house.Engine.LaneControl.Release(Raas.Domain.CbeNumber.Parse(Institution), null, new Operator("A", "confirmed"));
        Assert.Empty(Open());
    }

    [Fact]
    public void A_night_that_is_late_or_stopped_is_an_alarm()
    {
        Assert.Equal(["NIGHT late 2026-03-02"], Open(Day(2)));
        house.Night();
        Assert.Empty(Open(Day(2)));
        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["NIGHT late 2026-03-03"], Open(Day(3)));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Assert.ThrowsAny<OperationCanceledException>(() => house.Engine.Nights.Run(null, null, stop.Token));
        house.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(["NIGHT stopped 2026-03-03"], Open(Day(3)));
        house.Night();
        Assert.Empty(Open(Day(3)));
    }

    [Fact]
    public void Files_that_nobody_fetches_are_an_alarm()
    {
        house.Put(new Drop
            { Party = Institution, Digest = new string('0', 64), Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            house.SetTime(file);
        house.Clock.Advance(TimeSpan.FromDays(5) + TimeSpan.FromMinutes(1));
        Assert.Contains($"NOT-FETCHED {Institution}", Open());
        foreach (var file in Directory.GetFiles(house.Out(Institution)))
            File.Delete(file);
        Assert.DoesNotContain($"NOT-FETCHED {Institution}", Open());
    }

    /// <summary>2 March 2026 is today; what ends in thirty days or later is no alarm yet.</summary>
    [Fact]
    public void What_callers_and_we_prove_ourselves_with_is_an_alarm_before_it_ends()
    {
        void Credentials(params string[] credentials) => house.Engine.Parties.Import($$"""
            { "parties": [{ "cbe": "{{Institution}}", "name": "I", "kind": "institution",
              "credentials": [{{string.Join(", ", credentials)}}] }] }
            """, isReplacing: true, Somebody);
        static string Certificate(char digit, string name, string from, string? until) =>
            $$"""{ "name": "{{name}}", "subject": "CN=x", "thumbprint": "{{new string(digit, 64)}}", "validFrom": "{{from}}" """
                + (until is null ? "}" : $$""", "validUntil": "{{until}}" }""");
        Credentials(Certificate('a', "old", "2020-01-01", "2026-04-01"));
        Assert.Empty(Open());
        Credentials(Certificate('a', "old", "2020-01-01", "2026-03-31"));
        Assert.Equal([$"CERTIFICATE {Institution} old"], Open());
        // A successor that is valid when it ends, and longer.
        Credentials(Certificate('a', "old", "2020-01-01", "2026-03-31"), Certificate('b', "new", "2026-04-01", null));
        Assert.Equal([$"CERTIFICATE {Institution} old"], Open());
        Credentials(Certificate('a', "old", "2020-01-01", "2026-03-31"), Certificate('b', "new", "2026-03-31", null));
        Assert.Empty(Open());
        Credentials(Certificate('a', "old", "2020-01-01", "2026-03-01"));
        Assert.Empty(Open());

        house.Engine.AlarmRules.Run(null, [], new DateTimeOffset(2026, 4, 3, 0, 0, 0, TimeSpan.Zero));
        Assert.Empty(house.Engine.Alarms.Open());
        house.Engine.AlarmRules.Run(null, [], new DateTimeOffset(2026, 3, 30, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(("CERTIFICATE", $"{Environment.MachineName} own"),
            (house.Engine.Alarms.Open().Single().Kind, house.Engine.Alarms.Open().Single().Subject));
        Assert.Empty(Open());
    }

    /// <summary>Monday and Friday before six; Friday 1 May is a holiday.</summary>
    [Fact]
    public void A_file_that_should_have_come_is_an_alarm_until_one_comes()
    {
        house.Engine.Parties.Import($$"""
            { "parties": [{ "cbe": "{{Institution}}", "name": "I", "kind": "institution", "flows": ["SUBSCRIPTION"],
              "settings": { "emptyNotifications": false },
              "expects": [{ "flow": "SUBSCRIPTION", "days": ["MON", "FRI"], "before": "18:00" }] }] }
            """, isReplacing: true, House.Somebody);
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();                                                                     // Monday 2 March, 20:00
        Assert.Empty(Open());
        house.Clock.Advance(new DateTimeOffset(2026, 3, 6, 16, 59, 0, TimeSpan.Zero) - house.Clock.GetUtcNow());
        Assert.Empty(Open());
        house.Clock.Advance(TimeSpan.FromMinutes(1));                                       // Friday 18:00 in Belgium
        Assert.Equal([$"EXPECTED {Institution} SUBSCRIPTION"], Open());
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        Assert.Empty(Open());
        house.Clock.Advance(new DateTimeOffset(2026, 4, 30, 22, 0, 0, TimeSpan.Zero) - house.Clock.GetUtcNow());
        // Since Monday 27 April. That its receipts of March are still there, and that no night was run since, are other alarms.
        string Message() => house.Engine.Alarms.Open().Single(a => a.Kind == "EXPECTED").Message;
        Assert.Equal(["NIGHT date 2026-03-06", $"EXPECTED {Institution} SUBSCRIPTION", $"NOT-FETCHED {Institution}"], Open());
        Assert.Contains("2026-04-27", Message(), StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromDays(1));
        Open();
        Assert.DoesNotContain("2026-05-01", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_host_cannot_do_is_closed_by_that_host_or_by_time()
    {
        void Raise(string subject)
        {
            using var session = house.Engine.Store.Write();
            session.Execute("insert_alarm",
                new { Kind = "MACHINE", Subject = subject, Party = (long?)null, Message = "No space left", At = house.Clock.GetUtcNow() });
            session.Commit();
        }
        Raise($"{Environment.MachineName} store");
        Raise("another store");
        Assert.Equal(["MACHINE another store"], Open());
        house.Clock.Advance(TimeSpan.FromDays(8));
        Assert.DoesNotContain("MACHINE another store", Open());
    }

    [Fact]
    public void What_the_machine_cannot_do_is_an_alarm_as_long_as_it_lasts()
    {
        const string failure = $"{Institution} SUBSCRIPTION: No space left on device";
        Assert.Equal([$"MACHINE {Environment.MachineName} {Institution} SUBSCRIPTION"], Open(null, failure, failure));
        Assert.Empty(Open());
        Assert.Equal([$"MACHINE {Environment.MachineName} {Institution} SUBSCRIPTION"], Open(null, failure));
        Assert.Equal(2, house.Engine.Alarms.Unsent().Count);
        foreach (var alarm in house.Engine.Alarms.Unsent())
            house.Engine.Alarms.MarkSent(alarm);
        Assert.Empty(house.Engine.Alarms.Unsent());
        Open();
        Assert.NotNull(Assert.Single(house.Engine.Alarms.Unsent()).ClosedAt);
    }
}
