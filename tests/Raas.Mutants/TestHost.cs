using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Raas.Mutants;

/// <summary>The process that the tests run in, beside the mutated assembly. It reads orders and answers them, a line each:
/// <c>measure</c>, and <c>run MUTANT TEST=TICKS … | TEST=TICKS …</c>, whose groups run one after the other until a test
/// fails.</summary>
/// <remarks>A process of its own because a mutant may end it, and because only that ends a test that never does.</remarks>
internal sealed class TestHost
{
    /// <summary>Begins the lines that are answers: tests write to the console too.</summary>
    public const string Answer = "@@ ";

    private readonly ITestFrameworkExecutor executor;
    private readonly Dictionary<string, ITestCase> tests;
    private readonly Type mutantSwitch;

    private TestHost(string testAssembly, string mutatedAssembly, string[] classes)
    {
        var folder = AppContext.BaseDirectory;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var file = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        };
        mutantSwitch = Assembly.Load(Path.GetFileNameWithoutExtension(mutatedAssembly)).GetType("MutantSwitch", throwOnError: true)!;
        var assembly = Assembly.Load(Path.GetFileNameWithoutExtension(testAssembly));
        var framework = new XunitTestFramework(new Sink(_ => true));
        executor = framework.GetExecutor(assembly.GetName());
        var found = new List<ITestCase>();
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        using var done = new ManualResetEventSlim();
        discoverer.Find(includeSourceInformation: false, new Sink(message =>
        {
            if (message is ITestCaseDiscoveryMessage discovered)
                found.Add(discovered.TestCase);
            if (message is IDiscoveryCompleteMessage)
                done.Set();
            return true;
        }), new RunOptions());
        done.Wait();
        bool IsMeant(ITestCase test) =>
            classes.Length == 0 || classes.Any(c => test.TestMethod.TestClass.Class.Name.EndsWith("." + c, StringComparison.Ordinal));
        tests = found.Where(IsMeant).DistinctBy(t => t.UniqueID, StringComparer.Ordinal)
            .ToDictionary(t => t.UniqueID, StringComparer.Ordinal);
    }

    public static void Serve(string testAssembly, string mutatedAssembly, string[] classes)
    {
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        var host = new TestHost(testAssembly, mutatedAssembly, classes);
        while (Console.ReadLine() is { } order)
        {
            var words = order.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var line in words[0] == "measure" ? host.Measure() : [host.Run(words[1..])])
                answers.WriteLine(Answer + line);
            answers.WriteLine(Answer + "done");
            answers.Flush();
        }
    }

    // Each test: how long, how many rounds of loops, whether it fails, which methods it enters.
    private List<string> Measure()
    {
        var lines = new List<string>();
        var watch = new Stopwatch();
        var entered = (bool[])mutantSwitch.GetField("Entered")!.GetValue(null)!;
        RunTests(tests.Values, message =>
        {
            switch (message)
            {
                case ITestCaseStarting:
                    Array.Clear(entered);
                    Set("Ticks", 0L);
                    watch.Restart();
                    break;
                case ITestCaseFinished finished:
                    var methods = string.Join(',', entered.Index().Where(e => e.Item).Select(e => e.Index));
                    var ticks = (long)mutantSwitch.GetField("Ticks")!.GetValue(null)!;
                    var (id, name) = (finished.TestCase.UniqueID, finished.TestCase.DisplayName);
                    lines.Add($"{id} {watch.ElapsedMilliseconds} {ticks} {finished.TestsFailed} [{methods}] {name}");
                    break;
            }
            return true;
        });
        return lines;
    }

    private string Run(string[] words)
    {
        Set("Active", int.Parse(words[0], CultureInfo.InvariantCulture));
        string? failed = null;
        var group = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in words[1..].Append("|").TakeWhile(_ => failed is null))
        {
            if (word != "|")
            {
                var parts = word.Split('=');
                group.Add(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture));
                continue;
            }
            RunTests(group.Keys.Select(id => tests[id]), message =>
            {
                if (message is ITestCaseStarting starting)
                {
                    Set("Ticks", 0L);
                    Set("MostTicks", group[starting.TestCase.UniqueID]);
                }
                if (message is ITestFailed failure)
                    failed ??= failure.TestCase.DisplayName;
                return failed is null;
            });
            group.Clear();
        }
        Set("Active", 0);
        return failed is null ? "survived" : "killed " + failed;
    }

    private void RunTests(IEnumerable<ITestCase> cases, Func<IMessageSinkMessage, bool> heard)
    {
        using var done = new ManualResetEventSlim();
        executor.RunTests(cases, new Sink(message =>
        {
            var goesOn = heard(message);
            if (message is ITestAssemblyFinished)
                done.Set();
            return goesOn;
        }), new RunOptions());
        done.Wait();
    }

    private void Set(string field, object value) => mutantSwitch.GetField(field)!.SetValue(null, value);

    private sealed class Sink(Func<IMessageSinkMessage, bool> heard) : Xunit.LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => heard(message);
    }

    /// <summary>One test after the other, and what we hear of it while it happens: else the counters are another test's.</summary>
    private sealed class RunOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal)
        {
            ["xunit.execution.DisableParallelization"] = true,
            ["xunit.execution.SynchronousMessageReporting"] = true,
        };

        public TValue GetValue<TValue>(string name) => values.TryGetValue(name, out var value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => values[name] = value;
    }
}
