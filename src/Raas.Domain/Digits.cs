namespace Raas.Domain;

/// <summary>Fixed-length numbers as they stand in files: the digits 0 to 9, no sign, no space, no other script's digits.</summary>
internal static class Digits
{
    private const int LongestWritten = 40;
    private const string Separators = ".-/ \u00a0\u202f\u2009\u2010\u2011\u2012\u2013\u2014\u2212";

    public static bool TryRead(ReadOnlySpan<char> text, int length, out long number)
    {
        number = 0;
        if (text.Length != length)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }

        return true;
    }

    /// <summary>The digits of a number as people write it: with points, hyphens, slashes, dashes and spaces (also those that do not break)
    /// between digits, and blanks around it. Null when something else is in it, or when it is longer than any of our numbers.</summary>
    public static string? Written(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.IsEmpty || trimmed.Length > LongestWritten || !char.IsAsciiDigit(trimmed[0]) || !char.IsAsciiDigit(trimmed[^1]))
            return null;
        var digits = new char[trimmed.Length];
        var count = 0;
        foreach (var c in trimmed)
        {
            if (char.IsAsciiDigit(c))
                digits[count++] = c;
            else if (!Separators.Contains(c))
                return null;
        }
        return new string(digits, 0, count);
    }
}
