using System.CommandLine;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas status</c>: where do the lanes stand, and what waits?</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var party = new Option<string?>("--party") { Description = "CBE number; every party when not given." };
        var json = CommandRunner.Json();
        var command = new Command("status", """
            Shows the lanes: what was accepted last, what comes next, what waits and why, and what an operator holds.

            Examples:
              raas status
              raas status --party 0212344876 --json
            """) { party, json };
        command.Does((engine, parsed, _) =>
        {
            var lanes = engine.Lanes.Status(parsed.GetValue(party) is { } text ? Arguments.Party(text) : null);
            if (parsed.GetValue(json))
                Output.Json(lanes.Select(Shape));
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
        var table = Output.Table("=party", "?name", "=flow", "#last", "?=accepted at", "#next", "?#accepted", "?#refused", "#waiting");
        foreach (var l in lanes)
            table.Row(l.Party, l.PartyName, l.Flow, l.LastAccepted, l.LastAcceptedAt is { } at ? Output.Moment(at) : "", l.NextExpected,
                l.Accepted, l.Refused, l.Waiting.Count);
        table.Print();
        foreach (var (party, trouble) in lanes.Where(l => l.Trouble is not null).Select(l => (l.Party, l.Trouble)).Distinct())
            Output.Text($"TROUBLE {party}: the folder could not be read: {trouble}");
        foreach (var lane in lanes)
        {
            if (lane.Hold is { } hold)
                Output.Text($"HELD {lane.Party} {lane.Flow} since {Output.Moment(hold.HeldAt)} by {hold.Operator}: {hold.Reason}");
        }
        WaitLines.Print(lanes.SelectMany(lane => lane.Waiting.Select(waiting => (lane.Party, waiting))));
    }

    private static object Shape(LaneStatus l) => new
    {
        Party = l.Party.ToString(), l.PartyName, l.Flow, l.LastAccepted, l.LastAcceptedAt, l.NextExpected, l.Accepted, l.Refused, l.Trouble,
        Held = l.Hold is { } hold ? new { hold.Reason, By = hold.Operator, Since = hold.HeldAt } : null,
        Waiting = l.Waiting.Select(w => Plain.Waiting(w, l.Party)),
    };
}
