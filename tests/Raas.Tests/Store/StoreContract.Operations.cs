using Raas.Configuration;
using Raas.Intake;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly Operator Somebody = new("A. Peeters", "they called – «façade»");

    [StoreFact]
    public void A_lane_is_held_once_until_it_is_let_go()
    {
        using (var session = Store.Write())
        {
            session.Execute("insert_hold",
                new { Party = Institution, Flow = LaneHold.AllFlows, Operator = Somebody.Name, Somebody.Reason, At = Now });
            session.Journal(Now, Somebody, "HOLD", Party, null, null);
            session.Journal(Now.AddSeconds(1), Somebody, "RESEND", Party, "ANSWER", 12);
            session.Commit();
        }
        using (var again = Store.Write())
            Assert.True(Store.Dialect.IsUniqueViolation(Assert.ThrowsAny<Exception>(() => again.Execute("insert_hold",
                new { Party = Institution, Flow = LaneHold.AllFlows, Operator = "B", Reason = "too", At = Now }))));
        using var look = Store.Write();
        Assert.Equal(new LaneHold { Party = Institution, Flow = "*", Operator = Somebody.Name, Reason = Somebody.Reason, HeldAt = Now },
            look.HoldOf(Party, "SUBSCRIPTION"));
        Assert.Equal(["RESEND", "HOLD"], look.Query<OperatorAction>("latest_actions", new { Most = 5 }).Select(a => a.Action));
        Assert.Equal(12, Assert.Single(look.Query<OperatorAction>("latest_actions", new { Most = 1 })).Number);
        Assert.Equal(1, look.Execute("delete_hold", new { Party = Institution, Flow = LaneHold.AllFlows }));
        Assert.Empty(look.Holds());
    }

    [StoreFact]
    public void A_guarded_delivery_is_found_by_its_content_and_released_once()
    {
        using var session = Store.Write();
        session.Execute("insert_guarded", new { Party = Institution, Flow = "SUBSCRIPTION", FileSequenceNumber = 3L,
            Digest = new string('a', 64), RowsTaken = 2000L, RowsBefore = 5000L, At = Now });
        Assert.Equal(2000, Assert.Single(session.Guarded(Party)).RowsTaken);
        Assert.Null(session.FindGuarded(Party, "SUBSCRIPTION", 3, new string('b', 64)));
        Assert.Equal(1,
            session.Execute("mark_guarded_released", new { Party = Institution, Flow = "SUBSCRIPTION", At = Now.AddMinutes(1) }));
        Assert.Equal(0,
            session.Execute("mark_guarded_released", new { Party = Institution, Flow = "SUBSCRIPTION", At = Now.AddMinutes(2) }));
        Assert.Empty(session.Guarded(Party));
        Assert.Equal(Now.AddMinutes(1), session.FindGuarded(Party, "SUBSCRIPTION", 3, new string('a', 64))!.ReleasedAt);
    }

    [StoreFact]
    public void An_alarm_is_open_once_and_told_when_it_begins_and_when_it_is_over()
    {
        static object Raised(DateTimeOffset at) =>
            new { Kind = "GAP", Subject = "0212344876 SUBSCRIPTION 1", Party = (long?)Institution, Message = "missing", At = at };
        using (var session = Store.Write())
        {
            session.Execute("insert_alarm", Raised(Now));
            session.Commit();
        }
        using (var other = Store.Write())
            Assert.True(Store.Dialect.IsUniqueViolation(
                Assert.ThrowsAny<Exception>(() => other.Execute("insert_alarm", Raised(Now.AddMinutes(1))))));
        using var look = Store.Write();
        var alarm = Assert.Single(look.OpenAlarms());
        Assert.Equal(alarm.AlarmId, Assert.Single(look.Query<Alarm>("unsent_alarms")).AlarmId);
        look.Execute("mark_alarm_raise_sent", new { alarm.AlarmId, At = Now });
        Assert.Empty(look.Query<Alarm>("unsent_alarms"));
        Assert.Equal(1, look.Execute("mark_alarm_closed", new { alarm.AlarmId, At = Now.AddHours(1) }));
        Assert.Equal(0, look.Execute("mark_alarm_closed", new { alarm.AlarmId, At = Now.AddHours(2) }));
        Assert.Equal(Now.AddHours(1), Assert.Single(look.Query<Alarm>("unsent_alarms")).ClosedAt);
        look.Execute("insert_alarm", Raised(Now.AddHours(3)));
        Assert.Single(look.OpenAlarms());
    }

    [StoreFact]
    public void The_ledger_is_searched_with_and_without_each_condition()
    {
        using var session = Store.Write();
        Assert.Empty(session.Query<LedgerRow>("search_deliveries", new { Party = (long?)null, Flow = (string?)null,
            Decision = (string?)null, Since = (DateTimeOffset?)null, Until = (DateTimeOffset?)null, Before = (long?)null, Most = 5 }));
        Assert.Empty(session.Query<LedgerRow>("search_deliveries", new { Party = (long?)Institution, Flow = "SUBSCRIPTION",
            Decision = "REFUSED", Since = (DateTimeOffset?)Now, Until = (DateTimeOffset?)Now, Before = (long?)9, Most = 5 }));
        Assert.Empty(session.Query<OutgoingRow>("search_outgoing",
            new { Party = (long?)null, Flow = (string?)null, Since = (DateTimeOffset?)Now, Until = (DateTimeOffset?)null, Most = 5 }));
        Assert.Empty(session.Query<NightRow>("latest_nights", new { Most = 5 }));
        Assert.Empty(session.Query<NightStepRow>("steps_since", new { BusinessDate }));
        Assert.Empty(session.Query<RegisterCount>("register_counts", new { Party = Institution, OpenEnd = DateOnly.MaxValue }));
        Assert.Equal(0, session.Scalar<long>("count_accepted_since", new { Party = Institution, Flow = "SUBSCRIPTION", Since = Now }));
    }
}
