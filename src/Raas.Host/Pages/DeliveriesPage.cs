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
    private const int Longest = 200;

    /// <summary>In an address: refusals in whose place nothing right came.</summary>
    private const string Open = "OPEN";

    private static readonly string[] Heads =
        ["#delivery", "decision", "party", "flow", "#number", "file", "#records", "#rejected", "decided"];

    private static readonly (string Value, string Text)[] Decisions =
    [
        ("", "every decision"), ("ACCEPTED", "accepted"), ("REFUSED", "refused"), (Open, "refused, still open"),
        ("DUPLICATE", "duplicate"), ("CANCELLED", "cancelled"),
    ];

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var decision = Text("decision");
        var search = Search(decision);
        var found = Engine.Ledger.Deliveries(search);
        return Html($"""
            {SearchForm(search, decision, parties)}
            {(search.Text is { } text && IsRecordCode(text) ? StandsInAnswers(text) : Markup.None)}
            {Table("Deliveries", Heads, found.Select(d => Row(d, parties)), "No delivery like that.")}
            {Older(search, decision, found)}
            """);
    }

    private LedgerSearch Search(string? decision) => new(
        QueryParty(), Text("flow"), decision == Open ? null : decision, QueryDay("from"), QueryDay("until"),
        long.TryParse(Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null, PageSize)
    {
        Text = Query("find") is { Length: <= Longest } find ? find : null,
        WithRejected = Query("rejected") == "1",
        OpenOnly = decision == Open,
    };

    private static Markup SearchForm(LedgerSearch search, string? decision, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <form method="get" class="raas-search">
        <label>Find <input name="find" value="{search.Text}" maxlength="{Longest}" size="30"
            placeholder="file, number, voucher id, code"></label>
        <label>Party <select name="party">{PartyOptions(search.Party, parties)}</select></label>
        <label>Flow <select name="flow">{FlowOptions(search.Flow, KnownFlows.Incoming)}</select></label>
        <label>Decision <select name="decision">{Options(decision ?? "", Decisions)}</select></label>
        <label>From <input type="date" name="from" value="{search.From:yyyy-MM-dd}"></label>
        <label>Until <input type="date" name="until" value="{search.Until:yyyy-MM-dd}"></label>
        <label class="raas-check"><input type="checkbox" name="rejected" value="1"{Checked(search.WithRejected)}>
            with rejected records</label>
        <button class="btn btn-primary">Search</button></form>
        """);

    private static bool IsRecordCode(string text) =>
        Codes.Record.All.Any(code => code.Wire.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    private static Markup StandsInAnswers(string code) => Html($"""
        <p class="raas-empty">{code} is a code of records: those stand in the answers.
        Search with rejected records, and look at a delivery.</p>
        """);

    private Markup Row(LedgerRow d, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td class="raas-number">{DeliveryLink(d.DeliveryId, $"{d.DeliveryId}")}</td>
        <td>{Decision(d)}{Settled(d)}</td><td>{PartyLink(d.Party, parties)}</td>
        <td>{d.Flow}</td><td class="raas-number">{d.FileSequenceNumber}</td><td>{d.DataFileName ?? d.VoucherFileName}</td>
        <td class="raas-number">{d.MessageCount}</td><td class="raas-number">{(d.Rejected == 0 ? "" : Count(d.Rejected))}</td>
        <td>{Moment(d.DecidedAt)}</td></tr>
        """);

    private Markup Older(LedgerSearch search, string? decision, IReadOnlyList<LedgerRow> found)
    {
        if (found.Count < PageSize)
            return Markup.None;
        var days = $"from={search.From:yyyy-MM-dd}&until={search.Until:yyyy-MM-dd}&rejected={(search.WithRejected ? "1" : "")}";
        var asked = $"party={search.Party}&flow={search.Flow}&decision={decision}&find={Uri.EscapeDataString(search.Text ?? "")}";
        return Html($"<p>{Link($"{Navigation.Deliveries}?{asked}&{days}&before={found[^1].DeliveryId}", "Older ones")}</p>");
    }

    private string? Text(string name) => Query(name) is { Length: > 0 and < 64 } text ? text : null;
}
