using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Persons and replacements, by the batch.</summary>
public sealed class PersonTables(StoreSession store, long batchId)
{
    public void Stage(IEnumerable<long> ascending) =>
        store.BulkLoad(new KeyRows(batchId, [.. ascending.Select(ssin => new StagedKey(ssin, true))]));

    public void Unstage() => store.ClearStage("stage_key");

    public List<(long MutationId, long Fingerprint)> SeenMutations(CbeNumber source, IReadOnlyCollection<long> ids)
    {
        store.BulkLoad(new MutationIdRows(batchId, [.. ids]));
        var seen = new List<(long, long)>();
        using (var rows = store.Reader("seen_mutations", new { BatchId = batchId, Source = source.Value }))
        {
            var (mutationId, fingerprint) = (rows.Column("MutationId"), rows.Column("Fingerprint"));
            while (rows.Read())
                seen.Add((mutationId.Int64, fingerprint.Int64));
        }
        store.ClearStage("stage_mutation");
        return seen;
    }

    public List<PersonRow> Persons()
    {
        using var rows = store.Reader("person_rows_of_keys", new { BatchId = batchId });
        return [.. Read(rows)];
    }

    /// <summary>The person who has this number now.</summary>
    public static PersonRow? Find(StoreSession store, long ssin)
    {
        using var rows = store.Reader("person_by_number", new { Ssin = ssin });
        return Read(rows).FirstOrDefault();
    }

    /// <summary>Persons of any of these sounds whose birth date, as it is stored, lies between two or is not known; each once.</summary>
    /// <param name="keys">At least one, at most <see cref="Phonetics.MaxKeys"/>.</param>
    /// <param name="score">Looks at last name, first names, birth date and gender; null = not meant. Most are not: no more than that is
    /// read of them.</param>
    public static IEnumerable<(PersonRow Person, int Score)> OfSounds(
        StoreSession store, IReadOnlyList<string> keys, int from, int until, Func<string, Func<string?>, int, Gender, int?> score)
    {
        string Key(int i) => keys[Math.Min(i, keys.Count - 1)];
        var arguments = new
        {
            K01 = Key(0), K02 = Key(1), K03 = Key(2), K04 = Key(3), K05 = Key(4), K06 = Key(5), K07 = Key(6), K08 = Key(7),
            K09 = Key(8), K10 = Key(9), K11 = Key(10), K12 = Key(11), K13 = Key(12), K14 = Key(13), K15 = Key(14), K16 = Key(15),
            FromDate = from, UntilDate = until,
        };
        using var rows = store.Reader("persons_of_sounds", arguments);
        var person = new PersonColumns(rows);
        while (rows.Read())
        {
            if (score(person.LastName, () => person.FirstNames, person.BirthDate, person.Gender) is { } found)
                yield return (person.Row, found);
        }
    }

    private static IEnumerable<PersonRow> Read(RowReader rows)
    {
        var person = new PersonColumns(rows);
        while (rows.Read())
            yield return person.Row;
    }

    /// <summary>Every replacement of every chain that a staged number is part of.</summary>
    public List<ReplacementRow> Replacements()
    {
        var replacements = new List<ReplacementRow>();
        using var rows = store.Reader("replacements_of_keys", new { BatchId = batchId });
        var replacement = new ReplacementColumns(rows);
        while (rows.Read())
            replacements.Add(replacement.Row);
        return replacements;
    }

    /// <summary>The links of every chain that a staged number is part of, one by one.</summary>
    public IEnumerable<(long Old, long New, long Current)> Chains()
    {
        using var rows = store.Reader("replacements_of_keys", new { BatchId = batchId });
        var (old, next, current) = (rows.Column("OldSsin"), rows.Column("NewSsin"), rows.Column("CurrentSsin"));
        while (rows.Read())
            yield return (old.Int64, next.Int64, current.Int64);
    }

    /// <summary>Which of the staged numbers are cancelled.</summary>
    public IEnumerable<long> Cancelled()
    {
        using var rows = store.Reader("cancelled_of_keys", new { BatchId = batchId });
        var ssin = rows.Column("Ssin");
        while (rows.Read())
            yield return ssin.Int64;
    }

    /// <summary>The mutations that cancelled staged numbers, in the order in which they were journalled.</summary>
    public IEnumerable<(long Ssin, long MutationId, long Source, int Day)> Cancellations()
    {
        using var rows = store.Reader("cancellations_of_keys", new { BatchId = batchId });
        var (ssin, mutationId, source, date) = (rows.Column("Ssin"), rows.Column("MutationId"), rows.Column("Source"), rows.Column("Date"));
        while (rows.Read())
            yield return (ssin.Int64, mutationId.Int64, source.Int64, date.Day);
    }

    /// <summary>What was changed of the persons of the staged numbers by this change set and later ones, in the order of the
    /// journal.</summary>
    public List<(long Ssin, string DataGroup, string? Before)> ChangesSince(long changeSetId)
    {
        var changes = new List<(long, string, string?)>();
        using var rows = store.Reader("changes_since_of_keys", new { BatchId = batchId, ChangeSetId = changeSetId });
        var (ssin, group, before) = (rows.Column("Ssin"), rows.Column("DataGroup"), rows.Column("BeforeValue"));
        while (rows.Read())
            changes.Add((ssin.Int64, group.Text, before.OptionalText));
        return changes;
    }

    /// <summary>The persons of the staged numbers whom nobody knew before this change set.</summary>
    public List<long> KnownSince(long changeSetId)
    {
        var numbers = new List<long>();
        using var rows = store.Reader("known_since_of_keys", new { BatchId = batchId, ChangeSetId = changeSetId });
        var ssin = rows.Column("Ssin");
        while (rows.Read())
            numbers.Add(ssin.Int64);
        return numbers;
    }

    /// <param name="replaced">Numbers of <paramref name="rows"/> that are stored already, ascending.</param>
    public void WritePersons(IReadOnlyList<long> replaced, IReadOnlyList<PersonRow> rows) =>
        Write("delete_persons", replaced, new PersonRows(rows));

    /// <param name="gone">Old numbers of replacements that are over, or stand in <paramref name="rows"/> too, ascending.</param>
    public void WriteReplacements(IReadOnlyList<long> gone, IReadOnlyList<ReplacementRow> rows) =>
        Write("delete_replacements", gone, new ReplacementRows(rows));

    public void InsertPersonChanges(IReadOnlyList<PersonChangeRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new PersonChangeRows(rows));
    }

    public void InsertPersonMutations(IReadOnlyList<PersonMutationRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new PersonMutationRows(rows));
    }

    /// <summary>Replacements that wait, of the numbers that are staged.</summary>
    public List<(long HeldId, long OldSsin, long NewSsin)> HeldReplacements()
    {
        var held = new List<(long, long, long)>();
        using var rows = store.Reader("held_of_keys", new { BatchId = batchId });
        var (heldId, ssin, newSsin) = (rows.Column("HeldId"), rows.Column("Ssin"), rows.Column("NewSsin"));
        while (rows.Read())
            held.Add((heldId.Int64, ssin.Int64, newSsin.Int64));
        return held;
    }

    public void InsertHeld(IReadOnlyList<DeferredMutationRow> rows, DateTimeOffset at)
    {
        if (rows.Count > 0)
            store.BulkLoad(new DeferredMutationRows(rows, at));
    }

    /// <param name="ids">Mutations that no longer wait, ascending.</param>
    public void DeleteHeld(IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
            return;
        store.BulkLoad(new MutationIdRows(batchId, ids));
        store.Execute("delete_held", new { BatchId = batchId });
        store.ClearStage("stage_mutation");
    }

    private void Write(string deleteStatement, IReadOnlyList<long> gone, BulkRows rows)
    {
        if (gone.Count > 0)
        {
            Stage(gone);
            store.Execute(deleteStatement, new { BatchId = batchId });
            Unstage();
        }
        if (rows.Count > 0)
            store.BulkLoad(rows);
    }
}
