using System.Text.RegularExpressions;

namespace Raas.Domain;

/// <summary>The same words in the four languages in which we explain ourselves.</summary>
/// <param name="Nl">In Dutch.</param>
/// <param name="De">In German.</param>
/// <param name="En">In English.</param>
public sealed partial record Wording(string Fr, string Nl, string De, string En)
{
    /// <summary>In French, with the space that does not break before a colon, a semicolon, an exclamation or a question mark.</summary>
    public string Fr { get; } = TallSign().Replace(Fr, "\u00A0${sign}");

    /// <summary>In one language: fr, nl, de; English for any other.</summary>
    public string In(string? language) => language switch { "fr" => Fr, "nl" => Nl, "de" => De, _ => En };

    /// <summary>All of them, with the word of our schemas for each language.</summary>
    /// <param name="first">The language that comes first; null: French, Dutch, German, English.</param>
    public IEnumerable<(string Language, string Text)> InOrder(string? first)
    {
        (string Language, string Text)[] all = [("FR", Fr), ("NL", Nl), ("DE", De), ("EN", En)];
        return all.OrderBy(one => !one.Language.Equals(first, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>These words, then others, as two sentences.</summary>
    public Wording Then(Wording next) => new($"{Fr} {next.Fr}", $"{Nl} {next.Nl}", $"{De} {next.De}", $"{En} {next.En}");

    [GeneratedRegex("[ \u00A0]?(?<sign>[:;!?])(?= |$)", RegexOptions.ExplicitCapture, -1)]
    private static partial Regex TallSign();
}
