using Raas.Domain;

namespace Raas.Store.Rows;

/// <summary>One sound of the name of a person. The birth date stands beside it, because nobody searches without one.</summary>
public readonly record struct NameKeyRow(string NameKey, int BirthDate, long Ssin);

internal sealed class MutationIdRows(long batchId, IReadOnlyList<long> ids) : BulkList<long>(ids, Int64("BatchId"), Int64("MutationId"))
{
    public override long Number(int column) => column == 0 ? batchId : Current;
}

internal sealed class PersonRows(IReadOnlyList<PersonRow> rows) : BulkList<PersonRow>(
    rows, Int64("Ssin"), String("Register"), String("LastName"), String("FirstNames"), Int32("BirthDate"), String("BirthPlace"), Int32("Gender"),
    String("Nationalities"), String("CivilState"), String("Address"), Day("DeceaseDate"), Int32("State"))
{
    public override bool IsNull(int column) => column == 10 ? Current.DeceaseDay is null : base.IsNull(column);

    public override long Number(int column) => column switch
    {
        0 => Current.Ssin,
        4 => Current.BirthDate,
        6 => (int)Current.Gender,
        10 => Current.DeceaseDay!.Value,
        _ => (int)Current.State,
    };

    public override string? Text(int column) => column switch
    {
        1 => Current.Register,
        2 => Current.LastName,
        3 => Current.FirstNames,
        5 => Current.BirthPlace,
        7 => Current.Nationalities,
        8 => Current.CivilState,
        _ => Current.Address,
    };
}

internal sealed class ReplacementRows(IReadOnlyList<ReplacementRow> rows) : BulkList<ReplacementRow>(
    rows, Int64("OldSsin"), Int64("NewSsin"), Int64("CurrentSsin"), String("Reason"), Day("Date"), Int64("Source"), Int64("MutationId"), Int64("ChangeSetId"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.OldSsin,
        1 => Current.NewSsin,
        2 => Current.CurrentSsin,
        4 => Current.Day,
        5 => Current.Source,
        6 => Current.MutationId,
        _ => Current.ChangeSetId,
    };

    public override string? Text(int column) => Current.Reason;
}

internal sealed class PersonChangeRows(IReadOnlyList<PersonChangeRow> rows) : BulkList<PersonChangeRow>(
    rows, Int64("Ssin"), String("DataGroup"), String("BeforeValue"), String("AfterValue"), Day("Date"), Int64("Source"), Int64("MutationId"), Int64("ChangeSetId"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.Ssin,
        4 => Current.Day,
        5 => Current.Source,
        6 => Current.MutationId,
        _ => Current.ChangeSetId,
    };

    public override string? Text(int column) => column switch { 1 => Current.DataGroup, 2 => Current.Before, _ => Current.After };
}

internal sealed class PersonMutationRows(IReadOnlyList<PersonMutationRow> rows) : BulkList<PersonMutationRow>(
    rows, Int64("Source"), Int64("MutationId"), Int64("Ssin"), String("Kind"), Int64("Fingerprint"), Int64("ChangeSetId"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.Source,
        1 => Current.MutationId,
        2 => Current.Ssin,
        4 => Current.Fingerprint,
        _ => Current.ChangeSetId,
    };

    public override string? Text(int column) => Current.Kind;
}

internal sealed class HeldRows(IReadOnlyList<HeldRow> rows, DateTimeOffset at) : BulkList<HeldRow>(
    rows, Int64("Source"), Int64("MutationId"), Int64("Ssin"), Int64("NewSsin"), String("Kind"), Day("DueDate"), String("LegalContext"),
    String("State"), String("Code"), Moment("HeldAt"), String("Content"), Int32("IsForDay"))
{
    public override bool IsNull(int column) => column == 8 || (column != 9 && base.IsNull(column));

    public override long Number(int column) => column switch
    {
        0 => Current.Source,
        1 => Current.MutationId,
        2 => Current.Ssin,
        3 => Current.NewSsin,
        5 => Current.DueDay,
        11 => Current.IsForDay ? 1 : 0,
        _ => at.UtcTicks,
    };

    public override string? Text(int column) =>
        column switch { 4 => Current.Kind, 6 => Current.LegalContext, 7 => "HELD", _ => Current.Content };
}

internal sealed class NameKeyRows(IReadOnlyList<NameKeyRow> rows) : BulkList<NameKeyRow>(rows, String("NameKey"), Int32("BirthDate"), Int64("Ssin"))
{
    public override long Number(int column) => column == 1 ? Current.BirthDate : Current.Ssin;

    public override string? Text(int column) => Current.NameKey;
}

internal sealed class StagedNameKeyRows(long batchId, IReadOnlyList<NameKeyRow> rows)
    : BulkList<NameKeyRow>(rows, Int64("BatchId"), String("NameKey"), Int32("BirthDate"), Int64("Ssin"))
{
    public override long Number(int column) => column switch { 0 => batchId, 2 => Current.BirthDate, _ => Current.Ssin };

    public override string? Text(int column) => Current.NameKey;
}
