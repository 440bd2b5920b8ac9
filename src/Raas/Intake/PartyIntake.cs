using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Files;
using Raas.Operations;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Intake;

/// <summary>What one look at a party's folder led to.</summary>
/// <param name="GaveWay">It ended because it was told that it was enough: there is more.</param>
public sealed record IntakeReport(IReadOnlyList<DeliveryReport> Deliveries, IReadOnlyList<Waiting> Waiting, IReadOnlyList<string> Failures,
    bool GaveWay = false);

/// <summary>One round for one party: repair what a crash left, take what is there lane by lane, put strangers aside, and
/// tell the party where its lanes stand.</summary>
internal sealed class PartyIntake(IntakeContext tools, Party party)
{
    /// <summary>Beside the lanes: strangers in the folder, and <c>status.xml</c>.</summary>
    private const string FolderLease = "status.xml";

    /// <summary>So many that wait are not read again by everybody who looks while they are worked on.</summary>
    private const int Many = 100;

    private readonly List<DeliveryReport> deliveries = [];
    private readonly List<Waiting> waiting = [];
    private readonly List<Waiting> strays = [];
    private readonly List<string> failures = [];

    private bool gaveWay;

    /// <summary>Nobody has moved anything since the folder was looked at, as far as we know.</summary>
    private bool isAsSeen = true;

    /// <summary>Asked between two deliveries: others wait, and this party has had its share for now.</summary>
    public Func<bool> IsEnough { get; init; } = () => false;

    private SeenFolder memory = null!;

    /// <summary>Null: the folder cannot be looked at, and what is in it is as if it were not there.</summary>
    private Inbox? inbox;

    public IntakeReport Run(CancellationToken stop)
    {
        Isolated("in", () =>
        {
            memory = new SeenFolder(tools, party.Number);
            inbox = Look();
        });
        Isolated("lanes", () => RunLanes(stop));
        Isolated(FolderLease, TidyFolder);
        return new IntakeReport(deliveries, waiting, failures, gaveWay);
    }

    private Inbox Look()
    {
        using var phase = Phase.Begin("look");
        return Inbox.Look(tools, party, memory, WaitingClaims());
    }

    /// <summary>Data file names of what was taken and is not decided.</summary>
    private HashSet<string> WaitingClaims()
    {
        var decided = Unfiled().Select(d => d.TakenFolder).ToHashSet(StringComparer.Ordinal);
        return [.. LaneWorker.Lanes.SelectMany(lane => new Claims(tools, party.Number, lane).All())
            .Where(c => !decided.Contains(c.TakenFolder)).Select(c => c.DataFileName)];
    }

    private void RunLanes(CancellationToken stop)
    {
        var busy = LaneWorker.Lanes.Where(lane => HasScratch(lane) || new Claims(tools, party.Number, lane).Any);
        var lanes = Unfiled().Select(LaneOf).Concat((inbox?.Candidates ?? []).Select(LaneOf)).Concat(busy).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        foreach (var lane in lanes)
            Isolated(lane, () => RunLane(lane, stop));
    }

    private void RunLane(string lane, CancellationToken stop)
    {
        var claims = new Claims(tools, party.Number, lane);
        using var lease = LaneLease.TryTake(tools.Store, party.Number, lane, tools.Options.LeaseFor);
        var ledger = new LaneLedger(tools.Store, party);
        var onlooker = new Onlooker(tools, party, ledger);
        if (lease is null)
        {
            isAsSeen = false;
            waiting.AddRange(onlooker.Look(Candidates(lane, claims)).Select(Busy));
            return;
        }
        Spool.Clear(tools.Disk.Files, tools.Folders.Spool(LaneWorker.SpoolName(party, lane)));
        var progress = new LaneProgress(tools.Progress, lane, tools.Clock.GetUtcNow());
        var worker = new LaneWorker(tools with { Progress = progress }, party, lane, lease, ledger);
        foreach (var settled in Unfiled().Where(d => LaneOf(d) == lane))
            worker.Finish(settled);
        if (claims.Repair())
            inbox = Look();
        var left = new Queue<Candidate>(Candidates(lane, claims));
        if (tools.Progress is not null && lane != LaneWorker.NoFlow)
            progress.Expect(left, ledger.Expected(lane));
        TakeAll(worker, left, progress, stop);
        // What was read of them at the beginning may be long ago.
        waiting.AddRange(onlooker.Look(left.Select(candidate => candidate with { Reading = null })));
        waiting.AddRange(worker.Waiting);
        failures.AddRange(worker.Failures);
        isAsSeen &= !worker.HasMoved;
    }

    /// <summary>One delivery of a lane after the other, until none is left or others wait.</summary>
    private void TakeAll(LaneWorker worker, Queue<Candidate> left, LaneProgress progress, CancellationToken stop)
    {
        var (begun, isRemembered) = (tools.Clock.GetUtcNow(), left.Count < Many);
        while (left.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            if (!isRemembered && tools.Clock.GetUtcNow() - begun >= SeenFolder.Settled)
            {
                isRemembered = true;
                Isolated("in", RememberVouchers);
            }
            gaveWay = gaveWay || (deliveries.Count > 0 && IsEnough());
            if (gaveWay)
                break;
            var next = left.Dequeue();
            progress.Begin(next);
            if (worker.Take(next, stop) is { } report)
                deliveries.Add(report);
            progress.End();
        }
    }

    /// <summary>Nothing would hold it, but another worker has the lane.</summary>
    private static Waiting Busy(Waiting waiting) =>
        waiting.Reason == WaitReason.NextRound ? waiting with { Reason = WaitReason.LaneBusy } : waiting;

    /// <summary>What was taken before, then what lies in the folder. Of two with the same name a cancel calls back the one that was
    /// taken.</summary>
    private List<Candidate> Candidates(string lane, Claims claims)
    {
        var taken = claims.All().ConvertAll(c => c with { IsCancelled = inbox?.HasCancel(c.DataFileName) == true });
        var calledBack = taken.Where(c => c.IsCancelled).Select(c => c.DataFileName).ToHashSet(StringComparer.Ordinal);
        var lying = (inbox?.Candidates ?? []).Where(c => LaneOf(c) == lane)
            .Select(c => calledBack.Contains(c.DataFileName) ? c with { IsCancelled = false } : c);
        return [.. taken, .. lying];
    }

    /// <summary>What concerns the folder as a whole is done by one worker at a time as well; the others leave it to that one.</summary>
    private void TidyFolder()
    {
        using var lease = LaneLease.TryTake(tools.Store, party.Number, FolderLease, tools.Options.LeaseFor);
        if (lease is null)
            return;
        if (inbox is not null)
            Isolated("in", KeepInMind);
        new StatusFile(tools).Write(party, waiting, strays);
    }

    /// <summary>What a voucher says is kept once the voucher has stood there for a while, and what stands there at the end of the round.
    /// The round of a large backlog takes minutes, in which each page would read thousands of vouchers again.</summary>
    private void RememberVouchers()
    {
        using var lease = LaneLease.TryTake(tools.Store, party.Number, FolderLease, tools.Options.LeaseFor);
        if (lease is null || inbox is null)
            return;
        memory.Keep(inbox.Entries);
        memory = new SeenFolder(tools, party.Number);
        inbox = Look();
        memory.Keep(inbox.Entries);
    }

    private void KeepInMind()
    {
        var now = isAsSeen && failures.Count == 0 ? inbox! : Look();
        var gone = PutStrangersAside(now);
        memory.Keep(now.Entries.Where(seen => !gone.Contains(seen)));
    }

    /// <summary>The one catch: whatever goes wrong in a lane stops that lane, and nothing else. What was not committed did
    /// not happen; the files are where they were; the next round tries again.</summary>
    private void Isolated(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            tools.Log.LogError(e, "{What} of {Party} stopped: {Reason}. Nothing was changed; it is tried again in the next round", what,
                party.Number, e.Message);
            var store = tools.Store.Dialect.IsTransient(e) ? $"the store ({tools.Store.Dialect.Place}) is busy, full or away: " : "";
            failures.Add($"{party.Number} {what}: {store}{e.Message}");
        }
    }

    private List<UnfiledDelivery> Unfiled()
    {
        using var session = tools.Store.Read();
        return session.Unfiled(party.Number);
    }

    /// <summary>A dead worker left its spool behind: taking the lane clears it.</summary>
    private bool HasScratch(string lane) => tools.Disk.Files.Directory.Exists(tools.Folders.Spool(LaneWorker.SpoolName(party, lane)));

    /// <returns>What is no longer there.</returns>
    private HashSet<Seen> PutStrangersAside(Inbox folder)
    {
        var gone = new HashSet<Seen>();
        foreach (var seen in folder.Strangers)
        {
            var isOld = tools.Clock.GetUtcNow() - seen.Memory.ChangedAt > tools.Options.Intake.UnknownAfter;
            if (isOld && TryPutAside(folder, seen))
                gone.Add(seen);
            else
                strays.Add(new Waiting(FileNames.Fit(seen.Name), null, null, ReasonOf(seen, isOld), seen.Memory.FirstSeenAt));
        }
        return gone;
    }

    private static WaitReason ReasonOf(Seen stray, bool isOld) =>
        isOld ? WaitReason.CannotBeMoved : stray.Name.StartsWith('.') ? WaitReason.OnItsWay : WaitReason.NoVoucher;

    private bool TryPutAside(Inbox folder, Seen seen)
    {
        try
        {
            Strangers.PutAside(tools, party.Number, folder.Folder, seen.Entry);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (seen.Memory.Told == 0)
                tools.Log.LogWarning(e, "{Name} of {Party}, which no voucher names, cannot be moved: {Reason}", seen.Name, party.Number,
                    e.Message);
            memory.Tell(seen);
            return false;
        }
    }

    private static string LaneOf(Candidate candidate) => LaneWorker.LaneOf(candidate.Flow);

    /// <summary>The lane that took it files it.</summary>
    private static string LaneOf(UnfiledDelivery settled) =>
        settled.TakenFolder is { } taken ? Claims.LaneOf(taken) : LaneWorker.LaneOf(settled.Flow);
}
