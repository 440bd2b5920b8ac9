using System.Globalization;
using Raas.Domain;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>One delivery: what it was, what was decided and why, what it changed, its files, what left because of it.</summary>
internal sealed class DeliveryPage(string id) : RaasPage($"Delivery {(id.Length <= 40 ? id : "")}")
{
    protected override string Act(string action)
    {
        if (action != "download")
            return base.Act(action);
        var (delivery, who, name) = (Find(), Who(), Form("file"));
        if (Engine.Files.Of(delivery).All(file => file.Name != name || file.Size is null))
            throw new OperatorException("That file is not there, or no longer: the retention may have taken it away.");
        var number = delivery.Delivery.DeliveryId.ToString(CultureInfo.InvariantCulture);
        Ticket = new DownloadTicket(number, name, who);
        LeadsTo = $"{Navigation.Deliveries}/{number}/file";
        return "";
    }

    protected override Markup Body()
    {
        var shown = Find();
        var (d, parties) = (shown.Delivery, Engine.Parties.All());
        var rejected = Engine.Ledger.Rejected(shown);
        return Html($"""
            <dl class="raas-facts">
            <dt>Decision</dt><dd>{Decision(d)} {Moment(d.DecidedAt)}{(d.DuplicateOf is { } first ? Html($" of {Link($"{Navigation.Deliveries}/{first}", $"delivery {first}")}") : Markup.None)}{(d.Decision == "REFUSED" ? Settled(d) : Markup.None)}</dd>
            <dt>Party</dt><dd>{PartyLink(d.Party, parties)}</dd>
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
            {Table("Rejected records by code", ["code", "#records", "the first of them"], rejected.Codes.Select(c => Html($"<tr><td>{c.Code} {MeaningOf(c.Code)}</td><td class=\"raas-number\">{Count(c.Count)}</td><td>{string.Join(", ", c.Records)}{(c.Count > c.Records.Count ? " …" : "")}</td></tr>")), d.Rejected > 0 ? "Our copy of the answer is gone: it was older than Raas:Retention:Sent." : "None.")}
            {(rejected.IsWhole || rejected.Codes.Count == 0 ? Markup.None : Html($"<p class=\"raas-empty\">The answer is large: only its beginning was counted.</p>"))}
            {Records(d, rejected)}
            <h2>Files</h2>
            <p>They name persons: a download needs a reason, and is audited.</p>
            {Table("Files of the delivery", ["what", "file", "#size", "act"], Engine.Files.Of(shown).Select(Row), "None is known.")}
            <h2>What left because of it</h2>
            {Table("Files that left", ["flow", "#number", "file", "#size", "published"], shown.Outgoing.Select(o => Html($"<tr><td>{o.Flow}</td><td class=\"raas-number\">{Link($"{Navigation.Outgoing}?party={Cbe(o.Party)}&flow={o.Flow}", $"{o.Number}")}</td><td>{o.FileName}</td><td class=\"raas-number\">{Bytes(o.Size)}</td><td>{Moment(o.PublishedAt)}</td></tr>")), "Nothing.")}
            """);
    }

    private DeliveryDetails Find() =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Engine.Ledger.Find(id) is { } found
            ? found : throw new NotFoundException("There is no such delivery in the ledger.");

    private Markup Row(DeliveryFile file) => Html($"""
        <tr><td>{file.What}</td><td>{file.Name}</td><td class="raas-number">{(file.Size is null ? "no longer there" : Bytes(file.Size))}</td>
        <td>{(file.Size is null ? Markup.None : ActionForm("download", "Download", Hidden("file", file.Name), about: file.Name))}</td></tr>
        """);

    /// <summary>What it changed: counts by outcome.</summary>
    private static Markup Counters(LedgerRow d) => d.Decision != "ACCEPTED" ? Markup.None : Html($"""
        <h2>What it changed</h2>
        {Table("Records by outcome", ["#read", "#registered", "#merged", "#unchanged", "#removed", "#shortened", "#rejected"],
            [Html($"<tr>{new[] { d.ReadCount, d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected }.Select(n => Html($"<td class=\"raas-number\">{Count(n)}</td>"))}</tr>")], "")}
        """);

    private static Markup Records(LedgerRow d, RejectedCodes rejected) => rejected.Records.Count == 0 ? Markup.None : Html($"""
        <details><summary>Each rejected record{(d.Rejected > rejected.Records.Count ? $": the first {Count(rejected.Records.Count)} of {Count(d.Rejected)}" : "")}</summary>
        {Table("Rejected records", ["#record", "code"], rejected.Records.Select(r => Html($"<tr><td class=\"raas-number\">{Count(r.Number)}</td><td>{string.Join(", ", r.Codes)}</td></tr>")), "")}</details>
        """);

    private static Markup Meaning(DeliveryError e) =>
        Html($"{MeaningOf(e.Code)} <span class=\"raas-id\">{(e.Information ?? "").Replace('\n', ' ')}</span>");
}
