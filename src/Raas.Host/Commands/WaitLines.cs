using Raas.Domain;
using Raas.Intake;

namespace Raas.Host.Commands;

/// <summary>What waits, for people: what waits for the same reason is one entry.</summary>
internal static class WaitLines
{
    private const int NamesShown = 3;

    public static void Print(IEnumerable<(CbeNumber Party, Waiting Waiting)> waiting)
    {
        foreach (var alike in waiting.GroupBy(one =>
            (one.Party, one.Waiting.Flow, one.Waiting.IsAlarm, one.Waiting.Reason, Words: WaitWords.Explain(one.Waiting))))
        {
            var since = alike.Min(one => one.Waiting.Since);
            Output.Text($"{(alike.Key.IsAlarm ? "ALARM" : "WAITS")} {alike.Key.Party} {What([.. alike.Select(one => one.Waiting)])}: "
                + $"{Sentence(alike.Key.Words)} Since {Output.Moment(since)} ({Output.Age(since)}).");
        }
    }

    /// <summary>Reasons of operators may end as they like.</summary>
    private static string Sentence(string words) => words[^1] is '.' or '!' or '?' ? words : words + ".";

    private static string What(IReadOnlyList<Waiting> alike)
    {
        var numbers = alike.Select(one => one.FileSequenceNumber).OfType<long>().Order().ToList();
        if (alike.Count == 1)
            return $"{alike[0].VoucherFileName} ({(numbers.Count == 1 ? $"number {numbers[0]}" : "number unknown")})";
        if (numbers.Count == alike.Count)
            return $"{alike[0].Flow}, {Output.Count(alike.Count)} deliveries (numbers {Ranges(numbers)})";
        var more = alike.Count > NamesShown ? $" and {Output.Count(alike.Count - NamesShown)} more" : "";
        return $"{Output.Count(alike.Count)} files ({string.Join(", ", alike.Take(NamesShown).Select(one => one.VoucherFileName))}{more})";
    }

    /// <summary>4 to 7, 9.</summary>
    private static string Ranges(List<long> numbers)
    {
        var parts = new List<(long First, long Last)>();
        foreach (var number in numbers)
        {
            if (parts.Count > 0 && number - parts[^1].Last <= 1)
                parts[^1] = (parts[^1].First, number);
            else
                parts.Add((number, number));
        }
        return string.Join(", ", parts.Select(part => part.First == part.Last ? $"{part.First}" : $"{part.First} to {part.Last}"));
    }
}
