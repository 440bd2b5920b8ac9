namespace Raas.Domain;

/// <summary>Which register gave a number out, as far as the number itself tells (domain facts: month as given, + 40, + 20, + 60).</summary>
public enum SsinKind
{
    NationalRegister,
    BisGenderKnown,
    BisGenderUnknown,
    Mock,
}

/// <summary>The social security number of a person (NISS, INSZ): eleven digits, YYMMDD + sequence + check. A value of this
/// type has right check digits; whether such a person exists is another question.</summary>
public readonly record struct Ssin : IComparable<Ssin>
{
    private const long Born2000 = 2_000_000_000;

    private Ssin(long value) => Value = value;

    /// <summary>The eleven digits as a number.</summary>
    public long Value { get; }

    public SsinKind Kind => (Month / 20) switch { 0 => SsinKind.NationalRegister, 1 => SsinKind.BisGenderUnknown, 2 => SsinKind.BisGenderKnown, _ => SsinKind.Mock };

    /// <summary>As the number says it: the century by its check digits; unknown month or day stay unknown. Not reliable as a
    /// birth date (when the numbers of a day are exhausted, the date part is shifted), only as a hint.</summary>
    public IncompleteDate BirthDate
    {
        get
        {
            var year = (IsOf2000s(Value) ? 2000 : 1900) + (int)(Value / 1_000_000_000);
            var month = Month % 20;
            var day = (int)(Value / 100_000 % 100);
            return IncompleteDate.TryFrom(year, month, day, out var date) || IncompleteDate.TryFrom(year, 0, 0, out date) ? date : default;
        }
    }

    /// <summary>Odd sequence = male, even = female; a BIS number given out without knowing says nothing.</summary>
    public Gender Gender => Kind == SsinKind.BisGenderUnknown ? Gender.Unknown : Value / 100 % 2 == 1 ? Gender.Male : Gender.Female;

    private int Month => (int)(Value / 10_000_000 % 100);

    /// <summary>Whether eleven digits form a number: shape of the date part, sequence, and check digits by the rule of the
    /// 1900s or of the 2000s (97 minus the first nine digits, with a 2 in front for the 2000s, modulo 97).</summary>
    public static bool IsValid(long number)
    {
        if (number is < 0 or > 99_999_999_999)
            return false;
        var month = number / 10_000_000 % 100;
        var day = number / 100_000 % 100;
        if (month >= 80 || month % 20 > 12 || day > 31 || (month < 20 && number / 100 % 1000 == 0))
            return false;
        var body = number / 100;
        var check = number % 100;
        return check == 97 - body % 97 || check == 97 - (Born2000 + body) % 97;
    }

    public static bool TryFrom(long number, out Ssin ssin)
    {
        var valid = IsValid(number);
        ssin = valid ? new Ssin(number) : default;
        return valid;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out Ssin ssin)
    {
        ssin = default;
        return text.Length == 11 && Digits.TryParse(text, out var number) && TryFrom(number, out ssin);
    }

    /// <summary>For our own constants.</summary>
    /// <exception cref="FormatException">The text is not a number.</exception>
    public static Ssin Parse(string text) => TryParse(text, out var ssin) ? ssin : throw new FormatException("Not a social security number.");

    public int CompareTo(Ssin other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D11");

    public static bool operator <(Ssin left, Ssin right) => left.Value < right.Value;
    public static bool operator >(Ssin left, Ssin right) => left.Value > right.Value;
    public static bool operator <=(Ssin left, Ssin right) => left.Value <= right.Value;
    public static bool operator >=(Ssin left, Ssin right) => left.Value >= right.Value;

    private static bool IsOf2000s(long number) => number % 100 == 97 - (Born2000 + number / 100) % 97;
}
