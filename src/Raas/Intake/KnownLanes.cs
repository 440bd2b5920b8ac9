using Raas.Domain;
using Raas.Flows;
using Raas.Operations;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Intake;

/// <summary>What the ledger says of the lanes of all parties: who looks at all of them asks a few times, not a few times for
/// each.</summary>
internal sealed class KnownLanes
{
    private readonly Dictionary<(long Party, string Flow), LaneState> states;
    private readonly HashSet<long> guarded;
    private readonly ILookup<long, SeenFile> seen;

    private KnownLanes(StoreSession session)
    {
        Holds = session.Holds();
        states = States(session);
        guarded = [.. session.PartiesWithGuarded()];
        seen = session.SeenFilesOfAll();
    }

    /// <summary>Holds that have not been released.</summary>
    public List<LaneHold> Holds { get; }

    public static KnownLanes Read(StoreSession session) => new(session);

    /// <summary>Where the lanes stand in which something was ever accepted.</summary>
    public static Dictionary<(long Party, string Flow), LaneState> States(StoreSession session) =>
        IncomingFlow.Names.SelectMany(flow => session.LaneStates(flow).Select(state => (state.Party, flow, state)))
            .ToDictionary(lane => (lane.Party, lane.flow), lane => lane.state);

    /// <summary>Those of one party.</summary>
    public static Dictionary<(long Party, string Flow), LaneState> StatesOf(StoreSession session, CbeNumber party) =>
        IncomingFlow.Names.Select(flow => (flow, state: session.LaneState(party, flow))).Where(lane => lane.state is not null)
            .ToDictionary(lane => (party.Value, lane.flow), lane => lane.state!);

    /// <inheritdoc cref="LaneLedger.Expected"/>
    public long Expected(CbeNumber party, string flow) => (states.GetValueOrDefault((party.Value, flow))?.LastAccepted ?? 0) + 1;

    /// <summary>Whether a delivery of the party waits for somebody's agreement.</summary>
    public bool HasGuarded(CbeNumber party) => guarded.Contains(party.Value);

    /// <summary>What is remembered of the party's folder.</summary>
    public List<SeenFile> Seen(CbeNumber party) => [.. seen[party.Value]];
}
