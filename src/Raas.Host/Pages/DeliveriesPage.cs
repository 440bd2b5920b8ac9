using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Oversight;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>Every delivery of the ledger, to search.</summary>
internal sealed class DeliveriesPage() : RaasPage("Deliveries")
{
    private const int PageSize = 50;

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var search = new LedgerSearch(
            CbeNumber.TryParse(Query("party") ?? "", out var party) ? party : null, Text("flow"), Text("decision"), Day("from"),
            Day("until"),
            long.TryParse(Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, PageSize);
        var found = Engine.Ledger.Deliveries(search);
        return Html($"""
            <form method="get" class="raas-search">
            <label>Party <select name="party">{Options(search.Party?.ToString() ?? "", parties.Select(p => (p.Number.ToString(), $"{p.Name} {p.Number}")).Prepend(("", "every party")))}</select></label>
            <label>Flow <select name="flow">{Options(search.Flow ?? "", KnownFlows.Incoming.Select(f => (f, f)).Prepend(("", "every flow")))}</select></label>
            <label>Decision <select name="decision">{Options(search.Decision ?? "", [("", "every decision"), ("ACCEPTED", "accepted"), ("REFUSED", "refused"), ("DUPLICATE", "duplicate"), ("CANCELLED", "cancelled")])}</select></label>
            <label>From <input type="date" name="from" value="{search.From:yyyy-MM-dd}"></label>
            <label>Until <input type="date" name="until" value="{search.Until:yyyy-MM-dd}"></label>
            <button class="btn btn-primary">Search</button></form>
            {Table("Deliveries", ["#delivery", "decision", "party", "flow", "#number", "file", "#records", "decided"], found.Select(d => Row(d, parties)), "No delivery like that.")}
            {Older(search, found)}
            """);
    }

    private Markup Row(LedgerRow d, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td class="raas-number">{Link($"{Navigation.Deliveries}/{d.DeliveryId}", $"{d.DeliveryId}")}</td><td>{Decision(d.Decision)}</td><td>{PartyName(d.Party, parties)}</td>
        <td>{d.Flow}</td><td class="raas-number">{d.FileSequenceNumber}</td><td>{d.DataFileName ?? d.VoucherFileName}</td><td class="raas-number">{d.MessageCount}</td><td>{Moment(d.DecidedAt)}</td></tr>
        """);

    private Markup Older(LedgerSearch search, IReadOnlyList<LedgerRow> found)
    {
        if (found.Count < PageSize)
            return Markup.None;
        var days = $"from={search.From:yyyy-MM-dd}&until={search.Until:yyyy-MM-dd}";
        var query = $"party={search.Party}&flow={search.Flow}&decision={search.Decision}&{days}&before={found[^1].DeliveryId}";
        return Html($"<p>{Link($"{Navigation.Deliveries}?{query}", "Older ones")}</p>");
    }

    private string? Text(string name) => Query(name) is { Length: > 0 and < 64 } text ? text : null;

    private DateOnly? Day(string name) =>
        DateOnly.TryParseExact(Query(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
