using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>What we remember of an entry of a party's folder. Every wait and alarm counts from here: the dates of the file are its
/// owner's.</summary>
public sealed record SeenFile
{
    /// <summary>In whose folder, where those of all are asked.</summary>
    public long Party { get; init; }

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

internal sealed class SeenFileRows(CbeNumber party, IReadOnlyList<SeenFile> rows) : BulkList<SeenFileRows, SeenFile>(Loaded, rows)
{
    private static readonly BulkTable<SeenFileRows> Loaded = new BulkTable<SeenFileRows>("seen_file")
        .Int64("Party", r => r.party.Value)
        .Text("Name", r => Stored(r.Row.Name))
        .Text("FileId", r => r.Row.FileId)
        .Text("Content", r => r.Row.Content)
        .Int64("ChangeTime", r => r.Row.ChangeTime)
        .Moment("FirstSeenAt", r => r.Row.FirstSeenAt)
        .Moment("ChangedAt", r => r.Row.ChangedAt)
        .Text("Flow", r => r.Row.Flow)
        .Int64("FileSequenceNumber", r => r.Row.FileSequenceNumber)
        .Int32("Told", r => r.Row.Told);

    private readonly CbeNumber party = party;

    /// <summary>To SQL Server "x" and "x " are the same: a party could have both, and its folder would not be looked at any more. No name
    /// has a slash.</summary>
    public static string Stored(string name) => name.EndsWith(' ') ? name[..^1] + "/" : name;

    public static string Real(string name) => name.EndsWith('/') ? name[..^1] + " " : name;
}
