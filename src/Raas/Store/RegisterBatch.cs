using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>What a batch changed goes back in bulk. Every call is one statement or one bulk load, whatever the size of the
/// batch. It decides nothing.</summary>
public sealed class RegisterBatch(StoreSession store, CbeNumber party, long changeSetId)
{
    /// <summary>Takes rows out, puts rows in, and journals why.</summary>
    /// <param name="sums">What that does to the sums of the institution.</param>
    public void Apply(List<InscriptionRow> removed, List<InscriptionRow> added, List<JournalRow> journal, SumChange sums)
    {
        store.AddToRegisterSum(party, sums);
        if (removed.Count > 0)
            store.Dialect.DeleteRows(store, party, changeSetId, removed);
        if (added.Count > 0)
            store.BulkLoad(new AddedRows(party.Value, added));
        if (journal.Count > 0)
            store.BulkLoad(new JournalRows(party.Value, changeSetId, journal));
    }
}
