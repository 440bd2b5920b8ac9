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
    [InlineData("1972-02-29", 0, "1972-02-29", true)]
    public void Contains_WhoMayHaveBeenBornThen(string date, int tolerance, string known, bool contained)
    {
        var range = new BirthDateRange(IncompleteDate.Read(date), tolerance);
        Assert.Equal(contained, range.Contains(IncompleteDate.Read(known)));
        var packed = IncompleteDate.Read(known).Packed;
        if (contained && packed != 0)
            Assert.InRange(packed, range.Packed.From, range.Packed.Until);
    }

    [Theory]
    [InlineData("0001-01-01", 99)]
    [InlineData("0001-00-00", 99)]
    [InlineData("0001-01-00", 99)]
    [InlineData("2999-12-31", 99)]
    [InlineData("2999-00-00", 99)]
    public void TheEndsOfTheCalendar_DoNotBreak(string date, int tolerance)
    {
        var range = new BirthDateRange(IncompleteDate.Read(date), tolerance);
        Assert.True(range.Contains(IncompleteDate.Read(date)));
        Assert.True(range.Packed.From <= range.Packed.Until);
    }
}
