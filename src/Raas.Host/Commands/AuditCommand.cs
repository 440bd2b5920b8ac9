using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Operations;
using Raas.Outgoing;

namespace Raas.Host.Commands;

/// <summary><c>raas audit</c>: what an auditor asks.</summary>
internal static class AuditCommand
{
    private static readonly JsonSerializerOptions Lines = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Create() => new("audit", """
        Who looked at whom, and what was asked in whose name: every call of the services, also those that were refused, every consult by the
        pages and by raas explain. Entries are chained by hashes.

        Examples:
          raas audit verify
          raas audit export --from 2026-11-01 --to 2026-11-30 --out november.jsonl
        """) { Verify(), Export() };

    private static Command Verify()
    {
        var after = new Option<long?>("--after") { Description = "Number of an entry that was noted before." };
        var hash = new Option<string?>("--hash") { Description = "Its hash then." };
        var json = CommandRunner.Json();
        var command = new Command("verify", """
            Walks along the chain: no entry missing, none changed. Then along what is kept of whom files named, file by file: none changed,
            none missing, none added. Note the last entry and its hash somewhere else: given the next time, they show that nobody made the
            chain anew or cut its end off.

            Examples:
              raas audit verify
              raas audit verify --after 81234 --hash 5f0c…
            """) { after, hash, json };
        command.Does((engine, parsed, stop) =>
        {
            var (id, was) = (parsed.GetValue(after), parsed.GetValue(hash));
            if (id is null != was is null)
                throw new UsageException("--after and --hash belong together: the number of an entry, and its hash.");
            var report = engine.Audit.Verify(id is { } noted ? (noted, was!) : null, stop);
            var disclosures = engine.Disclosures.Verify(stop);
            if (parsed.GetValue(json))
                Output.Json(new
                {
                    IsWhole = report.Fault is null && disclosures.Fault is null, report.Entries, report.From, report.Until,
                    report.LastEntryId, report.LastHash, report.Fault,
                    Disclosures = new { disclosures.Files, disclosures.Entries, disclosures.Since, disclosures.Fault },
                });
            else
                Print(report, disclosures);
            return report.Fault is null && disclosures.Fault is null ? ExitCode.Done : ExitCode.Attention;
        });
        return command;
    }

    private static void Print(AuditReport report, DisclosureReport disclosures)
    {
        Output.Line(report.Entries == 0 ? "No entry."
            : $"{Output.Count(report.Entries)} entries, {Output.Moment(report.From!.Value)} to {Output.Moment(report.Until!.Value)}.");
        Output.Text($"Last entry {report.LastEntryId}, hash {report.LastHash}");
        Output.Text(report.Fault is null ? "Whole." : NotWhole(report.Fault));
        Output.Text($"Files since {Output.Moment(disclosures.Since)}: {Output.Count(disclosures.Files)}, "
            + $"persons named in them: {Output.Count(disclosures.Entries)}.");
        Output.Text(disclosures.Fault is null ? "Whole." : NotWhole(disclosures.Fault));
    }

    private static string NotWhole(string fault) =>
        $"NOT WHOLE: {fault} Keep a copy of the store as it is, and compare it with a backup.";

    private static Command Export()
    {
        var from = new Option<DateOnly?>("--from") { Description = "First day, UTC." };
        var to = new Option<DateOnly?>("--to") { Description = "Last day, UTC." };
        var party = new Option<string?>("--party") { Description = "Only of this party." };
        var ssin = new Option<string?>("--ssin")
        {
            Description = "Only about the person with this number; ask for each number that a person had.",
        };
        var file = new Option<string?>("--out") { Description = "A new file; standard output when not given." };
        var command = new Command("export", """
            Writes entries as JSON, one a line, hashes included. Numbers of persons are in it: keep it as you keep the register.

            Examples:
              raas audit export --from 2026-11-01 --party 0999000129 --out aurora.jsonl
              raas audit export --ssin 88091401620
            """) { from, to, party, ssin, file };
        command.Does((engine, parsed, stop) =>
        {
            var entries = engine.Audit.Read(Start(parsed.GetValue(from)), Start(parsed.GetValue(to)?.AddDays(1)),
                parsed.GetValue(party) is { } cbe ? Arguments.Party(cbe) : null,
                parsed.GetValue(ssin) is { } number ? Arguments.Ssin(number) : null);
            if (parsed.GetValue(file) is not { } path)
            {
                Write(entries, Console.Out, stop);
                return ExitCode.Done;
            }
            if (File.Exists(path))
                throw new UsageException($"{path} is there already; a new file was expected.");
            long count;
            using (var writer = new StreamWriter(path))
                count = Write(entries, writer, stop);
            Output.Line($"{Output.Count(count)} entries in {Output.Place(path)}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static DateTimeOffset? Start(DateOnly? day) => day is { } date
        ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static long Write(IEnumerable<ChainedEntry> entries, TextWriter to, CancellationToken stop)
    {
        var count = 0L;
        foreach (var entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            to.Write(JsonSerializer.Serialize(Line(entry), Lines) + "\n");
            count++;
        }
        return count;
    }

    private static object Line(ChainedEntry e) => new
    {
        e.EntryId,
        At = e.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        e.Channel,
        e.Caller,
        Party = e.Party?.ToString("D10", CultureInfo.InvariantCulture),
        e.Operation,
        Ssin = e.Ssin?.ToString("D11", CultureInfo.InvariantCulture),
        e.LegalContext,
        e.Ticket,
        e.TicketCbss,
        e.Outcome,
        e.Reason,
        e.PreviousHash,
        e.Hash,
    };
}
