using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml;
using System.Xml.Schema;
using Dapper;
using Microsoft.Data.Sqlite;
using Raas.Configuration;
using Raas.Domain;

namespace Raas.Benchmarks;

/// <summary>The first five rows of the table of speed and memory, in one run on one machine: the real executable, the real
/// folders, beside <c>xmllint</c> and beside the naive importer. Each figure is the best of the runs, so that a busy
/// neighbour does not decide.</summary>
public sealed class Benchmark
{
    private const long Persons = 1_000_000;
    private const int NaiveRecords = 20_000;
    private static readonly string[] Others = ["0999000129", "0999000228", "0999000327", "0999000426"];

    private readonly string folder;
    private readonly string raas;
    private readonly long records;
    private readonly long large;
    private readonly int runs;
    private BenchmarkServer? server;

    private Benchmark(Options options)
    {
        folder = Path.GetFullPath(options.Folder);
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        records = options.Number("records", 1_000_000);
        large = options.Number("large", 10_000_000);
        runs = (int)options.Number("runs", 3);
    }

    /// <summary>Who takes part: two sources, five institutions.</summary>
    public static string Parties => $$"""
        { "parties": [
          { "cbe": "{{Generate.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
            "supplies": ["NR"] },
          { "cbe": "{{Generate.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS"] },
          {{string.Join(",\n", Others.Prepend(Generate.Party).Select(Institution))}}
        ] }
        """;

    internal static string Institution(string cbe) => $$"""
        { "cbe": "{{cbe}}", "name": "Institution {{cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"], "dossierTypes": [
            { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } },
            { "code": "B", "validFrom": "2000-01-01", "names": { "fr": "B", "nl": "B", "de": "B" } } ] }
        """;

    public static int Run(Options options)
    {
        var benchmark = new Benchmark(options);
        if (!File.Exists(benchmark.raas))
        {
            Console.Error.WriteLine($"{benchmark.raas} is not there: dotnet build Raas.sln -c Release, or name it with --raas.");
            return 2;
        }
        if (BenchmarkServer.Of(options, "benchmark") is { } beside)
            benchmark.MeasureBeside(beside);
        else
            benchmark.Measure();
        return 0;
    }

    private string Base => Path.Combine(folder, server is null ? "base" : "base-on-server");

    /// <summary>The same delivery into the embedded store, into PostgreSQL, and a bare COPY of the rows that it writes there.</summary>
    private void MeasureBeside(BenchmarkServer beside)
    {
        PrepareBase();
        var file = Delivery("records", records);
        var small = Delivery("small", Math.Max(1, records / 10));
        Take(small);
        var embedded = BestNight(file);
        server = beside;
        PrepareBase();
        Take(small);
        var main = BestNight(file);
        Take(file, keep: true);
        var copy = Best(server.CopyOfLastDelivery);
        var ten = large > 0 ? Take(Delivery("large", large)) : null;
        Console.WriteLine();
        Console.WriteLine(
            $"{records:N0} records into a register of {5 * Persons:N0} rows, {Persons:N0} persons; server and program on the same "
            + $"{Environment.ProcessorCount} processors; best of {runs} runs");
        Console.WriteLine();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        Row($"SUBSCRIPTION of {records:N0} records on PostgreSQL beside SQLite", "at most 2.5 x",
            $"{main.Seconds:0.0} s; SQLite {embedded.Seconds:0.0} s: {main.Seconds / embedded.Seconds:0.00} x");
        Row("the same beside a bare COPY of the rows that it writes", "at most 3 x", $"COPY {copy:0.0} s: {main.Seconds / copy:0.0} x");
        Row("peak memory of raas", "under 350 MB", $"{Math.Max(main.Megabytes, ten?.Megabytes ?? 0):0} MB");
        if (ten is not null)
        {
            Row($"growth {records:N0} to {large:N0} records", $"time at most {1.05 * large / records:0.#} x",
                $"{ten.Seconds:0.0} s: {ten.Seconds / main.Seconds:0.0} x");
        }
    }

    private void Measure()
    {
        PrepareBase();
        var file = Delivery("records", records);
        var small = Delivery("small", Math.Max(1, records / 10));
        Say("warming up");
        Take(small);

        var lint = Best(() => Lint(file));
        var hash = Best(() => Hash(file));
        var main = BestNight(file);
        var tenth = BestNight(small);
        var naive = Naive(file);
        var again = Duplicate(file);
        var back = TakenBack(file);
        var ten = large > 0 ? Take(Delivery("large", large)) : null;

        var size = new FileInfo(file).Length / 1e6;
        Console.WriteLine();
        Console.WriteLine(
            $"{records:N0} records, {size:N0} MB, into a register of {5 * Persons:N0} rows, {Persons:N0} persons; "
                + $"{Environment.ProcessorCount} processors; best of {runs} runs");
        Console.WriteLine();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        Row($"SUBSCRIPTION of {records:N0} records, end to end", "at most 2.0 x xmllint",
            $"{main.Seconds:0.0} s; xmllint {lint:0.0} s: {main.Seconds / lint:0.00} x");
        Row("the same against the naive importer", "at least 20 x faster",
            $"{records / main.Seconds:N0} records/s; naive {naive:N0} records/s: {records / main.Seconds / naive:0} x");
        var most = new[] { tenth.Megabytes, main.Megabytes, ten?.Megabytes ?? 0 }.Max();
        Row($"peak memory, {records / 10:N0}, {records:N0}{(ten is null ? "" : $", {large:N0}")} records", "flat (+15 %), under 350 MB",
            $"{tenth.Megabytes:0}, {main.Megabytes:0}{(ten is null ? "" : $", {ten.Megabytes:0}")} MB; most {most:0} MB");
        if (ten is not null)
            Row($"growth {records:N0} to {large:N0} records", $"time at most {1.1 * large / records:0.#} x",
                $"{ten.Seconds:0.0} s: {ten.Seconds / main.Seconds:0.0} x");
        Row("the same delivery taken back (raas revert)", "at most 1.5 x the delivery",
            $"{back.Seconds:0.0} s; the delivery {back.Delivery:0.0} s: {back.Seconds / back.Delivery:0.00} x; {back.Megabytes:0} MB");
        Row($"re-drop of the accepted {records:N0} file", "at most hashing + 1 s", $"{again:0.0} s; hashing {hash:0.0} s");
    }

    private static void Row(string work, string goal, string measured) => Console.WriteLine($"| {work} | {goal} | {measured} |");

    private static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");

    /// <summary>A DataRoot with the persons and five institutions of a million rows each; made once, copied for each run.</summary>
    private void PrepareBase()
    {
        if (Directory.Exists(Base) && (server is null || server.HasBase()))
            return;
        Say("making the base: persons and 5 M rows");
        var building = Path.Combine(folder, "building");
        Directory.CreateDirectory(building);
        server?.New();
        if (server is not null)
            Raas(building, "migrate");
        File.WriteAllText(Path.Combine(building, "parties.json"), Parties);
        Raas(building, "import-config", Path.Combine(building, "parties.json"));
        Generate.Persons(In(building, Generate.NationalRegister), "persons.xml", bis: false, 1, Persons);
        Generate.Persons(In(building, Generate.Bcss), "persons.xml", bis: true, 1, Persons);
        foreach (var party in Others.Prepend(Generate.Party))
            Generate.Baseline(In(building, party), "baseline.xml", party, 1, Persons);
        Raas(building, "night");
        foreach (var what in new[] { "archive", "work" })
            Directory.Delete(Path.Combine(building, what), recursive: true);
        foreach (var outFolder in Directory.EnumerateDirectories(Path.Combine(building, "parties")))
            Directory.Delete(Path.Combine(outFolder, "out"), recursive: true);
        if (Directory.Exists(Base))
            Directory.Delete(Base, recursive: true);
        Directory.Move(building, Base);
        server?.KeepAsBase();
    }

    private string Delivery(string name, long count)
    {
        var path = Path.Combine(folder, $"{name}-{count}.xml");
        if (!File.Exists(path))
        {
            Say($"making {path}");
            Generate.Subscription(folder, Path.GetFileName(path), Generate.Party, 2, count, Persons, seed: 1);
        }
        return path;
    }

    private sealed record Measured(double Seconds, double Megabytes);

    private Measured BestNight(string file)
    {
        var all = Enumerable.Range(0, runs).Select(_ => Take(file)).ToList();
        return new Measured(all.Min(m => m.Seconds), all.Max(m => m.Megabytes));
    }

    /// <summary>One delivery on a fresh copy of the base; the seconds are those of the delivery, from voucher to archive.</summary>
    private Measured Take(string file, bool keep = false)
    {
        var root = Path.Combine(folder, "run");
        Fresh(root);
        Drop(file, root);
        var (output, megabytes) = Raas(root, "night", "--json");
        var seconds = SecondsOf(output, "ACCEPTED");
        if (!keep)
            Directory.Delete(root, recursive: true);
        Say($"{Path.GetFileName(file)}: {seconds:0.00} s, {megabytes:0} MB");
        return new Measured(seconds, megabytes);
    }

    private double Duplicate(string file)
    {
        Take(file, keep: true);
        var root = Path.Combine(folder, "run");
        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            Drop(file, root);
            best = Math.Min(best, SecondsOf(Raas(root, "night", "--json").Output, "DUPLICATE"));
        }
        Directory.Delete(root, recursive: true);
        return best;
    }

    /// <summary>As a command, with its start: from the reading of the archive to the receipt.</summary>
    private (double Seconds, double Delivery, double Megabytes) TakenBack(string file)
    {
        var best = (Seconds: double.MaxValue, Delivery: 0d, Megabytes: 0d);
        var root = Path.Combine(folder, "run");
        for (var i = 0; i < runs; i++)
        {
            var delivery = Take(file, keep: true).Seconds;
            var id = LastDelivery(root);
            var watch = Stopwatch.StartNew();
            var (_, megabytes) = Raas(root, "revert", id, "--reason", "a benchmark");
            Say($"taken back: {watch.Elapsed.TotalSeconds:0.00} s, {megabytes:0} MB");
            if (watch.Elapsed.TotalSeconds < best.Seconds)
                best = (watch.Elapsed.TotalSeconds, delivery, megabytes);
        }
        Directory.Delete(root, recursive: true);
        return best;
    }

    private static string LastDelivery(string root)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(root, "raas.db")};Mode=ReadOnly;Pooling=False");
        return db.ExecuteScalar<long>("SELECT MAX(DeliveryId) FROM delivery").ToString(CultureInfo.InvariantCulture);
    }

    private static double SecondsOf(string json, string decision)
    {
        using var report = JsonDocument.Parse(json);
        var delivery = report.RootElement.GetProperty("deliveries").EnumerateArray().Single();
        return delivery.GetProperty("decision").GetString() == decision
            ? delivery.GetProperty("seconds").GetDouble()
            : throw new InvalidOperationException($"{decision} was expected: {json}");
    }

    private void Fresh(string root)
    {
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
        foreach (var path in Directory.EnumerateFiles(Base, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(Base, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        server?.NewFromBase();
        Executable.Sync();
    }

    private static void Drop(string file, string root)
    {
        Directory.CreateDirectory(In(root, Generate.Party));
        foreach (var one in new[] { file, file[..^4] + ".voucher.xml" })
            File.Copy(one, Path.Combine(In(root, Generate.Party), Path.GetFileName(one)));
        Executable.Sync();
    }

    private static string In(string root, string party) => Path.Combine(root, "parties", party, "in");

    /// <summary>The large delivery takes out more than the guard lets pass without being asked.</summary>
    private (string Output, double Megabytes) Raas(string root, params string[] arguments) =>
        Executable.Run(raas, folder, root, [.. arguments, "--set", "Raas:Guard:MaxShare=100",
            .. server is null ? Array.Empty<string>() : ["--set", BenchmarkServer.Setting]]);

    private double Lint(string file)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("xmllint", ["--noout", "--stream", "--schema", Path.Combine(
            Executable.Repository, "xsd", "subscription-v1.xsd"), file]) { UseShellExecute = false, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("xmllint does not find the file valid, or is not installed (Debian: libxml2-utils).");
        Say($"xmllint: {watch.Elapsed.TotalSeconds:0.00} s");
        return watch.Elapsed.TotalSeconds;
    }

    private static double Hash(string file)
    {
        var watch = Stopwatch.StartNew();
        using var stream = File.OpenRead(file);
        SHA256.HashData(stream);
        return watch.Elapsed.TotalSeconds;
    }

    private double Best(Func<double> measure) => Enumerable.Range(0, runs).Min(_ => measure());

    /// <summary>Records per second of the naive importer, on the first records of the same file and the same register: it too validates by
    /// schema, journals and answers, in one transaction, but goes record by record.</summary>
    private double Naive(string file)
    {
        Say("preparing the naive importer");
        var path = Path.Combine(folder, "naive.db");
        File.Delete(path);
        using var naive = new NaiveImporter(path);
        using (var db = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            db.Open();
            db.Execute("ATTACH DATABASE @store AS raas", new { store = Path.Combine(Base, "raas.db") });
            db.Execute("""
                INSERT INTO person SELECT printf('%011d', Ssin), LastName, FirstNames,
                    substr(printf('%08d', BirthDate), 1, 4) || '-' || substr(printf('%08d', BirthDate), 5, 2) || '-'
                        || substr(printf('%08d', BirthDate), 7, 2),
                    CASE Gender WHEN 1 THEN 'M' WHEN 2 THEN 'F' END, 0 FROM raas.person;
                INSERT INTO inscription SELECT printf('%010d', i.Party), printf('%011d', i.Ssin), t.Code,
                    date(i.BeginDate * 86400 - 62135596800, 'unixepoch'), date(i.EndDate * 86400 - 62135596800, 'unixepoch')
                FROM raas.inscription i JOIN raas.dossier_type t ON t.DossierTypeId = i.DossierTypeId;
                """, commandTimeout: 0);
        }
        var schemas = new XmlSchemaSet();
        schemas.XmlResolver = new XmlUrlResolver();
        schemas.Add(null, Path.Combine(Executable.Repository, "xsd", "subscription-v1.xsd"));
        schemas.Compile();
        using var data = File.OpenRead(file);
        var watch = Stopwatch.StartNew();
        naive.Import(data, Generate.Party, [new("A", "2000-01-01", null), new("B", "2000-01-01", null)], mergeAdjacent: false,
            NaiveRecords, schemas, Path.Combine(folder, "naive-answer.xml"));
        var rate = NaiveRecords / watch.Elapsed.TotalSeconds;
        Say($"naive: {rate:N0} records/s");
        naive.Dispose();
        File.Delete(path);
        return rate;
    }
}
