using System.Globalization;
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

    /// <summary>A refusal of longer ago is no news; the page of deliveries has it.</summary>
    private static readonly TimeSpan RefusalLasts = TimeSpan.FromDays(30);

    protected override string Act(string action)
    {
        if (action != "acknowledge" || !long.TryParse(Form("alarm"), NumberStyles.None, CultureInfo.InvariantCulture, out var alarm))
            return base.Act(action);
        Engine.Alarms.Acknowledge(alarm, Who());
        return "It is noted who sees to it. The alarm stays until it is over.";
    }

    protected override Markup Body()
    {
        var parties = Engine.Parties.All();
        var alarms = Engine.Alarms.Open();
        var rounds = Service<IntakeRounds>();
        var running = rounds.Running;
        var (lanes, ago) = Service<LaneLooks>().All();
        var waiting = lanes.Sum(lane => lane.Waiting.Count);
        var yesterday = BelgianTime.DateOf(Now.AddDays(-1));
        var (decisions, sent) = Engine.Ledger.Since(yesterday);
        var openSince = BelgianTime.DateOf(Now - RefusalLasts);
        var open = Engine.Ledger.OpenRefusals(openSince);
        var failures = rounds.Failures.Concat(Service<NightSchedule>().Failures).ToList();
        return Html($"""
            {LiveBlock("tiles", Tiles(alarms, waiting, running.Count, open, decisions, sent))}
            {failures.Select(f => Html($"<div class=\"alert alert-danger\" role=\"alert\"><strong>The machine cannot go on:</strong> {f} It is tried again by itself; look at disk space, rights and the database.</div>"))}
            {(Engine.Age.Problem is { } older ? Html($"<div class=\"alert alert-danger\" role=\"alert\"><strong>Nothing is taken, and no night is run:</strong> {older}</div>") : Markup.None)}
            {Night()}
            <h2>Alarms</h2>
            {LiveBlock("alarms", Table("Open alarms", ["what", "since", "what to do", "seen to by", "act"], alarms.Take(5 * Shown).Select(a => Row(a, parties)), "None: nothing needs you now."))}
            <h2>Being worked on</h2>
            {LiveBlock("work", RunningHere(running, parties))}
            <h2>What waits, and why</h2>
            {LiveBlock("waits", Html($"{SeenAgo(ago)}{Waits(lanes, running)}"))}
            <h2>What failed and is still open</h2>
            {LiveBlock("failed", Failed(open, openSince, parties))}
            <p>{Count(decisions.GetValueOrDefault("REFUSED"))} were refused since yesterday. {Link($"{Navigation.Deliveries}?decision=REFUSED&from={yesterday:yyyy-MM-dd}", "All refusals since yesterday")}</p>
            <h2>Expected today</h2>
            {Expected()}
            <h2>What operators did</h2>
            {Table("Journal of operators", ["when", "who", "what", "why"], Engine.Journal.Latest(Shown).Select(a => Html($"<tr><td>{Moment(a.At)}</td><td>{a.Operator}</td><td>{a.Action.ToLowerInvariant().Replace('-', ' ')} {Cbe(a.Party)} {a.Flow} {a.Number}</td><td>{a.Reason}</td></tr>")), "Nothing yet.")}
            <h2>Alarms that are over</h2>
            {Table("Past alarms", ["what", "raised", "over", "message", "seen to by"], Engine.Alarms.Past(Shown).Select(a => Html($"<tr><td>{Kind(a)}</td><td>{Moment(a.RaisedAt)}</td><td>{Moment(a.ClosedAt)}</td><td>{a.Message}</td><td>{SeenTo(a)}</td></tr>")), "None.")}
            """);
    }

    private Markup Tiles(
        IReadOnlyList<Alarm> alarms, int waiting, int running, long open, IReadOnlyDictionary<string, long> decisions,
        IReadOnlyDictionary<string, long> sent)
    {
        var unseen = alarms.Count(a => a.AcknowledgedAt is null);
        var yesterday = BelgianTime.DateOf(Now.AddDays(-1));
        return Html($"""
            <div class="raas-tiles">
            {Tile(unseen > 0 ? "bad" : alarms.Count > 0 ? "wait" : "good", alarms.Count, alarms.Count == 1 ? "open alarm" : "open alarms", Navigation.Overview)}
            {Tile("none", running, running == 1 ? "lane is worked on" : "lanes are worked on", Navigation.Lanes)}
            {Tile(waiting == 0 ? "good" : "wait", waiting, waiting == 1 ? "delivery waits" : "deliveries wait", Navigation.Lanes)}
            {Tile(open == 0 ? "good" : "bad", open, open == 1 ? "refusal is open" : "refusals are open", $"{Navigation.Deliveries}?decision=OPEN")}
            {Tile("none", decisions.GetValueOrDefault("ACCEPTED"), "accepted since yesterday", $"{Navigation.Deliveries}?decision=ACCEPTED&from={yesterday:yyyy-MM-dd}")}
            {Tile("none", sent.Values.Sum(), "files out since yesterday", $"{Navigation.Outgoing}?from={yesterday:yyyy-MM-dd}")}
            </div>
            """);
    }

    private Markup Tile(string style, long number, string text, string path) => Html(
        $"<a class=\"raas-tile raas-tile-{style}\" href=\"{Url.To(path)}\"><b>{Count(number)}</b>{text}</a>");

    private static string Kind(Alarm alarm) => alarm.Kind.ToLowerInvariant().Replace('-', ' ');

    private Markup Row(Alarm a, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td>{Sign(a.AcknowledgedAt is null ? "bad" : "wait", Kind(a))}{(a.Party is { } party ? Html($"<br>{PartyLink(party, parties)}") : Markup.None)}</td>
        <td>{Moment(a.RaisedAt)}</td><td>{a.Message}</td><td>{SeenTo(a)}</td>
        <td>{ActionForm("acknowledge", "Acknowledge", Hidden("alarm", a.AlarmId), "default", $"{Kind(a)} {a.Subject}", "Note", "what is done about it")}</td></tr>
        """);

    private Markup SeenTo(Alarm a) => a.AcknowledgedAt is null ? Markup.None
        : Html($"{a.AcknowledgedBy}, {Moment(a.AcknowledgedAt)}: {a.AcknowledgeNote}");

    private Markup RunningHere(IReadOnlyList<Running> running, IReadOnlyList<Configuration.Party> parties) => Html($"""
        {(AtWork.InAll(running, Now) is { } left ? Html($"<p>All that is in turn takes about {Span(left)} from now.</p>") : Markup.None)}
        {Table("Running deliveries", AtWork.Heads, running.Take(Shown).Select(r => AtWork.Row(r, PartyLink(r.Progress.Party.Value, parties), Lane(r.Progress.Party.ToString(), r.Progress.Lane), Now)), "Nothing at this moment, on this host.")}
        {More(running.Count, Shown, Navigation.Lanes)}
        """);

    private Markup Lane(string party, string flow) => Link($"{Navigation.Lanes}?party={party}&flow={flow}", flow);

    private Markup Waits(IReadOnlyList<LaneStatus> lanes, IReadOnlyList<Running> running)
    {
        var groups = lanes.SelectMany(WaitGroup.Of).OrderByDescending(g => g.IsAlarm).ThenBy(g => g.Since).ToList();
        var atWork = running.Select(r => (r.Progress.Party, r.Progress.Lane)).ToHashSet();
        return Html($"""
            {Table("Waiting deliveries", ["party", "lane", "what", "why", "since"], groups.Take(Shown).Select(g => Row(g, atWork.Contains((g.Lane.Party, g.Lane.Flow)))), "Nothing waits.")}
            {More(groups.Count, Shown, Navigation.Lanes)}
            """);
    }

    private Markup Row(WaitGroup g, bool isAtWork)
    {
        var name = g.Waiting.Count == 1 ? Html($"<br><span class=\"raas-id\">{g.First.VoucherFileName}</span>") : Markup.None;
        return Html($"""
            <tr><td>{Link($"{Navigation.Parties}/{g.Lane.Party}", g.Lane.PartyName)} <span class="raas-id">{g.Lane.Party}</span></td>
            <td>{Lane(g.Lane.Party.ToString(), g.Lane.Flow)}</td><td>{g.What}{name}</td>
            <td>{Sign(g.IsAlarm ? "bad" : "wait", g.Why(isAtWork))}</td><td>{Moment(g.Since)}</td></tr>
            """);
    }

    private Markup Failed(long open, DateOnly since, IReadOnlyList<Configuration.Party> parties)
    {
        var refused = open == 0 ? [] : Engine.Ledger.Deliveries(new LedgerSearch(From: since, Most: Shown) { OpenOnly = true });
        return Html($"""
            {Table("Open refusals", ["delivery", "party", "file", "why", "decided"], refused.Select(d => Html($"<tr><td>{Link($"{Navigation.Deliveries}/{d.DeliveryId}", $"{d.DeliveryId}")} {Decision(d)}</td><td>{PartyLink(d.Party, parties)}</td><td>{d.VoucherFileName}</td><td>{Settled(d)}</td><td>{Moment(d.DecidedAt)}</td></tr>")), "Nothing: whatever was refused in the last 30 days was sent again and accepted.")}
            {More(open, Shown, $"{Navigation.Deliveries}?decision=OPEN")}
            """);
    }

    private Markup Expected()
    {
        var today = BelgianTime.DateOf(Now);
        var due = Engine.Expected.Lanes(today, today).Where(lane => lane.Days[0].State != ExpectedState.NotDue).ToList();
        return Html($"""
            {Table("Expected today", ["party", "flow", "before", "state"], due.Take(Shown).Select(lane => Html($"<tr><td>{Link($"{Navigation.Parties}/{lane.Party.Number}", lane.Party.Name)} <span class=\"raas-id\">{lane.Party.Number}</span></td><td>{lane.Expected.Flow}</td><td>{lane.Expected.Before:HH:mm}</td><td>{CalendarPage.State(lane.Days[0])}</td></tr>")), "No party is expected to send anything today.")}
            <p>{Link(Navigation.Calendar, "Calendar of expected files")}</p>
            """);
    }

    private Markup Night()
    {
        var last = Engine.Nights.Last();
        var next = Service<NightSchedule>().Next;
        var pause = Engine.LaneControl.NightPause();
        var state = last is null ? Html($"No night has been run yet.") : last.IsComplete
            ? Html($"The night of {NightLink(last)} is {Checked(last)}, {Moment(last.CompletedAt)}.")
            : Html($"The night of {NightLink(last)} is {Step(last)}, last heard of {Moment(last.HeartbeatAt)}.");
        var coming = pause is not null ? Sign("bad", $"paused by {pause.Operator}: {pause.Reason}") : next is { } at
            ? Html($"The next one begins {Clock(at)} ({Age(at)}).") : Markup.None;
        var problem = Engine.Nights.Problem() is { } wrong ? Sign("bad", wrong) : Markup.None;
        return Html($"<p>{problem} {state} {(last is { IsComplete: true } ? NightWords.WasNormal(Engine, last) : Markup.None)} {coming} {Link(Navigation.Nights, "Nights")}</p>");
    }

    private static Markup Checked(NightRow night) => night.Faults == 0
        ? Sign("good", "complete, self-check green") : Sign("bad", "complete, SELF-CHECK RED");

    private Markup NightLink(NightRow night) => Link($"{Navigation.Nights}/{night.BusinessDate:yyyy-MM-dd}", $"{night.Date:dd/MM/yyyy}");

    private static Markup Step(NightRow night) => Sign("wait", "in the step " + night.Step);
}
