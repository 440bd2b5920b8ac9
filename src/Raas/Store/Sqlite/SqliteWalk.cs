using Microsoft.Data.Sqlite;

namespace Raas.Store.Sqlite;

/// <summary>A walk along the rows of a table in order of their number, stopping at ascending numbers. A batch is a stretch of
/// neighbouring numbers: the next one is mostly a few rows further, and a step costs a fifth of a search from the root. When it
/// is not near, it is searched.</summary>
/// <remarks>The statement brings rows whose first column is the number, ascending, from its first parameter on.</remarks>
internal sealed class SqliteWalk(SqliteConnection connection, string sql) : IDisposable
{
    /// <summary>So many steps cost about one search.</summary>
    private const int MaxSteps = 5;

    private long at = long.MinValue;
    private bool started;
    private bool ended;

    public SqliteStatement Row { get; } = new(connection, sql);

    public void Dispose() => Row.Dispose();

    /// <summary>True: the walk stands on the first row of this number. Numbers are asked in ascending order.</summary>
    public bool MoveTo(long number)
    {
        if (!started)
            Search(number);
        for (var steps = 0; !ended && at < number; steps++)
        {
            if (steps < MaxSteps)
                Step();
            else
                Search(number);
        }
        return !ended && at == number;
    }

    /// <summary>True: the next row is of the same number.</summary>
    public bool MoveOn()
    {
        var number = at;
        Step();
        return !ended && at == number;
    }

    private void Search(long number)
    {
        started = true;
        Row.Reset();
        Row.Bind(1, number);
        Step();
    }

    private void Step()
    {
        ended = !Row.Step();
        if (!ended)
            at = Row.Int64(0);
    }
}
