using Raas.Configuration;
using Raas.Domain;
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
        Assert.Empty(session.SearchDeliveries(new DeliverySearch { Most = 5 }));
        Assert.Empty(session.SearchDeliveries(new DeliverySearch
        {
            Party = CbeNumber.Parse("0212344876"), Flow = "SUBSCRIPTION", Decision = "REFUSED", Since = Now, Until = Now, Before = 9,
            Most = 5, FileSequenceNumber = 3, VoucherId = Guid.Empty.ToString(), Code = "RAA10012", Name = "a%b", WithRejected = true,
            OpenOnly = true,
        }));
        Assert.Empty(session.SearchOutgoing(null, null, null, isUnfetched: false, Now, null, skip: 0, most: 5));
        Assert.Empty(session.SearchOutgoing(
            CbeNumber.Parse("0212344876"), "ANSWER", 7, isUnfetched: true, Now, Now, skip: 50, most: 5));
        Assert.Empty(session.Query<NightRow>("latest_nights", new { Most = 5 }));
        Assert.Empty(session.Query<NightStepRow>("steps_since", new { BusinessDate }));
        Assert.Empty(session.Query<RegisterCount>("register_counts", new { Party = Institution, OpenEnd = DateOnly.MaxValue }));
        Assert.Equal(0, session.Scalar<long>("count_accepted_since", new { Party = Institution, Flow = "SUBSCRIPTION", Since = Now }));
    }

    [StoreFact]
    public void Changes_of_the_configuration_are_found_with_and_without_a_party()
    {
        var (one, other) = (CbeNumber.Parse("0212344876"), CbeNumber.Parse("0308357753"));
        using var session = Store.Write();
        session.InsertConfigChange(new ConfigChange(one, "name", null, "Ωμέγα 😀"), "Anna", "new", new string('0', 64), Now);
        session.InsertConfigChange(
            new ConfigChange(other, "settings.autoReplace", "true", null), "Anna", "later", new string('1', 64), Now);
        session.InsertConfigChange(new ConfigChange(one, "x", new string('b', 3000), "after"), "Anna", "long", new string('2', 64), Now);
        Assert.Equal(["x", "settings.autoReplace", "name"], session.ConfigChanges(null, 10).Select(c => c.What));
        Assert.Equal(["x", "name"], session.ConfigChanges(one, 10).Select(c => c.What));
        Assert.Equal("x", Assert.Single(session.ConfigChanges(null, 1)).What);
        var first = session.ConfigChanges(one, 10)[^1];
        Assert.Equal((null, "Ωμέγα 😀", "new", Now), (first.Before, first.After, first.Reason, first.At));
        Assert.Equal(2000, session.ConfigChanges(one, 1)[0].Before!.Length);
    }

    [StoreFact]
    public void What_became_of_a_file_is_kept_and_searched()
    {
        var party = CbeNumber.Parse("0212344876");
        using var session = Store.Write();
        foreach (var number in new[] { 1L, 2, 3, 4 })
        {
            session.InsertOutgoingFile(new OutgoingRow
            {
                Party = party.Value, Flow = "ANSWER", Number = number, FileName = $"A{number}.xml", VoucherId = Guid.NewGuid().ToString(),
                Digest = new string('0', 64), Size = 1, MessageCount = 1, CreatedAt = Now,
            });
            if (number < 4)
                session.MarkPublished(session.Outgoing(party, "ANSWER", number)!, Now);
        }
        string State() => $"{string.Join(' ', session.OpenOutgoing(party).Select(file => file.Number))}, not fetched "
            + string.Join(' ', session.SearchOutgoing(party, null, null, true, null, null, 0, 9).Select(file => file.Number));
        Assert.Equal("1 2 3, not fetched 3 2 1", State());
        // What was published in the moment of the look, or after it, was not looked for.
        session.MarkGone(party, "ANSWER", 1, 4, before: Now, at: Now);
        Assert.Equal("1 2 3, not fetched 3 2 1", State());
        session.MarkGone(party, "ANSWER", 1, 2, before: Now.AddSeconds(1), at: Now.AddSeconds(2));
        Assert.Equal("3, not fetched 3", State());
        session.SetStanding(party, "ANSWER", 2);
        session.MarkRemoved(party, "ANSWER", 2, 2, before: Now.AddSeconds(1), at: Now.AddSeconds(3));
        Assert.Equal("3, not fetched 3 2", State());
        Assert.Equal(1, session.MarkFetched(party, "ANSWER", 3, Now.AddSeconds(4), "OpenSSH"));
        Assert.Equal(0, session.MarkFetched(party, "ANSWER", 3, Now.AddSeconds(9), "again"));
        Assert.Equal(0, session.MarkFetched(party, "ANSWER", 4, Now, "never published"));
        Assert.Equal("3, not fetched 2", State());
        var fetched = session.Outgoing(party, "ANSWER", 3)!;
        Assert.Equal((Now.AddSeconds(4), "OpenSSH", null), (fetched.FetchedAt, fetched.FetchedBy, fetched.GoneAt));
        session.MarkPublished(fetched, Now.AddSeconds(5));
        Assert.Equal("3, not fetched 3 2", State());
        Assert.Equal([3, 2, 1], session.SearchOutgoing(null, "ANSWER", null, false, Now, null, skip: 1, most: 9).Select(f => f.Number));
        Assert.Equal([2], session.SearchOutgoing(null, null, 2, false, null, Now.AddSeconds(1), 0, 9).Select(f => f.Number));
    }
}
