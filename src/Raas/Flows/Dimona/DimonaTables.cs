using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Flows.Dimona;

/// <summary>A declaration in its last state.</summary>
/// <param name="EndDay">Null when it is not known.</param>
public sealed record DeclarationRow(
    long DeclarationId, int HistoryNumber, string Type, long Ssin, string? NssoNumber, string? CbeNumber, string WorkerType,
    string? JointCommittee,
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
    public static void InsertTold(this StoreSession store, IReadOnlyList<ToldRow> rows)
    {
        if (rows.Count > 0)
            store.BulkLoad(new ToldRows(rows));
    }

    /// <summary>What the institution was told last of declarations that the night is about, in the order of the events; each with the
    /// content of its event.</summary>
    public static IEnumerable<(long EventNo, ToldRow Told, string Content)> ToldOfEvents(this StoreSession store, long party)
    {
        using var rows = store.Reader("told_of_events", new { Party = party });
        var (eventNo, declaration, eventContent) = (rows.Column("EventNo"), rows.Column("MutationId"), rows.Column("EventContent"));
        var (ssin, current) = (rows.Column("Ssin"), rows.Column("CurrentSsin"));
        var (deliberation, content) = (rows.Column("DeliberationNumber"), rows.Column("Content"));
        while (rows.Read())
        {
            var told = new ToldRow(party, declaration.Int64, ssin.Int64, current.Int64, deliberation.Text, content.Text);
            yield return (eventNo.Int64, told, eventContent.Text);
        }
    }

    /// <param name="declarations">In any order, each once.</param>
    public static void DeleteTold(this StoreSession store, long party, IReadOnlyList<long> declarations)
    {
        var batchId = -party;
        store.BulkLoad(new MutationIdRows(batchId, [.. declarations.Order()]));
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
        store.BulkLoad(new MutationIdRows(batchId, ids));
        seen = [];
        using (var rows = store.Reader("seen_dimona_mutations", new { BatchId = batchId }))
        {
            var (declaration, history) = (rows.Column("DeclarationId"), rows.Column("HistoryNumber"));
            var fingerprint = rows.Column("Fingerprint");
            while (rows.Read())
                seen.Add((declaration.Int64, history.Int32, fingerprint.Int64));
        }
        var declarations = new List<DeclarationRow>();
        using (var rows = store.Reader("declarations_of_keys", new { BatchId = batchId }))
        {
            var declaration = new DeclarationColumns(rows);
            while (rows.Read())
                declarations.Add(declaration.Row);
        }
        store.ClearStage("stage_mutation");
        return declarations;
    }

    /// <summary>Declarations as they were before a change set, as far as answers depend on it: which mutations were taken over, and the
    /// last number of each. Only ever in a transaction that is not committed.</summary>
    public static void RestoreBefore(StoreSession store, long changeSetId)
    {
        store.Execute("delete_dimona_mutations_since", new { ChangeSetId = changeSetId });
        store.Execute("delete_declarations_since", new { ChangeSetId = changeSetId });
        store.Execute("set_declarations_before", new { ChangeSetId = changeSetId });
    }

    /// <summary>The number of the last declaration in the journal; 0: there is none.</summary>
    public static long LastDimona(StoreSession store) => store.Scalar<long?>("last_dimona") ?? 0;

    /// <summary>Declarations in the order of the journal, from one number, exclusive, through another.</summary>
    public static IEnumerable<(long DimonaId, DeclarationRow Declaration)> Between(StoreSession store, long from, long through)
    {
        using var rows = store.Reader("declarations_between", new { FromId = from, ThroughId = through });
        var (id, declaration) = (rows.Column("DimonaId"), new DeclarationColumns(rows));
        while (rows.Read())
            yield return (id.Int64, declaration.Row);
    }

    /// <param name="replaced">Those of <paramref name="rows"/> that are stored already, ascending.</param>
    public void Write(IReadOnlyList<long> replaced, IReadOnlyList<DeclarationRow> rows, IReadOnlyList<DimonaMutationRow> mutations)
    {
        if (replaced.Count > 0)
        {
            store.BulkLoad(new MutationIdRows(batchId, replaced));
            store.Execute("delete_declarations", new { BatchId = batchId });
            store.ClearStage("stage_mutation");
        }
        if (rows.Count > 0)
            store.BulkLoad(new DeclarationRows(rows));
        if (mutations.Count > 0)
            store.BulkLoad(new DimonaMutationRows(mutations));
    }
}

internal sealed class DeclarationRows(IReadOnlyList<DeclarationRow> rows) : BulkList<DeclarationRows, DeclarationRow>(Loaded, rows)
{
    private static readonly BulkTable<DeclarationRows> Loaded = new BulkTable<DeclarationRows>("dimona_declaration")
        .Int64("DeclarationId", r => r.Row.DeclarationId)
        .Int32("HistoryNumber", r => r.Row.HistoryNumber)
        .Text("Type", r => r.Row.Type)
        .Int64("Ssin", r => r.Row.Ssin)
        .Text("NssoNumber", r => r.Row.NssoNumber)
        .Text("CbeNumber", r => r.Row.CbeNumber)
        .Text("WorkerType", r => r.Row.WorkerType)
        .Text("JointCommittee", r => r.Row.JointCommittee)
        .Day("BeginDate", r => r.Row.BeginDay)
        .Day("EndDate", r => r.Row.EndDay)
        .Int64("Source", r => r.Row.Source)
        .Int64("ChangeSetId", r => r.Row.ChangeSetId);
}

/// <summary>A declaration, read from a statement that selects what is declared.</summary>
internal readonly struct DeclarationColumns(RowReader rows)
{
    private readonly RowColumn declarationId = rows.Column("DeclarationId");
    private readonly RowColumn historyNumber = rows.Column("HistoryNumber");
    private readonly RowColumn type = rows.Column("Type");
    private readonly RowColumn ssin = rows.Column("Ssin");
    private readonly RowColumn nssoNumber = rows.Column("NssoNumber");
    private readonly RowColumn cbeNumber = rows.Column("CbeNumber");
    private readonly RowColumn workerType = rows.Column("WorkerType");
    private readonly RowColumn jointCommittee = rows.Column("JointCommittee");
    private readonly RowColumn beginDate = rows.Column("BeginDate");
    private readonly RowColumn endDate = rows.Column("EndDate");
    private readonly RowColumn source = rows.Column("Source");
    private readonly RowColumn changeSetId = rows.Column("ChangeSetId");

    public DeclarationRow Row => new(
        declarationId.Int64, historyNumber.Int32, type.Text, ssin.Int64, nssoNumber.OptionalText, cbeNumber.OptionalText, workerType.Text,
        jointCommittee.OptionalText, beginDate.Day, endDate.OptionalDay, source.Int64, changeSetId.Int64);
}

internal sealed class DimonaMutationRows(IReadOnlyList<DimonaMutationRow> rows)
    : BulkList<DimonaMutationRows, DimonaMutationRow>(Loaded, rows)
{
    private static readonly BulkTable<DimonaMutationRows> Loaded = new BulkTable<DimonaMutationRows>("dimona_mutation")
        .Int64("DeclarationId", r => r.Row.DeclarationId)
        .Int32("HistoryNumber", r => r.Row.HistoryNumber)
        .Int64("Fingerprint", r => r.Row.Fingerprint)
        .Int64("ChangeSetId", r => r.Row.ChangeSetId);
}

internal sealed class ToldRows(IReadOnlyList<ToldRow> rows) : BulkList<ToldRows, ToldRow>(Loaded, rows)
{
    private static readonly BulkTable<ToldRows> Loaded = new BulkTable<ToldRows>("dimona_told")
        .Int64("Party", r => r.Row.Party)
        .Int64("DeclarationId", r => r.Row.DeclarationId)
        .Int64("Ssin", r => r.Row.Ssin)
        .Int64("CurrentSsin", r => r.Row.CurrentSsin)
        .Text("DeliberationNumber", r => r.Row.DeliberationNumber)
        .Text("Content", r => r.Row.Content);
}
