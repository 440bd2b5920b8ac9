namespace Raas.Domain;

/// <summary>The days on which somebody may have been born: a birth date, possibly incomplete, and how far it may be wrong.</summary>
public readonly record struct BirthDateRange
{
    private const int MonthsOfAYear = 12;

    private readonly int first;
    private readonly int last;

    /// <param name="date">At least its year is known.</param>
    /// <param name="tolerance">Before and after: days for a complete date, months where the day is not known, years where the month is not
    /// known either.</param>
    public BirthDateRange(IncompleteDate date, int tolerance)
    {
        var (from, until) = DaysOf(date);
        (first, last) = date switch
        {
            { IsComplete: true } => (Math.Max(0, from.DayNumber - tolerance), until.DayNumber + tolerance),
            { Month: not 0 } => (Earlier(from, tolerance).DayNumber, from.AddMonths(tolerance + 1).DayNumber - 1),
            _ => (Earlier(from, tolerance * MonthsOfAYear).DayNumber, until.AddYears(tolerance).DayNumber),
        };
    }

    /// <summary>The packed dates between which everything lies that may agree, except a date of which nothing is known.</summary>
    public (int From, int Until) Packed
    {
        get
        {
            var (from, until) = (DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last));
            return (from.Year * 10_000, (until.Year * 10_000) + (until.Month * 100) + until.Day);
        }
    }

    /// <summary>Whether somebody with this birth date, as far as it is known, may have been born in the range.</summary>
    public bool Contains(IncompleteDate known)
    {
        if (!known.IsKnown)
            return true;
        if (known == IncompleteDate.Impossible)
            return false;
        var (from, until) = DaysOf(known);
        return from.DayNumber <= last && until.DayNumber >= first;
    }

    /// <summary>The calendar begins with the year 1.</summary>
    private static DateOnly Earlier(DateOnly day, int months) =>
        ((day.Year - 1) * MonthsOfAYear) + day.Month - 1 < months ? DateOnly.MinValue : day.AddMonths(-months);

    private static (DateOnly From, DateOnly Until) DaysOf(IncompleteDate date)
    {
        var from = new DateOnly(date.Year, Math.Max(date.Month, 1), Math.Max(date.Day, 1));
        return (from, date switch
        {
            { IsComplete: true } => from,
            { Month: not 0 } => from.AddMonths(1).AddDays(-1),
            _ => new DateOnly(date.Year, 12, 31),
        });
    }
}
