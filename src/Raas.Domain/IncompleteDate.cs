namespace Raas.Domain;

/// <summary>A date of which the day, or day and month, may be unknown: yyyy-MM-dd, yyyy-MM-00, yyyy-00-00
/// (common:IncompleteDateType).</summary>
public readonly record struct IncompleteDate
{
    private IncompleteDate(int packed) => Packed = packed;

    /// <summary>yyyyMMdd as a number, 00 where unknown; 0 when nothing is known.</summary>
    public int Packed { get; }

    public int Year => Packed / 10_000;

    public int Month => Packed / 100 % 100;

    public int Day => Packed % 100;

    public static IncompleteDate FromPacked(int packed) => new(packed);

    public static bool TryFrom(int year, int month, int day, out IncompleteDate date)
    {
        var valid = year is >= 1 and <= 2999 && month is >= 0 and <= 12 && day >= 0 && (month == 0 ? day == 0 : day <= DateTime.DaysInMonth(year, month));
        date = valid ? new IncompleteDate(year * 10_000 + month * 100 + day) : default;
        return valid;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out IncompleteDate date)
    {
        date = default;
        return text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Digits.TryParse(text[..4], out var year) && Digits.TryParse(text[5..7], out var month) && Digits.TryParse(text[8..], out var day)
            && TryFrom((int)year, (int)month, (int)day, out date);
    }

    /// <summary>What both know is the same. Somebody of whom one side knows only the year may be born on any day of it.</summary>
    public bool Agrees(IncompleteDate other) =>
        Packed == 0 || other.Packed == 0
        || (Year == other.Year && (Month == 0 || other.Month == 0 || (Month == other.Month && (Day == 0 || other.Day == 0 || Day == other.Day))));

    public override string ToString() => $"{Year:D4}-{Month:D2}-{Day:D2}";
}
