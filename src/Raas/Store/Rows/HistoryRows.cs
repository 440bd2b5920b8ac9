namespace Raas.Store.Rows;

/// <summary>A replacement that was made, or annulled.</summary>
public sealed record LinkEntry
{
    public long OldSsin { get; init; }
    public long NewSsin { get; init; }

    /// <summary>0: it was annulled.</summary>
    public int IsMade { get; init; }

    /// <summary>Its place in the journal of persons; 0: it stands now, whatever the journal still knows of it.</summary>
    public long PersonChangeId { get; init; }
    public long ChangeSetId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>How a number stands, and since when. Moments are null where there was no such change, or nobody noted it.</summary>
public sealed record StateEntry
{
    /// <summary>Now.</summary>
    public int State { get; init; }
    public long? KnownSince { get; init; }
    public DateTimeOffset? KnownAt { get; init; }
    public long? CancelledSince { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
}

/// <summary>A row before and after a change, either may be missing.</summary>
public sealed record RowEntry
{
    /// <summary>Of the dossier type.</summary>
    public string Code { get; init; } = "";
    public DateOnly? BeforeBegin { get; init; }
    public DateOnly? BeforeEnd { get; init; }
    public DateOnly? AfterBegin { get; init; }
    public DateOnly? AfterEnd { get; init; }
    public long ChangeSetId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A change set has left a piece there of what was registered under another number.</summary>
public sealed record PieceEntry
{
    public long HolderSsin { get; init; }

    /// <summary>Of the dossier type.</summary>
    public string Code { get; init; } = "";

    /// <summary>0: it has left none.</summary>
    public long OriginSsin { get; init; }
    public DateOnly BeginDate { get; init; }
    public DateOnly EndDate { get; init; }
    public long ChangeSetId { get; init; }
    public DateTimeOffset At { get; init; }
}
