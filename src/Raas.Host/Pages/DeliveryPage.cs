using System.Globalization;
using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>One delivery: what it was, what was decided and why, what left because of it.</summary>
internal sealed class DeliveryPage(string id) : RaasPage($"Delivery {(id.Length <= 40 ? id : "")}")
{
    protected override Markup Body()
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) || Engine.Ledger.Find(id) is not { } shown)
            throw new NotFoundException("There is no such delivery in the ledger.");
        var (d, parties) = (shown.Delivery, Engine.Parties.All());
        var rejected = Engine.Ledger.Rejected(shown);
        return Html($"""
            <dl class="raas-facts">
            <dt>Decision</dt><dd>{Decision(d.Decision)} {Moment(d.DecidedAt)}{(d.DuplicateOf is { } first ? Html($" of delivery {Link($"{Navigation.Deliveries}/{first}", $"{first}")}") : Markup.None)}</dd>
            <dt>Party</dt><dd>{PartyName(d.Party, parties)}</dd>
            <dt>Flow and number</dt><dd>{d.Flow ?? "unknown"} {d.FileSequenceNumber}</dd>
            <dt>Voucher</dt><dd>{d.VoucherFileName} <span class="raas-id">{d.VoucherId}</span></dd>
            <dt>Data file</dt><dd>{d.DataFileName} {Bytes(d.Size)}, {d.MessageCount} records announced</dd>
            <dt>SHA-256</dt><dd class="raas-digest">{d.Digest}</dd>
            <dt>Filed</dt><dd>{d.FiledFolder}/{d.FiledData ?? d.FiledVoucher}, {Moment(d.FiledAt)}</dd>
            </dl>
            {Counters(d)}
            <h2>Why it was refused</h2>
            {Table("Errors", ["code", "where", "what"], shown.Errors.Select(e => Html($"<tr><td>{e.Code}</td><td>{(e.Line is { } line ? $"line {line}, position {e.Position}" : "")}</td><td>{Meaning(e)}</td></tr>")), "It was not refused.")}
            <h2>Rejected records by code</h2>
            {Table("Rejected records", ["code", "#records", "the first of them"], rejected.Codes.Select(c => Html($"<tr><td>{c.Code} {MeaningOf(c.Code)}</td><td class=\"raas-number\">{Count(c.Count)}</td><td>{string.Join(", ", c.Records)}{(c.Count > c.Records.Count ? " …" : "")}</td></tr>")), d.Rejected > 0 ? "Our copy of the answer is gone: it was older than Raas:Retention:Sent." : "None.")}
            {(rejected.IsWhole || rejected.Codes.Count == 0 ? Markup.None : Html($"<p class=\"raas-empty\">The answer is large: only its beginning was counted.</p>"))}
            <h2>What left because of it</h2>
            {Table("Files", ["flow", "#number", "file", "#size", "published"], shown.Outgoing.Select(o => Html($"<tr><td>{o.Flow}</td><td class=\"raas-number\">{o.Number}</td><td>{o.FileName}</td><td class=\"raas-number\">{Bytes(o.Size)}</td><td>{Moment(o.PublishedAt)}</td></tr>")), "Nothing.")}
            """);
    }

    private static Markup Counters(LedgerRow d) => d.Decision != "ACCEPTED" ? Markup.None : Html($"""
        <h2>Records</h2>
        {Table("Counters", ["#read", "#registered", "#merged", "#unchanged", "#removed", "#shortened", "#rejected"],
            [Html($"<tr>{new[] { d.ReadCount, d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected }.Select(n => Html($"<td class=\"raas-number\">{Count(n)}</td>"))}</tr>")], "")}
        """);

    private static Markup Meaning(DeliveryError e) =>
        Html($"{MeaningOf(e.Code)} <span class=\"raas-id\">{(e.Information ?? "").Replace('\n', ' ')}</span>");

    private static string MeaningOf(string code) => Codes.Find(code)?.En ?? "";
}
