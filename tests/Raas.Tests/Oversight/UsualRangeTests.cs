using Raas.Oversight;

namespace Raas.Tests.Oversight;

/// <summary>What is usual, and what is not.</summary>
public sealed class UsualRangeTests
{
    [Fact]
    public void Of_a_few_values_nothing_is_said()
    {
        Assert.Null(UsualRange.Of([1, 2, 3, 4]));
        Assert.NotNull(UsualRange.Of([1, 2, 3, 4, 5]));
    }

    [Theory]
    [InlineData(19, 0)]
    [InlineData(11, 0)]
    [InlineData(4.9, -1)]
    [InlineData(20.1, 1)]
    public void Where_all_are_alike_half_and_twice_are_still_usual(double value, int expected) =>
        Assert.Equal(expected, UsualRange.Of(Enumerable.Repeat(10.0, 30))!.Compare(value));

    [Theory]
    [InlineData(147, 0)]
    [InlineData(149, 1)]
    [InlineData(-1, -1)]
    public void What_varies_much_may_vary_much(double value, int expected) =>
        Assert.Equal(expected, UsualRange.Of(Enumerable.Range(1, 99).Select(n => (double)n))!.Compare(value));

    [Fact]
    public void Nothing_is_usual_where_there_was_always_nothing()
    {
        var usual = UsualRange.Of(new double[30])!;
        Assert.Equal(0, usual.Compare(0));
        Assert.Equal(1, usual.Compare(1));
    }
}
