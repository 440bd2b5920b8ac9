using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Who was told of whom in files.</summary>
public static class DisclosureTables
{
    /// <summary>The script that made the tables: what was sent before it was not accounted for.</summary>
    private const int Script = 19;

    public static void InsertDisclosure(this StoreSession store, DisclosureRow row) => store.Execute("insert_disclosure", new
    {
        row.Party, row.Flow, row.Number, row.Part, row.FirstSsin, row.LastSsin, row.Entries, row.Content,
    });

    /// <summary>Takes away the disclosures of a file.</summary>
    /// <returns>How many blocks they were.</returns>
    public static int DeleteDisclosures(this StoreSession store, long party, string flow, long number) =>
        store.Execute("delete_disclosures", new { Party = party, Flow = flow, Number = number });

    /// <summary>Blocks among whose numbers this one may be, one by one, in any order.</summary>
    public static IEnumerable<DisclosureRow> DisclosuresOf(this StoreSession store, long ssin) =>
        store.Stream<DisclosureRow>("disclosures_of_number", new { Ssin = ssin });

    /// <summary>All blocks, one by one, chain by chain.</summary>
    public static IEnumerable<DisclosureRow> Disclosures(this StoreSession store) => store.Stream<DisclosureRow>("all_disclosures");

    /// <summary>All files, one by one, chain by chain.</summary>
    public static IEnumerable<DisclosedFile> DisclosedFiles(this StoreSession store) => store.Stream<DisclosedFile>("disclosed_files");

    /// <summary>What was sent before was never accounted for.</summary>
    public static DateTimeOffset DisclosuresBegan(this StoreSession store) =>
        store.Scalar<DateTimeOffset>("migration_applied_at", new { Number = Script });

    /// <summary>Retention has taken away the disclosures of what was sent before.</summary>
    public static DateTimeOffset DisclosuresKeptSince(this StoreSession store) => store.Scalar<DateTimeOffset>("disclosures_kept_since");

    /// <summary>Takes away the disclosures of what was sent before, and keeps from when on there are some.</summary>
    /// <returns>How many blocks went.</returns>
    public static long DeleteDisclosuresBefore(this StoreSession store, DateTimeOffset limit)
    {
        var since = store.DisclosuresKeptSince();
        if (since >= limit)
            return 0;
        var removed = 0L;
        foreach (var file in store.Query<FileKey>("sent_between", new { Since = since, Until = limit }))
            removed += store.DeleteDisclosures(file.Party, file.Flow, file.Number);
        store.Execute("set_disclosures_kept_since", new { KeptSince = limit });
        return removed;
    }
}
