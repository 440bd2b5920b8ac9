using System.Diagnostics;
using Raas.Domain;

namespace Raas.Store;

/// <summary>The right to work on a lane, for a while: one worker at a time, on whichever host. Renewed while work goes on;
/// a dead worker's lease runs out, or is taken over at once by a worker on the same host that sees the process gone.</summary>
public sealed class LaneLease : IDisposable
{
    /// <summary>Seconds within which two start times are those of one process.</summary>
    private const long SameStart = 5;

    /// <summary>A lease that lasts longer than anybody takes one was taken by a clock that was ahead: it would hold its lane for
    /// years.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromHours(1);

    private readonly RegisterStore store;
    private readonly CbeNumber party;
    private readonly string flow;
    private readonly string owner;
    private readonly TimeSpan leaseFor;
    private readonly TimeProvider clock;
    private readonly ITimer heartbeat;
    private int renewing;

    private LaneLease(RegisterStore store, CbeNumber party, string flow, string owner, TimeSpan leaseFor, TimeProvider clock)
    {
        (this.store, this.party, this.flow, this.owner, this.leaseFor, this.clock) = (store, party, flow, owner, leaseFor, clock);
        heartbeat = clock.CreateTimer(_ => _ = Renew(), null, leaseFor / 4, leaseFor / 4);
    }

    /// <summary>The name of this worker: host, process, start of the process, and a number inside it.</summary>
    public static string NewOwner()
    {
        using var self = Process.GetCurrentProcess();
        return $"{Environment.MachineName}/{self.Id}/{StartOf(self)}/{Guid.NewGuid():N}";
    }

    /// <summary>The lease, or null while another worker that may be alive holds it.</summary>
    public static LaneLease? TryTake(RegisterStore store, CbeNumber party, string flow, string owner, TimeSpan leaseFor, TimeProvider clock)
    {
        using var session = store.Write();
        var now = clock.GetUtcNow();
        var held = session.First<LeaseRow>("read_lease", new { Party = party.Value, Flow = flow });
        try
        {
            var taken = held switch
            {
                null => session.Execute("insert_lease", new { Party = party.Value, Flow = flow, Owner = owner, ExpiresAt = now + leaseFor }),
                _ when held.ExpiresAt > now && held.ExpiresAt - now < leaseFor + ClocksDiffer && !IsDead(held.Owner) => 0,
                _ => session.Execute("take_lease", new { Party = party.Value, Flow = flow, Owner = owner, ExpiresAt = now + leaseFor, Previous = held.Owner }),
            };
            if (taken == 0)
                return null;
            session.Commit();
        }
        catch (Exception e) when (store.Dialect.IsUniqueViolation(e))
        {
            return null;
        }
        return new LaneLease(store, party, flow, owner, leaseFor, clock);
    }

    /// <summary>Inside the transaction that relies on the lease: still ours, and for a while longer. False: another worker
    /// took the lane over, and this transaction must not commit.</summary>
    public bool Confirm(StoreSession session) =>
        session.Execute("renew_lease", new { Party = party.Value, Flow = flow, Owner = owner, ExpiresAt = clock.GetUtcNow() + leaseFor }) == 1;

    public void Dispose()
    {
        heartbeat.Dispose();
        using var session = store.Write();
        session.Execute("release_lease", new { Party = party.Value, Flow = flow, Owner = owner });
        session.Commit();
    }

    /// <summary>Waits for the writer's place behind a long delivery without holding a thread.</summary>
    private async Task Renew()
    {
        if (Interlocked.Exchange(ref renewing, 1) == 1)
            return;
        try
        {
            using var session = await store.WriteAsync().ConfigureAwait(false);
            if (Confirm(session))
                session.Commit();
        }
        catch (Exception)
        {
            // The lease may run out; Confirm in the delivery's own transaction notices.
        }
        finally
        {
            renewing = 0;
        }
    }

    private static bool IsDead(string owner)
    {
        var parts = owner.Split('/');
        if (parts.Length != 4 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return !long.TryParse(parts[2], out var started) || Math.Abs(StartOf(process) - started) > SameStart;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>Seconds since 1970: each process reckons the start of another from the boot time, to a few milliseconds.</summary>
    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeSeconds();

    private sealed record LeaseRow
    {
        public string Owner { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
    }
}

/// <summary>Another worker took over what we had the lease of: nothing of ours may be committed.</summary>
public sealed class LeaseLostException() : Exception("Another worker has taken over; nothing was changed here.");
