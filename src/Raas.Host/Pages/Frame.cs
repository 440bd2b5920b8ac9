using System.Globalization;
using System.Text.RegularExpressions;
using Raas.Domain;

namespace Raas.Host.Pages;

/// <summary>What Hangfire's frame lacks: a way past its menu for who uses a keyboard, the number of alarms where a tab shows it, and
/// Belgian time below.</summary>
internal static partial class Frame
{
    /// <summary>Of what is shown in the middle.</summary>
    public const string Main = "raas-main";

    /// <summary>Completes a whole page.</summary>
    /// <param name="alarms">Open ones of which nobody has said that they are seen to.</param>
    public static string Complete(string html, int alarms)
    {
        html = Moment().Replace(html, match => Time(DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture))));
        html = Insert(html, "</head>", $"<link rel=\"icon\" type=\"image/svg+xml\" href=\"{Icon(alarms)}\">\n", isAfter: false);
        return Insert(html, "<body>", $"<a class=\"raas-skip\" href=\"#{Main}\">Skip to content</a>", isAfter: true);
    }

    /// <summary>The house, and the number of alarms in red.</summary>
    private static string Icon(int alarms)
    {
        var number = alarms < 100 ? alarms.ToString(CultureInfo.InvariantCulture) : "!!";
        var (colour, text) = alarms == 0 ? ("#1b6b2f", "R") : ("#a11212", number);
        var font = $"font-family='Arial' font-size='{(text.Length > 1 ? 34 : 44)}' font-weight='bold'";
        return "data:image/svg+xml," + Uri.EscapeDataString(
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' rx='12' fill='{colour}'/>"
            + $"<text x='32' y='46' {font} text-anchor='middle' fill='#fff'>{text}</text></svg>");
    }

    private static string Time(DateTimeOffset at) =>
        $"<time>{BelgianTime.At(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture)}</time>";

    private static string Insert(string html, string place, string what, bool isAfter)
    {
        var at = html.IndexOf(place, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html : html.Insert(isAfter ? at + place.Length : at, what);
    }

    [GeneratedRegex("<span data-moment(-local|-title)?=\"(?<seconds>\\d+)\"[^>]*>[^<]*</span>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();
}
