using System.Globalization;

namespace Raas.Xml;

/// <summary>xs:date and xs:dateTime of XML Schema 1.0, second edition: which texts are one. What year or hour they mean is of no concern
/// here.</summary>
internal static class SchemaDate
{
    public static bool IsDate(ReadOnlySpan<char> text) => TakeDate(ref text) && IsZone(text);

    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        TakeDate(ref text) && Take(ref text, 'T') && TakeTime(ref text) && IsZone(text);

    /// <summary>The year has four digits, or more and then no zero before them, and perhaps a minus; there is no year 0.</summary>
    private static bool TakeDate(ref ReadOnlySpan<char> text)
    {
        Take(ref text, '-');
        var length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 4 || (length > 4 && text[0] == '0') || text[..length].IndexOfAnyExcept('0') < 0)
            return false;
        var lastFour = int.Parse(text[(length - 4)..length], CultureInfo.InvariantCulture);     // enough for leap years
        text = text[length..];
        return Take(ref text, '-') && TakeNumber(ref text, 1, 12, out var month) && Take(ref text, '-')
            && TakeNumber(ref text, 1, DateTime.DaysInMonth(lastFour % 400 + 400, month), out _);
    }

    /// <summary>24:00:00 is the midnight after the day.</summary>
    private static bool TakeTime(ref ReadOnlySpan<char> text)
    {
        if (!TakeNumber(ref text, 0, 24, out var hour) || !Take(ref text, ':') || !TakeNumber(ref text, 0, 59, out var minute)
            || !Take(ref text, ':') || !TakeNumber(ref text, 0, 59, out var second))
            return false;
        var isWhole = true;
        if (Take(ref text, '.'))
        {
            var length = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
            if (length == 0)
                return false;
            isWhole = text[..length].IndexOfAnyExcept('0') < 0;
            text = text[length..];
        }
        return hour < 24 || (minute == 0 && second == 0 && isWhole);
    }

    private static bool IsZone(ReadOnlySpan<char> text)
    {
        if (text is "" or "Z")
            return true;
        return (Take(ref text, '+') || Take(ref text, '-')) && TakeNumber(ref text, 0, 14, out var hours) && Take(ref text, ':')
            && TakeNumber(ref text, 0, hours == 14 ? 0 : 59, out _) && text.IsEmpty;
    }

    private static bool Take(ref ReadOnlySpan<char> text, char sign)
    {
        if (text.IsEmpty || text[0] != sign)
            return false;
        text = text[1..];
        return true;
    }

    /// <summary>Two digits.</summary>
    private static bool TakeNumber(ref ReadOnlySpan<char> text, int least, int most, out int number)
    {
        number = 0;
        if (text.Length < 2 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
            return false;
        number = ((text[0] - '0') * 10) + text[1] - '0';
        text = text[2..];
        return number >= least && number <= most;
    }
}
