using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;

namespace Raas.Intake;

/// <summary>A delivery that waits, and for what.</summary>
/// <param name="MissingNumber">The number that has to come first, when it waits for one.</param>
/// <param name="Since">When we first saw its voucher, by our clock.</param>
/// <param name="IsAlarm">It has waited for that number longer than <c>Raas:Intake:GapAlarmAfter</c>.</param>
public sealed record Waiting(string VoucherFileName, string? Flow, long? FileSequenceNumber, WaitReason Reason, DateTimeOffset Since,
    long? MissingNumber = null, bool IsAlarm = false)
{
    /// <summary>What more there is to say: the reason of the operator.</summary>
    public string? Detail { get; init; }

    /// <summary>What it would take, when that is why.</summary>
    public StoppedByGuard? Guard { get; init; }
}
