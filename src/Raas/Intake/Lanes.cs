using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Where a lane stands.</summary>
public sealed record LaneStatus(CbeNumber Party, string PartyName, string Flow, long? LastAccepted, DateTimeOffset? LastAcceptedAt, long NextExpected, long Accepted, long Refused, IReadOnlyList<Waiting> Waiting)
{
    /// <summary>An operator has stopped it.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Why its folder could not be read; null when it could.</summary>
    public string? Trouble { get; init; }

    /// <summary>A number has been missing for too long: somebody should call the party.</summary>
    public bool IsAlarm => Waiting.Any(w => w.IsAlarm);
}

/// <summary>Looks at lanes without working on them.</summary>
internal sealed class Lanes(IntakeTools tools)
{
    public IReadOnlyList<LaneStatus> Status(CbeNumber? only)
    {
        using var session = tools.Store.Read();
        var lanes = new List<LaneStatus>();
        var holds = session.Holds();
        foreach (var party in session.Parties().Where(p => only is null || p.Number == only))
        {
            var (candidates, trouble) = Scan(party.Number);
            foreach (var flow in party.AcceptedFlows(IncomingFlow.Names))
            {
                var state = session.First<LaneState>("lane_state", new { Party = party.Number.Value, Flow = flow }) ?? new LaneState();
                var next = (state.LastAccepted ?? 0) + 1;
                var hold = holds.Find(h => h.Covers(party.Number, flow));
                var guarded = session.Guarded(party.Number).Where(g => g.Flow == flow).ToList();
                lanes.Add(new LaneStatus(
                    party.Number, party.Name, flow, state.LastAccepted, state.LastAcceptedAt, next, state.Accepted, state.Refused,
                    [.. candidates.Where(c => c.Flow == flow).Select(c => Look(party.Number, c, next, hold, guarded))])
                { Hold = hold, Trouble = trouble });
            }
        }
        return lanes;
    }

    /// <summary>A folder that cannot be read hides what waits there, and nothing else.</summary>
    private (IReadOnlyList<Candidate> Candidates, string? Trouble) Scan(CbeNumber party)
    {
        try
        {
            return (new Inbox(tools.Disk, tools.Folders).Scan(party), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], e.Message);
        }
    }

    private Waiting Look(CbeNumber party, Candidate candidate, long next, Hold? hold, List<GuardedDelivery> guarded)
    {
        if (hold is not null)
            return new Waiting(candidate.VoucherFileName, candidate.Flow, candidate.FileSequenceNumber, WaitReason.Held, hold.HeldAt) { Detail = hold.Reason };
        if (candidate.FileSequenceNumber == next && guarded.FindLast(g => g.FileSequenceNumber == next) is { } stopped)
            return new Waiting(candidate.VoucherFileName, candidate.Flow, next, WaitReason.Guarded, stopped.GuardedAt, null, IsAlarm: true) { Detail = WaitWords.Taken(stopped) };
        var files = tools.Disk.Files;
        var since = new DateTimeOffset(files.File.GetLastWriteTimeUtc(files.Path.Combine(tools.Folders.In(party), candidate.VoucherFileName)), TimeSpan.Zero);
        var reason = candidate.FileSequenceNumber > next ? WaitReason.WaitsForNumber
            : files.File.Exists(files.Path.Combine(tools.Folders.In(party), candidate.DataFileName)) ? WaitReason.NextRound : WaitReason.DataFileMissing;
        return new Waiting(candidate.VoucherFileName, candidate.Flow, candidate.FileSequenceNumber, reason, since, reason == WaitReason.WaitsForNumber ? next : null, tools.IsGapAlarm(reason, since));
    }

    private sealed record LaneState
    {
        public long? LastAccepted { get; init; }
        public DateTimeOffset? LastAcceptedAt { get; init; }
        public long Accepted { get; init; }
        public long Refused { get; init; }
    }
}
