namespace Raas.Domain;

/// <summary>An address as it is stored and journalled: a line for each of its six parts, empty where it is not given.</summary>
public static class PostalAddress
{
    private const int Country = 5;

    /// <summary>The elements of an address in files and calls, in the order of the lines.</summary>
    public static IReadOnlyList<string> Elements { get; } = ["street", "houseNumber", "box", "postalCode", "city", "country"];

    /// <summary>The six lines.</summary>
    /// <param name="part">The text of an element; null or empty when it is not given.</param>
    public static string Join(Func<string, string?> part) => string.Join('\n', Elements.Select(part));

    /// <summary>The parts that are given, in their order.</summary>
    /// <param name="lines">As stored.</param>
    public static IEnumerable<(string Element, string Text)> Parts(string lines) =>
        Elements.Zip(lines.Split('\n')).Where(part => part.Second.Length > 0);

    /// <summary>The country of an address as stored; null when it is not given.</summary>
    public static string? CountryOf(string? lines) => lines?.Split('\n')[Country] is { Length: > 0 } country ? country : null;
}
