using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.IO.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Raas.Configuration;
using Raas.Files;
using Raas.Host.Settings;
using Raas.Nights;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Recovery;
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
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ShortHelp((HelpAction)help.Action!);
    }

    /// <summary>A list of commands says of each what it does; the command's own help says the rest.</summary>
    private sealed class ShortHelp(HelpAction whole) : SynchronousCommandLineAction
    {
        private static readonly string[] EndsOfSentence = [". ", ": ", "; "];

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            foreach (var command in parsed.CommandResult.Command.Subcommands)
                command.Description = FirstSentence(command.Description ?? "");
            return whole.Invoke(parsed);
        }

        private static string FirstSentence(string text)
        {
            var line = text.ReplaceLineEndings(" ");
            var end = EndsOfSentence.Select(sign => line.IndexOf(sign, StringComparison.Ordinal)).Where(at => at >= 0)
                .DefaultIfEmpty(line.Length).Min();
            return line[..end].TrimEnd('.');
        }
    }

    /// <summary>Runs the work of a command; whatever goes wrong becomes one clear message and an exit code. Of a store that is older than
    /// its files it says so.</summary>
    public static void Does(this Command command, Func<Engine, ParseResult, CancellationToken, int> work) =>
        command.SetAction(parsed => Run(parsed, (engine, values, stop) =>
        {
            engine.Databases.Check();
            if (engine.Age.Check() is { } problem)
                Output.Fault($"ALARM {problem}");
            return work(engine, values, stop);
        }));

    /// <summary>The same for what must not be done with a store that is older than its files.</summary>
    public static void DoesWork(this Command command, Func<Engine, ParseResult, CancellationToken, int> work) =>
        command.SetAction(parsed => Run(parsed, (engine, values, stop) =>
        {
            engine.Databases.Check();
            engine.Age.Require();
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
            Guarded(parsed, () =>
            {
                var settings = SettingsReader.LoadAll(CommandLine(parsed));
                RequireStore(parsed, settings.Options);
                return work(settings, parsed, parsed.GetValue(Verbose), Signals.Stop());
            }));

    /// <summary>A new store beside files of an old one would begin to number from 1.</summary>
    private static void RequireStore(ParseResult parsed, RaasOptions options)
    {
        if (MakesStore(parsed))
            RequireNothingLost(options, new Folders(new FileSystem(), options.DataRoot));
        else
            RequireStore(options);
    }

    private static void RequireNothingLost(RaasOptions options, Folders folders)
    {
        if (options.Store == StoreKind.Sqlite && !IsThere(folders.Database) && StoreAge.Remains(
            new Disk(new FileSystem()), folders, options.CheckpointFile ?? folders.Checkpoint) is { } remains)
            throw new StoreOlderException($"The store is missing: {folders.Database} is not there, but what was done with it is "
                + $"({remains}). {StoreAge.Advice}");
    }

    /// <summary>A wrong folder must not pass as one in which nothing happened.</summary>
    /// <exception cref="UsageException">There is no store; the message says where it was looked for.</exception>
    /// <exception cref="StoreOlderException">There is none, but its files are there.</exception>
    public static void RequireStore(RaasOptions options)
    {
        var folders = new Folders(new FileSystem(), options.DataRoot);
        RequireNothingLost(options, folders);
        if (options.Store == StoreKind.Sqlite ? !IsThere(folders.Database) : !IsThere(folders.Root))
        {
            var missing = options.Store == StoreKind.Sqlite ? ": it has no raas.db" : "";
            throw new UsageException(
                $"There is no RAAS in {folders.Root}{missing}. If it is elsewhere, say where: --data-root, or the setting Raas:DataRoot. "
                + "A new one is made by raas import-config, raas migrate or raas night --samples.");
        }
    }

    /// <summary>Only these make a store where there is none (contract §6).</summary>
    private static bool MakesStore(ParseResult parsed) => parsed.CommandResult.Command.Name switch
    {
        "migrate" => true,
        "import-config" => !IsGiven(parsed, "--dry-run"),
        _ => IsGiven(parsed, "--samples"),
    };

    private static bool IsGiven(ParseResult parsed, string option) => parsed.GetResult(option) is OptionResult { Implicit: false };

    /// <summary>What we may not see may be there: who opens it says who owns it.</summary>
    private static bool IsThere(string path)
    {
        try
        {
            _ = File.GetAttributes(path);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static int Run(ParseResult parsed, Func<Engine, ParseResult, CancellationToken, int> work) => Guarded(parsed, () =>
    {
        var verbose = parsed.GetValue(Verbose);
        using var logging = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning)
            .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddSimpleConsole(o => (o.SingleLine, o.UseUtcTimestamp, o.TimestampFormat, o.ColorBehavior) = (true, true,
                "yyyy-MM-dd'T'HH:mm:ss'Z' ", LoggerColorBehavior.Disabled)));
        var options = SettingsReader.Load(CommandLine(parsed));
        RequireStore(parsed, options);
        using var engine = new Engine(options, new FileSystem(), TimeProvider.System, logging.CreateLogger("raas"));
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
            Output.Fault("Stopped. What was not finished did not happen; run the same command again.");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is SettingsException or PartiesFileException or MigrationException or NightDateException
            or ResendException or OperatorException or UsageException)
        {
            Output.Fault(e.Message);
            return ExitCode.WrongUsage;
        }
        catch (Exception e) when (e is NightStepException or StoreOlderException or BackupException)
        {
            Output.Fault(e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            Output.Fault($"Could not finish: {e.Message}");
            Output.Fault(verbose ? e.ToString() : Advice(e));
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
