using Raas.Domain;

namespace Raas.Benchmarks;

/// <summary>Invented persons by index: number, names, birth date are a pure function of the index, so that a feed and a
/// delivery agree without keeping anything in memory. Spread over the years of birth as a population is; one in six is of
/// the 2000s, one in twenty has a BIS number.</summary>
public static class Population
{
    private static readonly string[] LastNames =
    [
        "Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Goossens", "Wouters", "De Smet", "Dubois", "Lambert",
        "Dupont", "Martin", "Simon", "Laurent",
        "Leroy", "Lefèvre", "Léonard", "Noël", "Müller", "Schmitz", "Van den Broeck", "D'Hondt", "Gérard", "Vandenberghe", "El Amrani",
        "Yılmaz", "Kowalski", "O'Connor",
    ];

    private static readonly string[] Men = ["Jan", "Luc", "Marc", "Jean-Pierre", "André", "François", "Koen", "Thomas", "Noël", "Mohamed",
        "Günter", "Louis"];
    private static readonly string[] Women = ["Marie", "Anne", "Chloé", "Hélène", "Ingrid", "Léa", "Fatima", "Els", "Sofie", "Renée",
        "Zoë", "Lotte"];

    public static Person At(long index)
    {
        var mixed = Mix(index);
        var year = 1930 + (int)(index % 85);
        var rest = index / 85;
        var month = 1 + (int)(rest % 12);
        var day = 1 + (int)(rest / 12 % 28);
        var sequence = (int)(rest / 336 % 997) + 1;
        var bis = index % 20 == 7;
        var body = (year % 100) * 10_000_000L + (month + (bis ? 40 : 0)) * 100_000L + day * 1000L + sequence;
        var check = 97 - (year >= 2000 ? 2_000_000_000 + body : body) % 97;
        var names = sequence % 2 == 1 ? Men : Women;
        return new Person(body * 100 + check, bis, LastNames[mixed % LastNames.Length], names[mixed / 64 % names.Length],
            names[mixed / 4096 % names.Length], year, month, day, sequence % 2 == 1 ? 'M' : 'F');
    }

    /// <summary>A number from 0 on that looks random and never changes.</summary>
    public static int Mix(long value)
    {
        var x = (ulong)value * 0x9E3779B97F4A7C15UL;
        x ^= x >> 29;
        x *= 0xBF58476D1CE4E5B9UL;
        return (int)((x >> 32) & 0x7fffffff);
    }

    public readonly record struct Person(long Ssin, bool IsBis, string LastName, string FirstName, string SecondName, int Year, int Month,
        int Day, char Gender);
}
