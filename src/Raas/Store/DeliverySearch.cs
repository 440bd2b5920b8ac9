using Raas.Domain;

namespace Raas.Store;

/// <summary>What to look for in the ledger of deliveries; null, or false: whatever.</summary>
public sealed record DeliverySearch
{
    public CbeNumber? Party { get; init; }
    public string? Flow { get; init; }
    public string? Decision { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only what is older than this one.</summary>
    public long? Before { get; init; }
    public int Most { get; init; }
    public long? FileSequenceNumber { get; init; }

    /// <summary>In lower case.</summary>
    public string? VoucherId { get; init; }

    /// <summary>Of a reason for which it was refused.</summary>
    public string? Code { get; init; }

    /// <summary>Part of the name of its data file or voucher, in whatever letters.</summary>
    public string? Name { get; init; }
    public bool WithRejected { get; init; }

    /// <summary>Refused, and nothing right came in its place.</summary>
    public bool OpenOnly { get; init; }
}
