using System.Globalization;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Outgoing;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary><c>getDeliveryStatus</c>: what became of one of the caller's own deliveries.</summary>
internal sealed class GetDeliveryStatus() : DirectOperation("getDeliveryStatus", "criteria")
{
    protected override SoapAnswer Answer(SoapCall call)
    {
        var criteria = call.Request.Element(Echo)!;
        Guid? voucher = Guid.TryParse(criteria.Text("voucherId"), out var id) ? id : null;
        var flow = criteria.Text("flow");
        long? number = criteria.Text("fileSequenceNumber") is { } text
            ? long.Parse(text.AsSpan().Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture) : null;
        IReadOnlyList<DeliveryDetails> Decisions() => call.Engine.Online.Deliveries(call.Party.Number, voucher, flow, number);
        List<Waiting> waiting = [];
        var known = new HashSet<long>();
        if (voucher is null)
        {
            known = [.. Decisions().Select(d => d.Delivery.DeliveryId)];
            waiting = [.. call.Engine.Lanes.Status(call.Party.Number).SelectMany(lane => lane.Waiting)
                .Where(w => w.Flow == flow && w.FileSequenceNumber == number)];
        }
        var decided = Decisions();
        // What was decided between the two looks does not wait.
        waiting.RemoveAll(w => decided.Any(d => !known.Contains(d.Delivery.DeliveryId) && d.Delivery.VoucherFileName == w.VoucherFileName));
        List<XElement> results = [.. waiting.Select(Waits), .. decided.Select(Decided)];
        return results.Count > 0 ? SoapAnswer.Found([.. results]) : new SoapAnswer(SoapAnswer.NoDataFound, Codes.Online.NoData);
    }

    private static XElement Waits(Waiting waiting) =>
        Result(waiting.Flow, waiting.FileSequenceNumber, "WAITING", waiting.Since, new XElement("detail", WaitWords.Explain(waiting)));

    private static XElement Decided(DeliveryDetails delivery)
    {
        var row = delivery.Delivery;
        var counts = row.Decision != "ACCEPTED" ? null : new XElement("counts",
            new XElement("read", row.ReadCount), new XElement("registered", row.Registered), new XElement("merged", row.Merged),
            new XElement("unchanged", row.Unchanged),
            new XElement("removed", row.Removed), new XElement("shortened", row.Shortened), new XElement("rejected", row.Rejected));
        return Result(row.Flow, row.FileSequenceNumber, row.Decision, row.DecidedAt, [counts, .. delivery.Errors.Take(30).Select(Error)]);
    }

    private static XElement Result(string? flow, long? number, string state, DateTimeOffset since, params XElement?[] rest) => new("result",
        flow is null ? null : new XElement("flow", flow), number is null ? null : new XElement("fileSequenceNumber", number),
        new XElement("state", state), new XElement("since", since.UtcDateTime), rest);

    private static XElement Error(DeliveryError error)
    {
        List<(string, string?)> information = [];
        if (error.Line is { } line)
            information.Add(("line", line.ToString(CultureInfo.InvariantCulture)));
        if (error.Position is { } position)
            information.Add(("position", position.ToString(CultureInfo.InvariantCulture)));
        if (error.Information is { } more)
            information.Add(("information", more));
        return SoapWriter.Message("error", Codes.Find(error.Code) ?? Codes.Online.InvalidData, information);
    }
}
