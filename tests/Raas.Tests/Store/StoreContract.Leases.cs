using System.Diagnostics;
using Raas.Configuration;
using Raas.Store;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    private static readonly TimeSpan Patient = TimeSpan.FromMinutes(2);

    private bool AreLeasesRows => Store.Dialect.LeaseFolder is null;

    private LaneLease? Take(string flow, TimeSpan? leaseFor = null) =>
        LaneLease.TryTake(Store, Party, flow, leaseFor ?? TimeSpan.FromHours(1));

    [StoreFact]
    public void A_lane_has_one_worker_at_a_time()
    {
        using (Take("A"))
        {
            Assert.Null(Take("A"));
            using var beside = Take("B");
            Assert.NotNull(beside);
        }
        using var next = Take("A");
        Assert.NotNull(next);
    }

    /// <summary>However long its owner's transaction takes.</summary>
    [StoreFact]
    public void A_lease_is_kept_while_a_transaction_of_its_owner_is_open()
    {
        var leaseFor = TimeSpan.FromSeconds(8);
        using var lease = Take("A", leaseFor)!;
        using (var session = lease.Write())
        {
            session.NewChangeSet("SUBSCRIPTION", null, Now);
            // On a server it is renewed meanwhile: wait until it has been, twice.
            for (var renewals = 0; AreLeasesRows && renewals < 2; renewals++)
                WaitUntilRenewed();
            Assert.Null(Take("A", leaseFor));
            session.Commit();
        }
        Assert.Null(Take("A", leaseFor));
    }

    [StoreFact]
    public void Whoever_lost_its_lease_commits_nothing_and_the_new_owner_has_a_full_term()
    {
        using var first = Take("A")!;
        LaneLease second;
        using (var open = first.Write())
        {
            open.NewChangeSet("SUBSCRIPTION", null, Now);
            Lose("A");
            var before = ClockOfStore();
            second = Take("A")!;
            Assert.NotNull(second);
            Assert.True(!AreLeasesRows || ExpiryOf("A") >= before + TimeSpan.FromHours(1));
            Assert.Throws<LeaseLostException>(open.Commit);
        }
        Assert.Throws<LeaseLostException>(first.Write);
        using (var session = second.Write())
        {
            Assert.Null(session.Scalar<long?>("last_change_set"));
            session.NewChangeSet("SUBSCRIPTION", null, Now);
            session.Commit();
        }
        // The first one gives back what it no longer has.
        first.Dispose();
        Assert.Null(Take("A"));
        second.Dispose();
        using var third = Take("A");
        Assert.NotNull(third);
    }

    /// <summary>The owner was not heard of for too long, and commits at that very moment.</summary>
    [StoreFact]
    public void A_take_over_that_waited_for_a_commit_finds_the_lease_renewed()
    {
        using var first = Take("A")!;
        using var session = first.Write();
        session.NewChangeSet("SUBSCRIPTION", null, Now);
        if (AreLeasesRows)
            Lose("A");
        session.Fence!(session);
        var other = Task.Run(() => Take("A"));
        // Let it come as far as it can: on a server to the row that we have.
        other.Wait(TimeSpan.FromSeconds(1));
        session.Commit();
        Assert.True(other.Wait(Patient));
        Assert.Null(other.GetAwaiter().GetResult());
    }

    [StoreFact]
    public void Who_is_gone_from_this_machine_is_not_waited_for_nor_a_lease_of_years()
    {
        var now = ClockOfStore();
        foreach (var (flow, owner, expiresAt) in new[]
        {
            ("DEAD", $"{Environment.MachineName}/{int.MaxValue}/1/a", now.AddMinutes(1)),
            ("YEARS", "elsewhere/1/1/a", now.AddYears(10)),
            ("OVER", "elsewhere/1/1/a", now.AddSeconds(-1)),
            ("ALIVE", "elsewhere/1/1/a", now.AddMinutes(30)),
        })
        {
            using (var session = Store.Write())
            {
                session.Execute("insert_lease", new { Party = Institution, Flow = flow, Owner = owner, ExpiresAt = expiresAt });
                session.Commit();
            }
            using var lease = Take(flow);
            Assert.Equal(AreLeasesRows && flow == "ALIVE", lease is null);
        }
    }

    private DateTimeOffset ClockOfStore()
    {
        using var session = Store.Read();
        return session.Clock();
    }

    private DateTimeOffset ExpiryOf(string flow)
    {
        using var session = Store.Read();
        return session.First<LeaseTerm>("read_lease", new { Party = Institution, Flow = flow })!.ExpiresAt;
    }

    private void WaitUntilRenewed()
    {
        var (before, watch) = (ExpiryOf("A"), Stopwatch.StartNew());
        while (ExpiryOf("A") == before)
        {
            Assert.True(watch.Elapsed < Patient, "The lease is not renewed while its owner's transaction is open.");
            Thread.Sleep(50);
        }
    }

    /// <summary>As if its owner had not been heard of for long.</summary>
    private void Lose(string flow)
    {
        if (!AreLeasesRows)
        {
            File.Delete(Path.Combine(Store.Dialect.LeaseFolder!, $"{Party}.{flow}.lock"));
            return;
        }
        using var session = Store.Write();
        var owner = session.First<LeaseTerm>("read_lease", new { Party = Institution, Flow = flow })!.Owner;
        session.Execute("set_lease_expiry", new { Party = Institution, Flow = flow, Owner = owner, ExpiresAt = Now });
        session.Commit();
    }

    private sealed record LeaseTerm
    {
        public string Owner { get; init; } = "";
        public DateTimeOffset ExpiresAt { get; init; }
    }
}
