using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Raas.Benchmarks;

/// <summary>Every table in one run, kept in a file named after the processor: figures of different days and machines are not to be
/// mixed.</summary>
internal static class AllBenchmarks
{
    /// <summary>What makes each of them short: for whoever wants to know whether something became much slower.</summary>
    private static readonly (string Option, string Value)[] Quick =
    [
        ("records", "200000"), ("large", "0"), ("runs", "1"), ("persons", "50000"), ("replacements", "5000"), ("changes", "25000"),
        ("parties", "50"),
    ];

    public static int Run(Options options)
    {
        if (options.Has("quick"))
        {
            foreach (var (option, value) in Quick)
                options.Default(option, value);
        }
        var tables = new StringWriter(CultureInfo.InvariantCulture);
        var console = Console.Out;
        (string Title, Func<Options, int> Run)[] all =
        [
            ("A delivery", Benchmark.Run), ("A night", NightBenchmark.Run), ("The always-on host", ServeBenchmark.Run),
            ("Many parties at once", LanesBenchmark.Run), ("Online", SoapBenchmark.Run), ("Years", YearsBenchmark.Run),
        ];
        foreach (var (title, run) in all)
        {
            tables.WriteLine($"## {title}");
            tables.WriteLine();
            Console.SetOut(new Both(console, tables));
            var result = run(options);
            Console.SetOut(console);
            tables.WriteLine();
            if (result != 0)
                return result;
        }
        var path = Path.Combine(Executable.Repository, "tests", "Raas.Benchmarks", "results", $"{FileName(Processor())}.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"# {Processor()}\n\n{About(options)}\n\n{tables.ToString().Trim()}\n");
        Console.WriteLine($"Kept in {Path.GetRelativePath(Executable.Repository, path)}.");
        return 0;
    }

    private static string About(Options options) => string.Create(CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, "
            + $"{RuntimeInformation.FrameworkDescription}, commit {Commit()}{(options.Has("quick") ? ", with `--quick`" : "")}. "
            + $"What the machine did besides is not known.");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?
            .Split(':')[1].Trim() ?? "processor" : "processor";

    private static string FileName(string processor) =>
        string.Join('-', processor.Split([' ', '(', ')', '@', '/', '\\'], StringSplitOptions.RemoveEmptyEntries));

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"])
            { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = Executable.Repository })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private sealed class Both(TextWriter one, TextWriter other) : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void Write(char value)
        {
            one.Write(value);
            other.Write(value);
        }

        public override void Write(string? value)
        {
            one.Write(value);
            other.Write(value);
        }

        public override void WriteLine(string? value) => Write(value + Environment.NewLine);

        public override void WriteLine() => Write(Environment.NewLine);
    }
}
