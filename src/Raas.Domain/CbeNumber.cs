using System.Globalization;

namespace Raas.Domain;

/// <summary>The number of an enterprise in the Crossroads Bank for Enterprises (KBO, BCE), by which we know every party: ten digits,
/// the first 0 or 1. Check digits = 97 - (first eight digits mod 97). Numbers of business units (2 to 8) are not parties.</summary>
/// <remarks><c>default</c> is no number.</remarks>
public readonly record struct CbeNumber : IComparable<CbeNumber>
{
    public const int Length = 10;

    private const long Limit = 2_000_000_000;

    private CbeNumber(long value) => Value = value;

    /// <summary>The ten digits as one number; <see cref="ToString"/> gives the leading zero back.</summary>
    public long Value { get; }

    /// <summary>False where the last two of the ten digits do not check the first eight.</summary>
    public static bool TryFrom(long number, out CbeNumber cbe)
    {
        var valid = number is > 0 and < Limit && 97 - (number / 100 % 97) == number % 100;
        cbe = valid ? new CbeNumber(number) : default;
        return valid;
    }

    /// <summary>Ten digits and nothing else: <c>0206731645</c>, not <c>0206.731.645</c> and not <c>BE0206731645</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CbeNumber cbe)
    {
        cbe = default;
        return Digits.TryRead(text, Length, out var number) && TryFrom(number, out cbe);
    }

    /// <summary>As people write it: <c>0212.344.876</c>, <c>BE 0212 344 876</c>, the ten digits, or the nine of an old VAT number, whose
    /// leading zero was not written. For what somebody types; files go through <see cref="TryParse"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out CbeNumber cbe)
    {
        cbe = default;
        var number = text.Trim();
        if (number.StartsWith("BE", StringComparison.OrdinalIgnoreCase))
            number = number[2..];
        return Digits.Written(number) is { } digits && TryParse(digits.Length == Length - 1 ? "0" + digits : digits, out cbe);
    }

    /// <summary>For our own constants; data goes through <see cref="TryParse"/>.</summary>
    public static CbeNumber Parse(string text) =>
        TryParse(text, out var cbe) ? cbe : throw new FormatException($"'{text}' is not the number of an enterprise.");

    public int CompareTo(CbeNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D10", CultureInfo.InvariantCulture);
}
