namespace Raas.Domain.Tests;

/// <summary>What is heard of a family name, seen through its keys: the sounds of its consonants, and every choice of three of the first
/// four of them (of two, where there are three). Dutch, French and German as Belgians read them.</summary>
public sealed class NameSoundsTests
{
    private static string Keys(string name) => string.Join(' ', Phonetics.Keys(name));

    /// <summary>Voiced and voiceless, labial and labial: one class. A first I, Y or J before a vowel, and a soft G: one class.</summary>
    [Theory]
    [InlineData("PL", "Bal", "Pal", "Ball", "Byl", "Bijl", "Bahl", "Boul", "Bol", "Bul", "Bel")]
    [InlineData("TL", "Dal", "Tal", "Thal", "Dhal", "Toul")]
    [InlineData("FL", "Fal", "Val", "Wal", "Phal", "Oual", "Ouel")]
    [InlineData("KL", "Kal", "Qal", "Cal", "Gal", "Gol", "Gul", "Ghal", "Cul", "Col")]
    [InlineData("SL", "Sal", "Zal", "Schal", "Cel", "Cil", "Cyl", "Czal")]
    [InlineData("JL", "Jal", "Yal", "Djal", "Gel", "Gil", "Gyl", "Ghel", "Ghil", "Ghyl")]
    [InlineData("NL", "Mal", "Nal", "Gnal")]
    [InlineData("RL", "Ral", "Rhal")]
    [InlineData("AL", "Ahl", "Ehl", "Ihl", "Ohl", "Uhl", "Hal", "Hol", "Ayl", "Yls", "Ols")]
    [InlineData("LL", "Lal", "Lil")]
    [InlineData("P", "Bas", "Baz", "Bax", "Bass", "Bou", "Bo")]
    [InlineData("PK", "Bakx", "Back", "Bak", "Bag", "Baq", "Bac", "Backs")]
    [InlineData("PN", "Bam", "Ban")]
    [InlineData("S", "S", "Z", "Sas")]
    [InlineData("A", "As", "Os", "Eus")]
    [InlineData("KR", "Cra", "Kra", "Gra", "Chras", "Gre")]
    [InlineData("P2", "B2")]
    public void Names_that_sound_alike_have_the_same_keys(string key, params string[] names) =>
        Assert.All(names, name => Assert.Contains(key, Phonetics.Keys(name)));

    [Theory]
    [InlineData("Bal", "PL")]
    [InlineData("Dhal", "TL")]
    [InlineData("Chal", "KL SL")] // heard in two ways
    [InlineData("Bach", "P PK")]
    [InlineData("Mignol", "NL NN NNL")]
    [InlineData("Ninol", "NL NN NNL")]
    [InlineData("Magn", "KN NK NKN NN")] // nothing follows: both are heard
    [InlineData("Bogel", "KL PK PKL PL")] // hard inside a name
    [InlineData("Boghel", "KL PK PKL PL")]
    [InlineData("Xal", "KL KS KSL SL")]
    [InlineData("Baxal", "KSL PKL PKS PSL")]
    [InlineData("Bijal", "PL")] // a J inside is a vowel
    [InlineData("Boyal", "PL")]
    [InlineData("Boual", "FL PF PFL PL")]
    [InlineData("Ylal", "AL ALL LL")]
    [InlineData("Bartoka", "PRK PRT PTK RTK")]
    [InlineData("Bartokal", "PRK PRT PTK RTK")] // the fifth sound is in no key
    [InlineData("Lloyd", "LT")] // two neighbours of one class, also at the beginning
    [InlineData("Sal", "SL")]
    [InlineData("Schal", "SL")]
    [InlineData("Schmit", "NT SN SNT ST")]
    [InlineData("Smit", "NT SN SNT ST")]
    [InlineData("Zwart", "FRT SFR SFT SRT")]
    [InlineData("Czal", "SL")]
    [InlineData("De Vries", "FR TF TFR TR")]
    [InlineData("Ligne", "LN")]
    [InlineData("Magne", "NN")]
    [InlineData("Gel", "JL")] // soft at the beginning
    [InlineData("Ghel", "JL")]
    [InlineData("Ghi", "J")]
    [InlineData("Gh", "K")]
    [InlineData("Laroui", "LF LR LRF RF")]
    [InlineData("Bax", "P")] // a last X behind a vowel
    [InlineData("Bex", "P")]
    [InlineData("Bix", "P")]
    [InlineData("Box", "P")]
    [InlineData("Bux", "P")]
    [InlineData("Byx", "P")]
    [InlineData("Ax", "A")]
    [InlineData("X", "K")]
    [InlineData("Baxter", "KST PKS PKT PST")]
    [InlineData("H", "H")] // nothing is heard: then it is what is written
    [InlineData("HHHHHHHHHHHH", "HHHHHHHHHHHH")]
    [InlineData("HHHHHHHHHHHHHHH", "HHHHHHHHHHHH")]
    public void Keys_are_the_sounds_of_the_consonants(string name, string keys) => Assert.Equal(keys, Keys(name));

    [Theory]
    [InlineData("Van den Broek", "FNN FNT FTN NTN PK PR PRK RK")]
    [InlineData("Vandenbroek", "FNN FNT FTN NTN PK PR PRK RK")]
    [InlineData("Vos", "F")]
    [InlineData("De Vos", "F TF")] // short: it may be no particle
    [InlineData("Devos", "F TF")]
    [InlineData("De Broek", "PK PR PRK RK TPK TPR TRK")] // D B R K
    [InlineData("Van den Broeke", "PK PR PRK RK")]
    [InlineData("De Broeke", "PK PR PRK RK")]
    [InlineData("Denis", "N TN")]
    [InlineData("Vaneck", "AK FK FN FNK NK")]
    [InlineData("Van Eck", "AK FK FN FNK NK")]
    [InlineData("Derks", "RK TK TR TRK")] // no name is left without a vowel
    [InlineData("Dhondt", "AN ANT AT NT TN TNT TT")]
    [InlineData("D'Hondt", "AN ANT AT NT TN TNT TT")]
    [InlineData("Dhaen", "AN TN")]
    [InlineData("Dries", "TR")] // its D is its own
    [InlineData("Thaler", "LR TL TLR TR")]
    [InlineData("De", "T")] // a particle alone is a name
    [InlineData("Van der", "FNR FNT FTR NTR TR")]
    public void Particles_are_left_out_unless_little_is_left(string name, string keys) =>
        Assert.Equal(keys, Keys(name));

    [Theory]
    [InlineData("Li Chang", "L", false)] // two letters are no name of their own
    [InlineData("Kim Chang", "KN", true)]
    [InlineData("Kim Peeters", "KN", true)] // three are one
    [InlineData("Dupont-Martin", "NRT", true)]
    [InlineData("Dupont-Martin", "PNT", true)]
    public void Each_half_of_a_double_name_has_keys(string name, string key, bool has) =>
        Assert.Equal(has, Phonetics.Keys(name).Contains(key));

    [Fact]
    public void What_is_no_name_has_no_key() => Assert.Empty(Phonetics.Keys("-"));

    [Fact]
    public void The_name_of_many_parts_has_sixteen_keys_in_order()
    {
        var keys = Phonetics.Keys("Bartok Delvaux Mertens Goossens Lambrecht");
        Assert.Equal(16, keys.Count);
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }

    /// <summary>Any other letter is one of 26 signs of ASCII, whatever the store thinks of its script.</summary>
    [Fact]
    public void Letters_of_other_scripts_are_of_26_classes()
    {
        var keys = Enumerable.Range(0x5000, 26).Select(c => Keys(((char)c).ToString())).ToList();
        Assert.Equal(Enumerable.Range('a', 26).Select(c => ((char)c).ToString()), keys.Order(StringComparer.Ordinal));
        Assert.Equal(keys[0], Keys(((char)(0x5000 + 26)).ToString()));
        Assert.Contains(Keys("张") + "KN", Phonetics.Keys("张Kim"));
    }

    /// <summary>Beyond U+FFFF as well: U+10041 is no A because its last four digits are those of one.</summary>
    [Theory]
    [InlineData(0x10000)]
    [InlineData(0x10041)]
    [InlineData(0x10020)]
    [InlineData(0x103FF)]
    [InlineData(0x20BB7)]
    public void A_letter_stored_in_two_chars_is_one_sign(int letter)
    {
        var key = Keys(char.ConvertFromUtf32(letter));
        Assert.True(key.Length == 1 && char.IsAsciiLetterLower(key[0]), key);
        Assert.Contains("PL", Phonetics.Keys("Bal" + char.ConvertFromUtf32(letter)));
    }

    /// <summary>Neither is it one of the letters below U+FFFF.</summary>
    [Fact]
    public void A_letter_stored_in_two_chars_is_no_other_letter()
    {
        var letter = char.ConvertFromUtf32(0x20BB7);
        var others = Enumerable.Range('A', 0xD800 - 'A').Where(c => char.IsLetter((char)c)).Select(c => ((char)c).ToString());
        Assert.DoesNotContain(others, other => Phonetics.Score(other, letter) >= Phonetics.MatchFrom);
    }
}
