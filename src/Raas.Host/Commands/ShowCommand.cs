using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Commands;

/// <summary><c>raas show</c>: everything about one delivery.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var delivery = new Argument<string>("DELIVERY")
        {
            Description = "The delivery's number in the ledger (raas night prints it), or the id of its voucher.",
        };
        var json = CommandRunner.Json();
        var command = new Command("show", """
            Shows one delivery: what it was, what was decided and why, what it changed, which files left because of it.

            Examples:
              raas show 12
              raas show 5a1d0c4e-3b77-4d0e-9f0c-2f6f4d1c8a11
            """) { delivery, json };
        command.Does((engine, parsed, _) =>
        {
            var details = engine.Ledger.Find(parsed.GetValue(delivery)!)
                ?? throw new UsageException($"There is no delivery {parsed.GetValue(delivery)} in the ledger.");
            var rejected = engine.Ledger.Rejected(details);
            if (parsed.GetValue(json))
                Output.Json(Shape(details, rejected));
            else
                Print(details, rejected, engine.Reverts.Of(details.Delivery.DeliveryId));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(
        DeliveryDetails details, RejectedCodes rejected, IReadOnlyList<(RevertRow Revert, IReadOnlyList<LeftByRevert> Left)> reverts)
    {
        var d = details.Delivery;
        var table = Output.Table("=delivery", d.DeliveryId.ToString());
        table.Row("party", Output.Party(d.Party));
        table.Row("flow, number", $"{d.Flow ?? "?"} {d.FileSequenceNumber}");
        table.Row("voucher", $"{d.VoucherFileName} {d.VoucherId}");
        table.Row("data file", $"{d.DataFileName}, {(d.Size is { } size ? Output.Count(size) : "?")} bytes, "
            + $"{(d.MessageCount is { } count ? Output.Count(count) : "?")} records");
        table.Row("decision", $"{d.Decision} at "
            + $"{Output.Moment(d.DecidedAt)}{(d.DuplicateOf is { } original ? $", the same as delivery {original}" : "")}");
        if (d.Decision == "ACCEPTED")
            table.Row("records", $"{Output.Count(d.ReadCount)} read: {d.Registered} registered, {d.Merged} merged, {d.Unchanged} "
                + $"unchanged, {d.Removed} removed, {d.Shortened} shortened, {d.Rejected} rejected");
        foreach (var (revert, left) in reverts)
            table.Row(revert.IsUndo ? "in effect again" : "taken back",
                $"{Output.Moment(revert.At)} by {revert.Operator}: {revert.Reason}; {Output.Count(revert.RowsPutBack)} rows put back, "
                    + $"{Output.Count(left.Sum(one => one.Rows))} left");
        table.Row("filed", d.FiledAt is { } filed ? $"{d.FiledFolder} at {Output.Moment(filed)}" : $"not yet, will be in {d.FiledFolder}");
        table.Print();
        foreach (var error in details.Errors)
        {
            var place = (error.Line is { } line ? $" line {line}" : "") + (error.Position is { } at ? $" position {at}" : "");
            var information = error.Information is { } more ? $" [{more.Replace('\n', ' ')}]" : "";
            Output.Text($"{error.Code}{place}: {Codes.Find(error.Code)?.En}{information}");
        }
        foreach (var code in rejected.Codes)
        {
            Output.Text($"{Output.Count(code.Count)} rejected, {code.Code}: {Codes.Find(code.Code)?.En} "
                + $"Record {string.Join(", ", code.Records)}{(code.Count > code.Records.Count ? " and more" : "")}.");
        }
        foreach (var file in details.Outgoing)
            Output.Text($"{file.Flow} {file.Number}: {file.FileName}, {Output.Count(file.Size)} bytes, "
                + $"{(file.PublishedAt is { } at ? $"published {Output.Moment(at)}" : "not published yet")}");
    }

    private static object Shape(DeliveryDetails details, RejectedCodes rejected)
    {
        var d = details.Delivery;
        return new
        {
            Delivery = new
            {
                d.DeliveryId, Party = Output.Party(d.Party), d.Flow, d.VoucherId, d.FileSequenceNumber, d.VoucherFileName, d.DataFileName,
                d.Digest, d.Size, d.MessageCount, d.Decision, d.DecidedAt, d.DuplicateOf, d.FiledFolder, d.FiledVoucher, d.FiledData,
                d.FiledAt,
                Counts = d.Decision != "ACCEPTED" ? null : new
                {
                    Read = d.ReadCount, d.Registered, d.Merged, d.Unchanged, d.Removed, d.Shortened, d.Rejected,
                },
            },
            Errors = details.Errors.Select(e => new
            {
                e.Code, Description = Codes.Find(e.Code)?.En, e.Line, e.Position, Information = e.Information?.Split('\n') ?? [],
            }),
            Rejected = rejected.Codes.Select(c => new { c.Code, Description = Codes.Find(c.Code)?.En, c.Count, c.Records }),
            Outgoing = details.Outgoing.Select(o => new
            {
                o.Flow, o.Number, o.FileName, o.VoucherId, o.Digest, o.PreviousDigest, o.Size, o.MessageCount, o.CreatedAt, o.PublishedAt,
                o.RejectedFileName,
            }),
        };
    }
}
