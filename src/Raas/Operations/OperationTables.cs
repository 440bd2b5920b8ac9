using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>Holds, guarded deliveries and the journal of operators.</summary>
internal static class OperationTables
{
    public static List<Hold> Holds(this StoreSession store) => store.Query<Hold>("holds");

    public static Hold? HoldOf(this StoreSession store, CbeNumber party, string flow) => store.Holds().Find(h => h.Covers(party, flow));

    public static List<GuardedDelivery> Guarded(this StoreSession store, CbeNumber party) =>
        store.Query<GuardedDelivery>("guarded_of_party", new { Party = party.Value });

    /// <summary>Rows of the party, as others see them.</summary>
    public static long RowsOf(this StoreSession store, CbeNumber party) => store.Scalar<long>("count_rows", new { Party = party.Value });

    public static GuardedDelivery? FindGuarded(this StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        store.First<GuardedDelivery>("find_guarded", new
        {
            Party = party.Value, Flow = flow, FileSequenceNumber = number, Digest = digest,
        });

    public static void Journal(this StoreSession store, DateTimeOffset at, Operator who, string action, CbeNumber? party, string? flow,
        long? number, Ssin? ssin = null) =>
        store.Execute("insert_action", new
        {
            At = at, Operator = who.Name, Action = action, Party = party?.Value, Flow = flow, Number = number, Ssin = ssin?.Value,
            who.Reason,
        });
}
