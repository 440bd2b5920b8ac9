namespace Raas.Domain;

internal static class Digits
{
    /// <summary>Digits 0 to 9 only: no sign, no space, no digit of another script.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }
        return text.Length is > 0 and <= 18;
    }
}
