using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>One delivery as the ledger knows it, with its reasons and the files that left because of it.</summary>
public sealed record DeliveryDetails(LedgerRow Delivery, IReadOnlyList<DeliveryError> Errors, IReadOnlyList<OutgoingRow> Outgoing);

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
            : new DeliveryDetails(row, session.Query<DeliveryErrorRow>("errors_of_delivery", new { DeliveryId = id })
                .ConvertAll(e => e.ToError()), session.OutgoingOf(id));
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
