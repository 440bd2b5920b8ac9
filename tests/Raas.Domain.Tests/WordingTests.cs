namespace Raas.Domain.Tests;

public sealed class WordingTests
{
    private static readonly Wording Words = new("un", "een", "eins", "one");

    [Theory]
    [InlineData("fr", "un")]
    [InlineData("nl", "een")]
    [InlineData("de", "eins")]
    [InlineData("en", "one")]
    [InlineData("it", "one")]
    [InlineData(null, "one")]
    public void Who_reads_none_of_the_other_three_reads_English(string? language, string text) => Assert.Equal(text, Words.In(language));

    [Theory]
    [InlineData(null, "FR un NL een DE eins EN one")]
    [InlineData("fr", "FR un NL een DE eins EN one")]
    [InlineData("de", "DE eins FR un NL een EN one")]
    [InlineData("EN", "EN one FR un NL een DE eins")]
    public void The_language_of_the_reader_comes_first(string? first, string all) =>
        Assert.Equal(all, string.Join(' ', Words.InOrder(first).Select(one => $"{one.Language} {one.Text}")));

    [Fact]
    public void Two_sentences_stand_behind_one_another_in_each_language()
    {
        var both = Words.Then(new Wording("deux", "twee", "zwei", "two"));
        Assert.Equal(["un deux", "een twee", "eins zwei", "one two"], [both.Fr, both.Nl, both.De, both.En]);
    }

    /// <summary>French typography: no line begins with one of these signs.</summary>
    [Theory]
    [InlineData("Attention !", "Attention\u00A0!")]
    [InlineData("Attention!", "Attention\u00A0!")]
    [InlineData("a : b ; c ?", "a\u00A0: b\u00A0; c\u00A0?")]
    [InlineData("a\u00A0: b", "a\u00A0: b")]
    [InlineData("à 12:30, urn:be:raas", "à 12:30, urn:be:raas")]
    [InlineData("a, b.", "a, b.")]
    public void A_tall_sign_has_a_space_that_does_not_break_in_French_alone(string text, string french)
    {
        var words = new Wording(text, text, text, text);
        Assert.Equal([french, text, text, text], [words.Fr, words.Nl, words.De, words.En]);
    }
}
