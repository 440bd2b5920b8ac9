using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;

namespace Raas.Benchmarks;

/// <summary>The rows about nights: replacements and identity changes over twenty institutions, beside the same joins exported by the
/// <c>sqlite3</c> command line, and a night in which nothing happened.</summary>
public sealed class NightBenchmark
{
    private const int Institutions = 20;

    private readonly string folder;
    private readonly string raas;
    private readonly long persons;
    private readonly long replacements;
    private readonly long changes;
    private readonly int runs;

    private NightBenchmark(Options options)
    {
        folder = Path.GetFullPath(options.Folder);
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        persons = options.Number("persons", 1_000_000);
        replacements = options.Number("replacements", 100_000);
        changes = options.Number("changes", 500_000);
        runs = (int)options.Number("runs", 2);
    }

    public static int Run(Options options)
    {
        new NightBenchmark(options).Measure();
        return 0;
    }

    private static IEnumerable<string> Parties =>
        Enumerable.Range(1, Institutions).Select(i => 9_990_000L + i).Select(body => $"{body:D8}{97 - body % 97:D2}");

    private string Base => Path.Combine(folder, "night-base");

    private string Root => Path.Combine(folder, "night-run");

    /// <summary>In Belgium.</summary>
    private static string Yesterday => TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels")).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Measure()
    {
        PrepareBase();
        var empty = Enumerable.Range(0, runs).Select(_ => Night(0, 0)).MinBy(n => n.Seconds)!;
        var tenth = Night(replacements / 10, changes / 10);
        var full = Enumerable.Range(0, runs).Select(_ => Night(replacements, changes)).ToList();
        var night = full.MinBy(n => n.Seconds)!;
        var rows = Sqlite("SELECT COUNT(*) FROM inscription;");
        Console.WriteLine();
        Console.WriteLine(
            $"{long.Parse(rows, CultureInfo.InvariantCulture):N0} rows, {persons:N0} persons, {Institutions} institutions; "
                + $"{Environment.ProcessorCount} processors; best of {runs} runs");
        Console.WriteLine();
        Console.WriteLine("| work | to reach | measured |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine(
            $"| night of {replacements:N0} replacements and {changes:N0} identity changes, {night.Items:N0} items told, {night.Moved:N0} "
                + $"row changes | at most 3 x the joins in sqlite3 | {night.Seconds:0.0} s; sqlite3 {night.Export:0.0} s: "
                + $"{night.Seconds / night.Export:0.00} x |");
        Console.WriteLine(
            $"| its peak memory, and that of a tenth of it | flat | {full.Max(n => n.Megabytes):0} MB, {tenth.Megabytes:0} MB |");
        Console.WriteLine($"| night in which nothing happened | under 2 s | {empty.Seconds:0.0} s |");
    }

    private sealed record Measured(double Seconds, double Megabytes, double Export, long Items, long Moved);

    /// <summary>One night on a fresh copy of the base, after the feeds were taken; the seconds are those of the whole command, start of the
    /// program included.</summary>
    private Measured Night(long replaced, long changed)
    {
        Fresh();
        if (changed > 0)
        {
            Generate.Replacements(In(Generate.Bcss), "replacements.xml", 2, replaced);
            Generate.Changes(In(Generate.NationalRegister), "changes.xml", 2, changed);
            Executable.Run(raas, folder, Root, "night", "--date", Yesterday);
        }
        var export = changed > 0 ? Enumerable.Range(0, runs).Min(_ => Export()) : 0;
        Executable.Sync();
        var watch = Stopwatch.StartNew();
        var (output, megabytes) = Executable.Run(raas, folder, Root, "night", "--json");
        var seconds = watch.Elapsed.TotalSeconds;
        using var report = JsonDocument.Parse(output);
        var parties = report.RootElement.GetProperty("nights").EnumerateArray().Single().GetProperty("parties").EnumerateArray().ToList();
        var measured = new Measured(seconds, megabytes, export, parties.Sum(p => p.GetProperty("notified").GetInt64()),
            parties.Sum(p => p.GetProperty("rowsMoved").GetInt64()));
        Say($"{replaced:N0} replacements, {changed:N0} changes: {measured}");
        return measured;
    }

    /// <summary>What has to be known to do the same, and nothing else: which rows stand under replaced numbers, and which changes are
    /// whose, as text.</summary>
    private double Export()
    {
        var script = Path.Combine(folder, "export.sql");
        File.WriteAllText(script, $"""
            .mode csv
            .output {Path.Combine(folder, "export.csv")}
            SELECT p.Cbe, r.OldSsin, r.CurrentSsin, i.DossierTypeId, i.BeginDate, i.EndDate
            FROM party p CROSS JOIN replacement r CROSS JOIN inscription i
            WHERE p.Kind = 'INSTITUTION' AND i.Party = p.Cbe AND i.Ssin = r.OldSsin;
            SELECT p.Cbe, c.Ssin, c.Source, c.MutationId, c.Date, c.DataGroup, c.BeforeValue, c.AfterValue
            FROM party p CROSS JOIN person_change c
            WHERE p.Kind = 'INSTITUTION' AND c.DataGroup NOT IN ('REPLACEMENT', 'CANCELLATION')
              AND EXISTS (SELECT 1 FROM inscription i WHERE i.Party = p.Cbe AND i.Ssin = c.Ssin AND i.EndDate >= c.Date);
            """);
        var watch = Stopwatch.StartNew();
        Sqlite($".read {script}");
        Say($"sqlite3: {watch.Elapsed.TotalSeconds:0.0} s, {new FileInfo(Path.Combine(folder, "export.csv")).Length / 1e6:N0} MB");
        return watch.Elapsed.TotalSeconds;
    }

    private string Sqlite(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sqlite3", ["-cmd", "PRAGMA cache_size = -32768;",
            Path.Combine(Root, "raas.db"), command]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim() : throw new InvalidOperationException("sqlite3 failed, or is not installed (Debian: sqlite3).");
    }

    /// <summary>A DataRoot with a complete night of yesterday; made once a day.</summary>
    private void PrepareBase()
    {
        var made = Path.Combine(Base, "made.txt");
        if (File.Exists(made) && File.ReadAllText(made) == $"{Yesterday} {persons}")
            return;
        Say("making the base: twenty institutions");
        foreach (var old in new[] { Base, Root }.Where(Directory.Exists))
            Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "parties.json"), Configuration);
        Executable.Run(raas, folder, Root, "import-config", Path.Combine(Root, "parties.json"));
        Generate.Persons(In(Generate.NationalRegister), "persons.xml", bis: false, 1, persons);
        Generate.Persons(In(Generate.Bcss), "persons.xml", bis: true, 1, persons);
        foreach (var (party, index) in Parties.Select((party, index) => (party, index)))
            Generate.Quarter(In(party), "rows.xml", party, index, persons);
        Executable.Run(raas, folder, Root, "night", "--date", Yesterday);
        Directory.Delete(Path.Combine(Root, "archive"), recursive: true);
        Directory.Move(Root, Base);
        File.WriteAllText(made, $"{Yesterday} {persons}");
    }

    private static string Configuration => $$"""
        { "parties": [
          { "cbe": "{{Generate.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
            "supplies": ["NR"] },
          { "cbe": "{{Generate.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS"] },
          {{string.Join(",\n", Parties.Select(Institution))}}
        ] }
        """;

    private static string Institution(string cbe) => $$"""
        { "cbe": "{{cbe}}", "name": "Institution {{cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"],
          "settings": { "answerDetail": "rejected" },
          "dossierTypes": [{ "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }],
          "authorisations": [{ "service": "IDENTITY", "deliberationNumber": "08/046", "validFrom": "2008-09-01" }] }
        """;

    private void Fresh()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        foreach (var path in Directory.EnumerateFiles(Base, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Root, Path.GetRelativePath(Base, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        Executable.Sync();
    }

    private string In(string party) => Path.Combine(Root, "parties", party, "in");

    private static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");
}
