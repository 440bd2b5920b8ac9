using System.Data.Common;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

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
