using CsCheck;

namespace Raas.Domain.Tests;

public sealed class PhoneticsTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèüöçñłß' -'"], 1,
        40];

    private static readonly Gen<int> Runes = Gen.Int[0, 0x10FFFF].Where(System.Text.Rune.IsValid);

    [Fact]
    public void Keys_are_few_short_and_plain() => Names.Sample(name =>
    {
        var keys = Phonetics.Keys(name);
        Assert.InRange(keys.Count, IdentityComparison.Normalise(name).Length == 0 ? 0 : 1, Phonetics.MaxKeys);
        Assert.All(keys, key => Assert.InRange(key.Length, 1, Phonetics.MaxKeyLength));
        Assert.All(keys, key => Assert.All(key, letter => Assert.True(char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter), key)));
        Assert.Equal(keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), keys);
    });

    [Fact]
    public void Keys_of_any_script_are_few_short_distinct_and_of_ASCII() => Runes.Array[1, 20].Sample(runes =>
    {
        var name = string.Concat(runes.Select(char.ConvertFromUtf32));
        var keys = Phonetics.Keys(name);
        Assert.InRange(keys.Count, IdentityComparison.Normalise(name).Length == 0 ? 0 : 1, Phonetics.MaxKeys);
        Assert.All(keys, key => Assert.InRange(key.Length, 1, Phonetics.MaxKeyLength));
        Assert.All(keys, key => Assert.All(key, letter => Assert.True(char.IsAsciiLetterOrDigit(letter), key)));
        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(IdentityComparison.Normalise(name).Length == 0 ? 0 : 100, Phonetics.Score(name, name));
    });

    [Fact]
    public void Score_is_symmetric_and_full_for_the_same() => Gen.Select(Names, Names).Sample((one, other) =>
    {
        Assert.Equal(Phonetics.Score(one, other), Phonetics.Score(other, one));
        Assert.InRange(Phonetics.Score(one, other), 0, 100);
        if (IdentityComparison.Normalise(one).Length > 0)
            Assert.Equal(100, Phonetics.Score(one, one.ToUpperInvariant()));
    });

    [Theory]
    [InlineData("Vandermeersch", "Van der Meersch")]
    [InlineData("D'Hondt", "Dhondt")]
    [InlineData("De Clercq", "Declerck")]
    [InlineData("Hendrickx", "Hendriks")]
    [InlineData("Nijs", "Nys")]
    [InlineData("Gheeraert", "Geeraert")]
    [InlineData("Müller", "Mueller")]
    [InlineData("Rousseau", "Rousso")]
    [InlineData("François", "Fransois")]
    [InlineData("Ouali", "Wali")]
    [InlineData("Dupont-Martin", "Martin-Dupont")]
    [InlineData("Dupont-Martin", "Dupont")]
    [InlineData("Peeters", "Petters")]
    [InlineData("Peeters", "Peetets")]
    public void Variants_share_a_key_and_match(string stored, string typed)
    {
        Assert.NotEmpty(Phonetics.Keys(stored).Intersect(Phonetics.Keys(typed), StringComparer.Ordinal));
        Assert.InRange(Phonetics.Score(typed, stored), Phonetics.MatchFrom, 100);
    }

    [Theory]
    [InlineData("Peeters", "Dubois")]
    [InlineData("Janssens", "Goossens")]
    [InlineData("Van den Broeck", "Van den Bossche")]
    [InlineData("Maes", "Claes")]
    [InlineData("El Amrani", "El Idrissi")]
    public void Other_names_do_not_match(string one, string other) =>
        Assert.False(Phonetics.Score(one, other) >= Phonetics.MatchFrom && Phonetics.Keys(one)
            .Intersect(Phonetics.Keys(other), StringComparer.Ordinal).Any());

    [Theory]
    [InlineData("张伟")]
    [InlineData("Х")]
    [InlineData("-")]
    [InlineData("")]
    [InlineData("Aa")]
    [InlineData("O")]
    public void Odd_names_do_not_break(string name)
    {
        _ = Phonetics.Keys(name);
        Assert.InRange(Phonetics.Score(name, "Peeters"), 0, 99);
    }

    [Theory]
    [InlineData("Kristof", "Christophe", true)]
    [InlineData("Mohamed", "Mohammed", true)]
    [InlineData("Stephane", "Stéphane", true)]
    [InlineData("Jean", "Jean-Pierre", true)]
    [InlineData("Maria", "Margriet", false)]
    [InlineData("Luc", "Lucie", false)]
    [InlineData("Jan", "Koen", false)]
    [InlineData("𐐁", "𐐁𐐂", true)] // an initial of one character
    [InlineData("𐐀", "𐐁𐐂", false)] // which shares half of it
    public void First_names_are_compared_as_they_sound(string given, string known, bool match) =>
        Assert.Equal(match, Phonetics.ScoreFirstNames([given], known, GivenNameMatching.CompleteFirstGivenName) is not null);

    [Theory]
    [InlineData("Jan", "Jozef\nMaria", GivenNameMatching.FirstLetterFirstGivenName, true)]
    [InlineData("Jan", "Maria\nJozef", GivenNameMatching.FirstLetterFirstGivenName, false)]
    [InlineData("J.", "Jozef", GivenNameMatching.CompleteFirstGivenName, true)]
    [InlineData("Maria", "Jozef\nMaria", GivenNameMatching.CompleteFirstGivenName, false)]
    [InlineData("Maria Jozef", "Jozef\nMaria", GivenNameMatching.AllGivenNames, true)]
    [InlineData("Maria Luc", "Jozef\nMaria", GivenNameMatching.AllGivenNames, false)]
    [InlineData("Luc", "Jozef", GivenNameMatching.Ignore, true)]
    [InlineData("Luc", null, GivenNameMatching.CompleteFirstGivenName, true)]
    public void First_names_are_compared_in_four_ways(string given, string? known, GivenNameMatching mode, bool match) =>
        Assert.Equal(match, Phonetics.ScoreFirstNames(given.Split(' '), known, mode) is not null);
}
