using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Nights;
using Raas.Oversight;

namespace Raas.Host.Worker;

/// <summary>Has everything done in time. Hangfire's recurring jobs are registered as soon as its storage answers, and changes in the drop
/// folders are a hint to look at once. What Hangfire does not start, because its storage is away or another host has taken the job, is
/// started here: a round that is overdue, a look at the alarms (and by <see cref="NightWatch"/> a night). At the end it stops the
/// workers.</summary>
internal sealed class Schedule(
    IServiceProvider services, LateStorage storage, RecurringJobs jobs, RaasOptions options, AlarmPublisher alarms, IntakeRounds rounds,
    FolderLooks looks, TimeProvider clock, ILogger<Schedule> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(7);

    /// <summary>Hangfire's round comes every 15 seconds, and may be late for a moment.</summary>
    private static readonly TimeSpan RoundIsOverdue = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WatchIsOverdue = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(5);

    /// <summary>An upload makes many events: one look for all of them.</summary>
    private static readonly TimeSpan HintRests = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim hints = new(0, 1);
    private BackgroundJobServer? server;

    /// <summary>The jobs are registered.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Why they are not; null when they are.</summary>
    public string? Trouble => IsRunning ? null : storage.Reason;

    public override void Dispose()
    {
        server?.Dispose();
        hints.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        server?.SendStop();
        var ended = server?.WaitForShutdownAsync(cancellationToken) ?? Task.CompletedTask;
        await Task.WhenAll(rounds.Stop(StopsWithin), base.StopAsync(cancellationToken), ended);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Each on a thread of its own, none on the thread that starts the host: storages, rounds and nights take their time.
        var parts = new Action<CancellationToken>[] { Register, Rounds, Alarms };
        using var watcher = Watch();
        var running = parts.Select(part => Task.Factory.StartNew(
            () => Run(part, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await foreach (var ended in Task.WhenEach(running))
            await ended;
    }

    private void Run(Action<CancellationToken> part, CancellationToken stop)
    {
        try
        {
            part(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (Exception e)
        {
            log.LogCritical(e, "The schedule ended, and with it the host: {Reason}", e.Message);
            throw;
        }
    }

    private void Register(CancellationToken stop)
    {
        while (!TryRegister(stop))
            Sleep(TryAgainAfter, stop);
        IsRunning = true;
    }

    private bool TryRegister(CancellationToken stop)
    {
        try
        {
            if (storage.TryMake() is not { } made)
            {
                log.LogError("The jobs could not be registered: {Reason}. It is tried again in {Seconds} s", storage.Reason,
                    TryAgainAfter.TotalSeconds);
                return false;
            }
            jobs.Register(services.GetRequiredService<IRecurringJobManager>());
            stop.ThrowIfCancellationRequested();
            server = new BackgroundJobServer(new BackgroundJobServerOptions
            {
                Activator = services.GetRequiredService<JobActivator>(),
                WorkerCount = 6,
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                ShutdownTimeout = TimeSpan.FromSeconds(8),
                ServerName = Environment.MachineName.ToLowerInvariant(),
            }, made);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The jobs could not be registered: {Reason}. It is tried again in {Seconds} s", e.Message,
                TryAgainAfter.TotalSeconds);
            return false;
        }
    }

    /// <summary>At once when the folders give a hint.</summary>
    private void Rounds(CancellationToken stop)
    {
        rounds.Run(stop);
        while (true)
        {
            var isHint = hints.Wait(LooksEvery, stop);
            if (isHint)
                Sleep(HintRests, stop);
            if (isHint || IsOverdue(rounds.LastBegunAt, RoundIsOverdue))
                rounds.Run(stop);
        }
    }

    private void Alarms(CancellationToken stop)
    {
        while (true)
        {
            Sleep(LooksEvery, stop);
            if (IsOverdue(alarms.LastLookAt, WatchIsOverdue))
                Try(() => alarms.Look(stop).GetAwaiter().GetResult(), "The alarms could not be looked after");
        }
    }

    private void Try(Action work, string failed)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("{Failed}: {Reason}. It is tried again", failed, e.Message);
        }
    }

    private void Sleep(TimeSpan time, CancellationToken stop) => Task.Delay(time, clock, stop).GetAwaiter().GetResult();

    private bool IsOverdue(DateTimeOffset? last, TimeSpan after) => last is not { } at || clock.GetUtcNow() - at > after;
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
