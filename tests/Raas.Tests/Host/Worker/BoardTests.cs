using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Host.Web;
using Raas.Host.Worker;
using Raas.Intake;
using static Raas.Tests.House;

namespace Raas.Tests.Host.Worker;

/// <summary>What the host says of its work while files move.</summary>
public sealed class BoardTests : IDisposable
{
    private const int Scrapes = 250;

    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private static Drop Delivery(string party, long number) => new()
    {
        Party = party, Number = number,
        Records = string.Concat(Enumerable.Range(0, 20).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01", "2020-12-31"))),
    };

    private static double Value(string metrics, string line) => Regex.Matches(
            metrics, $"^{line} (?<value>\\S+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(5))
        .Sum(match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));

    [Fact]
    public async Task Metrics_are_right_in_each_scrape_while_files_move()
    {
        using var rounds = new IntakeRounds(house.Engine, house.Options, house.Clock, NullLogger<IntakeRounds>.Instance);
        var nights = new NightSchedule(house.Engine, house.Options, house.Clock, NullLogger<NightSchedule>.Instance);
        var metrics = new Metrics(house.Engine, rounds, nights, new SoapCounts(), house.Clock);
        var (scraped, dropped) = (0, 0L);
        var work = Task.Run(async () =>
        {
            for (var number = 1; Volatile.Read(ref scraped) < Scrapes; number++)
            {
                Volatile.Write(ref dropped, number);
                house.Put(Delivery(Institution, number), Delivery(Other, number));
                rounds.Run(CancellationToken.None);
                await rounds.Idle();
            }
        });
        var accepted = 0.0;
        while (scraped < Scrapes)
        {
            var before = Volatile.Read(ref dropped);
            var text = metrics.Text();
            var most = 2 * Volatile.Read(ref dropped);
            Assert.InRange(Value(text, "raas_deliveries_running"), 0, 2);
            Assert.Equal(0, Value(text, "raas_oldest_unanswered_delivery_seconds"));
            Assert.Equal(0, Value(text, "raas_lane_wait_seconds.*"));
            Assert.InRange(Value(text, "raas_lane_waiting.*"), 0, 2);
            var now = Value(text, "raas_deliveries_total\\{decision=\"ACCEPTED\"\\}");
            Assert.InRange(now, accepted, most);
            accepted = now;
            // Each that had come before is told once: decided, waiting or being worked on.
            var told = now + Value(text, "raas_lane_waiting.*") + Value(text, "raas_deliveries_running");
            Assert.InRange(told, 2 * (before - 1), most);
            Volatile.Write(ref scraped, scraped + 1);
        }
        await work;
        Assert.Empty(rounds.Running);
        Assert.Equal(0, Value(metrics.Text(), "raas_lane_waiting.*"));
        Assert.Equal(2 * dropped, Value(metrics.Text(), "raas_deliveries_total\\{decision=\"ACCEPTED\"\\}"));
    }

    /// <summary>Half of a file of 100 bytes a second: the rest takes as long, and what lies behind it as long again for each of its
    /// size.</summary>
    [Fact]
    public void Time_to_go_is_that_of_the_file_and_of_all_behind_it()
    {
        var begin = Start;
        var progress = new DeliveryProgress(CbeNumber.Parse(Institution), "a.xml", DeliveryProgress.Reading, 0, 1000)
        {
            Lane = "SUBSCRIPTION", Position = 2, Of = 4, Size = 1000, SizeBefore = 1000, SizeAfter = 2000,
            LaneSince = begin.AddSeconds(-10),
        };
        var running = Running.Begin(progress, begin);
        Assert.Null(running.ToGo(begin));
        // All read, all applied, nothing answered yet.
        var half = running.On(progress with { Phase = DeliveryProgress.Answering, Done = 50, Total = 100 }, begin.AddSeconds(9));
        Assert.InRange(half.Progress.Share, 0.5, 0.99);
        var left = half.ToGo(begin.AddSeconds(9))!.Value.TotalSeconds;
        Assert.Equal(9 * (1 - half.Progress.Share) / half.Progress.Share, left, 3);
        var done = 1000 + (half.Progress.Share * 1000);
        Assert.Equal(19 * (4000 - done) / done, half.LaneToGo(begin.AddSeconds(9))!.Value.TotalSeconds, 3);
        Assert.Equal(2, half.Course.Count);
    }

    [Fact]
    public void The_course_of_a_long_delivery_stays_short()
    {
        var progress = new DeliveryProgress(CbeNumber.Parse(Institution), "a.xml", DeliveryProgress.Applying, 0, 10_000) { Size = 1000 };
        var running = Running.Begin(progress, Start);
        for (var second = 1; second <= 10_000; second++)
            running = running.On(progress with { Done = second }, Start.AddSeconds(second));
        Assert.InRange(running.Course.Count, 20, 121);
        Assert.Equal(Start.AddSeconds(10_000), running.Course[^1].At);
        Assert.Equal(running.Course.Select(c => c.At).Order(), running.Course.Select(c => c.At));
    }
}
