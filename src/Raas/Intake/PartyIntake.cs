using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Files;
using Raas.Operations;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What one look at a party's folder led to.</summary>
public sealed record IntakeReport(IReadOnlyList<DeliveryReport> Deliveries, IReadOnlyList<Waiting> Waiting, IReadOnlyList<string> Failures);

/// <summary>One round for one party: repair what a crash left, take what is there lane by lane, put strangers aside, and
/// tell the party where its lanes stand.</summary>
internal sealed class PartyIntake(IntakeTools tools, Party party)
{
    /// <summary>Beside the lanes: strangers in the folder, and <c>status.xml</c>.</summary>
    private const string FolderLease = "status.xml";

    private readonly Inbox inbox = new(tools.Disk, tools.Folders);
    private readonly List<DeliveryReport> deliveries = [];
    private readonly List<Waiting> waiting = [];
    private readonly List<string> failures = [];

    public IntakeReport Run(CancellationToken stop)
    {
        Guarded("folder", () => RunLanes(stop));
        Guarded(FolderLease, TidyFolder);
        return new IntakeReport(deliveries, waiting, failures);
    }

    private void RunLanes(CancellationToken stop)
    {
        tools.Folders.Prepare(party.Number);
        var unfiled = Unfiled();
        var candidates = inbox.Scan(party.Number);
        var lanes = unfiled.Select(LaneOf).Concat(candidates.Select(LaneOf)).Concat(LanesWithScratch()).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var lane in lanes)
            Guarded(lane, () => RunLane(lane, [.. candidates.Where(c => LaneOf(c) == lane)], stop));
    }

    /// <summary>What concerns the folder as a whole is done by one worker at a time as well; the others leave it to that one.</summary>
    private void TidyFolder()
    {
        using var lease = LaneLease.TryTake(tools.Store, party.Number, FolderLease, tools.Owner, tools.Options.LeaseFor, tools.Clock);
        if (lease is null)
            return;
        PutStrangersAside(inbox.Scan(party.Number));
        new StatusFile(tools).Write(party, waiting);
    }

    private void RunLane(string lane, List<Candidate> candidates, CancellationToken stop)
    {
        using var lease = LaneLease.TryTake(tools.Store, party.Number, lane, tools.Owner, tools.Options.LeaseFor, tools.Clock);
        if (lease is null)
        {
            waiting.AddRange(candidates.Select(c => new Waiting(c.VoucherFileName, c.Flow, c.FileSequenceNumber, WaitReason.LaneBusy, tools.Clock.GetUtcNow())));
            return;
        }
        Spool.Clear(tools.Disk.Files, tools.Folders.Spool(LaneWorker.SpoolName(party, lane)));
        var worker = new LaneWorker(tools, party, lane, lease);
        foreach (var settled in Unfiled().Where(d => LaneOf(d) == lane))
            worker.Finish(settled);
        var hold = HoldOf(lane);
        foreach (var candidate in candidates)
        {
            stop.ThrowIfCancellationRequested();
            if (hold is not null && !candidate.IsCancelled)
                worker.Wait(candidate, hold);
            else if (worker.Take(candidate, stop) is { } report)
                deliveries.Add(report);
        }
        waiting.AddRange(worker.Waiting);
    }

    /// <summary>The one catch: whatever goes wrong in a lane stops that lane, and nothing else. What was not committed did
    /// not happen; the files are where they were; the next round tries again.</summary>
    private void Guarded(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            tools.Log.LogError(e, "{What} of {Party} stopped: {Reason}. Nothing was changed; it is tried again in the next round", what, party.Number, e.Message);
            failures.Add($"{party.Number} {what}: {(tools.Store.Dialect.IsTransient(e) ? "the store is busy, full or away: " : "")}{e.Message}");
        }
    }

    private Hold? HoldOf(string lane)
    {
        using var session = tools.Store.Read();
        return session.HoldOf(party.Number, lane);
    }

    private List<UnfiledDelivery> Unfiled()
    {
        using var session = tools.Store.Read();
        return session.Unfiled(party.Number);
    }

    /// <summary>Lanes of which a dead worker left the spool behind: taking the lane clears it.</summary>
    private IEnumerable<string> LanesWithScratch() =>
        LaneWorker.Lanes.Where(lane => tools.Disk.Files.Directory.Exists(tools.Folders.Spool(LaneWorker.SpoolName(party, lane))));

    private void PutStrangersAside(List<Candidate> candidates)
    {
        var spokenFor = candidates.SelectMany(c => new[] { c.DataFileName, SafeName.CancelOf(c.DataFileName) }).ToHashSet(StringComparer.Ordinal);
        var now = tools.Clock.GetUtcNow();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, tools.Zone).DateTime);
        foreach (var name in inbox.Unknown(party.Number, spokenFor, now, tools.Options.Intake.UnknownAfter))
        {
            var folder = tools.Folders.Absolute(Folders.Unknown(party.Number, day));
            var target = tools.Disk.Files.Path.Combine(folder, name);
            for (var n = 2; tools.Disk.Exists(target); n++)
                target = tools.Disk.Files.Path.Combine(folder, $"{name}.{n}");
            tools.Disk.Move(inbox.PathOf(party.Number, name), target);
            tools.Log.LogWarning("A file of {Party} that no voucher names was put aside in {Folder}", party.Number, Folders.Unknown(party.Number, day));
        }
    }

    private static string LaneOf(Candidate candidate) => LaneOf(candidate.Flow);

    private static string LaneOf(UnfiledDelivery settled) => LaneOf(settled.Flow);

    /// <summary>A flow that we do not know is no lane: it is refused beside the vouchers that cannot be read.</summary>
    private static string LaneOf(string? flow) => flow is not null && IncomingFlow.Names.Contains(flow) ? flow : LaneWorker.NoFlow;
}
