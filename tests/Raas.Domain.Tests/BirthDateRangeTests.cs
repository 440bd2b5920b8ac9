namespace Raas.Domain.Tests;

public sealed class BirthDateRangeTests
{
    [Theory]
    [InlineData("1970-03-15", 0, "1970-03-15", true)]
    [InlineData("1970-03-15", 0, "1970-03-16", false)]
    [InlineData("1970-03-15", 1, "1970-03-16", true)]
    [InlineData("1970-03-01", 1, "1970-02-28", true)]
    [InlineData("1970-03-15", 0, "1970-03-00", true)]
    [InlineData("1970-03-15", 0, "1970-04-00", false)]
    [InlineData("1970-03-31", 1, "1970-04-00", true)]
    [InlineData("1970-03-15", 0, "1970-00-00", true)]
    [InlineData("1970-03-15", 0, "1971-00-00", false)]
    [InlineData("1970-03-15", 0, "0000-00-00", true)]
    [InlineData("1970-03-00", 0, "1970-03-31", true)]
    [InlineData("1970-03-00", 0, "1970-04-01", false)]
    [InlineData("1970-03-00", 1, "1970-04-30", true)]
    [InlineData("1970-03-00", 1, "1970-02-01", true)]
    [InlineData("1970-03-00", 1, "1970-01-31", false)]
    [InlineData("1970-01-00", 1, "1969-12-01", true)]
    [InlineData("1970-00-00", 0, "1970-12-31", true)]
    [InlineData("1970-00-00", 0, "1971-01-01", false)]
    [InlineData("1970-00-00", 2, "1968-01-01", true)]
    [InlineData("1970-00-00", 2, "1972-12-31", true)]
    [InlineData("1970-00-00", 2, "1973-01-01", false)]
    [InlineData("1970-00-00", 2, "1967-12-31", false)]
    [InlineData("1972-02-29", 0, "1972-02-29", true)]
    [InlineData("1970-05-10", 0, "1970-03-00", false)]
    [InlineData("1970-04-01", 0, "1970-03-00", false)]
    [InlineData("1970-04-10", 0, "1970-03-00", false)]
    [InlineData("1970-03-31", 0, "1970-03-00", true)]
    [InlineData("1970-03-15", 9, "1970-02-30", false)] // a day that never was
    [InlineData("0001-02-00", 1, "0001-01-00", true)]
    [InlineData("0001-02-00", 2, "0001-01-00", true)] // the calendar begins here
    [InlineData("0002-03-00", 12, "0001-03-00", true)]
    [InlineData("0002-03-00", 12, "0001-02-00", false)]
    public void Contains_who_may_have_been_born_then(string date, int tolerance, string known, bool contained)
    {
        var range = new BirthDateRange(IncompleteDate.Read(date), tolerance);
        Assert.Equal(contained, range.Contains(IncompleteDate.Read(known)));
        var packed = IncompleteDate.Read(known).Packed;
        if (contained && packed != 0)
            Assert.InRange(packed, range.Packed.From, range.Packed.Until);
    }

    /// <summary>From the beginning of the year, so that dates whose month or day is not known are among them.</summary>
    [Theory]
    [InlineData("1970-03-15", 0, 19_700_000, 19_700_315)]
    [InlineData("1970-01-01", 1, 19_690_000, 19_700_102)]
    [InlineData("1970-03-00", 1, 19_700_000, 19_700_430)]
    [InlineData("1970-00-00", 2, 19_680_000, 19_721_231)]
    public void Packed_dates_reach_from_the_beginning_of_a_year_to_the_last_day(string date, int tolerance, int from, int until) =>
        Assert.Equal((from, until), new BirthDateRange(IncompleteDate.Read(date), tolerance).Packed);

    [Theory]
    [InlineData("0001-01-01", 99)]
    [InlineData("0001-00-00", 99)]
    [InlineData("0001-01-00", 99)]
    [InlineData("2999-12-31", 99)]
    [InlineData("2999-00-00", 99)]
    public void The_ends_of_the_calendar_do_not_break(string date, int tolerance)
    {
        var range = new BirthDateRange(IncompleteDate.Read(date), tolerance);
        Assert.True(range.Contains(IncompleteDate.Read(date)));
        Assert.True(range.Packed.From <= range.Packed.Until);
    }
}
