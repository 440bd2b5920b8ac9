using System.CommandLine;
using System.Globalization;
using Raas.Host;
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
    VerifyChainCommand.Create(),
    HoldCommands.CreateHold(),
    HoldCommands.CreateRelease(),
    ImportConfigCommand.Create(),
    ExportConfigCommand.Create(),
    MigrateCommand.Create(),
    SelfCheckCommand.Create(),
    AuditCommand.Create(),
    HashPasswordCommand.Create(),
};
Door.AddGlobalOptions(root);
var parsed = root.Parse(args);
return parsed.Errors.Count > 0 && args.Length > 0 ? Math.Max(ExitCode.WrongUsage, await parsed.InvokeAsync() * ExitCode.WrongUsage) : await parsed.InvokeAsync();
