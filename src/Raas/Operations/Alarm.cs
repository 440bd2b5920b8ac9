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
}
