namespace Raas.Store;

/// <summary>How a column of a bulk load is handed over.</summary>
public enum BulkType
{
    Int64,
    Int32,

    /// <summary>A day number: a <c>date</c> on a server, an INTEGER on SQLite.</summary>
    Day,

    /// <summary>UTC ticks: a moment on a server, ISO text on SQLite.</summary>
    Moment,
    Text,
}

/// <summary>A column of a table that is loaded in bulk, as every store sees it.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Type">How its value is handed over.</param>
/// <param name="MayBeNull">False: nobody need ask.</param>
public abstract record BulkColumn(string Name, BulkType Type, bool MayBeNull);

/// <summary>The same, with how its value is read from the rows, which stand on one of them.</summary>
/// <typeparam name="TRows">The rows of one table.</typeparam>
internal sealed record BulkColumn<TRows>(string Name, BulkType Type, bool MayBeNull) : BulkColumn(Name, Type, MayBeNull)
{
    /// <summary>A number that is always there.</summary>
    public Func<TRows, long>? Number { get; init; }

    /// <summary>A number that may be missing.</summary>
    public Func<TRows, long?>? Optional { get; init; }

    public Func<TRows, string?>? Text { get; init; }
}
