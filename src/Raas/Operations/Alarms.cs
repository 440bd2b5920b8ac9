using Raas.Store;

namespace Raas.Operations;

/// <summary>What somebody should look at, as it stands in the store.</summary>
public sealed class Alarms(RegisterStore store, TimeProvider clock)
{
    /// <summary>Alarms that are not over.</summary>
    public IReadOnlyList<Alarm> Open()
    {
        using var session = store.Read();
        return session.OpenAlarms();
    }

    /// <summary>Alarms that are over, the latest first.</summary>
    public IReadOnlyList<Alarm> Past(int most)
    {
        using var session = store.Read();
        return session.LatestAlarms(most);
    }

    /// <summary>Somebody has seen it and says what is done about it: the reason is the note. It stays open until it is over; who says more
    /// later takes the place of who said so first, and the journal keeps both.</summary>
    /// <exception cref="OperatorException">There is no such open alarm.</exception>
    public void Acknowledge(long alarmId, Operator who)
    {
        using var session = store.Write();
        if (session.MarkAlarmAcknowledged(alarmId, who, clock.GetUtcNow()) == 0)
            throw new OperatorException("That alarm is over, or never was: there is nothing to acknowledge.");
        session.Journal(clock.GetUtcNow(), who, "ACKNOWLEDGE", null, null, alarmId);
        session.Commit();
    }

    /// <summary>Alarms whose beginning, or end, nobody outside has been told yet.</summary>
    public IReadOnlyList<Alarm> Unsent()
    {
        using var session = store.Read();
        return session.UnsentAlarms();
    }

    /// <summary>Somebody outside has been told that it began and, when it is over, that it ended.</summary>
    public void MarkSent(Alarm alarm)
    {
        using var session = store.Write();
        if (alarm.RaiseSentAt is null)
            session.MarkAlarmRaiseSent(alarm, clock.GetUtcNow());
        if (alarm.ClosedAt is not null)
            session.MarkAlarmCloseSent(alarm, clock.GetUtcNow());
        session.Commit();
    }
}
