using System.Globalization;
using Hangfire;
using Raas.Configuration;
using Raas.Files;
using Raas.Flows;
using Raas.Host.Worker;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Operations;
using Raas.Oversight;

namespace Raas.Host.Pages;

/// <summary>Per party and flow: what comes next, what waits and why, since when, and how far the running file is.</summary>
internal sealed class LanesPage() : RaasPage("Lanes")
{
    /// <summary>Deliveries of one lane on a page.</summary>
    private const int Shown = 100;

    /// <summary>Lanes on a page.</summary>
    private const int LanesShown = 50;

    private static readonly string[] Heads =
        ["party", "flow", "#last", "#next", "#accepted", "#refused", "what waits, and why", "act"];

    protected override string Act(string action)
    {
        var who = Who();
        var flow = Form("flow") is { Length: > 0 } text ? text : null;
        switch (action)
        {
            case "hold":
                Engine.LaneControl.Hold(FormParty(), flow, who);
                return $"{flow ?? "Every flow"} of {FormParty()} is held: what it drops waits.";
            case "release":
                Engine.LaneControl.Release(FormParty(), flow, who);
                Look();
                return $"{flow ?? "Every flow"} of {FormParty()} goes on: what waits is taken now.";
            case "retry":
                Engine.Journal.Add(who, "RETRY");
                Look();
                return "The drop folders are looked at now.";
            default:
                return base.Act(action);
        }
    }

    private void Look()
    {
        Service<IntakeRounds>().ForgetTroubles();
        Service<IBackgroundJobClient>().Enqueue<ScheduledJobs>(job => job.Intake(CancellationToken.None));
    }

    protected override Markup Body()
    {
        var (party, flow) = (QueryParty(), Query("flow"));
        var rounds = Service<IntakeRounds>();
        var running = rounds.Running;
        var (all, ago) = party is null ? Service<LaneLooks>().All() : (rounds.WithoutRunning(Engine.Lanes.Status(party), running), null);
        var lanes = all.Where(lane => string.IsNullOrEmpty(flow) || lane.Flow == flow).ToList();
        var isOne = party is not null || !string.IsNullOrEmpty(flow);
        var from = Whole("from");
        var shown = lanes.Count <= LanesShown ? lanes : [.. lanes.OrderBy(lane => Rank(lane, running)).Skip(from).Take(LanesShown)];
        var left = lanes.Count - from - shown.Count;
        return Html($"""
            <p>Deliveries of a lane are applied in the order of their numbers; lanes do not wait for each other.{WayToAll(isOne)}</p>
            {ActionForm("retry", "Look at the folders now", Markup.None)}
            {SeenAgo(ago)}
            {Table("Lanes", Heads, shown.Select(lane => Row(lane, running, isOne)),
                "No party yet: raas import-config, or raas serve --samples.")}
            {(left <= 0 ? Markup.None : Html($"<p>{Count(left)} more lanes: {Next($"flow={flow}&from={from + shown.Count}")}</p>"))}
            """);
    }

    private Markup WayToAll(bool isOne) => isOne ? Html($" {Link(Navigation.Lanes, "All lanes")}") : Markup.None;

    private Markup Next(string query) => Link($"{Navigation.Lanes}?{query}", "the next ones");

    /// <summary>Where there are many, those come first that somebody may have to do something about, then those where something is
    /// under way.</summary>
    private static int Rank(LaneStatus lane, IReadOnlyList<Running> running) =>
        lane.IsAlarm || lane.Trouble is not null || lane.Hold is not null ? 0
        : lane.Waiting.Count > 0 || Of(lane, running).Any() ? 1 : 2;

    /// <summary>What is being worked on in a lane.</summary>
    private static IEnumerable<Running> Of(LaneStatus lane, IReadOnlyList<Running> running) =>
        running.Where(r => r.Progress.Party == lane.Party && r.Progress.Lane == lane.Flow);

    private int Whole(string name) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Markup Row(LaneStatus lane, IReadOnlyList<Running> running, bool isOne)
    {
        var here = Of(lane, running).ToList();
        var work = Html($"{here.Select(r => AtWork.Line(r, Now))}{Waits(lane, here.Count > 0, isOne)}");
        return Html($"""
            <tr><td>{PartyLink(lane.Party, lane.PartyName)}</td><td>{lane.Flow}</td>
            <td class="raas-number">{lane.LastAccepted}</td><td class="raas-number">{lane.NextExpected}</td>
            <td class="raas-number">{Count(lane.Accepted)}</td><td class="raas-number">{Count(lane.Refused)}</td>
            <td>{Held(lane)}{Trouble(lane)}{LiveBlock($"{lane.Party} {lane.Flow}", work)}</td>
            <td>{Acts(lane)}</td></tr>
            """);
    }

    /// <summary>Among all lanes, what waits for the same in one line; of one, each delivery.</summary>
    private Markup Waits(LaneStatus lane, bool isAtWork, bool isOne) => isOne ? EachThatWaits(lane, isAtWork)
        : Markup.Join(WaitGroup.Of(lane).Select(group => Line(group, isAtWork)));

    private Markup Line(WaitGroup group, bool isAtWork)
    {
        var each = group.Waiting.Count > 1 ? Html($" {Link($"{Navigation.Lanes}?{QueryOf(group.Lane)}", "each of them")}") : Markup.None;
        return WaitLine(group.IsAlarm, group.What, group.Why(isAtWork), group.Since, each);
    }

    private Markup EachThatWaits(LaneStatus lane, bool isAtWork)
    {
        var skip = Whole("skip");
        var shown = WaitGroup.Of(lane).SelectMany(group => group.Waiting).Skip(skip).Take(Shown).Select(one => new WaitGroup(lane, [one]))
            .ToList();
        var left = lane.Waiting.Count - skip - shown.Count;
        return Html($"""
            {shown.Select(one => WaitLine(one.IsAlarm, one.What, one.Why(isAtWork), one.Since))}
            {(left <= 0 ? Markup.None : Html($"<div>{Count(left)} more: {Next($"{QueryOf(lane)}&skip={skip + shown.Count}")}</div>"))}
            """);
    }

    private static string QueryOf(LaneStatus lane) => $"party={lane.Party}&flow={lane.Flow}";

    private Markup Held(LaneStatus lane) => lane.Hold is not { } hold ? Markup.None
        : Html($"<div>{Sign("bad", "held")} by {hold.Operator}, {Moment(hold.HeldAt)}: {hold.Reason}</div>");

    private static Markup Trouble(LaneStatus lane) => lane.Trouble is not { } trouble ? Markup.None
        : Html($"<div>{Sign("bad", "the folder cannot be read")} {trouble}</div>");

    private Markup Acts(LaneStatus lane)
    {
        var isGuarded = lane.Waiting.Any(w => w.Reason == WaitReason.Guarded);
        var all = lane.Hold?.Flow == Operations.LaneHold.AllFlows;
        var about = $"{lane.Flow} of {lane.PartyName}";
        var hold = lane.Hold is null
            ? ActionForm("hold", "Hold", Html($"{Hidden("party", lane.Party)}{Hidden("flow", lane.Flow)}"), about: about)
            : Markup.None;
        var release = lane.Hold is not null || isGuarded
            ? ActionForm("release", "Release", Html($"{Hidden("party", lane.Party)}{Hidden("flow", all ? "" : lane.Flow)}"), "warning",
                all ? $"every flow of {lane.PartyName}" : about)
            : Markup.None;
        return Html($"{hold}{release}");
    }
}
