using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>What operators do to lanes and nights. Each act is journalled in the transaction that makes it true.</summary>
public sealed class LaneControl(RegisterStore store, TimeProvider clock)
{
    /// <summary>Stops a lane: what is dropped there waits. What is being applied is finished.</summary>
    /// <param name="flow">Null: every flow of the party.</param>
    /// <exception cref="OperatorException">It is held already, or there is no such party.</exception>
    public void Hold(CbeNumber party, string? flow, Operator who)
    {
        using var session = store.Write();
        RequireParty(session, party);
        Insert(session, party.Value, flow ?? Operations.LaneHold.AllFlows, who);
        session.Journal(clock.GetUtcNow(), who, "HOLD", party, flow, null);
        session.Commit();
    }

    /// <summary>Lets a held lane go on, and lets deliveries pass that the guard stopped.</summary>
    /// <param name="flow">Null: every flow of the party.</param>
    /// <exception cref="OperatorException">Nothing is held there, or there is no such party.</exception>
    public void Release(CbeNumber party, string? flow, Operator who)
    {
        using var session = store.Write();
        RequireParty(session, party);
        var released = 0;
        foreach (var hold in session.Holds().Where(h => h.Party == party.Value && (flow is null || h.Flow == flow)))
            released += session.DeleteHold(hold.Party, hold.Flow);
        foreach (var one in session.Guarded(party).Where(g => flow is null || g.Flow == flow).DistinctBy(g => g.Flow))
            released += session.MarkGuardedReleased(one.Party, one.Flow, clock.GetUtcNow());
        if (released == 0)
        {
            throw new OperatorException(flow is not null && session.HoldOf(party, flow) is not null
                ? $"All flows of {party} are held together: release them together, without naming a flow."
                : $"Nothing of {party}{(flow is null ? "" : " " + flow)} is held.");
        }
        session.Journal(clock.GetUtcNow(), who, "RELEASE", party, flow, null);
        session.Commit();
    }

    /// <summary>The schedule starts no night until it is resumed. <c>raas night</c> still does.</summary>
    /// <exception cref="OperatorException">It is paused already.</exception>
    public void PauseNight(Operator who)
    {
        using var session = store.Write();
        Insert(session, 0, Operations.LaneHold.Night, who);
        session.Journal(clock.GetUtcNow(), who, "PAUSE-NIGHT", null, null, null);
        session.Commit();
    }

    /// <summary>The schedule starts nights again.</summary>
    /// <exception cref="OperatorException">It is not paused.</exception>
    public void ResumeNight(Operator who)
    {
        using var session = store.Write();
        if (session.DeleteHold(0, Operations.LaneHold.Night) == 0)
            throw new OperatorException("The night is not paused.");
        session.Journal(clock.GetUtcNow(), who, "RESUME-NIGHT", null, null, null);
        session.Commit();
    }

    /// <summary>Who paused the night, and why; null while the schedule starts nights.</summary>
    public LaneHold? NightPause()
    {
        using var session = store.Read();
        return session.Holds().Find(h => h.Flow == Operations.LaneHold.Night && h.Party == 0);
    }

    private void Insert(StoreSession session, long party, string flow, Operator who)
    {
        if (session.Holds().Find(h => h.Party == party && h.Flow == flow) is { } held)
            throw new OperatorException($"{held.Operator} has stopped it already, on {held.HeldAt:yyyy-MM-dd HH:mm} UTC: {held.Reason}");
        session.InsertHold(party, flow, who, clock.GetUtcNow());
    }

    private static void RequireParty(StoreSession session, CbeNumber party)
    {
        if (session.Parties().All(p => p.Number != party))
            throw new OperatorException($"There is no party {party}.");
    }
}
