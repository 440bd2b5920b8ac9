using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>The numbers to which something happened since the last night: what happened last, the number that stood for each before and
/// stands for it now, and which of them have to be decided together. What was done and undone in between is no longer told.</summary>
/// <remarks>Kept in memory: some hundred bytes for each number that was replaced, annulled or cancelled since the last night.</remarks>
internal sealed class ChangedSsins(StoreSession store, long batchId)
{
    private readonly Dictionary<long, Change> changes = [];
    private readonly Dictionary<long, long> clusterOf = [];
    private readonly Replacements now = new();
    private readonly HashSet<long> cancelled = [];
    private readonly Dictionary<long, NightCancellationRow> cancellations = [];

    /// <summary>Entries of the journal.</summary>
    public long Events { get; private set; }

    /// <summary>Entries that a later one took back or overtook.</summary>
    public long Superseded { get; private set; }

    /// <summary>Numbers to tell about.</summary>
    public long Considered { get; private set; }

    /// <summary>Reads the entries of the journal after one, up to another.</summary>
    /// <param name="reading">Reads nothing else meanwhile.</param>
    public void Load(StoreSession reading, long from, long through)
    {
        foreach (var change in reading.NumberChangesBetween(from, through))
            Add(change.Ssin, change.DataGroup, change.Before, change.After, change.Day, change.Source, change.MutationId);
    }

    /// <param name="before">Replaced: the number that stood for it, when the replacement was annulled.</param>
    /// <param name="after">Replaced: the number that stands for it from now on.</param>
    private void Add(long ssin, string group, string? before, string? after, int day, long source, long mutation)
    {
        Events++;
        if (!changes.TryGetValue(ssin, out var change))
            changes.Add(ssin, change = new Change());
        var kind = group == NumberEvent.Cancelled ? group : after is null ? NumberEvent.ReplacementAnnulled : NumberEvent.Replaced;
        var entry = new Entry(kind, mutation, source, day);
        if (group == NumberEvent.Cancelled)
        {
            change.Cancellation = entry;
            return;
        }
        if (change.Replacement is null)
            change.SuccessorBefore = before is null ? 0 : long.Parse(before, CultureInfo.InvariantCulture);
        change.Replacement = entry;
    }

    /// <summary>Writes the numbers, cluster by cluster.</summary>
    public void Save()
    {
        var sweeps = Sweeps();
        store.DeletePartySweeps();
        Load(sweeps);
        var rows = new Dictionary<(long Ssin, long Party), NightNumberRow>();
        foreach (var (ssin, change) in changes)
            Decide(ssin, change, rows);
        foreach (var (ssin, change) in changes.Where(c => rows.TryGetValue((c.Key, 0), out var row) && row.Change == NumberChange.Changed))
            Followers(ssin, rows);
        foreach (var sweep in sweeps)
            Sweep(sweep, rows);
        foreach (var (ssin, change) in changes)
            Cancelled(ssin, change);
        CancelledEarlier();
        var own = rows.Values.LongCount(row => row.Party == 0 && row.CauseSsin == row.Ssin);
        Superseded = Events - own - cancellations.Values.LongCount(row => row.IsNew);
        Considered = rows.Values.LongCount(row => row.Party == 0) + cancellations.Count;
        Write(rows);
    }

    private void Decide(long ssin, Change change, Dictionary<(long, long), NightNumberRow> rows)
    {
        var current = now.Current(ssin);
        var what = CurrentBefore(ssin) != current
            ? NumberChange.Changed : change.Replacement is not null && current != ssin ? NumberChange.Again : NumberChange.None;
        if (what == NumberChange.None || change.Replacement is not { } entry)
            return;
        rows[(ssin, 0)] = new NightNumberRow(0, ssin, 0, current, ssin, entry.Kind, what, cancelled.Contains(ssin), entry.Mutation,
            entry.Source, entry.Day);
        Join(ssin, ssin);
        for (var at = ssin; Before(at) is var next && next != 0; at = next)
            Join(ssin, next);
        for (var at = ssin; now.TryGetSuccessor(at, out var next); at = next)
            Join(ssin, next);
    }

    /// <summary>Told beside whatever else happened to the number: to whoever holds it, or a number that leads to it.</summary>
    private void Cancelled(long ssin, Change change)
    {
        if (change.Cancellation is not { } entry)
            return;
        cancellations[ssin] = new NightCancellationRow(0, ssin, true, entry.Mutation, entry.Source, entry.Day);
        Join(ssin, ssin);
        foreach (var old in now.LeadingTo(ssin))
            Join(ssin, old);
        for (var at = ssin; now.TryGetSuccessor(at, out var next); at = next)
            Join(ssin, next);
    }

    /// <summary>Numbers that were cancelled before: a replacement of tonight may lead to them.</summary>
    private void CancelledEarlier()
    {
        var found = new SortedSet<long>(clusterOf.Keys.Where(ssin => cancelled.Contains(ssin) && !cancellations.ContainsKey(ssin)));
        if (found.Count == 0)
            return;
        var tables = new PersonTables(store, batchId);
        tables.Stage(found);
        foreach (var (ssin, mutation, source, day) in tables.Cancellations())
            cancellations[ssin] = new NightCancellationRow(0, ssin, false, mutation, source, day);
        tables.Unstage();
    }

    /// <summary>Numbers that led to this one already: another number stands for them too, because of it.</summary>
    private void Followers(long ssin, Dictionary<(long, long), NightNumberRow> rows)
    {
        var cause = rows[(ssin, 0)];
        foreach (var old in now.LeadingTo(ssin))
        {
            Join(ssin, old);
            // By another way to the same number: what its holders were told is still so.
            if (CurrentBefore(old) == now.Current(old))
                continue;
            if (rows.TryGetValue((old, 0), out var known) && (known.Change == NumberChange.Changed || known.CauseSsin == old))
                continue;
            if (IsNearest(old, ssin, rows))
                rows[(old, 0)] = cause with { Ssin = old, CauseSsin = ssin, IsCancelled = cancelled.Contains(old) };
        }
    }

    /// <summary>Between a number and the cause there is no other number with a cause of its own.</summary>
    private bool IsNearest(long old, long cause, Dictionary<(long, long), NightNumberRow> rows)
    {
        for (var at = old; now.TryGetSuccessor(at, out var next) && next != cause; at = next)
        {
            if (rows.TryGetValue((next, 0), out var row) && row.Change == NumberChange.Changed && row.CauseSsin == next)
                return false;
        }
        return true;
    }

    private void Sweep(LeftBehindRow swept, Dictionary<(long, long), NightNumberRow> rows)
    {
        Join(swept.OldSsin, swept.CurrentSsin);
        if (!rows.ContainsKey((swept.OldSsin, 0)))
            rows[(swept.OldSsin, swept.Party)] = new NightNumberRow(
                0, swept.OldSsin, swept.Party, swept.CurrentSsin, swept.OldSsin, NumberEvent.Replaced, NumberChange.Changed,
                cancelled.Contains(swept.OldSsin), swept.MutationId, swept.Source, swept.Day);
    }

    private long Before(long ssin) =>
        changes.TryGetValue(ssin, out var change) && change.Replacement is not null
            ? change.SuccessorBefore : now.TryGetSuccessor(ssin, out var successor) ? successor : 0;

    private long CurrentBefore(long ssin)
    {
        while (Before(ssin) is var next && next != 0)
            ssin = next;
        return ssin;
    }

    /// <summary>Chains of all numbers concerned, and which of them are cancelled.</summary>
    private void Load(List<LeftBehindRow> sweeps)
    {
        var tables = new PersonTables(store, batchId);
        var ssins = new SortedSet<long>(changes.Keys);
        ssins.UnionWith(changes.Values.Where(c => c.Replacement is not null && c.SuccessorBefore != 0).Select(c => c.SuccessorBefore));
        ssins.UnionWith(sweeps.Select(s => s.OldSsin));
        tables.Stage(ssins);
        foreach (var (old, next, _) in tables.Chains())
        {
            now.Load(old, next);
            ssins.Add(old);
            ssins.Add(next);
        }
        tables.Unstage();
        tables.Stage(ssins);
        cancelled.UnionWith(tables.Cancelled());
        tables.Unstage();
    }

    private List<LeftBehindRow> Sweeps() => [.. store.PartySweeps().SelectMany(store.LeftBehindOfParty)];

    private void Write(Dictionary<(long, long), NightNumberRow> rows)
    {
        var least = new Dictionary<long, long>();
        foreach (var ssin in clusterOf.Keys)
        {
            var root = Root(ssin);
            least[root] = Math.Min(least.GetValueOrDefault(root, long.MaxValue), ssin);
        }
        var number = least.OrderBy(l => l.Value).Select((l, index) => (l.Key, index + 1)).ToDictionary(l => l.Key, l => l.Item2);
        foreach (var ssin in clusterOf.Keys.ToList())
            rows.TryAdd((ssin, 0), new NightNumberRow(0, ssin, 0, now.Current(ssin), ssin, null, NumberChange.None, false, 0, 0, 0));
        var sorted = new List<NightNumberRow>(rows.Count);
        foreach (var row in rows.Values)
        {
            var next = now.TryGetSuccessor(row.Ssin, out var successor) ? successor : 0;
            sorted.Add(row with { ClusterNo = number[Root(row.Ssin)], NextSsin = next, NextBefore = Before(row.Ssin) });
        }
        sorted.Sort((a, b) => (a.ClusterNo, a.Ssin, a.Party).CompareTo((b.ClusterNo, b.Ssin, b.Party)));
        store.InsertNightNumbers(sorted);
        var beside = cancellations.Values.Select(row => row with { ClusterNo = number[Root(row.Ssin)] });
        store.InsertNightCancellations([.. beside.OrderBy(row => row.ClusterNo).ThenBy(row => row.Ssin)]);
    }

    /// <summary>Both are to be decided together.</summary>
    private void Join(long one, long other)
    {
        clusterOf.TryAdd(one, one);
        clusterOf.TryAdd(other, other);
        clusterOf[Root(other)] = Root(one);
    }

    private long Root(long ssin)
    {
        while (clusterOf[ssin] is var parent && parent != ssin)
            ssin = clusterOf[ssin] = clusterOf[parent];
        return ssin;
    }

    private sealed class Change
    {
        /// <summary>The number that stood for it before the night; 0 = none.</summary>
        public long SuccessorBefore { get; set; }

        /// <summary>The last replacement or annulment.</summary>
        public Entry? Replacement { get; set; }

        public Entry? Cancellation { get; set; }
    }

    private readonly record struct Entry(string Kind, long Mutation, long Source, int Day);
}
