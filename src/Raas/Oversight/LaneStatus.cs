using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Intake;
using Raas.Operations;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Xml;

namespace Raas.Oversight;

/// <summary>Where a lane stands.</summary>
public sealed record LaneStatus(CbeNumber Party, string PartyName, string Flow, long? LastAccepted, DateTimeOffset? LastAcceptedAt,
    long NextExpected, long Accepted, long Refused, IReadOnlyList<Waiting> Waiting)
{
    /// <summary>An operator has stopped it.</summary>
    public LaneHold? Hold { get; init; }

    /// <summary>Why its folder could not be read; null when it could.</summary>
    public string? Trouble { get; init; }

    /// <summary>A number has been missing for too long: somebody should call the party.</summary>
    public bool IsAlarm => Waiting.Any(w => w.IsAlarm);
}

/// <summary>Looks at lanes without working on them.</summary>
public sealed class LaneOverview
{
    private const int MostLooks = 5;

    private readonly IntakeContext tools;

    internal LaneOverview(IntakeContext tools) => this.tools = tools;

    /// <summary>Where the lanes stand, and what waits there.</summary>
    /// <param name="only">Null: those of every party.</param>
    public IReadOnlyList<LaneStatus> Status(CbeNumber? only) => Status(only, _ => true).Lanes;

    /// <summary>Where all lanes stand, and the totals of the ledger at the same moment: a delivery that is decided meanwhile is in one of
    /// them. Where the store cannot show one moment (SQL Server), one of the same milliseconds may be in both.</summary>
    public (IReadOnlyList<LaneStatus> Lanes, Totals Totals) StatusWith(LedgerView ledger) => Status(null, ledger.Totals);

    private (IReadOnlyList<LaneStatus> Lanes, T Read) Status<T>(CbeNumber? only, Func<StoreSession, T> read)
    {
        List<Party> parties;
        KnownLanes? known;
        using (var session = tools.Store.Read())
        {
            parties = [.. session.Parties().Where(p => only is null || p.Number == only)];
            known = only is null ? KnownLanes.Read(session) : null;
        }
        var looks = tools.Disk.Walk(parties, party => Look(party, known));
        for (var looked = 1; ; looked++)
        {
            // The ledger is asked after the files, once for all of them. What has moved meanwhile is looked for where it is now.
            using var session = tools.Store.ReadAtOneMoment();
            var unfiled = session.PartiesWithUnfiled().ToHashSet();
            var states = only is { } one ? KnownLanes.StatesOf(session, one) : KnownLanes.States(session);
            var moved = looks.FindAll(look => look.IsMoved(session, unfiled) || look.IsOvertaken(states));
            if (moved.Count == 0 || looked == MostLooks)
            {
                var refused = session.RefusedByLane(tools.Clock.GetUtcNow());
                var lanes = looks.SelectMany(look => Status(states, look, refused)).OrderBy(lane => lane.Party).ToList();
                return (lanes, read(session));
            }
            looks = [.. looks.Except(moved), .. tools.Disk.Walk(moved.ConvertAll(look => look.Party), party => Look(party, null))];
        }
    }

    /// <summary>What lay in the folders of a party.</summary>
    private sealed record FolderLook(
        Party Party, LaneLedger Ledger, Onlooker Onlooker, List<(Candidate Candidate, Waiting Waiting)> Open, string? Trouble)
    {
        /// <summary>Something is no longer where it lay, and not known to be decided.</summary>
        public bool IsMoved(StoreSession session, HashSet<long> unfiled) =>
            Open.Count > 0 && Onlooker.RemoveGone(Open, session, unfiled.Contains(Party.Number.Value)) > 0;

        /// <summary>What something waited for has been accepted since.</summary>
        public bool IsOvertaken(Dictionary<(long Party, string Flow), LaneState> states) => Open.Exists(one =>
            one.Waiting is { Reason: WaitReason.WaitsForNumber, Flow: { } flow, MissingNumber: { } missing }
            && states.GetValueOrDefault((Party.Number.Value, flow))?.LastAccepted >= missing);
    }

    /// <param name="known">Null: the ledger is asked for this party alone.</param>
    private FolderLook Look(Party party, KnownLanes? known)
    {
        var ledger = new LaneLedger(tools.Store, party, lanes: known);
        var (candidates, trouble) = Scan(party, known);
        var onlooker = new Onlooker(tools, party, ledger);
        return new FolderLook(party, ledger, onlooker, onlooker.Judge(candidates), trouble);
    }

    private static List<LaneStatus> Status(
        Dictionary<(long Party, string Flow), LaneState> states, FolderLook look, LedgerCounts refused)
    {
        var (party, ledger, _, open, trouble) = look;
        var lanes = new List<LaneStatus>();
        var flows = party.AcceptedFlows(IncomingFlow.Names);
        foreach (var flow in flows)
        {
            var state = states.GetValueOrDefault((party.Number.Value, flow)) ?? new LaneState();
            // What cannot be read is of no lane: it is shown with the first one.
            var waiting = open.Where(one => one.Candidate.Flow == flow
                || (flow == flows[0] && LaneWorker.LaneOf(one.Candidate.Flow) == LaneWorker.NoFlow));
            lanes.Add(new LaneStatus(
                party.Number, party.Name, flow, state.LastAccepted, state.LastAcceptedAt, (state.LastAccepted ?? 0) + 1,
                state.LastAccepted ?? 0, refused.Of(LedgerCounts.Refused, party.Number, flow), [.. waiting.Select(one => one.Waiting)])
            {
                Hold = ledger.HoldOf(flow),
                Trouble = trouble,
            });
        }
        return lanes;
    }

    private IEnumerable<Candidate> Taken(Party party) =>
        LaneWorker.Lanes.SelectMany(lane => new Claims(tools, party.Number, lane).All());

    /// <summary>A folder that cannot be read hides what waits there, and nothing else.</summary>
    private (IReadOnlyList<Candidate> Candidates, string? Trouble) Scan(Party party, KnownLanes? known)
    {
        var taken = Taken(party).ToList();
        try
        {
            var names = taken.Select(c => c.DataFileName).ToHashSet(StringComparer.Ordinal);
            var lying = Inbox.Look(tools, party, new SeenFolder(tools, party.Number, known), names).Candidates;
            // What was taken out of the folder between the two looks was in neither.
            taken.AddRange(Taken(party).Where(now => !taken.Exists(before => before.TakenFolder == now.TakenFolder)).ToList());
            // A claim that was cut in the middle is part of what still lies there.
            taken.RemoveAll(c => c.Voucher is null && lying.Any(l => l.DataFileName == c.DataFileName));
            return ([.. taken, .. lying], null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (taken, e.Message);
        }
    }
}
