using Raas.Domain;

namespace Raas.Tests;

/// <summary>Invented persons: the n-th valid number, spread over the years of birth.</summary>
public static class Numbers
{
    public static string Of(int n)
    {
        var year = 1930 + (n * 7 + n / 10) % 70;
        var body = (year % 100) * 10_000_000L + (1 + n / 70 % 12) * 100_000L + (1 + n / 840 % 28) * 1000L + 1 + n / 23_520;
        var number = body * 100 + 97 - body % 97;
        return Ssin.TryFrom(number, out var ssin)
            ? ssin.ToString() : throw new InvalidOperationException("The maker of test numbers made a wrong one.");
    }

    /// <summary>The same number with a wrong check digit.</summary>
    public static string Wrong(int n)
    {
        var right = long.Parse(Of(n));
        for (var other = right + 1; ; other++)
        {
            if (!Ssin.IsValid(other))
                return other.ToString("D11");
        }
    }
}
