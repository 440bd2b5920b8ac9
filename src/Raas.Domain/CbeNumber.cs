namespace Raas.Domain;

/// <summary>The number of an enterprise or institution (KBO, BCE): ten digits, the first 0 or 1, the last two 97 minus the
/// first eight modulo 97.</summary>
public readonly record struct CbeNumber : IComparable<CbeNumber>
{
    private CbeNumber(long value) => Value = value;

    public long Value { get; }

    public static bool TryFrom(long number, out CbeNumber cbe)
    {
        var valid = number is >= 0 and < 2_000_000_000 && number % 100 == 97 - number / 100 % 97;
        cbe = valid ? new CbeNumber(number) : default;
        return valid;
    }

    public static bool TryParse(ReadOnlySpan<char> text, out CbeNumber cbe)
    {
        cbe = default;
        return text.Length == 10 && Digits.TryParse(text, out var number) && TryFrom(number, out cbe);
    }

    /// <exception cref="FormatException">The text is not a CBE number.</exception>
    public static CbeNumber Parse(string text) => TryParse(text, out var cbe) ? cbe : throw new FormatException($"'{text}' is not a CBE number: ten digits, the last two check the first eight.");

    public int CompareTo(CbeNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString("D10");

    public static bool operator <(CbeNumber left, CbeNumber right) => left.Value < right.Value;
    public static bool operator >(CbeNumber left, CbeNumber right) => left.Value > right.Value;
    public static bool operator <=(CbeNumber left, CbeNumber right) => left.Value <= right.Value;
    public static bool operator >=(CbeNumber left, CbeNumber right) => left.Value >= right.Value;
}
