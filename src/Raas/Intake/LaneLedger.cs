using Raas.Configuration;
using Raas.Operations;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What the ledger says of the lanes of one party. Each thing is asked once, and again after <see cref="Forget"/>.</summary>
/// <param name="known">The holds that there are, when they are known.</param>
/// <param name="lanes">What was asked of all lanes before.</param>
internal sealed class LaneLedger(RegisterStore store, Party party, List<LaneHold>? known = null, KnownLanes? lanes = null)
{
    private List<LaneHold>? holds = known ?? lanes?.Holds;
    private KnownLanes? lanes = lanes;
    private readonly Dictionary<string, long> expected = new(StringComparer.Ordinal);

    /// <summary>The number that a flow takes next.</summary>
    public long Expected(string flow)
    {
        if (lanes is not null)
            return lanes.Expected(party.Number, flow);
        if (!expected.TryGetValue(flow, out var number))
        {
            using var session = store.Read();
            expected[flow] = number = session.ExpectedNumber(party.Number, flow);
        }
        return number;
    }

    /// <summary>The hold under which a lane stands; null: it works.</summary>
    public LaneHold? HoldOf(string lane)
    {
        if (holds is null)
        {
            using var session = store.Read();
            holds = session.Holds();
        }
        return holds.Find(hold => hold.Covers(party.Number, lane));
    }

    /// <summary>The delivery that was accepted under the number of this one.</summary>
    public AcceptedDelivery? Accepted(Voucher voucher)
    {
        // Numbers are accepted in their order.
        if (voucher.FileSequenceNumber >= Expected(voucher.Flow))
            return null;
        using var session = store.Read();
        return session.FindAccepted(party.Number, voucher.Flow, voucher.FileSequenceNumber);
    }

    /// <summary>What the guard said of this content under this number, and whether somebody has agreed since.</summary>
    public StoppedByGuard? Guarded(Voucher voucher)
    {
        if (lanes?.HasGuarded(party.Number) == false)
            return null;
        using var session = store.Read();
        return session.FindGuarded(party.Number, voucher.Flow, voucher.FileSequenceNumber, voucher.Digest);
    }

    /// <summary>Something was decided, or may have been.</summary>
    public void Forget()
    {
        expected.Clear();
        holds = null;
        lanes = null;
    }
}
