namespace Raas.Domain;

/// <summary>How alike two names are, by eye (letters) and by ear (sounds), 0 to 100. Counts the mistakes of a typist: a letter too many,
/// missing, changed, two that changed places.</summary>
internal static class NameLikeness
{
    // One sound or letter; a vowel that sounds otherwise is half a mistake, for vowels are what regions and clerks differ on.
    private const int WholeMistake = 2;
    private const int HalfMistake = 1;

    private const double HalfOfADouble = 0.88; // one family name of two
    private const double OtherOrder = 0.96;
    private const double ParticlesToo = 0.15;
    private const int OtherEnding = 30;

    /// <summary>Particles count little, the halves of a double name may come alone or in the other order.</summary>
    public static int OfFamilyNames(in NameWords a, in NameWords b)
    {
        var whole = OfWord(a.Joined, b.Joined);
        var best = whole;
        if (a.Core.Length != a.Joined.Length || b.Core.Length != b.Joined.Length)
            best = Math.Max(best, ((1 - ParticlesToo) * OfWord(a.Core, b.Core)) + (ParticlesToo * whole));
        if (a.Count > 1 || b.Count > 1)
            best = Math.Max(best, OfHalves(a, b));
        return (int)Math.Round(best);
    }

    /// <summary>An ending that sounds otherwise makes another name: Simon and Simone, Maria and Marie, Filip and Philippe. The mute E after
    /// PH does not: Christophe is spelt Kristof too.</summary>
    public static int OfFirstNames(ReadOnlySpan<char> a, ReadOnlySpan<char> b, out bool soundTheSame)
    {
        Span<char> soundsOfA = stackalloc char[2 * NameWords.MaxLetters];
        Span<char> soundsOfB = stackalloc char[2 * NameWords.MaxLetters];
        soundsOfA = soundsOfA[..NameSounds.All(WithoutMuteE(a), soundsOfA)];
        soundsOfB = soundsOfB[..NameSounds.All(WithoutMuteE(b), soundsOfB)];
        soundTheSame = !soundsOfA.IsEmpty && soundsOfA.SequenceEqual(soundsOfB);
        var alike = (Letters(a, b) + Sounds(soundsOfA, soundsOfB)) / 2;
        if (Ending(soundsOfA) != Ending(soundsOfB))
            alike -= OtherEnding;
        return Math.Max(0, (int)Math.Round(alike));
    }

    private static ReadOnlySpan<char> WithoutMuteE(ReadOnlySpan<char> name) => name.EndsWith("PHE") ? name[..^1] : name;

    private static char Ending(ReadOnlySpan<char> sounds) => sounds.IsEmpty || !NameSounds.IsVowel(sounds[^1]) ? '\0' : sounds[^1];

    // Each word of the shorter name finds its like in the longer one; of two equally long ones both must.
    private static double OfHalves(in NameWords a, in NameWords b)
    {
        if (a.Count == b.Count)
            return OtherOrder * Math.Min(FoundIn(a, b), FoundIn(b, a));
        return HalfOfADouble * (a.Count < b.Count ? FoundIn(a, b) : FoundIn(b, a));
    }

    private static double FoundIn(in NameWords shorter, in NameWords longer)
    {
        var sum = 0.0;
        for (var i = 0; i < shorter.Count; i++)
        {
            var best = 0.0;
            for (var j = 0; j < longer.Count; j++)
                best = Math.Max(best, OfWord(shorter.Word(i), longer.Word(j)));
            sum += best;
        }

        return sum / shorter.Count;
    }

    private static double OfWord(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.SequenceEqual(b))
            return 100;
        Span<char> soundsOfA = stackalloc char[2 * NameWords.MaxLetters];
        Span<char> soundsOfB = stackalloc char[2 * NameWords.MaxLetters];
        soundsOfA = soundsOfA[..NameSounds.All(a, soundsOfA)];
        soundsOfB = soundsOfB[..NameSounds.All(b, soundsOfB)];
        return (Letters(a, b) + Sounds(soundsOfA, soundsOfB)) / 2;
    }

    private static double Letters(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var most = Math.Max(a.Length, b.Length) * WholeMistake;
        return most == 0 ? 0 : 100.0 * (most - Mistakes(a, b, vowelsWeighLess: false)) / most;
    }

    private static double Sounds(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var most = Math.Max(Weight(a), Weight(b));
        return most == 0 ? 0 : Math.Max(0, 100.0 * (most - Mistakes(a, b, vowelsWeighLess: true)) / most);
    }

    private static int Weight(ReadOnlySpan<char> sounds)
    {
        var sum = 0;
        foreach (var sound in sounds)
            sum += NameSounds.IsVowel(sound) ? HalfMistake : WholeMistake;
        return sum;
    }

    // The distance of Damerau and Levenshtein in which no letter moves twice, on three rows.
    private static int Mistakes(ReadOnlySpan<char> a, ReadOnlySpan<char> b, bool vowelsWeighLess)
    {
        Span<int> beforeLast = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        last[0] = 0;
        for (var j = 0; j < b.Length; j++)
            last[j + 1] = last[j] + Cost(b[j], vowelsWeighLess);
        for (var i = 0; i < a.Length; i++)
        {
            var costOfA = Cost(a[i], vowelsWeighLess);
            row[0] = last[0] + costOfA;
            for (var j = 0; j < b.Length; j++)
            {
                var costOfB = Cost(b[j], vowelsWeighLess);
                var changed = last[j] + (a[i] == b[j] ? 0 : Math.Max(costOfA, costOfB));
                var least = Math.Min(changed, Math.Min(last[j + 1] + costOfA, row[j] + costOfB));
                if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                    least = Math.Min(least, beforeLast[j - 1] + Math.Max(costOfA, costOfB));
                row[j + 1] = least;
            }

            var free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    private static int Cost(char c, bool vowelsWeighLess) => vowelsWeighLess && NameSounds.IsVowel(c) ? HalfMistake : WholeMistake;
}
