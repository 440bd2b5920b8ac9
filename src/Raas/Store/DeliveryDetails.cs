using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;

namespace Raas.Store;

public sealed record DeliveryError(string Code, int? Line, int? Position, string? Information);

/// <summary>One delivery as the ledger knows it, with its reasons and the files that left because of it.</summary>
public sealed record DeliveryDetails(LedgerRow Delivery, IReadOnlyList<DeliveryError> Errors, IReadOnlyList<OutgoingRow> Outgoing);

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
}

public sealed class ShowDelivery(RegisterStore store)
{
    public DeliveryDetails? Find(string delivery)
    {
        using var session = store.Read();
        var id = long.TryParse(delivery, out var number)
            ? number
            : session.DeliveryByVoucher(delivery.ToLowerInvariant()) ?? 0;
        var row = session.LedgerRow(id);
        return row is null
            ? null
            : new DeliveryDetails(row, session.Query<DeliveryErrorRow>("errors_of_delivery", new { DeliveryId = id }).ConvertAll(e => e.ToError()), session.OutgoingOf(id));
    }

    private sealed record DeliveryErrorRow
    {
        public string Code { get; init; } = "";
        public int? Line { get; init; }
        public int? Position { get; init; }
        public string? Information { get; init; }

        public DeliveryError ToError() => new(Code, Line, Position, Information);
    }
}
