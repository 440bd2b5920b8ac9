using System.Diagnostics;

namespace Raas.Store;

/// <summary>Renews the leases that this process has on a server, from a thread and over a connection of its own: neither a pool whose
/// threads all work, nor one whose connections do, stops it. It waits for nothing longer than a beat.</summary>
internal sealed class Heart(Dialect dialect)
{
    /// <summary>Beats within the time for which a lease lasts.</summary>
    private const int Beats = 4;

    private readonly object gate = new();
    private readonly List<RowLease> leases = [];
    private bool isBeating;

    public void Add(RowLease lease)
    {
        lock (gate)
        {
            leases.Add(lease);
            if (!isBeating)
                new Thread(Beat) { IsBackground = true, Name = "leases" }.Start();
            isBeating = true;
            Monitor.PulseAll(gate);
        }
    }

    public void Remove(RowLease lease)
    {
        lock (gate)
        {
            leases.Remove(lease);
            Monitor.PulseAll(gate);
        }
    }

    private void Beat()
    {
        var last = Stopwatch.StartNew();
        StoreSession? session = null;
        while (Wait(last) is { } due)
        {
            last.Restart();
            DateTimeOffset? now = null;
            foreach (var lease in due)
            {
                try
                {
                    session ??= new StoreSession(dialect.WithLockTimeout(Pause(due)));
                    now ??= session.Clock();
                    lease.Renew(session, now.Value);
                }
                catch (Exception)
                {
                    // The next beat tries again. What runs out meanwhile is noticed by its owner, before he commits.
                    session?.Dispose();
                    session = null;
                }
            }
        }
        session?.Dispose();
    }

    /// <returns>What is to be renewed now; null: there is nothing any more, and the thread ends.</returns>
    private List<RowLease>? Wait(Stopwatch last)
    {
        lock (gate)
        {
            while (leases.Count > 0)
            {
                var rest = Pause(leases) - last.Elapsed;
                if (rest <= TimeSpan.Zero)
                    return [.. leases];
                Monitor.Wait(gate, rest);
            }
            isBeating = false;
            return null;
        }
    }

    private static TimeSpan Pause(List<RowLease> leases) => leases.Min(lease => lease.LeaseFor) / Beats;
}
