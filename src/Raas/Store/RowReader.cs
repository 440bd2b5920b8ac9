using System.Data.Common;

namespace Raas.Store;

/// <summary>The answer of a statement, row by row. A column is found by its name, once; afterwards a value costs what it costs by
/// place.</summary>
public sealed class RowReader : IDisposable
{
    private readonly DbDataReader reader;
    private readonly Dialect dialect;
    private readonly string statement;

    internal RowReader(DbDataReader reader, Dialect dialect, string statement) =>
        (this.reader, this.dialect, this.statement) = (reader, dialect, statement);

    internal bool IsClosed => reader.IsClosed;

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Read() => reader.Read();

    /// <summary>A column of the rows.</summary>
    /// <param name="name">As the statement selects it. PostgreSQL answers in small letters.</param>
    /// <exception cref="InvalidOperationException">The statement selects no such column, or two.</exception>
    public RowColumn Column(string name)
    {
        var found = -1;
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (!reader.GetName(i).Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            found = found < 0 ? i : throw new InvalidOperationException($"The statement {statement} selects {name} twice.");
        }
        return found >= 0
            ? new RowColumn(reader, dialect, found)
            : throw new InvalidOperationException($"The statement {statement} does not select {name}.");
    }

    public void Dispose() => reader.Dispose();
}

/// <summary>One column of an answer: its value in the row at hand.</summary>
public readonly struct RowColumn
{
    private readonly DbDataReader reader;
    private readonly Dialect dialect;
    private readonly int ordinal;

    internal RowColumn(DbDataReader reader, Dialect dialect, int ordinal) =>
        (this.reader, this.dialect, this.ordinal) = (reader, dialect, ordinal);

    public bool IsNull => reader.IsDBNull(ordinal);

    public long Int64 => reader.GetInt64(ordinal);

    public long? OptionalInt64 => IsNull ? null : Int64;

    public int Int32 => reader.GetInt32(ordinal);

    public string Text => reader.GetString(ordinal);

    public string? OptionalText => IsNull ? null : Text;

    /// <summary>A day number.</summary>
    public int Day => dialect.Day(reader, ordinal);

    public int? OptionalDay => IsNull ? null : Day;
}
