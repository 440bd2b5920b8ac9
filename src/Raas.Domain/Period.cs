namespace Raas.Domain;

/// <summary>A first and a last day, both inside: someone away «Monday to Friday» is away on Friday. Without an end it is still running,
/// which is kept as 9999-12-31. Once built it is right: it never ends before it begins.</summary>
/// <remarks>Days are <see cref="DateOnly.DayNumber"/>s, so that millions of periods are compared as whole numbers.</remarks>
public readonly record struct Period : IComparable<Period>
{
    /// <summary>The last day of a period that is still running: 9999-12-31.</summary>
    public const int OpenEnd = 3_652_058;

    private Period(int beginDay, int endDay)
    {
        BeginDay = beginDay;
        EndDay = endDay;
    }

    public int BeginDay { get; }

    public int EndDay { get; }

    public DateOnly Begin => DateOnly.FromDayNumber(BeginDay);

    /// <summary>The last day, or null while the period is still running.</summary>
    public DateOnly? End => IsOpen ? null : DateOnly.FromDayNumber(EndDay);

    public bool IsOpen => EndDay == OpenEnd;

    /// <summary>False when it would end before it begins, or lies outside the calendar.</summary>
    public static bool TryCreate(int beginDay, int endDay, out Period period)
    {
        var right = beginDay >= 0 && beginDay <= endDay && endDay <= OpenEnd;
        period = right ? new Period(beginDay, endDay) : default;
        return right;
    }

    /// <summary>For what is known to be right, such as a row of the register.</summary>
    public static Period FromDays(int beginDay, int endDay) =>
        TryCreate(beginDay, endDay, out var period)
            ? period
            : throw new ArgumentException("A period does not end before it begins, and lies inside the calendar.", nameof(endDay));

    /// <summary>A period between two dates, both included; without a last one it is open.</summary>
    public static Period From(DateOnly begin, DateOnly? end) => FromDays(begin.DayNumber, end?.DayNumber ?? OpenEnd);

    /// <summary>Whether the day, a day number, lies in it; its first and last day do.</summary>
    public bool Contains(int day) => BeginDay <= day && day <= EndDay;

    /// <summary>Whether every day of the other one lies in it.</summary>
    public bool Contains(Period other) => BeginDay <= other.BeginDay && other.EndDay <= EndDay;

    /// <summary>Whether every day of it lies in one of others.</summary>
    /// <param name="pieces">In order of begin.</param>
    public bool IsCoveredBy(IEnumerable<Period> pieces)
    {
        var uncovered = BeginDay;
        foreach (var piece in pieces)
        {
            if (piece.BeginDay > uncovered)
                break;
            uncovered = Math.Max(uncovered, piece.EndDay + 1);
        }
        return uncovered > EndDay;
    }

    /// <summary>They share at least one day.</summary>
    public bool Overlaps(Period other) => BeginDay <= other.EndDay && other.BeginDay <= EndDay;

    /// <summary>One begins on the day after the other ends: nothing between them, nothing shared. After an open end there is no
    /// day.</summary>
    public bool Touches(Period other) => EndDay + 1 == other.BeginDay || other.EndDay + 1 == BeginDay;

    /// <summary>The days that both have; null when there are none.</summary>
    public Period? Intersect(Period other) =>
        TryCreate(Math.Max(BeginDay, other.BeginDay), Math.Min(EndDay, other.EndDay), out var shared) ? shared : null;

    /// <summary>From the earliest begin to the latest end. Only for periods that overlap or touch: a gap would be filled with days
    /// that nobody asked for.</summary>
    public Period Union(Period other) =>
        Overlaps(other) || Touches(other)
            ? new Period(Math.Min(BeginDay, other.BeginDay), Math.Max(EndDay, other.EndDay))
            : throw new ArgumentException("There is a gap between the two periods.", nameof(other));

    public int CompareTo(Period other)
    {
        var byBegin = BeginDay.CompareTo(other.BeginDay);
        return byBegin != 0 ? byBegin : EndDay.CompareTo(other.EndDay);
    }

    public override string ToString() =>
        IsOpen ? $"{Begin:yyyy-MM-dd}.." : $"{Begin:yyyy-MM-dd}..{DateOnly.FromDayNumber(EndDay):yyyy-MM-dd}";
}
