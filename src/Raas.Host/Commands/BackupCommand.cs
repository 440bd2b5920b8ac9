using System.CommandLine;
using System.Reflection;
using Raas.Recovery;
using Spectre.Console;

namespace Raas.Host.Commands;

/// <summary><c>raas backup</c>.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder of the backups, on another disk: each gets a name of its own there.",
        };
        var incremental = new Option<bool>("--incremental")
        {
            Description = "Files that the last backup in DIR has in the same bytes are not copied again: they get a second name (a hard "
            + "link). Each backup is whole without the others.",
        };
        var command = new Command("backup", """
            Copies store, audit and files while RAAS works, with a manifest: digests, and up to which numbers. What it leaves when it ends
            before its time does not look like a backup. On a database server: the files, and the moment of the server's own backup.

            Examples:
              raas backup /backup/raas
              raas backup /backup/raas --incremental
            """) { folder, incremental };
        command.DoesWork((engine, parsed, stop) =>
        {
            var report = WithProgress(progress => new Backup(engine).Run(
                parsed.GetValue(folder)!, parsed.GetValue(incremental), Version, progress, stop));
            var manifest = report.Manifest;
            var linked = report.Linked > 0 ? $", {Output.Count(report.Linked)} of them as the backup before has them" : "";
            Output.Text($"Backed up to {Output.Place(report.Folder)}: {Output.Count(manifest.Files.Count)} files, "
                + $"{Output.Count(report.Bytes)} bytes{linked}; up to change set {manifest.LastChangeSet}.");
            if (manifest.Server is { } server)
                Output.Text($"The database is not in it. It belongs to the backup of the server that is put back to {server}, not later.");
            foreach (var skipped in report.Skipped)
                Output.Text($"NOT BACKED UP {skipped}");
            return report.Skipped.Count > 0 ? ExitCode.Attention : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Of this program, as <c>raas --version</c> says it.</summary>
    private static string Version => typeof(BackupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion;

    /// <summary>What is at hand, on a terminal.</summary>
    public static T WithProgress<T>(Func<IProgress<CopyProgress>?, T> work)
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            return work(null);
        T result = default!;
        AnsiConsole.Status().Start("…", context => result = work(new Line(context)));
        return result;
    }

    private sealed class Line(StatusContext context) : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => context.Status(
            Markup.Escape($"{value.What}: {Output.Count(value.Files)} files, {Output.Count(value.Bytes >> 20)} MB"));
    }
}
