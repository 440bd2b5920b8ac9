using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>What the ledger has until a moment, counted by kind, party (0: all of them) and name.</summary>
public sealed record LedgerCounts(DateTimeOffset Until, IReadOnlyDictionary<(string Kind, long Party, string Name), long> Counts)
{
    /// <summary>Deliveries by decision.</summary>
    public const string Decision = "DECISION";

    /// <summary>Records of accepted deliveries by outcome.</summary>
    public const string Outcome = "OUTCOME";

    /// <summary>Files that went out, by flow.</summary>
    public const string Outgoing = "OUTGOING";

    /// <summary>Refused deliveries of a party, by flow.</summary>
    public const string Refused = "REFUSED";

    /// <summary>After it nothing is decided.</summary>
    public static readonly DateTimeOffset End = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What was decided longer ago is committed, or never will be: no delivery takes so long.</summary>
    public static readonly TimeSpan MayChange = TimeSpan.FromDays(1);

    /// <summary>Nothing was counted yet.</summary>
    public static readonly LedgerCounts None =
        new(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new Dictionary<(string, long, string), long>());

    /// <summary>Of a kind, by name.</summary>
    public IReadOnlyDictionary<string, long> Of(string kind) => Counts.Where(count => count.Key.Kind == kind)
        .GroupBy(count => count.Key.Name, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.Sum(count => count.Value));

    /// <summary>Of a party.</summary>
    public long Of(string kind, CbeNumber party, string name) => Counts.GetValueOrDefault((kind, party.Value, name));
}

/// <summary>Counts of the ledger that the store keeps, so that years are not counted each minute: each night adds what no longer
/// changes.</summary>
internal static class LedgerCountTables
{
    /// <summary>What is kept. Was it counted until a moment that has not come, when the clock was wrong, nothing of it holds.</summary>
    public static LedgerCounts KeptCounts(this StoreSession store, DateTimeOffset now)
    {
        var rows = store.Query<KeptCount>("ledger_totals");
        return rows.Count == 0 || rows[0].Until > now
            ? LedgerCounts.None
            : new LedgerCounts(rows[0].Until, rows.ToDictionary(row => (row.Kind, row.Party, row.Name), row => row.Total));
    }

    /// <summary>The same with what was decided since, until a later moment.</summary>
    public static LedgerCounts CountOn(this StoreSession store, LedgerCounts counted, DateTimeOffset until)
    {
        var sums = new Dictionary<(string, long, string), long>(counted.Counts);
        void Add(string kind, long party, string name, long count) =>
            sums[(kind, party, name)] = sums.GetValueOrDefault((kind, party, name)) + count;
        foreach (var (decision, count) in store.CountDecisionsBetween(counted.Until, until))
            Add(LedgerCounts.Decision, 0, decision, count);
        var outcomes = store.SumOutcomesBetween(counted.Until, until);
        Add(LedgerCounts.Outcome, 0, "registered", outcomes.Registered);
        Add(LedgerCounts.Outcome, 0, "merged", outcomes.Merged);
        Add(LedgerCounts.Outcome, 0, "unchanged", outcomes.Unchanged);
        Add(LedgerCounts.Outcome, 0, "removed", outcomes.Removed);
        Add(LedgerCounts.Outcome, 0, "shortened", outcomes.Shortened);
        Add(LedgerCounts.Outcome, 0, "rejected", outcomes.Rejected);
        foreach (var (flow, count) in store.CountOutgoingBetween(counted.Until, until))
            Add(LedgerCounts.Outgoing, 0, flow, count);
        foreach (var refused in store.CountRefusedBetween(counted.Until, until))
            Add(LedgerCounts.Refused, refused.Party, refused.Name, refused.Total);
        return new LedgerCounts(until, sums);
    }

    /// <summary>Refused deliveries by lane, until now.</summary>
    public static LedgerCounts RefusedByLane(this StoreSession store, DateTimeOffset now)
    {
        var kept = store.KeptCounts(now);
        var sums = new Dictionary<(string, long, string), long>(kept.Counts);
        foreach (var refused in store.CountRefusedBetween(kept.Until, LedgerCounts.End))
        {
            var lane = (LedgerCounts.Refused, refused.Party, refused.Name);
            sums[lane] = sums.GetValueOrDefault(lane) + refused.Total;
        }
        return new LedgerCounts(LedgerCounts.End, sums);
    }

    /// <summary>Keeps what no longer changes. Safe to repeat; nights that are made up for one after the other find nothing new.</summary>
    public static void KeepCounts(this StoreSession store, DateTimeOffset now)
    {
        var (kept, until) = (store.KeptCounts(now), now - LedgerCounts.MayChange);
        if (until - kept.Until < LedgerCounts.MayChange / 2)
            return;
        var counts = store.CountOn(kept, until);
        store.Execute("delete_ledger_totals", new { Until = until });
        foreach (var ((kind, party, name), total) in counts.Counts)
            store.Execute("insert_ledger_total", new { Kind = kind, Party = party, Name = name, Total = total, Until = until });
    }

    private sealed record KeptCount
    {
        public string Kind { get; init; } = "";
        public long Party { get; init; }
        public string Name { get; init; } = "";
        public long Total { get; init; }
        public DateTimeOffset Until { get; init; }
    }
}
