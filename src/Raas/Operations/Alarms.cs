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
