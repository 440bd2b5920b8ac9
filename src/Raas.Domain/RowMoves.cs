namespace Raas.Domain;

/// <summary>What a replacement did to one inscription.</summary>
public enum MoveEffect
{
    /// <summary>It stands where it stood.</summary>
    None,

    /// <summary>It stands under another number.</summary>
    Moved,

    /// <summary>It became one row with others under another number.</summary>
    Merged,
}

/// <summary>A period, the number under which it stands in the register, and the number under which the institution registered it.</summary>
public readonly record struct Piece(long Origin, long Holder, Period Period);

/// <summary>One inscription that a replacement concerns, as it was before, and what became of it.</summary>
/// <param name="Result">The row that it is part of now, when it was merged.</param>
/// <param name="ChangedSince">It would have gone back, but the institution has changed the rows since.</param>
public readonly record struct MovedInscription(Period Period, MoveEffect Effect, Period? Result, bool ChangedSince);

/// <summary>The inscriptions of one institution and dossier type under a few numbers that replacements connect, and how they follow. Like
/// letters that are forwarded: each piece keeps the address it was first sent to, so that when a forwarding order turns out to be a mistake
/// the letters in the right pile can be told from those that came with them, and go back.</summary>
/// <remarks>Rule: every piece stands under the current number of the number it was registered under, and the pieces under one number
/// that overlap are one row. Pieces whose union is no longer a row of the register have been changed by the institution since: the row that
/// stands there is then its own, registered where it stands, and nothing of it goes back. Holds one group at a time; use it again for the
/// next.</remarks>
public sealed class RowMoves
{
    private readonly SortedDictionary<long, Number> numbers = [];
    private readonly List<Number> pool = [];
    private readonly PeriodSet rows = new();
    private readonly RowChanges changes = new();
    private int used;

    /// <summary>The numbers that hold rows or pieces, before or after.</summary>
    public IEnumerable<Number> Numbers => numbers.Values;

    /// <summary>Forgets every row.</summary>
    public void Clear()
    {
        numbers.Clear();
        used = 0;
    }

    /// <summary>A row of the register, in order of begin for each number.</summary>
    public void AddRow(long ssin, Period row) => Of(ssin).Before.Add(row);

    /// <summary>A piece that came with a replacement, or was there when one came.</summary>
    public void AddPiece(Piece piece) => Of(piece.Holder).Told.Add(piece);

    /// <summary>Lets every piece follow.</summary>
    /// <param name="changedTo">The number that now stands for a number, when that has changed; null when it has not.</param>
    /// <param name="mergeAdjacent">The institution wants rows that only touch to be joined.</param>
    public void Follow(Func<long, long?> changedTo, bool mergeAdjacent)
    {
        foreach (var number in numbers.Values)
            Recognise(number, mergeAdjacent);
        foreach (var number in numbers.Values.ToList())
        {
            foreach (var piece in number.Pieces)
                Of(Destination(piece, changedTo)).Arriving.Add(piece);
        }
        foreach (var number in numbers.Values)
            Settle(number, mergeAdjacent);
    }

    /// <summary>What stood under a number, and what became of it: for the one item that tells of its replacement. What had only come to
    /// stand there, and goes elsewhere now, is told with the number it came from.</summary>
    public IEnumerable<MovedInscription> LeftFrom(long ssin, Func<long, long?> changedTo)
    {
        if (!numbers.TryGetValue(ssin, out var number))
            yield break;
        var target = changedTo(ssin) ?? ssin;
        foreach (var row in number.Before)
        {
            List<Piece> pieces = [.. number.Pieces.Where(p => row.Contains(p.Period)).OrderBy(p => p.Period)];
            List<Piece> going = [.. pieces.Where(piece => Destination(piece, changedTo) == target)];
            if (going.Count == pieces.Count)
            {
                yield return Told(row, new Piece(ssin, ssin, row), target);
                continue;
            }
            // What had become one row goes different ways again.
            foreach (var piece in going)
                yield return Told(piece.Period, piece, target);
        }
    }

    /// <summary>What had followed a number elsewhere and now goes on or back; or would, had the institution not changed the row that
    /// stands there.</summary>
    /// <param name="isMeant">Whether pieces of this origin belong to the item.</param>
    public IEnumerable<MovedInscription> ComingFrom(long ssin, Func<long, bool> isMeant, Func<long, long?> changedTo)
    {
        foreach (var number in numbers.Values.Where(n => n.Ssin != ssin))
        {
            foreach (var piece in number.Told.Where(p => isMeant(p.Origin)))
            {
                // Nothing stands there any more of what the institution has removed.
                if (!number.Before.Exists(row => row.Overlaps(piece.Period)))
                    continue;
                yield return number.Changed.Contains(piece)
                    ? new MovedInscription(piece.Period, MoveEffect.None, null, ChangedSince: true)
                    : Told(piece.Period, piece, Destination(piece, changedTo));
            }
        }
    }

    /// <summary>The rows as they stand, each with its number and the numbers under which its pieces were registered.</summary>
    /// <param name="followed">They have followed; else they are where they were.</param>
    public IEnumerable<(long Ssin, Period Row, IEnumerable<long> Origins)> Standing(bool followed)
    {
        foreach (var number in numbers.Values)
        {
            foreach (var row in followed ? number.After : number.Before)
            {
                var pieces = (followed ? number.Kept : number.Told).Where(p => row.Contains(p.Period));
                List<long> origins = [.. pieces.Select(p => p.Origin).Distinct()];
                yield return (number.Ssin, row, origins.Count == 0 ? [number.Ssin] : origins);
            }
        }
    }

    private MovedInscription Told(Period period, Piece piece, long target)
    {
        if (target == piece.Holder)
            return new MovedInscription(period, MoveEffect.None, null, false);
        var row = Of(target).After.FirstOrDefault(r => r.Contains(piece.Period), period);
        var merged = row != period || Of(target).Arriving.Exists(p => p.Holder != piece.Holder && row.Contains(p.Period));
        return new MovedInscription(period, merged ? MoveEffect.Merged : MoveEffect.Moved, merged ? row : null, false);
    }

    /// <summary>A piece follows the number it was registered under; when nothing happened to that one, the number it stands
    /// under.</summary>
    private static long Destination(Piece piece, Func<long, long?> changedTo) =>
        changedTo(piece.Origin) ?? changedTo(piece.Holder) ?? piece.Holder;

    /// <summary>Pieces whose union is a row as it stands are what that row is made of. The others are gone: the institution has changed
    /// their row. A row without pieces is its own. (The setting may have been another one when they were united.)</summary>
    private void Recognise(Number number, bool mergeAdjacent)
    {
        number.Changed.AddRange(number.Told);
        foreach (var merge in new[] { mergeAdjacent, !mergeAdjacent })
        {
            Unite(number.Changed, merge);
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                if (!number.Before.Contains(row) || number.Pieces.Exists(p => row.Overlaps(p.Period)))
                    continue;
                number.Pieces.AddRange(number.Changed.Where(p => row.Contains(p.Period)));
                number.Changed.RemoveAll(p => row.Contains(p.Period));
            }
        }
        number.Pieces.AddRange(number.Before.Where(row => !number.Pieces.Exists(p => row.Contains(p.Period)))
            .Select(row => new Piece(number.Ssin, number.Ssin, row)).ToList());
    }

    private void Settle(Number number, bool mergeAdjacent)
    {
        var stays = number.Arriving.Count == number.Pieces.Count && number.Arriving.TrueForAll(p => p.Holder == number.Ssin);
        if (stays)
        {
            number.After.AddRange(number.Before);
        }
        else
        {
            Unite(number.Arriving, mergeAdjacent);
            for (var i = 0; i < rows.Count; i++)
                number.After.Add(rows[i]);
        }
        if (!number.Arriving.Exists(p => p.Origin != number.Ssin))
            return;
        foreach (var origin in number.Arriving.GroupBy(p => p.Origin).OrderBy(g => g.Key))
        {
            Unite([.. origin], mergeAdjacent: false);
            for (var i = 0; i < rows.Count; i++)
                number.Kept.Add(new Piece(origin.Key, number.Ssin, rows[i]));
        }
    }

    private void Unite(List<Piece> pieces, bool mergeAdjacent)
    {
        rows.Clear();
        foreach (var piece in pieces.OrderBy(p => p.Period))
            rows.Register(piece.Period, mergeAdjacent, changes);
    }

    private Number Of(long ssin)
    {
        if (numbers.TryGetValue(ssin, out var number))
            return number;
        if (used == pool.Count)
            pool.Add(new Number());
        number = pool[used++];
        number.Begin(ssin);
        numbers.Add(ssin, number);
        return number;
    }

    /// <summary>One number, before and after.</summary>
    public sealed class Number
    {
        public long Ssin { get; private set; }

        /// <summary>Its rows before.</summary>
        public List<Period> Before { get; } = [];

        /// <summary>Its rows after.</summary>
        public List<Period> After { get; } = [];

        /// <summary>Its pieces as they were kept.</summary>
        public List<Piece> Told { get; } = [];

        /// <summary>Its pieces to keep from now on; none when all its rows were registered under it.</summary>
        public List<Piece> Kept { get; } = [];

        /// <summary>Kept pieces of which the row is no longer what they made of it.</summary>
        internal List<Piece> Changed { get; } = [];

        internal List<Piece> Pieces { get; } = [];

        internal List<Piece> Arriving { get; } = [];

        internal void Begin(long ssin)
        {
            Ssin = ssin;
            Before.Clear();
            After.Clear();
            Told.Clear();
            Kept.Clear();
            Pieces.Clear();
            Arriving.Clear();
            Changed.Clear();
        }
    }
}
