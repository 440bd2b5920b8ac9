using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>Holds, guarded deliveries, alarms, notices and the journal of operators.</summary>
internal static class OperationTables
{
    public static List<LaneHold> Holds(this StoreSession store) => store.Query<LaneHold>("holds");

    public static LaneHold? HoldOf(this StoreSession store, CbeNumber party, string flow) => store.Holds().Find(h => h.Covers(party, flow));

    public static List<StoppedByGuard> Guarded(this StoreSession store, CbeNumber party) =>
        store.Query<StoppedByGuard>("guarded_of_party", new { Party = party.Value });

    /// <summary>Parties of which a delivery waits until somebody has agreed to it.</summary>
    public static List<long> PartiesWithGuarded(this StoreSession store) => store.Query<long>("parties_with_guarded");

    public static StoppedByGuard? FindGuarded(this StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        store.First<StoppedByGuard>("find_guarded", new { Party = party.Value, Flow = flow, FileSequenceNumber = number, Digest = digest });

    /// <summary>A delivery waits until somebody has agreed to it.</summary>
    public static void InsertGuarded(this StoreSession store, StoppedByGuard guarded, string digest) => store.Execute("insert_guarded", new
    {
        guarded.Party, guarded.Flow, guarded.FileSequenceNumber, Digest = digest, guarded.RowsTaken, guarded.RowsBefore,
        At = guarded.GuardedAt,
    });

    /// <summary>Somebody has agreed to what the guard stopped in a lane.</summary>
    /// <returns>How many deliveries.</returns>
    public static int MarkGuardedReleased(this StoreSession store, long party, string flow, DateTimeOffset at) =>
        store.Execute("mark_guarded_released", new { Party = party, Flow = flow, At = at });

    public static void InsertHold(this StoreSession store, long party, string flow, Operator who, DateTimeOffset at) =>
        store.Execute("insert_hold", new { Party = party, Flow = flow, Operator = who.Name, who.Reason, At = at });

    /// <returns>1, or 0: there was none.</returns>
    public static int DeleteHold(this StoreSession store, long party, string flow) =>
        store.Execute("delete_hold", new { Party = party, Flow = flow });

    /// <summary>What operators did, the latest first.</summary>
    public static List<OperatorAction> LatestActions(this StoreSession store, int most) =>
        store.Query<OperatorAction>("latest_actions", new { Most = most });

    public static List<Alarm> OpenAlarms(this StoreSession store) => store.Query<Alarm>("open_alarms");

    /// <summary>Alarms that are over, the latest first.</summary>
    public static List<Alarm> LatestAlarms(this StoreSession store, int most) => store.Query<Alarm>("latest_alarms", new { Most = most });

    /// <summary>Alarms of which nobody outside has been told the beginning, or the end.</summary>
    public static List<Alarm> UnsentAlarms(this StoreSession store) => store.Query<Alarm>("unsent_alarms");

    public static void InsertAlarm(
        this StoreSession store, string kind, string subject, CbeNumber? party, string message, DateTimeOffset at) =>
        store.Execute("insert_alarm", new { Kind = kind, Subject = subject, Party = party?.Value, Message = message, At = at });

    public static void MarkAlarmClosed(this StoreSession store, Alarm alarm, DateTimeOffset at) =>
        store.Execute("mark_alarm_closed", new { alarm.AlarmId, At = at });

    /// <returns>1, or 0: there is no open alarm of this number.</returns>
    public static int MarkAlarmAcknowledged(this StoreSession store, long alarmId, Operator who, DateTimeOffset at) =>
        store.Execute("mark_alarm_acknowledged", new { AlarmId = alarmId, At = at, Operator = who.Name, Note = who.Reason });

    public static void MarkAlarmRaiseSent(this StoreSession store, Alarm alarm, DateTimeOffset at) =>
        store.Execute("mark_alarm_raise_sent", new { alarm.AlarmId, At = at });

    public static void MarkAlarmCloseSent(this StoreSession store, Alarm alarm, DateTimeOffset at) =>
        store.Execute("mark_alarm_close_sent", new { alarm.AlarmId, At = at });

    public static void Journal(
        this StoreSession store, DateTimeOffset at, Operator who, string action, CbeNumber? party, string? flow, long? number,
        Ssin? ssin = null) =>
        store.Execute("insert_action", new
        {
            At = at, Operator = who.Name, Action = action, Party = party?.Value, Flow = flow, Number = number, Ssin = ssin?.Value,
            who.Reason,
        });
}
