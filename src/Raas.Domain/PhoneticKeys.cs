namespace Raas.Domain;

/// <summary>The keys of a name. One mistake must leave one key as it was: a name of few sounds has a key without each of them in turn,
/// a longer one has its beginning, its end and both ends.</summary>
internal static class PhoneticKeys
{
    private const int FewSounds = 5;
    private const int Fragment = 4;
    private const int KeysOfManySounds = 4;
    private const char Gap = 'X'; // no sound is called X

    /// <summary>Ordinal order, distinct.</summary>
    public static string[] Of(in NameWords words)
    {
        Span<char> core = stackalloc char[2 * NameWords.MaxLetters];
        Span<char> joined = stackalloc char[2 * NameWords.MaxLetters];
        Span<char> word = stackalloc char[2 * NameWords.MaxLetters];
        core = Sounds(words.Core, core);
        joined = Sounds(words.Joined, joined);

        var keys = new List<string>(Phonetics.MaxKeys);
        Add(keys, joined, 0);
        // In turns, so that a double name has the best key of each half before the others of the first one.
        for (var turn = 0; turn <= FewSounds; turn++)
        {
            Add(keys, core, turn);
            for (var i = 0; words.Count > 1 && i < words.Count; i++)
                Add(keys, Sounds(words.Word(i), word), turn);
        }

        keys.Sort(StringComparer.Ordinal);
        return [.. keys];
    }

    // A name of silent letters only (H) is its own sound.
    private static Span<char> Sounds(ReadOnlySpan<char> letters, Span<char> room)
    {
        var length = NameSounds.Consonants(letters, room);
        if (length == 0 && !letters.IsEmpty)
            room[length++] = letters[0];
        return room[..length];
    }

    private static void Add(List<string> keys, ReadOnlySpan<char> sounds, int turn)
    {
        if (keys.Count == Phonetics.MaxKeys)
            return;
        Span<char> room = stackalloc char[2 * NameWords.MaxLetters];
        var length = sounds.Length <= FewSounds ? OfFew(sounds, turn, room) : OfMany(sounds, turn, room);
        if (length == 0)
            return;
        var key = room[..Math.Min(length, Phonetics.MaxKeyLength)].ToString();
        if (!keys.Contains(key))
            keys.Add(key);
    }

    // All sounds, then all but one. A single sound says so little that its place is kept: L as the first of two is not L as the second.
    private static int OfFew(ReadOnlySpan<char> sounds, int turn, Span<char> key)
    {
        if (turn > Math.Max(sounds.Length, 1) || sounds.IsEmpty)
            return 0;
        if (sounds.Length == 1)
        {
            key[turn] = sounds[0];
            key[1 - turn] = Gap;
            return 2;
        }

        sounds.CopyTo(key);
        if (turn == 0)
            return sounds.Length;
        var left = sounds.Length - turn;
        if (sounds.Length == 2)
        {
            key[left] = Gap;
            return 2;
        }

        sounds[(left + 1)..].CopyTo(key[left..]);
        return sounds.Length - 1;
    }

    // All sounds in the order of the alphabet, for two may have changed places; the beginning; the end; the two ends.
    private static int OfMany(ReadOnlySpan<char> sounds, int turn, Span<char> key)
    {
        switch (turn)
        {
            case 0:
                sounds.CopyTo(key);
                key[..sounds.Length].Sort();
                return sounds.Length;
            case 1:
                sounds[..Fragment].CopyTo(key);
                return Fragment;
            case 2:
                sounds[^Fragment..].CopyTo(key);
                return Fragment;
            case KeysOfManySounds - 1:
                sounds[..(Fragment / 2)].CopyTo(key);
                sounds[^(Fragment / 2)..].CopyTo(key[(Fragment / 2)..]);
                return Fragment;
            default:
                return 0;
        }
    }
}
