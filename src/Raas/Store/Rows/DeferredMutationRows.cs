namespace Raas.Store.Rows;

/// <summary>A mutation that waits: of a later date, or by a number that is not known yet.</summary>
/// <param name="IsForDay">It waits for its day; else for a number.</param>
/// <param name="LegalContext">Of the delivery.</param>
/// <param name="Content">The item as the intake writes it.</param>
public sealed record DeferredMutationRow(
    long Source, long MutationId, long Ssin, long NewSsin, string Kind, int DueDay, bool IsForDay, string LegalContext, string Content);

/// <summary>A mutation that waited, and can be tried now.</summary>
public sealed record DueRow
{
    public long HeldId { get; init; }
    public long MutationId { get; init; }
    public string? LegalContext { get; init; }
    public string Content { get; init; } = "";

    /// <summary>The delivery it came with.</summary>
    public long? DeliveryId { get; init; }
}

/// <summary>Mutations of one source that wait, for one day.</summary>
public sealed record DueDay
{
    public DateOnly DueDate { get; init; }
    public long Source { get; init; }
}

/// <summary>How many mutations wait; and how many have waited too long for a number that nobody has told us.</summary>
public sealed record HeldCount
{
    public long Waiting { get; init; }
    public long Overdue { get; init; }
}

internal sealed class DeferredMutationRows(IReadOnlyList<DeferredMutationRow> rows, DateTimeOffset at)
    : BulkList<DeferredMutationRows, DeferredMutationRow>(Loaded, rows)
{
    private static readonly BulkTable<DeferredMutationRows> Loaded = new BulkTable<DeferredMutationRows>("held_mutation")
        .Int64("Source", r => r.Row.Source)
        .Int64("MutationId", r => r.Row.MutationId)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int64("NewSsin", r => r.Row.NewSsin)
        .Text("Kind", r => r.Row.Kind)
        .Day("DueDate", r => r.Row.DueDay)
        .Text("LegalContext", r => r.Row.LegalContext)
        .Text("State", _ => "HELD")
        .Text("Code", _ => null)
        .Moment("HeldAt", r => r.at)
        .Text("Content", r => r.Row.Content)
        .Int32("IsForDay", r => r.Row.IsForDay ? 1 : 0);

    private readonly DateTimeOffset at = at;
}
