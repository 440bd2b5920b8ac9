using Raas.Configuration;
using Raas.Domain;

namespace Raas.Operations;

/// <summary>A lane that an operator stopped.</summary>
public sealed record LaneHold
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
public sealed record StoppedByGuard
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
