using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>The memory of parties' folders.</summary>
public static class SeenFileTable
{
    public static List<SeenFile> SeenFiles(this StoreSession store, CbeNumber party) =>
        store.Query<SeenFile>("seen_files", new { Party = party.Value })
            .ConvertAll(file => file with { Name = SeenFileRows.Real(file.Name) });

    /// <summary>Of the folders of all parties.</summary>
    public static ILookup<long, SeenFile> SeenFilesOfAll(this StoreSession store) =>
        store.Query<SeenFile>("seen_files_of_all")
            .ToLookup(file => file.Party, file => file with { Party = 0, Name = SeenFileRows.Real(file.Name) });

    public static void ReplaceSeenFiles(this StoreSession store, CbeNumber party, IReadOnlyList<SeenFile> files)
    {
        store.Execute("delete_seen_files", new { Party = party.Value });
        store.BulkLoad(new SeenFileRows(party, files));
    }

    public static void Save(this StoreSession store, CbeNumber party, SeenFile file)
    {
        store.Execute("delete_seen_file", new { Party = party.Value, Name = SeenFileRows.Stored(file.Name) });
        store.BulkLoad(new SeenFileRows(party, [file]));
    }
}
