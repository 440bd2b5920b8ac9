using System.Text;

namespace Raas.Domain;

/// <summary>How first names are compared in a search; the names are those of the PersonService of BCSS.</summary>
public enum GivenNameMatching
{
    /// <summary>The first letter of the first one.</summary>
    FirstLetterFirstGivenName,

    /// <summary>The first one, as it sounds.</summary>
    CompleteFirstGivenName,

    /// <summary>All that are given, as they sound, in any order.</summary>
    AllGivenNames,

    /// <summary>Not at all.</summary>
    Ignore,
}

/// <summary>Finds persons by names as they sound to a Belgian ear: Dutch, French, German, and what clerks make of all others. Keys are
/// coarse, so that a slip of the pen still shares one; the score says how alike two names are.</summary>
/// <remarks>No algorithm of the network is published. Keys: the sounds of the consonants without particles, then every choice of three of
/// the first four of them, so that one that is missing, added, changed or swapped leaves one key as it was (the kinds of typing errors of
/// F. Damerau, 1964).</remarks>
public static class Phonetics
{
    /// <summary>Characters of the longest key.</summary>
    public const int MaxKeyLength = 12;

    /// <summary>Keys of one name.</summary>
    public const int MaxKeys = 16;

    /// <summary>From this score on two family names may be the same.</summary>
    public const int MatchFrom = 62;

    private const int FirstNameFrom = 70;
    private const int Initial = 60;
    private const int NotKnown = 50;
    private const int SoundsInKeys = 4;
    private const int Longest = 64;

    /// <summary>Keys under which a family name is indexed and looked for: two names that may be the same share at least one.</summary>
    public static IReadOnlyList<string> Keys(string lastName)
    {
        var name = new SoundName(lastName);
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var form in name.Forms)
        {
            foreach (var sounds in NameSounds.Consonants(form))
                AddKeys(sounds, keys);
        }
        if (keys.Count == 0)
            keys.Add(Plain(name.Joined.Length > MaxKeyLength ? name.Joined[..MaxKeyLength] : name.Joined));
        return [.. keys.Where(key => key.Length > 0).Take(MaxKeys)];
    }

    /// <summary>How alike two family names are, 0 to 100; 100 = the same but for case, marks and punctuation.</summary>
    public static int Score(string given, string known)
    {
        var (one, other) = (new SoundName(given), new SoundName(known));
        if (one.Spaced == other.Spaced)
            return one.Spaced.Length == 0 ? 0 : 100;
        var best = Alike(one.Core, other.Core);
        // One has a particle that the other lacks, or that is none: then both ways of reading count. Where both have one, it says little.
        if (one.HasParticle != other.HasParticle)
            best = Math.Max(best, Alike(one.Joined, other.Joined));
        if (one.Words.Count > 1 || other.Words.Count > 1)
            best = Math.Max(best, OfParts(one, other));
        return Math.Min(99, (int)Math.Round(best * 100));
    }

    /// <summary>How alike two first names are, 0 to 100. An initial agrees with every name that begins so.</summary>
    public static int ScoreFirstName(string given, string known)
    {
        var (one, other) = (SoundName.Letters(given), SoundName.Letters(known));
        if (one.Length == 0 || other.Length == 0)
            return 0;
        if (one == other)
            return 100;
        if (one.Length == 1 || other.Length == 1)
            return one[0] == other[0] ? Initial : 0;
        // Of a compound name (Jean-Pierre) people often use one part.
        if (IsPart(one, other) || IsPart(other, one))
            return 85;
        return Math.Min(99,
            (int)Math.Round(Alike(one.Replace(" ", "", StringComparison.Ordinal), other.Replace(" ", "", StringComparison.Ordinal)) * 100));
    }

    /// <summary>How alike first names are, 0 to 100; null when they are another person's.</summary>
    /// <param name="given">At least one.</param>
    /// <param name="knownFirstNames">Separated by <see cref="PersonIdentity.NameSeparator"/>. None known contradicts nothing, and proves
    /// little.</param>
    public static int? ScoreFirstNames(IReadOnlyList<string> given, string? knownFirstNames, GivenNameMatching mode)
    {
        if (mode == GivenNameMatching.Ignore)
            return 100;
        var known = string.IsNullOrEmpty(knownFirstNames) ? [] : knownFirstNames.Split(PersonIdentity.NameSeparator);
        if (known.Length == 0 || given.Count == 0)
            return NotKnown;
        return mode switch
        {
            GivenNameMatching.FirstLetterFirstGivenName => First(given[0]) == First(known[0]) ? 100 : null,
            GivenNameMatching.CompleteFirstGivenName => Enough(given[0], known[0]),
            _ => All(given, known),
        };
    }

    private static char First(string name) => SoundName.Letters(name) is { Length: > 0 } plain ? plain[0] : '\0';

    private static bool IsPart(string part, string name) => $" {name} ".Contains($" {part} ", StringComparison.Ordinal);

    // As much as an initial proves by being one is too little for names that are only alike.
    private static int? Enough(string given, string known)
    {
        var score = ScoreFirstName(given, known);
        var isInitial = SoundName.Letters(given).Length == 1 || SoundName.Letters(known).Length == 1;
        return score >= FirstNameFrom || (isInitial && score == Initial) ? score : null;
    }

    private static int? All(IReadOnlyList<string> given, string[] known)
    {
        var sum = 0;
        foreach (var name in given)
        {
            if (known.Max(other => Enough(name, other)) is not { } score)
                return null;
            sum += score;
        }
        return sum / given.Count;
    }

    /// <summary>Keys are of ASCII whatever the script of the name: then the same chars are the same key in every store, whatever its
    /// collation and code page.
    /// Other letters fall into 26 classes; two keys that become one are one key.</summary>
    private static string Plain(string sounds) =>
        Ascii.IsValid(sounds) ? sounds : string.Create(sounds.Length, sounds, (plain, from) =>
        {
            for (var i = 0; i < plain.Length; i++)
                plain[i] = char.IsAscii(from[i]) ? from[i] : (char)('a' + (from[i] % 26));
        });

    private static void AddKeys(string heard, SortedSet<string> keys)
    {
        var sounds = Plain(heard);
        if (sounds.Length == 0)
            return;
        if (sounds.Length < SoundsInKeys)
        {
            keys.Add(sounds);
            for (var left = 0; sounds.Length == SoundsInKeys - 1 && left < sounds.Length; left++)
                keys.Add(sounds.Remove(left, 1));
            return;
        }
        var first = sounds[..SoundsInKeys];
        for (var left = 0; left < SoundsInKeys; left++)
            keys.Add(first.Remove(left, 1));
    }

    /// <summary>Double names: each half alone, and both in the other order.</summary>
    private static double OfParts(SoundName one, SoundName other)
    {
        var best = Math.Max(0.97 * Alike(Sorted(one), Sorted(other)), 0);
        foreach (var mine in Parts(one))
        {
            foreach (var theirs in Parts(other))
                best = Math.Max(best, 0.9 * Alike(mine, theirs));
        }
        return best;
    }

    private static IEnumerable<string> Parts(SoundName name) =>
        name.Words.Count == 1 ? [name.Core] : name.Words.Where(word => word.Length > 2);

    private static string Sorted(SoundName name) => string.Concat(name.Words.Order(StringComparer.Ordinal));

    /// <summary>Half how it is written, half how it sounds, whichever is better for the second half.</summary>
    private static double Alike(string one, string other)
    {
        if (one == other)
            return 1;
        var written = Similarity(one, other);
        return (written + Math.Max(written, Similarity(NameSounds.Spoken(one), NameSounds.Spoken(other)))) / 2;
    }

    /// <summary>1 less the share of letters to change: insertions, deletions, substitutions and swaps of neighbours (optimal string
    /// alignment).</summary>
    private static double Similarity(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one[..Math.Min(one.Length, Longest)];
        other = other[..Math.Min(other.Length, Longest)];
        var longest = Math.Max(one.Length, other.Length);
        if (longest == 0)
            return 0;
        Span<byte> before = stackalloc byte[Longest + 1];
        Span<byte> last = stackalloc byte[Longest + 1];
        Span<byte> now = stackalloc byte[Longest + 1];
        for (var j = 0; j <= other.Length; j++)
            last[j] = (byte)j;
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = (byte)i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    least = Math.Min(least, before[j - 2] + 1);
                now[j] = (byte)least;
            }
            var free = before;
            before = last;
            last = now;
            now = free;
        }
        return 1 - ((double)last[other.Length] / longest);
    }
}
