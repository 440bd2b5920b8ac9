namespace Raas.Operations;

/// <summary>Raised once, closed when it is over.</summary>
public sealed record Alarm
{
    public long AlarmId { get; init; }
    public string Kind { get; init; } = "";

    /// <summary>What it is about, the same as long as it lasts.</summary>
    public string Subject { get; init; } = "";
    public long? Party { get; init; }
    public string Message { get; init; } = "";
    public DateTimeOffset RaisedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public DateTimeOffset? RaiseSentAt { get; init; }

    /// <summary>When somebody said that it is seen to; null: nobody has.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }
    public string? AcknowledgedBy { get; init; }

    /// <summary>What is done about it.</summary>
    public string? AcknowledgeNote { get; init; }
}
