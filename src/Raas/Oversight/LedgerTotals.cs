using Raas.Store;

namespace Raas.Oversight;

/// <summary>Totals of the ledger for the monitoring, which asks every few seconds. The whole ledger is counted once in the life of a
/// process; what lies more than a day back no longer changes (no delivery takes so long), so after that only the last days are.</summary>
internal sealed class LedgerTotals(RegisterStore store, TimeProvider clock)
{
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan MayChange = TimeSpan.FromDays(1);
    private static readonly Totals None =
        new(new Dictionary<string, long>(), new Dictionary<string, long>(), new Dictionary<string, long>());

    private readonly Lock gate = new();
    private (DateTimeOffset Until, Totals Totals) counted = (Beginning, None);

    public Totals Now()
    {
        using var session = store.Read();
        lock (gate)
        {
            var final = clock.GetUtcNow() - MayChange;
            if (final - counted.Until > MayChange)
                counted = (final, Sum(counted.Totals, Between(session, counted.Until, final)));
            return Sum(counted.Totals, Between(session, counted.Until, End));
        }
    }

    private static Totals Between(StoreSession session, DateTimeOffset since, DateTimeOffset until)
    {
        var sums = session.SumOutcomesBetween(since, until);
        var outcomes = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["registered"] = sums.Registered, ["merged"] = sums.Merged, ["unchanged"] = sums.Unchanged, ["removed"] = sums.Removed,
            ["shortened"] = sums.Shortened, ["rejected"] = sums.Rejected,
        };
        return new Totals(session.CountDecisionsBetween(since, until), outcomes, session.CountOutgoingBetween(since, until));
    }

    private static Totals Sum(Totals one, Totals other) =>
        new(Sum(one.Decisions, other.Decisions), Sum(one.Outcomes, other.Outcomes), Sum(one.Outgoing, other.Outgoing));

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other) =>
        one.Concat(other).GroupBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(c => c.Key, c => c.Sum(n => n.Value), StringComparer.Ordinal);
}
