namespace Raas.Store.Rows;

/// <summary>What a delivery leaves in the ledger when it is decided.</summary>
public sealed record DeliveryRow
{
    public long DeliveryId { get; init; }
    public required long Party { get; init; }
    public string? Flow { get; init; }
    public string? VoucherId { get; init; }
    public long? FileSequenceNumber { get; init; }
    public required string VoucherFileName { get; init; }
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public long? Size { get; init; }
    public long? MessageCount { get; init; }
    public required string Decision { get; init; }
    public DateTimeOffset DecidedAt { get; init; }
    public long? DuplicateOf { get; init; }
    public required string FiledFolder { get; init; }
    public string? FiledVoucher { get; init; }
    public string? FiledData { get; init; }

    /// <summary>Where the files lie until they are filed, relative to the root; null: in the party's folder.</summary>
    public string? TakenFolder { get; init; }
}

/// <summary>A settled delivery whose folders may not show it yet.</summary>
public sealed record UnfiledDelivery
{
    public long DeliveryId { get; init; }
    public long Party { get; init; }
    public string? Flow { get; init; }
    public string VoucherFileName { get; init; } = "";
    public string? DataFileName { get; init; }
    public string Decision { get; init; } = "";
    public long? DuplicateOf { get; init; }
    public string FiledFolder { get; init; } = "";
    public string? FiledVoucher { get; init; }
    public string? FiledData { get; init; }

    /// <summary>Where the files lie until they are filed, relative to the root; null: in the party's folder.</summary>
    public string? TakenFolder { get; init; }
}

public sealed record AcceptedDelivery
{
    public long DeliveryId { get; init; }
    public string Digest { get; init; } = "";
}

/// <summary>A whole row of the ledger.</summary>
public sealed record LedgerRow
{
    public long DeliveryId { get; init; }
    public long Party { get; init; }
    public string? Flow { get; init; }
    public string? VoucherId { get; init; }
    public long? FileSequenceNumber { get; init; }
    public string VoucherFileName { get; init; } = "";
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public long? Size { get; init; }
    public long? MessageCount { get; init; }
    public string Decision { get; init; } = "";
    public DateTimeOffset DecidedAt { get; init; }
    public long? DuplicateOf { get; init; }
    public string FiledFolder { get; init; } = "";
    public string? FiledVoucher { get; init; }
    public string? FiledData { get; init; }
    public DateTimeOffset? FiledAt { get; init; }
    public long ReadCount { get; init; }
    public long Registered { get; init; }
    public long Merged { get; init; }
    public long Unchanged { get; init; }
    public long Removed { get; init; }
    public long Shortened { get; init; }
    public long Rejected { get; init; }

    /// <summary>Of a refusal: the first of its reasons.</summary>
    public string? FirstCode { get; init; }

    /// <summary>Of a refusal: the delivery that was accepted in its place; where its number is not known, or had been accepted before, the
    /// next one of the lane. Null: it is open.</summary>
    public long? SettledBy { get; init; }

    /// <summary>When what it did was taken back; null: it was not, or it has been put into effect again.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }

    /// <summary>It was refused, and nothing right came in its place.</summary>
    public bool IsOpen => Decision == "REFUSED" && SettledBy is null;
}

/// <summary>What a party delivered on a day.</summary>
public sealed record VolumeRow
{
    public long Party { get; init; }

    /// <summary>Deliveries that were accepted.</summary>
    public long Deliveries { get; init; }

    /// <summary>Their records.</summary>
    public long Records { get; init; }
}

/// <summary>The first delivery of a lane that was accepted in some time; nothing in it: there was none.</summary>
public sealed record FirstAccepted
{
    public long? DeliveryId { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
}

public sealed record DeliveryError(string Code, int? Line, int? Position, string? Information);

/// <summary>How a lane stands.</summary>
public sealed record LaneState
{
    /// <summary>Of which it is a lane, where those of all are asked.</summary>
    public long Party { get; init; }

    /// <summary>The last number that was accepted; numbers have no hole, so this is also how many there were.</summary>
    public long? LastAccepted { get; init; }
    public DateTimeOffset? LastAcceptedAt { get; init; }
}

/// <summary>How many deliveries of a lane were refused in some time.</summary>
public sealed record RefusedInLane
{
    public long Party { get; init; }

    /// <summary>The flow.</summary>
    public string Name { get; init; } = "";
    public long Total { get; init; }
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
