namespace Raas.Flows;

/// <summary>An event matched with one institution. One object is used again for every event.</summary>
internal sealed class MatchedEvent
{
    public long CurrentSsin { get; set; }
    public long EventNo { get; set; }

    /// <summary>The number under which a row stands that entitles to it; 0 when none does.</summary>
    public long HolderSsin { get; set; }

    /// <summary>The institution knows the person, entitled or not.</summary>
    public bool IsHeld { get; set; }
    public int Day { get; set; }
    public long MutationId { get; set; }
    public long Source { get; set; }
    public string Kind { get; set; } = "";
    public string Content { get; set; } = "";

    /// <summary>The authorisations that cover it, a bit each.</summary>
    public long Entitlements { get; set; }
}
