using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>The numbers that a night is about, for one institution after the other: read once, some hundred bytes each.</summary>
internal sealed class NightSsins
{
    private readonly List<NightNumberRow> everybodys = [];
    private readonly Dictionary<long, int> placeOf = [];
    private readonly List<int> firstOf = [];
    private readonly Dictionary<long, NightNumberRow> own = [];
    private readonly List<NightNumberRow> ofOne = [];
    private readonly Dictionary<int, List<NightCancellationRow>> cancellations = [];
    private int consideredByAll;

    public int Clusters => firstOf.Count;

    /// <summary>Numbers that the chosen institution is to be told about, if it knows them.</summary>
    public long Considered => consideredByAll + own.Count + cancellations.Values.Sum(list => list.Count);

    public static NightSsins Load(StoreSession store)
    {
        var numbers = new NightSsins();
        numbers.LoadNumbers(store);
        numbers.LoadCancellations(store);
        return numbers;
    }

    /// <summary>From now on it is about this institution.</summary>
    public void Choose(CbeNumber party)
    {
        own.Clear();
        foreach (var row in ofOne.Where(row => row.Party == party.Value))
            own[row.Ssin] = row;
    }

    /// <summary>What is only this institution's says more than what is everybody's: there the number is only connected.</summary>
    public NightNumberRow? Find(long ssin) =>
        own.TryGetValue(ssin, out var row) ? row : placeOf.TryGetValue(ssin, out var place) ? everybodys[place] : null;

    /// <summary>A number that is among them.</summary>
    public NightNumberRow this[long ssin] => Find(ssin)!.Value;

    /// <summary>The number that stands for it now, when that has changed.</summary>
    public long? ChangedTo(long ssin) => Find(ssin) is { } row && row.Change != NumberChange.None ? row.CurrentSsin : null;

    /// <summary>The numbers of some clusters.</summary>
    public IEnumerable<long> Between(int fromCluster, int throughCluster)
    {
        for (var place = firstOf[fromCluster - 1]; place < EndOf(throughCluster); place++)
            yield return everybodys[place].Ssin;
    }

    /// <summary>The numbers of a cluster that are to be told about.</summary>
    public IEnumerable<NightNumberRow> ConcernedIn(int cluster)
    {
        for (var place = firstOf[cluster - 1]; place < EndOf(cluster); place++)
        {
            var row = own.GetValueOrDefault(everybodys[place].Ssin, everybodys[place]);
            if (row.Kind is not null)
                yield return row;
        }
    }

    /// <summary>The cancelled numbers of a cluster that are to be told about.</summary>
    public IReadOnlyList<NightCancellationRow> CancelledIn(int cluster) => cancellations.TryGetValue(cluster, out var list) ? list : [];

    /// <summary>Whether a cancellation concerns a row: it stands under the cancelled number, under one that stands for it, or under one for
    /// which it stands. An earlier cancellation only where replacements lead to it tonight and did not before.</summary>
    /// <param name="ssin">The number that the row stands under.</param>
    /// <param name="origins">Those under which its pieces were registered.</param>
    public bool IsConcernedBy(NightCancellationRow cancellation, long ssin, IEnumerable<long> origins) => cancellation.IsNew
        ? Leads(ssin, cancellation.Ssin, row => row.NextSsin) || Leads(cancellation.Ssin, ssin, row => row.NextSsin)
        : origins.Any(origin => Leads(origin, cancellation.Ssin, row => row.NextSsin)
            && !Leads(origin, cancellation.Ssin, row => row.NextBefore));

    private bool Leads(long from, long to, Func<NightNumberRow, long> next)
    {
        while (from != to)
        {
            from = placeOf.TryGetValue(from, out var place) ? next(everybodys[place]) : 0;
            if (from == 0)
                return false;
        }
        return true;
    }

    private void LoadNumbers(StoreSession store)
    {
        foreach (var row in store.NightNumbers())
            Add(row);
    }

    private void LoadCancellations(StoreSession store)
    {
        foreach (var row in store.NightCancellations())
        {
            if (!cancellations.TryGetValue(row.ClusterNo, out var list))
                cancellations.Add(row.ClusterNo, list = []);
            list.Add(row);
        }
    }

    private int EndOf(int cluster) => cluster < firstOf.Count ? firstOf[cluster] : everybodys.Count;

    /// <summary>In the order of clusters.</summary>
    private void Add(NightNumberRow row)
    {
        if (row.Party != 0)
        {
            ofOne.Add(row);
            return;
        }
        while (firstOf.Count < row.ClusterNo)
            firstOf.Add(everybodys.Count);
        placeOf.Add(row.Ssin, everybodys.Count);
        everybodys.Add(row);
        consideredByAll += row.Kind is null ? 0 : 1;
    }
}
