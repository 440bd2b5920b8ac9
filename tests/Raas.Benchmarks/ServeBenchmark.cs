using System.Diagnostics;
using System.Globalization;
using Raas.Configuration;
using Raas.Store;

namespace Raas.Benchmarks;

/// <summary>The rows about <c>raas serve</c>: from its start until it is ready, and how long small deliveries of another party wait for
/// their answer while a huge one is worked on.</summary>
public sealed class ServeBenchmark
{
    private const long Persons = 200_000;
    private const string Other = "0999000129";

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
        waits.Sort();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| start of raas serve to ready | under 3 s | {starts.Min():0.0} s |"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"| 2 KB delivery while a file of {size / 1e9:0.0} GB ({records:N0} records) of another party is worked on ({busy:0} s) | "
                    + $"answered within 15 s | {waits.Count} deliveries: median {waits[waits.Count / 2]:0.0} s, longest {waits[^1]:0.0} s |"));
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
            Generate.Subscription(made, $"small-{number}.xml", Other, number, 8, Persons, seed: number);
            foreach (var ending in new[] { ".xml", ".voucher.xml" })
                File.Move(Path.Combine(made, $"small-{number}{ending}"), Path.Combine(In(Other), $"small-{number}{ending}"));
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
