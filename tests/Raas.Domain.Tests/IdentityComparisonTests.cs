using CsCheck;

namespace Raas.Domain.Tests;

public sealed class IdentityComparisonTests
{
    private static readonly string[] Pieces = ["ü", "ø", "å", "e", "u", "o", "a", "x"];

    private static readonly Gen<string[]> Letters = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[1, 6];

    private static readonly PersonIdentity Known =
        new("Van den Bossche-Lefèvre", "Jean-Pierre\nÉlodie\nMarie", IncompleteDate.From(new DateOnly(1956, 3, 8)), Gender.Female);

    [Theory]
    [InlineData("lefèvre", "LEFEVRE")]
    [InlineData("Lefe\u0300vre", "LEFEVRE")] // e and a mark of its own
    [InlineData("  Van   den-Bossche ", "VAN DEN BOSSCHE")]
    [InlineData("D'Hondt", "D HONDT")]
    [InlineData("d’Hondt", "D HONDT")]
    [InlineData("Dʼhondt", "D HONDT")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("GROẞ", "GROSS")]
    [InlineData("Cœur", "COEUR")]
    [InlineData("Ærø", "AERO")]
    [InlineData("Wałęsa", "WALESA")]
    [InlineData("Đorđević", "DORDEVIC")]
    [InlineData("Nguyễn", "NGUYEN")]
    [InlineData("Þór", "THOR")]
    [InlineData("Ĳsbrand ĳ", "IJSBRAND IJ")]
    [InlineData("İlhan Işık", "ILHAN ISIK")]
    [InlineData("Əliyev əli", "ELIYEV ELI")]
    [InlineData("Jan\u00ADsen", "JANSEN")]
    [InlineData("A×B", "A B")]
    [InlineData("Иванов", "ИВАНОВ")]
    [InlineData("Алёна Йорданова", "АЛЕНА ИОРДАНОВА")]
    [InlineData("Παπαδόπουλος", "ΠΑΠΑΔΟΠΟΥΛΟΣ")]
    [InlineData("ᾌδης", "ΑΔΗΣ")]
    [InlineData("ﬁscher ﬄ", "FISCHER FFL")]
    [InlineData("Ｍüller＇ｓ", "MULLER S")]
    [InlineData("𝐌𝑢𝒍ler", "MULLER")]
    [InlineData("𐐨𐐩", "𐐀𐐁")] // Deseret, small and capital
    [InlineData("𠮷田", "𠮷田")]
    [InlineData("😀Dupont", "😀DUPONT")]
    [InlineData("مُحَمَّد آدم", "محمد ادم")]
    [InlineData("מֹשֶׁה", "משה")]
    [InlineData("शर्मा", "शर्मा")] // vowels of Indic scripts are no diacritics
    [InlineData("J.", "J")]
    [InlineData("--- ' .", "")]
    [InlineData("", "")]
    public void Normalise_keeps_what_counts(string name, string plain) => Assert.Equal(plain, IdentityComparison.Normalise(name));

    [Fact]
    public void Half_a_character_is_no_letter_of_its_own() => Assert.Equal("\ufffdX", IdentityComparison.Normalise("\ud842x"));

    [Fact]
    public void Normalise_makes_every_latin_letter_plain()
    {
        for (var c = '\u00C0'; c <= '\u017F'; c++)
            Assert.All(IdentityComparison.Normalise(c.ToString()), letter => Assert.InRange(letter, 'A', 'Z'));
        for (var c = '\u1E00'; c <= '\u1EF9'; c++)
        {
            if (c is not 'ẟ')
                Assert.All(IdentityComparison.Normalise(c.ToString()), letter => Assert.InRange(letter, 'A', 'Z'));
        }
    }

    [Fact]
    public void No_name_is_not_a_name_without_letters() => Assert.Throws<ArgumentNullException>(() => IdentityComparison.Normalise(null!));

    [Theory]
    [InlineData(95)]
    [InlineData(96)]
    [InlineData(97)]
    [InlineData(400)]
    public void Long_names_are_normalised_in_full(int letters) =>
        Assert.Equal(
            string.Concat(Enumerable.Repeat("FFI ", letters)).Trim(),
            IdentityComparison.Normalise(string.Concat(Enumerable.Repeat("ﬃ ", letters))));

    [Fact]
    public void Normalise_is_done_after_once() =>
        Gen.String.Sample(
            name =>
            {
                var once = IdentityComparison.Normalise(name);
                Assert.Equal(once, IdentityComparison.Normalise(once));
                Assert.Equal(once, once.Trim());
                Assert.DoesNotContain("  ", once, StringComparison.Ordinal);
            },
            iter: 5_000);

    [Theory]
    [InlineData("VAN DEN BOSSCHE LEFEVRE", true)]
    [InlineData("van den  bossche - lefèvre", true)]
    [InlineData("Vandenbossche Lefevre", true)] // particles written together
    [InlineData("Vandenbosschelefevre", true)]
    [InlineData("Van den Bossche", false)] // part of a double name
    [InlineData("Lefèvre", false)]
    [InlineData("Lefèvre-Van den Bossche", false)]
    [InlineData("V.", false)] // initials are for first names
    [InlineData("V. d. B. L.", false)]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("-", true)]
    public void Last_name_is_the_whole_name(string? given, bool agrees) =>
        Assert.Equal(agrees
            ? RecordErrors.None : RecordErrors.LastNameDiffers, Compare(new PersonIdentity(given, null, default, Gender.Unknown)));

    [Theory]
    [InlineData("Jean-Pierre", true)]
    [InlineData("JEAN PIERRE", true)]
    [InlineData("elodie", true)]
    [InlineData("Marie", true)]
    [InlineData("Jean-Pierre Elodie Marie", true)]
    [InlineData("Jean-Pierre\nÉlodie\nMarie", true)]
    [InlineData("J.", true)]
    [InlineData("j", true)]
    [InlineData("E.", false)] // an initial, but not of the first one
    [InlineData("Jean", false)] // half of a compound name
    [InlineData("J.-P.", true)] // the initials of both halves
    [InlineData("J P", true)]
    [InlineData("J.-M.", false)]
    [InlineData("P.", false)]
    [InlineData("J.-P.-E.", false)]
    [InlineData("JP", false)]
    [InlineData("Je", false)]
    [InlineData("Élodie Marie", false)]
    [InlineData("Joris", false)]
    [InlineData(null, true)]
    public void First_name_is_one_of_them_or_all_of_them_or_the_initial_of_the_first(string? given, bool agrees) =>
        Assert.Equal(agrees
            ? RecordErrors.None : RecordErrors.FirstNameDiffers, Compare(new PersonIdentity(null, given, default, Gender.Unknown)));

    /// <summary>ICAO Doc 9303-3, section 6 A, and what it stands for in other alphabets; the third row of each is another name.</summary>
    [Theory]
    [InlineData("Müller", "Mueller", true)]
    [InlineData("Mueller", "Müller", true)]
    [InlineData("Muller", "Müller", true)]
    [InlineData("Muller", "Mueller", false)] // neither has the letter
    [InlineData("Mu\u0308ller", "Mueller", true)] // u and a mark of its own
    [InlineData("Mueller", "Mũller", false)]
    [InlineData("Søren", "Soeren", true)]
    [InlineData("Schröder", "Schroder", true)]
    [InlineData("Jäger", "JAEGER", true)]
    [InlineData("Jäger", "Jaager", false)]
    [InlineData("Ågard", "Aagard", true)]
    [InlineData("Å", "Aa", true)]
    [InlineData("Ægir", "Aegir", true)]
    [InlineData("Đurić", "Djuric", true)]
    [InlineData("Đurić", "Dzuric", false)]
    [InlineData("Ünlü-Özgür", "Uenlu Oezgur", true)] // each letter its own way
    [InlineData("Ünlü-Özgür", "Uenlu Oezguer", true)]
    [InlineData("Ünlü-Özgür", "Unlu", false)]
    [InlineData("Groß", "Gross", true)]
    [InlineData("D'Hondt", "Dhondt", true)]
    [InlineData("D'Hondt", "Hondt D", false)]
    [InlineData("O'Connor", "OConnor", true)]
    [InlineData("El-Amrani", "Elamrani", true)]
    [InlineData("Mac Donald", "MacDonald", true)]
    [InlineData("Mac Donald", "McDonald", false)]
    [InlineData("राम", "रमा", false)]
    [InlineData("𠮷田", "𠮶田", false)]
    [InlineData("😀", "Dupont", false)]
    public void A_spelling_is_the_same_name_whichever_side_has_it(string one, string other, bool agrees)
    {
        var expected = agrees ? RecordErrors.None : RecordErrors.LastNameDiffers;
        Assert.Equal(expected, WithLastName(one, other));
        Assert.Equal(expected, WithLastName(other, one));
    }

    [Theory]
    [InlineData("Æ.", "Ægir", true)]
    [InlineData("Þ", "Þór", true)]
    [InlineData("𐐀.", "𐐀𐐁", true)]
    [InlineData("𐐁.", "𐐀𐐁", false)]
    [InlineData("AE", "Ægir", false)]
    [InlineData("A.", "Ægir", true)] // as travel documents spell it
    [InlineData("E.", "Ægir", false)]
    [InlineData("x", "X\nJan", true)]
    [InlineData("J.", "-\nJan", true)] // what has no letter is no first name
    [InlineData("Piet", "-\nJan", false)]
    [InlineData("Soeren", "Jan\nSøren", true)]
    public void An_initial_is_one_letter_of_any_alphabet(string given, string known, bool agrees) => Assert.Equal(
        agrees ? RecordErrors.None : RecordErrors.FirstNameDiffers,
        IdentityComparison.Compare(new PersonIdentity(null, given, default, default), new PersonIdentity(null, known, default, default)));

    /// <summary>All spellings of a name against the first, by trying every one: what the comparison must find without that.</summary>
    [Fact]
    public void Every_choice_of_spellings_agrees_and_no_other() => Gen.Select(Letters, Gen.Int[0, 63])
        .Sample((letters, choice) =>
        {
            string[] Ways(string letter) => letter switch { "ü" => ["u", "ue"], "ø" => ["o", "oe"], "å" => ["a", "aa"], _ => [letter] };
            var all = new HashSet<string>(StringComparer.Ordinal) { "" };
            foreach (var letter in letters)
                all = [.. all.SelectMany(begun => Ways(letter).Select(way => begun + way))];
            var spelt = all.ElementAt(choice % all.Count);
            Assert.Equal(RecordErrors.None, WithLastName(spelt, string.Concat(letters)));
            var longer = spelt + "e";
            var expected = all.Contains(longer) ? RecordErrors.None : RecordErrors.LastNameDiffers;
            Assert.Equal(expected, WithLastName(longer, string.Concat(letters)));
        });

    [Fact]
    public void A_name_made_to_have_very_many_spellings_is_judged_at_once()
    {
        var name = string.Concat(Enumerable.Repeat("üe", 64));
        Assert.Equal(RecordErrors.LastNameDiffers, WithLastName(name, string.Concat(Enumerable.Repeat("ue", 60)) + "x"));
        Assert.Equal(RecordErrors.None, WithLastName(name, string.Concat(Enumerable.Repeat("uee", 64))));
    }

    [Theory]
    [InlineData("1956-03-08", true)]
    [InlineData("1956-03-00", true)]
    [InlineData("1956-00-00", true)]
    [InlineData("0000-00-00", true)]
    [InlineData("1956-03-09", false)]
    [InlineData("1956-02-30", false)] // a day that never was
    public void Birth_date_compares_what_both_know(string given, bool agrees) =>
        Assert.Equal(
            agrees ? RecordErrors.None : RecordErrors.BirthDateDiffers,
            Compare(new PersonIdentity(null, null, IncompleteDate.Read(given), Gender.Unknown)));

    [Theory]
    [InlineData(Gender.Female, true)]
    [InlineData(Gender.Unknown, true)]
    [InlineData(Gender.Male, false)]
    public void Gender_compares_when_both_know_it(Gender given, bool agrees) =>
        Assert.Equal(agrees ? RecordErrors.None : RecordErrors.GenderDiffers, Compare(new PersonIdentity(null, null, default, given)));

    [Fact]
    public void What_the_source_does_not_know_is_no_difference()
    {
        var given = new PersonIdentity("Peeters", "An", IncompleteDate.OfYear(1970), Gender.Male);
        Assert.Equal(RecordErrors.None, IdentityComparison.Compare(given, default));
        Assert.Equal(RecordErrors.None, IdentityComparison.Compare(given, new PersonIdentity("-", "\n", default, Gender.Unknown)));
        Assert.Equal(RecordErrors.IdentityDiffers, Compare(given));
    }

    [Fact]
    public void Long_names_are_compared_in_full()
    {
        var name = string.Concat(Enumerable.Repeat("Ærøskøbing ", 60));
        Assert.Equal(RecordErrors.None, WithLastName(name, name.ToUpperInvariant()));
        Assert.Equal(RecordErrors.LastNameDiffers, WithLastName(name, name + "x"));
    }

    /// <summary>Each of them becomes three letters.</summary>
    [Fact]
    public void There_is_room_for_every_letter_of_a_long_name()
    {
        var name = string.Concat(Enumerable.Repeat("ﬃ", 200));
        Assert.Equal(string.Concat(Enumerable.Repeat("FFI", 200)), IdentityComparison.Normalise(name));
        Assert.Equal(RecordErrors.None, WithLastName(name, string.Concat(Enumerable.Repeat("ffi", 200))));
    }

    [Fact]
    public void Compare_allocates_nothing()
    {
        var given = new PersonIdentity("VAN DEN BOSSCHE LEFEVRE", "marie", IncompleteDate.OfYear(1956), Gender.Female);
        Assert.Equal(0, Allocation.Of(() => Compare(given)));
    }

    private static RecordErrors Compare(PersonIdentity given) => IdentityComparison.Compare(given, Known);

    private static RecordErrors WithLastName(string given, string known) =>
        IdentityComparison.Compare(new PersonIdentity(given, null, default, default), new PersonIdentity(known, null, default, default));
}
