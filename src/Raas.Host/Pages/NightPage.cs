using System.Globalization;
using Raas.Oversight;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>One night: its steps, what it notified each party of, which files left.</summary>
internal sealed class NightPage(string date) : RaasPage($"Night {(date.Length <= 10 ? date : "")}")
{
    protected override Markup Body()
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var key)
            || Engine.Ledger.Night(key) is not var (night, steps))
            throw new NotFoundException("There is no such night in the ledger.");
        var parties = Engine.Parties.All();
        var notified = Engine.Ledger.Notified(key);
        return Html($"""
            {Facts(night)}
            <h2>What it notified</h2>
            {Table("Notified", ["party", "flow", "#considered", "#notified", "#files", "#row changes", "not notified, because"],
                notified.Select(p => Row(p, parties)), "Nothing, or it is older than Raas:Retention:Journal.")}
            <h2>Steps</h2>
            {Table("Steps", ["step", "began", "#lasted"], steps.Select(Row), "None is kept.")}
            <p>Housekeeping of a night removes what is old by the clock of the moment, also in a night that is made up for.</p>
            """);
    }

    private Markup Facts(NightRow night)
    {
        var wasNormal = night.IsComplete ? NightWords.WasNormal(Engine, night) : Markup.None;
        var ended = night.CompletedAt ?? Now;
        var days = $"from={Day(night.StartedAt)}&until={Day(ended)}";
        return Html($"""
            <dl class="raas-facts">
            <dt>Night of</dt><dd>{night.Date:dd/MM/yyyy}</dd>
            <dt>State</dt><dd>{NightWords.State(night)} {wasNormal}</dd>
            <dt>Began</dt><dd>{Moment(night.StartedAt)}</dd>
            <dt>Ended</dt><dd>{Moment(night.CompletedAt)}</dd>
            <dt>Lasted</dt><dd>{Span(ended - night.StartedAt)}</dd>
            <dt>Deliveries taken</dt>
            <dd>{Count(night.Deliveries)} {Link($"{Navigation.Deliveries}?{days}", "deliveries of those days")}</dd>
            <dt>Mutations</dt><dd>{Count(night.Released)} had waited and were applied, {Count(night.Held)} wait</dd>
            <dt>Self-check</dt><dd>{(night.IsComplete ? NightWords.SelfCheck(night) : Html($"not yet"))}</dd>
            </dl>
            """);
    }

    private static string Day(DateTimeOffset at) => Domain.BelgianTime.DateOf(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Markup Row(NightStepRow s) => Html($"""
        <tr><td>{s.Step.ToLowerInvariant()}</td><td>{Moment(s.StartedAt)}</td>
        <td class="raas-number">{(s.CompletedAt is { } end ? Span(end - s.StartedAt) : "not finished")}</td></tr>
        """);

    private Markup Row(NightPartyRow p, IReadOnlyList<Configuration.Party> parties)
    {
        var files = p.Files == 0 ? Html($"0") : Link($"{Navigation.Outgoing}?party={Cbe(p.Party)}&flow={p.Flow}", Count(p.Files));
        return Html($"""
            <tr><td>{PartyLink(p.Party, parties)}</td><td>{p.Flow}</td><td class="raas-number">{Count(p.Considered)}</td>
            <td class="raas-number">{Count(p.Notified)}</td><td class="raas-number">{files}</td>
            <td class="raas-number">{Count(p.RowsMoved)}</td><td>{Why(p)}</td></tr>
            """);
    }

    private static string Why(NightPartyRow p) =>
        string.Join(", ", new[] { (p.NotHeld, "not known there"), (p.NotAuthorised, "not authorised"), (p.NotAsked, "not wanted") }
            .Where(r => r.Item1 > 0).Select(r => $"{Count(r.Item1)} {r.Item2}"));
}
