using Raas.Domain;
using Raas.Host.Soap;

namespace Raas.Tests.Oracle;

/// <summary>What comes out of a world, as lines under headings that sort by day: "2026-03-03 register 0212344876". Both sides, model and
/// program, write one;
/// the comparison is of texts, so that a difference can be read.</summary>
internal sealed class Outcome
{
    private readonly SortedDictionary<string, List<string>> pages = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, List<string>> Pages => pages;

    public void Add(DateOnly day, string page, IEnumerable<string> lines) => pages.Add($"{Time.Text(day)} {page}", [.. lines]);

    public IReadOnlyList<string> this[string page] => pages[page];

    /// <summary>The first page that differs, as text; null: none. Days are compared in order, since what went wrong on one spoils the
    /// next.</summary>
    public static string? Difference(Outcome said, Outcome came)
    {
        foreach (var page in said.pages.Keys.Union(came.pages.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var expected = said.pages.GetValueOrDefault(page);
            var actual = came.pages.GetValueOrDefault(page);
            if (expected is null || actual is null || !expected.SequenceEqual(actual, StringComparer.Ordinal))
                return $"{page}\n  the sentences say:{Show(expected)}\n  the program did:{Show(actual)}";
        }
        return null;
    }

    private static string Show(List<string>? lines) => lines switch { null => " no such file", [] => " nothing", _ =>
        string.Concat(lines.Select(line => "\n    " + line)) };
}
