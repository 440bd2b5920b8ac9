using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raas.Files;

namespace Raas.Host.Serve;

/// <summary>Registers the recurring jobs as soon as the storage answers, has a missed or half-done night run, and takes changes in the drop folders as
/// a hint to look at once. At the end it stops the workers.</summary>
internal sealed class Schedule(
    IServiceProvider services, RaasOptions options, Nights nights, IntakeRounds rounds, FolderLooks looks, TimeProvider clock,
    ILogger<Schedule> log) : BackgroundService
{
    public const string IntakeJob = "intake";
    public const string NightJob = "night";
    public const string WatchJob = "alarms";

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(7);

    /// <summary>An upload makes many events: one look for all of them.</summary>
    private static readonly TimeSpan HintRests = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim hints = new(0, 1);

    /// <summary>The jobs are registered.</summary>
    public bool IsRunning { get; private set; }

    public override void Dispose()
    {
        hints.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await rounds.Stop(StopsWithin).ConfigureAwait(false);
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the host: storages may take their time.
        await Task.Yield();
        try
        {
            await Run(stoppingToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogCritical(e, "The schedule ended, and with it the host: {Reason}", e.Message);
            throw;
        }
    }

    private async Task Run(CancellationToken stoppingToken)
    {
        while (!TryRegister())
            await Task.Delay(TryAgainAfter, clock, stoppingToken).ConfigureAwait(false);
        IsRunning = true;
        using var watcher = Watch();
        var jobs = services.GetRequiredService<IBackgroundJobClient>();
        while (!stoppingToken.IsCancellationRequested)
        {
            await hints.WaitAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(HintRests, clock, stoppingToken).ConfigureAwait(false);
            try
            {
                jobs.Enqueue<ScheduledJobs>(job => job.Intake(CancellationToken.None));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("A hint of the folders was lost: {Reason}. The next round looks anyway", e.Message);
            }
        }
    }

    private bool TryRegister()
    {
        try
        {
            var recurring = services.GetRequiredService<IRecurringJobManager>();
            var belgian = new RecurringJobOptions { TimeZone = Nights.Zone };
            recurring.AddOrUpdate<ScheduledJobs>(IntakeJob, job => job.Intake(CancellationToken.None), "*/15 * * * * *", belgian);
            recurring.AddOrUpdate<ScheduledJobs>(NightJob, job => job.Night(CancellationToken.None), options.Night.Cron, belgian);
            recurring.AddOrUpdate<ScheduledJobs>(WatchJob, job => job.Watch(CancellationToken.None), "30 * * * * *", belgian);
            if (nights.IsMissed())
            {
                log.LogWarning("A night was missed or stopped half-way: it is run now");
                services.GetRequiredService<IBackgroundJobClient>().Enqueue<ScheduledJobs>(job => job.Night(CancellationToken.None));
            }
            services.GetRequiredService<IBackgroundJobClient>().Enqueue<ScheduledJobs>(job => job.Intake(CancellationToken.None));
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The jobs could not be registered: {Reason}. It is tried again in {Seconds} s", e.Message, TryAgainAfter.TotalSeconds);
            return false;
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var parties = Path.Combine(options.DataRoot, "parties");
            return looks.Look(parties, () => Watch(parties));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            log.LogWarning("Changes in the drop folders cannot be watched: {Reason}. They are looked at every 15 seconds", e.Message);
            return null;
        }
    }

    private FileSystemWatcher Watch(string parties)
    {
        Directory.CreateDirectory(parties);
        var watcher = new FileSystemWatcher(parties, "*.xml") { IncludeSubdirectories = true };
        watcher.NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite;
        watcher.Created += Hint;
        watcher.Renamed += Hint;
        watcher.Changed += Hint;
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Hint(object sender, FileSystemEventArgs e)
    {
        if (Path.GetFileName(Path.GetDirectoryName(e.FullPath)) != "in" || hints.CurrentCount > 0)
            return;
        try
        {
            hints.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another event was first.
        }
    }
}
