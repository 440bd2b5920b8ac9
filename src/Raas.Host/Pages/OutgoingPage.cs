using System.Globalization;
using Hangfire.Dashboard;
using Raas.Configuration;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>Files that went out: number, digest, sent, fetched. Each can be sent again.</summary>
internal sealed class OutgoingPage() : RaasPage("Outgoing")
{
    protected override string Act(string action)
    {
        if (action != "resend" || !long.TryParse(Form("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return base.Act(action);
        var (party, flow, who) = (FormParty(), Form("flow"), Who());
        Engine.Outgoing.Resend(party, flow, number);
        Engine.Journal.Add(who, "RESEND", party, flow, number);
        return $"{flow} {number} stands in out of {party} again, the same bytes.";
    }

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var flow = Query("flow") is { Length: > 0 and < 64 } text ? text : null;
        var day = DateOnly.TryParseExact(Query("from"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            ? from : (DateOnly?)null;
        CbeNumber? party = CbeNumber.TryParse(Query("party") ?? "", out var number) ? number : null;
        var files = Engine.Ledger.SentFiles(new LedgerSearch(party, flow, From: day, Most: 100));
        return Html($"""
            <form method="get" class="raas-search">
            <label>Party <select name="party">{Options(party?.ToString() ?? "", parties.Select(p => (p.Number.ToString(), $"{p.Name} {p.Number}")).Prepend(("", "every party")))}</select></label>
            <label>Flow <select name="flow">{Options(flow ?? "", KnownFlows.Outgoing.Select(f => (f, f)).Prepend(("", "every flow")))}</select></label>
            <label>From <input type="date" name="from" value="{day:yyyy-MM-dd}"></label>
            <button class="btn btn-primary">Search</button></form>
            <p>The latest hundred. Fetched: it no longer stands in the party's out folder.</p>
            {Table("Outgoing files", ["party", "flow", "#number", "file and SHA-256", "#items", "sent", "fetched", "act"], files.Select(f => Row(f, parties)), "No file like that.")}
            """);
    }

    private Markup Row(SentFile sent, IReadOnlyList<Configuration.Party> parties)
    {
        var f = sent.File;
        return Html($"""
            <tr><td>{PartyName(f.Party, parties)}</td><td>{f.Flow}</td><td class="raas-number">{f.Number}</td><td>{f.FileName} <span class="raas-id">{Bytes(f.Size)}</span><br><span class="raas-digest">{f.Digest}</span></td>
            <td class="raas-number">{Count(f.MessageCount)}</td><td>{(f.PublishedAt is null ? Sign("wait", "not yet") : Moment(f.PublishedAt))}</td><td>{(f.PublishedAt is null ? Markup.None : sent.IsInOut ? Sign("wait", "not yet") : Sign("good", "yes"))}</td>
            <td>{ActionForm("resend", "Resend", Html($"{Hidden("party", Cbe(f.Party))}{Hidden("flow", f.Flow)}{Hidden("number", f.Number)}"))}</td></tr>
            """);
    }
}
