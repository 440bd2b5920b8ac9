using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Raas.Domain;
using Raas.Inscriptions;
using Spectre.Console;

namespace Raas.Host.Commands;

/// <summary>How we print: tables that read well at 80 columns, plain when the output goes to a file.</summary>
internal static class Output
{
    private const int WidthWhenRedirected = 160;

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void Json(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            var numeric = column.StartsWith('#');
            table.AddColumn(new TableColumn(Markup.Escape(column.TrimStart('#')))
            {
                Alignment = numeric ? Justify.Right : Justify.Left, NoWrap = numeric || column is "party" or "decision",
            });
        }
        return table;
    }

    public static void Row(this Table table, params object?[] cells) => table.AddRow([.. cells.Select(c => new Text(c?.ToString() ?? ""))]);

    public static void Print(this Table table)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWhenRedirected;
        AnsiConsole.Write(table);
    }

    public static void Line(string text = "") => Console.Out.WriteLine(text);

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
