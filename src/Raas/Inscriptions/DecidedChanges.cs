using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Inscriptions;

/// <summary>What a batch of records changed.</summary>
internal sealed class DecidedChanges
{
    public List<InscriptionRow> Removed { get; } = [];
    public List<InscriptionRow> Added { get; } = [];
    public List<JournalRow> Journal { get; } = [];

    /// <summary>What all this does to the sums of the institution.</summary>
    public RowSums Sums { get; } = new();

    /// <summary>Keys of which the pieces become <see cref="Pieces"/>.</summary>
    public List<(long Holder, int Type)> PiecesGone { get; } = [];
    public List<PieceRow> Pieces { get; } = [];

    public bool IsEmpty => Journal.Count == 0 && PiecesGone.Count == 0;

    public void Clear()
    {
        Removed.Clear();
        Added.Clear();
        Journal.Clear();
        Sums.Take();
        PiecesGone.Clear();
        Pieces.Clear();
    }

    /// <summary>Writes it all to the register.</summary>
    public void Write(StoreSession store, CbeNumber party, long changeSetId)
    {
        new RegisterBatch(store, party, changeSetId).Apply(Removed, Added, Journal, Sums.Take());
        store.WritePieces(party, changeSetId, PiecesGone, Pieces);
    }
}
