using System.Globalization;
using Hangfire;
using Raas.Configuration;
using Raas.Flows;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>Nights: their steps, what they told, how long they took.</summary>
internal sealed class NightsPage() : RaasPage("Nights")
{
    private const int Shown = 30;

    protected override string Act(string action)
    {
        var who = Who();
        switch (action)
        {
            case "pause":
                Engine.LaneControl.PauseNight(who);
                return "The schedule starts no night until it is resumed.";
            case "resume":
                Engine.LaneControl.ResumeNight(who);
                return "The schedule starts nights again; one that was missed is run with the next.";
            case "run":
                return Run(who);
            default:
                return base.Act(action);
        }
    }

    private string Run(Operator who)
    {
        if (!DateOnly.TryParseExact(Form("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !Service<NightSchedule>().Runnable().Contains(date))
            throw new OperatorException("That night cannot be run now: look which one the page offers.");
        Engine.Journal.Add(who, "RUN-NIGHT", null, "NIGHT", (date.Year * 10000L) + (date.Month * 100) + date.Day);
        var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Service<IBackgroundJobClient>().Enqueue<ScheduledJobs>(job => job.NightOf(text, CancellationToken.None));
        return $"The night of {date:dd/MM/yyyy} begins now.";
    }

    /// <summary>A button for each night that may be run, and what it uses up.</summary>
    private Markup RunForms()
    {
        var nights = Service<NightSchedule>().Runnable();
        if (nights.Count == 0)
            return Html($"<p class=\"raas-empty\">Nothing to run by hand: the night of {Engine.Today:dd/MM/yyyy} is complete, or something stands against it. Deliveries are taken all the time.</p>");
        return Markup.Join(nights.Select(date => Html($"""
            {ActionForm("run", $"Run the night of {date:dd/MM/yyyy} now", Html($"{Hidden("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}<p>{Uses(date)}</p>"))}
            """)));
    }

    private string Uses(DateOnly date) => date < Engine.Today
        ? "It was missed, with any before it. The night of today keeps its hour."
        : $"It is that of today: what the sources tell after it waits for the night of {date.AddDays(1):dd/MM/yyyy}, and the schedule finds it done.";

    protected override Markup Body()
    {
        var (nights, steps) = Engine.Ledger.Nights(Shown);
        var pause = Engine.LaneControl.NightPause();
        return Html($"""
            {(pause is null ? Markup.None : Html($"<div class=\"alert alert-warning\" role=\"alert\"><strong>Paused</strong> by {pause.Operator}, {Moment(pause.HeldAt)}: {pause.Reason}</div>"))}
            {(Engine.Nights.Problem() is { } problem
                ? Html($"<div class=\"alert alert-danger\" role=\"alert\">{problem}</div>") : Markup.None)}
            <p>{(Service<NightSchedule>().Next is { } next ? Html($"By the schedule the next night begins {Clock(next)} ({Age(next)}).") : Markup.None)}</p>
            {RunForms()}{(pause is null ? ActionForm("pause", "Pause the nights", Markup.None) : ActionForm("resume", "Resume the nights", Markup.None, "warning"))}
            {Chart(nights)}
            {Table("Nights", ["night of", "state", "began", "#lasted", "#deliveries", "#held mutations", "self-check", "steps"], nights.Select(n => Row(n, steps[n.BusinessDate])), "No night has been run yet.")}
            {(nights.Count == 0 ? Markup.None : Notified(nights[0]))}
            """);
    }

    private Markup Row(NightRow n, IEnumerable<NightStepRow> steps) => Html($"""
        <tr><td>{n.Date:dd/MM/yyyy}</td><td>{(n.IsComplete ? Sign("good", "complete") : Sign("wait", "in " + n.Step))}</td>
        <td>{Moment(n.StartedAt)}</td><td class="raas-number">{Span((n.CompletedAt ?? Now) - n.StartedAt)}</td>
        <td class="raas-number">{Count(n.Deliveries)}</td><td class="raas-number">{Count(n.Held)}</td><td>{(!n.IsComplete ? Markup.None : n.Faults == 0 ? Sign("good", "green") : Sign("bad", $"RED, {n.Faults}"))}</td>
        <td><details><summary>steps</summary>{steps.Select(s => Html($"<div>{s.Step.ToLowerInvariant()}: {(s.CompletedAt is { } end ? Span(end - s.StartedAt) : "not finished")}</div>"))}</details></td></tr>
        """);

    private Markup Notified(NightRow night)
    {
        var parties = Engine.Parties.All();
        return Html($"""
            <h2>What the night of {night.Date:dd/MM/yyyy} told</h2>
            <p>Housekeeping of a night removes what is old by the clock of the moment, also in a night that is made up for.</p>
            {Table("Told", ["party", "flow", "#considered", "#told", "#files", "#row changes", "not told, because"],
                Engine.Ledger.Notified(night.BusinessDate).Select(p => Row(p, parties)), "Nothing yet.")}
            """);
    }

    private static Markup Row(NightPartyRow p, IReadOnlyList<Configuration.Party> parties) => Html($"""
        <tr><td>{PartyName(p.Party, parties)}</td><td>{p.Flow}</td><td class="raas-number">{Count(p.Considered)}</td>
        <td class="raas-number">{Count(p.Notified)}</td><td class="raas-number">{Count(p.Files)}</td>
        <td class="raas-number">{Count(p.RowsMoved)}</td><td>{Why(p)}</td></tr>
        """);

    private static string Why(NightPartyRow p) =>
        string.Join(", ", new[] { (p.NotHeld, "not known there"), (p.NotAuthorised, "not authorised"), (p.NotAsked, "not wanted") }
            .Where(r => r.Item1 > 0).Select(r => $"{Count(r.Item1)} {r.Item2}"));

    /// <summary>How long the nights took, oldest left.</summary>
    private static Markup Chart(IReadOnlyList<NightRow> nights)
    {
        var done = nights.Where(n => n.CompletedAt is not null).Reverse().ToList();
        if (done.Count < 2)
            return Markup.None;
        var seconds = done.Select(n => (n.CompletedAt!.Value - n.StartedAt).TotalSeconds).ToList();
        var most = Math.Max(seconds.Max(), 0.001);
        const int height = 90, step = 22;
        var bars = done.Select((n, i) =>
            Html(
                $"<rect x=\"{i * step + 2}\" y=\"{height - 4 - seconds[i] / most * (height - 20):0.0}\" width=\"{step - 6}\" height=\"{4 + seconds[i] / most * (height - 20):0.0}\" fill=\"{(n.Faults == 0 ? "#3a6ea5" : "#a11212")}\"><title>{n.BusinessDate:dd/MM/yyyy}: {Span(TimeSpan.FromSeconds(seconds[i]))}</title></rect>"));
        return Html($"""
            <svg class="raas-chart" viewBox="0 0 {Shown * step} {height + 4}" role="img" aria-label="Duration of the last {done.Count} nights; the longest took {Span(TimeSpan.FromSeconds(most))}, the last {Span(TimeSpan.FromSeconds(seconds[^1]))}">
            <text x="2" y="12" font-size="11" fill="#56616d">longest: {Span(TimeSpan.FromSeconds(most))}</text>{bars}</svg>
            """);
    }
}
