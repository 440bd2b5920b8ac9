using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>A number whose person and rows a batch needs.</summary>
public record struct StagedKey(long Ssin, bool WantsIdentity);

/// <summary>What the copy of the authentic source knows of a number.</summary>
/// <param name="Ssin">The number asked.</param>
/// <param name="Current">The number that stands for the person now; the same when it was not replaced.</param>
/// <param name="State">Of the current number.</param>
/// <param name="Identity">Of the current number, only when asked for and known.</param>
public readonly record struct KnownPerson(long Ssin, long Current, PersonState State, PersonIdentity? Identity)
{
    public bool IsReplaced => Current != Ssin;
}

/// <summary>A row of the register of one institution.</summary>
public readonly record struct InscriptionRow(long Ssin, int DossierTypeId, int BeginDay, int EndDay);

/// <summary>A change of the register, as it is journalled: a row before, a row after, either may be missing.</summary>
public readonly record struct JournalRow(long Ssin, int DossierTypeId, int RecordNumber, int Part, Period? Before, Period? After);

/// <summary>What a batch changed goes back in bulk. Every call is one statement or one bulk load, whatever the size of the
/// batch. It decides nothing.</summary>
public sealed class RegisterBatch(StoreSession store, CbeNumber party, long changeSetId)
{
    /// <summary>Takes rows out, puts rows in, and journals why.</summary>
    public void Apply(List<InscriptionRow> removed, List<InscriptionRow> added, List<JournalRow> journal)
    {
        if (removed.Count > 0)
            store.Dialect.DeleteRows(store, party, changeSetId, removed);
        if (added.Count > 0)
            store.BulkLoad(new AddedRows(party.Value, added));
        if (journal.Count > 0)
            store.BulkLoad(new JournalRows(party.Value, changeSetId, journal));
    }
}
