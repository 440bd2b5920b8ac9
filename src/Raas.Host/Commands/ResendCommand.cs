using System.CommandLine;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas resend</c>.</summary>
internal static class ResendCommand
{
    public static Command Create()
    {
        var party = new Argument<string>("CBE") { Description = "The party that received it." };
        var flow = new Argument<string>("FLOW") { Description = $"{Arguments.OneOf(KnownFlows.Outgoing)}." };
        flow.HelpName = "FLOW";
        flow.CompletionSources.Add([.. KnownFlows.Outgoing]);
        var number = new Argument<long>("NUMBER") { Description = "Its number in that flow." };
        var who = new WhoOptions("Why; goes into the journal of operators.");
        var command = new Command("resend", """
            Puts a file that was sent before in the party's out folder again: same name, same bytes, same voucher.

            Example:
              raas resend 0999000129 IDENTITY 12 --reason "they lost it with a disk" --by "A. Peeters"
            """) { party, flow, number, who.Reason, who.By };
        command.Does((engine, parsed, _) =>
        {
            var path = engine.FileControl.Resend(Arguments.Party(parsed.GetValue(party)!),
                Arguments.OutgoingFlow(parsed.GetValue(flow)!), parsed.GetValue(number), who.Of(parsed));
            Output.Line($"There again: {Output.Place(path)}, and its voucher.");
            return ExitCode.Done;
        });
        return command;
    }
}
