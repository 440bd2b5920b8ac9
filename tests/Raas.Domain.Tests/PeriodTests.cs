using CsCheck;

namespace Raas.Domain.Tests;

public sealed class PeriodTests
{
    [Theory]
    [InlineData(10, 20, 20, 30, true)] // one shared day
    [InlineData(10, 20, 21, 30, false)]
    [InlineData(10, 20, 5, 10, true)]
    [InlineData(10, 20, 5, 9, false)]
    [InlineData(10, 20, 12, 13, true)]
    [InlineData(10, 20, 1, 90, true)]
    [InlineData(10, Period.OpenEnd, 5000, Period.OpenEnd, true)]
    public void Overlaps_is_true_when_they_share_one_day(int begin, int end, int otherBegin, int otherEnd, bool overlaps)
    {
        var one = Period.FromDays(begin, end);
        var other = Period.FromDays(otherBegin, otherEnd);
        Assert.Equal(overlaps, one.Overlaps(other));
        Assert.Equal(overlaps, other.Overlaps(one));
        Assert.Equal(overlaps, one.Intersect(other) is not null);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(15, true)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Contains_is_true_on_both_its_ends(int day, bool inside) => Assert.Equal(inside, Period.FromDays(10, 20).Contains(day));

    /// <summary>Day by day.</summary>
    [Fact]
    public void It_is_covered_when_each_day_is_in_some_piece()
    {
        var period = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 5], (begin, days) => Period.FromDays(begin, begin + days));
        Gen.Select(period, period.Array[0, 6]).Sample((whole, pieces) =>
        {
            var isCovered = Enumerable.Range(whole.BeginDay, whole.EndDay - whole.BeginDay + 1)
                .All(day => pieces.Any(piece => piece.Contains(day)));
            Assert.Equal(isCovered, whole.IsCoveredBy(pieces.Order()));
        });
        Assert.True(Period.FromDays(10, Period.OpenEnd).IsCoveredBy([Period.FromDays(10, 20), Period.FromDays(21, Period.OpenEnd)]));
    }

    [Theory]
    [InlineData(21, 30, true)]
    [InlineData(20, 30, false)]
    [InlineData(22, 30, false)]
    [InlineData(1, 9, true)]
    [InlineData(1, 10, false)]
    public void Touches_is_true_on_the_next_day_only(int begin, int end, bool touches)
    {
        Assert.Equal(touches, Period.FromDays(10, 20).Touches(Period.FromDays(begin, end)));
        Assert.Equal(touches, Period.FromDays(begin, end).Touches(Period.FromDays(10, 20)));
    }

    [Fact]
    public void Touches_is_false_after_an_open_end()
    {
        var open = Period.FromDays(10, Period.OpenEnd);
        Assert.False(open.Touches(Period.FromDays(0, 3)));
        Assert.True(open.Touches(Period.FromDays(0, 9)));
        Assert.False(open.Touches(open));
    }

    [Fact]
    public void Open_end_is_the_last_day_of_the_calendar()
    {
        Assert.Equal(Period.OpenEnd, DateOnly.MaxValue.DayNumber);
        var begin = new DateOnly(2024, 2, 29);
        Assert.Equal(Period.From(begin, null), Period.From(begin, new DateOnly(9999, 12, 31)));
        Assert.True(Period.From(begin, null).IsOpen);
        Assert.Null(Period.From(begin, null).End);
        Assert.Equal("2024-02-29..", Period.From(begin, null).ToString());
        Assert.Equal("2024-02-29..2024-03-01", Period.From(begin, new DateOnly(2024, 3, 1)).ToString());
    }

    [Theory]
    [InlineData(11, 10)]
    [InlineData(-1, 10)]
    [InlineData(0, Period.OpenEnd + 1)]
    public void Try_create_is_false_when_it_is_no_period(int begin, int end)
    {
        Assert.False(Period.TryCreate(begin, end, out var period));
        Assert.Equal(default, period);
        Assert.Throws<ArgumentException>(() => Period.FromDays(begin, end));
    }

    [Fact]
    public void The_last_day_is_a_day_unless_it_is_still_running()
    {
        var period = Period.From(new DateOnly(2024, 2, 28), new DateOnly(2024, 2, 29));
        Assert.Equal(new DateOnly(2024, 2, 28), period.Begin);
        Assert.Equal(new DateOnly(2024, 2, 29), period.End);
        Assert.False(period.IsOpen);
    }

    [Fact]
    public void Periods_stand_in_order_of_begin_then_of_end()
    {
        Period[] periods =
        [
            Period.FromDays(5, 9), Period.FromDays(1, 30), Period.FromDays(5, 7), Period.FromDays(1, Period.OpenEnd),
            Period.FromDays(0, 50),
        ];
        Assert.Equal([periods[4], periods[1], periods[3], periods[2], periods[0]], periods.Order());
        Assert.Equal(0, periods[0].CompareTo(Period.FromDays(5, 9)));
    }

    [Fact]
    public void Union_throws_when_there_is_a_gap() =>
        Assert.Throws<ArgumentException>(() => Period.FromDays(1, 3).Union(Period.FromDays(5, 9)));

    [Fact]
    public void Every_relation_is_that_of_the_days() =>
        Gen.Select(Days.Period, Days.Period).Sample(
            (one, other) =>
            {
                var a = Days.Of(one);
                var b = Days.Of(other);
                Assert.Equal(a.Overlaps(b), one.Overlaps(other));
                Assert.Equal(a.IsSupersetOf(b), one.Contains(other));
                Assert.Equal(!a.Overlaps(b) && (a.Contains(b.Min - 1) || b.Contains(a.Min - 1)), one.Touches(other));
                Assert.Equal(a.Intersect(b).Order(), one.Intersect(other) is { } shared ? Days.Of(shared) : []);
                if (one.Overlaps(other) || one.Touches(other))
                    Assert.Equal(a.Union(b).Order(), Days.Of(one.Union(other)));
            },
            iter: 5_000);
}
