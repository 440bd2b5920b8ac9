using System.CommandLine;
using System.Globalization;
using Raas.Flows;
using Raas.Host.Commands;

// Files, numbers and dates look the same whoever starts us. (The runtime's own invariant mode would do that too, but the SQL Server
// client refuses to work in it.)
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

var root = new RootCommand("RAAS, Register As A Service: takes deliveries, applies them to the register, answers every record.")
{
    NightCommand.Create(),
    ServeCommand.Create(),
    CheckCommand.Create(),
    StatusCommand.Create(),
    ShowCommand.Create(),
    ExplainCommand.Create(),
    ResendCommand.Create(),
    FetchedCommand.Create(),
    VerifyChainCommand.Create(),
    HoldCommands.CreateHold(),
    HoldCommands.CreateRelease(),
    ImportConfigCommand.Create(),
    ExportConfigCommand.Create(),
    ConfigCommand.Create(),
    MigrateCommand.Create(),
    SelfCheckCommand.Create(),
    AuditCommand.Create(),
    HashPasswordCommand.Create(),
};
CommandRunner.AddGlobalOptions(root);
var parsed = root.Parse(args);
// Signals are ours: the handler of System.CommandLine throws at the second one.
var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
var exitCode = parsed.Invoke(invocation);
return parsed.Errors.Count > 0 && args.Length > 0 ? Math.Max(ExitCode.WrongUsage, exitCode * ExitCode.WrongUsage) : exitCode;
