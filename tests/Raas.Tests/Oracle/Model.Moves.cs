using Raas.Domain;

namespace Raas.Tests.Oracle;

/// <summary>How rows follow replaced numbers, and how they come back: §5, 2.</summary>
internal sealed partial class Model
{
    /// <summary>Pages: "A piece of a row remembers the number it was registered under." Only rows that were moved, and those that they
    /// were merged with, have pieces.</summary>
    private sealed record Piece(string Cbe, string At, string Origin, string Type, Span Period);

    /// <param name="Number">The number whose replacement or annulment moved it.</param>
    private sealed record Moved(string Cbe, string Number, string Type, Span Period, string Effect);

    private List<Piece> pieces = [];
    private readonly List<Moved> moves = [];

    /// <summary>§5, 2: "move inscriptions of a replaced Ssin to the current one (merging periods) for institutions with `autoReplace`
    /// on".</summary>
    private void Follow(Institution institution)
    {
        if (!institution.AutoReplace)
            return;
        var leaving = new List<Piece>();
        var listed = new List<(Piece First, Span Period, int Pieces)>();
        foreach (var row in RowsOf(institution).ToList())
        {
            var going = Leave(institution, row);
            // Schema: "An inscription as it was before the night": a row that goes on whole is one, whatever it was made of; what goes
            // back is what the pieces say.
            if (going.Count > 0 && Current(row.Ssin) != row.Ssin && going.All(p => Current(p.Origin) == Current(row.Ssin))
                && Union(going) == row.Period && !RowsOf(institution)
                    .Any(r => r.Ssin == row.Ssin && r.Type == row.Type && r.Period.Overlaps(row.Period)))
            {
                listed.Add((going[0] with { Origin = row.Ssin }, row.Period, going.Count));
                // §4: "per replacement that concerns the institution": beside the row's own number, those that were replaced anew.
                listed.AddRange(going.Where(p => Cause(p.Origin) != row.Ssin).Select(p => (p, p.Period, going.Count)));
            }
            else
            {
                listed.AddRange(going.Select(p => (p, p.Period, 1)));
            }
            leaving.AddRange(going);
        }
        foreach (var piece in leaving)
            Arrive(institution, piece);
        moves.AddRange(listed.Select(l => new Moved(institution.Cbe, Cause(l.First.Origin), l.First.Type, l.Period,
            EffectOf(l.First, l.Period, l.Pieces))));
    }

    /// <summary>Takes out of a row what does not belong where it stands; what is left of the row stays.</summary>
    private List<Piece> Leave(Institution institution, Row row)
    {
        var inside = PiecesOf(row);
        var unchanged = inside.Count > 0 && Union(inside) == row.Period;
        if (!unchanged && Current(row.Ssin) != row.Ssin)
        {
            pieces.RemoveAll(inside.Contains);
            rows.Remove(row);
            return [new Piece(row.Cbe, row.Ssin, row.Ssin, row.Type, row.Period)];
        }
        var going = inside.Where(p => Current(p.Origin) != row.Ssin).ToList();
        if (!unchanged)
        {
            // Pages: "those that the institution has changed since stay, with `changedSince`".
            moves.AddRange(going.Select(p => new Moved(p.Cbe, Cause(p.Origin), p.Type, p.Period, "NONE changedSince")));
            pieces.RemoveAll(going.Contains);
            return [];
        }
        if (going.Count == 0)
            return [];
        // Pages: "When a replacement turns out to be a mistake, the inscriptions that it had moved go back as they were, however long ago
        // that was".
        pieces.RemoveAll(inside.Contains);
        rows.Remove(row);
        foreach (var stays in inside.Except(going))
            Settle(institution, stays);
        return going;
    }

    private void Arrive(Institution institution, Piece piece) => Settle(institution, piece with { At = Current(piece.Origin) });

    /// <summary>Puts a piece where it stands now: "Periods … that overlap become one row".</summary>
    private void Settle(Institution institution, Piece piece)
    {
        var there = rows.Where(r => r.Cbe == piece.Cbe && r.Ssin == piece.At && r.Type == piece.Type).ToList();
        var (grown, absorbed) = Absorb(institution, there, piece.Period);
        foreach (var row in absorbed)
        {
            var inside = PiecesOf(row);
            if (inside.Count > 0 && Union(inside) == row.Period)
                continue;
            pieces.RemoveAll(inside.Contains);
            pieces.Add(new Piece(row.Cbe, row.Ssin, row.Ssin, row.Type, row.Period));
        }
        rows.RemoveAll(absorbed.Contains);
        rows.Add(new Row(piece.Cbe, piece.At, piece.Type, grown));
        pieces.Add(piece);
    }

    private string EffectOf(Piece piece, Span period, int made)
    {
        var row = rows.Single(r => r.Cbe == piece.Cbe && r.Ssin == Current(piece.Origin) && r.Type == piece.Type
            && r.Period.Contains(period));
        return PiecesOf(row).Count == made && row.Period == period ? "MOVED" : $"MERGED {row.Period}";
    }

    /// <summary>C6: "On the day of an annulment or a further replacement the rows that stand elsewhere for the number given are meant too:
    /// never UNCHANGED for a row that comes back that night."</summary>
    private bool TakeOutOnTheWay(Institution institution, UnregisterTold told, Span asked, List<Span> left)
    {
        if (!institution.AutoReplace)
            return false;
        var current = Current(told.Ssin);
        var touched = false;
        foreach (var row in RowsOf(institution).Where(r => r.Type == told.Type && r.Ssin != told.Ssin && r.Ssin != current).ToList())
        {
            var inside = PiecesOf(row);
            if (inside.Count == 0 || Union(inside) != row.Period)
            {
                if (Current(row.Ssin) != current || !row.Period.Overlaps(asked))
                    continue;
                touched = true;
                rows.Remove(row);
                rows.AddRange(Minus(row.Period, asked).Select(rest => row with { Period = rest }));
                left.AddRange(Minus(row.Period, asked));
                continue;
            }
            var coming = inside.Where(p => Current(p.Origin) == current && p.Period.Overlaps(asked)).ToList();
            if (coming.Count == 0)
                continue;
            touched = true;
            pieces.RemoveAll(inside.Contains);
            rows.Remove(row);
            foreach (var piece in inside.Except(coming)
                .Concat(coming.SelectMany(p => Minus(p.Period, asked).Select(rest => p with { Period = rest }))))
                Settle(institution, piece);
            left.AddRange(RowsOf(institution).Where(r => r.Ssin == row.Ssin && r.Type == row.Type && r.Period.Overlaps(row.Period))
                .Select(r => r.Period));
        }
        return touched;
    }

    private List<Piece> PiecesOf(Row row) =>
        [.. pieces.Where(p => p.Cbe == row.Cbe && p.At == row.Ssin && p.Type == row.Type && p.Period.Overlaps(row.Period))];

    private static Span Union(List<Piece> pieces) => pieces.Select(p => p.Period).Aggregate((a, b) => a.With(b));

    /// <summary>The first number on the way from a number to the one that is valid now whose link is not what it was the night
    /// before.</summary>
    private string Cause(string origin)
    {
        var number = origin;
        while (links.GetValueOrDefault(number) == linksBefore.GetValueOrDefault(number))
        {
            if (!links.TryGetValue(number, out var next))
                return origin;
            number = next;
        }
        return number;
    }
}
