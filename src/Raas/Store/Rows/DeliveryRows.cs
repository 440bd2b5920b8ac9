namespace Raas.Store.Rows;

/// <summary>How a lane stands.</summary>
public sealed record LaneState
{
    /// <summary>The last number that was accepted.</summary>
    public long? LastAccepted { get; init; }
    public DateTimeOffset? LastAcceptedAt { get; init; }
    public long Accepted { get; init; }
    public long Refused { get; init; }
}

/// <summary>Deliveries of a party that were refused, after the last that was accepted.</summary>
public sealed record RefusedRow
{
    public long Party { get; init; }

    /// <summary>The last of them.</summary>
    public long DeliveryId { get; init; }
    public long Refused { get; init; }
}

/// <summary>What became of records.</summary>
public sealed record OutcomeSums
{
    public long Registered { get; init; }
    public long Merged { get; init; }
    public long Unchanged { get; init; }
    public long Removed { get; init; }
    public long Shortened { get; init; }
    public long Rejected { get; init; }
}
