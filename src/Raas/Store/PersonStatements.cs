using Raas.Domain;

namespace Raas.Store;

/// <summary>What is asked about one person, or about all of them.</summary>
internal static class PersonStatements
{
    /// <summary>Moves whenever the copy of the authentic source changes.</summary>
    public static long PersonVersion(this StoreSession store) => store.Scalar<long?>("last_person_change_set") ?? 0;

    /// <summary>The last change in the journal of persons; 0: there is none.</summary>
    public static long LastPersonChange(this StoreSession store) => store.Scalar<long?>("last_person_change") ?? 0;

    /// <summary>Changes of persons in the order of the journal, from one number, exclusive, through another.</summary>
    public static IEnumerable<JournalledPersonChange> PersonChangesBetween(this StoreSession store, long from, long through)
    {
        using var rows = store.Reader("changes_between", new { FromId = from, ThroughId = through });
        var (id, ssin, group) = (rows.Column("PersonChangeId"), rows.Column("Ssin"), rows.Column("DataGroup"));
        var (before, after) = (rows.Column("BeforeValue"), rows.Column("AfterValue"));
        var (date, source, mutation) = (rows.Column("Date"), rows.Column("Source"), rows.Column("MutationId"));
        while (rows.Read())
        {
            yield return new JournalledPersonChange(
                id.Int64, ssin.Int64, group.Text, before.OptionalText, after.OptionalText, date.Day, source.Int64, mutation.Int64);
        }
    }

    /// <summary>Takes away what was told before a night.</summary>
    public static void DeletePersonChangesBefore(this StoreSession store, DateOnly businessDate) =>
        store.Execute("delete_person_changes", new { BusinessDate = businessDate });

    /// <summary>Every number that the person of this one has or had; only this one when nobody ever had it.</summary>
    public static List<long> NumbersOfPerson(this StoreSession store, Ssin ssin) =>
        store.Query<long>("numbers_of_person", new { Ssin = ssin.Value });

    /// <summary>The number that stands for this one now; null: it was not replaced.</summary>
    public static long? CurrentNumber(this StoreSession store, long ssin) => store.Scalar<long?>("current_number", new { Ssin = ssin });

    public static PersonState StateOf(this StoreSession store, long ssin) =>
        (PersonState)(store.Scalar<int?>("person_state", new { Ssin = ssin }) ?? 0);

    /// <summary>Numbers of a range that anybody has or had.</summary>
    public static List<long> NumbersBetween(this StoreSession store, long first, long last) =>
        store.Query<long>("numbers_between", new { FromSsin = first, UntilSsin = last });

    /// <summary>Every replaced number, ascending, and its current number: 16 bytes each.</summary>
    public static (long[] Replaced, long[] Current) ReplacedNumbers(this StoreSession store)
    {
        var (replaced, current) = (new List<long>(), new List<long>());
        using var rows = store.Reader("replaced_numbers");
        var (old, now) = (rows.Column("OldSsin"), rows.Column("CurrentSsin"));
        while (rows.Read())
        {
            replaced.Add(old.Int64);
            current.Add(now.Int64);
        }
        return ([.. replaced], [.. current]);
    }
}

/// <summary>One data group of a person that changed, in its place in the journal.</summary>
internal readonly record struct JournalledPersonChange(
    long PersonChangeId, long Ssin, string DataGroup, string? Before, string? After, int Day, long Source, long MutationId);

/// <summary>Mutations that wait for their day, or for a number.</summary>
internal static class HeldMutations
{
    /// <summary>How many wait, and how many have waited too long.</summary>
    public static HeldCount CountHeld(this StoreSession store, DateOnly dueDate, DateTimeOffset since) =>
        store.First<HeldCount>("count_held", new { DueDate = dueDate, Since = since })!;

    /// <summary>The days of which something can be tried now, and the sources that told it.</summary>
    /// <param name="evenNumbers">Also what waits for a number.</param>
    public static List<DueDay> HeldDays(this StoreSession store, DateOnly dueDate, bool evenNumbers) =>
        store.Query<DueDay>("held_days", new { DueDate = dueDate, EvenNumbers = evenNumbers ? 1 : 0 });

    /// <summary>What can be tried now, of one source and one day.</summary>
    /// <inheritdoc cref="HeldDays" path="/param"/>
    /// <param name="most">So many.</param>
    public static List<DueRow> HeldDue(this StoreSession store, CbeNumber source, DateOnly day, bool evenNumbers, int most) =>
        store.Query<DueRow>("held_due", new { Source = source.Value, DueDate = day, EvenNumbers = evenNumbers ? 1 : 0, Most = most });

    /// <summary>Takes away what later mutations have overtaken.</summary>
    public static void DeleteOvertakenHeld(this StoreSession store, DateOnly dueDate) =>
        store.Execute("delete_overtaken_held", new { DueDate = dueDate });

    /// <summary>It was tried, and rejected.</summary>
    public static void SetHeldRejected(this StoreSession store, long heldId, string code) =>
        store.Execute("set_held_rejected", new { HeldId = heldId, Code = code });
}
