using System.Globalization;
using Raas.Domain;
using Raas.Host.Security;
using Raas.Operations;
using Raas.Oversight;
using Raas.Reverts;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>One delivery: what it was, what was decided and why, what it changed, its files, what left because of it.</summary>
internal sealed class DeliveryPage(string id) : RaasPage($"Delivery {(id.Length <= 40 ? id : "")}")
{
    protected override string Act(string action)
    {
        if (action != "download")
            return RevertParts.Handles(action) ? ActOnEffects(action) : base.Act(action);
        var (delivery, who, name) = (Find(), Who(), Form("file"));
        if (Engine.Files.Of(delivery).All(file => file.Name != name || file.Size is null))
            throw new OperatorException("That file is not there, or no longer: the retention may have taken it away.");
        var number = delivery.Delivery.DeliveryId.ToString(CultureInfo.InvariantCulture);
        Ticket = new DownloadTicket(number, name, who);
        LeadsTo = $"{Navigation.Deliveries}/{number}/file";
        return "";
    }

    private string ActOnEffects(string action)
    {
        var (id, isUndo, reverts) = (Find().Delivery.DeliveryId, Form("undo") == "1", Engine.Reverts);
        switch (action)
        {
            case RevertParts.Look:
                Result = RevertParts.Report(reverts.Preview(id, isUndo, CancellationToken.None), DeliveryLink);
                return "Nothing was changed: this is what it would do.";
            case RevertParts.Ask:
                reverts.Ask(id, isUndo, Who());
                return "Another operator has to confirm it, on this page: the Overview shows that it waits.";
            case RevertParts.Withdraw:
                reverts.Withdraw(id, Form("asked"), Who());
                return "It is withdrawn: nothing was changed.";
            default:
                Result = RevertParts.Report(reverts.Confirm(id, Form("asked"), Who(), CancellationToken.None), DeliveryLink);
                return "It is done, and the party is told.";
        }
    }

    /// <summary>What was taken back, what waits for a second operator, what can be asked for.</summary>
    private Markup Effects(LedgerRow d)
    {
        if (d is not { Decision: "ACCEPTED", Flow: Domain.FlowName.Subscription })
            return Markup.None;
        var done = Engine.Reverts.Of(d.DeliveryId);
        var isTakenBack = done.Count > 0 && !done[^1].Revert.IsUndo;
        var hidden = Hidden("undo", isTakenBack ? 1 : 0);
        var label = isTakenBack ? "Put into effect again" : "Take it back";
        var acts = Engine.Reverts.RequestOf(d.DeliveryId) is { } asked
            ? Asked(asked) : ActionForm(RevertParts.Ask, label, hidden);
        return Html($"""
            <h2>Taken back</h2>
            {Table("Times that it was taken back", RevertParts.Heads,
                done.Select(one => RevertParts.Row(Moment(one.Revert.At), one.Revert, one.Left, DeliveryLink)), "It was not.")}
            <p>Rows become again what {(isTakenBack ? "this delivery had made of them" : "they were before this delivery")},
            where nothing has changed them, or asked for them, since. The party gets an answer and a receipt.</p>
            {(MayAct ? LookForm(hidden) : Markup.None)} {acts}
            """);
    }

    /// <summary>One operator wants it; another says yes, or it is withdrawn. Where there are no users, it shows only when he gives his name
    /// whether he is another one.</summary>
    private Markup Asked(RevertRequest asked)
    {
        var (hidden, what, isOwn) = (Hidden("asked", asked.Mark), RevertParts.What(asked), asked.IsOf(Access.NameOf(Context)));
        var (who, confirm) = isOwn ? ("You have asked for it: another operator has to confirm.", Markup.None)
            : ($"Whoever confirms must be somebody else than {asked.Operator}.",
                ActionForm(RevertParts.Confirm, $"Confirm: {what}", hidden, "danger"));
        return Html($"""
            <p>{Sign("wait", "waits for a second operator")} {Moment(asked.AskedAt)}:
            {asked.Operator} asks to {what}. Reason: {asked.Reason}</p>
            <p>{who}</p>
            {confirm} {ActionForm(RevertParts.Withdraw, "Withdraw", hidden)}
            """);
    }

    private Markup LookForm(Markup hidden) => Html($"""
        <form method="post" class="raas-act">{Token()}{hidden}{Hidden("action", RevertParts.Look)}
        <button class="btn btn-default btn-sm">See what that would change</button></form>
        """);

    protected override Markup Body()
    {
        var shown = Find();
        var (d, parties) = (shown.Delivery, Engine.Parties.All());
        var rejected = Engine.Ledger.Rejected(shown);
        return Html($"""
            {Facts(d, parties)}
            {Counters(d)}
            {Effects(d)}
            <h2>Why it was refused</h2>
            {Table("Errors", ["code", "where", "what"], shown.Errors.Select(Row), "It was not refused.")}
            <h2>Rejected records by code</h2>
            {Table("Rejected records by code", ["code", "#records", "the first of them"], rejected.Codes.Select(Row),
                d.Rejected > 0 ? "Our copy of the answer is gone: it was older than Raas:Retention:Sent." : "None.")}
            {(rejected.IsWhole || rejected.Codes.Count == 0 ? Markup.None : OnlyItsBeginning())}
            {Records(d, rejected)}
            <h2>Files</h2>
            <p>They name persons: a download needs a reason, and is audited.</p>
            {Table("Files of the delivery", ["what", "file", "#size", "act"], Engine.Files.Of(shown).Select(Row), "None is known.")}
            <h2>What left because of it</h2>
            {Table("Files that left", ["flow", "#number", "file", "#size", "published"], shown.Outgoing.Select(Row), "Nothing.")}
            """);
    }

    private Markup Facts(LedgerRow d, IReadOnlyList<Configuration.Party> parties)
    {
        var original = d.DuplicateOf is { } first ? Html($" of {DeliveryLink(first)}") : Markup.None;
        return Html($"""
            <dl class="raas-facts">
            <dt>Decision</dt>
            <dd>{Decision(d)} {Moment(d.DecidedAt)}{original}{(d.Decision == "REFUSED" ? Settled(d) : Markup.None)}</dd>
            <dt>Party</dt><dd>{PartyLink(d.Party, parties)}</dd>
            <dt>Flow and number</dt><dd>{d.Flow ?? "unknown"} {d.FileSequenceNumber}</dd>
            <dt>Voucher</dt><dd>{d.VoucherFileName} {Id(d.VoucherId)}</dd>
            <dt>Data file</dt><dd>{d.DataFileName} {Bytes(d.Size)}, {d.MessageCount} records announced</dd>
            <dt>SHA-256</dt><dd class="raas-digest">{d.Digest}</dd>
            <dt>Filed</dt><dd>{d.FiledFolder}/{d.FiledData ?? d.FiledVoucher}, {Moment(d.FiledAt)}</dd>
            </dl>
            """);
    }

    private DeliveryDetails Find() =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Engine.Ledger.Find(id) is { } found
            ? found : throw new NotFoundException("There is no such delivery in the ledger.");

    private static Markup Row(DeliveryError e) => Html($"""
        <tr><td>{e.Code}</td><td>{(e.Line is { } line ? $"line {line}, position {e.Position}" : "")}</td>
        <td>{MeaningOf(e.Code)} {Id((e.Information ?? "").Replace('\n', ' '))}</td></tr>
        """);

    private static Markup Row(RejectedCode c) => Html($"""
        <tr><td>{c.Code} {MeaningOf(c.Code)}</td><td class="raas-number">{Count(c.Count)}</td>
        <td>{string.Join(", ", c.Records)}{(c.Count > c.Records.Count ? " …" : "")}</td></tr>
        """);

    private static Markup OnlyItsBeginning() => Html($"<p class=\"raas-empty\">The answer is large: only its beginning was counted.</p>");

    private Markup Row(DeliveryFile file)
    {
        var (size, act) = file.Size is null ? ("no longer there", Markup.None)
            : (Bytes(file.Size), ActionForm("download", "Download", Hidden("file", file.Name), about: file.Name));
        return Html($"<tr><td>{file.What}</td><td>{file.Name}</td><td class=\"raas-number\">{size}</td><td>{act}</td></tr>");
    }

    private Markup Row(OutgoingRow o) => Html($"""
        <tr><td>{o.Flow}</td>
        <td class="raas-number">{Link($"{Navigation.Outgoing}?party={Cbe(o.Party)}&flow={o.Flow}", $"{o.Number}")}</td>
        <td>{o.FileName}</td><td class="raas-number">{Bytes(o.Size)}</td><td>{Moment(o.PublishedAt)}</td></tr>
        """);

    /// <summary>What it changed: counts by outcome.</summary>
    private static Markup Counters(LedgerRow d)
    {
        if (d.Decision != "ACCEPTED")
            return Markup.None;
        long[] counts = [d.ReadCount, d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected];
        var row = Html($"<tr>{counts.Select(count => Html($"<td class=\"raas-number\">{Count(count)}</td>"))}</tr>");
        return Html($"""
            <h2>What it changed</h2>
            {Table("Records by outcome", ["#read", "#registered", "#merged", "#unchanged", "#removed", "#shortened", "#rejected"],
                [row], "")}
            """);
    }

    private static Markup Records(LedgerRow d, RejectedCodes rejected)
    {
        if (rejected.Records.Count == 0)
            return Markup.None;
        var shown = rejected.Records.Count;
        var part = d.Rejected > shown ? $": the first {Count(shown)} of {Count(d.Rejected)}" : "";
        return Html($"""
            <details><summary>Each rejected record{part}</summary>
            {Table("Rejected records", ["#record", "code"], rejected.Records.Select(Row), "")}</details>
            """);
    }

    private static Markup Row(RejectedRecord r) =>
        Html($"<tr><td class=\"raas-number\">{Count(r.Number)}</td><td>{string.Join(", ", r.Codes)}</td></tr>");
}
