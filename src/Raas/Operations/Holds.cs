using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>A lane that an operator stopped.</summary>
public sealed record Hold
{
    /// <summary>Every flow of the party.</summary>
    public const string AllFlows = "*";

    /// <summary>The flow under which the nights of the schedule are paused; its party is 0.</summary>
    public const string Night = "NIGHT";

    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public string Operator { get; init; } = "";
    public string Reason { get; init; } = "";
    public DateTimeOffset HeldAt { get; init; }

    public bool Covers(CbeNumber party, string flow) => Party == party.Value && (Flow == AllFlows || Flow == flow);
}

/// <summary>A delivery that would take so much from the register that somebody has to agree first.</summary>
public sealed record GuardedDelivery
{
    public long Party { get; init; }
    public string Flow { get; init; } = "";
    public long FileSequenceNumber { get; init; }

    /// <summary>Rows that it would remove or shorten.</summary>
    public long RowsTaken { get; init; }

    /// <summary>Rows of the party before it.</summary>
    public long RowsBefore { get; init; }
    public DateTimeOffset GuardedAt { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }
}

/// <summary>What an operator did.</summary>
public sealed record OperatorAction
{
    public DateTimeOffset At { get; init; }
    public string Operator { get; init; } = "";
    public string Action { get; init; } = "";
    public long? Party { get; init; }
    public string? Flow { get; init; }
    public long? Number { get; init; }
    public string Reason { get; init; } = "";
}

/// <summary>An action makes no sense here; the message says why and what to do.</summary>
public sealed class OperatorException(string message) : Exception(message);

/// <summary>Holds, guarded deliveries and the journal of operators.</summary>
internal static class OperationTables
{
    public static List<Hold> Holds(this StoreSession store) => store.Query<Hold>("holds");

    public static Hold? HoldOf(this StoreSession store, CbeNumber party, string flow) => store.Holds().Find(h => h.Covers(party, flow));

    public static List<GuardedDelivery> Guarded(this StoreSession store, CbeNumber party) => store.Query<GuardedDelivery>("guarded_of_party", new { Party = party.Value });

    /// <summary>Rows of the party, as others see them.</summary>
    public static long RowsOf(this StoreSession store, CbeNumber party) => store.Scalar<long>("count_rows", new { Party = party.Value });

    public static GuardedDelivery? FindGuarded(this StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        store.First<GuardedDelivery>("find_guarded", new { Party = party.Value, Flow = flow, FileSequenceNumber = number, Digest = digest });

    public static void Journal(this StoreSession store, DateTimeOffset at, Operator who, string action, CbeNumber? party, string? flow, long? number, Ssin? ssin = null) =>
        store.Execute("insert_action", new { At = at, Operator = who.Name, Action = action, Party = party?.Value, Flow = flow, Number = number, Ssin = ssin?.Value, who.Reason });
}

/// <summary>Who acts, and why. Both are journalled, so both have to be said.</summary>
public sealed record Operator
{
    private const int MaxName = 100;
    private const int MaxReason = 500;

    /// <exception cref="OperatorException">The name or the reason is missing or too long.</exception>
    public Operator(string? name, string? reason)
    {
        Name = Checked(name, "name", MaxName);
        Reason = Checked(reason, "reason", MaxReason);
    }

    public string Name { get; }

    public string Reason { get; }

    private static string Checked(string? text, string what, int most)
    {
        var trimmed = (text ?? "").Trim();
        if (trimmed.Length == 0)
            throw new OperatorException($"The {what} is missing: it goes into the journal of operators.");
        var length = Characters.Count(trimmed);
        return length <= most ? trimmed : throw new OperatorException($"The {what} has {length} characters: at most {most} were expected.");
    }
}

/// <summary>What operators do to lanes. Each act is journalled in the transaction that makes it true.</summary>
internal sealed class LaneControl(RegisterStore store, TimeProvider clock)
{
    /// <param name="flow">Null: every flow of the party.</param>
    /// <exception cref="OperatorException">It is held already.</exception>
    public void Hold(CbeNumber party, string? flow, Operator who)
    {
        using var session = store.Write();
        RequireParty(session, party);
        Insert(session, party.Value, flow ?? Operations.Hold.AllFlows, who);
        session.Journal(clock.GetUtcNow(), who, "HOLD", party, flow, null);
        session.Commit();
    }

    /// <summary>Lets a held lane go on, and lets deliveries pass that the guard stopped.</summary>
    /// <param name="flow">Null: every flow of the party.</param>
    /// <exception cref="OperatorException">Nothing is held there.</exception>
    public void Release(CbeNumber party, string? flow, Operator who)
    {
        using var session = store.Write();
        RequireParty(session, party);
        var released = 0;
        foreach (var hold in session.Holds().Where(h => h.Party == party.Value && (flow is null || h.Flow == flow)))
            released += session.Execute("delete_hold", new { hold.Party, hold.Flow });
        foreach (var one in session.Guarded(party).Where(g => flow is null || g.Flow == flow).DistinctBy(g => g.Flow))
            released += session.Execute("release_guarded", new { one.Party, one.Flow, At = clock.GetUtcNow() });
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
    public void PauseNight(Operator who)
    {
        using var session = store.Write();
        Insert(session, 0, Operations.Hold.Night, who);
        session.Journal(clock.GetUtcNow(), who, "PAUSE-NIGHT", null, null, null);
        session.Commit();
    }

    public void ResumeNight(Operator who)
    {
        using var session = store.Write();
        if (session.Execute("delete_hold", new { Party = 0L, Flow = Operations.Hold.Night }) == 0)
            throw new OperatorException("The night is not paused.");
        session.Journal(clock.GetUtcNow(), who, "RESUME-NIGHT", null, null, null);
        session.Commit();
    }

    private void Insert(StoreSession session, long party, string flow, Operator who)
    {
        if (session.Holds().Find(h => h.Party == party && h.Flow == flow) is { } held)
            throw new OperatorException($"{held.Operator} has stopped it already, on {held.HeldAt:yyyy-MM-dd HH:mm} UTC: {held.Reason}");
        session.Execute("insert_hold", new { Party = party, Flow = flow, Operator = who.Name, who.Reason, At = clock.GetUtcNow() });
    }

    private static void RequireParty(StoreSession session, CbeNumber party)
    {
        if (session.Parties().All(p => p.Number != party))
            throw new OperatorException($"There is no party {party}.");
    }
}
