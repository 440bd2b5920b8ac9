using CsCheck;

namespace Raas.Domain.Tests;

public sealed class IncompleteDateTests
{
    [Theory]
    [InlineData("1956-03-08", 19_560_308)]
    [InlineData("1956-03-00", 19_560_300)]
    [InlineData("1956-00-00", 19_560_000)]
    [InlineData("2000-02-29", 20_000_229)]
    [InlineData("0000-00-00", 0)]
    [InlineData("0000-05-12", 0)]
    [InlineData("0000-02-29", 0)] // it may have been a leap year
    public void Try_parse_keeps_what_is_known(string text, int packed)
    {
        Assert.True(IncompleteDate.TryParse(text, out var date));
        Assert.Equal(packed, date.Packed);
        Assert.Equal(date, IncompleteDate.FromPacked(packed));
        Assert.Equal(packed != 0, date.IsKnown);
        if (date.IsKnown)
            Assert.Equal(text, date.ToString());
    }

    [Theory]
    [InlineData("1956-00-08")] // a day without its month
    [InlineData("1956-13-01")]
    [InlineData("1956-02-30")]
    [InlineData("1900-02-29")]
    [InlineData("1956-04-31")]
    [InlineData("3000-01-01")]
    [InlineData("1956-3-8")]
    [InlineData("195x-03-08")]
    [InlineData("1956-1x-08")]
    [InlineData("1956-03-1x")]
    [InlineData("1956/03/08")]
    [InlineData("1956-03-08Z")]
    [InlineData("")]
    public void Try_parse_refuses_what_is_no_date(string text)
    {
        Assert.False(IncompleteDate.TryParse(text, out var date));
        Assert.Equal(default, date);
        Assert.Equal(IncompleteDate.Impossible, IncompleteDate.Read(text));
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(1956, -1, 0)]
    [InlineData(1956, 3, -1)]
    [InlineData(3000, 0, 0)]
    public void A_part_outside_the_calendar_makes_no_date(int year, int month, int day)
    {
        Assert.False(IncompleteDate.TryFrom(year, month, day, out var date));
        Assert.Equal(default, date);
        if (month == 0)
            Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteDate.OfYear(year));
    }

    [Theory]
    [InlineData("1956-03-08", "1956-03-08", true)]
    [InlineData("1956-03-08", "1956-03-00", true)]
    [InlineData("1956-03-08", "1956-00-00", true)]
    [InlineData("1956-03-08", "0000-00-00", true)]
    [InlineData("1956-03-00", "1956-00-00", true)]
    [InlineData("1956-03-08", "1956-03-09", false)]
    [InlineData("1956-03-08", "1956-04-00", false)]
    [InlineData("1956-03-00", "1956-04-00", false)]
    [InlineData("1956-03-08", "1957-00-00", false)]
    [InlineData("1956-00-00", "1957-03-08", false)]
    public void Agrees_compares_what_both_know(string one, string other, bool agree)
    {
        var a = IncompleteDate.Read(one);
        var b = IncompleteDate.Read(other);
        Assert.Equal(agree, a.Agrees(b));
        Assert.Equal(agree, b.Agrees(a));
    }

    [Fact]
    public void Impossible_agrees_with_nothing()
    {
        Assert.False(IncompleteDate.Impossible.Agrees(default));
        Assert.False(IncompleteDate.Impossible.Agrees(IncompleteDate.Impossible));
        Assert.False(IncompleteDate.OfYear(1956).Agrees(IncompleteDate.Impossible));
        Assert.Equal(IncompleteDate.Impossible, IncompleteDate.FromPacked(-1));
        Assert.Equal("impossible", IncompleteDate.Impossible.ToString());
        Assert.Equal((0, 0, 0), (IncompleteDate.Impossible.Year, IncompleteDate.Impossible.Month, IncompleteDate.Impossible.Day));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(19_560_008)]
    [InlineData(19_560_230)]
    [InlineData(308)]
    [InlineData(int.MaxValue)]
    public void From_packed_throws_when_the_store_is_damaged(int packed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IncompleteDate.FromPacked(packed));

    [Fact]
    public void To_string_is_read_back_for_every_day() =>
        Gen.Int[1, DateOnly.FromDateTime(new DateTime(2999, 12, 31)).DayNumber].Sample(
            number =>
            {
                var day = DateOnly.FromDayNumber(number);
                var date = IncompleteDate.From(day);
                Assert.Equal(day.ToString("yyyy-MM-dd"), date.ToString());
                Assert.True(IncompleteDate.TryParse(date.ToString(), out var again));
                Assert.Equal(date, again);
                Assert.True(date.IsComplete);
            },
            iter: 2_000);
}
