using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Operations;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas hold</c> and <c>raas release</c>: stop a lane, and let it go on.</summary>
internal static class HoldCommands
{
    public static Command CreateHold() => Create("hold", """
        Stops the lanes of a party: what it drops waits, status.xml says so, nothing is lost. What is being applied is finished.

        Examples:
          raas hold 0999000129 --reason "their file of tonight is wrong, they call back"
          raas hold 0999000129 SUBSCRIPTION --reason "audit" --by "A. Peeters"
        """, (engine, party, flow, who) =>
    {
        engine.LaneControl.Hold(party, flow, who);
        return $"Held: {Name(party, flow)}. raas release lets it go on.";
    });

    public static Command CreateRelease() => Create("release", """
        Lets held lanes go on, and lets deliveries pass that the guard stopped because they take much from the register.

        Examples:
          raas release 0999000129 --reason "their new file has come"
          raas release 0999000129 SUBSCRIPTION --reason "they confirmed: 12,000 files closed" --by "A. Peeters"
        """, (engine, party, flow, who) =>
    {
        engine.LaneControl.Release(party, flow, who);
        return $"Released: {Name(party, flow)}. The next round or night takes what waits.";
    });

    private static Command Create(string name, string description, Func<Engine, CbeNumber, string?, Operator, string> work)
    {
        var party = new Argument<string>("CBE") { Description = "The party." };
        var flow = new Argument<string?>("FLOW")
        {
            Description = $"{Arguments.OneOf(KnownFlows.Incoming)}; every flow when not given.", Arity = ArgumentArity.ZeroOrOne,
        };
        flow.HelpName = "FLOW";
        flow.CompletionSources.Add([.. KnownFlows.Incoming]);
        var who = new WhoOptions("Why; goes into the journal of operators, and the party sees it.");
        var command = new Command(name, description) { party, flow, who.Reason, who.By };
        command.Does((engine, parsed, _) =>
        {
            var lane = parsed.GetValue(flow) is { } text ? Arguments.IncomingFlow(text) : null;
            Output.Line(work(engine, Arguments.Party(parsed.GetValue(party)!), lane, who.Of(parsed)));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Name(CbeNumber party, string? flow) => flow is null ? $"every flow of {party}" : $"{flow} of {party}";
}
