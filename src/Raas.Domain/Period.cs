namespace Raas.Domain;

/// <summary>First and last day, both inside: someone away «Monday to Friday» is away on Friday. Without a last day it is
/// still open. Never ends before it begins.</summary>
public readonly record struct Period
{
    /// <summary>The day number of an open end: 9999-12-31. A file that gives that date as an end means the same.</summary>
    public static readonly int OpenEnd = DateOnly.MaxValue.DayNumber;

    private Period(int beginDay, int endDay) => (BeginDay, EndDay) = (beginDay, endDay);

    /// <summary><see cref="DateOnly.DayNumber"/> of the first day.</summary>
    public int BeginDay { get; }

    /// <summary><see cref="DateOnly.DayNumber"/> of the last day, <see cref="OpenEnd"/> when open.</summary>
    public int EndDay { get; }

    public DateOnly Begin => DateOnly.FromDayNumber(BeginDay);

    public DateOnly? End => IsOpen ? null : DateOnly.FromDayNumber(EndDay);

    public bool IsOpen => EndDay == OpenEnd;

    /// <exception cref="ArgumentException">The end lies before the begin.</exception>
    public static Period From(DateOnly begin, DateOnly? end) => FromDays(begin.DayNumber, end?.DayNumber ?? OpenEnd);

    /// <exception cref="ArgumentException">The end lies before the begin.</exception>
    public static Period FromDays(int beginDay, int endDay) =>
        TryCreate(beginDay, endDay, out var period) ? period : throw new ArgumentException("A period cannot end before it begins.", nameof(endDay));

    public static bool TryCreate(int beginDay, int endDay, out Period period)
    {
        var valid = beginDay >= 0 && beginDay <= endDay && endDay <= OpenEnd;
        period = valid ? new Period(beginDay, endDay) : default;
        return valid;
    }

    public bool Contains(int day) => BeginDay <= day && day <= EndDay;

    public bool Contains(Period other) => BeginDay <= other.BeginDay && other.EndDay <= EndDay;

    /// <summary>They share at least one day.</summary>
    public bool Overlaps(Period other) => BeginDay <= other.EndDay && other.BeginDay <= EndDay;

    /// <summary>One begins on the day after the other ends. Nothing comes after an open end.</summary>
    public bool Touches(Period other) => EndDay + 1 == other.BeginDay || other.EndDay + 1 == BeginDay;

    /// <summary>From the earlier begin to the later end; only for periods that overlap or touch.</summary>
    public Period Union(Period other) => new(Math.Min(BeginDay, other.BeginDay), Math.Max(EndDay, other.EndDay));

    public override string ToString() => $"{Begin:yyyy-MM-dd}..{End:yyyy-MM-dd}";
}
