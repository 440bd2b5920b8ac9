namespace Raas.Store;

/// <summary>Rows on their way into a table, one at a time, without boxing: what each store reads from.</summary>
public abstract class BulkRows
{
    /// <summary>Where they go.</summary>
    public abstract string Table { get; }

    public abstract IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Moves to the next row; false at the end.</summary>
    public abstract bool Read();

    /// <param name="column">Its place in <see cref="Columns"/>.</param>
    public abstract bool IsNull(int column);

    /// <summary>Numbers, day numbers, and moments as UTC ticks.</summary>
    /// <param name="column">Its place in <see cref="Columns"/>.</param>
    /// <exception cref="InvalidOperationException">It is a text, or null.</exception>
    public abstract long Number(int column);

    /// <summary>The same where it may be missing; false: it is.</summary>
    /// <param name="column">Its place in <see cref="Columns"/>.</param>
    /// <param name="value">The number; 0 where there is none.</param>
    /// <exception cref="InvalidOperationException">It is a text.</exception>
    public abstract bool TryNumber(int column, out long value);

    /// <summary>Null: the value is missing.</summary>
    /// <param name="column">Its place in <see cref="Columns"/>.</param>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public abstract string? Text(int column);
}

/// <summary>Rows from a list. What is the same for all of them stands in fields beside it.</summary>
/// <typeparam name="TRows">The class itself, from which its columns are read.</typeparam>
/// <typeparam name="TItem">What stands in the list.</typeparam>
internal abstract class BulkList<TRows, TItem> : BulkRows
    where TRows : BulkList<TRows, TItem>
{
    private readonly BulkTable<TRows> table;
    private readonly IReadOnlyList<TItem> items;
    private readonly TRows self;
    private int index = -1;

    protected BulkList(BulkTable<TRows> table, IReadOnlyList<TItem> items) => (this.table, this.items, self) = (table, items, (TRows)this);

    public sealed override string Table => table.Name;

    public sealed override IReadOnlyList<BulkColumn> Columns => table.Columns;

    public sealed override int Count => items.Count;

    /// <summary>The row at hand.</summary>
    protected TItem Row { get; private set; } = default!;

    public sealed override bool Read()
    {
        if (++index >= items.Count)
            return false;
        Row = items[index];
        return true;
    }

    public sealed override bool IsNull(int column)
    {
        var one = table[column];
        return one.MayBeNull && (one.Optional is null ? Text(column) is null : one.Optional(self) is null);
    }

    public sealed override long Number(int column) =>
        TryNumber(column, out var value) ? value : throw Wrong(table[column], "no number");

    public sealed override bool TryNumber(int column, out long value)
    {
        var one = table[column];
        if (one.Number is not null)
        {
            value = one.Number(self);
            return true;
        }
        if (one.Optional is null)
            throw Wrong(one, "no number");
        var optional = one.Optional(self);
        value = optional.GetValueOrDefault();
        return optional.HasValue;
    }

    public sealed override string? Text(int column)
    {
        var one = table[column];
        return one.Text is not null ? one.Text(self) : throw Wrong(one, "no text");
    }

    private InvalidOperationException Wrong(BulkColumn column, string what) =>
        new($"{table.Name}.{column.Name} is {column.Type}, and has {what} here.");
}
