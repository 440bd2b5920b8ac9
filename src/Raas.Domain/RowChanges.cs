namespace Raas.Domain;

/// <summary>One line of the journal: a row before and after. No before: the row is new. No after: it is gone.</summary>
public readonly record struct RowChange(Period? Before, Period? After);

/// <summary>What one record did to the rows of its key. Made once and used for every record, hence no allocation per record.</summary>
public sealed class RowChanges
{
    /// <summary>In the order in which they can be replayed, one by one, without two rows ever beginning on the same day.</summary>
    public List<RowChange> Changes { get; } = [];

    /// <summary>The rows that the record left behind, as far as it touched them, in order: what the answer shows.</summary>
    public List<Period> Left { get; } = [];

    /// <summary>Forgets every change.</summary>
    public void Clear()
    {
        Changes.Clear();
        Left.Clear();
    }
}
