namespace Raas.Store.Rows;

/// <summary>Something that was dealt with, but that somebody should know of: an alarm for a week.</summary>
public sealed record Notice
{
    public long NoticeId { get; init; }

    /// <summary>As the alarm's.</summary>
    public string Kind { get; init; } = "";
    public long Party { get; init; }

    /// <summary>What it is about: the same subject within a week is one alarm.</summary>
    public string Subject { get; init; } = "";
    public string Message { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
