using Raas.Configuration;
using Raas.Domain;

namespace Raas.Store;

/// <summary>What we remember of an entry of a party's folder. Every wait and alarm counts from here: the dates of the file are its
/// owner's.</summary>
public sealed record SeenFile
{
    public string Name { get; init; } = "";

    /// <summary>Another file of the same name is another one.</summary>
    public string FileId { get; init; } = "";
    public string Content { get; init; } = "";
    public long ChangeTime { get; init; }
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When we last found its content changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Of a voucher that was read and is right in itself: it need not be read again until its turn comes.</summary>
    public string? Flow { get; init; }
    public long? FileSequenceNumber { get; init; }

    /// <summary>1: it cannot be taken away, and its party has been told.</summary>
    public int Told { get; init; }
}

internal sealed class SeenFileRows(CbeNumber party, IReadOnlyList<SeenFile> rows) : BulkList<SeenFile>(
    rows, Int64("Party"), String("Name"), String("FileId"), String("Content"), Int64("ChangeTime"), Moment("FirstSeenAt"),
    Moment("ChangedAt"), String("Flow"), Int64("FileSequenceNumber"), Int32("Told"))
{
    public override long Number(int column) => column switch
    {
        0 => party.Value,
        4 => Current.ChangeTime,
        5 => Current.FirstSeenAt.UtcTicks,
        6 => Current.ChangedAt.UtcTicks,
        8 => Current.FileSequenceNumber ?? 0,
        _ => Current.Told,
    };

    /// <summary>To SQL Server "x" and "x " are the same: a party could have both, and its folder would not be looked at any more. No name
    /// has a slash.</summary>
    public static string Stored(string name) => name.EndsWith(' ') ? name[..^1] + "/" : name;

    public static string Real(string name) => name.EndsWith('/') ? name[..^1] + " " : name;

    public override string? Text(int column) =>
        column switch { 1 => Stored(Current.Name), 2 => Current.FileId, 3 => Current.Content, _ => Current.Flow };

    public override bool IsNull(int column) => column == 8 ? Current.FileSequenceNumber is null : base.IsNull(column);
}

/// <summary>The memory of parties' folders.</summary>
public static class SeenFileTable
{
    public static List<SeenFile> SeenFiles(this StoreSession store, CbeNumber party) =>
        store.Query<SeenFile>("seen_files", new { Party = party.Value }).ConvertAll(file => file with { Name = SeenFileRows.Real(file.Name) });

    public static void ReplaceSeenFiles(this StoreSession store, CbeNumber party, IReadOnlyList<SeenFile> files)
    {
        store.Execute("delete_seen_files", new { Party = party.Value });
        store.BulkLoad("seen_file", new SeenFileRows(party, files));
    }

    public static void Save(this StoreSession store, CbeNumber party, SeenFile file)
    {
        store.Execute("delete_seen_file", new { Party = party.Value, Name = SeenFileRows.Stored(file.Name) });
        store.BulkLoad("seen_file", new SeenFileRows(party, [file]));
    }
}
