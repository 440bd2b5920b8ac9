namespace Raas.Domain;

/// <summary>The rows of one person, in one dossier type, at one institution: in order, and no day in two of them. Two bookings of a room
/// that overlap become one booking; two that only follow one another stay two, unless the institution wants them joined.</summary>
/// <remarks>One object serves a whole delivery: <see cref="Clear"/>, <see cref="Load"/>, then the records of that key in file
/// order.</remarks>
public sealed class PeriodSet
{
    private readonly List<Period> rows = [];

    public int Count => rows.Count;

    public Period this[int index] => rows[index];

    /// <summary>Forgets every row.</summary>
    public void Clear() => rows.Clear();

    /// <summary>Adds a row as the register has it, in order of begin. Rows that share a day are a damaged register, and that is an
    /// exception.</summary>
    public void Load(Period row)
    {
        if (rows.Count > 0 && rows[^1].EndDay >= row.BeginDay)
            throw new InvalidOperationException("The rows of a key come in order of begin and do not overlap.");
        rows.Add(row);
    }

    /// <summary>Adds a period. The rows that it meets become one row with it, from the earliest begin to the latest end. With
    /// <paramref name="mergeAdjacent"/> rows that touch the growing row are met too, again and again until none does.</summary>
    /// <param name="period">What is registered.</param>
    /// <param name="mergeAdjacent">The institution wants rows that only touch to be joined.</param>
    /// <param name="changes">Emptied first; afterwards what this record did.</param>
    /// <returns><see cref="Outcome.Unchanged"/> when one row already contains the period: then nothing happens at all, also not to
    /// neighbours that touch it because they are older than the setting; they are joined by the next record that writes.
    /// <see cref="Outcome.Registered"/> when no row was met, else <see cref="Outcome.Merged"/>.</returns>
    public Outcome Register(Period period, bool mergeAdjacent, RowChanges changes)
    {
        changes.Clear();
        var reach = mergeAdjacent ? 1 : 0;
        var first = FirstEndingFrom(period.BeginDay - reach);
        var next = first;
        var merged = period;
        while (next < rows.Count && rows[next].BeginDay - reach <= merged.EndDay)
        {
            var row = rows[next++];
            if (row.Contains(period))
            {
                changes.Left.Add(row);
                return Outcome.Unchanged;
            }

            merged = merged.Union(row);
        }

        if (next > first && mergeAdjacent)
            TakeBefore(ref first, ref merged);
        Replace(first, next, merged, changes);
        changes.Left.Add(merged);
        return next == first ? Outcome.Registered : Outcome.Merged;
    }

    /// <summary>Takes a period away: rows are shortened, split in two or removed. Without a period every row goes.</summary>
    /// <param name="period">What is no longer so; null for everything.</param>
    /// <param name="changes">Emptied first; afterwards what this record did.</param>
    /// <returns><see cref="Outcome.Unchanged"/> when it met no row, <see cref="Outcome.Removed"/> when nothing is left of the rows it met,
    /// else <see cref="Outcome.Shortened"/>.</returns>
    public Outcome Unregister(Period? period, RowChanges changes)
    {
        changes.Clear();
        var gone = period ?? Period.FromDays(0, Period.OpenEnd);
        var index = FirstEndingFrom(gone.BeginDay);
        while (index < rows.Count && rows[index].BeginDay <= gone.EndDay)
            index += Subtract(index, gone, changes);
        if (changes.Changes.Count == 0)
            return Outcome.Unchanged;
        return changes.Left.Count == 0 ? Outcome.Removed : Outcome.Shortened;
    }

    // A row that touches the new row from the left can itself be touched by the one before it.
    private void TakeBefore(ref int first, ref Period merged)
    {
        while (first > 0 && rows[first - 1].Touches(merged))
            merged = merged.Union(rows[--first]);
    }

    // Rows first up to next give way to one row: the first carries on as the new one, the others end.
    private void Replace(int first, int next, Period merged, RowChanges changes)
    {
        if (next == first)
        {
            changes.Changes.Add(new RowChange(null, merged));
            rows.Insert(first, merged);
            return;
        }

        changes.Changes.Add(new RowChange(rows[first], merged));
        for (var index = first + 1; index < next; index++)
            changes.Changes.Add(new RowChange(rows[index], null));
        rows[first] = merged;
        rows.RemoveRange(first + 1, next - first - 1);
    }

    // How many rows stand where the row stood: 0, 1 or 2.
    private int Subtract(int index, Period gone, RowChanges changes)
    {
        var row = rows[index];
        Period? left = row.BeginDay < gone.BeginDay ? Period.FromDays(row.BeginDay, gone.BeginDay - 1) : null;
        Period? right = gone.EndDay < row.EndDay ? Period.FromDays(gone.EndDay + 1, row.EndDay) : null;
        changes.Changes.Add(new RowChange(row, left ?? right));
        if (left is null && right is null)
        {
            rows.RemoveAt(index);
            return 0;
        }

        rows[index] = (left ?? right)!.Value;
        changes.Left.Add(rows[index]);
        if (left is null || right is null)
            return 1;
        changes.Changes.Add(new RowChange(null, right));
        changes.Left.Add(right.Value);
        rows.Insert(index + 1, right.Value);
        return 2;
    }

    // Rows are disjoint and in order, so their ends are in order too.
    private int FirstEndingFrom(int day)
    {
        var low = 0;
        var high = rows.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (rows[middle].EndDay < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
