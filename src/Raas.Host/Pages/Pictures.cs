using System.Globalization;
using Raas.Oversight;

namespace Raas.Host.Pages;

/// <summary>A bar of a picture.</summary>
/// <param name="Text">What it stands for, for who points at it.</param>
internal sealed record PictureBar(string Text, double Value, bool IsBad = false);

/// <summary>Drawings of numbers. Each says in words what it shows; the numbers stand in a table beside it.</summary>
internal static class Pictures
{
    private const int Shades = 5;

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    /// <summary>A bar for each value, the oldest left; what is usual as a band, and what is not marked with a sign.</summary>
    /// <param name="what">What the bars are, for who cannot see them.</param>
    public static Markup Bars(string what, IReadOnlyList<PictureBar> bars, UsualRange? usual, Func<double, string> word)
    {
        if (bars.Count < 2)
            return Markup.None;
        const int height = 100, step = 22, foot = 4;
        var most = Math.Max(Math.Max(bars.Max(b => b.Value), usual?.Middle * 2 ?? 0), 0.001);
        double Y(double value) => height - (Math.Min(value, most) / most * (height - 22));
        var band = usual is null ? Markup.None : Html(
            $"<rect class=\"raas-band\" x=\"0\" y=\"{Y(usual.High):0.0}\" width=\"{bars.Count * step}\" height=\"{Math.Max(1, Y(usual.Low) - Y(usual.High)):0.0}\"/>");
        var drawn = bars.Select((b, i) =>
        {
            var unusual = usual?.Compare(b.Value) ?? 0;
            var style = b.IsBad ? "raas-bar-bad" : unusual != 0 ? "raas-bar-odd" : "raas-bar";
            var sign = unusual == 0 && !b.IsBad ? Markup.None : Html(
                $"<text class=\"raas-mark\" x=\"{(i * step) + 10}\" y=\"{Math.Max(10, Y(b.Value) - 3):0.0}\" text-anchor=\"middle\">!</text>");
            return Html(
                $"<rect class=\"{style}\" x=\"{(i * step) + 3}\" y=\"{Y(b.Value) - 1:0.0}\" width=\"{step - 8}\" height=\"{height + 1 - Y(b.Value):0.0}\"><title>{b.Text}: {word(b.Value)}</title></rect>{sign}");
        });
        var label = $"{what}: {bars.Count} bars, the last {word(bars[^1].Value)}, the largest {word(bars.Max(b => b.Value))}"
            + (usual is null ? "" : $"; usual is {word(usual.Low)} to {word(usual.High)}");
        return Html($"""
            <figure class="raas-figure"><figcaption>{what}{(usual is null ? "" : $"; the band is what is usual: {word(usual.Low)} to {word(usual.High)}")}</figcaption>
            <svg class="raas-chart" viewBox="0 0 {Math.Max(bars.Count, 12) * step} {height + foot}" role="img" aria-label="{label}">{band}{drawn}</svg></figure>
            """);
    }

    /// <summary>A line of what was done a second, from the course of a delivery.</summary>
    /// <param name="course">Moments, and how much of the whole was done then.</param>
    public static Markup Throughput(string what, IReadOnlyList<(DateTimeOffset At, double Share)> course, long size)
    {
        if (course.Count < 3)
            return Markup.None;
        var rates = course.Zip(course.Skip(1), (one, next) =>
            Math.Max(0, (next.Share - one.Share) * size / Math.Max(0.001, (next.At - one.At).TotalSeconds))).ToList();
        var most = Math.Max(rates.Max(), 1);
        var points = string.Join(' ', rates.Select((rate, i) => string.Create(
            CultureInfo.InvariantCulture, $"{i * 120.0 / (rates.Count - 1):0.0},{26 - (rate / most * 22):0.0}")));
        return Html($"""
            <svg class="raas-spark" viewBox="0 0 120 28" role="img" aria-label="{what}: {Rate(rates[^1])} now, {Rate(most)} at most"><polyline class="raas-line" points="{points}"/></svg>
            """);
    }

    /// <summary>Bytes a second, for people.</summary>
    public static string Rate(double bytesPerSecond) => bytesPerSecond < 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e3:0} kB/s")
        : string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond / 1e6:0.0} MB/s");

    /// <summary>A square for each row and column, the darker the more.</summary>
    /// <param name="word">What a square stands for, for who points at it.</param>
    public static Markup HeatMap(string what, IReadOnlyList<string> rows, IReadOnlyList<string> columns, Func<int, int, double> value,
        Func<int, int, string> word)
    {
        const int square = 16, left = 190, top = 16;
        var most = Math.Max(1, rows.SelectMany((_, r) => columns.Select((_, c) => value(r, c))).DefaultIfEmpty().Max());
        var squares = rows.SelectMany((name, r) => columns.Select((_, c) => Html(
            $"<rect class=\"raas-heat{Shade(value(r, c), most)}\" x=\"{left + (c * square)}\" y=\"{top + (r * square)}\" width=\"{square - 2}\" height=\"{square - 2}\"><title>{word(r, c)}</title></rect>"))
            .Prepend(Html($"<text class=\"raas-axis\" x=\"0\" y=\"{top + (r * square) + 11}\">{(name.Length > 30 ? name[..29] + "…" : name)}</text>")));
        var heads = columns.Select((name, c) => c % 7 != 0 ? Markup.None
            : Html($"<text class=\"raas-axis\" x=\"{left + (c * square)}\" y=\"10\">{name}</text>"));
        return Html($"""
            <figure class="raas-figure"><figcaption>{what}; the darker, the more</figcaption>
            <svg class="raas-heat" viewBox="0 0 {left + (columns.Count * square)} {top + (rows.Count * square)}" role="img" aria-label="{what}; the table below has the numbers">{heads}{squares}</svg></figure>
            """);
    }

    /// <summary>Numbers of parties differ by powers of ten: so do the shades.</summary>
    private static int Shade(double value, double most) => value <= 0 ? 0
        : Math.Clamp(1 + (int)(Math.Log(value + 1) / Math.Log(most + 1) * (Shades - 1)), 1, Shades - 1);
}
