using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Flows.PersonMutations;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What every worker of the intake works with.</summary>
internal sealed record IntakeContext(
    RaasOptions Options, Disk Disk, Folders Folders, RegisterStore Store, OutgoingFiles Outgoing, TimeProvider Clock, ILogger Log)
{
    /// <summary>How long a file that we may not read is waited for: many programs set its mode after they have written it.</summary>
    public static readonly TimeSpan UnreadableGrace = TimeSpan.FromMinutes(1);

    public IProgress<DeliveryProgress>? Progress { get; init; }

    /// <summary>The flows by which the nights notify institutions, in their order.</summary>
    public IReadOnlyList<NotificationFlow> Flows { get; init; } = NotificationFlow.All;

    /// <summary>Who looked at whom; retention is the night's.</summary>
    public required AuditTrail Audit { get; init; }

    /// <summary>Where it is said what was dealt with, but somebody should know of.</summary>
    public required Notices Notices { get; init; }

    /// <summary>What lies in the folders of parties is left there: a night of the past is run again.</summary>
    public bool TakesNothing { get; init; }

    /// <summary>Whether the store may be worked with.</summary>
    public required StoreAge Age { get; init; }

    /// <summary>What is dated later has not happened yet.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The place in the ledger of the night that works with this; its business date, unless nights of later dates were run
    /// before it.</summary>
    public DateOnly? NightKey { get; init; }

    /// <summary>The current number decides where a record is spooled, and only large files have more than one place. The version tells
    /// later whether replacements came in between; -1 when that does not matter.</summary>
    public (SpoolParts Routing, long Version) LoadRouting(string flow, long bytes, Party party)
    {
        var parts = flow == FlowName.Subscription ? SpoolParts.PartsFor(bytes, Options.Intake.BytesPerPart) : 1;
        if (parts == 1)
            return (SpoolParts.One, -1);
        using var session = Store.Read();
        var version = session.PersonVersion();
        var (replaced, current) = session.ReplacedNumbers();
        var together = party.Settings.AutoReplace ? session.PersonsOnTheWay(party.Number) : [];
        return (SpoolParts.Of(parts, replaced, current, together), version);
    }

    /// <summary>Mutations that wait for their day or their number, as they stand for this date.</summary>
    public DeferredMutations Deferred =>
        new(Store, Outgoing, Clock, BusinessDate, NightKey ?? BusinessDate, Options.Night.HeldAlarmAfter, Log);

    public bool IsGapAlarm(WaitReason reason, DateTimeOffset since) =>
        reason == WaitReason.WaitsForNumber && Clock.GetUtcNow() - since > Options.Intake.GapAlarmAfter;
}
