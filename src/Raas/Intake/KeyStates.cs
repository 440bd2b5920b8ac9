using System.Runtime.InteropServices;
using Raas.Domain;
using Raas.Store;

namespace Raas.Intake;

/// <summary>The rows of the few keys that one group of records touches: as the register has them, then as each record
/// leaves them. At the end of the group only the difference is written.</summary>
internal sealed class KeyStates
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
        state.Load(ssin, type, CollectionsMarshal.AsSpan(rows));
        return state;
    }

    public void End(List<InscriptionRow> removed, List<InscriptionRow> added)
    {
        for (var i = 0; i < used; i++)
            pool[i].Difference(removed, added);
    }
}

/// <summary>The rows of one (Ssin, dossier type), before and now.</summary>
internal sealed class KeyState
{
    private readonly List<Period> before = [];
    private int lastRecord;
    private int part;

    public long Ssin { get; private set; }

    public int Type { get; private set; }

    public PeriodSet Rows { get; } = new();

    public void Load(long ssin, int type, ReadOnlySpan<InscriptionRow> known)
    {
        (Ssin, Type, lastRecord, part) = (ssin, type, 0, 0);
        before.Clear();
        Rows.Clear();
        for (var i = FirstOf(known, ssin, type); i < known.Length && known[i].Ssin == ssin && known[i].DossierTypeId == type; i++)
        {
            var row = Period.FromDays(known[i].BeginDay, known[i].EndDay);
            before.Add(row);
            Rows.Load(row);
        }
    }

    /// <summary>One record may change several rows of a key: their place in the journal.</summary>
    public int NextPart(int recordNumber)
    {
        part = recordNumber == lastRecord ? part + 1 : 0;
        lastRecord = recordNumber;
        return part;
    }

    /// <summary>Both lists are ordered by begin: one walk finds what went and what came.</summary>
    public void Difference(List<InscriptionRow> removed, List<InscriptionRow> added)
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
                removed.Add(Row(before[old++]));
            }
            else
            {
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
}
