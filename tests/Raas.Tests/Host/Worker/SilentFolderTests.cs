using System.IO.Abstractions;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Settings;
using Raas.Host.Web;
using Raas.Host.Worker;
using Raas.Operations;
using Raas.Oversight;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Host.Worker;

/// <summary>A folder that does not answer, as on a network share whose server is away: everybody else is served, and it is said. Time
/// passes when the test says so.</summary>
public sealed class SilentFolderTests : IDisposable
{
    private const string Silent = "0316380841";

    private readonly House house = new House().WithParties();
    private readonly ManualResetEventSlim isBack = new(true);
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    public void Dispose()
    {
        isBack.Set();
        house.Dispose();
        isBack.Dispose();
    }

    /// <summary>The real file system, in which a folder hangs until it is back.</summary>
    private sealed class Hanging(ManualResetEventSlim isBack, string folder) : RealFiles
    {
        public override IFile File { get; } = new Files(isBack, folder);
        public override IDirectory Directory { get; } = new Folders(isBack, folder);

        private static void Hang(ManualResetEventSlim isBack, string folder, string? path)
        {
            if (path?.Contains(folder, StringComparison.Ordinal) == true)
                isBack.Wait();
        }

        private sealed class Files(ManualResetEventSlim isBack, string folder) : FileWrapper(new FileSystem())
        {
            public override bool Exists(string? path)
            {
                Hang(isBack, folder, path);
                return base.Exists(path);
            }
        }

        private sealed class Folders(ManualResetEventSlim isBack, string folder) : DirectoryWrapper(new FileSystem())
        {
            public override bool Exists(string? path)
            {
                Hang(isBack, folder, path);
                return base.Exists(path);
            }

            public override IEnumerable<string> EnumerateFileSystemEntries(string path)
            {
                foreach (var entry in base.EnumerateFileSystemEntries(path))
                {
                    Hang(isBack, folder, path);
                    yield return entry;
                }
            }
        }
    }

    private async Task<T> Passing<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }
        return await task;
    }

    [Fact]
    public async Task Pages_metrics_and_health_answer_and_say_which_folder_does_not()
    {
        var dashboard = new DashboardSettings { Url = new Uri("http://127.0.0.1:0") };
        var settings = new ServeSettings(house.Options, dashboard, new SoapSettings(), new WebSettings([]));
        var files = new Hanging(isBack, $"parties{Path.DirectorySeparatorChar}{Silent}");
        await using var app = WebServer.Build(settings, verbose: false, clock, files);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Timeout.InfiniteTimeSpan };
        isBack.Reset();
        house.Put(new Drop { Party = Silent, Records = "" }, new Drop { Party = Institution, Number = 7, Records = "" });

        // The round goes on with the others, and remembers what it met.
        var engine = app.Services.GetRequiredService<Engine>();
        var rounds = app.Services.GetRequiredService<IntakeRounds>();
        await Passing(Task.Run(async () =>
        {
            rounds.Run(CancellationToken.None);
            await rounds.Idle();
            return true;
        }));
        foreach (var (asked, told) in new[]
        {
            ("hangfire/raas", "has not answered since"), ("hangfire/raas/lanes", "has not answered since"), ("health/live", "live"),
            ("metrics", $"raas_folder_trouble{{party=\"{Silent}\"}} 1"), ("health/ready", "\"folders\":true"),
        })
        {
            Assert.Contains(told, await Passing(Text(client, asked)), StringComparison.Ordinal);
        }
        Assert.Contains(rounds.Failures, f => f.Contains(Silent, StringComparison.Ordinal));
        await Passing(Task.Run(() =>
        {
            engine.AlarmRules.Run(null, rounds.Failures);
            return true;
        }));
        Assert.Contains(engine.Alarms.Open(), a => a.Kind == "MACHINE" && a.Message.Contains(Silent, StringComparison.Ordinal));

        isBack.Set();
        var number = CbeNumber.Parse(Silent);
        while (engine.Lanes.Status(number).Any(lane => lane.Trouble is not null))
            await Task.Delay(10);
        // What was seen before may be shown for a while; it says how old it is.
        const int MostTries = 10;
        var page = "";
        for (var tried = 0; tried < MostTries && (tried == 0 || page.Contains("has not answered since", StringComparison.Ordinal)); tried++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            page = await Text(client, "hangfire/raas/lanes");
        }
        Assert.DoesNotContain("has not answered since", page, StringComparison.Ordinal);
        await app.StopAsync();
    }

    private static async Task<string> Text(HttpClient client, string page)
    {
        using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{page}: {response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }
}
