using System.Diagnostics;
using System.Globalization;
using Raas.Tracing;

namespace Raas.Benchmarks;

/// <summary>Adds up where the time went: for each phase, under the one in which it began, how often, how long by the clock on the wall,
/// how much of the processors the whole process took meanwhile, and how many bytes it wrote. Phases beside one another overlap: each counts
/// what was done while it lasted.</summary>
internal sealed class PhaseTimes : IDisposable
{
    private readonly ActivityListener listener;
    private readonly Dictionary<string, Sum> sums = new(StringComparer.Ordinal);
    private readonly Dictionary<Activity, (TimeSpan Processors, long Written)> begun = [];
    private readonly Lock gate = new();

    public PhaseTimes()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Phase.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = Begin,
            ActivityStopped = End,
        };
        ActivitySource.AddActivityListener(listener);
    }

    private sealed class Sum
    {
        public long Count;
        public TimeSpan Wall, Processors;
        public long Written;
    }

    public void Dispose() => listener.Dispose();

    /// <summary>Work of which the phases are parts.</summary>
    public void Measure(string work, Action run)
    {
        lock (gate)
            sums.Clear();
        var (watch, processors, written) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, Written());
        run();
        var all = new Sum
        {
            Count = 1, Wall = watch.Elapsed, Processors = Environment.CpuUsage.TotalTime - processors, Written = Written() - written,
        };
        Console.WriteLine();
        Console.WriteLine($"| {work} | times | wall s | processors s | MB written |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Line("all", all);
        lock (gate)
        {
            foreach (var (path, sum) in sums.OrderBy(one => one.Key, StringComparer.Ordinal))
                Line(string.Concat(Enumerable.Repeat("· ", path.Count(c => c == '/') + 1)) + path[(path.LastIndexOf('/') + 1)..], sum);
        }
    }

    private static void Line(string name, Sum sum) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {sum.Count} | {sum.Wall.TotalSeconds:0.00} | {sum.Processors.TotalSeconds:0.00} | {sum.Written / 1e6:0.0} |"));

    private void Begin(Activity phase)
    {
        lock (gate)
            begun[phase] = (Environment.CpuUsage.TotalTime, Written());
    }

    private void End(Activity phase)
    {
        lock (gate)
        {
            if (!begun.Remove(phase, out var before))
                return;
            var path = PathOf(phase);
            if (!sums.TryGetValue(path, out var sum))
                sums.Add(path, sum = new Sum());
            sum.Count++;
            sum.Wall += phase.Duration;
            sum.Processors += Environment.CpuUsage.TotalTime - before.Processors;
            sum.Written += Written() - before.Written;
        }
    }

    private static string PathOf(Activity phase) =>
        phase.Parent is { Source.Name: Phase.Source } parent ? $"{PathOf(parent)}/{phase.OperationName}" : phase.OperationName;

    /// <summary>By this process, to disk or to its cache; 0 where the system does not say.</summary>
    private static long Written() => File.Exists("/proc/self/io")
        ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal)).Split(' ')[1],
            CultureInfo.InvariantCulture) : 0;
}
