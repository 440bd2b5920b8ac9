namespace Raas.Domain;

/// <summary>A line of the journal of one key (Ssin and dossier type).</summary>
/// <param name="ChangeSet">By what it was changed; later ones have higher numbers.</param>
/// <param name="RecordNumber">The record of the delivery that asked for it.</param>
public readonly record struct KeyChange(long ChangeSet, int RecordNumber, Period? Before, Period? After);

/// <summary>Rows of one key that a change set made out of one another: they go back together or not at all. Two repairs in one house: what
/// was done to the roof can be undone, whatever has happened to the cellar since.</summary>
/// <remarks>Groups of a key have no day in common. A change set that made one row of two, and took another one away years later, left two
/// groups.</remarks>
public sealed class RevertGroup
{
    private readonly List<Period> was = [];
    private readonly List<Period> now = [];
    private readonly List<int> records = [];

    private RevertGroup(Period days) => Days = days;

    /// <summary>From the first to the last day of all its rows, before, in between and after.</summary>
    public Period Days { get; private set; }

    /// <summary>The rows before the change set, in order.</summary>
    public IReadOnlyList<Period> Was => was;

    /// <summary>The rows that it left, in order; what stands there, unless <see cref="ChangedBy"/> names a later one.</summary>
    public IReadOnlyList<Period> Now => now;

    /// <summary>The records that asked for it, each once.</summary>
    public IReadOnlyList<int> Records => records;

    /// <summary>The first change set that changed something here since; 0: none.</summary>
    public long ChangedBy { get; private set; }

    /// <summary>Rows that are one thing before and another after: what is counted.</summary>
    public int RowCount => Math.Max(was.Count, now.Count);

    /// <summary>The groups of a change set, in order of their days; none when it did not touch the key.</summary>
    /// <param name="lines">The whole journal of a key, in the order in which it happened.</param>
    /// <param name="changeSet">What is to be taken back.</param>
    /// <param name="mergeAdjacent">The institution wants rows that only touch to be joined: then what touches a group is not apart from
    /// it.</param>
    public static List<RevertGroup> Of(IReadOnlyList<KeyChange> lines, long changeSet, bool mergeAdjacent)
    {
        var groups = new List<RevertGroup>();
        foreach (var line in lines)
        {
            if (line.ChangeSet == changeSet)
                Join(groups, DaysOf(line));
        }
        if (groups.Count == 0)
            return groups;
        groups.Sort((one, other) => one.Days.CompareTo(other.Days));
        foreach (var line in lines)
        {
            if (line.ChangeSet == changeSet)
                groups.Find(group => group.Days.Contains(DaysOf(line)))!.Add(line);
            else if (line.ChangeSet > changeSet)
                groups.ForEach(group => group.NoteLater(line, mergeAdjacent ? 1 : 0));
        }
        groups.ForEach(group => group.Settle());
        return groups;
    }

    /// <summary>The records of another change set that asked for something of these days, each once: of the delivery itself, when what is
    /// taken back is that it was taken back.</summary>
    public IReadOnlyList<int> RecordsOf(IReadOnlyList<KeyChange> lines, long changeSet) =>
    [
        .. lines.Where(line => line.ChangeSet == changeSet && DaysOf(line).Overlaps(Days)).Select(line => line.RecordNumber).Distinct(),
    ];

    /// <summary>Whether somebody who names this period means days of the group.</summary>
    public bool IsMeantBy(Period? period) => period is not { } days || days.Overlaps(Days);

    /// <summary>The lines that put everything back, in the order in which they can be replayed: what goes first, then what comes.</summary>
    public IEnumerable<RowChange> Back()
    {
        for (var i = 1; i < now.Count; i++)
            yield return new RowChange(now[i], null);
        if (now.Count > 0 || was.Count > 0)
            yield return new RowChange(now.Count > 0 ? now[0] : null, was.Count > 0 ? was[0] : null);
        for (var i = 1; i < was.Count; i++)
            yield return new RowChange(null, was[i]);
    }

    private static Period DaysOf(KeyChange line) => (line.Before, line.After) switch
    {
        ({ } before, { } after) =>
            Period.FromDays(Math.Min(before.BeginDay, after.BeginDay), Math.Max(before.EndDay, after.EndDay)),
        ({ } before, null) => before,
        (null, { } after) => after,
        _ => throw new InvalidOperationException("A line of the journal has neither a row before nor one after."),
    };

    /// <summary>Groups that share a day with these days become one.</summary>
    private static void Join(List<RevertGroup> groups, Period days)
    {
        foreach (var met in groups.FindAll(group => group.Days.Overlaps(days)))
        {
            days = days.Union(met.Days);
            groups.Remove(met);
        }
        groups.Add(new RevertGroup(days));
    }

    private void Add(KeyChange line)
    {
        if (!records.Contains(line.RecordNumber))
            records.Add(line.RecordNumber);
        if (line.Before is { } before && !now.Remove(before))
            was.Add(before);
        if (line.After is { } after)
            now.Add(after);
    }

    private void NoteLater(KeyChange line, int reach)
    {
        bool Meets(Period? row) => row is { } one && one.BeginDay - reach <= Days.EndDay && Days.BeginDay <= one.EndDay + reach;
        if (ChangedBy == 0 && (Meets(line.Before) || Meets(line.After)))
            ChangedBy = line.ChangeSet;
    }

    /// <summary>A row that is again what it was has not changed.</summary>
    private void Settle()
    {
        foreach (var same in was.Intersect(now).ToList())
        {
            was.Remove(same);
            now.Remove(same);
        }
        was.Sort();
        now.Sort();
    }
}
