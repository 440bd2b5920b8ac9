using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Domain;
using Raas.Intake;
using Raas.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Crash;

/// <summary>Several workers, one DataRoot: each delivery once, in order, whoever takes it.</summary>
public sealed class TwoWorkersTests : IDisposable
{
    private const int Deliveries = 12;

    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    [Fact]
    public void Each_delivery_is_applied_once_and_in_order()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = string.Concat(Enumerable.Range(0, 10).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) });
        house.Night();
        foreach (var party in new[] { Institution, Other })
        {
            for (var n = 1; n <= Deliveries; n++)
                house.Put(new Drop { Party = party, Number = n, Records = Drop.Register(Numbers.Of(n % 10), n % 2 == 0 ? "A" : "B", $"20{n + 5:D2}-01-01", $"20{n + 5:D2}-12-31") });
        }

        var workers = Enumerable.Range(0, 4).Select(_ => new Engine(house.Options, new FileSystem(), TimeProvider.System, NullLogger.Instance)).ToList();
        var taken = new System.Collections.Concurrent.ConcurrentBag<DeliveryReport>();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, workers.Count, new ParallelOptions { MaxDegreeOfParallelism = workers.Count }, i =>
        {
            for (var again = 0; again < 50; again++)
            {
                var reports = new[] { Institution, Other }.Select(party => workers[i].Intake(CbeNumber.Parse(party), null, CancellationToken.None)).ToList();
                foreach (var delivery in reports.SelectMany(r => r.Deliveries))
                    taken.Add(delivery);
                foreach (var failure in reports.SelectMany(r => r.Failures))
                    failures.Add(failure);
                if (reports.TrueForAll(r => r.Waiting.Count == 0))
                    break;
                Thread.Sleep(20);
            }
        });

        workers.ForEach(w => w.Dispose());
        Assert.Empty(failures);
        Assert.All(taken, d => Assert.Equal(Decision.Accepted, d.Decision));
        foreach (var party in new[] { Institution, Other })
        {
            Assert.Equal(Enumerable.Range(1, Deliveries).Select(n => (long)n), taken.Where(d => d.Party.ToString() == party).Select(d => d.FileSequenceNumber!.Value).Order());
            Assert.Equal(Deliveries, house.Rows(party).Count);
            Assert.Equal(Deliveries, house.Sent(party, "ANSWER").Count);
            Assert.Equal(Enumerable.Range(1, Deliveries).Select(n => n.ToString()), house.Sent(party, "ANSWER").Select(a => a.Descendants("fileSequenceNumber").First().Value));
            Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(party)));
        }
        Assert.True(house.Engine.SelfCheck(CancellationToken.None).IsGreen);
    }

    /// <summary>Two nights at once would tell everything twice.</summary>
    [Fact]
    public void There_is_one_night_at_a_time()
    {
        using (var elsewhere = LaneLease.TryTake(house.Engine.Store, CbeNumber.Parse(Self), "NIGHT", "elsewhere/1/1/a", TimeSpan.FromMinutes(1), house.Clock))
        {
            var report = house.Night();
            Assert.True(report.IsBusy);
            Assert.Empty(report.Nights);
        }
        Assert.Single(house.Night().Nights);
    }

    [Fact]
    public void A_lane_is_held_by_one_worker_and_free_again_when_its_lease_has_run_out()
    {
        var party = CbeNumber.Parse(Institution);
        var patience = TimeSpan.FromMinutes(1);
        using var first = LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", "elsewhere/1/1/a", patience, house.Clock);
        Assert.NotNull(first);
        Assert.Null(LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", "elsewhere/2/1/b", patience, house.Clock));
        using (var beside = LaneLease.TryTake(house.Engine.Store, party, "PERSON-MUTATION", "elsewhere/2/1/b", patience, house.Clock))
            Assert.NotNull(beside);

        // The first worker stops renewing: nobody moves its clock.
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(house.Clock.GetUtcNow() + TimeSpan.FromSeconds(61));
        using var second = LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", "elsewhere/2/1/b", patience, later);

        Assert.NotNull(second);
        using var session = house.Engine.Store.Write();
        Assert.False(first.Confirm(session));
    }

    [Fact]
    public void A_lease_is_renewed_while_its_worker_lives()
    {
        var party = CbeNumber.Parse(Institution);
        using var first = LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", "elsewhere/1/1/a", TimeSpan.FromMinutes(1), house.Clock);
        for (var i = 0; i < 10; i++)
            house.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", "elsewhere/2/1/b", TimeSpan.FromMinutes(1), house.Clock));
    }

    [Fact]
    public void A_worker_of_this_host_that_is_gone_is_not_waited_for()
    {
        var party = CbeNumber.Parse(Institution);
        using var dead = LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", $"{Environment.MachineName}/{int.MaxValue}/1/a", TimeSpan.FromMinutes(1), house.Clock);
        using var next = LaneLease.TryTake(house.Engine.Store, party, "SUBSCRIPTION", LaneLease.NewOwner(), TimeSpan.FromMinutes(1), house.Clock);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_delivery_whose_lease_was_lost_commits_nothing()
    {
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") });
        using var thief = new Engine(house.Options, new FileSystem(), house.Clock, NullLogger.Instance, new Thief(Path.Combine(house.Root, "raas.db")));

        var report = thief.Night(null, null, CancellationToken.None);

        Assert.Contains("taken over", Assert.Single(report.Failures), StringComparison.Ordinal);
        Assert.Empty(report.Deliveries);
        Assert.Empty(house.Engine.Show("1") is { } shown ? [shown] : Array.Empty<object>());
        // It was taken out of the party's reach, and whoever has the lane now applies it.
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
    }

    /// <summary>Takes the lane away just before the delivery relies on it.</summary>
    private sealed class Thief(string path) : SqliteDialect(path)
    {
        public override string Sql(string name) =>
            name == "renew_lease" ? "UPDATE lane_lease SET Owner = CASE WHEN Flow = 'NIGHT' THEN Owner ELSE 'elsewhere/9/9/z' END WHERE Party = @Party AND Flow = @Flow AND Owner = @Owner AND (Flow = 'NIGHT' OR @ExpiresAt IS NULL);" : base.Sql(name);
    }
}
