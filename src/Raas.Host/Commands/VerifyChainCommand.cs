using System.CommandLine;
using System.IO.Abstractions;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas verify-chain</c>.</summary>
internal static class VerifyChainCommand
{
    public static Command Create()
    {
        var party = new Argument<string>("CBE") { Description = "The party that receives the files." };
        var flow = new Argument<string>("FLOW") { Description = $"{Arguments.OneOf(KnownFlows.Outgoing)}." };
        flow.HelpName = "FLOW";
        flow.CompletionSources.Add([.. KnownFlows.Outgoing]);
        var folder = new Option<string?>("--folder")
        {
            Description = "Where the files are; the party's out folder below DataRoot when not given.",
        };
        var json = CommandRunner.Json();
        var command = new Command("verify-chain", """
            Checks the files of one flow in a folder: no number missing or there twice, each file what its voucher says, each voucher
            naming the digest of the file before. With --folder it needs nothing else: an institution can check what it fetched.

            Examples:
              raas verify-chain 0999000129 IDENTITY
              raas verify-chain 0999000129 IDENTITY --folder ./fetched --json
            """) { party, flow, folder, json };
        command.DoesAlone((settings, parsed) =>
        {
            var cbe = Arguments.Party(parsed.GetValue(party)!);
            var code = Arguments.OutgoingFlow(parsed.GetValue(flow)!);
            if (parsed.GetValue(folder) is null)
                CommandRunner.RequireStore(settings());
            var place = parsed.GetValue(folder) ?? Path.Combine(settings().DataRoot, "parties", cbe.ToString(), "out");
            if (parsed.GetValue(folder) is null && new FileInfo(place).LinkTarget is not null)
                throw new UsageException($"{place} is a link: it is not followed. Remove it.");
            if (!Directory.Exists(place))
                throw new UsageException($"There is no folder {place}.");
            var report = parsed.GetValue(folder) is null ? InOut(settings(), cbe, code) : new ChainCheck(new Disk(new FileSystem()))
                .Run(place, cbe, code);
            if (parsed.GetValue(json))
                Output.Json(Shape(report));
            else
                Print(report, code, place);
            return report.IsWhole ? ExitCode.Done : ExitCode.Attention;
        });
        return command;
    }

    /// <summary>The ledger knows what was removed by age.</summary>
    private static ChainReport InOut(RaasOptions options, CbeNumber party, string flow)
    {
        using var engine = new Engine(options, new FileSystem(), TimeProvider.System, NullLogger.Instance);
        return engine.Outgoing.Verify(party, flow);
    }

    private static object Shape(ChainReport report) => new
    {
        report.IsWhole, report.Faults, report.Removed, report.Restarts,
        Links = report.Links.Select(link => new { link.Number, link.FileName, link.Digest, link.Faults }),
    };

    private static void Print(ChainReport report, string flow, string place)
    {
        if (report.Links.Count == 0 && report.Faults.Count == 0)
        {
            Output.Line($"No {flow} file in {Output.Place(place)}.");
            return;
        }
        var table = Output.Table("#number", "file", "finding");
        foreach (var link in report.Links)
            table.Row(link.Number == 0 ? "?" : link.Number, link.FileName,
                link.Faults.Count == 0 ? "right" : string.Join("; ", link.Faults));
        table.Print();
        foreach (var fault in report.Faults)
            Output.Text($"FAULT {fault}.");
        foreach (var removed in report.Removed)
            Output.Text($"No longer here: {removed}, removed by age (Raas:Retention:Out).");
        foreach (var restart in report.Restarts)
            Output.Text($"A gap that is no fault: {restart}.");
        var first = report.Links.Where(l => l.Number > 0).Select(l => l.Number).DefaultIfEmpty(1).Min();
        if (first > 1)
            Output.Text($"The chain begins at number {first} here; what came before is not in this folder.");
        Output.Text(report.IsWhole ? $"Whole: {report.Links.Count} files."
            : "NOT WHOLE: ask for the files that are missing or wrong (raas resend).");
    }
}
