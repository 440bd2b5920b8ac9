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

    private static readonly string[] Heads =
    [
        "night of", "state", "began", "#lasted", "#deliveries", "#notified", "#files", "#row changes", "#held mutations", "self-check",
        "as usual",
    ];

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
            return Html($"""
                <p class="raas-empty">Nothing to run by hand: the night of {Engine.Today:dd/MM/yyyy} is complete, or something stands
                against it. Deliveries are taken all the time.</p>
                """);
        return Markup.Join(nights.Select(RunForm));
    }

    private Markup RunForm(DateOnly date)
    {
        var hidden = Hidden("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return ActionForm("run", $"Run the night of {date:dd/MM/yyyy} now", Html($"{hidden}<p>{Uses(date)}</p>"));
    }

    private string Uses(DateOnly date) => date < Engine.Today
        ? "It was missed, with any before it. The night of today keeps its hour."
        : $"It is that of today: what the sources tell after it waits for the night of {date.AddDays(1):dd/MM/yyyy}, "
            + "and the schedule finds it done.";

    protected override Markup Body()
    {
        // Those that are not shown say what was usual for those that are.
        var (nights, _) = Engine.Ledger.Nights(Shown + NightWords.Before);
        var notified = nights.Count == 0 ? new Dictionary<DateOnly, NightNotified>() : Engine.Ledger.NotifiedSince(nights[^1].BusinessDate);
        var pause = Engine.LaneControl.NightPause();
        return Html($"""
            {(pause is null ? Markup.None : Paused(pause))}
            {(Engine.Nights.Problem() is { } problem
                ? Html($"<div class=\"alert alert-danger\" role=\"alert\">{problem}</div>") : Markup.None)}
            <p>{Coming()}</p>
            {RunForms()}{PauseForm(isPaused: pause is not null)}
            {Charts(nights, notified)}
            {Table("Nights", Heads, nights.Take(Shown).Select(n => Row(n, nights, notified)), "No night has been run yet.")}
            """);
    }

    private Markup Paused(LaneHold pause) =>
        Alert("warning", "Paused", Html($"by {pause.Operator}, {Moment(pause.HeldAt)}: {pause.Reason}"));

    private Markup Coming() => Service<NightSchedule>().Next is { } next
        ? Html($"By the schedule the next night begins {Clock(next)} ({Age(next)}).") : Markup.None;

    private Markup PauseForm(bool isPaused) => isPaused ? ActionForm("resume", "Resume the nights", Markup.None, "warning")
        : ActionForm("pause", "Pause the nights", Markup.None);

    private Markup Row(NightRow n, IReadOnlyList<NightRow> nights, IReadOnlyDictionary<DateOnly, NightNotified> notified)
    {
        var told = notified.GetValueOrDefault(n.BusinessDate) ?? new NightNotified();
        var (selfCheck, wasNormal) = n.IsComplete ? (NightWords.SelfCheck(n), NightWords.WasNormal(n, nights, notified)) : default;
        return Html($"""
            <tr><td>{Link($"{Navigation.Nights}/{n.BusinessDate:yyyy-MM-dd}", $"{n.Date:dd/MM/yyyy}")}</td><td>{NightWords.State(n)}</td>
            <td>{Moment(n.StartedAt)}</td><td class="raas-number">{Span((n.CompletedAt ?? Now) - n.StartedAt)}</td>
            <td class="raas-number">{Count(n.Deliveries)}</td>
            <td class="raas-number">{Count(told.Notified)}</td><td class="raas-number">{Count(told.Files)}</td>
            <td class="raas-number">{Count(told.RowsMoved)}</td><td class="raas-number">{Count(n.Held)}</td>
            <td>{selfCheck}</td><td>{wasNormal}</td></tr>
            """);
    }

    /// <summary>How long the nights took and what they notified, the oldest left. The table below has the numbers.</summary>
    private static Markup Charts(IReadOnlyList<NightRow> nights, IReadOnlyDictionary<DateOnly, NightNotified> notified)
    {
        var done = nights.Where(n => n.CompletedAt is not null).Take(Shown).Reverse().ToList();
        string Day(NightRow n) => n.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        double Told(NightRow n) => notified.TryGetValue(n.BusinessDate, out var told) ? told.Notified : 0;
        Markup Bars(string what, Func<NightRow, double> value, Func<double, string> word, bool hasFaults = false) => Pictures.Bars(what,
            done.ConvertAll(n => new PictureBar(Day(n), value(n), hasFaults && n.Faults > 0)), UsualRange.Of(done.Select(value)), word);
        return Html($"""
            {Bars("Duration of the last nights", NightWords.Seconds, seconds => Span(TimeSpan.FromSeconds(seconds)), hasFaults: true)}
            {Bars("Items notified", Told, number => Count((long)number))}
            {Bars("Deliveries taken", n => n.Deliveries, number => Count((long)number))}
            """);
    }
}
