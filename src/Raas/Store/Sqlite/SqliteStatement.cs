using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Raas.Store.Sqlite;

/// <summary>A prepared statement that is run for millions of rows: no object and no handle bookkeeping per call, which
/// would cost as much as SQLite itself. Lives inside one transaction of its connection and is not shared between threads.</summary>
internal sealed unsafe partial class SqliteStatement : IDisposable
{
    /// <summary>The native library that the SQLite package of this program brings.</summary>
    private const string Library = "e_sqlite3";

    /// <summary>SQLite copies the text before the call returns.</summary>
    private const nint Transient = -1;

    private const int StackText = 512;

    private readonly sqlite3 db;
    private readonly sqlite3_stmt owner;
    private readonly nint statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        db = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(db, sql, out owner));
        statement = owner.DangerousGetHandle();
    }

    /// <summary>No transaction and no statement is open on this connection.</summary>
    internal static bool IsAtRest(SqliteConnection connection) =>
        raw.sqlite3_get_autocommit(connection.Handle) != 0 && next_stmt(connection.Handle!.DangerousGetHandle(), 0) == 0;

    public void Dispose() => owner.Dispose();

    /// <param name="index">From 1, as in SQL.</param>
    public void Bind(int index, long value) => Check(bind_int64(statement, index, value));

    public void BindNull(int index) => Check(bind_null(statement, index));

    public void Bind(int index, string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = length > StackText ? ArrayPool<byte>.Shared.Rent(length) : null;
        var bytes = rented ?? stackalloc byte[StackText];
        var used = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* first = bytes)
            Check(bind_text(statement, index, first, used, Transient));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>True: there is a row to look at. False: done.</summary>
    public bool Step()
    {
        var result = step(statement);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
            Fail(result);
        return false;
    }

    /// <summary>Ready for the next row; what is bound stays bound.</summary>
    public void Reset() => Check(reset(statement));

    /// <summary>For a statement that brings no rows.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>The place of a column, to be asked for once.</summary>
    /// <param name="name">As the statement selects it.</param>
    /// <exception cref="InvalidOperationException">The statement selects no such column.</exception>
    public int Column(string name)
    {
        for (var column = 0; column < raw.sqlite3_column_count(owner); column++)
        {
            if (raw.sqlite3_column_name(owner, column).utf8_to_string() == name)
                return column;
        }
        throw new InvalidOperationException($"'{raw.sqlite3_sql(owner).utf8_to_string()}' does not select {name}.");
    }

    /// <param name="column">From 0; see <see cref="Column"/>.</param>
    public long Int64(int column) => column_int64(statement, column);

    public int Int32(int column) => (int)column_int64(statement, column);

    public bool IsNull(int column) => column_type(statement, column) == raw.SQLITE_NULL;

    public string? Text(int column)
    {
        var first = column_text(statement, column);
        return first is null ? null : Encoding.UTF8.GetString(first, column_bytes(statement, column));
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            Fail(result);
    }

    private void Fail(int result) =>
        throw new SqliteException(raw.sqlite3_errmsg(db).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(db));

    // Those that only read or write memory do not leave the garbage collector's care; those that can wait for the disk do.
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    private static partial int bind_int64(nint statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_next_stmt")]
    private static partial nint next_stmt(nint db, nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    private static partial int bind_null(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int bind_text(nint statement, int index, byte* text, int bytes, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    private static partial int step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    private static partial int reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    private static partial long column_int64(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    private static partial int column_type(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    private static partial byte* column_text(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int column_bytes(nint statement, int column);
}
