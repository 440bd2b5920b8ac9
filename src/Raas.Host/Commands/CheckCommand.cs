using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;

namespace Raas.Host.Commands;

/// <summary><c>raas check</c>: what would this file do?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Data files or vouchers.", Arity = ArgumentArity.OneOrMore };
        var json = CommandRunner.Json();
        var command = new Command("check", """
            Validates files as a delivery would be, then says what they would do to the register as it is now. Changes nothing.
            A voucher is checked with its data file; a data file with its voucher when that lies beside it, else by itself.

            Examples:
              raas check subscription-7.xml
              raas check parties/0212344876/in/*.voucher.xml --json
            """) { files, json };
        command.Does((engine, parsed, stop) =>
        {
            var reports = parsed.GetValue(files)!.Select(file =>
            {
                if (!File.Exists(file))
                    throw new UsageException($"{file}: there is no such file.");
                return engine.Intake.Preview(file, null, stop);
            }).ToList();
            if (parsed.GetValue(json))
                Output.Json(reports.Select(Plain));
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
            Output.Line($"{report.File}: right. Would register {Output.Count(t.Registered)}, merge {Output.Count(t.Merged)}, leave "
                + $"{Output.Count(t.Unchanged)} as they are, "
                + $"remove {Output.Count(t.Removed)}, shorten {Output.Count(t.Shortened)}, reject {Output.Count(t.Rejected)} of "
                    + $"{Output.Count(t.Read)} records.");
        }
        else
        {
            Output.Line($"{report.File}: would be refused.");
            foreach (var error in report.Errors)
                Output.Line("  " + NightCommand.Reasons([error]));
        }
        if (report.WaitsForRelease is var (taken, of))
            Output.Line($"  Would wait for a release: it removes or shortens {Output.Count(taken)} of {Output.Count(of)} rows.");
        if (!report.HasVoucher)
            Output.Line("  No voucher beside it: size, digest and number were not checked.");
        else if (report.FileSequenceNumber is { } number && report.NextExpected is { } next && number < next)
            Output.Line($"  Number {number} was accepted already; the next one is {next}.");
        if (report.Waits is { } waits)
            Output.Line($"  Dropped as it is it would wait ({WaitWords.Wire(waits.Reason)}). {WaitWords.Explain(waits)}");
    }

    private static object Plain(CheckReport r) => new
    {
        r.File, Party = r.Party?.ToString(), r.Flow, r.FileSequenceNumber, r.NextExpected, r.HasVoucher, Counts = r.Tally,
        WaitsForRelease = r.WaitsForRelease is not null,
        Waits = r.Waits is { } w ? WaitWords.Wire(w.Reason) : null,
        Errors = r.Errors.Select(e => new
        {
            Code = e.Code.Wire, Description = e.Code.En, e.Line, e.Position,
            Information = e.Information.Select(i => $"{i.Field}={i.Value}"),
        }),
    };
}
