using System.Globalization;

namespace Raas.Domain.Tests;

public sealed class BelgianHolidaysTests
{
    /// <summary>As calendars print them; the earliest and the latest that there can be among them.</summary>
    [Theory]
    [InlineData("1818-03-22")]
    [InlineData("1943-04-25")]
    [InlineData("2000-04-23")]
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2026-04-05")]
    [InlineData("2027-03-28")]
    [InlineData("2038-04-25")]
    public void Easter_is_when_it_is(string day)
    {
        var easter = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        Assert.Equal(easter, BelgianHolidays.Easter(easter.Year));
    }

    [Fact]
    public void The_holidays_of_2026_are_ten()
    {
        var days = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays).Where(BelgianHolidays.IsHoliday).Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(["01-01", "04-06", "05-01", "05-14", "05-25", "07-21", "08-15", "11-01", "11-11", "12-25"], days);
    }

    [Theory]
    [InlineData("2026-11-23", true)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-05-14", false)]
    public void Working_days_are_neither_weekend_nor_holiday(string day, bool works) =>
        Assert.Equal(works, BelgianHolidays.IsWorkingDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
}
