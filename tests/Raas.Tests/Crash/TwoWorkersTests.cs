using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Intake;
using Raas.Nights;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Sqlite;
using static Raas.Tests.House;

namespace Raas.Tests.Crash;

/// <summary>Several workers, one DataRoot: each delivery once, in order, whoever takes it.</summary>
public sealed class TwoWorkersTests : IDisposable
{
    private const int Deliveries = 12;

    private static readonly TimeSpan LeaseFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    [Fact]
    public void Each_delivery_is_applied_once_and_in_order()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(0, 10).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) });
        house.Night();
        foreach (var party in new[] { Institution, Other })
        {
            for (var n = 1; n <= Deliveries; n++)
                house.Put(new Drop { Party = party, Number = n,
                    Records = Drop.Register(Numbers.Of(n % 10), n % 2 == 0 ? "A" : "B", $"20{n + 5:D2}-01-01", $"20{n + 5:D2}-12-31") });
        }

        var workers = Enumerable.Range(0, 4)
            .Select(_ => new Engine(house.Options, new FileSystem(), TimeProvider.System, NullLogger.Instance)).ToList();
        var taken = new System.Collections.Concurrent.ConcurrentBag<DeliveryReport>();
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, workers.Count, new ParallelOptions { MaxDegreeOfParallelism = workers.Count }, i =>
        {
            for (var again = 0; again < 50; again++)
            {
                var reports = new[] { Institution, Other }.Select(party =>
                    workers[i].Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None)).ToList();
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
            Assert.Equal(Enumerable.Range(1, Deliveries).Select(n => (long)n),
                taken.Where(d => d.Party.ToString() == party).Select(d => d.FileSequenceNumber!.Value).Order());
            Assert.Equal(Deliveries, house.Rows(party).Count);
            Assert.Equal(Deliveries, house.Sent(party, "ANSWER").Count);
            Assert.Equal(Enumerable.Range(1, Deliveries).Select(n => n.ToString()),
                house.Sent(party, "ANSWER").Select(a => a.Descendants("fileSequenceNumber").First().Value));
            Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(party)));
        }
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    /// <summary>Two nights at once would tell everything twice.</summary>
    [Fact]
    public void There_is_one_night_at_a_time()
    {
        using (var elsewhere = LaneLease.TryTake(house.Engine.Store, CbeNumber.Parse(Self), "NIGHT", LeaseFor))
        {
            var report = house.Night();
            Assert.True(report.IsBusy);
            Assert.Empty(report.Nights);
        }
        Assert.Single(house.Night().Nights);
    }

    /// <summary>The transaction of a delivery lasts many times as long as a lease, and has the only writer's place.</summary>
    [Fact]
    public async Task A_lane_and_a_night_stay_with_the_worker_whose_transaction_takes_long()
    {
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") });
        using var one = new Engine(house.Options with { LeaseFor = Short }, new FileSystem(), house.Clock, NullLogger.Instance);
        using var other = new Engine(house.Options with { LeaseFor = Short }, new FileSystem(), house.Clock, NullLogger.Instance);
        using var gate = new Gate("answering");
        var night = Task.Run(() => one.Nights.Run(null, gate, CancellationToken.None));
        Assert.True(gate.IsReached.Wait(Patience));
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); watch.Elapsed < Short * 4; await Task.Delay(20))
        {
            Assert.Null(LaneLease.TryTake(other.Store, CbeNumber.Parse(Institution), "SUBSCRIPTION", Short));
            Assert.Null(LaneLease.TryTake(other.Store, CbeNumber.Parse(Self), "NIGHT", Short));
        }
        gate.Open.Set();

        var report = await night.WaitAsync(Patience);
        Assert.Empty(report.Failures);
        Assert.Equal(Decision.Accepted, Assert.Single(report.Deliveries).Decision);
        Assert.Single(report.Nights);
        using var free = LaneLease.TryTake(other.Store, CbeNumber.Parse(Institution), "SUBSCRIPTION", Short);
        Assert.NotNull(free);
    }

    [Fact]
    public void A_delivery_whose_lease_was_lost_commits_nothing()
    {
        house.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01") });
        using var thief = new Engine(house.Options, new FileSystem(), house.Clock, NullLogger.Instance,
            new Thief(Path.Combine(house.Root, "raas.db")));

        var report = thief.Nights.Run(null, null, CancellationToken.None);

        Assert.Contains("taken over", Assert.Single(report.Failures), StringComparison.Ordinal);
        Assert.Empty(report.Deliveries);
        Assert.Empty(house.Engine.Ledger.Find("1") is { } shown ? [shown] : Array.Empty<object>());
        // It was taken out of the party's reach, and whoever has the lane now applies it.
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
    }

    /// <summary>Takes the lane away while the delivery is applied.</summary>
    private sealed class Thief(string path) : SqliteDialect(path)
    {
        public override string Sql(string name)
        {
            if (name == "set_outcomes")
                File.Delete(Path.Combine(LeaseFolder, $"{Institution}.SUBSCRIPTION.lock"));
            return base.Sql(name);
        }
    }

    /// <summary>Stops a delivery in a phase until it is opened.</summary>
    private sealed class Gate(string phase) : IProgress<DeliveryProgress>, IDisposable
    {
        public ManualResetEventSlim IsReached { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public void Report(DeliveryProgress value)
        {
            if (value.Phase != phase)
                return;
            IsReached.Set();
            Open.Wait(Patience);
        }

        public void Dispose()
        {
            Open.Set();
            IsReached.Dispose();
            Open.Dispose();
        }
    }
}
