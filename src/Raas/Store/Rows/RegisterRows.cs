using Raas.Configuration;
using Raas.Domain;

namespace Raas.Store.Rows;

internal sealed class KeyRows(long batchId, IReadOnlyList<StagedKey> keys)
    : BulkList<StagedKey>(keys, Int64("BatchId"), Int64("Ssin"), Int32("WantsIdentity"))
{
    public override long Number(int column) => column switch { 0 => batchId, 1 => Current.Ssin, _ => Current.WantsIdentity ? 1 : 0 };
}

internal sealed class RemovedRows(long batchId, IReadOnlyList<InscriptionRow> rows)
    : BulkList<InscriptionRow>(rows, Int64("BatchId"), Int64("Ssin"), Int32("DossierTypeId"), Day("BeginDate"))
{
    public override long Number(int column) => column switch { 0 => batchId, 1 => Current.Ssin, 2 => Current.DossierTypeId, _ => Current.BeginDay };
}

internal sealed class AddedRows(long party, IReadOnlyList<InscriptionRow> rows)
    : BulkList<InscriptionRow>(rows, Int64("Party"), Int64("Ssin"), Int32("DossierTypeId"), Day("BeginDate"), Day("EndDate"))
{
    public override long Number(int column) => column switch
    {
        0 => party,
        1 => Current.Ssin,
        2 => Current.DossierTypeId,
        3 => Current.BeginDay,
        _ => Current.EndDay,
    };
}

internal sealed class JournalRows(long party, long changeSetId, IReadOnlyList<JournalRow> rows) : BulkList<JournalRow>(
    rows, Int64("Party"), Int64("Ssin"), Int32("DossierTypeId"), Int64("ChangeSetId"), Int32("RecordNumber"), Int32("Part"),
    Day("BeforeBegin"), Day("BeforeEnd"), Day("AfterBegin"), Day("AfterEnd"))
{
    public override bool IsNull(int column) => column switch { 6 or 7 => Current.Before is null, 8 or 9 => Current.After is null, _ => false };

    public override long Number(int column) => column switch
    {
        0 => party,
        1 => Current.Ssin,
        2 => Current.DossierTypeId,
        3 => changeSetId,
        4 => Current.RecordNumber,
        5 => Current.Part,
        6 => Current.Before!.Value.BeginDay,
        7 => Current.Before!.Value.EndDay,
        8 => Current.After!.Value.BeginDay,
        _ => Current.After!.Value.EndDay,
    };
}
