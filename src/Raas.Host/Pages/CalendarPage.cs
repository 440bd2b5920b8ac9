using System.Globalization;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store.Rows;

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
            <tr><td>{Link($"{Navigation.Parties}/{lane.Party.Number}", lane.Party.Name)}</td>
            <td>{lane.Expected.Flow}</td><td>{lane.Expected.Before:HH:mm}</td>
            {due.Select(day => Cell(days[day]))}</tr>
            """);
    }

    private Markup Cell(ExpectedDay day)
    {
        var state = day.DeliveryId is { } id ? Link($"{Navigation.Deliveries}/{id}", State(day)) : State(day);
        return Html($"<td class=\"raas-day raas-day-{day.State.ToString().ToLowerInvariant()}\">{state}</td>");
    }

    private Markup Volumes()
    {
        var parties = Engine.Parties.All();
        var volumes = Engine.Ledger.Volumes(Days);
        var days = volumes.Select(d => d.Day).ToList();
        var rows = volumes.SelectMany(d => d.Parties.Select(volume => (d.Day, Volume: volume))).GroupBy(one => one.Volume.Party)
            .Select(p => new PartyVolumes(p.Key, NameOrNumber(p.Key, parties), p.ToDictionary(one => one.Day, one => one.Volume)))
            .OrderByDescending(p => p.Records).ThenBy(p => p.Party).ToList();
        if (rows.Count == 0)
            return Html($"<p class=\"raas-empty\">Nothing was accepted in five weeks.</p>");
        var shown = rows.Take(Shown).ToList();
        return Html($"""
            {Map(shown, days)}
            {(rows.Count > Shown ? OnlyTheLargest(rows.Count) : Markup.None)}
            {Table("Volumes of five weeks", ["party", "#deliveries", "#records", "busiest day"], shown.Select(p => Row(p, days)), "")}
            <details><summary>day by day</summary>
            {Table("Volumes by day", ["day", "party", "#deliveries", "#records"],
                volumes.Reverse().SelectMany(d => Rows(d, parties)), "")}</details>
            """);
    }

    private static Markup Map(List<PartyVolumes> parties, List<DateOnly> days) => Pictures.HeatMap(
        "Records accepted, by party and day", parties.ConvertAll(party => party.Name),
        days.ConvertAll(day => day.ToString("dd/MM", CultureInfo.InvariantCulture)), (r, c) => parties[r].RecordsOn(days[c]),
        (r, c) => $"{parties[r].Name}, {Text(days[c])}: {Count(parties[r].DeliveriesOn(days[c]))} deliveries, "
            + $"{Count(parties[r].RecordsOn(days[c]))} records");

    private Markup OnlyTheLargest(int of) => Html($"""
        <p>{Count(Shown)} of {Count(of)} parties are shown, those with most records. {Link(Navigation.Parties, "All parties")}</p>
        """);

    private Markup Row(PartyVolumes party, List<DateOnly> days)
    {
        var busiest = days.Where(day => party.DeliveriesOn(day) > 0).MaxBy(party.RecordsOn);
        return Html($"""
            <tr><td>{PartyLink(Cbe(party.Party), party.Name)}</td><td class="raas-number">{Count(party.Deliveries)}</td>
            <td class="raas-number">{Count(party.Records)}</td><td>{Text(busiest)}: {Count(party.RecordsOn(busiest))} records</td></tr>
            """);
    }

    private static IEnumerable<Markup> Rows(DayVolume day, IReadOnlyList<Configuration.Party> parties) =>
        day.Parties.OrderByDescending(volume => volume.Records).Take(Shown).Select(volume => Html($"""
            <tr><td>{day.Day:dd/MM/yyyy}</td><td>{NameOf(volume.Party, parties)}</td>
            <td class="raas-number">{Count(volume.Deliveries)}</td><td class="raas-number">{Count(volume.Records)}</td></tr>
            """));

    private static string Text(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>What a party sent on the days on which it sent something: one at least.</summary>
    private sealed record PartyVolumes(long Party, string Name, IReadOnlyDictionary<DateOnly, VolumeRow> Days)
    {
        public long Deliveries { get; } = Days.Values.Sum(volume => volume.Deliveries);

        public long Records { get; } = Days.Values.Sum(volume => volume.Records);

        public long DeliveriesOn(DateOnly day) => Days.TryGetValue(day, out var volume) ? volume.Deliveries : 0;

        public long RecordsOn(DateOnly day) => Days.TryGetValue(day, out var volume) ? volume.Records : 0;
    }
}
