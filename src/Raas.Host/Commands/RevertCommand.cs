using System.CommandLine;
using System.Globalization;
using Raas.Domain;
using Raas.Reverts;
using Raas.Store.Rows;

namespace Raas.Host.Commands;

/// <summary><c>raas revert</c>.</summary>
internal static class RevertCommand
{
    /// <summary>So many notifications are named one by one.</summary>
    private const int MostNamed = 20;

    public static Command Create()
    {
        var delivery = new Argument<long>("DELIVERY") { Description = "Its number in the ledger, as raas show and the pages give it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would become of each row, and change nothing." };
        var undo = new Option<bool>("--undo") { Description = "Put a delivery that was taken back into effect again." };
        var json = CommandRunner.Json();
        var who = new WhoOptions("Why; goes into the journal of operators.");
        var command = new Command("revert", """
            Takes one delivery of an institution back: rows are again what they were before it, as far as nothing has changed them, or asked
            for them, since. The institution gets an answer and a receipt.

            Examples:
              raas revert 12 --dry-run --reason "file of another month"
              raas revert 12 --reason "file of another month, they called" --by "A. Peeters"
            """) { delivery, dryRun, undo, json, who.Reason, who.By };
        command.Does((engine, parsed, stop) =>
        {
            var (id, isUndo, by) = (parsed.GetValue(delivery), parsed.GetValue(undo), who.Of(parsed));
            var report = parsed.GetValue(dryRun)
                ? engine.Reverts.Preview(id, isUndo, stop)
                : engine.Reverts.Run(id, isUndo, by, stop);
            if (parsed.GetValue(json))
                Output.Json(Shape(report));
            else
                Print(report);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(RevertReport report)
    {
        var (d, r) = (report.Delivery, report.Revert);
        var done = (report.IsDryRun, r.IsUndo) switch
        {
            (true, true) => "would be put into effect again",
            (true, false) => "would be taken back",
            (false, true) => "is in effect again",
            _ => "is taken back",
        };
        Output.Line($"Delivery {d.DeliveryId} of {Output.Party(d.Party)} ({d.Flow} {d.FileSequenceNumber}, {d.DataFileName}) {done}.");
        Output.Line("");
        var table = Output.Table("=rows", "#count", "why");
        table.Row("put back", Output.Count(r.RowsPutBack), "");
        foreach (var left in report.Left.Where(left => !left.IsImpossible))
            table.Row("kept", Output.Count(left.Rows), RevertWords.Why(left));
        foreach (var left in report.Left.Where(left => left.IsImpossible))
            table.Row("impossible", Output.Count(left.Rows), RevertWords.Why(left));
        table.Print();
        Output.Line("");
        Output.Line($"Records: {Output.Count(r.Reverted)} reverted, {Output.Count(r.Kept)} of which something is kept, "
            + $"{Output.Count(r.Impossible)} of which something cannot be put back.");
        if (report.AnswerFileName is { } answer)
            Output.Line($"The party is told by {answer} and {report.ReceiptFileName}.");
        if (report.Told.Count == 0)
            return;
        Output.Line("");
        Output.Line($"What the party was notified of since is not taken back: {report.Told.Count} file(s).");
        foreach (var told in report.Told.Take(MostNamed))
            Output.Line($"  {BelgianTime.DateOf(told.CreatedAt):yyyy-MM-dd} {told.Flow} {told.Number}, {told.MessageCount} items");
        if (report.Told.Count > MostNamed)
            Output.Line($"  … and {report.Told.Count - MostNamed} more");
    }

    private static object Shape(RevertReport report) => new
    {
        delivery = report.Delivery.DeliveryId,
        party = Party(report.Delivery),
        flow = report.Delivery.Flow,
        fileSequenceNumber = report.Delivery.FileSequenceNumber,
        dryRun = report.IsDryRun,
        undo = report.Revert.IsUndo,
        rows = new { putBack = report.Revert.RowsPutBack, kept = report.Revert.RowsKept, impossible = report.Revert.RowsImpossible },
        records = new { reverted = report.Revert.Reverted, kept = report.Revert.Kept, impossible = report.Revert.Impossible },
        left = report.Left.Select(left => new
        {
            bucket = left.IsImpossible ? "impossible" : "kept", rows = left.Rows, cause = left.Cause, delivery = left.DeliveryId,
            night = left.Night?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), why = RevertWords.Why(left),
        }),
        answerFileName = report.AnswerFileName,
        receiptFileName = report.ReceiptFileName,
        notifiedSince = report.Told.Select(told => new
        {
            flow = told.Flow, number = told.Number, fileName = told.FileName, items = told.MessageCount, createdAt = told.CreatedAt,
        }),
    };

    private static string Party(LedgerRow d) => d.Party.ToString("D10", CultureInfo.InvariantCulture);
}
