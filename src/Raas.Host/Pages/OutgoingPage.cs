using System.Globalization;
using Hangfire.Dashboard;
using Raas.Configuration;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>Files that went out: number, digest, when, and what became of them. Each can be sent again.</summary>
internal sealed class OutgoingPage() : RaasPage("Outgoing")
{
    private const int PageSize = 25;

    /// <summary>Whoever pages farther should search.</summary>
    private const int Farthest = 100_000;

    protected override string Act(string action)
    {
        if (action != "resend" || !long.TryParse(Form("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return base.Act(action);
        var (party, flow, who) = (FormParty(), Form("flow"), Who());
        Engine.FileControl.Resend(party, flow, number, who);
        return $"{flow} {number} stands in out of {party} again, the same bytes.";
    }

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var search = Search();
        // One more than is shown tells whether there is another page.
        var found = Engine.Ledger.SentFiles(search with { Most = PageSize + 1 });
        return Html($"""
            {SearchForm(search, parties)}
            {Table("Outgoing files", ["party", "flow", "#number", "file and SHA-256", "#items", "sent", "fetched", "act"],
                found.Take(PageSize).Select(f => Row(f, parties)), "No file like that.")}
            {Pages(search, found.Count > PageSize)}
            """);
    }

    private static Markup SearchForm(OutgoingSearch search, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <form method="get" class="raas-search">
        <label>Party <select name="party">{PartyOptions(search.Party, parties)}</select></label>
        <label>Flow <select name="flow">{FlowOptions(search.Flow, KnownFlows.Outgoing)}</select></label>
        <label>Number <input name="number" inputmode="numeric" size="8" value="{search.Number}"></label>
        <label>From <input type="date" name="from" value="{search.From:yyyy-MM-dd}"></label>
        <label>Until <input type="date" name="until" value="{search.Until:yyyy-MM-dd}"></label>
        <label><input type="checkbox" name="unfetched" value="1"{Checked(search.IsUnfetched)}> not fetched</label>
        <button class="btn btn-primary">Search</button></form>
        """);

    private OutgoingSearch Search() => new(
        QueryParty(), Query("flow") is { Length: > 0 and < 64 } flow ? flow : null,
        long.TryParse(Query("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        Query("unfetched") == "1", QueryDay("from"), QueryDay("until"),
        int.TryParse(Query("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? Math.Min(skip, Farthest) : 0);

    private Markup Row(SentFile sent, IReadOnlyList<Configuration.Party> parties)
    {
        var f = sent.File;
        var which = Html($"{Hidden("party", Cbe(f.Party))}{Hidden("flow", f.Flow)}{Hidden("number", f.Number)}");
        return Html($"""
            <tr><td>{PartyName(f.Party, parties)}</td><td>{f.Flow}</td><td class="raas-number">{f.Number}</td>
            <td>{f.FileName} {Id(Bytes(f.Size))}<br><span class="raas-digest">{f.Digest}</span></td>
            <td class="raas-number">{Count(f.MessageCount)}</td><td>{Published(f)}</td><td>{Fate(sent)}</td>
            <td>{ActionForm("resend", "Resend", which, about: $"{f.Flow} {f.Number} of {NameOf(f.Party, parties)}")}</td></tr>
            """);
    }

    private Markup Pages(OutgoingSearch search, bool isMore)
    {
        var query = $"party={search.Party}&flow={search.Flow}&number={search.Number}&unfetched={(search.IsUnfetched ? "1" : "")}"
            + $"&from={search.From:yyyy-MM-dd}&until={search.Until:yyyy-MM-dd}";
        Markup To(int skip, string text) => Link($"{Navigation.Outgoing}?{query}&skip={skip}", text);
        var newer = search.Skip == 0 ? Markup.None : To(Math.Max(0, search.Skip - PageSize), "Newer ones");
        var older = isMore ? To(search.Skip + PageSize, "Older ones") : Markup.None;
        return Html($"<p class=\"raas-pages\">{newer} {older}</p>");
    }
}
