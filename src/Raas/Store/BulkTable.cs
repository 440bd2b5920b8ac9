namespace Raas.Store;

/// <summary>The columns of a table that is loaded in bulk, listed once: the name, and how its value is read from the rows. The names
/// of the INSERT, of COPY and of SqlBulkCopy and the values that go under them all come from this list.</summary>
/// <typeparam name="TRows">The rows of this table.</typeparam>
internal sealed class BulkTable<TRows>(string name)
{
    private readonly List<BulkColumn<TRows>> columns = [];

    /// <summary>The name of the table.</summary>
    public string Name => name;

    public IReadOnlyList<BulkColumn> Columns => columns;

    /// <summary>The column at a place of the list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The list ends before it.</exception>
    public BulkColumn<TRows> this[int column] => (uint)column < (uint)columns.Count
        ? columns[column]
        : throw new ArgumentOutOfRangeException(nameof(column), column, $"{name} is loaded in {columns.Count} columns.");

    public BulkTable<TRows> Int64(string column, Func<TRows, long> value) => Number(column, BulkType.Int64, value);

    public BulkTable<TRows> Int64(string column, Func<TRows, long?> value) => Optional(column, BulkType.Int64, value);

    public BulkTable<TRows> Int32(string column, Func<TRows, long> value) => Number(column, BulkType.Int32, value);

    public BulkTable<TRows> Day(string column, Func<TRows, long> value) => Number(column, BulkType.Day, value);

    public BulkTable<TRows> Day(string column, Func<TRows, long?> value) => Optional(column, BulkType.Day, value);

    public BulkTable<TRows> Moment(string column, Func<TRows, DateTimeOffset> value) =>
        Number(column, BulkType.Moment, rows => value(rows).UtcTicks);

    public BulkTable<TRows> Text(string column, Func<TRows, string?> value) =>
        Add(new BulkColumn<TRows>(column, BulkType.Text, MayBeNull: true) { Text = value });

    private BulkTable<TRows> Number(string column, BulkType type, Func<TRows, long> value) =>
        Add(new BulkColumn<TRows>(column, type, MayBeNull: false) { Number = value });

    private BulkTable<TRows> Optional(string column, BulkType type, Func<TRows, long?> value) =>
        Add(new BulkColumn<TRows>(column, type, MayBeNull: true) { Optional = value });

    private BulkTable<TRows> Add(BulkColumn<TRows> column)
    {
        if (columns.Exists(other => other.Name == column.Name))
            throw new InvalidOperationException($"{name} has {column.Name} twice.");
        columns.Add(column);
        return this;
    }
}
