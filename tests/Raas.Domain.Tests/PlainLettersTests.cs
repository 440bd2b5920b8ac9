using System.Globalization;
using System.Text;

namespace Raas.Domain.Tests;

/// <summary>Characters one by one, against the Unicode character database (its blocks and categories) and ICAO Doc 9303-3,
/// section 6.</summary>
public sealed class PlainLettersTests
{
    /// <summary>Blocks that hold nothing but marks, and the marks of Cyrillic, Hebrew and Arabic; the nuktas (combining class 7) of five
    /// Indic scripts.</summary>
    private static bool IsMark(int c)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(c);
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        return c switch
        {
            >= 0x0300 and <= 0x036F => true, // Combining Diacritical Marks
            >= 0x0400 and <= 0x052F => isMark, // Cyrillic
            >= 0x0590 and <= 0x05FF => isMark, // Hebrew
            >= 0x0600 and <= 0x06FF => isMark, // Arabic
            0x093C or 0x09BC or 0x0A3C or 0x0ABC or 0x0B3C => true,
            >= 0x1AB0 and <= 0x1AFF => true, // Combining Diacritical Marks Extended
            >= 0x1DC0 and <= 0x1DFF => true, // Combining Diacritical Marks Supplement
            >= 0x20D0 and <= 0x20FF => true, // Combining Diacritical Marks for Symbols
            >= 0xFE00 and <= 0xFE0F => true, // Variation Selectors
            >= 0xFE20 and <= 0xFE2F => true, // Combining Half Marks
            >= 0xE0100 and <= 0xE01EF => true, // Variation Selectors Supplement
            _ => false,
        };
    }

    private static string Plain(int c) => IdentityComparison.Normalise("X" + char.ConvertFromUtf32(c) + "Y");

    /// <summary>Marks, signs of the direction of writing, and the bar that stretches an Arabic word are as if they were not there. Nothing
    /// else is.</summary>
    [Fact]
    public void Only_marks_and_signs_of_format_leave_nothing_behind()
    {
        for (var c = 0; c <= 0x10FFFF; c = c == 0xD7FF ? 0xE000 : c + 1)
        {
            var isNothing = IsMark(c) || c == 0x0640 || (c >= 0x80 && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
            if (isNothing != (Plain(c) == "XY"))
                Assert.Fail($"U+{c:X4} becomes {Plain(c)}.");
        }
    }

    /// <summary>Of a name that is written in any script a letter or digit remains.</summary>
    [Fact]
    public void Letters_digits_pictures_and_what_is_not_known_remain_and_all_else_separates()
    {
        for (var c = 0x80; c <= 0x10FFFF; c = c == 0xD7FF ? 0xE000 : c + 1)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            var isLetter = Rune.IsLetterOrDigit(new Rune(c)) || Rune.IsNumber(new Rune(c));
            var separates = c switch
            {
                >= 0x02B0 and <= 0x02FF => true, // Spacing Modifier Letters serve as apostrophes
                0x00AA or 0x00BA or 0x0640 => false,
                >= 0x80 and <= 0xFF => !isLetter && c != 0xAD,
                _ => !isLetter && !IsMark(c) && category is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherSymbol or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned),
            };
            if (c is < 0xFF01 or > 0xFF5E && separates != (Plain(c) == "X Y"))
                Assert.Fail($"U+{c:X4}, {category}, becomes {Plain(c)}.");
        }
    }

    [Theory]
    [InlineData("ÆæǢǣǼǽ", "AE")]
    [InlineData("Œœ", "OE")]
    [InlineData("ßẞ", "SS")]
    [InlineData("Þþ", "TH")]
    [InlineData("Ĳĳ", "IJ")]
    [InlineData("ǄǅǆǱǲǳ", "DZ")]
    [InlineData("Ǉǈǉ", "LJ")]
    [InlineData("Ǌǋǌ", "NJ")]
    [InlineData("Ỻỻ", "LL")]
    [InlineData("ﬀ", "FF")]
    [InlineData("ﬁ", "FI")]
    [InlineData("ﬂ", "FL")]
    [InlineData("ﬃ", "FFI")]
    [InlineData("ﬄ", "FFL")]
    [InlineData("ﬅﬆ", "ST")]
    [InlineData("Kk", "K")]
    [InlineData("ÅÅåªaÁ", "A")]
    [InlineData("\u212A", "K")] // the sign of the kelvin
    [InlineData("\u212B", "A")] // that of the ångström
    [InlineData("ºÓ", "O")]
    [InlineData("Ɏɏ", "Y")] // ends of the tables
    [InlineData("Ѐѐ", "Е")]
    [InlineData("Ԯԯ", "Ԯ")]
    [InlineData("Ḁḁ", "A")]
    [InlineData("Ỿỿ", "Y")]
    [InlineData("Ἀἀ", "Α")]
    [InlineData("əƏ", "E")]
    [InlineData("Ａａ𝐀𝐚𝐴𝑨𝙰𝚊", "A")]
    [InlineData("Ｚｚ𝐙𝐳𝑍𝑧𝚉𝚣", "Z")]
    [InlineData("０", "0")]
    [InlineData("𝚤", "𝚤")] // the first letter of mathematics that is no plain one
    public void What_is_one_letter_to_the_reader_is_the_same_to_us(string letters, string plain) =>
        Assert.All(letters.EnumerateRunes(), letter => Assert.Equal($"X{plain}Y", Plain(letter.Value)));

    [Theory]
    [InlineData('！', ' ')]
    [InlineData('～', ' ')]
    [InlineData('．', ' ')]
    [InlineData('ｰ', 'ｰ')] // half-width Katakana are letters of their own
    public void Full_width_signs_are_what_their_plain_ones_are(char sign, char plain) => Assert.Equal($"X{plain}Y", Plain(sign));

    /// <summary>Letter and mark in one character, or in two: the same.</summary>
    [Theory]
    [InlineData("ÄäǞǟ", "AE")]
    [InlineData("ÖöȪȫ", "OE")]
    [InlineData("ÜüǕǖǗǘǙǚǛǜ", "UE")]
    [InlineData("ÅåǺǻÅ", "AA")]
    [InlineData("\u212B", "AA")]
    [InlineData("ØøǾǿ", "OE")]
    [InlineData("Đđ", "DJ")]
    public void Each_letter_that_travel_documents_spell_with_two_may_be_spelt_so(string letters, string spelling) =>
        Assert.All(letters, letter => Assert.Equal(RecordErrors.None, Compare($"X{letter}Y", $"X{spelling}Y")));

    [Theory]
    [InlineData("A\u0308", "AE")]
    [InlineData("a\u0308", "AE")]
    [InlineData("O\u0308", "OE")]
    [InlineData("o\u0308", "OE")]
    [InlineData("U\u0308", "UE")]
    [InlineData("u\u0308", "UE")]
    [InlineData("A\u030A", "AA")]
    [InlineData("a\u030A", "AA")]
    public void A_mark_of_its_own_makes_the_same_spelling(string letter, string spelling) =>
        Assert.Equal(RecordErrors.None, Compare($"X{letter}Y", $"X{spelling}Y"));

    [Theory]
    [InlineData("Ǔ", "UE")]
    [InlineData("ǔ", "UE")]
    [InlineData("Ǘ", "UU")]
    [InlineData("ǝ", "UE")]
    [InlineData("Ë", "EE")]
    [InlineData("E\u0308", "EE")]
    [InlineData("O\u030A", "OO")]
    [InlineData("U\u030A", "UE")]
    [InlineData("B\u0308", "BE")]
    [InlineData("B\u030A", "BA")]
    [InlineData("A\u0301", "AE")]
    [InlineData("Á", "AA")]
    [InlineData("D", "DJ")]
    public void Other_letters_have_one_spelling(string letter, string spelling) =>
        Assert.Equal(RecordErrors.LastNameDiffers, Compare($"X{letter}Y", $"X{spelling}Y"));

    private static RecordErrors Compare(string given, string known) =>
        IdentityComparison.Compare(new PersonIdentity(given, null, default, default), new PersonIdentity(known, null, default, default));
}
