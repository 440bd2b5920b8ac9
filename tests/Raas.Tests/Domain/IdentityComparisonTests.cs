using CsCheck;
using Raas.Domain;

namespace Raas.Tests.Domain;

public sealed class IdentityComparisonTests
{
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
    [InlineData("J.", "J")]
    [InlineData("--- ' .", "")]
    [InlineData("", "")]
    public void Normalise_Keeps_WhatCounts(string name, string plain) => Assert.Equal(plain, IdentityComparison.Normalise(name));

    [Fact]
    public void Normalise_MakesEveryLatinLetterPlain()
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
    public void Normalise_IsDone_AfterOnce() =>
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
    [InlineData("Vandenbossche Lefevre", false)]
    [InlineData("Van den Bossche", false)]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("-", true)]
    public void LastName_IsTheWholeName(string? given, bool agrees) =>
        Assert.Equal(agrees ? RecordErrors.None : RecordErrors.LastNameDiffers, Compare(new PersonIdentity(given, null, default, Gender.Unknown)));

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
    [InlineData("J.-P.", false)]
    [InlineData("Je", false)]
    [InlineData("Élodie Marie", false)]
    [InlineData("Joris", false)]
    [InlineData(null, true)]
    public void FirstName_IsOneOfThem_OrAllOfThem_OrTheInitialOfTheFirst(string? given, bool agrees) =>
        Assert.Equal(agrees ? RecordErrors.None : RecordErrors.FirstNameDiffers, Compare(new PersonIdentity(null, given, default, Gender.Unknown)));

    [Theory]
    [InlineData("1956-03-08", true)]
    [InlineData("1956-03-00", true)]
    [InlineData("1956-00-00", true)]
    [InlineData("0000-00-00", true)]
    [InlineData("1956-03-09", false)]
    [InlineData("1956-02-30", false)] // a day that never was
    public void BirthDate_ComparesWhatBothKnow(string given, bool agrees) =>
        Assert.Equal(
            agrees ? RecordErrors.None : RecordErrors.BirthDateDiffers,
            Compare(new PersonIdentity(null, null, IncompleteDate.Read(given), Gender.Unknown)));

    [Theory]
    [InlineData(Gender.Female, true)]
    [InlineData(Gender.Unknown, true)]
    [InlineData(Gender.Male, false)]
    public void Gender_ComparesWhenBothKnowIt(Gender given, bool agrees) =>
        Assert.Equal(agrees ? RecordErrors.None : RecordErrors.GenderDiffers, Compare(new PersonIdentity(null, null, default, given)));

    [Fact]
    public void WhatTheSourceDoesNotKnow_IsNoDifference()
    {
        var given = new PersonIdentity("Peeters", "An", IncompleteDate.OfYear(1970), Gender.Male);
        Assert.Equal(RecordErrors.None, IdentityComparison.Compare(given, default));
        Assert.Equal(RecordErrors.None, IdentityComparison.Compare(given, new PersonIdentity("-", "\n", default, Gender.Unknown)));
        Assert.Equal(RecordErrors.IdentityDiffers, Compare(given));
    }

    [Fact]
    public void LongNames_AreComparedInFull()
    {
        var name = string.Concat(Enumerable.Repeat("Ærøskøbing ", 60));
        Assert.Equal(RecordErrors.None, WithLastName(name, name.ToUpperInvariant()));
        Assert.Equal(RecordErrors.LastNameDiffers, WithLastName(name, name + "x"));
    }

    [Fact]
    public void Compare_AllocatesNothing()
    {
        var given = new PersonIdentity("VAN DEN BOSSCHE LEFEVRE", "marie", IncompleteDate.OfYear(1956), Gender.Female);
        Assert.Equal(0, Allocation.Of(() => Compare(given)));
    }

    private static RecordErrors Compare(PersonIdentity given) => IdentityComparison.Compare(given, Known);

    private static RecordErrors WithLastName(string given, string known) =>
        IdentityComparison.Compare(new PersonIdentity(given, null, default, default), new PersonIdentity(known, null, default, default));
}
