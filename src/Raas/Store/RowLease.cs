using System.Diagnostics;
using Raas.Domain;

namespace Raas.Store;

/// <summary>A lease on a server: a row with the owner and the moment until which nobody asks whether he lives.
/// <list type="bullet">
/// <item>The owner renews it in transactions of a moment, beside the long ones in which he works (<see cref="Heart"/>). A long one touches
/// the row at its very end only, so that nobody waits for it.</item>
/// <item>The clock is the server's: hosts need not agree on the time, and who looks only once knows as much as who has watched.</item>
/// <item>Each take-over writes a name that nobody has had before. The last statement of a transaction renews the row under that name: when
/// another has taken it there is no such row, and nothing is committed; when not, whoever wants to take it waits for the commit, and
/// then finds it renewed.</item>
/// </list></summary>
internal sealed class RowLease : LaneLease
{
    /// <summary>Seconds within which two start times are those of one process.</summary>
    private const long SameStart = 5;

    /// <summary>A lease that lasts longer than anybody takes one was taken when the server's clock was ahead: it would hold its lane for
    /// years.</summary>
    private static readonly TimeSpan ClockWentBack = TimeSpan.FromHours(1);

    private static readonly string ThisProcess = NameOfProcess();

    private readonly RegisterStore store;
    private readonly CbeNumber party;
    private readonly string flow;
    private readonly string owner;
    private readonly Lock renewing = new();

    /// <summary>The transaction that has the row.</summary>
    private StoreSession? confirmed;

    private RowLease(RegisterStore store, CbeNumber party, string flow, string owner, TimeSpan leaseFor)
        : base(store)
    {
        (this.store, this.party, this.flow, this.owner, LeaseFor) = (store, party, flow, owner, leaseFor);
        store.Heart.Add(this);
    }

    public TimeSpan LeaseFor { get; }

    public static RowLease? TryTakeRow(RegisterStore store, CbeNumber party, string flow, TimeSpan leaseFor)
    {
        var name = $"{ThisProcess}/{Guid.NewGuid():N}";
        LeaseRow? held;
        using (var look = store.Read())
        {
            held = look.First<LeaseRow>("read_lease", new { Party = party.Value, Flow = flow });
            if (held is not null && IsAlive(held, look.Clock(), leaseFor))
                return null;
        }
        using var session = store.Write();
        try
        {
            var taken = new { Party = party.Value, Flow = flow, Owner = name, ExpiresAt = session.Clock() + leaseFor };
            var rows = held is null
                ? session.Execute("insert_lease", taken)
                : session.Execute("set_lease_owner", new { taken.Party, taken.Flow, taken.Owner, taken.ExpiresAt,
                    Previous = held.Owner, PreviousExpiresAt = held.ExpiresAt });
            // It may have waited for another: the term begins now.
            if (rows == 0 || !Renew(session, party, flow, name, session.Clock() + leaseFor))
                return null;
            session.Commit();
        }
        catch (Exception e) when (store.Dialect.IsUniqueViolation(e))
        {
            return null;
        }
        return new RowLease(store, party, flow, name, leaseFor);
    }

    /// <summary>One beat of the heart. Not while our own commit has the row: that renews it.</summary>
    /// <param name="now">By the server's clock.</param>
    internal void Renew(StoreSession session, DateTimeOffset now)
    {
        lock (renewing)
        {
            if (confirmed is null or { IsOver: true })
                Renew(session, party, flow, owner, now + LeaseFor);
        }
    }

    protected override bool IsOurs(StoreSession session) =>
        session.First<LeaseRow>("read_lease", new { Party = party.Value, Flow = flow })?.Owner == owner;

    protected override void Confirm(StoreSession session)
    {
        lock (renewing)
            confirmed = session;
        if (!Renew(session, party, flow, owner, session.Clock() + LeaseFor))
            throw new LeaseLostException();
    }

    protected override void Dispose(bool disposing)
    {
        store.Heart.Remove(this);
        try
        {
            using var session = store.Write();
            session.Execute("delete_lease", new { Party = party.Value, Flow = flow, Owner = owner });
            session.Commit();
        }
        catch (Exception e) when (store.Dialect.IsTransient(e))
        {
            // It runs out.
        }
    }

    private static bool Renew(StoreSession session, CbeNumber party, string flow, string owner, DateTimeOffset expiresAt) =>
        session.Execute("set_lease_expiry", new { Party = party.Value, Flow = flow, Owner = owner, ExpiresAt = expiresAt }) == 1;

    private static bool IsAlive(LeaseRow held, DateTimeOffset now, TimeSpan leaseFor) =>
        held.ExpiresAt > now && held.ExpiresAt - now < leaseFor + ClockWentBack && !IsDead(held.Owner);

    /// <summary>Host, process, start of the process.</summary>
    private static string NameOfProcess()
    {
        using var self = Process.GetCurrentProcess();
        return $"{Environment.MachineName}/{self.Id}/{StartOf(self)}";
    }

    /// <summary>A worker of this host of which the process is gone is not waited for.</summary>
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
