using System.Globalization;
using System.Text;

namespace Raas.Domain;

/// <summary>Characters without what does not count in a name, in upper case: é and É are E, ł is L, ß is SS, ό is Ο. Our own tables:
/// <c>string.Normalize</c> leaves ł and ß as they are, allocates, and does nothing at all where the runtime has no ICU.</summary>
/// <remarks>Each table and line says why its characters are the same. What is the same is the same everywhere: whoever compares names, or
/// looks for one, does it on these.</remarks>
internal static class PlainLetters
{
    /// <summary>No character becomes more than this many chars.</summary>
    public const int MostPerLetter = 3;

    private const char SeeBelow = '?';

    // Diacritics do not count. One place per code point; generated from the names and decompositions of the Unicode character database.
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

    // Greek, and Greek with the breathings and accents of the older spelling, which nobody writes in capitals; ς and σ are one letter.
    private const string From0370 =
        "ͰͰͲͲʹ?ͶͶ???ϽϾϿ?Ϳ??????Α?ΕΗΙ?Ο?ΥΩΙΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ?ΣΤΥΦΧΨΩΙΥΑΕΗΙ" // U+0370
        + "ΥΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΣΤΥΦΧΨΩΙΥΟΥΩϏΒΘΥΥΥΦΠϏϘϘϚϚϜϜϞϞϠϠϢϢϤϤϦϦϨϨϪϪϬϬϮϮ" // U+03B0
        + "ΚΡΣͿΘΕ?ϷϷΣϺϺϼϽϾϿ"; // U+03F0

    private const string From1F00 =
        "ΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΕΕΕΕΕΕ??ΕΕΕΕΕΕ??ΗΗΗΗΗΗΗΗΗΗΗΗΗΗΗΗΙΙΙΙΙΙΙΙΙΙΙΙΙΙΙΙ" // U+1F00
        + "ΟΟΟΟΟΟ??ΟΟΟΟΟΟ??ΥΥΥΥΥΥΥΥ?Υ?Υ?Υ?ΥΩΩΩΩΩΩΩΩΩΩΩΩΩΩΩΩΑΑΕΕΗΗΙΙΟΟΥΥΩΩ??" // U+1F40
        + "ΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΑΗΗΗΗΗΗΗΗΗΗΗΗΗΗΗΗΩΩΩΩΩΩΩΩΩΩΩΩΩΩΩΩΑΑΑΑΑ?ΑΑΑΑΑΑΑ?Ι?" // U+1F80
        + "??ΗΗΗ?ΗΗΕΕΗΗΗ???ΙΙΙΙ??ΙΙΙΙΙΙ????ΥΥΥΥΡΡΥΥΥΥΥΥΡ?????ΩΩΩ?ΩΩΟΟΩΩΩ???"; // U+1FC0

    // Cyrillic. Ё is Е and Й is И as in travel documents (ICAO Doc 9303-3, section 6 B, writes both pairs alike).
    private const string From0400 =
        "ЕЕЂГЄЅІІЈЉЊЋКИУЏАБВГДЕЖЗИИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯАБВГДЕЖЗИИКЛМНОП" // U+0400
        + "РСТУФХЦЧШЩЪЫЬЭЮЯЕЕЂГЄЅІІЈЉЊЋКИУЏѠѠѢѢѤѤѦѦѨѨѪѪѬѬѮѮѰѰѲѲѴѴѴѴѸѸѺѺѼѼѾѾ" // U+0440
        + "ҀҀ????????ҊҊҌҌҎҎҐҐҒҒҔҔҖҖҘҘҚҚҜҜҞҞҠҠҢҢҤҤҦҦҨҨҪҪҬҬҮҮҰҰҲҲҴҴҶҶҸҸҺҺҼҼҾҾ" // U+0480
        + "ӀЖЖӃӃӅӅӇӇӉӉӋӋӍӍӀААААӔӔЕЕӘӘӘӘЖЖЗЗӠӠИИИИООӨӨӨӨЭЭУУУУУУЧЧӶӶЫЫӺӺӼӼӾӾ" // U+04C0
        + "ԀԀԂԂԄԄԆԆԈԈԊԊԌԌԎԎԐԐԒԒԔԔԖԖԘԘԚԚԜԜԞԞԠԠԢԢԤԤԦԦԨԨԪԪԬԬԮԮ"; // U+0500

    // Letter with mark, letter: Arabic with hamza or madda, Indic with nukta, Hebrew with points. The Unicode character database takes each
    // apart into a letter and a mark that does not count (below), so both ways of storing it have to be one.
    private const string Marked =
        "\u0622\u0627\u0623\u0627\u0624\u0648\u0625\u0627\u0626\u064A\u06C0\u06D5\u06C2\u06C1\u06D3\u06D2\u0929\u0928"
        + "\u0931\u0930\u0934\u0933\u0958\u0915\u0959\u0916\u095A\u0917\u095B\u091C\u095C\u0921\u095D\u0922\u095E\u092B"
        + "\u095F\u092F\u09DC\u09A1\u09DD\u09A2\u09DF\u09AF\u0A33\u0A32\u0A36\u0A38\u0A59\u0A16\u0A5A\u0A17\u0A5B\u0A1C"
        + "\u0A5E\u0A2B\u0B5C\u0B21\u0B5D\u0B22\uFB1D\u05D9\uFB1F\u05F2\uFB2A\u05E9\uFB2B\u05E9\uFB2C\u05E9\uFB2D\u05E9"
        + "\uFB2E\u05D0\uFB2F\u05D0\uFB30\u05D0\uFB31\u05D1\uFB32\u05D2\uFB33\u05D3\uFB34\u05D4\uFB35\u05D5\uFB36\u05D6"
        + "\uFB38\u05D8\uFB39\u05D9\uFB3A\u05DA\uFB3B\u05DB\uFB3C\u05DC\uFB3E\u05DE\uFB40\u05E0\uFB41\u05E1\uFB43\u05E3"
        + "\uFB44\u05E4\uFB46\u05E6\uFB47\u05E7\uFB48\u05E8\uFB49\u05E9\uFB4A\u05EA\uFB4B\u05D5\uFB4C\u05D1\uFB4D\u05DB"
        + "\uFB4E\u05E4";

    /// <summary>Writes what a character becomes: nothing for what is only a mark upon another, a space for what separates names, else one
    /// to three chars.</summary>
    /// <returns>How many were written.</returns>
    public static int Write(Rune letter, Span<char> plain)
    {
        var c = letter.Value;
        if (letter.IsAscii)
        {
            plain[0] = char.IsAsciiLetterOrDigit((char)c) ? char.ToUpperInvariant((char)c) : ' ';
            return 1;
        }
        plain[0] = c switch
        {
            >= 0x00C0 and <= 0x024F => FromC0[c - 0x00C0],
            >= 0x0370 and <= 0x03FF => From0370[c - 0x0370],
            >= 0x0400 and <= 0x052F => From0400[c - 0x0400],
            >= 0x1E00 and <= 0x1EFF => From1E00[c - 0x1E00],
            >= 0x1F00 and <= 0x1FFF => From1F00[c - 0x1F00],
            _ => SeeBelow,
        };
        if (plain[0] != SeeBelow)
            return 1;
        if (Several(c) is not { } several)
            return WriteOther(letter, plain);
        several.CopyTo(plain);
        return several.Length;
    }

    /// <summary>How a travel document spells a letter when that is not the letter without its mark: both are the name. Null for all
    /// others.</summary>
    /// <param name="mark">The mark that stands behind the letter as a character of its own, or 0.</param>
    /// <remarks>ICAO Doc 9303-3 (8th edition), section 6 A, the recommended spelling of Latin letters in the machine readable zone. What it
    /// gives for the others is what the tables above give: Æ is AE, Œ is OE, ß is SS, Þ is TH, Ĳ is IJ, Ð is D.</remarks>
    public static string? Spelling(int letter, int mark) => (letter, mark) switch
    {
        ('Ä' or 'ä' or 'Ǟ' or 'ǟ', _) or ('A' or 'a', Diaeresis) => "AE", // Jäger, Jaeger
        ('Ö' or 'ö' or 'Ȫ' or 'ȫ', _) or ('O' or 'o', Diaeresis) => "OE", // Schröder, Schroeder
        ('Ü' or 'ü' or (>= 'Ǖ' and <= 'ǜ'), _) or ('U' or 'u', Diaeresis) => "UE", // Müller, Mueller
        ('Å' or 'å' or 'Ǻ' or 'ǻ' or AngstromSign, _) or ('A' or 'a', RingAbove) => "AA", // Ågard, Aagard
        ('Ø' or 'ø' or 'Ǿ' or 'ǿ', _) => "OE", // Søren, Soeren
        // Not of ICAO, which has D: how Serbian and Croatian spell it on keyboards and in older passports that lack the letter.
        ('Đ' or 'đ', _) => "DJ", // Đurić, Djuric
        _ => null,
    };

    private const int Diaeresis = 0x0308;
    private const int RingAbove = 0x030A;
    private const int AngstromSign = 0x212B;

    private static string? Several(int c) => c switch
    {
        // Letters of two: the same document, and the character database for the ligatures of Croatian and of Welsh.
        'Æ' or 'æ' or 'Ǣ' or 'ǣ' or 'Ǽ' or 'ǽ' => "AE",
        'Œ' or 'œ' => "OE",
        'ß' or 'ẞ' => "SS",
        'Þ' or 'þ' => "TH",
        'Ĳ' or 'ĳ' => "IJ",
        'Ǆ' or 'ǅ' or 'ǆ' or 'Ǳ' or 'ǲ' or 'ǳ' => "DZ",
        'Ǉ' or 'ǈ' or 'ǉ' => "LJ",
        'Ǌ' or 'ǋ' or 'ǌ' => "NJ",
        'Ỻ' or 'ỻ' => "LL",
        // Ligatures of typesetting (U+FB00 to U+FB06), which word processors put into names: compatibility characters of what they join.
        0xFB00 => "FF",
        0xFB01 => "FI",
        0xFB02 => "FL",
        0xFB03 => "FFI",
        0xFB04 => "FFL",
        0xFB05 or 0xFB06 => "ST",
        _ => null,
    };

    private static int WriteOther(Rune letter, Span<char> plain)
    {
        var c = letter.Value;
        switch (c)
        {
            // Full-width forms of East Asian keyboards, and the letters of mathematics: compatibility characters of the plain ones.
            case >= 0xFF01 and <= 0xFF5E:
                return Write(new Rune(c - 0xFF01 + '!'), plain);
            case >= 0x1D400 and <= 0x1D6A3:
                plain[0] = (char)('A' + ((c - 0x1D400) % 26));
                return 1;
            case 0x0259: // the small schwa; its capital is in the table
                plain[0] = 'E';
                return 1;
            case 0x212A: // the sign of the kelvin
                plain[0] = 'K';
                return 1;
            case 0x00AA or AngstromSign: // Mª
                plain[0] = 'A';
                return 1;
            case 0x00BA:
                plain[0] = 'O';
                return 1;
            case 0x0640: // the bar by which Arabic stretches a word
                return 0;
            case >= 0x02B0 and <= 0x02FF: // letters that serve as apostrophes
                plain[0] = ' ';
                return 1;
        }
        if (IsMark(c))
            return 0;
        for (var i = 0; c is >= 0x0600 and <= 0xFFFF && i < Marked.Length; i += 2)
        {
            if (Marked[i] == c)
                return Write(new Rune(Marked[i + 1]), plain);
        }
        switch (Rune.GetUnicodeCategory(letter))
        {
            case UnicodeCategory.Format: // the soft hyphen, signs of the direction of writing
                return 0;
            // Vowel signs of Indic and other scripts are no diacritics: without them other names remain. A picture, and what we do not
            // know, is what somebody is registered under.
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol when c > 0xFF:
            case UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
            case var _ when Rune.IsLetterOrDigit(letter) || Rune.IsNumber(letter):
                return Rune.ToUpperInvariant(letter).EncodeToUtf16(plain);
            default:
                plain[0] = ' ';
                return 1;
        }
    }

    /// <summary>Marks upon a letter that may as well be left out: diacritics, the points of Hebrew and the vowels of Arabic, the nukta of
    /// Indic scripts, and what only chooses the look of the character before it.</summary>
    private static bool IsMark(int c) => c is (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489)
        or (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7
        or (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670 or (>= 0x06D6 and <= 0x06DC)
        or (>= 0x06DF and <= 0x06E4) or 0x06E7 or 0x06E8 or (>= 0x06EA and <= 0x06ED) or 0x093C or 0x09BC or 0x0A3C or 0x0ABC or 0x0B3C
        or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F)
        or (>= 0xE0100 and <= 0xE01EF);
}
