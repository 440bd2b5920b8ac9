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
            <tr><td>{party}</td><td>{lane}</td><td>{File(p)}</td><td>{p.Phase}</td>
            <td>{Bar(p)}</td><td>{Pictures.Rate(running.BytesPerSecond(now))} {Pace(running)}</td>
            <td>{ToGo(running.ToGo(now))}</td><td>{ToGo(running.LaneToGo(now))}</td></tr>
            """);
    }

    /// <summary>In one line, where the lane stands anyway.</summary>
    public static Markup Line(Running running, DateTimeOffset now)
    {
        var p = running.Progress;
        return Html($"""
            <div>{File(p)}: {p.Phase} {Bar(p)}
            {Pictures.Rate(running.BytesPerSecond(now))}; to go: {ToGo(running.ToGo(now))},
            with all behind it {ToGo(running.LaneToGo(now))} {Pace(running)}</div>
            {Course(running)}
            """);
    }

    /// <summary>Its name, and which it is of those that lie there.</summary>
    private static Markup File(DeliveryProgress p) =>
        Html($"{p.DataFileName} {RaasPage.Id($"{RaasPage.Count(p.Position)} of {RaasPage.Count(p.Of)}")}");

    private static Markup Pace(Running running) =>
        Pictures.Throughput($"Pace of {running.Progress.DataFileName}", running.Course, running.Progress.Size);

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
        var table = PageTable.Of($"Course of {running.Progress.DataFileName}", ["at", "#done"], rows, "");
        return Html($"<details><summary>course</summary>{table}</details>");
    }

    private static Markup Bar(DeliveryProgress p)
    {
        var percent = Percent(p.Share);
        return Html($"""
            <progress max="100" value="{Math.Floor(p.Share * 100):0}" aria-label="{p.DataFileName}">{percent}</progress> {percent}
            """);
    }

    private static string Percent(double share) => Math.Floor(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string ToGo(TimeSpan? time) => time is { } left ? RaasPage.Span(left) : "not known yet";
}
