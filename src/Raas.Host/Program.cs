using System.CommandLine;
using Raas.Host;
using Raas.Host.Commands;

var root = new RootCommand("RAAS, Register As A Service: takes deliveries, applies them to the register, answers every record.")
{
    NightCommand.Create(),
    CheckCommand.Create(),
    StatusCommand.Create(),
    ShowCommand.Create(),
    ExplainCommand.Create(),
    ImportConfigCommand.Create(),
    ExportConfigCommand.Create(),
    MigrateCommand.Create(),
    SelfCheckCommand.Create(),
};
Door.AddGlobalOptions(root);
var parsed = root.Parse(args);
return parsed.Errors.Count > 0 && args.Length > 0 ? Math.Max(ExitCode.WrongUsage, await parsed.InvokeAsync() * ExitCode.WrongUsage) : await parsed.InvokeAsync();
