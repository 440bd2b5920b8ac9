using Raas.Intake;
using Raas.Oversight;

namespace Raas.Host.Pages;

/// <summary>Deliveries of a lane that wait for the same.</summary>
internal sealed record WaitGroup(LaneStatus Lane, IReadOnlyList<Waiting> Waiting)
{
    /// <summary>The one that explains the others.</summary>
    public Waiting First => Waiting[0];

    /// <summary>Since when the oldest waits.</summary>
    public DateTimeOffset Since => Waiting.Min(w => w.Since);

    public bool IsAlarm => Waiting.Any(w => w.IsAlarm);

    /// <summary>What waits in a lane, by what it waits for.</summary>
    public static IEnumerable<WaitGroup> Of(LaneStatus lane) => lane.Waiting.GroupBy(w => (w.Reason, w.IsAlarm))
        .Select(group => new WaitGroup(lane, [.. group.OrderBy(w => w.FileSequenceNumber ?? 0)]));

    /// <summary>Which they are, in a few words.</summary>
    public string What => Waiting.Count == 1
        ? First.FileSequenceNumber is { } number ? $"number {number}" : First.VoucherFileName
        : First.FileSequenceNumber is { } from && Waiting[^1].FileSequenceNumber is { } until
            ? $"{RaasPage.Count(Waiting.Count)} deliveries, numbers {from} to {until}"
            : $"{RaasPage.Count(Waiting.Count)} deliveries";

    /// <param name="isAtWork">A delivery of the lane is being worked on here.</param>
    public string Why(bool isAtWork) => First is { Reason: WaitReason.WaitsForNumber, MissingNumber: { } missing }
        && (isAtWork || Lane.Waiting.Any(w => w.FileSequenceNumber == missing))
            ? $"Their turn comes after number {missing}, which is there." : WaitWords.Explain(First);
}
