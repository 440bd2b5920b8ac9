namespace Raas.Domain;

/// <summary>Working days in Belgium: Monday to Friday without the ten legal holidays (Royal Decree of 18 April 1974, article 1).</summary>
public static class BelgianHolidays
{
    /// <summary>Neither a Saturday, a Sunday nor a legal holiday.</summary>
    public static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(day);

    /// <summary>One of the ten legal holidays.</summary>
    public static bool IsHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (7, 21) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
            return true;
        // Easter Monday, Ascension Day, Whit Monday.
        return (day.DayNumber - Easter(day.Year).DayNumber) is 1 or 39 or 50;
    }

    /// <summary>Easter Sunday of the Gregorian calendar: the anonymous algorithm of 1876 (Nature, volume 13).</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var g = (b - (b + 8) / 25 + 1) / 3;
        var h = (19 * a + b - b / 4 - g + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
