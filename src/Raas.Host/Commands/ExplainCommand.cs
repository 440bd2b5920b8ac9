using System.CommandLine;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Oversight;

namespace Raas.Host.Commands;

/// <summary><c>raas explain</c>: why is each row of a person there?</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var party = new Argument<string>("CBE") { Description = "The institution." };
        var ssin = new Argument<string>("SSIN") { Description = "The person's number, current or replaced." };
        var validOn = new Option<string?>("--valid-on") { Description = "Only rows of which the period contains this day (yyyy-mm-dd)." };
        var knownOn = new Option<string?>("--known-on")
        {
            Description = "As the register was at this moment: yyyy-mm-ddThh:mm in Belgian time, or with a zone; a day alone: at its end.",
        };
        var who = new WhoOptions("Why you look; goes into the audit and the journal of operators.");
        var json = CommandRunner.Json();
        var command = new Command("explain", """
            Shows a person's rows at an institution, and every change that led to them: which delivery, which record, from what to what.
            With --known-on all of it as the register knew it at a moment: rows, changes, numbers, and how the number stood.

            Examples:
              raas explain 0212344876 49242300517 --reason "the clerk asks why the row ended"
              raas explain 0212344876 49242300517 --valid-on 2024-05-01 --known-on 2026-03-02T19:00 --reason "a complaint"
            """) { party, ssin, validOn, knownOn, who.Reason, who.By, json };
        command.Does((engine, parsed, _) =>
        {
            var explanation = engine.PersonView.Consult(
                Arguments.Party(parsed.GetValue(party)!), Arguments.Ssin(parsed.GetValue(ssin)!), who.Of(parsed), PersonView.ByCommand,
                Arguments.AsOf(parsed.GetValue(validOn), parsed.GetValue(knownOn)));
            if (parsed.GetValue(json))
                Output.Json(Shape(explanation));
            else
                Print(explanation);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(Explanation explanation)
    {
        var replaced = string.Join(", ", explanation.Numbers.Skip(1).Select(Output.Ssin));
        Output.Text($"Current number {explanation.Numbers[0]:D11}, {explanation.State.ToString().ToLowerInvariant()} in the authentic "
            + $"source{(explanation.Numbers.Count > 1 ? $"; it replaced {replaced}" : "")}.");
        if (explanation.Rows.Count == 0)
            Output.Line("No row.");
        else
            Rows(explanation.Rows).Print();
        if (explanation.Changes.Count > 0)
            Changes(explanation.Changes, change => Cause(change.Cause)).Print();
    }

    /// <summary>The rows of a person.</summary>
    public static TextTable Rows(IEnumerable<ExplainedRow> rows)
    {
        var table = Output.Table("=number", "dossier type", "=period");
        foreach (var row in rows)
            table.Row(Output.Ssin(row.Ssin), row.DossierType, Output.Period(row.Period));
        return table;
    }

    /// <summary>What became of the rows of a person, and why.</summary>
    /// <param name="cause">Of a change that no delivery made.</param>
    public static TextTable Changes(IEnumerable<ExplainedChange> changes, Func<ExplainedChange, string> cause)
    {
        var table = Output.Table("=when", "=number", "dossier type", "=before", "=after", "because of");
        foreach (var c in changes)
            table.Row(Output.Moment(c.At), Output.Ssin(c.Ssin), c.DossierType, Output.Period(c.Before), Output.Period(c.After),
                c.DeliveryId is null ? cause(c) : Record(c));
        return table;
    }

    private static string Record(ExplainedChange c) =>
        $"{(c.IsRevert ? "taken back or put back: " : "")}delivery {c.DeliveryId}, {c.DataFileName}, record {c.RecordNumber}";

    private static object Shape(Explanation explanation) => new
    {
        Numbers = explanation.Numbers.Select(Output.Ssin),
        State = explanation.State.ToString().ToUpperInvariant(),
        Rows = explanation.Rows.Select(row => new { Ssin = Output.Ssin(row.Ssin), row.DossierType, Period = Plain.Period(row.Period) }),
        Changes = explanation.Changes.Select(c => new
        {
            Ssin = Output.Ssin(c.Ssin), c.DossierType, c.At, c.Cause, c.DeliveryId, c.DataFileName, c.FileSequenceNumber, c.RecordNumber,
            Before = Plain.Period(c.Before), After = Plain.Period(c.After),
        }),
    };

    private static string Cause(string cause) => cause switch
    {
        FlowName.Replacement => "a number that was replaced, or no longer is (night)",
        "ONLINE" => "an online call (see raas audit)",
        _ => cause,
    };
}
