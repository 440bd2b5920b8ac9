using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;

namespace Raas.Store.Sqlite;

/// <summary>The embedded store. Days are day numbers: SQLite compares integers more than twice as fast as text. WAL, so that
/// readers never wait; FULL, because files are published on the strength of a commit.</summary>
/// <param name="path">The file; it is made when it is not there.</param>
/// <param name="lockTimeout">How long a writer waits for its turn: another worker's delivery may hold the only writer's place for
/// minutes.</param>
/// <param name="writers">Where those of this process wait who write to this file; each of its dialects has the same.</param>
public class SqliteDialect(string path, TimeSpan? lockTimeout = null, WriterQueue? writers = null) : Dialect
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    /// <summary>Once it has been there, a file that is away is an error: a new, empty one in its place would be a register without
    /// persons.</summary>
    private volatile bool wasThere;

    /// <summary>Milliseconds for which SQLite itself looks again, in growing steps, whether a writer of another process is done; the client
    /// would sleep 150 between two looks.</summary>
    private const int BusyLooks = 1000;

    private const string ReaderCache = "PRAGMA cache_size = -8192;";

    /// <summary>Rows of a bulk load that one statement takes.</summary>
    private const int RowsAtOnce = 16;

    /// <summary>Bytes that the log keeps when all of it has been written back.</summary>
    private const int MostWal = 64 << 20;

    private readonly byte[] folder = Encoding.UTF8.GetBytes(Path.GetDirectoryName(Path.GetFullPath(path)) + "/");

    /// <summary>So many connections are kept open while nobody uses them: enough for the lanes at work, few enough for memory.</summary>
    private const int MostIdle = 8;

    private readonly ConcurrentStack<SqliteConnection> idle = new();

    /// <summary>To which file a connection goes, whatever stands in its place by now.</summary>
    private readonly ConditionalWeakTable<SqliteConnection, string> fileOf = [];

    private volatile bool isOver;

    public override string Name => "sqlite";

    public override string Place => path;

    public override string LeaseFolder => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "work", "leases");

    public override WriterQueue Writers { get; } = writers ?? new WriterQueue();

    public override TimeSpan LockTimeout => lockTimeout ?? UsualLockTimeout;

    public override bool IsEmbedded => true;

    public override SqliteDialect WithLockTimeout(TimeSpan most) => new(path, most, Writers);

    /// <summary>One that is open and idle, or a new one: those read the whole schema first, which costs more than most questions, and the
    /// last to close writes everything back.</summary>
    public override DbConnection Open()
    {
        var file = FileId();
        while (idle.TryPop(out var kept))
        {
            if (file is not null && fileOf.TryGetValue(kept, out var its) && its == file)
                return kept;
            kept.Dispose();
        }
        var opened = OpenNew();
        if (file is not null && FileId() == file)
            fileOf.Add(opened, file);
        return opened;
    }

    /// <summary>It is kept when nothing is left open on it.</summary>
    public override void Close(DbConnection connection)
    {
        if (connection is SqliteConnection { State: ConnectionState.Open } sqlite && fileOf.TryGetValue(sqlite, out _)
            && idle.Count < MostIdle && IsFitToKeep(sqlite))
        {
            idle.Push(sqlite);
            if (isOver)
                CloseIdle();
            return;
        }
        connection.Dispose();
    }

    private static bool IsFitToKeep(SqliteConnection connection)
    {
        try
        {
            if (!SqliteStatement.IsAtRest(connection))
                return false;
            connection.Execute(ReaderCache);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    public override void CloseIdle()
    {
        isOver = true;
        while (idle.TryPop(out var kept))
            kept.Dispose();
    }

    /// <summary>Null where there is no file, or nobody can tell one from another: then no connection is kept.</summary>
    private string? FileId() => OperatingSystem.IsLinux()
        && Posix.Look(folder, Path.GetFileName(path)) is { Kind: EntryKind.File } file ? file.FileId : null;

    private SqliteConnection OpenNew()
    {
        var mode = wasThere ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate;
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false,
            DefaultTimeout = (int)Math.Ceiling(LockTimeout.TotalSeconds) }.ToString());
        connection.Open();
        wasThere = true;
        connection.Execute(
            $"PRAGMA busy_timeout = {(int)Math.Min(BusyLooks, LockTimeout.TotalMilliseconds)}; PRAGMA journal_mode = WAL; PRAGMA "
                + $"synchronous = FULL; {ReaderCache} PRAGMA wal_autocheckpoint = 4000; "
                + $"PRAGMA journal_size_limit = {MostWal}; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    public override StoreLock? TryAttend(bool alone) => FileLock.TryTake(path + ".lock", alone);

    /// <summary>Only a writer has use for a large cache: pages that it changes stay in memory until the commit as long as they
    /// fit.</summary>
    public override DbTransaction BeginWrite(DbConnection connection)
    {
        connection.Execute("PRAGMA cache_size = -32768;");
        return ((SqliteConnection)connection).BeginTransaction(deferred: false);
    }

    public override DbTransaction BeginLook(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override int Day(DbDataReader reader, int ordinal) => reader.GetInt32(ordinal);

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    protected override bool IsTransientHere(Exception exception) =>
        exception is SqliteException sqlite && TransientErrors.Sqlite.ContainsKey(sqlite.SqliteErrorCode);

    /// <summary>Prepared statements, bound and stepped without an object per row: this is where a large delivery spends its time. Rows come
    /// in the order of their keys, mostly: within one statement SQLite goes on from the row before instead of from the root.</summary>
    public override void BulkLoad(DbConnection connection, DbTransaction transaction, BulkRows rows)
    {
        var (sqlite, left) = ((SqliteConnection)connection, rows.Count);
        BulkType[] types = [.. rows.Columns.Select(c => c.Type)];
        if (left >= RowsAtOnce)
        {
            using var many = new SqliteStatement(sqlite, Insert(rows, RowsAtOnce));
            for (; left >= RowsAtOnce; left -= RowsAtOnce)
                Run(many, rows, types, RowsAtOnce);
        }
        if (left == 0)
            return;
        using var one = new SqliteStatement(sqlite, Insert(rows, 1));
        for (; left > 0; left--)
            Run(one, rows, types, 1);
    }

    private static string Insert(BulkRows rows, int count)
    {
        var columns = rows.Columns;
        IEnumerable<string> values = Enumerable.Range(0, count).Select(row =>
            $"({string.Join(", ", Enumerable.Range((row * columns.Count) + 1, columns.Count).Select(place => $"?{place}"))})");
        return $"INSERT INTO {rows.Table} ({string.Join(", ", columns.Select(c => c.Name))}) VALUES {string.Join(", ", values)}";
    }

    private static void Run(SqliteStatement insert, BulkRows rows, BulkType[] types, int count)
    {
        for (var place = 1; count > 0 && rows.Read(); count--)
        {
            for (var column = 0; column < types.Length; column++)
                Bind(insert, place++, rows, column, types[column]);
        }
        insert.Run();
    }

    private static void Bind(SqliteStatement insert, int place, BulkRows rows, int column, BulkType type)
    {
        if (type == BulkType.Text && rows.Text(column) is { } text)
            insert.Bind(place, text);
        else if (type == BulkType.Text || !rows.TryNumber(column, out var number))
            insert.BindNull(place);
        else if (type == BulkType.Moment)
            insert.Bind(place, DapperTypes.Iso(new DateTimeOffset(number, TimeSpan.Zero)));
        else
            insert.Bind(place, number);
    }

    public override void CopyTo(string file)
    {
        using var from = OpenNew();
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        to.Open();
        // All pages in one step: the state of one moment, while writers go on in the log.
        from.BackupDatabase(to);
    }

    public override StoreFacts Facts(DbConnection connection)
    {
        var journal = connection.ExecuteScalar<string>("PRAGMA journal_mode");
        var isolation = journal == "wal"
            ? "one writer, readers beside it (WAL)" : $"readers wait for the writer (journal_mode {journal}): is DataRoot on a disk?";
        return new StoreFacts($"SQLite {connection.ServerVersion}", path, isolation, LockTimeout, null);
    }

    public override RegisterLookup NewLookup(StoreSession store, CbeNumber party, long batchId) => new SqliteLookup(store, party);

    /// <summary>The write transaction has the only writer's place: nothing can change beside it.</summary>
    public override bool ReadsBesideWriter => true;

    public override void DeletePieces(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        using var delete = new SqliteStatement((SqliteConnection)store.Connection, Sql("delete_pieces_of_key"));
        delete.Bind(1, party.Value);
        foreach (var (holder, type) in keys)
        {
            delete.Bind(2, holder);
            delete.Bind(3, type);
            delete.Run();
        }
    }

    public override void DeleteJournalledPieces(
        StoreSession store, CbeNumber party, long changeSetId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        using var delete = new SqliteStatement((SqliteConnection)store.Connection, Sql("delete_journalled_pieces_of_key"));
        delete.Bind(1, party.Value);
        delete.Bind(4, changeSetId);
        foreach (var (holder, type) in keys)
        {
            delete.Bind(2, holder);
            delete.Bind(3, type);
            delete.Run();
        }
    }

    public override void DeleteRows(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<InscriptionRow> rows)
    {
        using var delete = new SqliteStatement((SqliteConnection)store.Connection, Sql("delete_row"));
        delete.Bind(1, party.Value);
        foreach (var row in rows)
        {
            delete.Bind(2, row.Ssin);
            delete.Bind(3, row.DossierTypeId);
            delete.Bind(4, row.BeginDay);
            delete.Run();
        }
    }
}
