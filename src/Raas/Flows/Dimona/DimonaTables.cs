using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Flows.Dimona;

/// <summary>A declaration in its last state.</summary>
/// <param name="EndDay">Null when it is not known.</param>
public sealed record DeclarationRow(
    long DeclarationId, int HistoryNumber, string Type, long Ssin, string? NssoNumber, string? CbeNumber, string WorkerType, string? JointCommittee,
    int BeginDay, int? EndDay, long Source, long ChangeSetId);

/// <summary>One mutation of a declaration that was taken over: told again, it changes nothing.</summary>
public sealed record DimonaMutationRow(long DeclarationId, int HistoryNumber, long Fingerprint, long ChangeSetId);

/// <summary>What a party was told last of a declaration.</summary>
/// <param name="Ssin">The number under which it was told.</param>
/// <param name="CurrentSsin">The number that stood for it then.</param>
/// <param name="Content">What comes after the number in the item.</param>
public sealed record ToldRow(long Party, long DeclarationId, long Ssin, long CurrentSsin, string DeliberationNumber, string Content);

/// <summary>What parties were told.</summary>
public static class ToldTable
{
    public static void Append(this StoreSession store, IReadOnlyList<ToldRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad("dimona_told", new ToldRows(rows));
    }

    /// <param name="declarations">In any order, each once.</param>
    public static void ForgetTold(this StoreSession store, long party, IReadOnlyList<long> declarations)
    {
        var batchId = -party;
        store.BulkLoad("stage_mutation", new MutationIdRows(batchId, [.. declarations.Order()]));
        store.Execute("delete_dimona_told", new { BatchId = batchId, Party = party });
        store.ClearStage("stage_mutation");
    }
}

/// <summary>Declarations, by the batch.</summary>
public sealed class DimonaTables(StoreSession store, long batchId)
{
    /// <param name="ids">Declarations, ascending.</param>
    /// <param name="seen">The mutations of these declarations that were taken over before.</param>
    public List<DeclarationRow> Load(IReadOnlyList<long> ids, out List<(long Declaration, int History, long Fingerprint)> seen)
    {
        store.BulkLoad("stage_mutation", new MutationIdRows(batchId, ids));
        seen = [];
        using (var reader = store.Reader("seen_dimona_mutations", new { BatchId = batchId }))
        {
            while (reader.Read())
                seen.Add((reader.GetInt64(0), reader.GetInt32(1), reader.GetInt64(2)));
        }
        var rows = new List<DeclarationRow>();
        using (var reader = store.Reader("declarations_of_keys", new { BatchId = batchId }))
        {
            string? Text(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
            while (reader.Read())
            {
                rows.Add(new DeclarationRow(
                    reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3), Text(4), Text(5), reader.GetString(6), Text(7),
                    store.Dialect.Day(reader, 8), reader.IsDBNull(9) ? null : store.Dialect.Day(reader, 9), reader.GetInt64(10), reader.GetInt64(11)));
            }
        }
        store.ClearStage("stage_mutation");
        return rows;
    }

    /// <param name="replaced">Those of <paramref name="rows"/> that are stored already, ascending.</param>
    public void Write(IReadOnlyList<long> replaced, IReadOnlyList<DeclarationRow> rows, IReadOnlyList<DimonaMutationRow> mutations)
    {
        if (replaced.Count > 0)
        {
            store.BulkLoad("stage_mutation", new MutationIdRows(batchId, replaced));
            store.Execute("delete_declarations", new { BatchId = batchId });
            store.ClearStage("stage_mutation");
        }
        if (rows.Count > 0)
            store.BulkLoad("dimona_declaration", new DeclarationRows(rows));
        if (mutations.Count > 0)
            store.BulkLoad("dimona_mutation", new DimonaMutationRows(mutations));
    }
}

internal sealed class DeclarationRows(IReadOnlyList<DeclarationRow> rows) : BulkList<DeclarationRow>(
    rows, Int64("DeclarationId"), Int32("HistoryNumber"), String("Type"), Int64("Ssin"), String("NssoNumber"), String("CbeNumber"), String("WorkerType"),
    String("JointCommittee"), Day("BeginDate"), Day("EndDate"), Int64("Source"), Int64("ChangeSetId"))
{
    public override bool IsNull(int column) => column == 9 ? Current.EndDay is null : base.IsNull(column);

    public override long Number(int column) => column switch
    {
        0 => Current.DeclarationId,
        1 => Current.HistoryNumber,
        3 => Current.Ssin,
        8 => Current.BeginDay,
        9 => Current.EndDay!.Value,
        10 => Current.Source,
        _ => Current.ChangeSetId,
    };

    public override string? Text(int column) => column switch
    {
        2 => Current.Type,
        4 => Current.NssoNumber,
        5 => Current.CbeNumber,
        6 => Current.WorkerType,
        _ => Current.JointCommittee,
    };
}

internal sealed class DimonaMutationRows(IReadOnlyList<DimonaMutationRow> rows) : BulkList<DimonaMutationRow>(
    rows, Int64("DeclarationId"), Int32("HistoryNumber"), Int64("Fingerprint"), Int64("ChangeSetId"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.DeclarationId,
        1 => Current.HistoryNumber,
        2 => Current.Fingerprint,
        _ => Current.ChangeSetId,
    };
}

internal sealed class ToldRows(IReadOnlyList<ToldRow> rows) : BulkList<ToldRow>(
    rows, Int64("Party"), Int64("DeclarationId"), Int64("Ssin"), Int64("CurrentSsin"), String("DeliberationNumber"), String("Content"))
{
    public override long Number(int column) => column switch
    {
        0 => Current.Party,
        1 => Current.DeclarationId,
        2 => Current.Ssin,
        _ => Current.CurrentSsin,
    };

    public override string? Text(int column) => column == 4 ? Current.DeliberationNumber : Current.Content;
}
