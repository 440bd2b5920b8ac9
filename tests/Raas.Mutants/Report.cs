using System.Globalization;
using System.Text;

namespace Raas.Mutants;

/// <summary>The score of each file, and what survived.</summary>
internal static class Report
{
    public static string Of(IReadOnlyList<Mutant> mutants)
    {
        var counted = mutants.Where(m => m.State != MutantState.DoesNotCompile).ToList();
        var text = new StringBuilder("| file | mutants | killed | survived | not reached | score |\n|---|---|---|---|---|---|\n");
        var files = counted.GroupBy(m => Path.GetFileName(m.File), StringComparer.Ordinal);
        foreach (var file in files.OrderBy(g => g.Key, StringComparer.Ordinal))
            text.AppendLine(Line(file.Key, [.. file]));
        text.AppendLine(Line("**all**", counted)).AppendLine();
        foreach (var mutant in counted.Where(m => m.State is MutantState.Survived or MutantState.NotReached))
        {
            var state = mutant.State == MutantState.Survived ? "survived   " : "not reached";
            text.AppendLine(CultureInfo.InvariantCulture, $"{state} {mutant}");
        }
        return text.ToString();
    }

    private static string Line(string name, List<Mutant> mutants)
    {
        var killed = mutants.Count(m => m.State is MutantState.Killed or MutantState.TimedOut);
        var notReached = mutants.Count(m => m.State == MutantState.NotReached);
        var survived = mutants.Count - killed - notReached;
        return $"| {name} | {mutants.Count} | {killed} | {survived} | {notReached} | {100.0 * killed / mutants.Count:0.0} % |";
    }
}
