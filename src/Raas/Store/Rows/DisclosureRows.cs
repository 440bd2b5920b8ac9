namespace Raas.Store.Rows;

/// <summary>Some of the persons that a file of ours names, in the order of their numbers.</summary>
public sealed record DisclosureRow
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public long Number { get; init; }

    /// <summary>Its place among the blocks of the file, from 0.</summary>
    public int Part { get; init; }

    public long FirstSsin { get; init; }
    public long LastSsin { get; init; }

    /// <summary>How many numbers it names, those that it names twice counted twice.</summary>
    public int Entries { get; init; }

    /// <summary>The numbers, and where in the file each stands; see <c>DisclosureBlock</c>.</summary>
    public byte[] Content { get; init; } = [];
}

/// <summary>A file of ours, for the check of what is accounted for.</summary>
public sealed record DisclosedFile
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public long Number { get; init; }
    public string Digest { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string? LegalContext { get; init; }
    public string? Deliberations { get; init; }
    public string? DisclosureDigest { get; init; }
}

/// <summary>A file, by its place in its chain.</summary>
public sealed record FileKey
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public long Number { get; init; }
}
