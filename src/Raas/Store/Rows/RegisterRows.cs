using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>A number whose person and rows a batch needs.</summary>
public record struct StagedKey(long Ssin, bool WantsIdentity);

/// <summary>What the copy of the authentic source knows of a number.</summary>
/// <param name="Ssin">The number asked.</param>
/// <param name="Current">The number that stands for the person now; the same when it was not replaced.</param>
/// <param name="State">Of the current number.</param>
/// <param name="Identity">Of the current number, only when asked for and known.</param>
public readonly record struct KnownPerson(long Ssin, long Current, PersonState State, PersonIdentity? Identity)
{
    public bool IsReplaced => Current != Ssin;
}

/// <summary>A row of the register of one institution.</summary>
public readonly record struct InscriptionRow(long Ssin, int DossierTypeId, int BeginDay, int EndDay);

/// <summary>A change of the register, as it is journalled: a row before, a row after, either may be missing.</summary>
public readonly record struct JournalRow(long Ssin, int DossierTypeId, int RecordNumber, int Part, Period? Before, Period? After);

/// <summary>The sums of an institution: they are the same as long as the journal explains the rows.</summary>
public sealed record RegisterSumRow
{
    public string RowsSum { get; init; } = "";
    public string JournalSum { get; init; } = "";

    /// <summary>The night that last compared them with rows and journal themselves.</summary>
    public DateOnly CheckedOn { get; init; }

    /// <summary>What is kept of it is itself no fault.</summary>
    public bool IsBalanced => RowsSum == JournalSum;
}

/// <summary>Rows of an institution and dossier type.</summary>
public sealed record RegisterCount
{
    public long Party { get; init; }
    public string Code { get; init; } = "";
    public long Persons { get; init; }
    public long Rows { get; init; }

    /// <summary>Of them, those without an end.</summary>
    public long OpenRows { get; init; }
}

/// <summary>One line of the journal of an institution: a row before, a row after, either may be missing.</summary>
public readonly record struct JournalledChange(long Ssin, int DossierTypeId, Period? Before, Period? After);

/// <summary>One line of the journal, with what caused it.</summary>
public sealed record JournalEntry
{
    /// <summary>Of the dossier type.</summary>
    public string Code { get; init; } = "";
    public long ChangeSetId { get; init; }
    public int RecordNumber { get; init; }
    public DateOnly? BeforeBegin { get; init; }
    public DateOnly? BeforeEnd { get; init; }
    public DateOnly? AfterBegin { get; init; }
    public DateOnly? AfterEnd { get; init; }
    public DateTimeOffset At { get; init; }
    public string Cause { get; init; } = "";
    public long? DeliveryId { get; init; }
    public string? DataFileName { get; init; }
    public long? FileSequenceNumber { get; init; }

    /// <summary>The place in the ledger of the night that did it; null: no night did, or it was long ago.</summary>
    public DateOnly? Night { get; init; }
}

/// <summary>What a source said of a number: that it gives way, or stands for nobody.</summary>
public sealed record NumberChangeEntry
{
    /// <summary>REPLACEMENT or CANCELLATION.</summary>
    public string DataGroup { get; init; } = "";

    /// <summary>The event id of the source, as notifications name it.</summary>
    public long MutationId { get; init; }
    public long Source { get; init; }
    public DateOnly Date { get; init; }

    /// <summary>The delivery of the source; null: it is no longer known.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>When it was taken over.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>How a person stands, and one row of an institution that is the person's at least in part, as far as one of its pieces is
/// concerned.</summary>
/// <param name="CurrentSsin">The person's number now.</param>
public readonly record struct ConsultRow(long CurrentSsin, PersonState State)
{
    /// <summary>The number that the row stands under; null: the institution has no row.</summary>
    public long? Holder { get; init; }

    /// <summary>The number to which the holder leads.</summary>
    public long HolderCurrent { get; init; }
    public string? DossierType { get; init; }
    public Period? Period { get; init; }

    /// <summary>The number to which the one leads under which the piece was registered; null: the row has no pieces.</summary>
    public long? PieceCurrent { get; init; }
    public Period? Piece { get; init; }
}

/// <summary>A replaced number under which rows of an institution stand.</summary>
/// <param name="Day">Of the replacement.</param>
public sealed record LeftBehindRow(long Party, long OldSsin, long CurrentSsin, int Day, long Source, long MutationId);

/// <summary>A piece of a row that followed a replaced number.</summary>
public readonly record struct PieceRow(long Holder, int DossierTypeId, long Origin, int BeginDay, int EndDay);

internal sealed class KeyRows(long batchId, IReadOnlyList<StagedKey> keys) : BulkList<KeyRows, StagedKey>(Loaded, keys)
{
    private static readonly BulkTable<KeyRows> Loaded = new BulkTable<KeyRows>("stage_key")
        .Int64("BatchId", r => r.batchId)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int32("WantsIdentity", r => r.Row.WantsIdentity ? 1 : 0);

    private readonly long batchId = batchId;
}

internal sealed class RemovedRows(long batchId, IReadOnlyList<InscriptionRow> rows) : BulkList<RemovedRows, InscriptionRow>(Loaded, rows)
{
    private static readonly BulkTable<RemovedRows> Loaded = new BulkTable<RemovedRows>("stage_row")
        .Int64("BatchId", r => r.batchId)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int32("DossierTypeId", r => r.Row.DossierTypeId)
        .Day("BeginDate", r => r.Row.BeginDay);

    private readonly long batchId = batchId;
}

internal sealed class AddedRows(long party, IReadOnlyList<InscriptionRow> rows) : BulkList<AddedRows, InscriptionRow>(Loaded, rows)
{
    private static readonly BulkTable<AddedRows> Loaded = new BulkTable<AddedRows>("inscription")
        .Int64("Party", r => r.party)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int32("DossierTypeId", r => r.Row.DossierTypeId)
        .Day("BeginDate", r => r.Row.BeginDay)
        .Day("EndDate", r => r.Row.EndDay);

    private readonly long party = party;
}

internal sealed class JournalRows(long party, long changeSetId, IReadOnlyList<JournalRow> rows)
    : BulkList<JournalRows, JournalRow>(Loaded, rows)
{
    private static readonly BulkTable<JournalRows> Loaded = new BulkTable<JournalRows>("inscription_journal")
        .Int64("Party", r => r.party)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int32("DossierTypeId", r => r.Row.DossierTypeId)
        .Int64("ChangeSetId", r => r.changeSetId)
        .Int32("RecordNumber", r => r.Row.RecordNumber)
        .Int32("Part", r => r.Row.Part)
        .Day("BeforeBegin", r => r.Row.Before?.BeginDay)
        .Day("BeforeEnd", r => r.Row.Before?.EndDay)
        .Day("AfterBegin", r => r.Row.After?.BeginDay)
        .Day("AfterEnd", r => r.Row.After?.EndDay);

    private readonly long party = party;
    private readonly long changeSetId = changeSetId;
}

/// <summary>A row of the register, read from a statement that selects it for one institution.</summary>
internal readonly struct InscriptionColumns(RowReader rows)
{
    private readonly RowColumn ssin = rows.Column("Ssin");
    private readonly RowColumn dossierTypeId = rows.Column("DossierTypeId");
    private readonly RowColumn beginDate = rows.Column("BeginDate");
    private readonly RowColumn endDate = rows.Column("EndDate");

    public InscriptionRow Row => new(ssin.Int64, dossierTypeId.Int32, beginDate.Day, endDate.Day);
}

/// <summary>Pieces of rows that followed replaced numbers.</summary>
internal sealed class PieceRows(long party, long changeSetId, IReadOnlyList<PieceRow> rows) : BulkList<PieceRows, PieceRow>(Loaded, rows)
{
    private static readonly BulkTable<PieceRows> Loaded = new BulkTable<PieceRows>("moved_row")
        .Int64("Party", r => r.party)
        .Int64("HolderSsin", r => r.Row.Holder)
        .Int32("DossierTypeId", r => r.Row.DossierTypeId)
        .Int64("OriginSsin", r => r.Row.Origin)
        .Day("BeginDate", r => r.Row.BeginDay)
        .Day("EndDate", r => r.Row.EndDay)
        .Int64("ChangeSetId", r => r.changeSetId);

    private readonly long party = party;
    private readonly long changeSetId = changeSetId;
}

/// <summary>All pieces of some keys as a change set has left them.</summary>
internal sealed class JournalledPieceRows(long party, long changeSetId, IReadOnlyList<PieceRow> rows)
    : BulkList<JournalledPieceRows, PieceRow>(Loaded, rows)
{
    private static readonly BulkTable<JournalledPieceRows> Loaded = new BulkTable<JournalledPieceRows>("moved_row_journal")
        .Int64("Party", r => r.party)
        .Int64("HolderSsin", r => r.Row.Holder)
        .Int32("DossierTypeId", r => r.Row.DossierTypeId)
        .Int64("ChangeSetId", r => r.changeSetId)
        .Int64("OriginSsin", r => r.Row.Origin)
        .Day("BeginDate", r => r.Row.BeginDay)
        .Day("EndDate", r => r.Row.EndDay);

    private readonly long party = party;
    private readonly long changeSetId = changeSetId;
}

/// <summary>A piece, read from a statement that selects it for one institution.</summary>
internal readonly struct PieceColumns(RowReader rows)
{
    private readonly RowColumn holder = rows.Column("HolderSsin");
    private readonly RowColumn dossierTypeId = rows.Column("DossierTypeId");
    private readonly RowColumn origin = rows.Column("OriginSsin");
    private readonly RowColumn beginDate = rows.Column("BeginDate");
    private readonly RowColumn endDate = rows.Column("EndDate");

    public PieceRow Row => new(holder.Int64, dossierTypeId.Int32, origin.Int64, beginDate.Day, endDate.Day);
}

internal sealed class PieceKeyRows(long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    : BulkList<PieceKeyRows, (long Holder, int Type)>(Loaded, keys)
{
    private static readonly BulkTable<PieceKeyRows> Loaded = new BulkTable<PieceKeyRows>("stage_piece")
        .Int64("BatchId", r => r.batchId)
        .Int64("HolderSsin", r => r.Row.Holder)
        .Int32("DossierTypeId", r => r.Row.Type);

    private readonly long batchId = batchId;
}
