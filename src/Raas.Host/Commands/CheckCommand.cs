using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;

namespace Raas.Host.Commands;

/// <summary><c>raas check</c>: what would this file do?</summary>
internal static class CheckCommand
{
    private const int MostRejected = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Data files or vouchers.", Arity = ArgumentArity.OneOrMore };
        var most = new Option<int>("--max")
        {
            Description = "How many of the records that would be rejected are listed.", DefaultValueFactory = _ => MostRejected,
        };
        var json = CommandRunner.Json();
        var command = new Command("check", """
            Validates files as a delivery would be, then says what they would do to the register as it is now, and which records would be
            rejected. Changes nothing.
            A voucher is checked with its data file; a data file with its voucher when that lies beside it, else by itself.

            Examples:
              raas check subscription-7.xml
              raas check subscription-7.xml --max 1000
              raas check parties/0212344876/in/*.voucher.xml --json
            """) { files, most, json };
        command.Does((engine, parsed, stop) =>
        {
            if (parsed.GetValue(most) is < 0 and var wrong)
                throw new UsageException($"--max {wrong}: a whole number from 0 was expected.");
            var reports = parsed.GetValue(files)!.Select(file =>
            {
                if (!File.Exists(file))
                    throw new UsageException($"{file}: there is no such file.");
                return engine.Intake.Preview(file, null, stop, parsed.GetValue(most));
            }).ToList();
            if (parsed.GetValue(json))
                Output.Json(reports.Select(Shape));
            else
                reports.ForEach(Print);
            return reports.TrueForAll(r => r.Errors.Count == 0) ? ExitCode.Done : ExitCode.Attention;
        });
        return command;
    }

    private static void Print(CheckReport report)
    {
        if (report.Tally is { } t)
        {
            Output.Text($"{report.File}: right. Would register {Output.Count(t.Registered)}, merge {Output.Count(t.Merged)}, leave "
                + $"{Output.Count(t.Unchanged)} as they are, "
                + $"remove {Output.Count(t.Removed)}, shorten {Output.Count(t.Shortened)}, reject {Output.Count(t.Rejected)} of "
                    + $"{Output.Count(t.Read)} records.");
        }
        else
        {
            Output.Text($"{report.File}: would be refused.");
            foreach (var error in report.Errors)
                Output.Text(NightCommand.Reasons([error]), indent: 2);
        }
        PrintRejected(report);
        if (report.WaitsForRelease is var (taken, of))
            Output.Text($"Would wait for a release: it removes or shortens {Output.Count(taken)} of {Output.Count(of)} rows.", indent: 2);
        if (!report.HasVoucher)
            Output.Text("No voucher beside it: size, digest and number were not checked. raas voucher writes one.", indent: 2);
        else if (report.FileSequenceNumber is { } number && report.NextExpected is { } next && number < next)
            Output.Text($"Number {number} was accepted already; the next one is {next}.", indent: 2);
        if (report.Waits is { } waits)
            Output.Text($"Dropped as it is it would wait ({WaitWords.Wire(waits.Reason)}). {WaitWords.Explain(waits)}", indent: 2);
    }

    private static void PrintRejected(CheckReport report)
    {
        if (report.Rejected.Count == 0)
            return;
        var table = Output.Table("#record", "reference", "=code", "why");
        foreach (var record in report.Rejected)
        {
            foreach (var (code, i) in record.Codes.Select((code, i) => (code, i)))
                table.Row(i == 0 ? record.Number : null, i == 0 ? record.Reference : null, code.Wire, Why(record, code));
        }
        table.Print();
        if (report.Tally is { } tally && tally.Rejected > report.Rejected.Count)
            Output.Text($"{Output.Count(tally.Rejected - report.Rejected.Count)} more: --max lists them.", indent: 2);
    }

    private static string Why(RejectedRecord record, Code code) => code == Codes.Record.IdentityDiffers && record.Differing.Count > 0
        ? $"{code.En} It differs in: {string.Join(", ", record.Differing)}." : code.En;

    private static object Shape(CheckReport r) => new
    {
        r.File, Party = r.Party?.ToString(), r.Flow, r.FileSequenceNumber, r.NextExpected, r.HasVoucher,
        Counts = r.Tally is { } tally ? Plain.Counts(tally) : null,
        WaitsForRelease = r.WaitsForRelease is var (taken, of) ? new { Taken = taken, Of = of } : null,
        Waits = r.Waits is { } w ? WaitWords.Wire(w.Reason) : null,
        WaitsBecause = r.Waits is { } because ? WaitWords.Explain(because) : null,
        Errors = Plain.Errors(r.Errors),
        Rejected = r.Rejected.Select(record => new
        {
            RecordNumber = record.Number, record.Reference, Codes = record.Codes.Select(Plain.Code), record.Differing,
        }),
    };
}
