using System.Globalization;
using Raas.Oversight;

namespace Raas.Host.Pages;

/// <summary>A bar of a picture.</summary>
/// <param name="Text">What it stands for, for who points at it.</param>
internal sealed record PictureBar(string Text, double Value, bool IsBad = false);

/// <summary>Drawings of numbers. Each says in words what it shows; the numbers stand in a table beside it.</summary>
internal static class Pictures
{
    /// <summary>Of bars: how high the picture is, how wide each of them with its gap, what is left below.</summary>
    private const int Height = 100, Step = 22, Foot = 4;

    /// <summary>Of a map: its squares, and the place for the names of rows and columns.</summary>
    private const int Square = 16, Left = 190, Top = 16;

    private const int Shades = 5;

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    /// <summary>A bar for each value, the oldest left; what is usual as a band, and what is not marked with a sign.</summary>
    /// <param name="what">What the bars are, for who cannot see them.</param>
    public static Markup Bars(string what, IReadOnlyList<PictureBar> bars, UsualRange? usual, Func<double, string> word)
    {
        if (bars.Count < 2)
            return Markup.None;
        var most = Math.Max(Math.Max(bars.Max(b => b.Value), usual?.Middle * 2 ?? 0), 0.001);
        double Y(double value) => Height - (Math.Min(value, most) / most * (Height - 22));
        var range = usual is null ? "" : $"{word(usual.Low)} to {word(usual.High)}";
        var caption = usual is null ? what : $"{what}; the band is what is usual: {range}";
        var label = $"{what}: {bars.Count} bars, the last {word(bars[^1].Value)}, the largest {word(bars.Max(b => b.Value))}"
            + (usual is null ? "" : $"; usual is {range}");
        var band = usual is null ? Markup.None : Band(bars.Count, Y(usual.High), Y(usual.Low));
        var drawn = bars.Select((bar, i) => Bar(bar, i * Step, Y(bar.Value), usual?.Compare(bar.Value) ?? 0, word));
        return Html($"""
            <figure class="raas-figure"><figcaption>{caption}</figcaption>
            <svg class="raas-chart" viewBox="0 0 {Math.Max(bars.Count, 12) * Step} {Height + Foot}" role="img" aria-label="{label}">
            {band}{drawn}</svg></figure>
            """);
    }

    private static Markup Band(int bars, double top, double bottom) => Html($"""
        <rect class="raas-band" x="0" y="{top:0.0}" width="{bars * Step}" height="{Math.Max(1, bottom - top):0.0}"/>
        """);

    private static Markup Bar(PictureBar bar, int left, double top, int unusual, Func<double, string> word)
    {
        var style = bar.IsBad ? "raas-bar-bad" : unusual != 0 ? "raas-bar-odd" : "raas-bar";
        var mark = unusual == 0 && !bar.IsBad ? Markup.None : Html($"""
            <text class="raas-mark" x="{left + 10}" y="{Math.Max(10, top - 3):0.0}" text-anchor="middle">!</text>
            """);
        return Html($"""
            <rect class="{style}" x="{left + 3}" y="{top - 1:0.0}" width="{Step - 8}" height="{Height + 1 - top:0.0}">
            <title>{bar.Text}: {word(bar.Value)}</title></rect>{mark}
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
            <svg class="raas-spark" viewBox="0 0 120 28" role="img" aria-label="{what}: {Rate(rates[^1])} now, {Rate(most)} at most">
            <polyline class="raas-line" points="{points}"/></svg>
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
        var most = Math.Max(1, rows.SelectMany((_, r) => columns.Select((_, c) => value(r, c))).DefaultIfEmpty().Max());
        var squares = rows.SelectMany((name, r) => columns.Select((_, c) => Cell(r, c, Shade(value(r, c), most), word(r, c)))
            .Prepend(Axis(0, Top + (r * Square) + 11, name.Length > 30 ? name[..29] + "…" : name)));
        var heads = columns.Select((name, c) => c % 7 != 0 ? Markup.None : Axis(Left + (c * Square), 10, name));
        var (width, height) = (Left + (columns.Count * Square), Top + (rows.Count * Square));
        return Html($"""
            <figure class="raas-figure"><figcaption>{what}; the darker, the more</figcaption>
            <svg class="raas-heat" viewBox="0 0 {width} {height}" role="img" aria-label="{what}; the table below has the numbers">
            {heads}{squares}</svg></figure>
            """);
    }

    private static Markup Axis(int x, int y, string text) => Html($"<text class=\"raas-axis\" x=\"{x}\" y=\"{y}\">{text}</text>");

    private static Markup Cell(int row, int column, int shade, string text)
    {
        var (x, y) = (Left + (column * Square), Top + (row * Square));
        return Html($"""
            <rect class="raas-heat{shade}" x="{x}" y="{y}" width="{Square - 2}" height="{Square - 2}"><title>{text}</title></rect>
            """);
    }

    /// <summary>Numbers of parties differ by powers of ten: so do the shades.</summary>
    private static int Shade(double value, double most) => value <= 0 ? 0
        : Math.Clamp(1 + (int)(Math.Log(value + 1) / Math.Log(most + 1) * (Shades - 1)), 1, Shades - 1);
}
