namespace Raas.Store.Rows;

/// <summary>A file that we sent, or are bound to send.</summary>
public sealed record OutgoingRow
{
    public required long Party { get; init; }
    public required string Flow { get; init; }
    public required long Number { get; init; }
    public required string FileName { get; init; }
    public required string VoucherId { get; init; }
    public required string Digest { get; init; }
    public required long Size { get; init; }
    public required long MessageCount { get; init; }
    public string? PreviousDigest { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? DeliveryId { get; init; }
    public string? RejectedFileName { get; init; }

    /// <summary>Null: there is no companion, or it was written when this was not noted.</summary>
    public string? RejectedDigest { get; init; }

    /// <summary>The id of the voucher that it answers.</summary>
    public string? ResponseTo { get; init; }

    /// <summary>The number of the delivery that it answers.</summary>
    public long? AnsweredNumber { get; init; }

    /// <summary>How many records of that delivery were rejected.</summary>
    public long? RejectedCount { get; init; }

    /// <summary>By what it tells of persons; null: it tells of none, or was written when this was not noted.</summary>
    public string? LegalContext { get; init; }

    /// <summary>The deliberations by which it tells of persons, a line each kind of item; see
    /// <see cref="DisclosureRow"/>.</summary>
    public string? Deliberations { get; init; }

    /// <summary>Of the disclosures of this file and of those before it in its chain; null: it was written when they were not
    /// accounted for.</summary>
    public string? DisclosureDigest { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When somebody said that the party had downloaded it.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>Who said so: the log of an SFTP server, or a name.</summary>
    public string? FetchedBy { get; init; }

    /// <summary>When it was first seen to stand in <c>out</c> no longer, though we had left it there.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>When our own retention took it out of <c>out</c>.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Of the first file behind a gap: the last number that is known before it, 0 for none; null: it follows the one
    /// before.</summary>
    public long? RestartAfter { get; init; }

    /// <summary>When it was decided to go on behind a gap.</summary>
    public DateTimeOffset? RestartAt { get; init; }

    /// <summary>Why, for the party.</summary>
    public string? RestartReason { get; init; }
}

/// <summary>Where the numbers of a chain go on, after all was lost but a backup.</summary>
public sealed record ChainRestart
{
    /// <summary>The number that its next file gets.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number that is known; 0: none.</summary>
    public long AfterNumber { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>For the party, in whatever language it was given.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What left after that is not known; null: nobody noted it.</summary>
    public DateTimeOffset? LostSince { get; init; }
}

/// <summary>When a party was last told that something was lost.</summary>
public sealed record RestartMoment
{
    public DateTimeOffset? At { get; init; }
}

/// <summary>Our own copy of a file that was sent.</summary>
public sealed record KeptCopy
{
    public string Flow { get; init; } = "";
    public long Number { get; init; }
    public string FileName { get; init; } = "";
    public string? RejectedFileName { get; init; }
}

/// <summary>A file that stands in a party's <c>out</c>.</summary>
public sealed record OpenOutgoing
{
    public string Flow { get; init; } = "";
    public long Number { get; init; }
    public string FileName { get; init; } = "";
    public DateTimeOffset PublishedAt { get; init; }
    public DateTimeOffset? FetchedAt { get; init; }
}

/// <summary>The highest number of a chain or a lane.</summary>
public sealed record HighestRow
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public long Number { get; init; }
    public string Digest { get; init; } = "";
}

public sealed record LastOutgoing
{
    public long Number { get; init; }
    public string Digest { get; init; } = "";

    /// <inheritdoc cref="OutgoingRow.DisclosureDigest"/>
    public string? DisclosureDigest { get; init; }
}
