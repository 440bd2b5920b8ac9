using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>What is asked about one person, or about all of them.</summary>
internal static class PersonStatements
{
    /// <summary>Moves whenever the copy of the authentic source changes.</summary>
    public static long PersonVersion(this StoreSession store) => store.Scalar<long?>("last_person_change_set") ?? 0;

    /// <summary>The last change in the journal of persons; 0: there is none.</summary>
    public static long LastPersonChange(this StoreSession store) => store.Scalar<long?>("last_person_change") ?? 0;

    /// <summary>Replacements, annulments and cancellations in the order of the journal, from one entry, exclusive, through
    /// another.</summary>
    public static IEnumerable<JournalledPersonChange> NumberChangesBetween(this StoreSession store, long from, long through) =>
        Changes(store.Reader("number_changes_between", new { FromId = from, ThroughId = through }));

    /// <summary>Changes of identity, likewise.</summary>
    public static IEnumerable<JournalledPersonChange> IdentityChangesBetween(this StoreSession store, long from, long through) =>
        Changes(store.Reader("identity_changes_between", new { FromId = from, ThroughId = through }));

    /// <summary>How many entries there are between these two that tell of identity.</summary>
    public static long CountIdentityChanges(this StoreSession store, long from, long through) =>
        store.Scalar<long>("count_identity_changes", new { FromId = from, ThroughId = through });

    private static IEnumerable<JournalledPersonChange> Changes(RowReader journal)
    {
        using var rows = journal;
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

    /// <summary>What sources said of this number, the oldest first.</summary>
    public static List<PersonChangeEntry> PersonChangesOf(this StoreSession store, long ssin) =>
        store.Query<PersonChangeEntry>("person_changes_of", new { Ssin = ssin });

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
