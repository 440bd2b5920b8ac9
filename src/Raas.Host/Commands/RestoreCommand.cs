using System.CommandLine;
using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Recovery;

namespace Raas.Host.Commands;

/// <summary><c>raas restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A backup, or the folder of several: then the last one." };
        var check = new Option<bool>("--check")
        {
            Description = "Only reads the backup and compares it with its manifest; touches nothing else.",
        };
        var replace = new Option<bool>("--replace")
        {
            Description = "A store that stands in DataRoot is put aside, into replaced/; without this it is a reason to refuse.",
        };
        var lost = new Option<string?>("--lost-after")
        {
            Description = "All is lost but the backup: why, in a sentence for the parties. Numbers of files go on behind a gap.",
            HelpName = "WHY",
        };
        var command = new Command("restore", """
            Brings back what is missing in DataRoot: the store alone, or everything into an empty place. Then rolls forward: deliveries and
            nights of after the backup, as far as archive and work/sent show them, are done again and must give the bytes that were sent.

            Examples:
              raas restore /backup/raas --check
              raas restore /backup/raas
              raas restore /backup/raas/raas-20261127T020000Z --replace
              raas restore /backup/raas --lost-after "fire in the machine room on 12 March"
            """) { folder, check, replace, lost };
        command.DoesAlone((settings, parsed) =>
        {
            var stop = Signals.Stop();
            var restore = new Restore(settings(), new FileSystem(), TimeProvider.System,
                (options, clock) => new Engine(options, new FileSystem(), clock, NullLogger.Instance));
            if (parsed.GetValue(check))
                return Check(restore, parsed.GetValue(folder)!, stop);
            var why = parsed.GetValue(lost)?.Trim();
            if (why is { Length: 0 or > 255 })
                throw new UsageException("--lost-after: a reason of at most 255 characters was expected; the parties read it.");
            var report = BackupCommand.WithProgress(progress =>
                restore.Run(parsed.GetValue(folder)!, parsed.GetValue(replace), why, progress, stop));
            Print(report, isLost: why is not null);
            return report.Forward.Differences.Count > 0 ? ExitCode.Attention : ExitCode.Done;
        });
        return command;
    }

    private static int Check(Restore restore, string folder, CancellationToken stop)
    {
        var (backup, manifest, faults) = BackupCommand.WithProgress(progress => restore.Check(folder, progress, stop));
        foreach (var fault in faults)
            Output.Text($"FAULT {fault}");
        Output.Text(faults.Count > 0 ? $"NOT WHOLE: {Output.Place(backup)}. Do not rely on it."
            : $"Whole: {Output.Place(backup)}, {Output.Count(manifest.Files.Count)} files, begun {Output.Moment(manifest.BegunAt)}.");
        return faults.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    /// <param name="isLost">All was lost but the backup.</param>
    private static void Print(RestoreReport report, bool isLost)
    {
        Output.Text($"Restored from {Output.Place(report.Backup)}: {Output.Count(report.Files)} files brought back; "
            + $"{Output.Count(report.Forward.Deliveries)} deliveries and {Output.Count(report.Forward.Nights)} nights done again.");
        if (report.Aside is { } aside)
            Output.Text($"The store that stood there is in {Output.Place(aside)}.");
        foreach (var difference in report.Forward.Differences)
            Output.Text($"ALARM {difference}");
        if (report.Forward.NotConfigured is { Count: > 0 } strangers)
            Output.Text($"Not in the configuration that was put back, but here: {string.Join(", ", strangers)}. Who was configured "
                + $"after the backup has to be imported again{(isLost ? "; the numbers of files to them go on behind a gap too." : ".")}");
        if (isLost)
            Output.Text("What left after the backup is not known: the numbers of all files go on behind a gap, and the first voucher "
                + "behind it says so. status.xml asks each party to send again what came after the backup.");
        Output.Text("Look at raas selfcheck before you start raas serve. What callers and operators changed after the backup is lost.");
    }
}
