using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Persons;

/// <summary>Keeps the sounds of the names of all persons: with each batch that changes persons, and as a whole when the rules of sounds are
/// others than those by which the index was made.</summary>
public static class NameIndex
{
    /// <summary>To be raised with each change of <see cref="Phonetics.Keys"/>.</summary>
    private const int Version = 2;

    private const int RowsAtOnce = 1 << 16;

    /// <summary>The rows of a person in the index.</summary>
    public static IEnumerable<NameKeyRow> RowsOf(long ssin, string? lastName, int birthDate) =>
        string.IsNullOrEmpty(lastName) ? [] : Phonetics.Keys(lastName).Select(key => new NameKeyRow(key, birthDate, ssin));

    /// <summary>Takes rows out and puts rows in, each in bulk.</summary>
    public static void Change(StoreSession store, long batchId, IEnumerable<NameKeyRow> gone, IEnumerable<NameKeyRow> added)
    {
        var removed = Sorted(gone);
        if (removed.Count > 0)
            store.DeleteNameKeys(batchId, removed);
        store.InsertNameKeys(Sorted(added));
    }

    /// <summary>Makes the index anew when it was made by other rules, or never. One transaction.</summary>
    /// <returns>Whether it was made.</returns>
    public static bool EnsureCurrent(RegisterStore register)
    {
        using (var session = register.Read())
        {
            if (session.NameIndexVersion() == Version)
                return false;
        }
        using var store = register.Write();
        // What feeds change waits: neither side misses a person of the other.
        store.LockSources();
        if (store.NameIndexVersion() == Version)
            return false;
        store.EmptyNameKeys();
        using (var read = register.Read())
        {
            var all = read.NamesOfPersons().SelectMany(person => RowsOf(person.Ssin, person.LastName, person.BirthDate));
            foreach (var rows in all.Chunk(RowsAtOnce))
                store.InsertNameKeys(Sorted(rows));
        }
        store.SetNameIndexVersion(Version);
        store.Commit();
        return true;
    }

    /// <summary>In the order of the index, each once: bulk loads are quicker so.</summary>
    private static List<NameKeyRow> Sorted(IEnumerable<NameKeyRow> rows)
    {
        var sorted = rows.Distinct().ToList();
        sorted.Sort((one, other) => string.CompareOrdinal(one.NameKey, other.NameKey) switch
        {
            0 => (one.BirthDate, one.Ssin).CompareTo((other.BirthDate, other.Ssin)),
            var order => order,
        });
        return sorted;
    }
}
