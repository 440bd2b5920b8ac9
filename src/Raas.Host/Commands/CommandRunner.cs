using System.CommandLine;
using System.IO.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Raas.Configuration;
using Raas.Host.Settings;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Host.Commands;

/// <summary>What every command shares: its settings, its engine, and how it says that something went wrong.</summary>
internal static class CommandRunner
{
    private static readonly Option<string?> DataRoot = new("--data-root")
    {
        Description = "Folder of everything (setting Raas:DataRoot).", Recursive = true,
    };
    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Any setting, as Raas:Environment=T; may be given several times.", Recursive = true,
    };
    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Log what happens, and details of an error, to stderr.", Recursive = true,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    public static void AddGlobalOptions(RootCommand root)
    {
        root.Options.Add(DataRoot);
        root.Options.Add(Set);
        root.Options.Add(Verbose);
    }

    /// <summary>Runs the work of a command; whatever goes wrong becomes one clear message and an exit code.</summary>
    public static void Does(this Command command, Func<Engine, ParseResult, CancellationToken, int> work) =>
        command.SetAction(parsed => Run(parsed, (engine, values, stop) =>
        {
            engine.Databases.Check();
            return work(engine, values, stop);
        }));

    /// <summary>The same with whatever schema the store has.</summary>
    public static void DoesUnchecked(this Command command, Func<Engine, ParseResult, CancellationToken, int> work) =>
        command.SetAction(parsed => Run(parsed, work));

    /// <summary>The same without an engine: for what needs no store.</summary>
    public static void DoesAlone(this Command command, Func<Func<RaasOptions>, ParseResult, int> work) => command.SetAction(parsed =>
        Guarded(parsed, () => work(() => SettingsReader.Load(CommandLine(parsed)), parsed)));

    /// <summary>The same with the settings only: the command makes its own engine.</summary>
    public static void DoesWithSettings(this Command command, Func<ServeSettings, ParseResult, bool, CancellationToken, int> work) =>
        command.SetAction(parsed =>
            Guarded(parsed, () => work(SettingsReader.LoadAll(CommandLine(parsed)), parsed, parsed.GetValue(Verbose), Signals.Stop())));

    private static int Run(ParseResult parsed, Func<Engine, ParseResult, CancellationToken, int> work) => Guarded(parsed, () =>
    {
        var verbose = parsed.GetValue(Verbose);
        using var logging = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning)
            .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(o => (o.SingleLine, o.UseUtcTimestamp, o.TimestampFormat, o.ColorBehavior) = (true, true,
                "yyyy-MM-dd'T'HH:mm:ss'Z' ", LoggerColorBehavior.Disabled)));
        using var engine = new Engine(SettingsReader.Load(CommandLine(parsed)), new FileSystem(), TimeProvider.System,
            logging.CreateLogger("raas"));
        return work(engine, parsed, Signals.Stop());
    });

    private static int Guarded(ParseResult parsed, Func<int> work)
    {
        var verbose = parsed.GetValue(Verbose);
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. What was not finished did not happen; run the same command again.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is SettingsException or PartiesFileException or MigrationException or NightDateException
            or ResendException or OperatorException or UsageException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (NightStepException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"Could not finish: {e.Message}");
            Console.Error.WriteLine(verbose ? e.ToString() : Advice(e));
            return ExitCode.Failed;
        }
    }

    private static Dictionary<string, string?> CommandLine(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(Set) ?? [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UsageException($"--set {pair}: name=value was expected, such as Raas:Environment=T.");
            settings[pair[..at]] = pair[(at + 1)..];
        }
        if (parsed.GetValue(DataRoot) is { } root)
            settings["Raas:DataRoot"] = root;
        return settings;
    }

    private static string Advice(Exception e) => e switch
    {
        UnauthorizedAccessException =>
            "Give this account the right to read and write there, then run the same command again. --verbose shows more.",
        IOException => "Look at disk space and rights of the folder named, then run the same command again: nothing is lost or applied "
            + "twice. --verbose shows more.",
        System.Data.Common.DbException =>
            "Look whether the database answers, then run the same command again: nothing is lost or applied twice. --verbose shows more.",
        _ => "Run the same command again with --verbose and keep its output: this is a fault of the program. Nothing is lost or applied "
            + "twice.",
    };
}
