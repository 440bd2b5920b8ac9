using System.Buffers;

namespace Raas.Domain;

/// <summary>Is the person whom the institution means the one behind the number? A clerk would not stumble over «Lefèvre» and «LEFEVRE»,
/// or over «J.» for «Jan», but over another name, and so do we. Case, diacritics, punctuation and repeated spaces do not count.</summary>
/// <remarks>A field that is not given is not compared, and <b>what the source does not know is not a difference</b>: only two statements
/// can contradict one another. Nothing is allocated for names of ordinary length: this runs once per record.</remarks>
public static class IdentityComparison
{
    private const int OrdinaryLength = 256;

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

    /// <summary>Upper case, no diacritics, one space where there was punctuation or space, none at the ends; ligatures are written out.</summary>
    public static string Normalise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var most = name.Length * LatinLetters.MostPerLetter;
        var rented = most > OrdinaryLength ? ArrayPool<char>.Shared.Rent(most) : null;
        var plain = rented ?? stackalloc char[OrdinaryLength];
        var result = plain[..Normalise(name, plain)].ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    private static bool AgreeOn(string? given, string? known, bool firstNames)
    {
        if (string.IsNullOrEmpty(given) || string.IsNullOrEmpty(known) || string.Equals(given, known, StringComparison.Ordinal))
            return true;
        var forGiven = given.Length * LatinLetters.MostPerLetter;
        var most = forGiven + (known.Length * LatinLetters.MostPerLetter);
        var rented = most > OrdinaryLength ? ArrayPool<char>.Shared.Rent(most) : null;
        var room = rented ?? stackalloc char[OrdinaryLength];
        ReadOnlySpan<char> plainGiven = room[..Normalise(given, room[..forGiven])];
        var agree = plainGiven.IsEmpty || (firstNames
            ? IsAFirstName(plainGiven, known, room[forGiven..])
            : IsAllOf(plainGiven, known, room[forGiven..]));
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return agree;
    }

    private static bool IsAllOf(ReadOnlySpan<char> given, ReadOnlySpan<char> known, Span<char> room)
    {
        var plain = room[..Normalise(known, room)];
        return plain.IsEmpty || given.SequenceEqual(plain);
    }

    // All of them, or one of them, or the initial of the first one.
    private static bool IsAFirstName(ReadOnlySpan<char> given, ReadOnlySpan<char> known, Span<char> room)
    {
        if (IsAllOf(given, known, room))
            return true;
        var isFirst = true;
        foreach (var part in known.Split(PersonIdentity.NameSeparator))
        {
            var plain = room[..Normalise(known[part], room)];
            if (plain.IsEmpty)
                continue;
            if (given.SequenceEqual(plain) || (isFirst && given.Length == 1 && given[0] == plain[0]))
                return true;
            isFirst = false;
        }

        return false;
    }

    // The destination holds twice the length of the name.
    private static int Normalise(ReadOnlySpan<char> name, Span<char> destination)
    {
        var length = 0;
        var gap = false;
        foreach (var c in name)
        {
            var plain = LatinLetters.Plain(c, out var second);
            if (plain == '\0')
                continue;
            if (plain == ' ')
            {
                gap = length > 0;
                continue;
            }

            if (gap)
                destination[length++] = ' ';
            gap = false;
            destination[length++] = plain;
            if (second != '\0')
                destination[length++] = second;
        }

        return length;
    }
}
