using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Host.Worker;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>What an operator asks at three in the morning: what is wrong, what came, what waits and why, what failed, what went
/// out.</summary>
internal sealed class OverviewPage() : RaasPage("Overview")
{
    private const int Shown = 10;

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var alarms = Engine.Alarms.Open();
        var lanes = Engine.Lanes.Status(null);
        var waiting = lanes.SelectMany(lane => lane.Waiting.Select(w => (lane, w))).OrderBy(x => x.w.Since).ToList();
        var yesterday = BelgianTime.DateOf(Now.AddDays(-1));
        var (decisions, sent) = Engine.Ledger.Since(yesterday);
        var refusals = decisions.GetValueOrDefault("REFUSED");
        var refused = refusals == 0 ? [] : Engine.Ledger.Deliveries(new LedgerSearch(Decision: "REFUSED", From: yesterday, Most: Shown));
        var failures = Service<IntakeRounds>().Failures.Concat(Service<NightSchedule>().Failures).ToList();
        return Html($"""
            <div class="raas-tiles">
            {Tile(alarms.Count == 0 ? "good" : "bad", Count(alarms.Count), alarms.Count == 1 ? "open alarm" : "open alarms")}
            {Tile(waiting.Count == 0 ? "good" : "wait", Count(waiting.Count), "deliveries wait")}
            {Tile(refusals == 0 ? "good" : "bad", Count(refusals), "refused since yesterday")}
            {Tile("none", Count(decisions.GetValueOrDefault("ACCEPTED")), "accepted since yesterday")}
            {Tile("none", Count(sent.Values.Sum()), "files out since yesterday")}
            </div>
            {failures.Select(f => Html($"<div class=\"alert alert-danger\" role=\"alert\"><strong>The machine cannot go on:</strong> {f} It is tried again by itself; look at disk space, rights and the database.</div>"))}
            {Night()}
            <h2>Alarms</h2>
            {Table("Open alarms", ["what", "since", "what to do"], alarms.Select(a => Html($"<tr><td>{Sign("bad", a.Kind.ToLowerInvariant().Replace('-', ' '))}</td><td>{Moment(a.RaisedAt)}</td><td>{a.Message}</td></tr>")), "None: nothing needs you now.")}
            <h2>Being worked on</h2>
            {RunningHere(parties)}
            <h2>What waits, and why</h2>
            {Table("Waiting deliveries", ["party", "delivery", "why", "since"], waiting.Take(Shown).Select(x => Html($"<tr><td>{PartyName(x.lane.Party.Value, parties)}</td><td>{x.w.Flow} {x.w.FileSequenceNumber}<br><span class=\"raas-id\">{x.w.VoucherFileName}</span></td><td>{Sign(x.w.IsAlarm ? "bad" : "wait", WaitWords.Explain(x.w))}</td><td>{Moment(x.w.Since)}</td></tr>")), "Nothing waits.")}
            {More(waiting.Count, Navigation.Lanes)}
            <h2>What failed since yesterday</h2>
            {Table("Refused deliveries", ["delivery", "party", "file", "decided"], refused.Select(d => Html($"<tr><td>{Link($"{Navigation.Deliveries}/{d.DeliveryId}", $"{d.DeliveryId}")} {Decision(d.Decision)}</td><td>{PartyName(d.Party, parties)}</td><td>{d.VoucherFileName}</td><td>{Moment(d.DecidedAt)}</td></tr>")), "Nothing was refused.")}
            {More(refusals, $"{Navigation.Deliveries}?decision=REFUSED&from={yesterday:yyyy-MM-dd}")}
            <h2>What operators did</h2>
            {Table("Journal of operators", ["when", "who", "what", "why"], Engine.Journal.Latest(Shown).Select(a => Html($"<tr><td>{Moment(a.At)}</td><td>{a.Operator}</td><td>{a.Action.ToLowerInvariant().Replace('-', ' ')} {Cbe(a.Party)} {a.Flow} {a.Number}</td><td>{a.Reason}</td></tr>")), "Nothing yet.")}
            <h2>Alarms that are over</h2>
            {Table("Past alarms", ["what", "raised", "over", "message"], Engine.Alarms.Past(Shown).Select(a => Html($"<tr><td>{a.Kind.ToLowerInvariant().Replace('-', ' ')}</td><td>{Moment(a.RaisedAt)}</td><td>{Moment(a.ClosedAt)}</td><td>{a.Message}</td></tr>")), "None.")}
            """);
    }

    private static Markup Tile(string style, string number, string text) =>
        Html($"<div class=\"raas-tile raas-tile-{style}\"><b>{number}</b>{text}</div>");

    private Markup Night()
    {
        var last = Engine.Nights.Last();
        var next = Service<NightSchedule>().Next;
        var pause = Engine.LaneControl.NightPause();
        var state = last is null ? Html($"No night has been run yet.") : last.IsComplete
            ? Html($"The night of {last.Date:dd/MM/yyyy} is {Checked(last)}, {Moment(last.CompletedAt)}.")
            : Html($"The night of {last.Date:dd/MM/yyyy} is {Running(last)}, last heard of {Moment(last.HeartbeatAt)}.");
        var coming = pause is not null ? Sign("bad", $"paused by {pause.Operator}: {pause.Reason}") : next is { } at
            ? Html($"The next one begins {Clock(at)} ({Age(at)}).") : Markup.None;
        var problem = Engine.Nights.Problem() is { } wrong ? Sign("bad", wrong) : Markup.None;
        return Html($"<p>{problem} {state} {coming} {Link(Navigation.Nights, "Nights")}</p>");
    }

    private static Markup Checked(NightRow night) => night.Faults == 0
        ? Sign("good", "complete, self-check green") : Sign("bad", "complete, SELF-CHECK RED");

    private static Markup Running(NightRow night) => Sign("wait", "in the step " + night.Step);

    private Markup RunningHere(IReadOnlyList<Configuration.Party> parties) =>
        Table("Running deliveries", ["party", "file", "phase", "progress"], LanesPage.Progress(Service<IntakeRounds>().Running, Now)
        .Select(r =>
            Html(
                $"<tr><td>{PartyName(r.Running.Progress.Party.Value, parties)}</td><td>{r.Running.Progress.DataFileName}</td><td>{r.Running.Progress.Phase}</td><td>{LanesPage.Bar(r)}</td></tr>")), "Nothing at this moment, on this host.");

    private Markup More(long count, string path) => count <= Shown ? Markup.None : Html($"<p>{Link(path, $"All {Count(count)}")}</p>");
}
