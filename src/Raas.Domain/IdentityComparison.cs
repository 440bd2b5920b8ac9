using System.Buffers;
using System.Globalization;
using System.Text;

namespace Raas.Domain;

/// <summary>What identifies a person beside the number.</summary>
/// <param name="FirstNames">Up to three, separated by line feeds.</param>
public readonly record struct PersonIdentity(string? LastName, string? FirstNames, IncompleteDate BirthDate, Gender Gender);

/// <summary>Compares a given identity with that of the authentic source (contract §4, rule 4). What is not given, and what
/// the source does not know, is no difference. Case, diacritics, punctuation and repeated spaces do not count.</summary>
public static class IdentityComparison
{
    public static RecordErrors Compare(in PersonIdentity given, in PersonIdentity known)
    {
        var differences = RecordErrors.None;
        if (!string.IsNullOrEmpty(given.LastName) && !string.IsNullOrEmpty(known.LastName) && !SameName(given.LastName, known.LastName))
            differences |= RecordErrors.LastNameDiffers;
        if (!string.IsNullOrEmpty(given.FirstNames) && !string.IsNullOrEmpty(known.FirstNames) && !IsFirstName(given.FirstNames, known.FirstNames))
            differences |= RecordErrors.FirstNameDiffers;
        if (!given.BirthDate.Agrees(known.BirthDate))
            differences |= RecordErrors.BirthDateDiffers;
        if (given.Gender != Gender.Unknown && known.Gender != Gender.Unknown && given.Gender != known.Gender)
            differences |= RecordErrors.GenderDiffers;
        return differences;
    }

    /// <summary>Upper case, letters and digits only, one space between words.</summary>
    public static string Normalise(string name)
    {
        var decomposed = Ascii.IsValid(name) ? name : name.Normalize(NormalizationForm.FormD);
        var text = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (Spelled(c) is { } letters)
                text.Append(letters);
            else if (char.IsLetterOrDigit(c))
                text.Append(char.ToUpperInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString().TrimEnd();
    }

    private static bool SameName(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase) || Normalise(one) == Normalise(other);

    /// <summary>One of the first names, all of them, or the initial of the first.</summary>
    private static bool IsFirstName(string given, string known)
    {
        if (string.Equals(given, known, StringComparison.OrdinalIgnoreCase))
            return true;
        var name = Normalise(given);
        var names = known.Split('\n').Select(Normalise).ToList();
        return names.Contains(name) || name == string.Join(' ', names) || (name.Length == 1 && names[0].StartsWith(name[0]));
    }

    /// <summary>Letters that do not decompose into a base letter and a mark.</summary>
    private static string? Spelled(char c) => c switch
    {
        'ß' or 'ẞ' => "SS",
        'æ' or 'Æ' => "AE",
        'œ' or 'Œ' => "OE",
        'ø' or 'Ø' => "O",
        'ł' or 'Ł' => "L",
        'đ' or 'Đ' or 'ð' or 'Ð' => "D",
        'þ' or 'Þ' => "TH",
        'ı' => "I",
        _ => null,
    };
}
