using System.CommandLine;
using System.Globalization;
using Raas.Configuration;
using Raas.Store.Rows;

namespace Raas.Host.Commands;

/// <summary><c>raas config history</c>: who changed the configuration, when and why.</summary>
internal static class ConfigCommand
{
    /// <summary>The file of a new institution changes fifty things; nobody reads more than that before saying yes.</summary>
    private const int Shown = 60;

    public static Command Create()
    {
        var party = new Argument<string?>("CBE") { Description = "The party; every one when not given.", Arity = ArgumentArity.ZeroOrOne };
        var most = new Option<int>("--max") { Description = "How many changes at most.", DefaultValueFactory = _ => 50 };
        var json = CommandRunner.Json();
        var history = new Command("history", """
            Shows what was changed in the configuration, the latest first: what it was, what it became, who did it, why, and the SHA-256 of
            the file that said so.

            Examples:
              raas config history
              raas config history 0999000129 --max 10
            """) { party, most, json };
        history.Does((engine, parsed, _) =>
        {
            var changes = engine.Parties.History(
                parsed.GetValue(party) is { } text ? Arguments.Party(text) : null, Math.Max(1, parsed.GetValue(most)));
            if (parsed.GetValue(json))
                Output.Json(changes.Select(c => new
                {
                    c.At, c.Operator, c.Reason, c.FileDigest, Party = Cbe(c), c.What, c.Before, c.After,
                }));
            else
                Print(changes);
            return ExitCode.Done;
        });
        return new Command("config", "What happened to the configuration.") { history };
    }

    /// <summary>One line a change, below its party.</summary>
    public static void Print(IReadOnlyList<ConfigChange> changes)
    {
        if (changes.Count == 0)
            Output.Line("Nothing changes.");
        foreach (var of in changes.Take(Shown).GroupBy(c => c.Party))
        {
            Output.Line($"{of.Key}");
            foreach (var c in of)
                Output.Text($"{Sign(c.Before, c.After)} {c.What}: {Value(c.Before, c.After)}", indent: 2);
        }
        if (changes.Count > Shown)
            Output.Line($"  and {Output.Count(changes.Count - Shown)} more (--json shows all)");
    }

    private static void Print(IReadOnlyList<ConfigChangeRow> changes)
    {
        if (changes.Count == 0)
            Output.Line("No change is known.");
        foreach (var of in changes.GroupBy(c => (c.At, c.Operator, c.Reason, c.FileDigest)))
        {
            Output.Text($"{Output.Moment(of.Key.At)} {of.Key.Operator}: {of.Key.Reason}");
            Output.Text($"file {of.Key.FileDigest}", indent: 2);
            foreach (var c in of)
                Output.Text($"{Sign(c.Before, c.After)} {Cbe(c)} {c.What}: {Value(c.Before, c.After)}", indent: 2);
        }
    }

    private static string Cbe(ConfigChangeRow change) => change.Party.ToString("D10", CultureInfo.InvariantCulture);

    private static string Sign(string? before, string? after) => before is null ? "+" : after is null ? "-" : "*";

    private static string Value(string? before, string? after) =>
        before is null ? after! : after is null ? before : $"{before} -> {after}";
}
