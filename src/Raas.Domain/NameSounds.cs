using System.Text;

namespace Raas.Domain;

/// <summary>A family name, taken apart: particles and what they stand before.</summary>
internal sealed class SoundName
{
    private const int ShortestAfterParticle = 3;
    private const int FirstOfPrivateUse = 0xE000;
    private const int PrivateUse = 6400;

    private static readonly System.Buffers.SearchValues<char> Vowels = System.Buffers.SearchValues.Create("AEIOUY");

    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "VAN", "VANDE", "VANDER", "VANDEN", "VON", "VOM", "ZU", "ZUM", "ZUR", "DE", "DER", "DEN", "DU", "DES", "D", "LE", "LA", "LES", "L",
        "T", "TE", "TEN", "TER", "OP", "IN",
        "AL", "EL", "BEN", "BIN", "DI", "DA", "DEL", "DELLA", "DO", "DOS", "O", "Y",
    };

    /// <summary>Particles that are written in one with the name as often as not; the longest first.</summary>
    private static readonly string[] Glued = ["VANDEN", "VANDER", "VANDE", "VAN", "VON", "DEN", "DER", "DE", "DU", "LE", "LA", "TER",
        "TEN", "EL", "AL"];

    public SoundName(string name)
    {
        Spaced = IdentityComparison.Normalise(name);
        var all = CharPerCharacter(Spaced).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Joined = string.Concat(all);
        var words = all.Where(word => !Particles.Contains(word)).ToList();
        if (words.Count == 0)
            words = [Joined];
        Words = [.. words.Select(WithoutGlued)];
        Core = string.Concat(Words);
    }

    /// <summary>Upper case, words with one space between.</summary>
    public string Spaced { get; }

    public string Joined { get; }

    /// <summary>The words that are no particles, without particles in one with them.</summary>
    public List<string> Words { get; }

    public string Core { get; }

    public bool HasParticle => Core.Length < Joined.Length;

    /// <summary>What keys are made of: all words together, and each of several; of a short name also with what may be no
    /// particle.</summary>
    public IEnumerable<string> Forms
    {
        get
        {
            var forms = new List<string> { Core };
            if (Words.Count > 1)
                forms.AddRange(Words.Where(word => word.Length >= ShortestAfterParticle));
            if (Words.Count == 1 && HasParticle && Core.Length <= 5)
                forms.Add(Joined);
            return forms;
        }
    }

    /// <summary>One char for each character, so that all that cuts, counts and compares after this does it in characters: what lies beyond
    /// U+FFFF becomes one of 6,400 of private use. Two of them may become one, as two letters may sound alike.</summary>
    private static string CharPerCharacter(string name)
    {
        if (!name.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return name;
        var chars = new StringBuilder(name.Length);
        foreach (var character in name.EnumerateRunes())
            chars.Append(character.IsBmp ? (char)character.Value : (char)(FirstOfPrivateUse + (character.Value % PrivateUse)));
        return chars.ToString();
    }

    /// <summary>What counts of a name, a char for each character.</summary>
    public static string Letters(string name) => CharPerCharacter(IdentityComparison.Normalise(name));

    private static string WithoutGlued(string word)
    {
        foreach (var particle in Glued)
        {
            if (word.StartsWith(particle, StringComparison.Ordinal) && word.Length - particle.Length >= ShortestAfterParticle
                && HasVowel(word.AsSpan(particle.Length)))
                return word[particle.Length..];
        }
        // D'Hondt and Dhondt; not Dries, whose D is its own.
        return word.Length > ShortestAfterParticle + 1 && word[0] == 'D' && word[1] == 'H' ? word[1..] : word;
    }

    private static bool HasVowel(ReadOnlySpan<char> text) => text.IndexOfAny(Vowels) >= 0;
}

/// <summary>Letters to sounds, in classes that people mix up. Of letters from A to Z; others stand for themselves.</summary>
internal static class NameSounds
{
    private const char Vowel = 'A';

    /// <summary>The classes of the consonants in their order, without what is silent at the end; a vowel counts only at the beginning. CH
    /// may be heard in two ways, then there are two.</summary>
    public static IEnumerable<string> Consonants(string word)
    {
        yield return Consonants(word, 'K');
        if (word.Contains("CH", StringComparison.Ordinal))
            yield return Consonants(word, 'S');
    }

    /// <summary>The sounds of a word: classes of consonants, and one sign for each group of vowels but a last one.</summary>
    public static string Spoken(string word)
    {
        Span<char> sounds = stackalloc char[Math.Min(word.Length, 100) * 2];
        var length = Write(word.AsSpan(0, Math.Min(word.Length, 100)), 'K', sounds);
        while (length > 2 && (sounds[length - 1] == Vowel || sounds[length - 1] == 'S'))
            length--;
        return sounds[..length].ToString();
    }

    private static string Consonants(string word, char ch)
    {
        Span<char> sounds = stackalloc char[Math.Min(word.Length, 100) * 2];
        var length = Write(word.AsSpan(0, Math.Min(word.Length, 100)), ch, sounds);
        Span<char> kept = stackalloc char[length];
        var count = 0;
        for (var i = 0; i < length; i++)
        {
            if (sounds[i] != Vowel || i == 0)
                kept[count++] = sounds[i];
        }
        while (count > 1 && kept[count - 1] == 'S')
            count--;
        return kept[..count].ToString();
    }

    private static int Write(ReadOnlySpan<char> word, char ch, Span<char> sounds)
    {
        var length = 0;
        for (var i = 0; i < word.Length;)
        {
            var (first, second, used) = Sound(word, i, ch);
            i += used;
            length = Put(sounds, length, first);
            length = Put(sounds, length, second);
        }
        return length;
    }

    /// <summary>Neighbours of one class are heard as one.</summary>
    private static int Put(Span<char> sounds, int length, char sound)
    {
        if (sound == '\0' || (length > 0 && sounds[length - 1] == sound))
            return length;
        sounds[length] = sound;
        return length + 1;
    }

    private static (char First, char Second, int Used) Sound(ReadOnlySpan<char> word, int i, char ch)
    {
        var rest = word[i..];
        var next = rest.Length > 1 ? rest[1] : '\0';
        return rest[0] switch
        {
            'A' or 'E' or 'I' or 'U' => (Vowel, '\0', 1),
            'O' when next == 'U' && rest.Length > 2 && IsVowel(rest[2]) => ('F', '\0', 2),
            'O' => (Vowel, '\0', 1),
            'Y' => (i == 0 && IsVowel(next) ? 'J' : Vowel, '\0', 1),
            'J' => (i == 0 ? 'J' : Vowel, '\0', 1),
            'H' => ('\0', '\0', 1),
            'B' => ('P', '\0', 1),
            'P' => next == 'H' ? ('F', '\0', 2) : ('P', '\0', 1),
            'D' => next == 'J' ? ('J', '\0', 2) : ('T', '\0', 1),
            'T' => ('T', '\0', 1),
            'F' or 'V' or 'W' => ('F', '\0', 1),
            'S' => rest.StartsWith("SCH") ? ('S', '\0', 3) : ('S', '\0', 1),
            'Z' => ('S', '\0', 1),
            'C' => SoundOfC(rest, next, ch),
            'G' => SoundOfG(rest, next, i == 0),
            'K' or 'Q' => ('K', '\0', 1),
            'X' => rest.Length == 1 && i > 0 && IsVowel(word[i - 1]) ? ('S', '\0', 1) : ('K', 'S', 1),
            'M' or 'N' => ('N', '\0', 1),
            'L' => ('L', '\0', 1),
            'R' => ('R', '\0', 1),
            var other => (other, '\0', 1),
        };
    }

    private static (char First, char Second, int Used) SoundOfC(ReadOnlySpan<char> rest, char next, char ch) => next switch
    {
        'H' => (ch, '\0', 2),
        'E' or 'I' or 'Y' or 'Z' => ('S', '\0', 1),
        _ => ('K', '\0', 1),
    };

    private static (char First, char Second, int Used) SoundOfG(ReadOnlySpan<char> rest, char next, bool isFirst) => next switch
    {
        'N' when rest.Length > 2 => ('N', '\0', 2),
        'E' or 'I' or 'Y' when isFirst => ('J', '\0', 1),
        'H' when isFirst && rest.Length > 2 && rest[2] is 'E' or 'I' or 'Y' => ('J', '\0', 2),
        _ => ('K', '\0', 1),
    };

    private static bool IsVowel(char letter) => letter is 'A' or 'E' or 'I' or 'O' or 'U' or 'Y';
}
