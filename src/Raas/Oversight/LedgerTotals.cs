using Raas.Store;

namespace Raas.Oversight;

/// <summary>Totals of the ledger for the monitoring, which asks every few seconds. What the store keeps is not counted again; nor, in the
/// life of a process, what no longer changes.</summary>
internal sealed class LedgerTotals(TimeProvider clock)
{
    private readonly Lock gate = new();
    private LedgerCounts? counted;

    /// <summary>As the session sees it.</summary>
    public Totals Of(StoreSession session)
    {
        LedgerCounts now;
        lock (gate)
        {
            counted ??= session.KeptCounts(clock.GetUtcNow());
            var final = clock.GetUtcNow() - LedgerCounts.MayChange;
            if (final - counted.Until > LedgerCounts.MayChange)
                counted = session.CountOn(counted, final);
            now = session.CountOn(counted, LedgerCounts.End);
        }
        return new Totals(now.Of(LedgerCounts.Decision), now.Of(LedgerCounts.Outcome), now.Of(LedgerCounts.Outgoing));
    }
}
