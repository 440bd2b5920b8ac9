namespace Raas.Domain;

/// <summary>A birth date as far as it is known: in full, year and month (1956-03-00), the year alone (1956-00-00) or not at all.
/// Someone whose papers say only «1956» agrees with every day of that year.</summary>
/// <remarks>The year 0000, which the schemas let through, says nothing: it is <c>default</c>. A day without its month does not
/// exist.</remarks>
public readonly record struct IncompleteDate
{
    /// <summary>Somebody wrote a date that no calendar has, such as 31 February. It agrees with nothing.</summary>
    public static readonly IncompleteDate Impossible = new(-1);

    private const int LastYear = 2999;

    private IncompleteDate(int packed) => Packed = packed;

    /// <summary>yyyymmdd, 00 where not known; 0 when nothing is known; -1 for <see cref="Impossible"/>. This is what is stored.</summary>
    public int Packed { get; }

    public int Year => Math.Max(Packed, 0) / 10_000;

    public int Month => Math.Max(Packed, 0) / 100 % 100;

    public int Day => Math.Max(Packed, 0) % 100;

    public bool IsKnown => Packed != 0;

    public bool IsComplete => Day != 0;

    /// <summary>A date of which all is known.</summary>
    public static IncompleteDate From(DateOnly date) => new((date.Year * 10_000) + (date.Month * 100) + date.Day);

    /// <summary>A date of which only the year is known.</summary>
    public static IncompleteDate OfYear(int year) =>
        TryFrom(year, 0, 0, out var date) ? date : throw new ArgumentOutOfRangeException(nameof(year));

    /// <summary>False when the calendar has no such date, or when a day comes without its month.</summary>
    public static bool TryFrom(int year, int month, int day, out IncompleteDate date)
    {
        date = default;
        if (year is < 0 or > LastYear || month is < 0 or > 12 || day < 0)
            return false;
        var lastDay = month == 0 ? 0 : DateTime.DaysInMonth(year == 0 ? 2000 : year, month);
        if (day > lastDay)
            return false;
        if (year != 0)
            date = new IncompleteDate((year * 10_000) + (month * 100) + day);
        return true;
    }

    /// <summary>Back from the store.</summary>
    public static IncompleteDate FromPacked(int packed)
    {
        if (packed == Impossible.Packed)
            return Impossible;
        return TryFrom(packed / 10_000, packed / 100 % 100, packed % 100, out var date) && date.Packed == packed
            ? date
            : throw new ArgumentOutOfRangeException(nameof(packed), "Not a date as we store it.");
    }

    /// <summary>«yyyy-mm-dd», with 00 for a month or day that is not known.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IncompleteDate date)
    {
        date = default;
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Digits.TryRead(text[..4], 4, out var year)
            && Digits.TryRead(text[5..7], 2, out var month)
            && Digits.TryRead(text[8..], 2, out var day)
            && TryFrom((int)year, (int)month, (int)day, out date);
    }

    /// <summary>For a file that the schema has passed: its pattern also lets 31 February through, which is then
    /// <see cref="Impossible"/>.</summary>
    public static IncompleteDate Read(ReadOnlySpan<char> text) => TryParse(text, out var date) ? date : Impossible;

    /// <summary>Compares what both know: 1956-03-00 agrees with 1956-03-08 and 1956-00-00, not with 1956-04-08.</summary>
    public bool Agrees(IncompleteDate other)
    {
        if (this == Impossible || other == Impossible)
            return false;
        return BothKnowSame(Year, other.Year) && BothKnowSame(Month, other.Month) && BothKnowSame(Day, other.Day);
    }

    public override string ToString() => this == Impossible ? "impossible" : $"{Year:D4}-{Month:D2}-{Day:D2}";

    private static bool BothKnowSame(int one, int other) => one == 0 || other == 0 || one == other;
}
