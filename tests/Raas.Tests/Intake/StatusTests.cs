using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Intake;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Tests.Crash;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>A delivery waits, or it is decided; whoever asks is never told both, nor neither.</summary>
public sealed class StatusTests
{
    private static readonly CbeNumber Party = CbeNumber.Parse(Institution);

    private static Drop Delivery(long number) =>
        new() { Party = Institution, Number = number, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01", "2020-12-31") };

    private static int Told(Engine engine) => engine.Lanes.Status(null).Sum(lane => lane.Waiting.Count) + Decided(engine);

    private static int Decided(Engine engine) => engine.Ledger.Deliveries(new LedgerSearch(Flow: "SUBSCRIPTION")).Count;

    [Fact]
    public void A_worker_that_dies_at_any_step_leaves_a_delivery_that_waits_or_is_decided()
    {
        var wasDecided = false;
        for (var step = 1; ; step++)
        {
            using var house = new House().WithParties();
            house.Put(Delivery(1));
            var power = new PowerCut { At = step };
            using (var worker = new Engine(house.Options, new FaultyFiles(power), house.Clock, NullLogger.Instance))
                worker.Intake.Take(Party, null, CancellationToken.None);
            if (!power.IsOut)
                break;
            var engine = house.NewEngine();
            Assert.True(Told(engine) == 1, $"step {step}, {power.Where}: {Decided(engine)} decided, {Told(engine)} in all");
            wasDecided |= Decided(engine) == 1;
        }
        Assert.True(wasDecided);
    }

    /// <summary>Somebody looks, once for each look at a folder that this takes; after so many of them something happens.</summary>
    /// <param name="check">Of what was seen, after how many looks at a folder.</param>
    private static void WhileSomebodyLooks<T>(
        Action<House> before, Action<House> happens, Func<Engine, T> look, Action<Engine, T, int> check)
    {
        var between = 0;
        for (var after = 1; ; after++)
        {
            using var house = new House().WithParties();
            before(house);
            var hasRun = false;
            var files = new WatchedFiles(after, () =>
            {
                hasRun = true;
                happens(house);
            });
            using var looking = new Engine(house.Options, files, house.Clock, NullLogger.Instance);
            files.IsWatched = true;
            var seen = look(looking);
            files.IsWatched = false;
            if (!hasRun)
                break;
            between++;
            check(looking, seen, after);
        }
        Assert.True(between > 3);
    }

    private static int Waits(Engine engine) => engine.Lanes.Status(Party).Sum(lane => lane.Waiting.Count);

    /// <summary>A worker does all there is to do.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_delivery_that_is_decided_while_somebody_looks_is_told_once(bool isTaken) => WhileSomebodyLooks(
        house =>
        {
            house.Put(Delivery(1));
            if (isTaken)
                Take(house);
        },
        house => house.Engine.Intake.Take(Party, null, CancellationToken.None), Waits,
        (engine, waiting, after) =>
        {
            Assert.Equal(1, Decided(engine));
            Assert.True(waiting == 0, $"told as waiting although it was decided after look {after}");
        });

    /// <summary>A worker takes it out of the party's folder, and goes no further.</summary>
    [Fact]
    public void A_delivery_that_is_taken_while_somebody_looks_waits() => WhileSomebodyLooks(
        house => house.Put(Delivery(1)), house => Take(house), Waits,
        (_, waiting, after) => Assert.True(waiting == 1, $"told {waiting} times although it was taken after look {after}"));

    /// <summary>Before each statement of who looks at lanes and totals together a worker decides.</summary>
    [Fact]
    public void A_delivery_is_in_the_totals_or_waits_whenever_it_is_decided()
    {
        var between = 0;
        for (var before = 1; ; before++)
        {
            using var house = new House().WithParties();
            house.Put(Delivery(1));
            Take(house);
            var hasRun = false;
            var store = new WatchedStore(Path.Combine(house.Root, "raas.db"), before, () =>
            {
                hasRun = true;
                house.Engine.Intake.Take(Party, null, CancellationToken.None);
            });
            using var looking = new Engine(house.Options, house.Files, house.Clock, NullLogger.Instance, store);
            store.IsWatched = true;
            var (lanes, totals) = looking.Lanes.StatusWith(looking.Ledger);
            store.IsWatched = false;
            if (!hasRun)
                break;
            between++;
            var told = lanes.Sum(lane => lane.Waiting.Count) + totals.Decisions.GetValueOrDefault("ACCEPTED");
            Assert.True(told == 1, $"told {told} times, decided before statement {before}");
        }
        Assert.True(between > 5);
    }

    /// <summary>The party takes its files away: of what is not there .NET says that it is of 1601, which is no age to show and no gap to
    /// call anybody about.</summary>
    [Fact]
    public void A_file_that_is_moved_while_somebody_looks_has_no_age_of_centuries() => WhileSomebodyLooks(
        house => house.Put(Delivery(1), Delivery(3)),
        house =>
        {
            var away = Directory.CreateDirectory(Path.Combine(house.Root, "away")).FullName;
            foreach (var file in Directory.GetFiles(house.In(Institution)))
                File.Move(file, Path.Combine(away, Path.GetFileName(file)));
        },
        engine =>
        {
            var waiting = engine.Lanes.Status(Party).SelectMany(lane => lane.Waiting).ToList();
            engine.AlarmRules.Run(null, []);
            return waiting;
        },
        (engine, waiting, _) =>
        {
            Assert.All(waiting, w => Assert.Equal(Start, w.Since));
            Assert.Empty(engine.Alarms.Open());
        });

    [Fact]
    public void A_file_that_is_gone_was_written_at_no_time()
    {
        using var house = new House();
        var disk = new Disk(house.Files);
        var file = Path.Combine(house.Root, "a.xml");
        Assert.Null(disk.WrittenAt(file));
        File.WriteAllText(file, "a");
        house.SetTime(file);
        Assert.Equal(Start, disk.WrittenAt(file));
        File.Delete(file);
        Assert.Null(disk.WrittenAt(file));
    }

    /// <summary>Before each statement of somebody who looks a worker decides: nothing is made up of what was there and of what is
    /// gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_delivery_that_is_decided_between_two_looks_at_the_ledger_is_told_as_it_was_or_not_at_all(bool isTaken)
    {
        var between = 0;
        for (var before = 1; ; before++)
        {
            using var house = new House().WithParties();
            house.Put(Delivery(1));
            if (isTaken)
                Take(house);
            var hasRun = false;
            var store = new WatchedStore(Path.Combine(house.Root, "raas.db"), before, () =>
            {
                hasRun = true;
                house.Engine.Intake.Take(Party, null, CancellationToken.None);
            });
            using var looking = new Engine(house.Options, house.Files, house.Clock, NullLogger.Instance, store);
            store.IsWatched = true;
            var waiting = looking.Lanes.Status(Party).SelectMany(lane => lane.Waiting).Select(w => w.Reason).ToList();
            store.IsWatched = false;
            if (!hasRun)
                break;
            between++;
            Assert.True(waiting is [] or [WaitReason.NextRound], $"before statement {before}: {string.Join(", ", waiting)}");
        }
        Assert.True(between > 5);
    }

    private sealed class WatchedStore(string path, int before, Action then) : SqliteDialect(path)
    {
        private int statements;

        public bool IsWatched { get; set; }

        public override string Sql(string name)
        {
            if (IsWatched && ++statements == before)
                then();
            return base.Sql(name);
        }
    }

    /// <summary>A worker took it and died before it decided.</summary>
    private static void Take(House house)
    {
        for (var step = 1; ; step++)
        {
            using (var worker = new Engine(house.Options, new FaultyFiles(new PowerCut { At = step }), house.Clock, NullLogger.Instance))
                worker.Intake.Take(Party, null, CancellationToken.None);
            if (Directory.GetFiles(Path.Combine(house.Root, "work"), "*.voucher.xml", SearchOption.AllDirectories).Length > 0
                && Decided(house.Engine) == 0)
                return;
        }
    }

    private sealed class WatchedFiles : RealFiles
    {
        public WatchedFiles(int after, Action then) => Directory = new Folders(Real, this, after, then);

        public override IDirectory Directory { get; }

        public bool IsWatched { get; set; }

        private sealed class Folders(FileSystem real, WatchedFiles all, int after, Action then) : DirectoryWrapper(real)
        {
            private int looks;

            private void Look()
            {
                if (all.IsWatched && ++looks == after)
                    then();
            }

            public override bool Exists(string? path)
            {
                Look();
                return base.Exists(path);
            }

            public override IEnumerable<string> EnumerateDirectories(string path)
            {
                var found = base.EnumerateDirectories(path).ToList();
                Look();
                return found;
            }
        }
    }
}
