namespace Raas.Domain;

/// <summary>All ways to spell a name of which some letters have two: Müller is MULLER and MUELLER.</summary>
internal sealed class Spellings
{
    /// <summary>From place to place over one char each. The last place is the end of the name.</summary>
    private readonly List<(int From, char Over, int To)> steps = [];

    private readonly int end;

    private Spellings(ReadOnlySpan<char> name)
    {
        var places = 1;
        var letters = new Letters(name, stackalloc char[PlainLetters.MostPerLetter]);
        while (letters.Next())
        {
            var (from, to) = (end, places++);
            Add(letters.Plain, from, to, ref places);
            Add(letters.Spelling, from, to, ref places);
            end = to;
        }
    }

    /// <summary>Whether some spelling of the one is some spelling of the other.</summary>
    public static bool Meet(ReadOnlySpan<char> given, ReadOnlySpan<char> known)
    {
        if (!HaveSeveral(given) && !HaveSeveral(known))
            return false;
        return Meet(new Spellings(given), new Spellings(known));
    }

    private static bool Meet(Spellings one, Spellings other)
    {
        var (from, to) = (one.steps.ToLookup(s => s.From), other.steps.ToLookup(s => s.From));
        var seen = new HashSet<(int, int)> { (0, 0) };
        var open = new Stack<(int One, int Other)>(seen);
        while (open.TryPop(out var at))
        {
            if (at == (one.end, other.end))
                return true;
            foreach (var step in from[at.One])
            {
                foreach (var same in to[at.Other].Where(s => s.Over == step.Over && seen.Add((step.To, s.To))))
                    open.Push((step.To, same.To));
            }
        }
        return false;
    }

    private static bool HaveSeveral(ReadOnlySpan<char> name)
    {
        var letters = new Letters(name, stackalloc char[PlainLetters.MostPerLetter]);
        while (letters.Next())
        {
            if (letters.Spelling is not null)
                return true;
        }
        return false;
    }

    private void Add(ReadOnlySpan<char> spelling, int from, int to, ref int places)
    {
        for (var i = 0; i < spelling.Length; i++)
        {
            var next = i == spelling.Length - 1 ? to : places++;
            steps.Add((from, spelling[i], next));
            from = next;
        }
    }
}
