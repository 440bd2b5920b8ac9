namespace Raas.Domain;

/// <summary>How a name sounds, roughly and in whichever language: P and B are one sound, so are T and D, F, V and W, S and Z, K and G,
/// M and N. Nobody tells us whether «Charlier» is read in Dutch or in French, so a sound is what both would take for the same.</summary>
internal static class NameSounds
{
    /// <summary>Stands for any vowel at the start of a name; vowels elsewhere are left out of the consonants.</summary>
    private const char Vowel = 'A';

    // More than three consonants: what the French do not pronounce and the Flemish add to a father's name may go.
    private const int EnoughConsonants = 3;

    /// <summary>The consonants of plain capitals without spaces, and whether a vowel comes first: PEETERS is PTR. Returns their number.</summary>
    public static int Consonants(ReadOnlySpan<char> letters, Span<char> sounds)
    {
        var length = Write(letters, sounds, withVowels: false);
        while (length > EnoughConsonants && sounds[length - 1] is 'S' or 'T' && length > EnoughConsonants)
            length--;
        return length;
    }

    /// <summary>Consonants and vowels, one for each group of vowels: PEETERS is PETERS. Returns their number.</summary>
    public static int All(ReadOnlySpan<char> letters, Span<char> sounds) => Write(letters, sounds, withVowels: true);

    public static bool IsVowel(char sound) => sound is 'A' or 'E' or 'O';

    private static int Write(ReadOnlySpan<char> letters, Span<char> sounds, bool withVowels)
    {
        var length = 0;
        var afterVowel = false;
        for (var i = 0; i < letters.Length; i += Taken(letters[i..]))
        {
            var sound = Sound(letters, i);
            if (sound == '\0')
                continue;
            if (sound == Vowel)
            {
                if (!afterVowel && (withVowels || length == 0))
                    sounds[length++] = withVowels ? VowelOf(letters[i..]) : Vowel;
                afterVowel = true;
                continue;
            }

            if (length == 0 || afterVowel || sounds[length - 1] != sound)
                sounds[length++] = sound;
            afterVowel = false;
            if (letters[i] == 'X' && sound == 'K')
                sounds[length++] = 'S';
        }

        return length;
    }

    // Digraphs are one sound; whatever follows is read on its own, for a sound said twice counts once.
    private static int Taken(ReadOnlySpan<char> rest) => rest switch
    {
        ['S', 'C', 'H', ..] or ['T', 'C', 'H', ..] or ['T', 'S', 'H', ..] => 3,
        ['P', 'H' or 'F', ..] or ['C', 'H' or 'Z', ..] or ['S', 'H' or 'Z' or 'J', ..] or ['G', 'N', ..] => 2,
        ['D', 'J' or 'Z', ..] or ['I', 'J', ..] => 2,
        ['Q', 'U', ..] => 2,
        _ => 1,
    };

    private static char Sound(ReadOnlySpan<char> letters, int at)
    {
        var rest = letters[at..];
        var next = rest.Length > 1 ? rest[1] : '\0';
        return rest[0] switch
        {
            'A' or 'E' or 'U' => Vowel,
            'I' or 'Y' => at == 0 && IsVowelLetter(next) ? 'J' : Vowel,
            'O' => IsOuForW(letters, at) ? 'F' : Vowel,
            'B' => 'P',
            'P' => next is 'H' or 'F' ? 'F' : 'P',
            'D' => next switch { 'J' => 'J', 'Z' => 'S', _ => 'T' },
            'T' => rest is ['T', 'C' or 'S', 'H', ..] ? 'S' : 'T',
            'F' or 'V' => 'F',
            'W' => IsGlide(letters, at) ? Vowel : 'F',
            'S' or 'Z' => 'S',
            'C' => next is 'E' or 'I' or 'Y' or 'Z' ? 'S' : 'K',
            'G' => next == 'N' ? 'N' : 'K',
            'K' or 'Q' => 'K',
            'X' => Ex(letters, at),
            'H' => '\0',
            'M' or 'N' => 'N',
            'J' or 'L' or 'R' => rest[0],
            var other => (char)('A' + (other % 26)), // a digit or another alphabet: itself, in our letters
        };
    }

    // Delvaux, Leroux, Delacroix: mute; Dierckx: after a K only the S is left; Hendrix: both.
    private static char Ex(ReadOnlySpan<char> letters, int at)
    {
        if (at == 0)
            return 'K';
        if (letters[at - 1] is 'C' or 'K' or 'Q' or 'G')
            return 'S';
        var isLast = at == letters.Length - 1;
        return isLast && (letters[at - 1] == 'U' || letters[..at].EndsWith("OI")) ? '\0' : 'K';
    }

    // Ouali and Wali, Hamdaoui and Hamdawi.
    private static bool IsOuForW(ReadOnlySpan<char> letters, int at) =>
        letters[at..] is ['O', 'U', var next, ..] && IsVowelLetter(next) && (at == 0 || letters[at - 1] == 'A');

    // Bauwens, De Pauw, Brouwers: the W is not heard.
    private static bool IsGlide(ReadOnlySpan<char> letters, int at)
    {
        if (at == 0 || !IsVowelLetter(letters[at - 1]))
            return false;
        return letters[at - 1] == 'U' || at == letters.Length - 1 || !IsVowelLetter(letters[at + 1]);
    }

    private static char VowelOf(ReadOnlySpan<char> group) => group switch
    {
        ['A', 'U' or 'O', ..] or ['E', 'A', 'U', ..] => 'O',
        ['A', 'I' or 'Y', ..] => 'E',
        ['A', ..] => 'A',
        ['O' or 'U' or 'W', ..] => 'O',
        _ => 'E',
    };

    private static bool IsVowelLetter(char c) => c is 'A' or 'E' or 'I' or 'O' or 'U' or 'Y';
}
