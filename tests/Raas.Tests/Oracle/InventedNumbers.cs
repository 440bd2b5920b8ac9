namespace Raas.Tests.Oracle;

/// <summary>Invented numbers, by the rule of the Royal Decree: the check digits are 97 minus the remainder of the nine digits before
/// them.</summary>
internal static class InventedNumbers
{
    /// <summary>A number as the National Register gives it.</summary>
    public static string Nr(int n) => WithCheckDigits(700101000 + n);

    /// <summary>A BIS number: the month raised by 40.</summary>
    public static string Bis(int n) => WithCheckDigits(704101000 + n);

    /// <summary>Two digits further: right for neither century.</summary>
    public static string Wrong(int n)
    {
        var right = long.Parse(Bis(n));
        var other = right;
        while (IsNumber((++other).ToString("D11")))
        {
        }
        return other.ToString("D11");
    }

    public static bool IsNumber(string digits)
    {
        var nine = long.Parse(digits[..9]);
        var check = int.Parse(digits[9..]);
        return check == 97 - nine % 97 || check == 97 - (nine + 2_000_000_000) % 97;
    }

    private static string WithCheckDigits(long nine) => $"{nine:D9}{97 - nine % 97:D2}";
}
