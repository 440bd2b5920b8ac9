namespace Raas.Store.Rows;

/// <summary>A night in the ledger.</summary>
public sealed record NightRow
{
    /// <summary>Its place in the ledger: grows from night to night. The date too, unless an operator has said that it ran under a wrong
    /// one.</summary>
    public DateOnly BusinessDate { get; init; }

    /// <summary>The date that it counts as, when that is not its place in the ledger.</summary>
    public DateOnly? CountsAs { get; init; }

    public DateOnly Date => CountsAs ?? BusinessDate;

    /// <summary>RUNNING or COMPLETE.</summary>
    public string State { get; init; } = "";

    /// <summary>The step that is under way, or was the last one.</summary>
    public string Step { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset HeartbeatAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public long Deliveries { get; init; }

    /// <summary>Mutations that had waited and were applied.</summary>
    public long Released { get; init; }

    /// <summary>Mutations that wait.</summary>
    public long Held { get; init; }

    public int Faults { get; init; }

    public bool IsComplete => State == "COMPLETE";
}

/// <summary>What a night took from a journal.</summary>
public sealed record NightFlowRow
{
    public string Flow { get; init; } = "";
    public long FromId { get; init; }
    public long ThroughId { get; init; }
    public long ThroughChangeSet { get; init; }

    /// <summary>Entries of the journal.</summary>
    public long Events { get; init; }

    /// <summary>Entries that a later one of the same night took back or overtook, or that are told together with another.</summary>
    public long Superseded { get; init; }

    /// <summary>What every party is considered for.</summary>
    public long Considered { get; init; }
}

/// <summary>What became of it for one party.</summary>
public sealed record NightPartyRow
{
    public string Flow { get; init; } = "";
    public long Party { get; init; }
    public long Considered { get; init; }
    public long Notified { get; init; }

    /// <summary>The party does not want these files.</summary>
    public long NotAsked { get; init; }

    /// <summary>The party does not know the person, or did not on that day.</summary>
    public long NotHeld { get; init; }

    /// <summary>The party knows the person, but may not receive this.</summary>
    public long NotAuthorised { get; init; }
    public long RowsMoved { get; init; }
    public long Files { get; init; }
    public long? ChangeSetId { get; init; }
}

/// <summary>What a night notified, of all parties and flows.</summary>
public sealed record NightNotified
{
    public DateOnly BusinessDate { get; init; }
    public long Notified { get; init; }
    public long Files { get; init; }
    public long RowsMoved { get; init; }
}

/// <summary>One step of a night.</summary>
public sealed record NightStepRow
{
    public DateOnly BusinessDate { get; init; }
    public string Step { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>What became of the number that stands for another.</summary>
public enum NumberChange
{
    None,

    /// <summary>Another number stands for it than before the night.</summary>
    Changed,

    /// <summary>The same one as before the night, after it had stood for itself in between: what was registered under it then
    /// follows.</summary>
    Again,
}

/// <summary>A number that the night at hand is about, or that is connected to one.</summary>
/// <param name="ClusterNo">Numbers of one cluster are decided together.</param>
/// <param name="Party">0 = for every party.</param>
/// <param name="CurrentSsin">The number that stands for it now.</param>
/// <param name="CauseSsin">The number whose replacement is the cause: itself, or one further on its chain.</param>
/// <param name="Kind">What happened to the cause: a replacement, or its annulment; null for a number that is only connected.</param>
public readonly record struct NightNumberRow(
    int ClusterNo, long Ssin, long Party, long CurrentSsin, long CauseSsin, string? Kind, NumberChange Change, bool IsCancelled,
    long MutationId, long Source, int Day)
{
    /// <summary>The number that stands for it, the first of its chain; 0 = none.</summary>
    public long NextSsin { get; init; }

    /// <summary>The same before the night.</summary>
    public long NextBefore { get; init; }
}

/// <summary>A cancelled number of a cluster.</summary>
/// <param name="IsNew">Cancelled since the last night; else earlier, and told to whom a replacement has led there only now.</param>
public readonly record struct NightCancellationRow(int ClusterNo, long Ssin, bool IsNew, long MutationId, long Source, int Day);

/// <summary>Something that a service has to tell about a person.</summary>
/// <param name="HolderSsin">A number under which a party may hold the person.</param>
/// <param name="Content">Ready for the file.</param>
public sealed record NightEventRow(string Flow, long CurrentSsin, long EventNo, long HolderSsin, int Day, long MutationId, long Source,
    string Kind, string Content);

internal sealed class NightEventRows(IReadOnlyList<NightEventRow> rows) : BulkList<NightEventRows, NightEventRow>(Loaded, rows)
{
    private static readonly BulkTable<NightEventRows> Loaded = new BulkTable<NightEventRows>("night_event")
        .Text("Flow", r => r.Row.Flow)
        .Int64("CurrentSsin", r => r.Row.CurrentSsin)
        .Int64("EventNo", r => r.Row.EventNo)
        .Int64("HolderSsin", r => r.Row.HolderSsin)
        .Day("Date", r => r.Row.Day)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("Source", r => r.Row.Source)
        .Text("Kind", r => r.Row.Kind)
        .Text("Content", r => r.Row.Content);
}

internal sealed class NightNumberRows(IReadOnlyList<NightNumberRow> rows) : BulkList<NightNumberRows, NightNumberRow>(Loaded, rows)
{
    private static readonly BulkTable<NightNumberRows> Loaded = new BulkTable<NightNumberRows>("night_number")
        .Int32("ClusterNo", r => r.Row.ClusterNo)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int64("Party", r => r.Row.Party)
        .Int64("CurrentSsin", r => r.Row.CurrentSsin)
        .Int64("CauseSsin", r => r.Row.CauseSsin)
        .Text("Kind", r => r.Row.Kind)
        .Int32("Change", r => (int)r.Row.Change)
        .Int32("IsCancelled", r => r.Row.IsCancelled ? 1 : 0)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("Source", r => r.Row.Source)
        .Day("Date", r => r.Row.Day)
        .Int64("NextSsin", r => r.Row.NextSsin)
        .Int64("NextBefore", r => r.Row.NextBefore);
}

/// <summary>A number of the night, read from a statement that selects the whole row.</summary>
internal readonly struct NightNumberColumns(RowReader rows)
{
    private readonly RowColumn clusterNo = rows.Column("ClusterNo");
    private readonly RowColumn ssin = rows.Column("Ssin");
    private readonly RowColumn party = rows.Column("Party");
    private readonly RowColumn currentSsin = rows.Column("CurrentSsin");
    private readonly RowColumn causeSsin = rows.Column("CauseSsin");
    private readonly RowColumn kind = rows.Column("Kind");
    private readonly RowColumn change = rows.Column("Change");
    private readonly RowColumn isCancelled = rows.Column("IsCancelled");
    private readonly RowColumn mutationId = rows.Column("MutationId");
    private readonly RowColumn source = rows.Column("Source");
    private readonly RowColumn date = rows.Column("Date");
    private readonly RowColumn nextSsin = rows.Column("NextSsin");
    private readonly RowColumn nextBefore = rows.Column("NextBefore");

    /// <summary>The kinds are a few words, kept once.</summary>
    public NightNumberRow Row => new(
        clusterNo.Int32, ssin.Int64, party.Int64, currentSsin.Int64, causeSsin.Int64, kind.IsNull ? null : string.Intern(kind.Text),
        (NumberChange)change.Int32, isCancelled.Int32 == 1, mutationId.Int64, source.Int64, date.Day)
    {
        NextSsin = nextSsin.Int64,
        NextBefore = nextBefore.Int64,
    };
}

internal sealed class NightCancellationRows(IReadOnlyList<NightCancellationRow> rows)
    : BulkList<NightCancellationRows, NightCancellationRow>(Loaded, rows)
{
    private static readonly BulkTable<NightCancellationRows> Loaded = new BulkTable<NightCancellationRows>("night_cancellation")
        .Int32("ClusterNo", r => r.Row.ClusterNo)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int32("IsNew", r => r.Row.IsNew ? 1 : 0)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("Source", r => r.Row.Source)
        .Day("Date", r => r.Row.Day);
}

/// <summary>Events of the night, each as often as rows of an institution may entitle to it. A value is read only when it is asked
/// for.</summary>
internal sealed class NightEventCursor(RowReader rows) : IDisposable
{
    private readonly RowColumn currentSsin = rows.Column("CurrentSsin");
    private readonly RowColumn eventNo = rows.Column("EventNo");
    private readonly RowColumn holderSsin = rows.Column("HolderSsin");
    private readonly RowColumn date = rows.Column("Date");
    private readonly RowColumn mutationId = rows.Column("MutationId");
    private readonly RowColumn source = rows.Column("Source");
    private readonly RowColumn kind = rows.Column("Kind");
    private readonly RowColumn content = rows.Column("Content");
    private readonly RowColumn dossierTypeId = rows.Column("DossierTypeId");
    private readonly RowColumn beginDate = rows.Column("BeginDate");
    private readonly RowColumn endDate = rows.Column("EndDate");

    public long CurrentSsin => currentSsin.Int64;

    public long EventNo => eventNo.Int64;

    public long HolderSsin => holderSsin.Int64;

    /// <summary>Of the event.</summary>
    public int Day => date.Day;

    public long MutationId => mutationId.Int64;

    public long Source => source.Int64;

    public string Kind => kind.Text;

    public string Content => content.Text;

    /// <summary>Of the institution's row.</summary>
    public int DossierTypeId => dossierTypeId.Int32;

    public int BeginDay => beginDate.Day;

    public int EndDay => endDate.Day;

    public bool Read() => rows.Read();

    public void Dispose() => rows.Dispose();
}
