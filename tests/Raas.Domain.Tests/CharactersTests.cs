using CsCheck;

namespace Raas.Domain.Tests;

public sealed class CharactersTests
{
    private static readonly string[] Pieces = ["a", "é", "😀"];

    private static readonly Gen<string[]> Texts = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 20];

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc", 2, "ab")]
    [InlineData("a😀", 3, "a😀")]
    [InlineData("a😀", 2, "a")]
    [InlineData("😀😀", 3, "😀")]
    [InlineData("😀", 1, "")]
    public void Cut_leaves_no_half(string text, int most, string cut) => Assert.Equal(cut, Characters.Cut(text, most));

    [Fact]
    public void What_is_cut_is_a_beginning_as_long_as_may_be() => Gen.Select(Texts, Gen.Int[1, 20]).Sample((parts, most) =>
    {
        var text = string.Concat(parts);
        var cut = Characters.Cut(text, most);
        Assert.StartsWith(cut, text, StringComparison.Ordinal);
        Assert.InRange(cut.Length, Math.Min(text.Length, most - 1), most);
        Assert.DoesNotContain('\uFFFD', cut.EnumerateRunes().Select(r => (char)r.Value));
        Assert.InRange(Characters.CutWithSign(text, most).Length, Math.Min(text.Length, most - 1), most);
    });

    [Theory]
    [InlineData("abc", 4, "abc")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("a😀bc", 3, "a…")]
    public void The_sign_stands_only_where_something_was_cut(string text, int most, string cut) =>
        Assert.Equal(cut, Characters.CutWithSign(text, most));

    [Fact]
    public void No_text_cannot_be_cut() => Assert.Throws<ArgumentNullException>(() => Characters.Cut(null!, 1));

    [Fact]
    public void Count_counts_characters() => Assert.Equal(3, Characters.Count("é😀x"));
}
