using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Deliveries that were taken back, and what is read to do so.</summary>
internal static class RevertTables
{
    /// <summary>How often a delivery was taken back and put into effect again, the latest last.</summary>
    public static List<RevertRow> RevertsOf(this StoreSession store, long deliveryId) =>
        store.Query<RevertRow>("reverts_of_delivery", new { DeliveryId = deliveryId });

    /// <summary>Why rows were left as they are, the most first.</summary>
    public static List<LeftByRevert> LeftBy(this StoreSession store, long revertId) =>
        store.Query<LeftByRevert>("left_by_revert", new { RevertId = revertId });

    /// <summary>Notes it, with why rows were left.</summary>
    public static void InsertRevert(
        this StoreSession store, RevertRow row, long deliveryId, CbeNumber party, IReadOnlyList<LeftByRevert> left)
    {
        var revertId = store.Scalar<long>("insert_delivery_revert", new
        {
            DeliveryId = deliveryId, Party = party.Value, IsUndo = row.IsUndo ? 1 : 0, row.Reverts, row.ChangeSetId, row.At, row.Operator,
            row.ConfirmedBy, row.Reason, row.RowsPutBack, row.RowsKept, row.RowsImpossible, row.Reverted, row.Kept, row.Impossible,
            row.AnswerNumber, row.ReceiptNumber,
        });
        for (var i = 0; i < left.Count; i++)
        {
            store.Execute("insert_delivery_revert_left", new
            {
                RevertId = revertId, LeftNumber = i + 1, left[i].Cause, left[i].DeliveryId, left[i].Night, left[i].Rows,
            });
        }
    }

    /// <summary>What waits for a second operator; null: nothing does.</summary>
    public static RevertRequest? FindRevertRequest(this StoreSession store, long deliveryId) =>
        store.First<RevertRequest>("find_revert_request", new { DeliveryId = deliveryId });

    /// <summary>All that waits for a second operator, the oldest first.</summary>
    public static List<RevertRequest> RevertRequests(this StoreSession store) => store.Query<RevertRequest>("revert_requests");

    public static void InsertRevertRequest(this StoreSession store, RevertRequest request) => store.Execute("insert_revert_request", new
    {
        request.DeliveryId, IsUndo = request.IsUndo ? 1 : 0, request.Operator, request.Reason, At = request.AskedAt,
    });

    public static void DeleteRevertRequest(this StoreSession store, long deliveryId) =>
        store.Execute("delete_revert_request", new { DeliveryId = deliveryId });

    /// <summary>Deliveries of the lane that were accepted later than a number and a moment, in order.</summary>
    public static List<ArchivedDelivery> AcceptedAfter(
        this StoreSession store, CbeNumber party, string flow, long fileSequenceNumber, DateTimeOffset at) =>
        store.Query<ArchivedDelivery>(
            "accepted_after", new { Party = party.Value, Flow = flow, FileSequenceNumber = fileSequenceNumber, At = at });

    /// <summary>The whole journal of an institution, key by key, each in the order in which it happened.</summary>
    public static IEnumerable<(long Ssin, int DossierTypeId, KeyChange Change)> JournalLinesOfParty(
        this StoreSession store, CbeNumber party)
    {
        using var rows = store.Reader("journal_lines_of_party", new { Party = party.Value });
        var (ssin, type) = (rows.Column("Ssin"), rows.Column("DossierTypeId"));
        var (changeSet, record) = (rows.Column("ChangeSetId"), rows.Column("RecordNumber"));
        var before = (Begin: rows.Column("BeforeBegin"), End: rows.Column("BeforeEnd"));
        var after = (Begin: rows.Column("AfterBegin"), End: rows.Column("AfterEnd"));
        Period? Row((RowColumn Begin, RowColumn End) days) => days.Begin.IsNull ? null : Period.FromDays(days.Begin.Day, days.End.Day);
        while (rows.Read())
            yield return (ssin.Int64, type.Int32, new KeyChange(changeSet.Int64, record.Int32, Row(before), Row(after)));
    }

    /// <summary>What caused a change set.</summary>
    /// <param name="party">Whose night it may have been.</param>
    public static ChangeSetCause CauseOf(this StoreSession store, long changeSetId, CbeNumber party) =>
        store.First<ChangeSetCause>("change_set_by_id", new { ChangeSetId = changeSetId, Party = party.Value })
            ?? throw new InvalidDataException($"The journal names change set {changeSetId}, which is not there.");

    /// <summary>Keys of which a change set rewrote what had followed a replaced number.</summary>
    public static HashSet<(long Ssin, int DossierTypeId)> PiecesChangedBy(this StoreSession store, CbeNumber party, long changeSetId)
    {
        var keys = new HashSet<(long, int)>();
        using var rows = store.Reader("pieces_changed_by", new { Party = party.Value, ChangeSetId = changeSetId });
        var (holder, type) = (rows.Column("HolderSsin"), rows.Column("DossierTypeId"));
        while (rows.Read())
            keys.Add((holder.Int64, type.Int32));
        return keys;
    }

    /// <summary>Change sets of nights that moved rows of an institution.</summary>
    public static HashSet<long> NightChangeSets(this StoreSession store, CbeNumber party) =>
        [.. store.Query<long>("night_change_sets_of_party", new { Party = party.Value })];

    /// <summary>Whether something that followed a replaced number is known of a key.</summary>
    public static bool HasPieces(this StoreSession store, CbeNumber party, long ssin, int dossierTypeId) =>
        store.Scalar<long>("count_pieces_of_key", new { Party = party.Value, HolderSsin = ssin, DossierTypeId = dossierTypeId }) > 0;

    /// <summary>Notifications that a party was sent since.</summary>
    public static List<ToldFile> ToldSince(this StoreSession store, CbeNumber party, DateTimeOffset since) =>
        store.Query<ToldFile>("told_since", new { Party = party.Value, At = since });

    /// <summary>The next night moves what stands under replaced numbers.</summary>
    public static void SweepNextNight(this StoreSession store, CbeNumber party)
    {
        store.Execute("delete_party_sweep", new { Party = party.Value });
        store.Execute("insert_party_sweep", new { Party = party.Value });
    }
}
