using System.CommandLine;

namespace Raas.Host.Commands;

/// <summary><c>raas migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", """
            Brings the store to the schema of this program. The embedded store does this by itself; a server only by this command.

            Example:
              ConnectionStrings__Raas="Host=…;Database=raas;…" raas migrate --set Raas:Store=postgresql
            """);
        command.DoesUnchecked((engine, _, _) =>
        {
            var report = engine.Migrate();
            Output.Line(report.Applied.Count == 0 ? $"Nothing to do: the store has schema {report.Version}." : $"Applied {string.Join(", ", report.Applied)}; the store has schema {report.Version}.");
            return ExitCode.Done;
        });
        return command;
    }
}

/// <summary><c>raas selfcheck</c>.</summary>
internal static class SelfCheckCommand
{
    public static Command Create()
    {
        var json = Door.Json();
        var command = new Command("selfcheck", """
            Proves what the register promises: no rows of a person and type share a day, counts add up, no number is missing,
            and the journal, repeated from the start, gives exactly the rows that are there. Repairs nothing.

            Example:
              raas selfcheck
            """) { json };
        command.Does((engine, parsed, stop) =>
        {
            var report = engine.SelfCheck(stop);
            if (parsed.GetValue(json))
            {
                Output.Json(report);
            }
            else
            {
                var table = Output.Table("check", "#faults", "what a fault would be");
                foreach (var line in report.Lines)
                    table.Row(line.Check, line.Faults, line.Meaning);
                table.Print();
                Output.Line(report.IsGreen ? "Green." : "RED: keep a copy of the store as it is, and look at the faults before the next night.");
            }
            return report.IsGreen ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
