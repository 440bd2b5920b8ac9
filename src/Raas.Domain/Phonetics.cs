namespace Raas.Domain;

/// <summary>Looks for persons by a name that somebody has heard, read badly or typed badly. <see cref="Keys"/> brings together the names that
/// may be the same, too many of them; <see cref="Score"/> tells which ones are close. A search always carries a birth date as well.</summary>
/// <remarks>There is no published algorithm of the Crossroads Bank to agree with: this one is ours.</remarks>
public static class Phonetics
{
    /// <summary>Letters in a key at most.</summary>
    public const int MaxKeyLength = 12;

    /// <summary>Keys of a name at most: a double name with particles. Most names have four or five.</summary>
    public const int MaxKeys = 8;

    /// <summary>A <see cref="Score"/> from which a family name may be the one that was meant.</summary>
    public const int MatchFrom = 62;

    /// <summary>A <see cref="ScoreFirstName"/> from which a first name may be the one that was meant. First names are short and
    /// many are alike: Jan and Jean, Bart and Bert are other persons.</summary>
    public const int FirstNameMatchFrom = 82;

    private const int Same = 100;
    private const int AlmostSame = 98; // only the spaces differ
    private const int Initial = 85;
    private const int SameSound = 88;
    private const int Unknown = FirstNameMatchFrom;

    /// <summary>What a family name is indexed and looked for under: two names that may be the same have at least one key in common, also
    /// with a letter too many, missing, changed or swapped. Capitals A to Z, distinct, in ordinal order; none for a name without
    /// a letter or digit.</summary>
    public static IReadOnlyList<string> Keys(string lastName)
    {
        ArgumentNullException.ThrowIfNull(lastName);
        var words = new NameWords(lastName, stackalloc char[NameWords.Room]);
        return words.Plain.IsEmpty ? [] : PhoneticKeys.Of(words);
    }

    /// <summary>How alike two family names are, 0 to 100, whichever comes first: 100 = the same but for case and marks. See
    /// <see cref="MatchFrom"/>.</summary>
    public static int Score(string given, string known)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(known);
        var a = new NameWords(given, stackalloc char[NameWords.Room]);
        var b = new NameWords(known, stackalloc char[NameWords.Room]);
        if (a.Plain.SequenceEqual(b.Plain))
            return AreSame(given, known) ? Same : AlmostSame;
        if (a.Joined.IsEmpty || b.Joined.IsEmpty)
            return 0;
        if (a.Joined.SequenceEqual(b.Joined))
            return AlmostSame;
        return Math.Min(NameLikeness.OfFamilyNames(a, b), AlmostSame);
    }

    /// <summary>How alike two first names are, 0 to 100, whichever comes first: 100 = the same but for case and marks. See
    /// <see cref="FirstNameMatchFrom"/>. An initial agrees with any name that begins with it; Filip is not Philippe.</summary>
    public static int ScoreFirstName(string given, string known)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(known);
        var a = new NameWords(given, stackalloc char[NameWords.Room]);
        var b = new NameWords(known, stackalloc char[NameWords.Room]);
        if (a.Plain.SequenceEqual(b.Plain))
            return AreSame(given, known) ? Same : AlmostSame;
        if (a.Joined.IsEmpty || b.Joined.IsEmpty)
            return 0;
        if (a.Joined.Length == 1 || b.Joined.Length == 1)
            return a.Joined[0] == b.Joined[0] ? Initial : 0;
        if (a.Joined.SequenceEqual(b.Joined))
            return AlmostSame;
        if (BeginsWithWord(a.Plain, b.Plain) || BeginsWithWord(b.Plain, a.Plain))
            return Initial;
        var alike = NameLikeness.OfFirstNames(a.Joined, b.Joined, out var soundTheSame);
        return Math.Min(soundTheSame ? Math.Max(alike, SameSound) : alike, AlmostSame);
    }

    /// <summary>How well the first names agree, in the way that the search asks for, up to 100; null = they do not. What is not known is no
    /// contradiction, but it is not worth much either.</summary>
    /// <param name="given">In order, as the search gives them.</param>
    /// <param name="knownFirstNames">In order, separated by <see cref="PersonIdentity.NameSeparator"/>; null or empty = not known.</param>
    /// <param name="mode">What must agree.</param>
    public static int? ScoreFirstNames(IReadOnlyList<string> given, string? knownFirstNames, GivenNameMatching mode)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (mode == GivenNameMatching.Ignore)
            return Same;
        if (given.Count == 0 || string.IsNullOrEmpty(knownFirstNames))
            return Unknown;
        var known = knownFirstNames.Split(PersonIdentity.NameSeparator, StringSplitOptions.RemoveEmptyEntries);
        return mode switch
        {
            GivenNameMatching.FirstLetterFirstGivenName => OfFirstLetter(given[0], known),
            GivenNameMatching.CompleteFirstGivenName => OfOne(given[0], known, 0),
            GivenNameMatching.AllGivenNames => OfAll(given, known),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "No such way to match first names."),
        };
    }

    private static int? OfFirstLetter(string given, string[] known)
    {
        var one = IdentityComparison.Normalise(given);
        var other = known.Length == 0 ? "" : IdentityComparison.Normalise(known[0]);
        if (one.Length == 0 || other.Length == 0)
            return Unknown;
        if (one[0] != other[0])
            return null;
        return Math.Max(ScoreFirstName(one, other), Initial);
    }

    private static int? OfOne(string given, string[] known, int index)
    {
        if (index >= known.Length || !HasLetter(given) || !HasLetter(known[index]))
            return Unknown;
        var score = ScoreFirstName(given, known[index]);
        return score >= FirstNameMatchFrom ? score : null;
    }

    private static int? OfAll(IReadOnlyList<string> given, string[] known)
    {
        var sum = 0;
        for (var i = 0; i < given.Count; i++)
        {
            if (OfOne(given[i], known, i) is not { } score)
                return null;
            sum += score;
        }

        return sum / given.Count;
    }

    private static bool HasLetter(string name) => IdentityComparison.Normalise(name).Length > 0;

    // Jean for Jean-Pierre.
    private static bool BeginsWithWord(ReadOnlySpan<char> name, ReadOnlySpan<char> word) =>
        name.Length > word.Length && name[word.Length] == ' ' && name.StartsWith(word);

    // Only the beginning of a very long name has been compared.
    private static bool AreSame(string given, string known) =>
        (given.Length <= NameWords.MaxLetters && known.Length <= NameWords.MaxLetters)
        || string.Equals(IdentityComparison.Normalise(given), IdentityComparison.Normalise(known), StringComparison.Ordinal);
}
