using System.Diagnostics;
using System.Globalization;
using Raas.Nights;

namespace Raas.Benchmarks;

/// <summary>Many parties at once: one delivery of each, taken by <c>raas night</c>, one after the other, and by <c>raas serve</c> on one
/// host and on two. While it is served, health and pages are asked all along: how long the slowest answer took is part of the
/// result.</summary>
public sealed class LanesBenchmark
{
    private const long Persons = 20_000;
    private static readonly TimeSpan AskedEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(10);
    private static readonly string[] Pages = ["health/ready", "hangfire/raas", "hangfire/raas/lanes"];

    private readonly string folder;
    private readonly string raas;
    private readonly long records;
    private readonly int runs;
    private readonly string[] settings;
    private readonly BenchmarkServer? server;
    private readonly List<string> institutions;

    private LanesBenchmark(Options options)
    {
        folder = Path.GetFullPath(options.Folder);
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        records = options.Number("records", 2000);
        runs = (int)options.Number("runs", 2);
        server = BenchmarkServer.Of(options, "lanes");
        settings = [.. options.Text("set", "").Split(';', StringSplitOptions.RemoveEmptyEntries),
            .. server is null ? Array.Empty<string>() : [BenchmarkServer.Setting]];
        institutions = [.. Enumerable.Range(0, (int)options.Number("parties", 500)).Select(Cbe)];
    }

    public static int Run(Options options)
    {
        new LanesBenchmark(options).Measure(options.Has("no-night"));
        return 0;
    }

    private static string Cbe(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"0{500_000 + index:D7}{97 - (500_000 + index) % 97:D2}");

    private string Base => Path.Combine(folder, "lanes-base");

    private string Root => Path.Combine(folder, "lanes-run");

    private string Made(string party) => Path.Combine(folder, "lanes-made", party);

    private static string In(string root, string party) => Path.Combine(root, "parties", party, "in");

    private void Measure(bool withoutNight)
    {
        Prepare();
        var night = withoutNight ? [] : Enumerable.Range(0, runs).Select(_ => Night()).ToList();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        if (night.Count > 0)
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| {institutions.Count} parties, a delivery of {records:N0} records each: night | | {night.Min(n => n.Seconds):0.0} "
                        + $"s, {night.Max(n => n.Megabytes):0} MB |"));
        foreach (var hosts in new[] { 1, 2 })
        {
            var served = Enumerable.Range(0, runs).Select(_ => Served(hosts)).ToList();
            var best = served.Min(s => s.Seconds);
            var ratio = night.Count == 0
                ? "" : string.Create(CultureInfo.InvariantCulture, $" ({best / night.Min(n => n.Seconds):0.00} x night)");
            var slowest = string.Join(", ",
                Pages.Select(page => string.Create(CultureInfo.InvariantCulture, $"/{page} {served.Max(s => s.Slowest[page]):0.00} s")));
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| the same, serve, {hosts} host(s) | 1.2 x night, answers within 1 s, under 350 MB | {best:0.0} s{ratio}; slowest "
                        + $"answers: {slowest}; {served.Max(s => s.Megabytes):0} MB |"));
        }
    }

    /// <summary>A DataRoot with parties and persons, and their deliveries beside it.</summary>
    private void Prepare()
    {
        foreach (var old in new[] { Base, Path.Combine(folder, "lanes-made") }.Where(Directory.Exists))
            Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(folder);
        server?.New();
        if (server is not null)
            Executable.Run(raas, folder, Base, ["migrate", .. Set]);
        var parties = Path.Combine(folder, "lanes-parties.json");
        File.WriteAllText(parties, $$"""
            { "parties": [
              { "cbe": "{{Generate.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
                "supplies": ["NR"] },
              { "cbe": "{{Generate.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS"] },
              {{string.Join(",\n", institutions.Select(Benchmark.Institution))}}
            ] }
            """);
        Executable.Run(raas, folder, Base, ["import-config", parties, .. Set]);
        Generate.Persons(In(Base, Generate.NationalRegister), "persons-nr.xml", bis: false, 1, Persons);
        Generate.Persons(In(Base, Generate.Bcss), "persons-bcss.xml", bis: true, 1, Persons);
        Executable.Run(raas, folder, Base, ["night", .. Set]);
        server?.KeepAsBase();
        for (var i = 0; i < institutions.Count; i++)
            Generate.Subscription(Made(institutions[i]), "subscription.xml", institutions[i], 1, records, Persons, seed: i);
    }

    private void Fresh()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        foreach (var path in Directory.EnumerateDirectories(Base, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(Root, Path.GetRelativePath(Base, path)));
        foreach (var path in Directory.EnumerateFiles(Base, "*", SearchOption.AllDirectories))
            File.Copy(path, Path.Combine(Root, Path.GetRelativePath(Base, path)));
        server?.NewFromBase();
        Executable.Sync();
    }

    private void Drop()
    {
        foreach (var party in institutions)
        {
            foreach (var name in new[] { "subscription.xml", "subscription.voucher.xml" })
                File.Copy(Path.Combine(Made(party), name), Path.Combine(In(Root, party), name));
        }
    }

    private int Answered =>
        institutions.Count(party => Directory.EnumerateFiles(Path.Combine(Root, "parties", party, "out"), "ANSWER.*.T.voucher.xml").Any());

    private (double Seconds, double Megabytes) Night()
    {
        Fresh();
        Drop();
        Executable.Sync();
        var watch = Stopwatch.StartNew();
        var (_, megabytes) = Executable.Run(raas, folder, Root, ["night", .. Set]);
        Say($"night: {watch.Elapsed.TotalSeconds:0.0} s, {megabytes:0} MB, {Answered} answered");
        return (watch.Elapsed.TotalSeconds, megabytes);
    }

    private IEnumerable<string> Set => settings.SelectMany(setting => new[] { "--set", setting });

    private sealed record Measured(double Seconds, double Megabytes, IReadOnlyDictionary<string, double> Slowest);

    private Measured Served(int hosts)
    {
        Fresh();
        Measured measured = null!;
        if (hosts == 1)
        {
            ServedHost.Run(raas, folder, Root, (process, url) => measured = Watched([(process, url)]), settings);
        }
        else
        {
            ServedHost.Run(raas, folder, Root, (first, firstUrl) => ServedHost.Run(raas, folder, Root, (second, secondUrl) =>
                measured = Watched([(first, firstUrl), (second, secondUrl)]), settings), settings);
        }
        Say(
            string.Create(CultureInfo.InvariantCulture,
                $"serve, {hosts} host(s): {measured.Seconds:0.0} s, {measured.Megabytes:0} MB, slowest "
                    + $"{string.Join(", ", measured.Slowest.Select(s => $"{s.Key} {s.Value:0.00}"))}"));
        return measured;
    }

    private Measured Watched((Process Process, string Url)[] hosts)
    {
        using var end = new CancellationTokenSource();
        var slowest = Pages.ToDictionary(page => page, _ => 0d);
        var asking = Task.WhenAll(hosts.SelectMany(host => Pages.Select(page => Ask(host.Url, page, slowest, end.Token))));
        var watch = Stopwatch.StartNew();
        Drop();
        while (Answered is var answered && answered < institutions.Count)
        {
            if (watch.Elapsed > GivenUpAfter)
                throw new TimeoutException($"{answered} of {institutions.Count} deliveries are answered after {watch.Elapsed}");
            Thread.Sleep(50);
        }
        var seconds = watch.Elapsed.TotalSeconds;
        var megabytes = hosts.Max(host => Executable.PeakOf(host.Process.Id));
        end.Cancel();
        asking.GetAwaiter().GetResult();
        return new Measured(seconds, megabytes, slowest);
    }

    /// <summary>Asks for a page again and again, each time when the one before has come.</summary>
    private static async Task Ask(string url, string page, Dictionary<string, double> slowest, CancellationToken end)
    {
        using var client = new HttpClient { Timeout = GivenUpAfter };
        while (!end.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            using (var answer = await client.GetAsync(new Uri($"{url}/{page}"), CancellationToken.None))
            {
                if (!answer.IsSuccessStatusCode)
                    Say($"{page}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
            lock (slowest)
                slowest[page] = Math.Max(slowest[page], watch.Elapsed.TotalSeconds);
            await Task.Delay(AskedEvery, CancellationToken.None);
        }
    }

    private static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");
}
