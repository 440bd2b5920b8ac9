using System.IO.Abstractions;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Settings;
using Raas.Host.Web;
using Raas.Intake;
using Raas.Store;

namespace Raas.Tests.Host.Worker;

/// <summary>More parties than places: each has a delivery, and whoever works stands before a gate as long as the test wants.</summary>
public sealed class ManyLanesTests : IDisposable
{
    private const int Places = 3;
    private const int Count = 60;

    private static readonly string[] Institutions = [.. Enumerable.Range(0, Count)
        .Select(i => $"0{700_000 + i:D7}{97 - (700_000 + i) % 97:D2}")];

    private readonly ManualResetEventSlim isOpen = new();
    private readonly Gate gate;
    private readonly House house;

    public ManyLanesTests()
    {
        gate = new Gate(isOpen);
        house = new House(intake: new IntakeOptions { Parallel = Places });
        house.Engine.Parties.Import($$"""
            { "parties": [ { "cbe": "{{House.NationalRegister}}", "name": "National Register", "kind": "source",
              "flows": ["PERSON-MUTATION"], "supplies": ["NR"] },
            {{string.Join(",\n", Institutions.Select(cbe => $$"""
                { "cbe": "{{cbe}}", "name": "{{cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"], "dossierTypes": [
                    { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }] }
                """))}} ] }
            """, isReplacing: true, House.Somebody);
    }

    public void Dispose()
    {
        isOpen.Set();
        house.Dispose();
        isOpen.Dispose();
    }

    /// <summary>The real file system, in which data files that were taken are opened when the gate is open.</summary>
    private sealed class Gate(ManualResetEventSlim isOpen) : RealFiles
    {
        private int standing;

        /// <summary>How many stand before the gate.</summary>
        public int Standing => standing;

        /// <summary>How many stood there at once.</summary>
        public int Most { get; private set; }

        public override IFileStreamFactory FileStream => new Streams(this);

        private void Pass(string path)
        {
            if (!path.Contains("taken", StringComparison.Ordinal))
                return;
            lock (Real)
                Most = Math.Max(Most, ++standing);
            isOpen.Wait();
            lock (Real)
                standing--;
        }

        private sealed class Streams(Gate gate) : IFileStreamFactory
        {
            private readonly IFileStreamFactory real = new FileSystem().FileStream;

            public IFileSystem FileSystem => gate;

            public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access) => real.New(handle, access);
            public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access, int bufferSize) =>
                real.New(handle, access, bufferSize);
            public FileSystemStream New(Microsoft.Win32.SafeHandles.SafeFileHandle handle, FileAccess access, int bufferSize,
                bool isAsync) => real.New(handle, access, bufferSize, isAsync);
            public FileSystemStream New(string path, FileMode mode) => real.New(path, mode);
            public FileSystemStream New(string path, FileMode mode, FileAccess access) => real.New(path, mode, access);
            public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share) =>
                real.New(path, mode, access, share);
            public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize)
            {
                gate.Pass(path);
                return real.New(path, mode, access, share, bufferSize);
            }

            public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, bool useAsync) =>
                real.New(path, mode, access, share, bufferSize, useAsync);
            public FileSystemStream New(string path, FileMode mode, FileAccess access, FileShare share, int bufferSize,
                FileOptions options) => real.New(path, mode, access, share, bufferSize, options);
            public FileSystemStream New(string path, FileStreamOptions options) => real.New(path, options);
            public FileSystemStream Wrap(FileStream fileStream) => real.Wrap(fileStream);
        }
    }

    [Fact]
    public async Task Never_more_lanes_than_places_and_health_and_pages_answer_while_each_of_them_is_stuck()
    {
        var settings = new ServeSettings(house.Options, new DashboardSettings { Url = new Uri("http://127.0.0.1:0") }, new SoapSettings(),
            new WebSettings([]));
        await using var app = WebServer.Build(settings, verbose: false, files: gate);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        foreach (var party in Institutions)
            house.Put(new Drop { Party = party, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Until(() => gate.Standing == Places);

        Until(() => client.GetAsync(new Uri("health/ready", UriKind.Relative)).GetAwaiter().GetResult().IsSuccessStatusCode);
        foreach (var page in new[] { "health/ready", "hangfire/raas", "hangfire/raas/lanes", "metrics" })
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(Places, gate.Standing);
        isOpen.Set();
        Until(() => Institutions.All(party => house.Sent(party, "ANSWER").Count == 1));
        Assert.Equal(Places, gate.Most);
        await app.StopAsync();
    }

    [Fact]
    public async Task Of_many_lanes_a_page_shows_fifty_and_those_first_that_somebody_stopped()
    {
        house.Engine.LaneControl.Hold(CbeNumber.Parse(Institutions[^1]), FlowName.Subscription, House.Somebody);
        var settings = new ServeSettings(house.Options, new DashboardSettings { Url = new Uri("http://127.0.0.1:0") }, new SoapSettings(),
            new WebSettings([]));
        await using var app = WebServer.Build(settings, verbose: false, files: gate);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        Until(() => client.GetAsync(new Uri("health/ready", UriKind.Relative)).GetAwaiter().GetResult().IsSuccessStatusCode);
        async Task<(string Text, List<string> Parties)> Page(string address)
        {
            var text = await client.GetStringAsync(new Uri(address, UriKind.Relative));
            return (text, [.. Regex.Matches(text, "class=\"raas-id\">(?<cbe>[0-9]{10})<", RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(5)).Select(match => match.Groups["cbe"].Value)]);
        }
        var (first, shown) = await Page("hangfire/raas/lanes");
        Assert.Equal((50, Institutions[^1]), (shown.Count, shown[0]));
        Assert.Contains("11 more lanes", first, StringComparison.Ordinal);
        var (rest, others) = await Page("hangfire/raas/lanes?flow=&from=50");
        Assert.Equal([.. Institutions, House.NationalRegister], shown.Concat(others).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("more lanes", rest, StringComparison.Ordinal);
        await app.StopAsync();
    }

    [Fact]
    public void Who_has_had_its_share_leaves_the_rest_for_its_next_turn_and_its_party_reads_so()
    {
        isOpen.Set();
        var party = house.Engine.Parties.All().First(p => p.Number == CbeNumber.Parse(Institutions[0]));
        for (var number = 1; number <= 5; number++)
            house.Put(new Drop
                { Party = Institutions[0], Number = number, Records = Drop.Register(Numbers.Of(number), "A", "2020-01-01") });
        // A number that is not there yet is no reason to give way again and again.
        house.Put(new Drop { Party = Institutions[0], Number = 9, Records = Drop.Register(Numbers.Of(9), "A", "2020-01-01") });
        var turns = new List<IntakeReport>();
        do
        {
            var taken = 0;
            turns.Add(house.Engine.Intake.Take(party, null, () => ++taken >= 2, CancellationToken.None));
            if (turns.Count == 1)
                Assert.Contains("NEXT_ROUND", File.ReadAllText(Path.Combine(house.Root, "parties", Institutions[0], "status.xml")),
                    StringComparison.Ordinal);
        }
        while (turns[^1].GaveWay);

        Assert.Equal([2, 2, 1], turns.Select(turn => turn.Deliveries.Count));
        Assert.Equal(WaitReason.WaitsForNumber, Assert.Single(turns[^1].Waiting).Reason);
        Assert.Equal(5, house.Sent(Institutions[0], "ANSWER").Count);
    }

    private static void Until(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromMinutes(3)));
}
