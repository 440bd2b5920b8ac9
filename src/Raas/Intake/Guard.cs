using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Whether a delivery takes so many rows of its party that somebody has to agree first (contract §3: unusual volume).</summary>
internal static class Guard
{
    /// <summary>Looks from two sides at the rows of the party: as they are while the delivery is not committed, and as it leaves them. What
    /// the delivery itself made and took away is in neither, what it took and gave back in both. Reads them all, but only where the records
    /// took enough to make it worth while.</summary>
    /// <param name="session">The transaction of the delivery, after its records.</param>
    /// <returns>How many rows of how many; null when there is nothing to agree to.</returns>
    public static (long Taken, long Of)? Look(IntakeContext tools, StoreSession session, CbeNumber party, Tally tally)
    {
        using var outside = tools.Store.Read();
        var before = new Lazy<long>(() => outside.CountRows(party));
        if (!tools.Options.Guard.Stops(tally.RowsTaken, () => before.Value))
            return null;
        var taken = Taken(outside, session, party);
        return tools.Options.Guard.Stops(taken, () => before.Value) ? (taken, before.Value) : null;
    }

    /// <summary>Rows that were there, and are gone or shorter: no row covers them.</summary>
    private static long Taken(StoreSession outside, StoreSession session, CbeNumber party)
    {
        var taken = 0L;
        using var before = outside.RegisterOfParty(party.Value).GetEnumerator();
        using var after = session.RegisterOfParty(party.Value).GetEnumerator();
        var isMore = after.MoveNext();
        while (before.MoveNext())
        {
            var row = before.Current;
            // Rows of a key are in order and do not overlap: the first that does not end before this one is the only one that can cover it.
            while (isMore && InOrder(after.Current, row) < 0)
                isMore = after.MoveNext();
            taken += isMore && Covers(after.Current, row) ? 0 : 1;
        }
        return taken;
    }

    private static bool Covers(InscriptionRow a, InscriptionRow b) =>
        (a.Ssin, a.DossierTypeId) == (b.Ssin, b.DossierTypeId) && a.BeginDay <= b.BeginDay && b.EndDay <= a.EndDay;

    private static int InOrder(InscriptionRow a, InscriptionRow b) =>
        (a.Ssin, a.DossierTypeId, a.EndDay).CompareTo((b.Ssin, b.DossierTypeId, b.EndDay));
}
