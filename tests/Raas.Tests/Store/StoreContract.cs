using Raas.Configuration;
using Raas.Store;

namespace Raas.Tests.Store;

/// <summary>What every store promises. Each test has a migrated store of its own.</summary>
public abstract partial class StoreContract : IDisposable
{
    protected const long Institution = 212344876;
    protected const long Other = 316380841;

    /// <summary>Milliseconds are what every store keeps.</summary>
    protected static readonly DateTimeOffset Now = new(2026, 3, 2, 20, 15, 30, 123, TimeSpan.FromHours(1));

    private readonly Lazy<RegisterStore> store;
    private bool disposed;

    protected StoreContract() => store = new Lazy<RegisterStore>(() =>
    {
        var dialect = Create();
        new Migrator(dialect).Run(Now);
        return new RegisterStore(dialect);
    });

    protected RegisterStore Store => store.Value;

    /// <summary>An empty database.</summary>
    protected abstract Dialect Create();

    /// <summary>A second way to the database that <see cref="Create"/> made, for who cannot wait.</summary>
    protected abstract Dialect Impatient(TimeSpan patience);

    protected abstract void Destroy();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposed || !store.IsValueCreated)
            return;
        disposed = true;
        Destroy();
    }

    protected static LeaseArguments Lease(string flow, string owner) => new(Institution, flow, owner, Now);

    protected void Insert(LeaseArguments lease)
    {
        using var session = Store.Write();
        session.Execute("insert_lease", new { lease.Party, lease.Flow, lease.Owner, lease.ExpiresAt });
        session.Commit();
    }

    protected void Load(BulkRows rows)
    {
        using var session = Store.Write();
        session.BulkLoad(rows);
        session.Commit();
    }

    protected int Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;

    public sealed record LeaseArguments(long Party, string Flow, string Owner, DateTimeOffset ExpiresAt)
    {
        public string? Previous { get; init; }

        public DateTimeOffset PreviousExpiresAt => ExpiresAt;
    }
}
