using Raas.Domain;
using Raas.Store.Sqlite;

namespace Raas.Store;

/// <summary>The right to work on a lane, or on the night: one worker at a time, on whichever host. It lasts as long as its owner lives,
/// however long a transaction of the owner takes; when the owner dies it is free.
/// <para>On the embedded store all workers are on one machine, whose kernel knows who lives: <see cref="FileLease"/>. On a server they are
/// on many, whom nobody but the server sees: <see cref="RowLease"/>.</para></summary>
public abstract class LaneLease(RegisterStore store) : IDisposable
{
    /// <summary>The lease, or null while another worker that may be alive holds it. Waits for nobody.</summary>
    /// <param name="flow">The lane, or what else of the party only one may do.</param>
    /// <param name="leaseFor">How long a worker on another host that is not heard of keeps it.</param>
    public static LaneLease? TryTake(RegisterStore store, CbeNumber party, string flow, TimeSpan leaseFor) =>
        store.Dialect.LeaseFolder is { } folder
            ? FileLease.TryTake(store, folder, $"{party}.{flow}.lock")
            : RowLease.TryTakeRow(store, party, flow, leaseFor);

    /// <summary>A transaction that relies on the lease. Whether it is still ours is asked now, so that nothing is done in vain, and decided
    /// by the last statement before the commit.</summary>
    /// <exception cref="LeaseLostException">Another worker has it; the commit may throw this too.</exception>
    public StoreSession Write()
    {
        var session = store.Write(fence: Confirm);
        try
        {
            return IsOurs(session) ? session : throw new LeaseLostException();
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives it back.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>As far as a look can tell.</summary>
    protected abstract bool IsOurs(StoreSession session);

    /// <summary>From here to the end of the transaction nobody can take it over.</summary>
    /// <exception cref="LeaseLostException">Somebody has.</exception>
    protected abstract void Confirm(StoreSession session);
}

/// <summary>The one clock that all hosts have in common.</summary>
internal static class StoreClock
{
    /// <summary>What time it is there.</summary>
    public static DateTimeOffset Clock(this StoreSession session) => session.Scalar<DateTimeOffset>("store_clock");
}

/// <summary>Another worker took over what we had the lease of: nothing of ours may be committed.</summary>
public sealed class LeaseLostException() : Exception("Another worker has taken over; nothing was changed here.");
