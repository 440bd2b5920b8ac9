using System.Globalization;
using Hangfire;
using Hangfire.Storage;
using Raas.Configuration;
using Raas.Domain;

namespace Raas.Host.Worker;

/// <summary>What Hangfire is to start again and again, and whether it will.</summary>
internal sealed class RecurringJobs(LateStorage storage, RaasOptions options, TimeProvider clock)
{
    public const string Intake = "intake";
    public const string Night = "night";
    public const string Watch = "alarms";

    /// <summary>A scheduler that lives is not so late.</summary>
    private static readonly TimeSpan IsLateAfter = TimeSpan.FromMinutes(10);

    private bool areRegistered;

    /// <summary>Says them to Hangfire, or says them again.</summary>
    public void Register(IRecurringJobManager manager)
    {
        var belgian = new RecurringJobOptions { TimeZone = BelgianTime.Zone };
        manager.AddOrUpdate<ScheduledJobs>(Intake, job => job.Intake(CancellationToken.None), "*/15 * * * * *", belgian);
        manager.AddOrUpdate<ScheduledJobs>(Night, job => job.Night(CancellationToken.None), options.Night.Cron, belgian);
        manager.AddOrUpdate<ScheduledJobs>(Watch, job => job.Watch(CancellationToken.None), "30 * * * * *", belgian);
        areRegistered = true;
    }

    /// <summary>Which of them is not there any more, or will not be started: whoever can write to Hangfire's tables can do that. Asked
    /// before they are registered there is nothing to say.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (!areRegistered)
            return [];
        using var connection = storage.GetReadOnlyConnection();
        var known = connection.GetRecurringJobs([Intake, Night, Watch]);
        return [.. known.Select(Problem).OfType<string>()];
    }

    private string? Problem(RecurringJobDto job)
    {
        var again = "start raas serve again: it registers its jobs";
        if (job.Removed || job.Job is null && job.LoadException is null)
            return $"job {job.Id}: it was removed from Hangfire; {again}.";
        if (job.NextExecution is not { } next)
            return $"job {job.Id}: Hangfire will not start it{(job.Error is { } error ? $": {error}" : "")}; {again}.";
        var late = clock.GetUtcNow() - new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
        return late <= IsLateAfter ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"job {job.Id}: Hangfire should have started it {late.TotalMinutes:0} minutes ago; {again}.");
    }
}
