using System.Globalization;
using Raas.Host.Worker;
using Raas.Intake;

namespace Raas.Host.Pages;

/// <summary>What is being worked on: one row a lane, with the way to go for the file and for all that lies behind it.</summary>
internal static class AtWork
{
    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    /// <summary>The cells of a lane: which file, how far, how fast, how long it takes.</summary>
    public static readonly string[] Heads = ["party", "lane", "file", "phase", "done", "pace", "to go: file", "to go: lane"];

    public static Markup Row(Running running, Markup party, Markup lane, DateTimeOffset now)
    {
        var p = running.Progress;
        return Html($"""
            <tr><td>{party}</td><td>{lane}</td><td>{p.DataFileName} <span class="raas-id">{Count(p.Position)} of {Count(p.Of)}</span></td><td>{p.Phase}</td>
            <td>{Bar(running)}</td><td>{Pictures.Rate(running.BytesPerSecond(now))} {Pictures.Throughput($"Pace of {p.DataFileName}", running.Course, p.Size)}</td>
            <td>{ToGo(running.ToGo(now))}</td><td>{ToGo(running.LaneToGo(now))}</td></tr>
            """);
    }

    /// <summary>In one line, where the lane stands anyway.</summary>
    public static Markup Line(Running running, DateTimeOffset now) => Html($"""
        <div>{running.Progress.DataFileName} <span class="raas-id">{Count(running.Progress.Position)} of {Count(running.Progress.Of)}</span>: {running.Progress.Phase} {Bar(running)}
        {Pictures.Rate(running.BytesPerSecond(now))}; to go: {ToGo(running.ToGo(now))}, with all behind it {ToGo(running.LaneToGo(now))} {Pictures.Throughput($"Pace of {running.Progress.DataFileName}", running.Course, running.Progress.Size)}</div>
        {Course(running)}
        """);

    /// <summary>How long everything that is in turn takes: lanes do not wait for each other. Null: nothing is, or nobody knows
    /// yet.</summary>
    public static TimeSpan? InAll(IReadOnlyList<Running> running, DateTimeOffset now) =>
        running.Count == 0 || running.Any(r => r.LaneToGo(now) is null) ? null : running.Max(r => r.LaneToGo(now));

    /// <summary>The numbers behind the line.</summary>
    private static Markup Course(Running running)
    {
        if (running.Course.Count < 3)
            return Markup.None;
        var every = Math.Max(1, running.Course.Count / 12);
        var rows = running.Course.Where((_, i) => i % every == 0).Select(c =>
            Html($"<tr><td>{RaasPage.Clock(c.At)}</td><td class=\"raas-number\">{Percent(c.Share)}</td></tr>"));
        return Html($"<details><summary>course</summary>{RaasPage.Table($"Course of {running.Progress.DataFileName}", ["at", "#done"], rows, "")}</details>");
    }

    private static Markup Bar(Running running) => Html(
        $"<progress max=\"100\" value=\"{Math.Floor(running.Progress.Share * 100):0}\" aria-label=\"{running.Progress.DataFileName}\">{Percent(running.Progress.Share)}</progress> {Percent(running.Progress.Share)}");

    private static string Percent(double share) => Math.Floor(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string ToGo(TimeSpan? time) => time is { } left ? RaasPage.Span(left) : "not known yet";

    private static string Count(long number) => RaasPage.Count(number);
}
