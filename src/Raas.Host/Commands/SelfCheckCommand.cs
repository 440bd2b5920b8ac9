using System.CommandLine;
using Raas.Domain;
using Raas.Nights;

namespace Raas.Host.Commands;

/// <summary><c>raas selfcheck</c>.</summary>
internal static class SelfCheckCommand
{
    public static Command Create()
    {
        var json = CommandRunner.Json();
        var store = new Option<bool>("--store")
        {
            Description = "Only asks the store about itself: product, version, isolation, its clock beside ours; and our data on time "
                + "zones.",
        };
        var command = new Command("selfcheck", """
            Proves what the register promises: no rows of a person and type share a day, counts add up, no number is missing,
            and the journal, repeated from the start, gives exactly the rows that are there. Repairs nothing.

            Examples:
              raas selfcheck
              raas selfcheck --store
            """) { json, store };
        command.Does((engine, parsed, stop) =>
        {
            if (parsed.GetValue(store))
                return AboutTheStore(engine, parsed.GetValue(json));
            var report = engine.SelfCheck.Run(stop);
            if (parsed.GetValue(json))
            {
                Output.Json(new { report.IsGreen, Lines = report.Lines.Select(Shape) });
            }
            else
            {
                var table = Output.Table("=check", "#faults", "what a fault would be");
                foreach (var line in report.Lines)
                    table.Row(line.Check, line.Faults, line.Meaning);
                table.Print();
                Output.Line(report.IsGreen ? "Green."
                    : "RED: keep a copy of the store as it is, and look at the faults before the next night.");
            }
            return report.IsGreen ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>One promise, in JSON.</summary>
    public static object Shape(SelfCheckLine line) => new { line.Check, line.Faults, line.Meaning };

    /// <summary>Hosts on one store whose clocks differ by more would not agree on what is over.</summary>
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromSeconds(2);

    private static int AboutTheStore(Engine engine, bool asJson)
    {
        var (facts, ahead) = engine.Databases.Facts();
        var differs = ahead is { } difference && difference.Duration() > ClocksMayDiffer;
        var zone = BelgianTime.Zone;
        var change = NextChange(zone, DateTimeOffset.UtcNow);
        if (asJson)
        {
            Output.Json(new
            {
                facts.Server, facts.Place, facts.Isolation, WaitSeconds = facts.Waits.TotalSeconds,
                ClockAheadSeconds = ahead?.TotalSeconds, ClocksDiffer = differs, TimeZone = zone.Id,
                NextChange = change is { } at ? DateOnly.FromDateTime(at.DateTime) : (DateOnly?)null,
            });
            return differs ? ExitCode.Attention : ExitCode.Done;
        }
        var table = Output.Table("=what", "is");
        table.Row("server", facts.Server);
        table.Row("place", facts.Place);
        table.Row("isolation", facts.Isolation);
        table.Row("waits for a lock", $"{facts.Waits.TotalSeconds:0} s");
        table.Row("its clock", ahead is { } by
            ? $"{Math.Abs(by.TotalSeconds):0.000} s {(by < TimeSpan.Zero ? "behind" : "ahead of")} ours" : "is ours");
        table.Row("time zone", $"{zone.Id}, UTC{zone.GetUtcOffset(DateTimeOffset.UtcNow).Hours:+0;-0} now, next change "
            + $"{change?.ToString("yyyy-MM-dd") ?? "unknown: tzdata is missing or old"}");
        table.Print();
        if (differs)
            Output.Text("The clocks differ by more than 2 seconds: let both follow a time server (chrony, systemd-timesyncd) before hosts "
                + "share this store.");
        return differs ? ExitCode.Attention : ExitCode.Done;
    }

    /// <summary>The day on which the clocks are changed next; null when the data on the zone do not know one within a year.</summary>
    private static DateTimeOffset? NextChange(TimeZoneInfo zone, DateTimeOffset from)
    {
        for (var day = 0; day < 366; day++)
        {
            if (zone.GetUtcOffset(from.AddDays(day)) != zone.GetUtcOffset(from.AddDays(day + 1)))
                return from.AddDays(day + 1);
        }
        return null;
    }
}
