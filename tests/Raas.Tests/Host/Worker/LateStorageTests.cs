using Hangfire;
using Hangfire.InMemory;
using Hangfire.Storage;
using Raas.Host.Worker;

namespace Raas.Tests.Host.Worker;

/// <summary>A database that comes later than the host: the storage of the jobs was made once, and never again.</summary>
public sealed class LateStorageTests
{
    [Fact]
    public void It_is_made_anew_until_it_answers_and_says_why_meanwhile()
    {
        // Another test's host was the last one to say where Hangfire writes its log, and is gone.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        var tries = 0;
        var late = new LateStorage(() => ++tries switch
        {
            1 => throw new TimeoutException("no route to the server"),
            2 => new Silent(),
            _ => new InMemoryStorage(),
        });
        Assert.Null(late.TryMake());
        Assert.Equal("no route to the server", late.Reason);
        Assert.Throws<StorageAwayException>(late.GetMonitoringApi);
        // Its installer has failed, and said nothing.
        Assert.Null(late.TryMake());
        Assert.Equal("its tables are not there", late.Reason);
        var made = late.TryMake();
        Assert.True(made is not null, late.Reason);
        Assert.Same(made, late.TryMake());
        Assert.Equal(3, tries);
        Assert.NotNull(new BackgroundJobClient(late).Enqueue(() => Console.WriteLine()));
        Assert.Equal(1, late.GetMonitoringApi().EnqueuedCount("default"));
    }

    private sealed class Silent : JobStorage
    {
        public override IMonitoringApi GetMonitoringApi() => throw new InvalidOperationException("its tables are not there");

        public override IStorageConnection GetConnection() => throw new InvalidOperationException("its tables are not there");
    }
}
