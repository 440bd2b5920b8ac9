using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas status</c>: where do the lanes stand, and what waits?</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var party = new Option<string?>("--party") { Description = "CBE number; every party when not given." };
        var json = Door.Json();
        var command = new Command("status", """
            Shows the lanes: what was accepted last, what comes next, what waits and why.

            Examples:
              raas status
              raas status --party 0212344876 --json
            """) { party, json };
        command.Does((engine, parsed, _) =>
        {
            var lanes = engine.Status(parsed.GetValue(party) is { } text ? Arguments.Party(text) : null);
            if (parsed.GetValue(json))
                Output.Json(lanes.Select(Plain));
            else
                Print(lanes);
            return lanes.Any(l => l.Waiting.Count > 0 || l.Trouble is not null) ? ExitCode.Attention : ExitCode.Done;
        });
        return command;
    }

    private static void Print(IReadOnlyList<LaneStatus> lanes)
    {
        if (lanes.Count == 0)
        {
            Output.Line("No party yet: raas import-config samples/parties.json");
            return;
        }
        var table = Output.Table("party", "name", "flow", "#last", "accepted at", "#next", "#accepted", "#refused", "#waiting");
        foreach (var l in lanes)
            table.Row(l.Party, l.PartyName, l.Flow, l.LastAccepted, l.LastAcceptedAt is { } at ? Output.Moment(at) : "", l.NextExpected, l.Accepted, l.Refused, l.Waiting.Count);
        table.Print();
        foreach (var (party, trouble) in lanes.Where(l => l.Trouble is not null).Select(l => (l.Party, l.Trouble)).Distinct())
            Output.Line($"TROUBLE {party}: the folder could not be read: {trouble}");
        foreach (var (lane, waiting) in lanes.SelectMany(l => l.Waiting.Select(w => (l, w))))
        {
            var number = waiting.FileSequenceNumber is { } known ? $"number {known}" : "number unknown";
            var since = $"Since {Output.Moment(waiting.Since)} ({Output.Age(waiting.Since)}).";
            Output.Line($"{(waiting.IsAlarm ? "ALARM" : "WAITS")} {lane.Party} {waiting.VoucherFileName} ({number}): {WaitWords.Explain(waiting)} {since}");
        }
    }

    private static object Plain(LaneStatus l) => new
    {
        Party = l.Party.ToString(), l.PartyName, l.Flow, l.LastAccepted, l.LastAcceptedAt, l.NextExpected, l.Accepted, l.Refused, l.Trouble,
        Waiting = l.Waiting.Select(w => new { w.VoucherFileName, w.FileSequenceNumber, Reason = WaitWords.Wire(w.Reason), w.MissingNumber, w.Since, w.IsAlarm, Explanation = WaitWords.Explain(w) }),
    };
}

/// <summary>Arguments that are numbers of ours.</summary>
internal static class Arguments
{
    public static CbeNumber Party(string text) => CbeNumber.TryParse(text, out var party) ? party : throw new UsageException($"{text} is not a CBE number: ten digits, the last two check the first eight.");

    public static Ssin Ssin(string text) => Domain.Ssin.TryParse(text, out var ssin) ? ssin : throw new UsageException("That is not a social security number: eleven digits, the last two check the others.");

    public static string IncomingFlow(string text)
    {
        var flow = text.ToUpperInvariant();
        return Engine.IncomingFlows.Contains(flow) ? flow : throw new UsageException($"No party sends a flow {text}: {string.Join(", ", Engine.IncomingFlows)}.");
    }

    public static string OutgoingFlow(string text)
    {
        var flow = text.ToUpperInvariant();
        return Engine.OutgoingFlows.Contains(flow) ? flow : throw new UsageException($"No file goes out in a flow {text}: {string.Join(", ", Engine.OutgoingFlows)}.");
    }
}
