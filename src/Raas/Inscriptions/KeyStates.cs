using System.Runtime.InteropServices;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Inscriptions;

/// <summary>The rows of the few keys that one group of records touches: as the register has them, then as each record
/// leaves them. At the end of the group only the difference is written.</summary>
/// <param name="types">Those of the institution.</param>
internal sealed class KeyStates(IReadOnlyList<DossierType> types)
{
    private readonly List<KeyState> pool = [];
    private List<InscriptionRow> rows = [];
    private int used;

    public void Begin(List<InscriptionRow> known)
    {
        rows = known;
        used = 0;
    }

    public KeyState Of(long ssin, int type)
    {
        for (var i = 0; i < used; i++)
        {
            if (pool[i].Ssin == ssin && pool[i].Type == type)
                return pool[i];
        }
        if (used == pool.Count)
            pool.Add(new KeyState());
        var state = pool[used++];
        state.Load(ssin, type, CodeOf(type), CollectionsMarshal.AsSpan(rows));
        return state;
    }

    private string CodeOf(int type)
    {
        foreach (var one in types)
        {
            if (one.Id == type)
                return one.Code;
        }
        throw new ArgumentOutOfRangeException(nameof(type), type, "The institution has no such dossier type.");
    }

    public void End(DecidedChanges changed)
    {
        for (var i = 0; i < used; i++)
            pool[i].Difference(changed);
    }
}

/// <summary>The rows of one (Ssin, dossier type), before and now.</summary>
internal sealed class KeyState
{
    private readonly List<Period> before = [];
    private readonly List<RowCount> counts = [];
    private string code = "";
    private List<PieceOnTheWay>? pieces;
    private bool piecesChanged;
    private int lastRecord;
    private int part;

    public long Ssin { get; private set; }

    public int Type { get; private set; }

    public PeriodSet Rows { get; } = new();

    /// <param name="dossierType">The code of the type.</param>
    public void Load(long ssin, int type, string dossierType, ReadOnlySpan<InscriptionRow> known)
    {
        (Ssin, Type, code, lastRecord, part, pieces, piecesChanged) = (ssin, type, dossierType, 0, 0, null, false);
        before.Clear();
        counts.Clear();
        Rows.Clear();
        for (var i = FirstOf(known, ssin, type); i < known.Length && known[i].Ssin == ssin && known[i].DossierTypeId == type; i++)
        {
            var row = Period.FromDays(known[i].BeginDay, known[i].EndDay);
            before.Add(row);
            Rows.Load(row);
        }
    }

    /// <summary>The journal says that a row came, or went.</summary>
    public void CountJournalled(Period? row, int times)
    {
        if (row is { } period)
            CountOf(period).InJournal += times;
    }

    /// <summary>A row is journalled and written, and may come and go with each record: it is hashed once, or not at all.</summary>
    private ref RowCount CountOf(Period row)
    {
        var known = CollectionsMarshal.AsSpan(counts);
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i].Row == row)
                return ref known[i];
        }
        counts.Add(new RowCount { Row = row });
        return ref CollectionsMarshal.AsSpan(counts)[^1];
    }

    /// <summary>One record may change several rows of a key: their place in the journal.</summary>
    public int NextPart(int recordNumber)
    {
        part = recordNumber == lastRecord ? part + 1 : 0;
        lastRecord = recordNumber;
        return part;
    }

    /// <summary>Takes a period from what will follow to another number, and leaves the days of whatever stays.</summary>
    /// <param name="way">Where the pieces of these rows are on the way to.</param>
    /// <param name="current">The number that is meant.</param>
    /// <param name="period">What is no longer so; null for everything.</param>
    /// <param name="changes">Emptied first; afterwards what this did.</param>
    public Outcome UnregisterOnTheWay(RowsOnTheWay way, long current, Period? period, RowChanges changes)
    {
        pieces ??= [.. way.PiecesOf(Ssin, Type)];
        var gone = new PeriodSet();
        var asked = period ?? Period.FromDays(0, Period.OpenEnd);
        var touched = new List<Period>();
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            List<PieceOnTheWay> made = [.. pieces.Where(p => row.Contains(p.Period)).OrderBy(p => p.Period)];
            // Else the institution has changed it, and it is its own.
            if (!row.IsCoveredBy(made.Select(p => p.Period)))
                made = [new PieceOnTheWay(Ssin, way.CurrentOf(Ssin), row)];
            if (Take(made.Where(p => p.Current == current), made.Where(p => p.Current != current), asked, gone, changes))
                touched.Add(row);
        }
        return Remove(gone, touched, changes);
    }

    /// <summary>False where nothing of the row is meant.</summary>
    private bool Take(IEnumerable<PieceOnTheWay> meant, IEnumerable<PieceOnTheWay> others, Period asked, PeriodSet gone, RowChanges scratch)
    {
        var isMeant = false;
        foreach (var piece in meant.Where(p => p.Period.Overlaps(asked)).ToList())
        {
            isMeant = true;
            gone.Register(piece.Period.Intersect(asked)!.Value, mergeAdjacent: false, scratch);
            if (!pieces!.Remove(piece))
                continue;
            piecesChanged = true;
            var left = new PeriodSet();
            left.Load(piece.Period);
            left.Unregister(asked, scratch);
            for (var i = 0; i < left.Count; i++)
                pieces.Add(piece with { Period = left[i] });
        }
        if (isMeant)
        {
            foreach (var other in others)
                gone.Unregister(other.Period, scratch);
        }
        return isMeant;
    }

    private Outcome Remove(PeriodSet gone, List<Period> touched, RowChanges changes)
    {
        var all = new List<RowChange>();
        for (var i = 0; i < gone.Count; i++)
        {
            Rows.Unregister(gone[i], changes);
            all.AddRange(changes.Changes);
        }
        changes.Clear();
        changes.Changes.AddRange(all);
        if (touched.Count == 0)
            return Outcome.Unchanged;
        for (var i = 0; i < Rows.Count; i++)
        {
            if (touched.Exists(row => row.Contains(Rows[i])))
                changes.Left.Add(Rows[i]);
        }
        return changes.Left.Count == 0 ? Outcome.Removed : Outcome.Shortened;
    }

    public void Difference(DecidedChanges changed)
    {
        Difference(changed.Removed, changed.Added);
        foreach (var one in counts)
        {
            if (one.InRegister != 0 || one.InJournal != 0)
                changed.Sums.Add(Ssin, code, one.Row, one.InRegister, one.InJournal);
        }
        if (!piecesChanged)
            return;
        changed.PiecesGone.Add((Ssin, Type));
        if (pieces!.Exists(p => p.Origin != Ssin))
            changed.Pieces.AddRange(pieces.Select(p => new PieceRow(Ssin, Type, p.Origin, p.Period.BeginDay, p.Period.EndDay)));
    }

    /// <summary>Both lists are ordered by begin: one walk finds what went and what came.</summary>
    private void Difference(List<InscriptionRow> removed, List<InscriptionRow> added)
    {
        int old = 0, now = 0;
        while (old < before.Count || now < Rows.Count)
        {
            if (old < before.Count && now < Rows.Count && before[old] == Rows[now])
            {
                old++;
                now++;
            }
            else if (now == Rows.Count || (old < before.Count && before[old].BeginDay <= Rows[now].BeginDay))
            {
                CountOf(before[old]).InRegister--;
                removed.Add(Row(before[old++]));
            }
            else
            {
                CountOf(Rows[now]).InRegister++;
                added.Add(Row(Rows[now++]));
            }
        }
    }

    private InscriptionRow Row(Period period) => new(Ssin, Type, period.BeginDay, period.EndDay);

    private static int FirstOf(ReadOnlySpan<InscriptionRow> rows, long ssin, int type)
    {
        int low = 0, high = rows.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var row = rows[middle];
            if (row.Ssin < ssin || (row.Ssin == ssin && row.DossierTypeId < type))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>How often more a row stands there than before, in the register and by the journal.</summary>
    private struct RowCount
    {
        public Period Row;
        public int InRegister;
        public int InJournal;
    }
}
