using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Intake;
using Raas.Jobs;
using Raas.Store;

namespace Raas;

/// <summary>How a night went.</summary>
public sealed record NightReport(DateOnly BusinessDate, TimeSpan Elapsed)
{
    public IReadOnlyList<DeliveryReport> Deliveries { get; init; } = [];
    public IReadOnlyList<(Party Party, Waiting Waiting)> Waiting { get; init; } = [];

    /// <summary>Lanes that stopped because of the machine, not because of a delivery; each is tried again in the next round.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public SelfCheckReport? SelfCheck { get; init; }
}

/// <summary>One night: take every delivery, sources first, then institutions; then prove that the register agrees with
/// itself. Each delivery is one transaction and one answer, so that a night may stop at any line and be run again.</summary>
internal sealed class Night(IntakeTools tools)
{
    /// <summary>Rounds go on while something was taken: a delivery may be what another one waits for.</summary>
    private const int MaxRounds = 1000;

    public NightReport Run(DateOnly businessDate, CancellationToken stop)
    {
        var started = tools.Clock.GetTimestamp();
        var parties = InOrder();
        var deliveries = new List<DeliveryReport>();
        var waiting = new List<(Party, Waiting)>();
        var failures = new List<string>();
        for (var round = 0; round < MaxRounds; round++)
        {
            waiting.Clear();
            failures.Clear();
            var taken = 0;
            foreach (var party in parties)
            {
                stop.ThrowIfCancellationRequested();
                var report = new PartyIntake(tools, party).Run(stop);
                deliveries.AddRange(report.Deliveries);
                waiting.AddRange(report.Waiting.Select(w => (party, w)));
                failures.AddRange(report.Failures);
                taken += report.Deliveries.Count;
            }
            var unfinishedVoucher = waiting.Exists(w => w.Item2.Reason == WaitReason.VoucherIncomplete);
            if (unfinishedVoucher)
                Thread.Sleep(IntakeTools.VoucherGrace);
            else if (taken == 0)
                break;
        }
        tools.Log.LogInformation("Night {Date}: {Deliveries} deliveries, {Waiting} waiting, {Failures} lanes stopped", businessDate, deliveries.Count, waiting.Count, failures.Count);
        return new NightReport(businessDate, tools.Clock.GetElapsedTime(started))
        {
            Deliveries = deliveries,
            Waiting = waiting,
            Failures = failures,
            SelfCheck = new SelfCheck(tools.Store).Run(stop),
        };
    }

    /// <summary>Sources first: an institution's records are judged by what the sources told tonight.</summary>
    private List<Party> InOrder()
    {
        using var session = tools.Store.Read();
        return [.. session.Parties().OrderBy(p => p.Kind == PartyKind.Source ? 0 : 1).ThenBy(p => p.Supplies.Contains("NR") ? 0 : 1).ThenBy(p => p.Number)];
    }
}
