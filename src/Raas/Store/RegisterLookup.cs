using System.Data.Common;
using Raas.Domain;

namespace Raas.Store;

/// <summary>Brings what is known of the numbers of a batch: each store in the way that costs it least.</summary>
public abstract class RegisterLookup : IDisposable
{
    /// <summary>What is known of each number, in the order of <paramref name="keys"/> (ascending), one entry each. The list is the
    /// lookup's own, and used again for the next batch: so large a list must not be garbage each time.</summary>
    public abstract List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys);

    /// <summary>The rows of the institution for the numbers of <paramref name="keys"/> (those of the last <see cref="Persons"/>)
    /// and of <paramref name="also"/>, in key order. The list is the lookup's own.</summary>
    public abstract List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also);

    public abstract void Dispose();
}

/// <summary>For a store on the other side of a network: the keys go there in bulk, one statement brings all that is known.</summary>
public sealed class StagedLookup(StoreSession store, CbeNumber party, long batchId) : RegisterLookup
{
    private readonly List<KnownPerson> persons = [];
    private readonly List<InscriptionRow> rows = [];

    public override List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        store.BulkLoad("stage_key", new KeyRows(batchId, keys));
        persons.Clear();
        using var reader = store.Reader("persons_of_keys", new { BatchId = batchId });
        while (reader.Read())
        {
            var ssin = reader.GetInt64(0);
            persons.Add(new KnownPerson(ssin, reader.IsDBNull(1) ? ssin : reader.GetInt64(1), (PersonState)reader.GetInt32(2), Identity(reader)));
        }
        return persons;
    }

    public override List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also)
    {
        if (also.Count > 0)
            store.BulkLoad("stage_key", new KeyRows(batchId, also));
        rows.Clear();
        using (var reader = store.Reader("rows_of_keys", new { BatchId = batchId, Party = party.Value }))
        {
            while (reader.Read())
                rows.Add(new InscriptionRow(reader.GetInt64(0), reader.GetInt32(1), store.Dialect.Day(reader, 2), store.Dialect.Day(reader, 3)));
        }
        store.ClearStage("stage_key");
        return rows;
    }

    public override void Dispose()
    {
        // The session is its owner's.
    }

    private static PersonIdentity? Identity(DbDataReader reader) => reader.IsDBNull(3)
        ? null
        : new PersonIdentity(reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), IncompleteDate.FromPacked(reader.GetInt32(5)), (Gender)reader.GetInt32(6));
}
