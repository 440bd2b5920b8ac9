using Hangfire;
using Hangfire.InMemory;
using Raas.Configuration;
using Raas.Host.Worker;

namespace Raas.Tests.Host.Worker;

/// <summary>A job that somebody took out of Hangfire's tables: the schedule must not go on promising it.</summary>
public sealed class RecurringJobsTests
{
    private readonly LateStorage storage = new(() => new InMemoryStorage());

    public RecurringJobsTests()
    {
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        Assert.NotNull(storage.TryMake());
    }

    [Fact]
    public void What_was_removed_or_never_comes_is_told_until_it_is_registered_again()
    {
        var jobs = new RecurringJobs(storage, new RaasOptions(), TimeProvider.System);
        var manager = new RecurringJobManager(storage);
        Assert.Empty(jobs.Problems());
        jobs.Register(manager);
        Assert.Empty(jobs.Problems());
        manager.RemoveIfExists(RecurringJobs.Night);
        Assert.StartsWith("job night: it was removed", Assert.Single(jobs.Problems()), StringComparison.Ordinal);
        jobs.Register(manager);
        Assert.Empty(jobs.Problems());
        manager.AddOrUpdate<ScheduledJobs>(RecurringJobs.Intake, job => job.Intake(CancellationToken.None), Cron.Never());
        Assert.StartsWith("job intake: Hangfire will not start it", Assert.Single(jobs.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scheduler_that_is_dead_is_late()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        var jobs = new RecurringJobs(storage, new RaasOptions { Night = new NightOptions { Cron = "0 2 1 1 *" } }, clock);
        jobs.Register(new RecurringJobManager(storage));
        Assert.Empty(jobs.Problems());
        clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(["job intake", "job alarms"], jobs.Problems().Select(problem => problem.Split(':')[0]));
    }
}
