using System.CommandLine;
using System.Globalization;
using Raas.Domain;
using Raas.Intake;
using Spectre.Console;

namespace Raas.Host.Commands;

/// <summary><c>raas night</c>: one night, then a summary.</summary>
internal static class NightCommand
{
    public static Command Create()
    {
        var date = new Option<string?>("--date") { Description = "Business date, yyyy-MM-dd; today in Belgium when not given." };
        var samples = new Option<bool>("--samples") { Description = "First put the sample parties and deliveries in place: a first look at RAAS." };
        var json = Door.Json();
        var command = new Command("night", """
            Runs one night: takes every delivery (sources first), answers it, then checks the register against itself.

            Examples:
              raas night
              raas night --samples --data-root ./data
              raas night --date 2026-11-23 --json
            """) { date, samples, json };
        command.Does((engine, parsed, stop) =>
        {
            var day = BusinessDate(parsed.GetValue(date));
            if (parsed.GetValue(samples))
                engine.PrepareSamples(Path.Combine(AppContext.BaseDirectory, "samples"));
            var report = parsed.GetValue(json) || Console.IsOutputRedirected || Console.IsErrorRedirected
                ? engine.Night(day, null, stop)
                : WithProgress(progress => engine.Night(day, progress, stop));
            if (parsed.GetValue(json))
                Output.Json(Plain(report));
            else
                Print(engine, report);
            if (parsed.GetValue(samples) && !parsed.GetValue(json))
                ShowAnswer(engine, report);
            return report.Failures.Count > 0 || report.SelfCheck is { IsGreen: false } ? ExitCode.Failed
                : report.Waiting.Count > 0 || report.Deliveries.Any(d => d.Decision == Decision.Refused) ? ExitCode.Attention
                : ExitCode.Done;
        });
        return command;
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

    private static DateOnly? BusinessDate(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"--date {text}: a date yyyy-MM-dd was expected.");
    }

    private static void Print(Engine engine, NightReport report)
    {
        var table = Output.Table("#delivery", "party", "file", "#number", "decision", "#records", "effect", "#s");
        foreach (var d in report.Deliveries)
        {
            var accepted = d.Decision == Decision.Accepted;
            table.Row(d.DeliveryId, d.Party, d.DataFileName, d.FileSequenceNumber, d.Decision.ToString().ToUpperInvariant(), accepted ? Output.Count(d.Tally.Read) : "", accepted ? Output.Effect(d.Tally) : "", d.Elapsed.TotalSeconds.ToString("0.0"));
        }
        Output.Line($"Night of {report.BusinessDate:yyyy-MM-dd}");
        table.Print();
        foreach (var refused in report.Deliveries.Where(d => d.Decision == Decision.Refused))
            Output.Line($"REFUSED {refused.Party} {refused.VoucherFileName}: {Reasons(refused.Errors)}");
        foreach (var (party, waiting) in report.Waiting)
            Output.Line($"{(waiting.IsAlarm ? "ALARM  " : "WAITS  ")} {party.Number} {waiting.VoucherFileName}: {WaitWords.Explain(waiting)} Since {Output.Moment(waiting.Since)} ({Output.Age(waiting.Since)}).");
        foreach (var failure in report.Failures)
            Output.Line($"STOPPED {failure} Tried again in the next night.");
        if (report.SelfCheck is { } check)
            Output.Line(check.IsGreen ? "Self-check: green." : $"Self-check: RED. {string.Join("; ", check.Lines.Where(l => l.Faults > 0).Select(l => $"{l.Faults} {l.Meaning}"))}");
        foreach (var folder in report.Deliveries.Select(d => d.Party).Distinct().Select(engine.OutFolder))
            Output.Line($"Receipts and answers: {Output.Place(folder)}");
        Output.Line($"{report.Deliveries.Count} deliveries in {report.Elapsed.TotalSeconds:0.0} s: {report.Deliveries.Count(d => d.Decision == Decision.Accepted)} accepted, {report.Deliveries.Count(d => d.Decision == Decision.Duplicate)} duplicate, {report.Deliveries.Count(d => d.Decision == Decision.Refused)} refused, {report.Waiting.Count} waiting.");
    }

    /// <summary>A first look deserves to see what an institution gets: the summary of the answer with most to tell, and where it is.</summary>
    private static void ShowAnswer(Engine engine, NightReport report)
    {
        var told = report.Deliveries.Where(d => d.Decision == Decision.Accepted).MaxBy(d => d.Tally.Rejected);
        if (told is null || engine.Show(told.DeliveryId.ToString(CultureInfo.InvariantCulture)) is not { } details || details.Outgoing.FirstOrDefault(o => o.Flow == "ANSWER") is not { } answer)
            return;
        var path = Path.Combine(engine.OutFolder(told.Party), answer.FileName);
        if (!File.Exists(path))
            return;
        Output.Line();
        Output.Line($"The answer to {told.DataFileName}, {Output.Place(path)}:");
        foreach (var line in File.ReadLines(path).SkipWhile(line => !line.Contains("<summary>", StringComparison.Ordinal)).Take(LinesOfAnswer))
            Output.Line(line);
        Output.Line("    ...");
    }

    private const int LinesOfAnswer = 14;

    /// <summary>The first reason in full, the others counted: the receipt has them all.</summary>
    public static string Reasons(IReadOnlyList<FileError> errors)
    {
        if (errors.Count == 0)
            return "";
        var first = errors[0];
        var place = first.Line is { } line ? $" (line {line}{(first.Position is { } at ? $", position {at}" : "")})" : "";
        var information = first.Information.Length == 0 ? "" : $" [{string.Join(", ", first.Information.Select(i => $"{i.Field} {i.Value}"))}]";
        return $"{first.Code.Wire} {first.Code.En}{place}{information}{(errors.Count > 1 ? $" And {errors.Count - 1} more." : "")}";
    }

    private static object Plain(NightReport report) => new
    {
        BusinessDate = report.BusinessDate.ToString("yyyy-MM-dd"),
        Seconds = Math.Round(report.Elapsed.TotalSeconds, 3),
        Deliveries = report.Deliveries.Select(d => new
        {
            Party = d.Party.ToString(), d.DeliveryId, d.Flow, d.FileSequenceNumber, d.DataFileName, d.VoucherFileName, Decision = d.Decision.ToString().ToUpperInvariant(),
            Seconds = Math.Round(d.Elapsed.TotalSeconds, 3), Counts = d.Decision == Decision.Accepted ? d.Tally : null,
            Errors = d.Errors.Select(e => new { Code = e.Code.Wire, Description = e.Code.En, e.Line, e.Position, Information = e.Information.Select(i => $"{i.Field}={i.Value}") }),
        }),
        Waiting = report.Waiting.Select(w => new { Party = w.Party.Number.ToString(), w.Waiting.VoucherFileName, w.Waiting.Flow, w.Waiting.FileSequenceNumber, Reason = WaitWords.Wire(w.Waiting.Reason), w.Waiting.MissingNumber, w.Waiting.Since, w.Waiting.IsAlarm }),
        report.Failures,
        SelfCheck = report.SelfCheck?.Lines,
    };

    /// <summary>Reports on the thread of the work: order matters more than speed here.</summary>
    private sealed class Direct(Action<DeliveryProgress> report) : IProgress<DeliveryProgress>
    {
        public void Report(DeliveryProgress value) => report(value);
    }
}
