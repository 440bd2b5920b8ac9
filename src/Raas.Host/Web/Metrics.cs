using System.Globalization;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Host.Worker;
using Raas.Intake;
using Raas.Operations;
using Raas.Oversight;
using Raas.Store;

namespace Raas.Host.Web;

/// <summary><c>/metrics</c> in the text format of Prometheus. From the ledger, so that several hosts say the same.</summary>
internal sealed class Metrics(Engine engine, IntakeRounds rounds, NightSchedule nights, SoapCounts calls, TimeProvider clock)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public string Text()
    {
        var now = clock.GetUtcNow();
        var text = new StringBuilder();
        var running = rounds.Running;
        var (all, totals) = engine.Lanes.StatusWith(engine.Ledger);
        var lanes = rounds.WithoutRunning(all, running);
        WriteTotals(text, totals);
        WriteLanes(text, all, lanes, now);
        WriteNights(text, now);
        Head(text, "raas_alarms", "gauge", "Open alarms by kind.");
        foreach (var kind in engine.Alarms.Open().GroupBy(a => a.Kind))
            Line(text, "raas_alarms", kind.Count(), ("kind", kind.Key));
        WriteWork(text, all.Sum(lane => lane.Waiting.Count) - lanes.Sum(lane => lane.Waiting.Count), now);
        WriteCalls(text);
        return text.ToString();
    }

    /// <summary>What was decided since the ledger began.</summary>
    private static void WriteTotals(StringBuilder text, Totals totals)
    {
        Head(text, "raas_deliveries_total", "counter", "Deliveries by decision.");
        foreach (var (decision, count) in totals.Decisions)
            Line(text, "raas_deliveries_total", count, ("decision", decision));
        Head(text, "raas_records_total", "counter", "Records of accepted deliveries by outcome.");
        foreach (var (outcome, count) in totals.Outcomes)
            Line(text, "raas_records_total", count, ("outcome", outcome));
        Head(text, "raas_outgoing_files_total", "counter", "Files that went out, by flow.");
        foreach (var (flow, count) in totals.Outgoing)
            Line(text, "raas_outgoing_files_total", count, ("flow", flow));
    }

    /// <param name="all">As they were looked at.</param>
    /// <param name="lanes">The same without what this host works on.</param>
    private static void WriteLanes(
        StringBuilder text, IReadOnlyList<LaneStatus> all, IReadOnlyList<LaneStatus> lanes, DateTimeOffset now)
    {
        var unanswered = all.SelectMany(lane => lane.Waiting).ToList();
        var waiting = lanes.SelectMany(lane => lane.Waiting.Select(w => (lane, w))).ToList();
        Head(text, "raas_lane_waiting", "gauge", "Deliveries that wait, by lane and reason.");
        foreach (var lane in waiting.GroupBy(x => (x.lane.Party, x.lane.Flow, x.w.Reason)))
            Line(text, "raas_lane_waiting", lane.Count(), ("party", lane.Key.Party.ToString()), ("flow", lane.Key.Flow),
                ("reason", WaitWords.Wire(lane.Key.Reason)));
        Head(text, "raas_lane_wait_seconds", "gauge", "Age of the oldest delivery that waits, by lane.");
        foreach (var lane in waiting.GroupBy(x => (x.lane.Party, x.lane.Flow)))
            Line(text, "raas_lane_wait_seconds", lane.Max(x => (now - x.w.Since).TotalSeconds), ("party", lane.Key.Party.ToString()),
                ("flow", lane.Key.Flow));
        Head(text, "raas_oldest_unanswered_delivery_seconds", "gauge",
            "Age of the oldest delivery that has no receipt yet; 0 when there is none.");
        Line(text, "raas_oldest_unanswered_delivery_seconds",
            unanswered.Count == 0 ? 0 : unanswered.Max(w => (now - w.Since).TotalSeconds));
        Head(text, "raas_folder_trouble", "gauge", "1 for each party whose folder cannot be read, or does not answer.");
        foreach (var party in lanes.Where(lane => lane.Trouble is not null).Select(lane => lane.Party).Distinct())
            Line(text, "raas_folder_trouble", 1, ("party", party.ToString()));
        Head(text, "raas_lanes_held", "gauge", "Lanes that an operator has stopped.");
        Line(text, "raas_lanes_held", lanes.Count(lane => lane.Hold is not null));
    }

    private void WriteNights(StringBuilder text, DateTimeOffset now)
    {
        Head(text, "raas_night_running", "gauge", "The step that the night is in.");
        Head(text, "raas_night_duration_seconds", "gauge", "How long the last complete night took.");
        Head(text, "raas_night_business_date_seconds", "gauge", "Business date of the last complete night, as seconds since 1970.");
        var (history, _) = engine.Ledger.Nights(2);
        foreach (var night in history.Where(n => !n.IsComplete).Take(1))
            Line(text, "raas_night_running", 1, ("step", night.Step));
        foreach (var night in history.Where(n => n.CompletedAt is not null).Take(1))
        {
            Line(text, "raas_night_duration_seconds", (night.CompletedAt!.Value - night.StartedAt).TotalSeconds);
            Line(text, "raas_night_business_date_seconds", (night.Date.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalSeconds);
        }
        Head(text, "raas_night_paused", "gauge", "1 while an operator has paused the nights.");
        Line(text, "raas_night_paused", engine.LaneControl.NightPause() is null ? 0 : 1);
        if (nights.Next is { } next)
        {
            Head(text, "raas_night_next_seconds", "gauge", "Seconds until the next night of the schedule.");
            Line(text, "raas_night_next_seconds", (next - now).TotalSeconds);
        }
    }

    /// <param name="running">Of the deliveries that were looked at: what was decided or dropped since counts where it did then.</param>
    private void WriteWork(StringBuilder text, int running, DateTimeOffset now)
    {
        Head(text, "raas_deliveries_running", "gauge", "Deliveries that this host works on.");
        Line(text, "raas_deliveries_running", running);
        if (rounds.LastRoundAt is { } last)
        {
            Head(text, "raas_last_round_seconds", "gauge", "Seconds since this host last looked at the drop folders.");
            Line(text, "raas_last_round_seconds", (now - last).TotalSeconds);
        }
    }

    private void WriteCalls(StringBuilder text)
    {
        var answered = calls.All;
        Head(text, "raas_soap_calls_total", "counter", "Calls that this host answered, by operation and code.");
        foreach (var (call, count) in answered)
            Line(text, "raas_soap_calls_total", count.Calls, ("operation", call.Operation), ("code", call.Code));
        Head(text, "raas_soap_seconds_total", "counter", "Time that they took, by operation and code.");
        foreach (var (call, count) in answered)
            Line(text, "raas_soap_seconds_total", count.Seconds, ("operation", call.Operation), ("code", call.Code));
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static void Line(StringBuilder text, string name, double value, params (string Name, string Value)[] labels)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').AppendJoin(',', labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\"")).Append('}');
        text.Append(' ').Append(value.ToString("0.###", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
