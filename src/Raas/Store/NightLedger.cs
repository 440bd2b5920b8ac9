using Raas.Configuration;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>A night in the ledger.</summary>
public sealed record NightRow
{
    /// <summary>Its place in the ledger: grows from night to night. The date too, unless an operator has said that it ran under a wrong
    /// one.</summary>
    public DateOnly BusinessDate { get; init; }

    /// <summary>The date that it counts as, when that is not its place in the ledger.</summary>
    public DateOnly? CountsAs { get; init; }

    public DateOnly Date => CountsAs ?? BusinessDate;

    /// <summary>RUNNING or COMPLETE.</summary>
    public string State { get; init; } = "";

    /// <summary>The step that is under way, or was the last one.</summary>
    public string Step { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset HeartbeatAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public long Deliveries { get; init; }

    /// <summary>Mutations that had waited and were applied.</summary>
    public long Released { get; init; }

    /// <summary>Mutations that wait.</summary>
    public long Held { get; init; }

    public int Faults { get; init; }

    public bool IsComplete => State == "COMPLETE";
}

/// <summary>What a night took from a journal.</summary>
public sealed record NightFlowRow
{
    public string Flow { get; init; } = "";
    public long FromId { get; init; }
    public long ThroughId { get; init; }
    public long ThroughChangeSet { get; init; }

    /// <summary>Entries of the journal.</summary>
    public long Events { get; init; }

    /// <summary>Entries that a later one of the same night took back or overtook, or that are told together with another.</summary>
    public long Superseded { get; init; }

    /// <summary>What every party is considered for.</summary>
    public long Considered { get; init; }
}

/// <summary>What became of it for one party.</summary>
public sealed record NightPartyRow
{
    public string Flow { get; init; } = "";
    public long Party { get; init; }
    public long Considered { get; init; }
    public long Notified { get; init; }

    /// <summary>The party does not want these files.</summary>
    public long NotAsked { get; init; }

    /// <summary>The party does not know the person, or did not on that day.</summary>
    public long NotHeld { get; init; }

    /// <summary>The party knows the person, but may not receive this.</summary>
    public long NotAuthorised { get; init; }
    public long RowsMoved { get; init; }
    public long Files { get; init; }
    public long? ChangeSetId { get; init; }
}

/// <summary>The ledger of nights.</summary>
public static class NightLedger
{
    public static NightRow? LastNight(this StoreSession store) => store.First<NightRow>("last_night");

    public static void Heartbeat(this StoreSession store, DateOnly businessDate, string step, DateTimeOffset at) =>
        store.Execute("night_heartbeat", new { BusinessDate = businessDate, Step = step, At = at });

    public static List<NightFlowRow> Flows(this StoreSession store, DateOnly businessDate) => store.Query<NightFlowRow>("flows_of_night", new { BusinessDate = businessDate });

    public static List<NightPartyRow> PartiesOf(this StoreSession store, DateOnly businessDate) => store.Query<NightPartyRow>("parties_of_night", new { BusinessDate = businessDate });

    public static bool IsDone(this StoreSession store, DateOnly businessDate, string flow, CbeNumber party) =>
        store.Scalar<long>("count_night_party", new { BusinessDate = businessDate, Flow = flow, Party = party.Value }) > 0;

    public static void Insert(this StoreSession store, DateOnly businessDate, NightPartyRow row, DateTimeOffset at) => store.Execute("insert_night_party", new
    {
        BusinessDate = businessDate, row.Flow, row.Party, row.Considered, row.Notified, row.NotAsked, row.NotHeld, row.NotAuthorised, row.RowsMoved, row.Files, row.ChangeSetId, DoneAt = at,
    });

    public static void Insert(this StoreSession store, DateOnly businessDate, NightFlowRow row) => store.Execute("insert_night_flow", new
    {
        BusinessDate = businessDate, row.Flow, row.FromId, row.ThroughId, row.ThroughChangeSet, row.Events, row.Superseded, row.Considered,
    });

    public static void Append(this StoreSession store, IReadOnlyList<NightEventRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad("night_event", new NightEventRows(rows));
    }

    public static void Append(this StoreSession store, IReadOnlyList<NightNumberRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad("night_number", new NightNumberRows(rows));
    }

    public static void Append(this StoreSession store, IReadOnlyList<NightCancellationRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad("night_cancellation", new NightCancellationRows(rows));
    }

    /// <summary>Replaces the pieces of some keys.</summary>
    public static void WritePieces(this StoreSession store, CbeNumber party, long changeSetId, IReadOnlyList<(long Holder, int Type)> gone, IReadOnlyList<PieceRow> rows)
    {
        if (gone.Count > 0)
            store.Dialect.DeletePieces(store, party, changeSetId, gone);
        if (rows.Count > 0)
            store.BulkLoad("moved_row", new PieceRows(party.Value, changeSetId, rows));
    }
}
