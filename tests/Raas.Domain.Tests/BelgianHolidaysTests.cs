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

    /// <summary>The reckoning of Clavius as D. Knuth gives it (The Art of Computer Programming 1, 1.3.2, exercise 14): golden number,
    /// epact, full moon, and the Sunday after it.</summary>
    [Fact]
    public void Easter_is_the_Sunday_after_the_full_moon_of_the_church_in_every_year()
    {
        for (var year = 1583; year <= 4099; year++)
        {
            var (golden, century) = ((year % 19) + 1, (year / 100) + 1);
            var (leapYearsLeftOut, moonCorrection) = ((3 * century / 4) - 12, (((8 * century) + 5) / 25) - 5);
            var sunday = (5 * year / 4) - leapYearsLeftOut - 10;
            var epact = ((11 * golden) + 20 + moonCorrection - leapYearsLeftOut) % 30;
            if ((epact == 25 && golden > 11) || epact == 24)
                epact++;
            var fullMoon = epact > 23 ? 74 - epact : 44 - epact;
            var easter = fullMoon + 7 - ((sunday + fullMoon) % 7);
            Assert.Equal(new DateOnly(year, 3, 1).AddDays(easter - 1), BelgianHolidays.Easter(year));
        }
    }

    [Fact]
    public void The_holidays_of_2026_are_ten()
    {
        var days = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays).Where(BelgianHolidays.IsHoliday)
            .Select(d => d.ToString("MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(["01-01", "04-06", "05-01", "05-14", "05-25", "07-21", "08-15", "11-01", "11-11", "12-25"], days);
    }

    [Theory]
    [InlineData("2026-11-23", true)]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", false)]
    [InlineData("2026-05-14", false)]
    public void Working_days_are_neither_weekend_nor_holiday(string day, bool works) =>
        Assert.Equal(works, BelgianHolidays.IsWorkingDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
}
