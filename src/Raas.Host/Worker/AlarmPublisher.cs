using System.Net.Http.Json;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Operations;
using Raas.Oversight;

namespace Raas.Host.Worker;

/// <summary>Keeps the alarms, and sends the webhook what began and what is over. What could not be sent is sent the next time.</summary>
internal sealed class AlarmPublisher(
    Engine engine, IntakeRounds rounds, NightSchedule nights, RecurringJobs jobs, OwnCertificate certificate, RaasOptions options,
    HttpClient http, TimeProvider clock, ILogger<AlarmPublisher> log)
{
    /// <summary>When the last look began.</summary>
    public DateTimeOffset? LastLookAt { get; private set; }

    public async Task Look(CancellationToken stop)
    {
        LastLookAt = clock.GetUtcNow();
        var due = engine.LaneControl.NightPause() is null ? nights.Due(options.Alarms.NightLateAfter) : null;
        engine.AlarmRules.Run(due, [.. rounds.Failures, .. nights.Failures, .. Jobs(), .. certificate.Failures,
            .. engine.Checkpoint.Fault is { } fault ? new[] { $"checkpoint: {fault}" } : []], certificate.Ends);
        if (options.Alarms.Webhook is not { } webhook)
            return;
        foreach (var alarm in engine.Alarms.Unsent())
        {
            try
            {
                using var response = await http.PostAsJsonAsync(webhook, Payload(alarm), stop);
                response.EnsureSuccessStatusCode();
            }
            catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
            {
                log.LogWarning("The webhook did not take alarm {AlarmId}: {Reason}. It is told again in a minute", alarm.AlarmId,
                    e.Message);
                return;
            }
            engine.Alarms.MarkSent(alarm);
        }
    }

    private IReadOnlyList<string> Jobs()
    {
        try
        {
            return jobs.Problems();
        }
        catch (System.Data.Common.DbException e)
        {
            return [$"jobs: {e.Message}"];
        }
    }

    private object Payload(Alarm alarm) => new
    {
        id = alarm.AlarmId,
        state = alarm.ClosedAt is null ? "raised" : "closed",
        kind = alarm.Kind,
        subject = alarm.Subject,
        party = alarm.Party?.ToString("D10"),
        message = alarm.Message,
        environment = options.Environment,
        raisedAt = alarm.RaisedAt,
        closedAt = alarm.ClosedAt,
    };
}
