using System.Diagnostics;
using System.Globalization;
using Raas.Configuration;
using Raas.Store;

namespace Raas.Benchmarks;

/// <summary>The rows about <c>raas serve</c>: from its start until it is ready, how long small deliveries of another party wait for
/// their answer while a huge one is worked on, how many small ones it takes in a second, and what thousands cost that wait for a
/// number.</summary>
public sealed class ServeBenchmark
{
    private const long Persons = 200_000;
    private const string Other = "0999000129";
    private const int Small = 500;
    private const int Waiting = 3000;

    /// <summary>Several rounds.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    private static readonly string[] Pages = ["hangfire/raas", "hangfire/raas/lanes", "hangfire/raas/deliveries", "metrics"];

    private readonly string folder;
    private readonly string raas;
    private readonly long records;

    private ServeBenchmark(Options options)
    {
        folder = Path.GetFullPath(options.Folder);
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        records = options.Number("records", 4_400_000);
    }

    public static int Run(Options options)
    {
        new ServeBenchmark(options).Measure();
        return 0;
    }

    private string Root => Path.Combine(folder, "serve-run");

    private string In(string party) => Path.Combine(Root, "parties", party, "in");

    private int Answers(string party) => Directory.GetFiles(Path.Combine(Root, "parties", party, "out"), "ANSWER.*.T.voucher.xml").Length;

    private void Measure()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(folder);
        var parties = Path.Combine(folder, "serve-parties.json");
        File.WriteAllText(parties, Benchmark.Parties);
        Executable.Run(raas, folder, Root, "import-config", parties);
        Generate.Persons(In(Generate.NationalRegister), "persons-nr.xml", bis: false, 1, Persons);
        Generate.Persons(In(Generate.Bcss), "persons-bcss.xml", bis: true, 1, Persons);
        Executable.Run(raas, folder, Root, "night");
        var made = Path.Combine(folder, "serve-made");
        Generate.Subscription(made, "huge.xml", Generate.Party, 1, records, Persons, seed: 1);
        Executable.Sync();

        var starts = Enumerable.Range(0, 3).Select(_ => Served(_ => { })).ToList();
        var (waits, busy, size) = (new List<double>(), 0d, new FileInfo(Path.Combine(made, "huge.xml")).Length);
        Served(_ => (waits, busy) = Wait(made));
        var perSecond = 0d;
        Served(_ => perSecond = TakeSmall(made, waits.Count + 1));
        Backlog(made, waits.Count + Small + 2);
        var (idle, slowest) = (0d, "");
        ServedHost.Run(raas, folder, Root, (process, url) => (idle, slowest) = (CpuOfRounds(process), SlowestPage(url)));
        waits.Sort();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| start of raas serve to ready | under 3 s | {starts.Min():0.0} s |"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"| 2 KB delivery while a file of {size / 1e9:0.0} GB ({records:N0} records) of another party is worked on ({busy:0} s) | "
                    + $"answered within 15 s | {waits.Count} deliveries: median {waits[waits.Count / 2]:0.0} s, longest "
                    + $"{waits[^1]:0.0} s |"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {Small} deliveries of 5 records, one party | 100/s | {perSecond:0}/s |"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {Waiting:N0} deliveries wait for a number: CPU of an idle host | "
                + $"0.8 s a minute (0.2 s a round) | {idle:0.0} s a minute |"));
        Console.WriteLine($"| the same: slowest page | under 200 ms | {slowest} |");
    }

    private void Drop(string made, int number, int count)
    {
        Generate.Subscription(made, $"small-{number}.xml", Other, number, count, Persons, seed: number);
        foreach (var ending in new[] { ".xml", ".voucher.xml" })
            File.Move(Path.Combine(made, $"small-{number}{ending}"), Path.Combine(In(Other), $"small-{number}{ending}"));
    }

    /// <summary>All lie there when the host looks.</summary>
    /// <returns>Deliveries answered in a second.</returns>
    private double TakeSmall(string made, int first)
    {
        var before = Answers(Other);
        for (var number = first + Small - 1; number >= first; number--)
            Drop(made, number, 5);
        while (Answers(Other) == before)
            Thread.Sleep(5);
        var (began, watch) = (Answers(Other), Stopwatch.StartNew());
        while (Answers(Other) < before + Small)
            Thread.Sleep(20);
        return (before + Small - began) / watch.Elapsed.TotalSeconds;
    }

    /// <summary>The number before the first of them never comes.</summary>
    private void Backlog(string made, int first)
    {
        for (var number = first; number < first + Waiting; number++)
            Drop(made, number, 1);
    }

    /// <returns>Seconds of processor time in a minute.</returns>
    private static double CpuOfRounds(Process process)
    {
        Thread.Sleep(Idle);
        process.Refresh();
        var before = process.TotalProcessorTime;
        Thread.Sleep(Idle);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds / Idle.TotalMinutes;
    }

    /// <summary>The best of five of each: what a page costs, not what else the machine does.</summary>
    private static string SlowestPage(string url)
    {
        using var client = new HttpClient();
        double Seconds(string page)
        {
            var watch = Stopwatch.StartNew();
            client.GetByteArrayAsync($"{url}/{page}").GetAwaiter().GetResult();
            return watch.Elapsed.TotalSeconds;
        }
        var slowest = Pages.Select(page => (Page: page, Seconds: Enumerable.Range(0, 5).Min(_ => Seconds(page)))).MaxBy(one => one.Seconds);
        return string.Create(CultureInfo.InvariantCulture, $"{slowest.Page}: {slowest.Seconds * 1000:0} ms");
    }

    /// <summary>One small delivery after the other, until the huge one is answered.</summary>
    private (List<double> Waits, double Busy) Wait(string made)
    {
        foreach (var name in new[] { "huge.xml", "huge.voucher.xml" })
            File.Move(Path.Combine(made, name), Path.Combine(In(Generate.Party), name));
        var huge = Stopwatch.StartNew();
        var waits = new List<double>();
        for (var number = 1; Answers(Generate.Party) == 0; number++)
        {
            Drop(made, number, 8);
            var small = Stopwatch.StartNew();
            while (Answers(Other) < number)
                Thread.Sleep(20);
            waits.Add(small.Elapsed.TotalSeconds);
        }
        return (waits, huge.Elapsed.TotalSeconds);
    }

    /// <returns>Seconds from the start of the process until it is ready.</returns>
    private double Served(Action<Process> work) => ServedHost.Run(raas, folder, Root, (process, _) => work(process));
}
