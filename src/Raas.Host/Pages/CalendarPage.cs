using System.Globalization;
using Raas.Domain;
using Raas.Oversight;

namespace Raas.Host.Pages;

/// <summary>What came on which day, and what should have come: five weeks of deliveries, and the calendar of expected files.</summary>
internal sealed class CalendarPage() : RaasPage("Calendar")
{
    private const int Days = 35;
    private const int DaysBack = 13;
    private const int DaysAhead = 4;

    /// <summary>Rows of the picture; the others are on the pages of their parties.</summary>
    private const int Shown = 25;

    protected override Markup Body() => Html($"""
        <h2>Expected files</h2>
        <p>Working days only. What comes late counts for its day until the next one is due.</p>
        {Expected()}
        <h2>Deliveries and records, by party and day</h2>
        {Volumes()}
        """);

    /// <summary>How it stands with a file, in a word.</summary>
    public static Markup State(ExpectedDay day) => day.State switch
    {
        ExpectedState.Came => Sign("good", $"came {Time(day.At)}"),
        ExpectedState.Late => Sign("wait", $"late {Time(day.At)}"),
        ExpectedState.Missing => Sign("bad", "missing"),
        ExpectedState.Awaited => Sign("none", "awaited"),
        _ => Markup.None,
    };

    private static string Time(DateTimeOffset? at) => at is { } moment
        ? BelgianTime.At(moment).ToString("dd/MM HH:mm", CultureInfo.InvariantCulture) : "";

    private Markup Expected()
    {
        var today = BelgianTime.DateOf(Now);
        var lanes = Engine.Expected.Lanes(today.AddDays(-DaysBack), today.AddDays(DaysAhead));
        // What is ahead and today first, then back; a day on which nobody sends anything is no column.
        var due = lanes.SelectMany(lane => lane.Days).Where(day => day.State != ExpectedState.NotDue).Select(day => day.Day)
            .Distinct().OrderDescending().ToList();
        string Head(DateOnly day) => day == today ? "today" : day.ToString("ddd dd/MM", CultureInfo.InvariantCulture);
        return Table("Calendar of expected files", ["party", "flow", "before", .. due.Select(Head)], lanes.Select(lane => Row(lane, due)),
            "No party is expected to send anything: see expects in the configuration of parties.");
    }

    private Markup Row(ExpectedLane lane, IReadOnlyList<DateOnly> due)
    {
        var days = lane.Days.ToDictionary(day => day.Day);
        return Html($"""
            <tr><td>{Link($"{Navigation.Parties}/{lane.Party.Number}", lane.Party.Name)}</td><td>{lane.Expected.Flow}</td><td>{lane.Expected.Before:HH:mm}</td>
            {due.Select(day => Html($"<td class=\"raas-day raas-day-{days[day].State.ToString().ToLowerInvariant()}\">{Cell(days[day])}</td>"))}</tr>
            """);
    }

    private Markup Cell(ExpectedDay day) => day.DeliveryId is { } id ? Link($"{Navigation.Deliveries}/{id}", State(day)) : State(day);

    private Markup Volumes()
    {
        var parties = Engine.Parties.All();
        var days = Engine.Ledger.Volumes(Days);
        var rows = days.SelectMany(d => d.Parties).GroupBy(p => p.Party)
            .Select(p => (Party: p.Key, Deliveries: p.Sum(v => v.Deliveries), Records: p.Sum(v => v.Records)))
            .OrderByDescending(p => p.Records).ThenBy(p => p.Party).ToList();
        if (rows.Count == 0)
            return Html($"<p class=\"raas-empty\">Nothing was accepted in five weeks.</p>");
        var shown = rows.Take(Shown).ToList();
        var byDay = days.Select(d => d.Parties.ToDictionary(p => p.Party)).ToList();
        long Records(int row, int day) => byDay[day].TryGetValue(shown[row].Party, out var volume) ? volume.Records : 0;
        long Deliveries(int row, int day) => byDay[day].TryGetValue(shown[row].Party, out var volume) ? volume.Deliveries : 0;
        string Day(int day) => days[day].Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        string Name(int row) => NameOf(shown[row].Party, parties) is { Length: > 0 } name ? name : Cbe(shown[row].Party);
        return Html($"""
            {Pictures.HeatMap("Records accepted, by party and day", [.. shown.Select((_, r) => Name(r))], [.. days.Select(d => d.Day.ToString("dd/MM", CultureInfo.InvariantCulture))], (r, c) => Records(r, c), (r, c) => $"{Name(r)}, {Day(c)}: {Count(Deliveries(r, c))} deliveries, {Count(Records(r, c))} records")}
            {(rows.Count > Shown ? Html($"<p>{Count(Shown)} of {Count(rows.Count)} parties are shown, those with most records. {Link(Navigation.Parties, "All parties")}</p>") : Markup.None)}
            {Table("Volumes of five weeks", ["party", "#deliveries", "#records", "busiest day"], shown.Select((p, r) => Html($"<tr><td>{PartyLink(p.Party, parties)}</td><td class=\"raas-number\">{Count(p.Deliveries)}</td><td class=\"raas-number\">{Count(p.Records)}</td><td>{Busiest(r)}</td></tr>")), "")}
            <details><summary>day by day</summary>{Table("Volumes by day", ["day", "party", "#deliveries", "#records"], days.Reverse().SelectMany(d => d.Parties.OrderByDescending(p => p.Records).Take(Shown).Select(p => Html($"<tr><td>{d.Day:dd/MM/yyyy}</td><td>{NameOf(p.Party, parties)}</td><td class=\"raas-number\">{Count(p.Deliveries)}</td><td class=\"raas-number\">{Count(p.Records)}</td></tr>"))), "")}</details>
            """);

        string Busiest(int row)
        {
            var day = Enumerable.Range(0, days.Count).MaxBy(c => Records(row, c));
            return $"{Day(day)}: {Count(Records(row, day))} records";
        }
    }
}
