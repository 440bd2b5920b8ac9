namespace Raas.Domain;

/// <summary>A family name in pieces: VAN DER MEERSCH and VANDERMEERSCH are both MEERSCH to somebody who looks for it, DUPONT-MARTIN is
/// DUPONT and MARTIN. Everything is written into room of the caller: this runs for each candidate of a search.</summary>
internal readonly ref struct NameWords
{
    /// <summary>What comes after so many letters does not help to find a name.</summary>
    public const int MaxLetters = 64;

    /// <summary>The letters that the caller makes room for: the plain name, the joined one, the core.</summary>
    public const int Room = 4 * MaxLetters;

    // A word more would make no name easier to find.
    private const int MaxWords = 6;

    private const int LeastCore = 3;

    private readonly WordEnds ends;

    public NameWords(ReadOnlySpan<char> name, Span<char> room)
    {
        var most = Math.Min(name.Length, MaxLetters);
        var plain = room[..(2 * MaxLetters)];
        Plain = plain[..Math.Min(IdentityComparison.Normalise(name[..most], plain), MaxLetters)];
        Joined = Join(Plain, room.Slice(2 * MaxLetters, MaxLetters), withParticles: true, ref ends, out _);
        Core = Join(Plain, room.Slice(3 * MaxLetters, MaxLetters), withParticles: false, ref ends, out var count);
        if (Core.IsEmpty)
        {
            Core = Joined;
            ends[0] = Joined.Length;
            count = 1;
        }

        Count = count;
    }

    /// <summary>As <see cref="IdentityComparison.Normalise(string)"/> leaves it.</summary>
    public ReadOnlySpan<char> Plain { get; }

    /// <summary>Without spaces.</summary>
    public ReadOnlySpan<char> Joined { get; }

    /// <summary>Without spaces and particles.</summary>
    public ReadOnlySpan<char> Core { get; }

    /// <summary>The words of the core, one at least.</summary>
    public int Count { get; }

    public ReadOnlySpan<char> Word(int index) => Core[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    private static ReadOnlySpan<char> Join(ReadOnlySpan<char> plain, Span<char> destination, bool withParticles, ref WordEnds ends, out int count)
    {
        var length = 0;
        count = 0;
        foreach (var range in plain.Split(' '))
        {
            var word = plain[range];
            if (!withParticles)
            {
                if (IsParticle(word))
                    continue;
                word = word[Glued(word)..];
            }

            word.CopyTo(destination[length..]);
            length += word.Length;
            if (count < MaxWords)
                count++;
            ends[count - 1] = length;
        }

        return destination[..length];
    }

    private static bool IsParticle(ReadOnlySpan<char> word) => word is
        "VAN" or "VANDE" or "VANDEN" or "VANDER" or "DE" or "DEN" or "DER" or "TEN" or "TER" or "TE" or "T" or "S"
        or "D" or "DU" or "DES" or "LE" or "LA" or "LES" or "L"
        or "VON" or "VOM" or "ZU" or "ZUM" or "ZUR"
        or "EL" or "AL" or "ED" or "EZ" or "ES" or "ER" or "BEN" or "BIN" or "IBN"
        or "DA" or "DI" or "DO" or "DOS" or "DAS" or "DEL" or "DELLA" or "O";

    // Only VAN is plain enough to be cut off: DENIS is not DE NIS. What is left must be a name of its own.
    private static int Glued(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("VANDER") || word.StartsWith("VANDEN"))
        {
            if (word.Length >= 6 + LeastCore)
                return 6;
        }

        if (word.StartsWith("VANDE") && word.Length >= 5 + LeastCore)
            return 5;
        return word.StartsWith("VAN") && word.Length >= 3 + LeastCore ? 3 : 0;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxWords)]
    private struct WordEnds
    {
        private int first;
    }
}
