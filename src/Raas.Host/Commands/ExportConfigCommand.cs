using System.CommandLine;

namespace Raas.Host.Commands;

/// <summary><c>raas export-config</c>.</summary>
internal static class ExportConfigCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "Where to; the terminal when not given.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("export-config", """
            Writes parties, dossier types, settings and authorisations as JSON that import-config takes.

            Examples:
              raas export-config
              raas export-config parties.json
            """) { file };
        command.Does((engine, parsed, _) =>
        {
            var json = engine.Parties.Export().ToJson();
            if (parsed.GetValue(file) is { } path)
                File.WriteAllText(path, json);
            else
                Console.Out.Write(json);
            return ExitCode.Done;
        });
        return command;
    }
}
