using System.Buffers;

namespace Raas.Domain;

/// <summary>Is the person whom the institution means the one behind the number? A clerk would not stumble over «Lefèvre» and «LEFEVRE»,
/// over
/// «Vandenbroeck» and «Van den Broeck», over «Mueller» for «Müller», or over «J.» for «Jan», but over another name, and so do we. Case,
/// diacritics, punctuation and spaces do not count, and a letter that travel documents spell with two may be spelt so (<see
/// cref="PlainLetters.Spelling"/>).
/// Part of a double name is another name.</summary>
/// <remarks>A field that is not given is not compared, and <b>what the source does not know is not a difference</b>: only two statements
/// can contradict one another. Nothing is allocated for names of ordinary length, unless such a letter decides: this runs once per
/// record.</remarks>
public static class IdentityComparison
{
    private const int OrdinaryLength = 384;

    /// <summary>Every field that differs, or <see cref="RecordErrors.None"/>.</summary>
    public static RecordErrors Compare(in PersonIdentity given, in PersonIdentity known)
    {
        var errors = RecordErrors.None;
        if (!AgreeOn(given.LastName, known.LastName, firstNames: false))
            errors |= RecordErrors.LastNameDiffers;
        if (!AgreeOn(given.FirstNames, known.FirstNames, firstNames: true))
            errors |= RecordErrors.FirstNameDiffers;
        if (!given.BirthDate.Agrees(known.BirthDate))
            errors |= RecordErrors.BirthDateDiffers;
        if (given.Gender != Gender.Unknown && known.Gender != Gender.Unknown && given.Gender != known.Gender)
            errors |= RecordErrors.GenderDiffers;
        return errors;
    }

    /// <summary>Upper case, no diacritics, one space where there was punctuation or space, none at the ends; ligatures are written
    /// out.</summary>
    public static string Normalise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var most = name.Length * (PlainLetters.MostPerLetter + 1);
        var rented = most > OrdinaryLength ? ArrayPool<char>.Shared.Rent(most) : null;
        var plain = rented ?? stackalloc char[OrdinaryLength];
        var result = plain[..Write(name, plain, spaced: true)].ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    private static bool AgreeOn(string? given, string? known, bool firstNames)
    {
        if (string.IsNullOrEmpty(given) || string.IsNullOrEmpty(known) || (firstNames ? HasWritten(known, given) : known == given))
            return true;
        var forGiven = given.Length * PlainLetters.MostPerLetter;
        var most = forGiven + (known.Length * PlainLetters.MostPerLetter);
        var rented = most > OrdinaryLength ? ArrayPool<char>.Shared.Rent(most) : null;
        var room = rented ?? stackalloc char[OrdinaryLength];
        ReadOnlySpan<char> plainGiven = room[..Write(given, room[..forGiven], spaced: false)];
        var agree = plainGiven.IsEmpty || (firstNames
            ? IsAFirstName(given, plainGiven, known, room[forGiven..])
            : IsAllOf(given, plainGiven, known, room[forGiven..]));
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return agree;
    }

    private static bool IsAllOf(ReadOnlySpan<char> given, ReadOnlySpan<char> plainGiven, ReadOnlySpan<char> known, Span<char> room)
    {
        var plain = room[..Write(known, room, spaced: false)];
        return plain.IsEmpty || plainGiven.SequenceEqual(plain) || Spellings.Meet(given, known);
    }

    // All of them, or one of them, in the very same characters: nearly always.
    private static bool HasWritten(string known, string given)
    {
        for (var at = 0; (at = known.IndexOf(given, at, StringComparison.Ordinal)) >= 0; at++)
        {
            var behind = at + given.Length;
            if ((at == 0 || known[at - 1] == PersonIdentity.NameSeparator)
                && (behind == known.Length || known[behind] == PersonIdentity.NameSeparator))
                return true;
        }

        return false;
    }

    // All of them, or one of them, or the initials of the first one.
    private static bool IsAFirstName(ReadOnlySpan<char> given, ReadOnlySpan<char> plainGiven, ReadOnlySpan<char> known, Span<char> room)
    {
        if (IsAllOf(given, plainGiven, known, room))
            return true;
        var isFirst = true;
        foreach (var part in known.Split(PersonIdentity.NameSeparator))
        {
            var name = known[part];
            if (Write(name, room, spaced: false) == 0)
                continue;
            if (IsAllOf(given, plainGiven, name, room) || (isFirst && AreInitials(given, name)))
                return true;
            isFirst = false;
        }

        return false;
    }

    // J. and J.-P. of Jean-Pierre: words of one letter each, which the words of the name begin with.
    private static bool AreInitials(ReadOnlySpan<char> given, ReadOnlySpan<char> name)
    {
        var initials = new Letters(given, stackalloc char[PlainLetters.MostPerLetter]);
        var letters = new Letters(name, stackalloc char[PlainLetters.MostPerLetter]);
        while (initials.Next())
        {
            if (!initials.IsFirstOfWord)
                return false;
            do
            {
                if (!letters.Next())
                    return false;
            }
            while (!letters.IsFirstOfWord);
            if (!letters.Plain.StartsWith(initials.Plain))
                return false;
        }

        return true;
    }

    // The destination holds as much as the letters of the name can become, and the spaces.
    private static int Write(ReadOnlySpan<char> name, Span<char> destination, bool spaced)
    {
        var length = 0;
        var letters = new Letters(name, stackalloc char[PlainLetters.MostPerLetter]);
        while (letters.Next())
        {
            if (spaced && letters.IsFirstOfWord && length > 0)
                destination[length++] = ' ';
            letters.Plain.CopyTo(destination[length..]);
            length += letters.Plain.Length;
        }

        return length;
    }
}
