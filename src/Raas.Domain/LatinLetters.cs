namespace Raas.Domain;

/// <summary>A letter without its marks, in upper case: é and É are E, ł is L, ß is SS. Our own table:
/// <c>string.Normalize</c> leaves ł and ß as they are, allocates, and does nothing at all where the runtime has no ICU.</summary>
internal static class LatinLetters
{
    /// <summary>No letter becomes more than this many.</summary>
    public const int MostPerLetter = 2;

    private const char TwoLettersOrNone = '?';

    // One place per code point; generated from the names and decompositions of the Unicode character database.
    private const string FromC0 =
        "AAAAAA?CEEEEIIIIDNOOOOO OUUUUY??AAAAAA?CEEEEIIIIDNOOOOO OUUUUY?Y" // U+00C0
        + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIII??JJKKKLLLLLLL" // U+0100
        + "LLLNNNNNNNNNOOOOOO??RRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS" // U+0140
        + "BBBB???CC?DDD?EE?FFG???IKKL??NNOOO??PP?????TTTTUU?VYYZZ?????????" // U+0180
        + "?????????????AAIIOOUUUUUUUUUUEAAAA??GGGGKKOOOO??J???GG??NNAA??OO" // U+01C0
        + "AAAAEEEEIIIIOOOORRRRUUUUSSTT??HHND??ZZAAEEOOOOOOOOYYLNTJ??ACCLTS" // U+0200
        + "Z??B??EEJJ?QRRYY"; // U+0240

    private const string From1E00 =
        "AABBBBBBCCDDDDDDDDDDEEEEEEEEEEFFGGHHHHHHHHHHIIIIKKKKKKLLLLLLLLMM" // U+1E00
        + "MMMMNNNNNNNNOOOOOOOOPPPPRRRRRRRRSSSSSSSSSSTTTTTTTTUUUUUUUUUUVVVV" // U+1E40
        + "WWWWWWWWWWXXXXYYZZZZZZHTWYASSS??AAAAAAAAAAAAAAAAAAAAAAAAEEEEEEEE" // U+1E80
        + "EEEEEEEEIIIIOOOOOOOOOOOOOOOOOOOOOOOOUUUUUUUUUUUUUUYYYYYYYY????YY"; // U+1EC0

    /// <summary>The first letter of what <paramref name="c"/> becomes, and the second one or '\0'. A space for what separates names,
    /// '\0' for what is only a mark upon another letter.</summary>
    public static char Plain(char c, out char second)
    {
        second = '\0';
        if (char.IsAscii(c))
            return char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' ';
        var plain = c switch
        {
            >= '\u00C0' and <= '\u024F' => FromC0[c - '\u00C0'],
            >= '\u1E00' and <= '\u1EFF' => From1E00[c - '\u1E00'],
            _ => TwoLettersOrNone,
        };
        if (plain != TwoLettersOrNone)
            return plain;
        var two = TwoLetters(c);
        if (two is null)
            return Other(c);
        second = two[1];
        return two[0];
    }

    private static string? TwoLetters(char c) => c switch
    {
        'Æ' or 'æ' or 'Ǣ' or 'ǣ' or 'Ǽ' or 'ǽ' => "AE",
        'Œ' or 'œ' => "OE",
        'ß' or 'ẞ' => "SS",
        'Þ' or 'þ' => "TH",
        'Ĳ' or 'ĳ' => "IJ",
        'Ǆ' or 'ǅ' or 'ǆ' or 'Ǳ' or 'ǲ' or 'ǳ' => "DZ",
        'Ǉ' or 'ǈ' or 'ǉ' => "LJ",
        'Ǌ' or 'ǋ' or 'ǌ' => "NJ",
        'Ỻ' or 'ỻ' => "LL",
        _ => null,
    };

    private static char Other(char c) => c switch
    {
        '\u0259' => 'E', // the small schwa; its capital is in the table
        '\u00AA' => 'A', // Mª
        '\u00BA' => 'O',
        '\u00AD' or (>= '\u0300' and <= '\u036F') => '\0', // soft hyphen; combining marks
        >= '\u02B0' and <= '\u02FF' => ' ', // letters that serve as apostrophes
        _ when char.IsLetterOrDigit(c) || char.IsSurrogate(c) => char.ToUpperInvariant(c),
        _ when char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format => '\0',
        _ => ' ',
    };
}
