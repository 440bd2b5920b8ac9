using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Files;
using Raas.Flows;
using Raas.Flows.PersonMutations;
using Raas.Intake;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Nights;

/// <summary>What one night of the ledger did.</summary>
/// <param name="WasResumed">An earlier run had begun it.</param>
public sealed record NightSummary(DateOnly BusinessDate, bool WasResumed, DeferredReport Held, IReadOnlyList<NightFlowRow> Flows,
    IReadOnlyList<NightPartyRow> Parties, long Removed);

/// <summary>How a run went: one night, or several when nights had been missed.</summary>
public sealed record NightReport(DateOnly BusinessDate, TimeSpan Elapsed)
{
    public IReadOnlyList<DeliveryReport> Deliveries { get; init; } = [];
    public IReadOnlyList<(Party Party, Waiting Waiting)> Waiting { get; init; } = [];

    /// <summary>What stopped because of the machine, not because of a delivery; each is tried again in the next round.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The nights that were completed, in order; none when the night of this date was complete already.</summary>
    public IReadOnlyList<NightSummary> Nights { get; init; } = [];

    /// <summary>Why no night was run although deliveries were taken; an operator has to decide.</summary>
    public string? DateProblem { get; init; }

    /// <summary>Another worker is busy with the night.</summary>
    public bool IsBusy { get; init; }

    public SelfCheckReport? SelfCheck { get; init; }
}

/// <summary>No night can be run for this date; the message says why.</summary>
public sealed class NightDateException(string message) : Exception(message);

/// <summary>One night (contract §5), step by step. Each step is one transaction or several, and the ledger says which step is under way: a
/// night that was stopped goes on there. Nights that were missed are made up for, in order. Deliveries are also taken when the night is
/// complete.</summary>
internal sealed class Night(Func<DateOnly, IntakeContext> toolsFor, DateOnly today, IReadOnlyList<NotificationFlow> flows)
{
    /// <summary>Rounds go on while something was taken: a delivery may be what another one waits for.</summary>
    private const int MaxRounds = 1000;

    private readonly IntakeContext tools = toolsFor(today);
    private readonly List<DeliveryReport> deliveries = [];
    private readonly List<(Party, Waiting)> waiting = [];
    private readonly List<string> failures = [];
    private readonly List<NightSummary> nights = [];
    private SelfCheckReport? selfCheck;

    /// <exception cref="NightDateException">No night can be run for this date.</exception>
    /// <exception cref="NightStepException">Another version has to finish the last night.</exception>
    public NightReport Run(DateOnly businessDate, CancellationToken stop)
    {
        string? problem = null;
        var started = tools.Clock.GetTimestamp();
        var isBusy = false;
        using (var lease = LaneLease.TryTake(tools.Store, tools.Options.SelfNumber, "NIGHT", tools.Options.LeaseFor))
        {
            if (lease is null)
            {
                isBusy = true;
            }
            else
            {
                foreach (var date in Due(businessDate, out problem))
                    RunOne(date, lease, stop);
                if (nights.Count == 0)
                    TakeBetweenNights(lease, businessDate, stop);
            }
        }
        if (!isBusy)
            tools.Log.LogInformation(
                "Night {Date:yyyy-MM-dd}: {Nights} nights, {Deliveries} deliveries, {Waiting} waiting, {Failures} failures", businessDate,
                nights.Count, deliveries.Count, waiting.Count, failures.Count);
        return new NightReport(businessDate, tools.Clock.GetElapsedTime(started))
        {
            Deliveries = deliveries,
            Waiting = waiting,
            Failures = failures,
            Nights = nights,
            IsBusy = isBusy,
            DateProblem = problem,
            SelfCheck = selfCheck,
        };
    }

    /// <summary>The nights to run: the half-done one, those that were missed, this one. None while an operator has to decide.</summary>
    private List<DateOnly> Due(DateOnly businessDate, out string? problem)
    {
        problem = null;
        if (businessDate > today)
            throw new NightDateException($"The night of {businessDate:yyyy-MM-dd} has not come: today is {today:yyyy-MM-dd}.");
        using var session = tools.Store.Read();
        if (session.LastNight() is not { } last)
            return [businessDate];
        if (NightStep.Problem(last, flows) is { } unknown)
            throw new NightStepException(unknown);
        problem = NightDates.Problem(last, businessDate, today, tools.Options.Night.MaxCatchUp);
        if (problem is not null)
            return [];
        if (businessDate < last.Date)
        {
            throw new NightDateException(
                $"The night of {businessDate:yyyy-MM-dd} cannot be run: that of {last.Date:yyyy-MM-dd} "
                + $"{(last.IsComplete ? "is complete" : "has begun")}, and what happened before it was told then.");
        }
        var first = last.IsComplete ? last.Date.AddDays(1) : last.Date;
        return [.. Enumerable.Range(0, businessDate.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
    }

    private void RunOne(DateOnly date, LaneLease lease, CancellationToken stop)
    {
        selfCheck = null;
        var night = Begin(new NightContext(tools.Options, tools.Store, tools.Outgoing, tools.Clock, tools.Log, date, date, lease),
            out var resumeAt, out var wasResumed);
        var intake = toolsFor(date) with { NightKey = night.Key };
        var held = intake.Deferred.Look();
        DeferredReport With(DeferredReport now) =>
            now with { Applied = held.Applied + now.Applied, Rejected = held.Rejected + now.Rejected };
        long removed = 0;
        // What a run that was stopped had committed leaves first.
        failures.AddRange(night.Publish());
        var work = new Dictionary<NightStep, Action>
        {
            // What waited for this day counts as told at its beginning; what waits for a number may go on when the sources have told it.
            [NightStep.Due] = () => held = With(intake.Deferred.RunDue(stop)),
            [NightStep.Take] = () => Take(intake, stop),
            [NightStep.Held] = () => held = With(intake.Deferred.Run(stop)),
            [NightStep.Collect] = () =>
            {
                NoteMoment(night);
                new Collect(night, flows).Run(stop);
            },
            [NightStep.Replacements] = () => new ReplacementRun(night).Run(stop),
            [NightStep.SelfCheck] = () => Check(night, stop),
            [NightStep.Housekeeping] =
                () => removed = new Housekeeping(night, tools.Disk, tools.Folders, tools.Audit, flows).Run(stop),
        };
        foreach (var flow in flows)
            work.Add(NightStep.Of(flow), () => new NotificationRun(night, flow).Run(stop));
        foreach (var step in NightStep.InOrder(flows).SkipWhile(step => step != resumeAt))
            Step(night, step, work[step]);
        selfCheck ??= NewSelfCheck().RunChanged(night.Key, stop);
        // What a folder did not take when it was committed is tried once more.
        night.Publish();
        failures.AddRange(night.Failures.Distinct());
        nights.Add(Complete(night, wasResumed, held, removed));
    }

    /// <summary>Finds the night in the ledger, or opens it. Its place there is its date, or behind the last one when that had a later
    /// date.</summary>
    private NightContext Begin(NightContext night, out NightStep resumeAt, out bool wasResumed)
    {
        using var session = night.Write();
        var last = session.LastNight();
        wasResumed = last is not null && last.Date == night.BusinessDate;
        resumeAt = wasResumed ? NightStep.Of(last!, flows) : NightStep.Due;
        if (wasResumed)
            return night with { Key = last!.BusinessDate };
        var key = last is not null && last.BusinessDate >= night.BusinessDate ? last.BusinessDate.AddDays(1) : night.BusinessDate;
        DateOnly? countsAs = key == night.BusinessDate ? null : night.BusinessDate;
        var at = night.Clock.GetUtcNow();
        session.InsertNight(key, resumeAt.Name, at, countsAs);
        session.Commit();
        return night with { Key = key };
    }

    /// <summary>A night that tells nobody anything leaves no other trace outside the store.</summary>
    private void NoteMoment(NightContext night) => tools.Disk.Write(
        tools.Disk.Files.Path.Combine(tools.Folders.Nights, night.BusinessDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        stream => stream.Write(Encoding.UTF8.GetBytes(night.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))));

    private static void Step(NightContext night, NightStep step, Action work)
    {
        using (var session = night.Write())
        {
            session.Heartbeat(night.Key, step.Name, night.Clock.GetUtcNow());
            session.InsertNightStep(night.Key, step.Name, night.Clock.GetUtcNow());
            session.Commit();
        }
        using (Phase.Begin(step.Name))
            work();
        using (var session = night.Write())
        {
            session.MarkNightStepCompleted(night.Key, step.Name, night.Clock.GetUtcNow());
            session.Commit();
        }
    }

    private NightSummary Complete(NightContext night, bool wasResumed, DeferredReport held, long removed)
    {
        using (var write = night.Write())
        {
            write.SetNightCounts(night.Key);
            write.MarkNightCompleted(night.Key, night.Clock.GetUtcNow());
            write.Commit();
        }
        using var session = tools.Store.Read();
        return new NightSummary(night.BusinessDate, wasResumed, held, session.Flows(night.Key), session.PartiesOf(night.Key), removed);
    }

    /// <summary>What was dropped since the night was completed; what it changes is told by the next one.</summary>
    private void TakeBetweenNights(LaneLease lease, DateOnly businessDate, CancellationToken stop)
    {
        failures.AddRange(new NightContext(
            tools.Options, tools.Store, tools.Outgoing, tools.Clock, tools.Log, businessDate, businessDate, lease).Publish());
        Take(tools, stop);
        selfCheck = NewSelfCheck().RunChanged(businessDate, stop);
    }

    private void Take(IntakeContext intake, CancellationToken stop)
    {
        if (intake.TakesNothing)
            return;
        var parties = InOrder();
        var stopped = new List<string>();
        for (var round = 0; round < MaxRounds; round++)
        {
            waiting.Clear();
            stopped.Clear();
            var taken = 0;
            foreach (var party in parties)
            {
                stop.ThrowIfCancellationRequested();
                var report = new PartyIntake(intake, party).Run(stop);
                deliveries.AddRange(report.Deliveries);
                waiting.AddRange(report.Waiting.Select(w => (party, w)));
                stopped.AddRange(report.Failures);
                taken += report.Deliveries.Count;
            }
            if (taken == 0)
                break;
        }
        failures.AddRange(stopped);
    }

    /// <summary>While the past is made again the files are ahead of the ledger.</summary>
    private SelfCheck NewSelfCheck() => new(tools.Store, flows, tools.TakesNothing ? null : tools.Age);

    private void Check(NightContext night, CancellationToken stop)
    {
        selfCheck = NewSelfCheck().RunChanged(night.Key, stop);
        using var write = night.Write();
        write.SetNightFaults(night.Key, selfCheck.Lines.Count(line => line.Faults > 0));
        write.Commit();
    }

    /// <summary>Sources first: an institution's records are judged by what the sources told tonight.</summary>
    private List<Party> InOrder()
    {
        using var session = tools.Store.Read();
        return [.. session.Parties().OrderBy(p => p.Kind == PartyKind.Source ? 0 : 1).ThenBy(p => p.SourceRank).ThenBy(p => p.Number)];
    }
}
