using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Raas.Domain;
using Raas.Inscriptions;

namespace Raas.Host.Commands;

/// <summary>How we print: what reads well at 80 columns, without colours, and one line each when the output goes to a file.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What programs read: see the schema of the command in <c>src/Raas.Host/Json</c>. Numbers of persons and parties are text
    /// (<see cref="Ssin"/>, <see cref="Party"/>), so that no zero is lost.</summary>
    public static void Json(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    /// <summary>As wide as a table may be; null in a pipe or a file, where lines may be as long as they are.</summary>
    public static int? Width => Console.IsOutputRedirected ? null : TerminalWidth();

    /// <inheritdoc cref="TextTable"/>
    public static TextTable Table(params string[] headings) => new(headings);

    /// <summary>Prints it as wide as the terminal is.</summary>
    public static void Print(this TextTable table)
    {
        foreach (var line in table.Lines(Width))
            Line(line);
    }

    /// <summary>A line as it is; for what is long, <see cref="Text"/>.</summary>
    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>A sentence or more, broken between words where the terminal ends.</summary>
    /// <param name="indent">Blanks in front; its further lines are indented by two more.</param>
    public static void Text(string text, int indent = 0)
    {
        foreach (var line in TextTable.Wrap(new string(' ', indent) + text, Width, indent + 2))
            Line(line);
    }

    /// <summary>What went wrong, to stderr: lines that are broken between words where the terminal ends.</summary>
    public static void Fault(string text)
    {
        var width = Console.IsErrorRedirected ? null : TerminalWidth();
        foreach (var line in text.Split('\n').SelectMany(line => TextTable.Wrap(line, width, 2)))
            Console.Error.WriteLine(line);
    }

    private static int? TerminalWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : null;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>A number of a person, with its zeros.</summary>
    public static string Ssin(long ssin) => ssin.ToString("D11");

    /// <summary>A number of a party, with its zeros.</summary>
    public static string Party(long party) => party.ToString("D10");

    public static string Count(long value) => value.ToString("N0").Replace(',', ' ');

    /// <summary>What became of the records, in words: only what there is.</summary>
    public static string Effect(Tally tally)
    {
        var parts = new[]
        {
            (tally.Registered, "registered"), (tally.Merged, "merged"), (tally.Unchanged, "unchanged"), (tally.Removed, "removed"),
            (tally.Shortened, "shortened"), (tally.Rejected, "rejected"),
        };
        return tally.Read == 0 ? "nothing to do"
            : string.Join(", ", parts.Where(p => p.Item1 > 0).Select(p => $"{Count(p.Item1)} {p.Item2}"));
    }

    /// <summary>A path below the working folder is shown from there.</summary>
    public static string Place(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }

    public static string Moment(DateTimeOffset at) =>
        BelgianTime.At(at).ToString("yyyy-MM-dd HH:mm:ss");

    public static string Age(DateTimeOffset since)
    {
        var age = DateTimeOffset.UtcNow - since;
        return age.TotalMinutes < 1 ? "just now" : age.TotalHours < 1 ? $"{age.TotalMinutes:0} min" : age.TotalDays < 2
            ? $"{age.TotalHours:0} h" : $"{age.TotalDays:0} days";
    }

    public static string Period(Period? period) => period is { } p
        ? $"{p.Begin:yyyy-MM-dd} .. {(p.End is { } end ? end.ToString("yyyy-MM-dd") : "open")}" : "-";
}
