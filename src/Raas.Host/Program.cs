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
    ProveAnswerCommand.Create(),
    PersonFileCommand.Create(),
    ResendCommand.Create(),
    RevertCommand.Create(),
    FetchedCommand.Create(),
    VerifyChainCommand.Create(),
    HoldCommands.CreateHold(),
    HoldCommands.CreateRelease(),
    ImportConfigCommand.Create(),
    ExportConfigCommand.Create(),
    ConfigCommand.Create(),
    MigrateCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
    SelfCheckCommand.Create(),
    AuditCommand.Create(),
    HashPasswordCommand.Create(),
    VoucherCommand.Create(),
    CompletionCommand.Create(),
};
CommandRunner.AddGlobalOptions(root);
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
    return WrongUsage.Report(root, parsed);
// Signals are ours: the handler of System.CommandLine throws at the second one.
return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null });
