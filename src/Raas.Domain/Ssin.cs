using System.Globalization;

namespace Raas.Domain;

/// <summary>The social security number of a person (NISS, INSZ): YYMMDD, a sequence of three and two check digits, as it
/// stands on an identity card. A value always holds a number whose shape and check digits are right; whether somebody
/// has it only the authentic source knows.</summary>
/// <remarks>Check digits = 97 - (first nine digits mod 97); for who was born in 2000 or later the nine digits are read with a 2
/// before them. The two never agree, so the one that fits also says the century. <c>default</c> is no number.</remarks>
public readonly record struct Ssin : IComparable<Ssin>
{
    public const int Length = 11;

    private const long Limit = 100_000_000_000;
    private const long From2000 = 2_000_000_000;
    private const int NeverGiven = 999;

    private Ssin(long value) => Value = value;

    /// <summary>The eleven digits as one number: leading zeros are not kept, <see cref="ToString"/> gives them back.</summary>
    public long Value { get; }

    private int Year => (int)(Value / 1_000_000_000);

    private int CodedMonth => (int)(Value / 10_000_000 % 100);

    private int Day => (int)(Value / 100_000 % 100);

    private int Sequence => (int)(Value / 100 % 1000);

    public SsinKind Kind => (CodedMonth / 20) switch
    {
        0 => SsinKind.NationalRegister,
        1 => SsinKind.BisGenderUnknown,
        2 => SsinKind.BisGenderKnown,
        _ => SsinKind.Mock,
    };

    /// <summary>What the number says about the birth date, which is not proof. Month or day 00 was not known. A day that is not in the
    /// calendar, which may be one beyond 31, is a group raised because its numbers ran out: then only the year is left.</summary>
    public IncompleteDate BirthDate
    {
        get
        {
            if (Value == 0)
                return default;
            var year = (Fits(Value, 0) ? 1900 : 2000) + Year;
            return IncompleteDate.TryFrom(year, CodedMonth % 20, Day, out var date) ? date : IncompleteDate.OfYear(year);
        }
    }

    /// <summary>An odd sequence is a man's, an even one a woman's, but only where the gender was known when the number was given. For
    /// test numbers (month + 60) no public rule says so: unknown.</summary>
    public Gender Gender => Kind switch
    {
        SsinKind.NationalRegister or SsinKind.BisGenderKnown when Value != 0 => Sequence % 2 == 1 ? Gender.Male : Gender.Female,
        _ => Gender.Unknown,
    };

    /// <summary>Whether these digits form a number: one of the four shapes, and check digits of either century. The day is any: when all
    /// numbers of a date are given it is raised, also beyond 31 and beyond the month.</summary>
    public static bool IsValid(long number)
    {
        if ((ulong)number >= (ulong)Limit)
            return false;
        var month = (int)(number / 10_000_000 % 100);
        if (month >= 80 || month % 20 > 12)
            return false;
        if (month < 20 && (number / 100 % 1000) is 0 or NeverGiven)      // the National Register gives 001 to 998
            return false;
        return Fits(number, 0) || Fits(number, From2000);
    }

    /// <summary>False where the last two of the eleven digits do not check the first nine, in either century.</summary>
    public static bool TryFrom(long number, out Ssin ssin)
    {
        var valid = IsValid(number);
        ssin = valid ? new Ssin(number) : default;
        return valid;
    }

    /// <summary>Eleven digits and nothing else: no points, no hyphen, no spaces.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Ssin ssin)
    {
        ssin = default;
        return Digits.TryRead(text, Length, out var number) && TryFrom(number, out ssin);
    }

    /// <summary>As people write it: <c>88.09.14-016.20</c>, <c>880914 016 20</c> or the eleven digits. For what somebody types; files go
    /// through <see cref="TryParse"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out Ssin ssin)
    {
        ssin = default;
        return Digits.Written(text) is { } digits && TryParse(digits, out ssin);
    }

    /// <summary>For our own constants; data goes through <see cref="TryParse"/>.</summary>
    public static Ssin Parse(string text) =>
        TryParse(text, out var ssin) ? ssin : throw new FormatException("These are not the eleven digits of a social security number.");

    public int CompareTo(Ssin other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D11", CultureInfo.InvariantCulture);

    private static bool Fits(long number, long century) => 97 - ((century + (number / 100)) % 97) == number % 100;
}

/// <summary>Who gave the number out. The month says it: the BCSS adds 20, 40 or 60 to the month of birth.</summary>
public enum SsinKind : byte
{
    /// <summary>National Register: the month is the month.</summary>
    NationalRegister,

    /// <summary>BCSS number, month + 40: the gender was known on the day the number was given.</summary>
    BisGenderKnown,

    /// <summary>BCSS number, month + 20: the gender was not known on that day.</summary>
    BisGenderUnknown,

    /// <summary>Number of an invented person, month + 60, for tests.</summary>
    Mock,
}
