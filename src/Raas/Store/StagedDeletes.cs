using Raas.Domain;

namespace Raas.Store;

/// <summary>For a store on the other side of a network: what is to be taken out goes there in bulk, and one statement takes it out.</summary>
internal static class StagedDeletes
{
    /// <inheritdoc cref="Dialect.DeleteRows"/>
    public static void Rows(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<InscriptionRow> rows)
    {
        store.BulkLoad("stage_row", new RemovedRows(batchId, rows));
        store.Execute("delete_rows", new { BatchId = batchId, Party = party.Value });
        store.ClearStage("stage_row");
    }

    /// <inheritdoc cref="Dialect.DeletePieces"/>
    public static void Pieces(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        store.BulkLoad("stage_piece", new PieceKeyRows(batchId, keys));
        store.Execute("delete_pieces", new { BatchId = batchId, Party = party.Value });
        store.ClearStage("stage_piece");
    }
}
