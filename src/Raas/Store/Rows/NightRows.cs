using Raas.Configuration;
using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>What became of the number that stands for another.</summary>
public enum NumberChange
{
    None,

    /// <summary>Another number stands for it than before the night.</summary>
    Changed,

    /// <summary>The same one as before the night, after it had stood for itself in between: what was registered under it then follows.</summary>
    Again,
}

/// <summary>A number that the night at hand is about, or that is connected to one.</summary>
/// <param name="ClusterNo">Numbers of one cluster are decided together.</param>
/// <param name="Party">0 = for every party.</param>
/// <param name="CurrentSsin">The number that stands for it now.</param>
/// <param name="CauseSsin">The number whose replacement is the cause: itself, or one further on its chain.</param>
/// <param name="Kind">What happened to the cause: a replacement, or its annulment; null for a number that is only connected.</param>
public readonly record struct NightNumberRow(
    int ClusterNo, long Ssin, long Party, long CurrentSsin, long CauseSsin, string? Kind, NumberChange Change, bool IsCancelled, long MutationId, long Source, int Day)
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
public sealed record NightEventRow(string Flow, long CurrentSsin, long EventNo, long HolderSsin, int Day, long MutationId, long Source, string Kind, string Content);

/// <summary>A piece of a row that followed a replaced number.</summary>
public readonly record struct PieceRow(long Holder, int DossierTypeId, long Origin, int BeginDay, int EndDay);

internal sealed class NightEventRows(IReadOnlyList<NightEventRow> rows) : BulkList<NightEventRow>(
    rows, String("Flow"), Int64("CurrentSsin"), Int64("EventNo"), Int64("HolderSsin"), Day("Date"), Int64("MutationId"), Int64("Source"), String("Kind"), String("Content"))
{
    public override long Number(int column) => column switch
    {
        1 => Current.CurrentSsin,
        2 => Current.EventNo,
        3 => Current.HolderSsin,
        4 => Current.Day,
        5 => Current.MutationId,
        _ => Current.Source,
    };

    public override string? Text(int column) => column switch { 0 => Current.Flow, 7 => Current.Kind, _ => Current.Content };
}

internal sealed class NightNumberRows(IReadOnlyList<NightNumberRow> rows) : BulkList<NightNumberRow>(
    rows, Int32("ClusterNo"), Int64("Ssin"), Int64("Party"), Int64("CurrentSsin"), Int64("CauseSsin"), String("Kind"), Int32("Change"), Int32("IsCancelled"),
    Int64("MutationId"), Int64("Source"), Day("Date"), Int64("NextSsin"), Int64("NextBefore"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.ClusterNo,
        1 => Current.Ssin,
        2 => Current.Party,
        3 => Current.CurrentSsin,
        4 => Current.CauseSsin,
        6 => (int)Current.Change,
        7 => Current.IsCancelled ? 1 : 0,
        8 => Current.MutationId,
        9 => Current.Source,
        10 => Current.Day,
        11 => Current.NextSsin,
        _ => Current.NextBefore,
    };

    public override string? Text(int column) => Current.Kind;
}

internal sealed class NightCancellationRows(IReadOnlyList<NightCancellationRow> rows) : BulkList<NightCancellationRow>(
    rows, Int32("ClusterNo"), Int64("Ssin"), Int32("IsNew"), Int64("MutationId"), Int64("Source"), Day("Date"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.ClusterNo,
        1 => Current.Ssin,
        2 => Current.IsNew ? 1 : 0,
        3 => Current.MutationId,
        4 => Current.Source,
        _ => Current.Day,
    };
}

internal sealed class PieceRows(long party, long changeSetId, IReadOnlyList<PieceRow> rows) : BulkList<PieceRow>(
    rows, Int64("Party"), Int64("HolderSsin"), Int32("DossierTypeId"), Int64("OriginSsin"), Day("BeginDate"), Day("EndDate"), Int64("ChangeSetId"))
{
    public override long Number(int column) => column switch
    {
        0 => party,
        1 => Current.Holder,
        2 => Current.DossierTypeId,
        3 => Current.Origin,
        4 => Current.BeginDay,
        5 => Current.EndDay,
        _ => changeSetId,
    };
}

internal sealed class PieceKeyRows(long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    : BulkList<(long Holder, int Type)>(keys, Int64("BatchId"), Int64("HolderSsin"), Int32("DossierTypeId"))
{
    public override long Number(int column) => column switch { 0 => batchId, 1 => Current.Holder, _ => Current.Type };
}
