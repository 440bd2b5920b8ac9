using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>For a store on the other side of a network: the keys go there in bulk, one statement brings all that is known.</summary>
public sealed class StagedLookup(StoreSession store, CbeNumber party, long batchId) : RegisterLookup
{
    private readonly List<KnownPerson> persons = [];
    private readonly List<InscriptionRow> rows = [];
    private bool isStaged;

    public override List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        // Nobody has asked for the rows of the keys before.
        if (isStaged)
            store.ClearStage("stage_key");
        store.BulkLoad(new KeyRows(batchId, keys));
        isStaged = true;
        persons.Clear();
        using var known = store.Reader("persons_of_keys", new { BatchId = batchId });
        var (ssin, current, state) = (known.Column("Ssin"), known.Column("CurrentSsin"), known.Column("State"));
        var (lastName, firstNames) = (known.Column("LastName"), known.Column("FirstNames"));
        var (birthDate, gender) = (known.Column("BirthDate"), known.Column("Gender"));
        while (known.Read())
        {
            PersonIdentity? identity = lastName.IsNull
                ? null
                : new PersonIdentity(lastName.Text, firstNames.OptionalText, IncompleteDate.FromPacked(birthDate.Int32),
                    (Gender)gender.Int32);
            persons.Add(new KnownPerson(ssin.Int64, current.OptionalInt64 ?? ssin.Int64, (PersonState)state.Int32, identity));
        }
        return persons;
    }

    public override List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also)
    {
        if (also.Count > 0)
            store.BulkLoad(new KeyRows(batchId, also));
        rows.Clear();
        using (var found = store.Reader("rows_of_keys", new { BatchId = batchId, Party = party.Value }))
        {
            var columns = new InscriptionColumns(found);
            while (found.Read())
                rows.Add(columns.Row);
        }
        store.ClearStage("stage_key");
        isStaged = false;
        return rows;
    }

    public override void Dispose()
    {
        // The session is its owner's.
    }
}
