using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Inscriptions;

/// <summary>Rows that replacements told since the last night have not moved yet, for a party whose rows follow: who takes a person out
/// means them too, or the night would bring them back. Like letters in the van: they stand at neither address.</summary>
internal sealed class RowsOnTheWay(StoreSession store, CbeNumber party, long batchId)
{
    private readonly Dictionary<long, List<long>> holders = [];
    private readonly Dictionary<long, long> currentOf = [];
    private readonly Dictionary<(long Holder, int Type), List<PieceOnTheWay>> pieces = [];
    private readonly Dictionary<long, long> together = [];

    /// <summary>Null where nothing is on the way: nearly always.</summary>
    /// <param name="isCertain">It is looked for row by row, whatever was told since the last night.</param>
    public static RowsOnTheWay? Of(StoreSession store, CbeNumber party, bool follows, long changeSetId, bool isCertain = false) =>
        follows && (isCertain || store.IsOnTheWay(party))
            ? new RowsOnTheWay(store, party, long.MinValue + changeSetId)
            : null;

    /// <param name="numbers">Numbers that records take out, ascending.</param>
    public void Load(IEnumerable<long> numbers)
    {
        holders.Clear();
        currentOf.Clear();
        pieces.Clear();
        together.Clear();
        var tables = new PersonTables(store, batchId);
        tables.Stage(numbers);
        foreach (var (current, holder, ofHolder) in store.HoldersOnTheWay(batchId, party))
            Add(current, holder, ofHolder);
        tables.Unstage();
        if (currentOf.Count == 0)
            return;
        tables.Stage(currentOf.Keys.Order());
        foreach (var (piece, current) in store.PiecesOfKeys(batchId, party))
        {
            var key = (piece.Holder, piece.DossierTypeId);
            if (!pieces.TryGetValue(key, out var list))
                pieces.Add(key, list = []);
            list.Add(new PieceOnTheWay(piece.Origin, current, Period.FromDays(piece.BeginDay, piece.EndDay)));
        }
        tables.Unstage();
    }

    /// <summary>The numbers under which such rows stand.</summary>
    public IEnumerable<long> Holders => currentOf.Keys;

    /// <summary>Other numbers under which rows stand that will follow to this current number.</summary>
    public IReadOnlyList<long> HoldersFor(long current) => holders.TryGetValue(current, out var list) ? list : [];

    public long CurrentOf(long holder) => currentOf[holder];

    public IReadOnlyList<PieceOnTheWay> PiecesOf(long holder, int type) => pieces.TryGetValue((holder, type), out var list) ? list : [];

    /// <summary>Persons of whom one has rows among those of the other are decided together: one number for all of them.</summary>
    public long TogetherWith(long current)
    {
        while (together.TryGetValue(current, out var other))
            current = other;
        return current;
    }

    private void Add(long current, long holder, long currentOfHolder)
    {
        if (!holders.TryGetValue(current, out var list))
            holders.Add(current, list = []);
        list.Add(holder);
        currentOf[holder] = currentOfHolder;
        var (one, other) = (TogetherWith(current), TogetherWith(currentOfHolder));
        if (one != other)
            together.Add(one, other);
    }
}

/// <summary>A piece of a row, and the current number of the one under which it was registered.</summary>
internal sealed record PieceOnTheWay(long Origin, long Current, Period Period);
