using System.Collections.Concurrent;
using System.Data.Common;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

// Statements are files, in a folder of their table group. One verb for each kind of SQL, as the first word of the name:
// insert_ INSERT; delete_ DELETE; empty_ TRUNCATE (DELETE where there is none); lock_ and create_ what they say;
// set_ UPDATE to what is given, add_ UPDATE by what is given, mark_ UPDATE of a moment; every other name is a question: SELECT.

/// <summary>All that differs between the stores, and nothing else: how to connect, to load in bulk, to read a day, and
/// to tell one database error from another (by number, never by its text).</summary>
public abstract class Dialect
{
    private readonly ConcurrentDictionary<string, string> statements = new(StringComparer.Ordinal);

    /// <summary>How long work of the worker waits for its turn, or for a lock: another worker's delivery may hold it for minutes. Then the
    /// lane tries again later.</summary>
    protected static readonly TimeSpan UsualLockTimeout = TimeSpan.FromMinutes(10);

    static Dialect() => DapperTypes.Register();

    /// <summary>"sqlite", "sqlserver" or "postgresql": part of the names of its scripts.</summary>
    public abstract string Name { get; }

    /// <summary>What stands between the name of a statement and <c>.sql</c>, the one to be preferred first.</summary>
    protected virtual IReadOnlyList<string> Forms => [$".{Name}", ""];

    /// <summary>The store is a file beside the program: it makes it, and its audit has a file of its own.</summary>
    public virtual bool IsEmbedded => false;

    /// <summary>Where the store is, for whoever has to mend it.</summary>
    public virtual string Place => "the database server";

    /// <summary>Where workers lock files as leases, when all of them are on one machine; null: leases are rows.</summary>
    public virtual string? LeaseFolder => null;

    public abstract DbConnection Open();

    /// <summary>Gives back what <see cref="Open"/> brought, at rest or not.</summary>
    public virtual void Close(DbConnection connection) => connection.Dispose();

    /// <summary>Nobody needs this store any more, in this process.</summary>
    public virtual void CloseIdle()
    {
        // The clients of the servers keep connections themselves, for the whole process.
    }

    /// <summary>Begins a transaction that will write. On the embedded store it waits for its turn here, not half-way.</summary>
    public abstract DbTransaction BeginWrite(DbConnection connection);

    /// <summary>Begins a transaction that only looks, and whose statements all see the same moment. Null where a database gives that only
    /// when it was set up for it: each statement sees what is committed then.</summary>
    public virtual DbTransaction? BeginLook(DbConnection connection) => null;

    /// <summary>Where those of this process who write wait for one another, when the store has but one writer's place; null: it has
    /// many.</summary>
    public virtual WriterQueue? Writers => null;

    /// <summary>How long a writer waits for its turn, or for a lock, before it is told that the store is busy.</summary>
    public abstract TimeSpan LockTimeout { get; }

    /// <summary>The same store, for who cannot wait longer than this.</summary>
    public abstract Dialect WithLockTimeout(TimeSpan most);

    /// <summary>Says that this process works with the store, beside others; or that it wants to be the only one, to change its
    /// schema.</summary>
    /// <returns>Null: there is one that wants to be alone; or others are there.</returns>
    public abstract StoreLock? TryAttend(bool alone);

    public virtual void Commit(DbTransaction transaction) => transaction.Commit();

    /// <summary>Puts rows into their table, inside the transaction.</summary>
    public abstract void BulkLoad(DbConnection connection, DbTransaction transaction, BulkRows rows);

    /// <summary>Rows that a server gets by a plain INSERT: before a bulk load the client asks for transaction, columns and collations, or
    /// begins and ends a COPY, a journey to the server each. A number of rows is a plan in the server's cache, so there are few.</summary>
    protected const int FewRows = 8;

    /// <summary>Makes a command the INSERT of a few rows.</summary>
    /// <param name="parameter">Makes a parameter of this name, with the value of a column at hand, which may be missing.</param>
    protected static void Insert(DbCommand command, string table, BulkRows rows, Func<string, int, DbParameter> parameter)
    {
        var lines = new List<string>(rows.Count);
        while (rows.Read())
        {
            var names = new List<string>(rows.Columns.Count);
            for (var column = 0; column < rows.Columns.Count; column++)
            {
                var value = parameter($"@p{lines.Count}_{column}", column);
                command.Parameters.Add(value);
                names.Add(value.ParameterName);
            }
            lines.Add($"({string.Join(", ", names)})");
        }
        var columns = string.Join(", ", rows.Columns.Select(c => c.Name));
        command.CommandText = $"INSERT INTO {table} ({columns}) VALUES {string.Join(", ", lines)}";
    }

    /// <summary>Makes a staging table of the session's own, before it is first loaded.</summary>
    /// <param name="table">Its name in the schema: <c>stage_…</c>.</param>
    public virtual void MakeStage(DbConnection connection, DbTransaction transaction, string table)
    {
        // The only writer has the tables of the schema to itself.
    }

    /// <summary>The statement that empties a staging table.</summary>
    /// <param name="isSmall">There were never more than a few hundred rows in it.</param>
    public virtual string EmptyingOf(string table, bool isSmall) => $"DELETE FROM {table}";

    /// <summary>Writes the store as it is at one moment into a new file, while others work with it: the embedded one.</summary>
    /// <exception cref="NotSupportedException">The store is a server: its backups are its own.</exception>
    public virtual void CopyTo(string file) => throw new NotSupportedException($"{Place} makes its backups itself.");

    /// <summary>The moment at which a server is now, in the words of its own backups; null: the embedded one.</summary>
    public virtual string? Position(DbConnection connection) => null;

    /// <summary>What an administrator would ask the store about itself.</summary>
    public abstract StoreFacts Facts(DbConnection connection);

    /// <summary>How this store brings what is known of the numbers of a batch: staged, unless it has a shorter way.</summary>
    public virtual RegisterLookup NewLookup(StoreSession store, CbeNumber party, long batchId) => new StagedLookup(store, party, batchId);

    /// <summary>Takes rows of an institution out: they go there in bulk, and one statement takes them out.</summary>
    public virtual void DeleteRows(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<InscriptionRow> rows)
    {
        store.BulkLoad(new RemovedRows(batchId, rows));
        store.Execute("delete_rows", new { BatchId = batchId, Party = party.Value });
        store.ClearStage("stage_row");
    }

    /// <summary>Takes out the pieces of keys of an institution that moved before.</summary>
    public virtual void DeletePieces(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        store.BulkLoad(new PieceKeyRows(batchId, keys));
        store.Execute("delete_pieces", new { BatchId = batchId, Party = party.Value });
        store.ClearStage("stage_piece");
    }

    /// <summary>Takes out what a change set has journalled of the pieces of some keys: it journals them anew.</summary>
    public virtual void DeleteJournalledPieces(
        StoreSession store, CbeNumber party, long changeSetId, IReadOnlyList<(long Holder, int Type)> keys)
    {
        store.BulkLoad(new PieceKeyRows(changeSetId, keys));
        store.Execute("delete_journalled_pieces", new { BatchId = changeSetId, Party = party.Value });
        store.ClearStage("stage_piece");
    }

    /// <summary>Whether a second connection sees, while a transaction writes, exactly what was there before it: then one
    /// batch can be read while the one before is written.</summary>
    public virtual bool ReadsBesideWriter => false;

    /// <summary>Reads a day number.</summary>
    public abstract int Day(DbDataReader reader, int ordinal);

    public abstract bool IsUniqueViolation(Exception exception);

    /// <summary>The server ended this transaction so that another could go on: nothing of it happened, and the whole of it may be done
    /// again at once.</summary>
    public virtual bool IsDeadlock(Exception exception) => false;

    /// <summary>The database is busy, away or stopping: the same work may succeed later.</summary>
    public bool IsTransient(Exception exception) => exception is WriterBusyException or NoConnectionException || IsTransientHere(exception);

    /// <summary>The same, by the numbers of this store.</summary>
    protected abstract bool IsTransientHere(Exception exception);

    /// <summary>The arguments of a statement as this store wants to be told them.</summary>
    public virtual object? Arguments(string statement, object? arguments) => arguments;

    /// <summary>A statement as the server is told it.</summary>
    protected virtual string AsSent(string statement) => statement;

    /// <summary>The statement in <c>Sql/<paramref name="name"/>.sql</c>, or this dialect's own of that name.</summary>
    public virtual string Sql(string name) => statements.GetOrAdd(name, key =>
        Forms.Select(form => Resources.Read($"sql/{key}{form}.sql")).FirstOrDefault(text => text is not null) is { } text ? AsSent(text)
        : throw new InvalidOperationException($"There is no statement '{key}' for {Name}."));
}

/// <summary>Text files inside the assembly.</summary>
internal static class Resources
{
    public static string? Read(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public static IEnumerable<string> Names(string folder) =>
        typeof(Resources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
