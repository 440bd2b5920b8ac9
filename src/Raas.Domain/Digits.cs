namespace Raas.Domain;

/// <summary>Fixed-length numbers as they stand in files: the digits 0 to 9, no sign, no space, no other script's digits.</summary>
internal static class Digits
{
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
}
