namespace Raas.Domain;

/// <summary>One change of a row: before without after = gone, after without before = new.</summary>
public readonly record struct RowChange(Period? Before, Period? After);

/// <summary>What one record did to the rows of a key. Used again from record to record.</summary>
public sealed class RowChanges
{
    /// <summary>In an order in which they can be repeated on a set of rows.</summary>
    public List<RowChange> Changes { get; } = [];

    /// <summary>The rows of the key that the record left behind, as far as it touched them.</summary>
    public List<Period> Left { get; } = [];

    public void Clear()
    {
        Changes.Clear();
        Left.Clear();
    }
}

/// <summary>The rows of one institution, Ssin and dossier type: ordered by begin, never sharing a day (contract §4, rules 2
/// and 3). One object serves for many keys; nothing is allocated in the steady state.</summary>
public sealed class PeriodSet
{
    private readonly List<Period> rows = [];

    public int Count => rows.Count;

    public Period this[int index] => rows[index];

    public void Clear() => rows.Clear();

    /// <summary>Adds a row as it is stored; rows come in order.</summary>
    public void Load(Period row) => rows.Add(row);

    /// <summary>Rows that share a day with the period become one row with it, from the earliest begin to the latest end. Rows
    /// that only touch it stay apart unless <paramref name="mergeAdjacent"/>.</summary>
    /// <returns>Registered: a row of its own; Unchanged: a row held it already; Merged: rows became one.</returns>
    public Outcome Register(Period period, bool mergeAdjacent, RowChanges changes)
    {
        var first = 0;
        while (first < rows.Count && rows[first].EndDay < period.BeginDay && !(mergeAdjacent && rows[first].Touches(period)))
            first++;
        var union = period;
        var next = first;
        while (next < rows.Count && Joins(rows[next], union, mergeAdjacent))
            union = union.Union(rows[next++]);
        while (mergeAdjacent && first > 0 && rows[first - 1].Touches(union))
            union = union.Union(rows[--first]);
        changes.Left.Add(union);
        if (next - first == 1 && rows[first] == union)
            return Outcome.Unchanged;
        for (var i = first; i < next; i++)
            changes.Changes.Add(new RowChange(rows[i], i == first ? union : null));
        if (next == first)
        {
            changes.Changes.Add(new RowChange(null, union));
            rows.Insert(first, union);
            return Outcome.Registered;
        }
        rows[first] = union;
        rows.RemoveRange(first + 1, next - first - 1);
        return Outcome.Merged;
    }

    /// <summary>Takes the days of the period away: rows are shortened, split or removed. Without a period every row goes.</summary>
    /// <returns>Unchanged: nothing was there; Removed: nothing is left of the rows it touched; Shortened: something is.</returns>
    public Outcome Unregister(Period? period, RowChanges changes)
    {
        var gone = period ?? Period.FromDays(0, Period.OpenEnd);
        var touched = false;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (!row.Overlaps(gone))
                continue;
            touched = true;
            var hasLeft = row.BeginDay < gone.BeginDay;
            var hasRight = gone.EndDay < row.EndDay;
            rows.RemoveAt(i);
            if (hasRight)
                rows.Insert(i, Period.FromDays(gone.EndDay + 1, row.EndDay));
            if (hasLeft)
                rows.Insert(i, Period.FromDays(row.BeginDay, gone.BeginDay - 1));
            Note(row, hasLeft ? rows[i] : null, hasRight ? rows[hasLeft ? i + 1 : i] : null, changes);
            i += (hasLeft ? 1 : 0) + (hasRight ? 1 : 0) - 1;
        }
        return !touched ? Outcome.Unchanged : changes.Left.Count == 0 ? Outcome.Removed : Outcome.Shortened;
    }

    private static bool Joins(Period row, Period union, bool mergeAdjacent) => row.Overlaps(union) || (mergeAdjacent && row.Touches(union));

    private static void Note(Period row, Period? left, Period? right, RowChanges changes)
    {
        changes.Changes.Add(new RowChange(row, left ?? right));
        if (left is { } one)
            changes.Left.Add(one);
        if (right is { } other)
            changes.Left.Add(other);
        if (left is not null && right is not null)
            changes.Changes.Add(new RowChange(null, right));
    }
}
