using Microsoft.Data.Sqlite;
using Raas.Domain;
using SQLitePCL;

namespace Raas.Store;

/// <summary>For the store inside our own process: there is no network to save trips on, and a prepared statement per number,
/// in ascending order, costs half of what staging the numbers and joining them does (measured: 1.6 against 3.8 µs a number).</summary>
internal sealed class PreparedLookup : RegisterLookup
{
    private readonly sqlite3_stmt persons;
    private readonly sqlite3_stmt rows;
    private readonly sqlite3 db;
    private readonly long party;

    public PreparedLookup(StoreSession store, CbeNumber party)
    {
        db = ((SqliteConnection)store.Connection).Handle!;
        persons = SqliteDialect.Prepare(db, store.Dialect.Sql("person_of_key"));
        rows = SqliteDialect.Prepare(db, store.Dialect.Sql("rows_of_key"));
        this.party = party.Value;
    }

    public override List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        var known = new List<KnownPerson>(keys.Count);
        foreach (var key in keys)
        {
            raw.sqlite3_bind_int64(persons, 1, key.Ssin);
            SqliteDialect.Check(db, raw.sqlite3_step(persons), raw.SQLITE_ROW);
            var current = raw.sqlite3_column_int64(persons, 0);
            var state = (PersonState)raw.sqlite3_column_int(persons, 1);
            known.Add(new KnownPerson(key.Ssin, current == 0 ? key.Ssin : current, state, key.WantsIdentity ? Identity() : null));
            raw.sqlite3_reset(persons);
        }
        return known;
    }

    public override List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also)
    {
        var found = new List<InscriptionRow>(keys.Count);
        var (one, two) = (0, 0);
        while (one < keys.Count || two < also.Count)
        {
            var takeAlso = one == keys.Count || (two < also.Count && also[two].Ssin < keys[one].Ssin);
            AddRows(found, takeAlso ? also[two++].Ssin : keys[one++].Ssin);
        }
        return found;
    }

    public override void Dispose()
    {
        persons.Dispose();
        rows.Dispose();
    }

    private void AddRows(List<InscriptionRow> found, long ssin)
    {
        raw.sqlite3_bind_int64(rows, 1, party);
        raw.sqlite3_bind_int64(rows, 2, ssin);
        int result;
        while ((result = raw.sqlite3_step(rows)) == raw.SQLITE_ROW)
            found.Add(new InscriptionRow(ssin, raw.sqlite3_column_int(rows, 0), raw.sqlite3_column_int(rows, 1), raw.sqlite3_column_int(rows, 2)));
        SqliteDialect.Check(db, result, raw.SQLITE_DONE);
        raw.sqlite3_reset(rows);
    }

    private PersonIdentity? Identity() => raw.sqlite3_column_type(persons, 2) == raw.SQLITE_NULL
        ? null
        : new PersonIdentity(
            raw.sqlite3_column_text(persons, 2).utf8_to_string(), raw.sqlite3_column_text(persons, 3).utf8_to_string(),
            IncompleteDate.FromPacked(raw.sqlite3_column_int(persons, 4)), (Gender)raw.sqlite3_column_int(persons, 5));
}
