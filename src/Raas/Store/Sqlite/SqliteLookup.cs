using Microsoft.Data.Sqlite;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store.Sqlite;

/// <summary>For the store inside our own process: there is no network to save trips on. Instead of staging the numbers and
/// joining them, it walks along the tables beside the batch, which takes a fifth of the time.</summary>
internal sealed class SqliteLookup(StoreSession store, CbeNumber party) : RegisterLookup
{
    private readonly SqliteConnection connection = (SqliteConnection)store.Connection;
    private readonly List<KnownPerson> known = [];
    private readonly List<InscriptionRow> rows = [];

    public override List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        known.Clear();
        using var replacements = Walk("from_replacement");
        using var persons = Walk("from_person");
        using var current = new SqliteStatement(connection, store.Dialect.Sql("from_person"));
        var currentSsin = replacements.Row.Column("CurrentSsin");
        var columns = new PersonPlaces(current);
        foreach (var key in keys)
        {
            if (replacements.MoveTo(key.Ssin))
            {
                var number = replacements.Row.Int64(currentSsin);
                current.Bind(1, number);
                known.Add(Known(key, number, current, columns, current.Step() && current.Int64(columns.Ssin) == number));
                current.Reset();
            }
            else
            {
                known.Add(Known(key, key.Ssin, persons.Row, columns, persons.MoveTo(key.Ssin)));
            }
        }
        return known;
    }

    public override List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also)
    {
        rows.Clear();
        using var walk = Walk("from_row");
        walk.Row.Bind(2, party.Value);
        var (type, begin, end) = (walk.Row.Column("DossierTypeId"), walk.Row.Column("BeginDate"), walk.Row.Column("EndDate"));
        var (one, two) = (0, 0);
        while (one < keys.Count || two < also.Count)
        {
            var takeAlso = one == keys.Count || (two < also.Count && also[two].Ssin < keys[one].Ssin);
            var ssin = takeAlso ? also[two++].Ssin : keys[one++].Ssin;
            for (var found = walk.MoveTo(ssin); found; found = walk.MoveOn())
                rows.Add(new InscriptionRow(ssin, walk.Row.Int32(type), walk.Row.Int32(begin), walk.Row.Int32(end)));
        }
        return rows;
    }

    public override void Dispose()
    {
        // The session is its owner's; each walk ended with its batch.
    }

    private SqliteWalk Walk(string statement) => new(connection, store.Dialect.Sql(statement));

    private static KnownPerson Known(StagedKey key, long number, SqliteStatement person, in PersonPlaces at, bool isKnown) => new(
        key.Ssin, number, isKnown ? (PersonState)person.Int32(at.State) : PersonState.Unknown,
        !isKnown || !key.WantsIdentity || person.IsNull(at.LastName)
            ? null
            : new PersonIdentity(
                person.Text(at.LastName), person.Text(at.FirstNames), IncompleteDate.FromPacked(person.Int32(at.BirthDate)),
                (Gender)person.Int32(at.Gender)));

    /// <summary>Where the statement about persons has its columns.</summary>
    private readonly struct PersonPlaces(SqliteStatement person)
    {
        public int Ssin { get; } = person.Column("Ssin");

        public int State { get; } = person.Column("State");

        public int LastName { get; } = person.Column("LastName");

        public int FirstNames { get; } = person.Column("FirstNames");

        public int BirthDate { get; } = person.Column("BirthDate");

        public int Gender { get; } = person.Column("Gender");
    }
}
