using Cronos;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;
using Raas.Operations;
using Raas.Store;

namespace Raas.Host.Worker;

/// <summary>Runs nights, and knows which one should have been run by now.</summary>
internal sealed class NightSchedule(Engine engine, RaasOptions options, TimeProvider clock, ILogger<NightSchedule> log)
{
    /// <summary>Whoever is to begin a night has done so by then.</summary>
    private static readonly TimeSpan BeginsWithin = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset startedAt = clock.GetUtcNow();
    private readonly CronExpression cron = CronExpression.Parse(options.Night.Cron);

    /// <summary>What the last night could not do.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    public DateTimeOffset? Next => cron.GetNextOccurrence(clock.GetUtcNow(), BelgianTime.Zone);

    /// <summary>The night of the schedule: not while it is paused.</summary>
    public void RunScheduled(CancellationToken stop)
    {
        if (engine.LaneControl.NightPause() is { } pause)
        {
            log.LogWarning("The night was not run: {Operator} has paused it since {Since:u}", pause.Operator, pause.HeldAt);
            return;
        }
        if (engine.Age.Check() is { } older)
        {
            log.LogWarning("The night was not run: {Problem}", older);
            return;
        }
        Run(null, stop);
    }

    /// <summary>A night, and those that were missed before it.</summary>
    /// <param name="date">Null: that of today.</param>
    public void Run(DateOnly? date, CancellationToken stop)
    {
        if (!TryRun(date, stop))
            log.LogInformation("Another worker is busy with the night");
    }

    /// <summary>Goes on with a night that nobody works on any more, or that nobody has begun although it was asked for: with nights up to
    /// that one. The next one keeps its hour, or what comes until then would wait for the one after it.</summary>
    public void GoOn(CancellationToken stop)
    {
        if (Missed(options.LeaseFor + BeginsWithin) is { } date && engine.LaneControl.NightPause() is null
            && engine.Nights.Problem() is null && engine.Age.Check() is null && TryRun(date, stop))
            log.LogWarning("A night was missed or stopped half-way: it went on here");
    }

    /// <param name="date">The last night to run; null: that of today.</param>
    /// <returns>False: another worker is busy with it.</returns>
    private bool TryRun(DateOnly? date, CancellationToken stop)
    {
        var report = engine.Nights.Run(date, null, stop);
        if (report.IsBusy)
            return false;
        if (report.DateProblem is { } problem)
            log.LogWarning("No night was run: {Problem}", problem);
        else
            Failures = [.. report.Failures.Select(f => $"night {f}")];
        return true;
    }

    /// <summary>The last night that the schedule asked for so long ago; null when it has asked for none after the first one of the ledger,
    /// nor since the start.</summary>
    public DateOnly? Due(TimeSpan since)
    {
        var until = clock.GetUtcNow() - since;
        var last = cron.GetOccurrences(until.AddDays(-8), until, BelgianTime.Zone, fromInclusive: true, toInclusive: true)
            .Cast<DateTimeOffset?>().LastOrDefault();
        if (last is not { } at)
            return null;
        var date = BelgianTime.DateOf(at);
        return at >= startedAt || engine.Nights.First() < date ? date : null;
    }

    /// <summary>A fresh scheduler does not know what passed while it was not there; the ledger does.</summary>
    public bool IsMissed() => Missed(TimeSpan.Zero) is not null;

    /// <summary>The nights that an operator may want now, the one that is missing first: what lies before today, then today.</summary>
    public IReadOnlyList<DateOnly> Runnable()
    {
        var (last, today) = (engine.Nights.Last(), engine.Today);
        if (engine.Nights.Problem() is not null)
            return [];
        var next = last is null ? today : last.IsComplete ? last.Date.AddDays(1) : last.Date;
        var missed = today.AddDays(-1);
        return next > today ? [] : next <= missed ? [missed, today] : [today];
    }

    /// <summary>The last night that should have been run so long ago, or the one that was begun; null when there is neither.</summary>
    private DateOnly? Missed(TimeSpan since)
    {
        var last = engine.Nights.Last();
        if (Due(since) is { } due && (last is null || last.Date < due))
            return due;
        return last is { IsComplete: false } ? last.Date : null;
    }
}
