using System.Diagnostics;
using System.Globalization;
using System.IO.Abstractions;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;
using Raas.Operations;

namespace Raas.Benchmarks;

/// <summary>What ten years of history cost each night, page and minute, beside the same on a new store: twenty institutions, the same
/// register, the clock set to the day after the last night. CPU is that of the process, user and system; wall time where somebody
/// waits.</summary>
public sealed class YearsBenchmark
{
    private const int Institutions = 20;
    private const int Persons = 2000;
    private const int Years = 3650;
    private const int Nights = 5;
    private const int Times = 7;
    private static readonly string[] Pages =
        ["metrics", "hangfire/raas", "hangfire/raas/lanes", "hangfire/raas/deliveries", "hangfire/raas/deliveries?decision=OPEN",
            "hangfire/raas/outgoing", "hangfire/raas/outgoing?unfetched=1", "hangfire/raas/nights", "hangfire/raas/calendar",
            "hangfire/raas/register", "hangfire/raas/parties", $"hangfire/raas/parties/{Party(1)}"];

    /// <summary>No night begins by itself while pages are measured.</summary>
    private static readonly string[] Settings = ["Raas:Night:Cron=0 0 1 1 *"];

    private readonly string folder;
    private readonly string raas;
    private readonly int share;
    private readonly int times;
    private readonly int missed;
    private readonly int idleSeconds;
    private readonly DateOnly today = BelgianTime.DateOf(TimeProvider.System.GetUtcNow());

    private YearsBenchmark(Options options)
    {
        folder = Path.Combine(Path.GetFullPath(options.Folder), "years");
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        share = options.Has("quick") ? 10 : 1;
        idleSeconds = (int)options.Number("idle", options.Has("quick") ? 30 : 120);
        times = (int)options.Number("times", 1);
        missed = (int)options.Number("missed", 365);
    }

    public static int Run(Options options)
    {
        new YearsBenchmark(options).Measure();
        return 0;
    }

    private static string Party(int index) => $"{9_990_000 + index:D8}{97 - (9_990_000 + index) % 97:D2}";

    private static IReadOnlyList<string> Parties => [.. Enumerable.Range(1, Institutions).Select(Party)];

    private string New => Path.Combine(folder, "new");

    private string Old => Path.Combine(folder, "ten-years");

    private sealed record Cost(double Cpu, double Wall);

    private void Measure()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Say("making a new store");
        var begin = today.AddDays(-Years / share);
        Prepare(New, begin);
        Copy(New, Old);
        Say("ten years");
        var size = YearsLedger.Fill(Old, Parties, today.AddDays(-1), 100_000 * times / share, 800_000 * times / share, 150_000 / share);
        Say($"{size}");
        // The first night of a version does once what those before it did not.
        using (var engine = Open(Old, today))
            Require(engine.Nights.Run(null, null, CancellationToken.None));
        Executable.Sync();

        var young = Serve(New);
        var old = Serve(Old);
        var (youngStatus, oldStatus) = (Status(New), Status(Old));
        var (youngNights, oldNights) = (NightsOf(New, begin), NightsOf(Old, today));
        var caughtUp = CatchUp(Old, today.AddDays(1 + (2 * Nights)));

        Console.WriteLine();
        Console.WriteLine(
            $"{size.Deliveries:N0} deliveries, {size.Outgoing:N0} outgoing files ({size.Notifications:N0} notifications), {size.Nights:N0} "
            + $"nights, {size.Copies:N0} names in work/sent, {size.Megabytes:N0} MB; {Institutions} institutions; "
            + $"{Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Console.WriteLine();
        Console.WriteLine("| on a ledger of ten years | to reach | new store | ten years |");
        Console.WriteLine("|---|---|---|---|");
        Ratio("night of nothing, CPU", youngNights.Nothing, oldNights.Nothing);
        Ratio("night of ten deliveries, CPU", youngNights.Ten, oldNights.Ten);
        foreach (var (page, cost) in old.Pages)
            Row($"/{page}, median of {Times} (first)", "under 50 ms",
                $"{Milliseconds(young.Pages[page].Median)} ({Milliseconds(young.Pages[page].First)})",
                $"{Milliseconds(cost.Median)} ({Milliseconds(cost.First)})");
        Row("raas status, start of the program included", "", Milliseconds(youngStatus.Command), Milliseconds(oldStatus.Command));
        Row("the lanes that it shows", "under 50 ms", Milliseconds(youngStatus.Lanes), Milliseconds(oldStatus.Lanes));
        Row("idle serve, CPU a minute", "under 0.5 s", Seconds(young.Idle), Seconds(old.Idle));
        Row($"{missed} empty nights caught up", missed == 365 ? "under 60 s" : "", "",
            $"{Seconds(caughtUp.Wall)} ({Seconds(caughtUp.Cpu)} CPU)");
        Row("start of raas serve to ready", "under 2 s", Seconds(young.Ready), Seconds(old.Ready));
    }

    private static void Ratio(string what, Cost young, Cost old) =>
        Row($"{what} (wall)", "at most 1.2 x", $"{Milliseconds(young.Cpu)} ({Milliseconds(young.Wall)})",
            string.Create(CultureInfo.InvariantCulture,
                $"{Milliseconds(old.Cpu)} ({Milliseconds(old.Wall)}): {old.Cpu / young.Cpu:0.00} x"));

    private static void Row(string what, string goal, string young, string old) =>
        Console.WriteLine($"| {what} | {goal} | {young} | {old} |");

    private static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms");

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s");

    /// <summary>Parties, persons and rows, and the night of the first day.</summary>
    private void Prepare(string root, DateOnly day)
    {
        using var engine = Open(root, day);
        engine.Parties.Import(Configuration, isReplacing: true, new Operator("benchmark", "years"));
        Generate.Persons(In(root, Generate.NationalRegister), "persons.xml", bis: false, 1, Persons);
        Generate.Persons(In(root, Generate.Bcss), "persons.xml", bis: true, 1, Persons);
        foreach (var (party, index) in Parties.Select((party, index) => (party, index)))
            Generate.Quarter(In(root, party), "rows.xml", party, index, Persons);
        Require(engine.Nights.Run(day, null, CancellationToken.None));
    }

    private static void Require(NightReport report)
    {
        if (report.Nights.Count == 0 || report.Failures.Count > 0 || report.SelfCheck is not { IsGreen: true })
            throw new InvalidOperationException($"The night failed: {string.Join("; ", report.Failures)} {report.DateProblem} "
                + string.Join("; ", report.SelfCheck?.Lines.Where(line => line.Faults > 0) ?? []));
    }

    /// <summary>The program itself, in this process, on an evening.</summary>
    private static Engine Open(string root, DateOnly day) => new(
        new RaasOptions { DataRoot = root, Environment = "T", Night = new NightOptions { MaxCatchUp = 1000 } }, new FileSystem(),
        new SetClock(new DateTimeOffset(day.ToDateTime(new TimeOnly(19, 0)), TimeSpan.Zero)), NullLogger.Instance);

    /// <summary>Nights of nothing, then nights of ten deliveries, from the day after the last one; the best of each. The first night of all
    /// is not counted: it compiles the program.</summary>
    private (Cost Nothing, Cost Ten) NightsOf(string root, DateOnly last)
    {
        var (nothing, ten) = (new List<Cost>(), new List<Cost>());
        for (var n = 1; n <= 2 * Nights; n++)
        {
            using var engine = Open(root, last.AddDays(n));
            if (n > Nights)
                Drop(engine, root, n);
            Executable.Sync();
            var cost = CostOf(() => Require(engine.Nights.Run(null, null, CancellationToken.None)));
            Say($"{Path.GetFileName(root)}, night {n}: {cost}");
            if (n is > 1 and not (Nights + 1))
                (n > Nights ? ten : nothing).Add(cost);
        }
        return (nothing.MinBy(c => c.Cpu)!, ten.MinBy(c => c.Cpu)!);
    }

    private void Drop(Engine engine, string root, int night)
    {
        using var session = engine.Store.Read();
        foreach (var party in Parties.Take(10))
        {
            var number = session.Connection.ExecuteScalar<long>(
                "SELECT MAX(FileSequenceNumber) + 1 FROM delivery WHERE Party = @party AND Decision = 'ACCEPTED'",
                new { party = long.Parse(party, CultureInfo.InvariantCulture) });
            Generate.Subscription(In(root, party), $"night-{night}.xml", party, number, 5, Persons, seed: night);
        }
    }

    private Cost CatchUp(string root, DateOnly last)
    {
        using var engine = Open(root, last.AddDays(missed - 1));
        var cost = CostOf(() => Require(engine.Nights.Run(null, null, CancellationToken.None)));
        Say($"{missed} nights: {cost}");
        return cost;
    }

    private static Cost CostOf(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        work();
        process.Refresh();
        return new Cost((process.TotalProcessorTime - cpu).TotalSeconds, watch.Elapsed.TotalSeconds);
    }

    private (double Command, double Lanes) Status(string root)
    {
        var command = Enumerable.Range(0, 3).Min(_ => CostOf(() => Executable.Run(raas, folder, root, "status")).Wall);
        using var engine = Open(root, today);
        return (command, Enumerable.Range(0, Times).Min(_ => CostOf(() => engine.Lanes.Status(null)).Wall));
    }

    private sealed record Served(double Ready, double Idle, IReadOnlyDictionary<string, (double First, double Median)> Pages);

    private Served Serve(string root)
    {
        var ready = ServedHost.Run(raas, folder, root, (_, _) => { }, Settings);
        var (idle, pages) = (0d, new Dictionary<string, (double First, double Median)>(StringComparer.Ordinal));
        ready = Math.Min(ready, ServedHost.Run(raas, folder, root, (process, url) =>
        {
            using var client = new HttpClient();
            foreach (var page in Pages)
            {
                pages[page] = Ask(client, $"{url}/{page}");
                Say($"{Path.GetFileName(root)}, {page}: {pages[page]}");
            }
            // What is compiled in the background, and the first look at everything, are over.
            Thread.Sleep(TimeSpan.FromSeconds(idleSeconds));
            process.Refresh();
            var before = process.TotalProcessorTime;
            Thread.Sleep(TimeSpan.FromSeconds(idleSeconds));
            process.Refresh();
            idle = (process.TotalProcessorTime - before).TotalSeconds * 60 / idleSeconds;
        }, Settings));
        Say($"{Path.GetFileName(root)} served: ready {ready:0.00} s, idle {idle:0.00} s a minute");
        return new Served(ready, idle, pages);
    }

    private static (double First, double Median) Ask(HttpClient client, string url)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, url));
            answer.EnsureSuccessStatusCode();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }
        return (seconds[0], seconds.Order().ElementAt(Times / 2));
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
          "settings": { "autoReplace": true, "emptyNotifications": false },
          "expects": [{ "flow": "SUBSCRIPTION", "days": ["MON"], "before": "18:00" }],
          "dossierTypes": [
            { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } },
            { "code": "B", "validFrom": "2000-01-01", "names": { "fr": "B", "nl": "B", "de": "B" } } ],
          "authorisations": [{ "service": "IDENTITY", "deliberationNumber": "08/046", "validFrom": "2008-09-01" }] }
        """;

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories).Prepend(from))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, path)));
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(path, Path.Combine(to, Path.GetRelativePath(from, path)));
    }

    private static string In(string root, string party) => Path.Combine(root, "parties", party, "in");

    private static void Say(string text) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {text}");

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
