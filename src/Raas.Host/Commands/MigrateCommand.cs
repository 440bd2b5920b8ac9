using System.CommandLine;
using Raas.Host.Worker;

namespace Raas.Host.Commands;

/// <summary><c>raas migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", """
            Brings the store to the schema of this program. The embedded store does this by itself; a server only by this command,
            which makes the tables of the schedule there too: who serves needs no right to make tables.

            Example:
              ConnectionStrings__Raas="Host=…;Database=raas;…" raas migrate --set Raas:Store=postgresql
            """);
        command.DoesUnchecked((engine, _, _) =>
        {
            var report = engine.Databases.Migrate();
            JobTables.Make(engine.Options);
            Output.Line(report.Applied.Count == 0 ? $"Nothing to do: the store has schema {report.Version}."
                : $"Applied {string.Join(", ", report.Applied)}; the store has schema {report.Version}.");
            return ExitCode.Done;
        });
        return command;
    }
}
