using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>The ledger of nights.</summary>
public static class NightLedger
{
    public static NightRow? LastNight(this StoreSession store) => store.First<NightRow>("last_night");

    public static void Heartbeat(this StoreSession store, DateOnly businessDate, string step, DateTimeOffset at) =>
        store.Execute("mark_night_heartbeat", new { BusinessDate = businessDate, Step = step, At = at });

    public static List<NightFlowRow> Flows(this StoreSession store, DateOnly businessDate) =>
        store.Query<NightFlowRow>("flows_of_night", new { BusinessDate = businessDate });

    public static List<NightPartyRow> PartiesOf(this StoreSession store, DateOnly businessDate) =>
        store.Query<NightPartyRow>("parties_of_night", new { BusinessDate = businessDate });

    public static bool IsDone(this StoreSession store, DateOnly businessDate, string flow, CbeNumber party) =>
        store.Scalar<long>("count_night_party", new { BusinessDate = businessDate, Flow = flow, Party = party.Value }) > 0;

    public static void InsertNightParty(this StoreSession store, DateOnly businessDate, NightPartyRow row, DateTimeOffset at) =>
        store.Execute("insert_night_party", new
        {
            BusinessDate = businessDate, row.Flow, row.Party, row.Considered, row.Notified, row.NotAsked, row.NotHeld, row.NotAuthorised,
            row.RowsMoved, row.Files, row.ChangeSetId, DoneAt = at,
        });

    /// <summary>What a night took from a journal.</summary>
    public static void InsertNightFlow(this StoreSession store, DateOnly businessDate, NightFlowRow row) =>
        store.Execute("insert_night_flow", new
        {
            BusinessDate = businessDate, row.Flow, row.FromId, row.ThroughId, row.ThroughChangeSet, row.Events, row.Superseded,
            row.Considered,
        });

    /// <summary>A file that left in a night.</summary>
    public static void InsertNightFile(this StoreSession store, DateOnly businessDate, OutgoingRow row) =>
        store.Execute("insert_night_file", new { BusinessDate = businessDate, row.Flow, row.Party, row.Number });

    /// <summary>Through which entry of a journal the nights have come; 0: none has begun.</summary>
    public static long LastThrough(this StoreSession store, string flow) => store.Scalar<long?>("last_through", new { Flow = flow }) ?? 0;

    /// <summary>The latest nights, the last first.</summary>
    public static List<NightRow> LatestNights(this StoreSession store, int most) =>
        store.Query<NightRow>("latest_nights", new { Most = most });

    /// <summary>A night by its place in the ledger; null: there is none.</summary>
    public static NightRow? Night(this StoreSession store, DateOnly businessDate) =>
        store.First<NightRow>("night_by_date", new { BusinessDate = businessDate });

    /// <summary>What the nights from one on notified, the first one first.</summary>
    public static List<NightNotified> NotifiedSince(this StoreSession store, DateOnly businessDate) =>
        store.Query<NightNotified>("notified_since", new { BusinessDate = businessDate });

    /// <summary>The date of the first night; null: there has been none.</summary>
    public static DateOnly? FirstNight(this StoreSession store) =>
        store.LastNight() is null ? null : store.First<NightRow>("first_night")!.BusinessDate;

    /// <summary>The steps of the nights from one on.</summary>
    public static List<NightStepRow> StepsSince(this StoreSession store, DateOnly businessDate) =>
        store.Query<NightStepRow>("steps_since", new { BusinessDate = businessDate });

    /// <summary>A night begins.</summary>
    public static void InsertNight(this StoreSession store, DateOnly businessDate, string step, DateTimeOffset at, DateOnly? countsAs) =>
        store.Execute("insert_night", new { BusinessDate = businessDate, Step = step, At = at, CountsAs = countsAs });

    /// <summary>A step begins, or begins again.</summary>
    public static void InsertNightStep(this StoreSession store, DateOnly businessDate, string step, DateTimeOffset at)
    {
        store.Execute("delete_night_step", new { BusinessDate = businessDate, Step = step });
        store.Execute("insert_night_step", new { BusinessDate = businessDate, Step = step, StartedAt = at });
    }

    public static void MarkNightStepCompleted(this StoreSession store, DateOnly businessDate, string step, DateTimeOffset at) =>
        store.Execute("mark_night_step_completed", new { BusinessDate = businessDate, Step = step, CompletedAt = at });

    /// <summary>Counts in the tables what the night brought.</summary>
    public static void SetNightCounts(this StoreSession store, DateOnly businessDate) =>
        store.Execute("set_night_counts", new { BusinessDate = businessDate });

    /// <summary>How many promises the self-check of the night found broken.</summary>
    public static void SetNightFaults(this StoreSession store, DateOnly businessDate, int faults) =>
        store.Execute("set_night_faults", new { BusinessDate = businessDate, Faults = faults });

    /// <summary>The date that a night counts as.</summary>
    public static void SetNightCountsAs(this StoreSession store, DateOnly businessDate, DateOnly countsAs) =>
        store.Execute("set_night_counts_as", new { BusinessDate = businessDate, CountsAs = (DateOnly?)countsAs });

    public static void MarkNightCompleted(this StoreSession store, DateOnly businessDate, DateTimeOffset at) =>
        store.Execute("mark_night_completed", new { BusinessDate = businessDate, At = at });

    /// <summary>More mutations that had waited were applied in a night.</summary>
    public static void AddReleased(this StoreSession store, DateOnly businessDate, long released) =>
        store.Execute("add_released", new { BusinessDate = businessDate, Released = released });

    /// <summary>Takes away what nights before one noted beside their totals.</summary>
    public static void DeleteNightsBefore(this StoreSession store, DateOnly businessDate)
    {
        store.Execute("delete_night_parties", new { BusinessDate = businessDate });
        store.Execute("delete_night_steps", new { BusinessDate = businessDate });
    }

    /// <summary>Takes away what the night before was about.</summary>
    public static void DeleteCollected(this StoreSession store)
    {
        store.Execute("delete_night_numbers");
        store.Execute("delete_night_cancellations");
        store.Execute("delete_night_events");
    }

    public static void InsertNightEvents(this StoreSession store, IReadOnlyList<NightEventRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new NightEventRows(rows));
    }

    public static void InsertNightNumbers(this StoreSession store, IReadOnlyList<NightNumberRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new NightNumberRows(rows));
    }

    public static void InsertNightCancellations(this StoreSession store, IReadOnlyList<NightCancellationRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new NightCancellationRows(rows));
    }

    /// <summary>The numbers that the night is about, by cluster, number and institution.</summary>
    public static IEnumerable<NightNumberRow> NightNumbers(this StoreSession store)
    {
        using var rows = store.Reader("night_numbers");
        var number = new NightNumberColumns(rows);
        while (rows.Read())
            yield return number.Row;
    }

    /// <summary>The cancelled numbers that the night is about, by cluster and number.</summary>
    public static IEnumerable<NightCancellationRow> NightCancellations(this StoreSession store)
    {
        using var rows = store.Reader("night_cancellations");
        var (cluster, ssin, isNew) = (rows.Column("ClusterNo"), rows.Column("Ssin"), rows.Column("IsNew"));
        var (mutation, source, date) = (rows.Column("MutationId"), rows.Column("Source"), rows.Column("Date"));
        while (rows.Read())
            yield return new NightCancellationRow(cluster.Int32, ssin.Int64, isNew.Int32 == 1, mutation.Int64, source.Int64, date.Day);
    }

    /// <summary>The events of a flow, each with the rows of an institution that may entitle to it, event by event.</summary>
    internal static NightEventCursor EventsOfParty(this StoreSession store, string flow, CbeNumber party) =>
        new(store.Reader("events_of_party", new { Flow = flow, Party = party.Value }));
}
