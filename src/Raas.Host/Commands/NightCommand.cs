using System.CommandLine;
using System.Globalization;
using System.IO.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Host.Worker;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;
using Spectre.Console;

namespace Raas.Host.Commands;

/// <summary><c>raas night</c>: one night, then a summary.</summary>
internal static class NightCommand
{
    public static Command Create()
    {
        var date = new Option<string?>("--date") { Description = "Business date, yyyy-MM-dd; today in Belgium when not given." };
        var samples = new Option<bool>("--samples")
        {
            Description = "First put the sample parties and deliveries in place, those of yesterday's night and of today's: a first look "
            + "at RAAS.",
        };
        var accept = new Option<string?>("--accept-date")
        {
            Description = "The next night to run, yyyy-MM-dd, whatever the ledger has: the way back when the clock was wrong, "
                + "or too many nights were missed.",
        };
        var reason = new Option<string?>("--reason") { Description = "Why, with --accept-date; goes into the journal of operators." };
        var by = new Option<string?>("--by") { Description = "Your name, with --accept-date; the account of the machine when not given." };
        var json = CommandRunner.Json();
        var command = new Command("night", """
            Runs one night: takes every delivery (sources first) and answers it; lets inscriptions follow replaced numbers; tells each
            institution about replacements, identity changes and Dimona; checks the register against itself; tidies up.
            A night that was stopped goes on where it stopped; nights that were missed are made up for, in order. When the night is
            complete, only deliveries that came since are taken.

            Examples:
              raas night
              raas night --samples --data-root ./data
              raas night --date 2026-11-23 --json
              raas night --accept-date 2026-11-23 --reason "the clock was a year ahead until noon"
            """) { date, samples, accept, reason, by, json };
        command.DoesWork((engine, parsed, stop) =>
        {
            var day = BusinessDate("--date", parsed.GetValue(date));
            if (BusinessDate("--accept-date", parsed.GetValue(accept)) is { } accepted)
                engine.Nights.AcceptDate(accepted, new Operator(parsed.GetValue(by) ?? Environment.UserName, parsed.GetValue(reason)));
            var (withSamples, asJson) = (parsed.GetValue(samples), parsed.GetValue(json));
            NightReport Run(IProgress<DeliveryProgress>? progress) => withSamples
                ? Samples.OfProgram(engine).RunNights(day, progress, stop)
                : engine.Nights.Run(day, progress, stop);
            var noticed = engine.Notices.Last();
            var report = asJson || Console.IsOutputRedirected || Console.IsErrorRedirected ? Run(null) : WithProgress(Run);
            var notices = engine.Notices.After(noticed);
            if (asJson)
                Output.Json(Shape(report, notices));
            else
                Print(engine, report, notices, withSamples);
            return ResultOf(report, notices);
        });
        return command;
    }

    private static int ResultOf(NightReport report, IReadOnlyList<Notice> notices)
    {
        if (report.IsBusy)
            return ExitCode.Attention;
        if (report.Failures.Count > 0 || report.SelfCheck is { IsGreen: false })
            return ExitCode.Failed;
        return report.DateProblem is not null || report.Waiting.Count > 0 || notices.Count > 0
            || report.Deliveries.Any(d => d.Decision == Decision.Refused) ? ExitCode.Attention : ExitCode.Done;
    }

    /// <summary>A bar on a terminal, one for the file at hand.</summary>
    public static T WithProgress<T>(Func<IProgress<DeliveryProgress>, T> work)
    {
        T result = default!;
        AnsiConsole.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask? task = null;
                result = work(new Direct(p =>
                {
                    if (p.Phase == DeliveryProgress.Finished)
                        return;
                    var title = Markup.Escape($"{p.DataFileName} {p.Phase}");
                    if (task is null || task.Description != title)
                    {
                        task?.StopTask();
                        task = context.AddTask(title, maxValue: Math.Max(1, p.Total));
                    }
                    task.Value = p.Done;
                }));
            });
        return result;
    }

    private static DateOnly? BusinessDate(string option, string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"{option} {text}: a date yyyy-MM-dd was expected.");
    }

    private static void Print(Engine engine, NightReport report, IReadOnlyList<Notice> notices, bool withSamples)
    {
        if (report.IsBusy)
            Output.Line("Another worker is busy with the night. Nothing was done here; raas status shows what waits.");
        else
            Print(engine, report);
        foreach (var notice in notices)
            Output.Text($"ALARM {notice.Message}");
        if (withSamples)
            ShowFiles(engine, report);
        if (!report.IsBusy && report.DateProblem is { } problem)
            Output.Text($"WAITS {problem}");
    }

    private static void Print(Engine engine, NightReport report)
    {
        Output.Line(report.DateProblem is not null ? "No night was run: only deliveries were taken."
            : report.Nights.Count > 0 ? $"Night of {report.BusinessDate:yyyy-MM-dd}"
            : $"The night of {report.BusinessDate:yyyy-MM-dd} was complete before: only what came since was taken.");
        PrintDeliveries(report.Deliveries);
        WaitLines.Print(report.Waiting.Select(one => (one.Party.Number, one.Waiting)));
        foreach (var night in report.Nights)
            PrintNight(night, report.Nights.Count > 1);
        foreach (var failure in report.Failures)
            Output.Text($"STOPPED {failure} Tried again in the next night.");
        if (report.SelfCheck is { } check)
            Output.Text(check.IsGreen ? "Self-check: green."
                : $"Self-check: RED. {string.Join("; ", check.Lines.Where(l => l.Faults > 0).Select(l => $"{l.Faults} {l.Meaning}"))}");
        PrintFolders(engine, report);
        Output.Text($"{report.Deliveries.Count} deliveries in {report.Elapsed.TotalSeconds:0.0} s: "
            + $"{report.Deliveries.Count(d => d.Decision == Decision.Accepted)} accepted, "
            + $"{report.Deliveries.Count(d => d.Decision == Decision.Duplicate)} duplicate, "
            + $"{report.Deliveries.Count(d => d.Decision == Decision.Refused)} refused, {report.Waiting.Count} waiting.");
    }

    private static void PrintDeliveries(IReadOnlyList<DeliveryReport> deliveries)
    {
        var table = Output.Table("#id", "=party", "file", "#no.", "=decision", "?#records", "effect", "?#s");
        foreach (var d in deliveries)
        {
            var accepted = d.Decision == Decision.Accepted;
            table.Row(d.DeliveryId, d.Party, d.DataFileName, d.FileSequenceNumber, d.Decision.ToString().ToUpperInvariant(),
                accepted ? Output.Count(d.Tally.Read) : "", accepted ? Output.Effect(d.Tally) : "", d.Elapsed.TotalSeconds.ToString("0.0"));
        }
        if (deliveries.Count > 0)
            table.Print();
        foreach (var refused in deliveries.Where(d => d.Decision == Decision.Refused))
            Output.Text($"REFUSED {refused.Party} {refused.VoucherFileName}: {Reasons(refused.Errors)}");
    }

    /// <summary>Where parties find what they got.</summary>
    private static void PrintFolders(Engine engine, NightReport report)
    {
        foreach (var folder in report.Deliveries.Select(d => d.Party).Distinct().Select(engine.Outgoing.Folder))
            Output.Line($"Receipts and answers: {Output.Place(folder)}");
        foreach (var folder in report.Nights.SelectMany(n => n.Parties).Where(p => p.Files > 0).Select(p => p.Party).Distinct()
            .Select(p => engine.Outgoing.Folder(CbeNumber.TryFrom(p, out var cbe) ? cbe : default)))
            Output.Line($"Notifications: {Output.Place(folder)}");
    }

    /// <summary>What a night told, and what waits; a night of which nothing can be said is not mentioned unless it was made up
    /// for.</summary>
    private static void PrintNight(NightSummary night, bool withDate)
    {
        if (withDate || night.WasResumed)
            Output.Line($"Night of {night.BusinessDate:yyyy-MM-dd}{(night.WasResumed ? ", resumed where it had stopped" : "")}:");
        var notified = night.Parties.Where(p => p.Files > 0 || p.RowsMoved > 0).ToList();
        if (notified.Count > 0)
        {
            var table = Output.Table("=party", "=told", "#of", "#items", "?#files", "?#row changes", "not told, because");
            foreach (var p in notified)
                table.Row(Output.Party(p.Party), p.Flow, Output.Count(p.Considered), Output.Count(p.Notified), Output.Count(p.Files),
                    Output.Count(p.RowsMoved), Reasons(p));
            table.Print();
        }
        if (night.Held.Applied > 0)
            Output.Line($"{night.Held.Applied} mutations that had waited were applied.");
        if (night.Held.Rejected > 0)
            Output.Line($"{night.Held.Rejected} mutations that had waited cannot be applied any more; the log says why.");
        if (night.Held.Waiting > 0)
            Output.Text($"{(night.Held.Overdue > 0 ? "ALARM" : "WAITS")} {night.Held.Waiting} mutations wait for their date or for a "
                + $"number that no source has told yet{(night.Held.Overdue > 0 ? $", {night.Held.Overdue} of them too long" : "")}.");
        if (night.Removed > 0)
            Output.Line($"{night.Removed} files and days of the archive were removed: kept long enough.");
    }

    private static string Reasons(NightPartyRow p) =>
        string.Join(", ", new[] { (p.NotHeld, "not known there"), (p.NotAuthorised, "not authorised"), (p.NotAsked, "not wanted") }
            .Where(r => r.Item1 > 0).Select(r => $"{Output.Count(r.Item1)} {r.Item2}"));

    /// <summary>A first look deserves to see what an institution gets: the summary of the answer with most to tell, and an item of each
    /// notification.</summary>
    private static void ShowFiles(Engine engine, NightReport report)
    {
        var shown = report.Deliveries.Where(d => d.Decision == Decision.Accepted).MaxBy(d => d.Tally.Rejected);
        if (shown is null)
            return;
        var left = engine.Ledger.Find(shown.DeliveryId.ToString(CultureInfo.InvariantCulture))?.Outgoing;
        if (left?.FirstOrDefault(o => o.Flow == FlowName.Answer) is { } answer)
            Show(Path.Combine(engine.Outgoing.Folder(shown.Party), answer.FileName), $"The answer to {shown.DataFileName}", "<summary>",
                LinesOfAnswer);
        foreach (var flow in report.Nights.SelectMany(n => n.Parties).Where(p => p.Party == shown.Party.Value && p.Notified > 0)
            .Select(p => p.Flow).Distinct())
        {
            var last = Directory.EnumerateFiles(engine.Outgoing.Folder(shown.Party), $"{flow}.*.xml")
                .Where(f => !f.EndsWith(".voucher.xml", StringComparison.Ordinal)).Max(StringComparer.Ordinal);
            if (last is not null)
                Show(last, $"What {shown.Party} is told, {flow}", "businessDate", LinesOfNotification);
        }
    }

    private static void Show(string path, string title, string from, int count)
    {
        var disk = new Disk(new FileSystem());
        if (disk.KindOf(Path.GetDirectoryName(path)!) != EntryKind.Folder || !disk.IsRegularFile(path))
            return;
        using var reader = new StreamReader(disk.Read(path));
        Output.Line();
        Output.Text($"{title}, {Output.Place(path)}:");
        foreach (var line in reader.ReadToEnd().Split('\n').SkipWhile(line => !line.Contains(from, StringComparison.Ordinal)).Take(count))
        {
            foreach (var part in TextTable.WrapMarkup(line, Output.Width))
                Output.Line(part);
        }
        Output.Line("    ...");
    }

    private const int LinesOfAnswer = 6;
    private const int LinesOfNotification = 3;

    /// <summary>The first reason in full, the others counted: the receipt has them all.</summary>
    public static string Reasons(IReadOnlyList<FileError> errors)
    {
        if (errors.Count == 0)
            return "";
        var first = errors[0];
        var place = first.Line is { } line ? $" (line {line}{(first.Position is { } at ? $", position {at}" : "")})" : "";
        var information = first.Information.Length == 0 ? ""
            : $" [{string.Join(", ", first.Information.Select(i => $"{i.Field} {i.Value}"))}]";
        return $"{first.Code.Wire} {first.Code.En}{place}{information}{(errors.Count > 1 ? $" And {errors.Count - 1} more." : "")}";
    }

    private static object Shape(NightReport report, IReadOnlyList<Notice> notices) => new
    {
        report.BusinessDate,
        Seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
        Deliveries = report.Deliveries.Select(d => new
        {
            Party = d.Party.ToString(), d.DeliveryId, d.Flow, d.FileSequenceNumber, d.DataFileName, d.VoucherFileName,
            Decision = d.Decision.ToString().ToUpperInvariant(),
            Seconds = Math.Round(d.Elapsed.TotalSeconds, 3), Counts = d.Decision == Decision.Accepted ? Plain.Counts(d.Tally) : null,
            Errors = Plain.Errors(d.Errors),
        }),
        Waiting = report.Waiting.Select(w => Plain.Waiting(w.Waiting, w.Party.Number)),
        Nights = report.Nights.Select(n => new
        {
            n.BusinessDate, n.WasResumed, n.Removed, Held = new { n.Held.Applied, n.Held.Rejected, n.Held.Waiting, n.Held.Overdue },
            Flows = n.Flows.Select(f => new { f.Flow, f.Events, f.Superseded, f.Considered }),
            Parties = n.Parties.Select(p => new
            {
                Party = Output.Party(p.Party), p.Flow, p.Considered, p.Notified, p.NotAsked, p.NotHeld, p.NotAuthorised, p.RowsMoved,
                p.Files,
            }),
        }),
        report.IsBusy,
        report.Failures,
        report.DateProblem,
        Notices = notices.Select(n => n.Message),
        SelfCheck = report.SelfCheck?.Lines.Select(SelfCheckCommand.Shape),
    };

    /// <summary>Reports on the thread of the work: order matters more than speed here.</summary>
    private sealed class Direct(Action<DeliveryProgress> report) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => report(value);
    }
}
