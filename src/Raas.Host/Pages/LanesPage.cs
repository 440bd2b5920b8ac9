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
    private const int Shown = 10;

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
        var lanes = Engine.Lanes.Status(null);
        var running = Progress(Service<IntakeRounds>().Running, Now);
        return Html($"""
            <p>Deliveries of a lane are applied in the order of their numbers; lanes do not wait for each other.</p>
            {ActionForm("retry", "Look at the folders now", Markup.None)}
            {Table("Lanes", ["party", "flow", "#last", "#next", "#accepted", "#refused", "what waits, and why", "act"], lanes.Select(lane => Row(lane, running)), "No party yet: raas import-config, or raas serve --samples.")}
            """);
    }

    private Markup Row(LaneStatus lane, IReadOnlyList<Advance> running) => Html($"""
        <tr><td>{lane.PartyName} <span class="raas-id">{lane.Party}</span></td><td>{lane.Flow}</td><td class="raas-number">{lane.LastAccepted}</td><td class="raas-number">{lane.NextExpected}</td>
        <td class="raas-number">{Count(lane.Accepted)}</td><td class="raas-number">{Count(lane.Refused)}</td>
        <td>{Held(lane)}{Trouble(lane)}{running.Where(r => r.Running.Progress.Party == lane.Party && lane.Waiting.Any(w => Raas.Files.SafeName.DataFileOf(w.VoucherFileName) == r.Running.Progress.DataFileName)).Select(r => Html($"<div>{r.Running.Progress.DataFileName}: {r.Running.Progress.Phase} {Bar(r)}</div>"))}{lane.Waiting.Take(Shown).Select(Why)}{(lane.Waiting.Count > Shown ? Html($"<div>and {Count(lane.Waiting.Count - Shown)} more</div>") : Markup.None)}</td>
        <td>{Acts(lane)}</td></tr>
        """);

    private Markup Held(LaneStatus lane) => lane.Hold is not { } hold ? Markup.None
        : Html($"<div>{Sign("bad", "held")} by {hold.Operator}, {Moment(hold.HeldAt)}: {hold.Reason}</div>");

    private static Markup Trouble(LaneStatus lane) => lane.Trouble is not { } trouble ? Markup.None
        : Html($"<div>{Sign("bad", "the folder cannot be read")} {trouble}</div>");

    private Markup Why(Waiting w)
    {
        var what = w.FileSequenceNumber is { } number ? $"number {number}" : w.VoucherFileName;
        return Html(
            $"<div>{Sign(w.IsAlarm ? "bad" : "wait", what)} {WaitWords.Explain(w)} <span class=\"raas-age\">{Age(w.Since)}</span></div>");
    }

    private Markup Acts(LaneStatus lane)
    {
        var isGuarded = lane.Waiting.Any(w => w.Reason == WaitReason.Guarded);
        var all = lane.Hold?.Flow == Operations.LaneHold.AllFlows;
        var hold = lane.Hold is null ? ActionForm("hold", $"Hold", Html($"{Hidden("party", lane.Party)}{Hidden("flow", lane.Flow)}"))
            : Markup.None;
        var release = lane.Hold is not null || isGuarded
            ? ActionForm("release", "Release", Html($"{Hidden("party", lane.Party)}{Hidden("flow", all ? "" : lane.Flow)}"), "warning")
            : Markup.None;
        return Html($"{hold}{release}");
    }

    /// <param name="Share">0 to 1; null when the end is not known.</param>
    /// <param name="PerSecond">Records, or bytes while reading.</param>
    internal sealed record Advance(Running Running, double? Share, double PerSecond, TimeSpan? ToGo);

    internal static IReadOnlyList<Advance> Progress(IReadOnlyList<Running> running, DateTimeOffset now) => [.. running.Select(r =>
    {
        var seconds = (now - r.Since).TotalSeconds;
        var rate = seconds > 0 ? r.Progress.Done / seconds : 0;
        double? share = r.Progress.Total > 0 ? Math.Min(1, (double)r.Progress.Done / r.Progress.Total) : null;
        TimeSpan? left = rate > 0 && r.Progress.Total >= r.Progress.Done ? TimeSpan.FromSeconds((r.Progress.Total - r.Progress.Done) / rate)
            : null;
        return new Advance(r, share, rate, left);
    })];

    internal static Markup Bar(Advance a)
    {
        var rate = a.Running.Progress.Phase == "reading" ? $"{a.PerSecond / 1e6:0.0} MB/s" : $"{Count((long)a.PerSecond)} records/s";
        return Html(
            $"<progress max=\"100\" value=\"{(a.Share ?? 0) * 100:0}\">{(a.Share ?? 0) * 100:0} %</progress> {(a.Share ?? 0) * 100:0} %, {rate}{(a.ToGo is { } left ? $", {Span(left)} to go" : "")}");
    }
}
