using System.Data.Common;
using Raas.Domain;

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

/// <summary>The set-based half of applying a delivery: keys go in, what is known comes out, changes go in. Every call is
/// one statement or one bulk load, whatever the size of the batch. It decides nothing.</summary>
public sealed class RegisterBatch(StoreSession store, CbeNumber party, long batchId)
{
    /// <summary>What is known of each staged number, in ascending order of number, one entry each.</summary>
    public List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        store.BulkLoad("stage_key", new KeyRows(batchId, keys));
        var persons = new List<KnownPerson>(keys.Count);
        using var reader = store.Reader("persons_of_keys", new { BatchId = batchId });
        while (reader.Read())
        {
            var ssin = reader.GetInt64(0);
            persons.Add(new KnownPerson(ssin, reader.IsDBNull(1) ? ssin : reader.GetInt64(1), (PersonState)reader.GetInt32(2), Identity(reader)));
        }
        return persons;
    }

    /// <summary>The rows of the institution for the staged numbers and for <paramref name="also"/>, in key order.</summary>
    public List<InscriptionRow> Rows(IReadOnlyList<StagedKey> also)
    {
        if (also.Count > 0)
            store.BulkLoad("stage_key", new KeyRows(batchId, also));
        var rows = new List<InscriptionRow>();
        using (var reader = store.Reader("rows_of_keys", new { BatchId = batchId, Party = party.Value }))
        {
            while (reader.Read())
                rows.Add(new InscriptionRow(reader.GetInt64(0), reader.GetInt32(1), store.Dialect.Day(reader, 2), store.Dialect.Day(reader, 3)));
        }
        store.Execute("clear_stage_key", new { BatchId = batchId });
        return rows;
    }

    /// <summary>Takes rows out, puts rows in, and journals why.</summary>
    public void Apply(List<InscriptionRow> removed, List<InscriptionRow> added, List<JournalRow> journal, long changeSetId)
    {
        if (removed.Count > 0)
        {
            store.BulkLoad("stage_row", new RemovedRows(batchId, removed));
            store.Execute("delete_rows", new { BatchId = batchId, Party = party.Value });
            store.Execute("clear_stage_row", new { BatchId = batchId });
        }
        if (added.Count > 0)
            store.BulkLoad("inscription", new AddedRows(party.Value, added));
        if (journal.Count > 0)
            store.BulkLoad("inscription_journal", new JournalRows(party.Value, changeSetId, journal));
    }

    private static PersonIdentity? Identity(DbDataReader reader) => reader.IsDBNull(3)
        ? null
        : new PersonIdentity(reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), IncompleteDate.FromPacked(reader.GetInt32(5)), (Gender)reader.GetInt32(6));
}
