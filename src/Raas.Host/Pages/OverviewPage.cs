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
        return Html($"""
            {LiveBlock("tiles", Tiles(alarms, waiting, running.Count, open, decisions, sent))}
            {Troubles(rounds)}
            {Night()}
            <h2>Alarms</h2>
            {LiveBlock("alarms", Alarms(alarms, parties))}
            {LiveBlock("asked", SecondOperator(parties))}
            <h2>Being worked on</h2>
            {LiveBlock("work", RunningHere(running, parties))}
            <h2>What waits, and why</h2>
            {LiveBlock("waits", Html($"{SeenAgo(ago)}{Waits(lanes, running)}"))}
            <h2>What failed and is still open</h2>
            {LiveBlock("failed", Failed(open, openSince, parties))}
            {Refused(decisions.GetValueOrDefault("REFUSED"), yesterday)}
            <h2>Expected today</h2>
            {Expected()}
            <h2>What operators did</h2>
            {Journal()}
            <h2>Alarms that are over</h2>
            {PastAlarms()}
            """);
    }

    private Markup Tiles(
        IReadOnlyList<Alarm> alarms, int waiting, int running, long open, IReadOnlyDictionary<string, long> decisions,
        IReadOnlyDictionary<string, long> sent)
    {
        var state = alarms.Any(a => a.AcknowledgedAt is null) ? "bad" : alarms.Count > 0 ? "wait" : "good";
        var yesterday = BelgianTime.DateOf(Now.AddDays(-1));
        return Html($"""
            <div class="raas-tiles">
            {Tile(state, alarms.Count, ("open alarm", "open alarms"), Navigation.Overview)}
            {Tile("none", running, ("lane is worked on", "lanes are worked on"), Navigation.Lanes)}
            {Tile(waiting == 0 ? "good" : "wait", waiting, ("delivery waits", "deliveries wait"), Navigation.Lanes)}
            {Tile(open == 0 ? "good" : "bad", open, ("refusal is open", "refusals are open"), $"{Navigation.Deliveries}?decision=OPEN")}
            {Tile("none", decisions.GetValueOrDefault("ACCEPTED"), "accepted since yesterday",
                $"{Navigation.Deliveries}?decision=ACCEPTED&from={yesterday:yyyy-MM-dd}")}
            {Tile("none", sent.Values.Sum(), "files out since yesterday", $"{Navigation.Outgoing}?from={yesterday:yyyy-MM-dd}")}
            </div>
            """);
    }

    private Markup Tile(string style, long number, (string One, string More) text, string path) =>
        Tile(style, number, number == 1 ? text.One : text.More, path);

    private Markup Tile(string style, long number, string text, string path) => Html(
        $"<a class=\"raas-tile raas-tile-{style}\" href=\"{Url.To(path)}\"><b>{Count(number)}</b>{text}</a>");

    /// <summary>What keeps the machine from its work.</summary>
    private Markup Troubles(IntakeRounds rounds) => Html($"""
        {rounds.Failures.Concat(Service<NightSchedule>().Failures).Select(failure => Alert("danger", "The machine cannot go on:",
            Html($"{failure} It is tried again by itself; look at disk space, rights and the database.")))}
        {(Engine.Age.Problem is { } older ? Alert("danger", "Nothing is taken, and no night is run:", Html($"{older}")) : Markup.None)}
        """);

    private Markup Alarms(IReadOnlyList<Alarm> alarms, IReadOnlyList<Configuration.Party> parties)
    {
        const int Most = 5 * Shown;
        return Html($"""
            {Table("Open alarms", ["what", "since", "what to do", "seen to by", "act"],
                alarms.Take(Most).Select(alarm => Row(alarm, parties)), "None: nothing needs you now.")}
            {(alarms.Count > Most ? Html($"<p>{Most} of {Count(alarms.Count)} are shown.</p>") : Markup.None)}
            """);
    }

    private Markup Row(Alarm a, IReadOnlyList<Configuration.Party> parties)
    {
        var party = a.Party is { } number ? Html($"<br>{PartyLink(number, parties)}") : Markup.None;
        var acknowledge = ActionForm("acknowledge", "Acknowledge", Hidden("alarm", a.AlarmId), "default", $"{Kind(a)} {a.Subject}",
            "Note", "what is done about it");
        return Html($"""
            <tr><td>{Sign(a.AcknowledgedAt is null ? "bad" : "wait", Kind(a))}{party}</td>
            <td>{Moment(a.RaisedAt)}</td><td>{a.Message}</td><td>{SeenTo(a)}</td><td>{acknowledge}</td></tr>
            """);
    }

    /// <summary>What one operator has asked for and another one has to confirm; nothing, where nothing waits for that.</summary>
    private Markup SecondOperator(IReadOnlyList<Configuration.Party> parties)
    {
        const string Title = "Waiting for a second operator";
        var requests = Engine.Reverts.Requests();
        return requests.Count == 0 ? Markup.None : Html($"""
            <h2>{Title}</h2>
            {Table(Title, ["delivery", "party", "what", "who asks, and why", "since"],
                requests.Take(5 * Shown).Select(asked => Row(asked, parties)), "")}
            """);
    }

    private Markup Row(RevertRequest asked, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td>{DeliveryLink(asked.DeliveryId)}</td><td>{PartyLink(asked.Party, parties)}</td><td>{RevertParts.What(asked)}</td>
        <td>{asked.Operator}: {asked.Reason}</td><td>{Moment(asked.AskedAt)}</td></tr>
        """);

    private Markup PastAlarms() => Table(
        "Past alarms", ["what", "raised", "over", "message", "seen to by"], Engine.Alarms.Past(Shown).Select(PastAlarm), "None.");

    private Markup PastAlarm(Alarm a) => Html($"""
        <tr><td>{Kind(a)}</td><td>{Moment(a.RaisedAt)}</td><td>{Moment(a.ClosedAt)}</td><td>{a.Message}</td><td>{SeenTo(a)}</td></tr>
        """);

    private static string Kind(Alarm alarm) => alarm.Kind.ToLowerInvariant().Replace('-', ' ');

    private Markup SeenTo(Alarm a) => a.AcknowledgedAt is null ? Markup.None
        : Html($"{a.AcknowledgedBy}, {Moment(a.AcknowledgedAt)}: {a.AcknowledgeNote}");

    private Markup RunningHere(IReadOnlyList<Running> running, IReadOnlyList<Configuration.Party> parties) => Html($"""
        {(AtWork.InAll(running, Now) is { } left ? Html($"<p>All that is in turn takes about {Span(left)} from now.</p>") : Markup.None)}
        {Table("Running deliveries", AtWork.Heads, running.Take(Shown).Select(r => Row(r, parties)),
            "Nothing at this moment, on this host.")}
        {More(running.Count, Shown, Navigation.Lanes)}
        """);

    private Markup Row(Running running, IReadOnlyList<Configuration.Party> parties)
    {
        var (party, lane) = (running.Progress.Party, running.Progress.Lane);
        return AtWork.Row(running, PartyLink(party.Value, parties), Lane(party.ToString(), lane), Now);
    }

    private Markup Lane(string party, string flow) => Link($"{Navigation.Lanes}?party={party}&flow={flow}", flow);

    private Markup Waits(IReadOnlyList<LaneStatus> lanes, IReadOnlyList<Running> running)
    {
        var groups = lanes.SelectMany(WaitGroup.Of).OrderByDescending(g => g.IsAlarm).ThenBy(g => g.Since).ToList();
        var atWork = running.Select(r => (r.Progress.Party, r.Progress.Lane)).ToHashSet();
        var rows = groups.Take(Shown).Select(group => Row(group, atWork.Contains((group.Lane.Party, group.Lane.Flow))));
        return Html($"""
            {Table("Waiting deliveries", ["party", "lane", "what", "why", "since"], rows, "Nothing waits.")}
            {More(groups.Count, Shown, Navigation.Lanes)}
            """);
    }

    private Markup Row(WaitGroup g, bool isAtWork)
    {
        var name = g.Waiting.Count == 1 ? Html($"<br>{Id(g.First.VoucherFileName)}") : Markup.None;
        return Html($"""
            <tr><td>{PartyLink(g.Lane.Party, g.Lane.PartyName)}</td>
            <td>{Lane(g.Lane.Party.ToString(), g.Lane.Flow)}</td><td>{g.What}{name}</td>
            <td>{Sign(g.IsAlarm ? "bad" : "wait", g.Why(isAtWork))}</td><td>{Moment(g.Since)}</td></tr>
            """);
    }

    private Markup Failed(long open, DateOnly since, IReadOnlyList<Configuration.Party> parties)
    {
        var refused = open == 0 ? [] : Engine.Ledger.Deliveries(new LedgerSearch(From: since, Most: Shown) { OpenOnly = true });
        return Html($"""
            {Table("Open refusals", ["delivery", "party", "file", "why", "decided"], refused.Select(d => Row(d, parties)),
                "Nothing: whatever was refused in the last 30 days was sent again and accepted.")}
            {More(open, Shown, $"{Navigation.Deliveries}?decision=OPEN")}
            """);
    }

    private Markup Row(LedgerRow d, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td>{DeliveryLink(d.DeliveryId, $"{d.DeliveryId}")} {Decision(d)}</td><td>{PartyLink(d.Party, parties)}</td>
        <td>{d.VoucherFileName}</td><td>{Settled(d)}</td><td>{Moment(d.DecidedAt)}</td></tr>
        """);

    private Markup Refused(long count, DateOnly since)
    {
        var all = Link($"{Navigation.Deliveries}?decision=REFUSED&from={since:yyyy-MM-dd}", "All refusals since yesterday");
        return Html($"<p>{Count(count)} were refused since yesterday. {all}</p>");
    }

    private Markup Expected()
    {
        var today = BelgianTime.DateOf(Now);
        var due = Engine.Expected.Lanes(today, today).Where(lane => lane.Days[0].State != ExpectedState.NotDue).ToList();
        return Html($"""
            {Table("Expected today", ["party", "flow", "before", "state"], due.Take(Shown).Select(Row),
                "No party is expected to send anything today.")}
            {(due.Count > Shown ? Html($"<p>{Shown} of {Count(due.Count)} are shown.</p>") : Markup.None)}
            <p>{Link(Navigation.Calendar, "Calendar of expected files")}</p>
            """);
    }

    private Markup Row(ExpectedLane lane) => Html($"""
        <tr><td>{PartyLink(lane.Party.Number, lane.Party.Name)}</td><td>{lane.Expected.Flow}</td>
        <td>{lane.Expected.Before:HH:mm}</td><td>{CalendarPage.State(lane.Days[0])}</td></tr>
        """);

    private Markup Journal() => Table(
        "Journal of operators", ["when", "who", "what", "why"], Engine.Journal.Latest(Shown).Select(Row), "Nothing yet.");

    private Markup Row(OperatorAction a) => Html($"""
        <tr><td>{Moment(a.At)}</td><td>{a.Operator}</td>
        <td>{a.Action.ToLowerInvariant().Replace('-', ' ')} {Cbe(a.Party)} {a.Flow} {a.Number}</td><td>{a.Reason}</td></tr>
        """);

    private Markup Night()
    {
        var last = Engine.Nights.Last();
        var next = Service<NightSchedule>().Next;
        var pause = Engine.LaneControl.NightPause();
        var state = last is null ? Html($"No night has been run yet.") : last.IsComplete
            ? Html($"The night of {NightLink(last)} is {SelfChecked(last)}, {Moment(last.CompletedAt)}.")
            : Html($"The night of {NightLink(last)} is {Step(last)}, last heard of {Moment(last.HeartbeatAt)}.");
        var coming = pause is not null ? Sign("bad", $"paused by {pause.Operator}: {pause.Reason}") : next is { } at
            ? Html($"The next one begins {Clock(at)} ({Age(at)}).") : Markup.None;
        var problem = Engine.Nights.Problem() is { } wrong ? Sign("bad", wrong) : Markup.None;
        var wasNormal = last is { IsComplete: true } ? NightWords.WasNormal(Engine, last) : Markup.None;
        return Html($"<p>{problem} {state} {wasNormal} {coming} {Link(Navigation.Nights, "Nights")}</p>");
    }

    private static Markup SelfChecked(NightRow night) => night.Faults == 0
        ? Sign("good", "complete, self-check green") : Sign("bad", "complete, SELF-CHECK RED");

    private Markup NightLink(NightRow night) => Link($"{Navigation.Nights}/{night.BusinessDate:yyyy-MM-dd}", $"{night.Date:dd/MM/yyyy}");

    private static Markup Step(NightRow night) => Sign("wait", "in the step " + night.Step);
}
