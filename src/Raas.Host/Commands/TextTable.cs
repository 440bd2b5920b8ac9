using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Raas.Host.Commands;

/// <summary>A table of text in which no word is cut. Where it is too wide, long texts are broken between words; then columns that can be
/// missed are left out; then each row is written as lines of its own. Headings say what a column may do: <c>#</c> holds numbers, at the
/// right; <c>=</c> is not broken, numbers neither; <c>?</c> comes before those and can be missed, the last one first.</summary>
internal sealed partial class TextTable
{
    private const int Gap = 2;

    private readonly List<Column> columns = [];
    private readonly List<string[]> rows = [];

    public TextTable(params string[] headings)
    {
        foreach (var heading in headings)
        {
            var name = heading.TrimStart('?', '#', '=');
            var signs = heading[..^name.Length];
            columns.Add(new Column(name, signs.Contains('#', StringComparison.Ordinal), signs.Length > signs.Count(c => c == '?'),
                signs.Contains('?', StringComparison.Ordinal)));
        }
    }

    private sealed record Column(string Name, bool IsNumber, bool IsWhole, bool CanBeMissed);

    /// <summary>Adds a row; a cell for each column, null for nothing.</summary>
    public void Row(params object?[] cells) =>
        rows.Add([.. cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")]);

    /// <summary>Its lines.</summary>
    /// <param name="width">Of the terminal; null: as wide as it takes.</param>
    public IEnumerable<string> Lines(int? width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        if (width is not { } most)
            return Grid(shown, [.. shown.Select(Natural)]);
        while (shown.Sum(Narrowest) + (Gap * (shown.Count - 1)) > most)
        {
            var missed = shown.FindLastIndex(index => columns[index].CanBeMissed);
            if (missed < 0)
                return Stacked(most);
            shown.RemoveAt(missed);
        }
        return Grid(shown, Fit(shown, most - (Gap * (shown.Count - 1))));
    }

    /// <summary>Text in lines of at most a width, words whole.</summary>
    /// <param name="width">Null: one line.</param>
    /// <param name="indent">Blanks in front of each line but the first.</param>
    public static IEnumerable<string> Wrap(string text, int? width, int indent = 0)
    {
        if (width is not { } most)
            return [text];
        var start = text.Length - text.TrimStart(' ').Length;
        return Fill(Words(text[start..]).Select(word => (word, 1)), most, start, indent);
    }

    /// <summary>XML in lines of at most a width, tags and texts whole.</summary>
    public static IEnumerable<string> WrapMarkup(string xml, int? width)
    {
        if (width is not { } most)
            return [xml];
        var start = xml.Length - xml.TrimStart(' ').Length;
        return Fill(BetweenTags().Split(xml[start..]).Select(piece => (piece, 0)), most, start, start + Gap);
    }

    /// <summary>What is not broken: words, and what numbers with blanks in them are, such as 1 000 or a date with its time.</summary>
    private static string[] Words(string text) => Break().Split(text);

    /// <param name="pieces">Each with the blanks before it, when it is not the first of its line.</param>
    private static List<string> Fill(IEnumerable<(string Text, int Gap)> pieces, int most, int start, int indent)
    {
        var (lines, line, length) = (new List<string>(), new StringBuilder().Append(' ', start), start);
        foreach (var (piece, gap) in pieces)
        {
            if (length > start && length + gap + Width(piece) > most)
            {
                lines.Add(line.ToString());
                line.Clear().Append(' ', indent);
                (start, length) = (indent, indent);
            }
            var blanks = length > start ? gap : 0;
            line.Append(' ', blanks).Append(piece);
            length += blanks + Width(piece);
        }
        lines.Add(line.ToString());
        return lines;
    }

    private IEnumerable<string> Grid(List<int> shown, int[] widths)
    {
        yield return Line(shown, widths, [.. shown.Select(index => columns[index].Name)]);
        yield return string.Concat(Enumerable.Repeat('─', widths.Sum() + (Gap * (widths.Length - 1))));
        foreach (var row in rows)
        {
            var cells = shown.Select((index, at) =>
                columns[index].IsWhole ? [row[index]] : Wrap(row[index], widths[at]).ToList()).ToList();
            for (var i = 0; i < cells.Max(cell => cell.Count); i++)
                yield return Line(shown, widths, [.. cells.Select(cell => i < cell.Count ? cell[i] : "")]);
        }
    }

    private string Line(List<int> shown, int[] widths, IReadOnlyList<string> cells)
    {
        var line = new StringBuilder();
        for (var at = 0; at < cells.Count; at++)
        {
            var blanks = Math.Max(0, widths[at] - Width(cells[at]));
            line.Append(' ', columns[shown[at]].IsNumber ? blanks : 0).Append(cells[at])
                .Append(' ', (columns[shown[at]].IsNumber ? 0 : blanks) + Gap);
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Each row as headings and values one after the other; what is longer than a line is broken between words.</summary>
    private IEnumerable<string> Stacked(int width) => rows.SelectMany(row => Fill(
        columns.Select((column, index) => (column.Name, Value: row[index])).Where(pair => pair.Value.Length > 0)
            .SelectMany(pair => Width(pair.Name) + 1 + Width(pair.Value) <= width - Gap
                ? [($"{pair.Name} {pair.Value}", Gap)]
                : Words($"{pair.Name} {pair.Value}").Select((word, i) => (word, i == 0 ? Gap : 1))),
        width, 0, Gap));

    private int[] Fit(List<int> shown, int width)
    {
        var widths = shown.Select(Narrowest).ToArray();
        var left = width - widths.Sum();
        // Who asks for least gets it first: what is over goes to the long texts.
        var needy = Enumerable.Range(0, shown.Count).OrderBy(at => Natural(shown[at]) - widths[at]).ToList();
        for (var i = 0; i < needy.Count; i++)
        {
            var more = Math.Min(Natural(shown[needy[i]]) - widths[needy[i]], left / (needy.Count - i));
            widths[needy[i]] += more;
            left -= more;
        }
        return widths;
    }

    private int Natural(int column) => rows.Select(row => Width(row[column])).Append(Width(columns[column].Name)).Max();

    private int Narrowest(int column) => columns[column].IsWhole ? Natural(column)
        : rows.SelectMany(row => Words(row[column])).Append(columns[column].Name).Max(Width);

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    [GeneratedRegex("(?<=>)(?=<)", RegexOptions.None, 1000)]
    private static partial Regex BetweenTags();

    [GeneratedRegex(@" (?!\d)|(?<!\d) ", RegexOptions.None, 1000)]
    private static partial Regex Break();
}
