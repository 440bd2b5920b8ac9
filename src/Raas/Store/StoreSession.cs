using System.Data.Common;
using Dapper;

namespace Raas.Store;

/// <summary>The store, seen from the work: opens sessions, nothing else.</summary>
public sealed class RegisterStore(Dialect dialect)
{
    public Dialect Dialect => dialect;

    /// <summary>A session that only looks; each statement sees what is committed.</summary>
    public StoreSession Read() => new(dialect, write: false);

    /// <summary>A session whose statements become true together at <see cref="StoreSession.Commit"/>, or not at all.
    /// On the embedded store it waits until no other writer is busy.</summary>
    public StoreSession Write() => new(dialect, write: true);
}

/// <summary>One connection and, for writing, one transaction. Disposed without commit: nothing happened.</summary>
public sealed class StoreSession : IDisposable
{
    private readonly DbTransaction? transaction;

    internal StoreSession(Dialect dialect, bool write)
    {
        Dialect = dialect;
        Connection = dialect.Open();
        try
        {
            transaction = write ? dialect.BeginWrite(Connection) : null;
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    public Dialect Dialect { get; }

    public DbConnection Connection { get; }

    /// <summary>Runs the statement in <c>Sql/<paramref name="statement"/>.sql</c>; returns the number of rows it changed.</summary>
    public int Execute(string statement, object? arguments = null) =>
        Connection.Execute(Dialect.Sql(statement), arguments, transaction, commandTimeout: 0);

    public T? Scalar<T>(string statement, object? arguments = null) =>
        Connection.ExecuteScalar<T>(Dialect.Sql(statement), arguments, transaction, commandTimeout: 0);

    public T? First<T>(string statement, object? arguments = null) =>
        Connection.QueryFirstOrDefault<T>(Dialect.Sql(statement), arguments, transaction, commandTimeout: 0);

    public List<T> Query<T>(string statement, object? arguments = null) =>
        Connection.Query<T>(Dialect.Sql(statement), arguments, transaction, buffered: true, commandTimeout: 0).AsList();

    /// <summary>Rows one by one, for results too large to hold.</summary>
    public IEnumerable<T> Stream<T>(string statement, object? arguments = null) =>
        Connection.Query<T>(Dialect.Sql(statement), arguments, transaction, buffered: false, commandTimeout: 0);

    /// <summary>A raw reader, for the statements that bring a batch.</summary>
    public DbDataReader Reader(string statement, object? arguments = null) =>
        (DbDataReader)Connection.ExecuteReader(Dialect.Sql(statement), arguments, transaction, commandTimeout: 0);

    public void BulkLoad(string table, BulkRows rows) => Dialect.BulkLoad(Connection, transaction!, table, rows);

    public void Commit() => Dialect.Commit(transaction!);

    public void Dispose()
    {
        transaction?.Dispose();
        Connection.Dispose();
    }
}
