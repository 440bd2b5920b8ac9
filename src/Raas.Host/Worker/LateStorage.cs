using System.Data.Common;
using Hangfire;
using Hangfire.Server;
using Hangfire.States;
using Hangfire.Storage;

namespace Raas.Host.Worker;

/// <summary>Hangfire's storage, which may come later than the host: its installer tries three times when it is made and never again, so it
/// is made anew until it answers. Until then whoever asks it is told that the database is away.</summary>
/// <param name="make">Makes a storage; it may throw, or give one that does not answer.</param>
internal sealed class LateStorage(Func<JobStorage> make) : JobStorage
{
    private volatile JobStorage? there;
    private volatile string reason = "it has not been asked yet";

    /// <summary>Makes it, unless it is there.</summary>
    /// <returns>Null: it does not answer; see <see cref="Reason"/>.</returns>
    public JobStorage? TryMake()
    {
        if (there is not null)
            return there;
        try
        {
            var made = make();
            // An installer that failed has left it without its tables.
            made.GetMonitoringApi().GetStatistics();
            JobExpirationTimeout = made.JobExpirationTimeout;
            return there = made;
        }
        catch (Exception e)
        {
            reason = e.Message;
            return null;
        }
    }

    /// <summary>Why it could not be made in the last try.</summary>
    public string Reason => reason;

    public override bool LinearizableReads => There.LinearizableReads;

    public override IMonitoringApi GetMonitoringApi() => There.GetMonitoringApi();

    public override IStorageConnection GetConnection() => There.GetConnection();

    public override IStorageConnection GetReadOnlyConnection() => There.GetReadOnlyConnection();

    public override IEnumerable<IStateHandler> GetStateHandlers() => There.GetStateHandlers();

    public override bool HasFeature(string featureId) => There.HasFeature(featureId);

    public override string ToString() => there?.ToString() ?? "not there yet";

    private JobStorage There => there ?? throw new StorageAwayException(reason);
}

/// <summary>The database of the jobs has not answered since the start of this host.</summary>
internal sealed class StorageAwayException(string reason) : DbException(reason)
{
    public override bool IsTransient => true;
}
