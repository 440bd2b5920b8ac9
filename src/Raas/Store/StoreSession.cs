using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Raas.Tracing;

namespace Raas.Store;

/// <summary>The store, seen from the work: opens sessions, nothing else.</summary>
public sealed class RegisterStore(Dialect dialect)
{
    private const int MostPauses = 4;

    /// <summary>Milliseconds.</summary>
    private const int ShortestPause = 25;

    private readonly ConcurrentDictionary<long, WriterQueue> calls = new();

    public Dialect Dialect => dialect;

    /// <summary>Renews the leases that this process has on a server.</summary>
    internal Heart Heart { get; } = new(dialect);

    /// <summary>A session that only looks; each statement sees what is committed.</summary>
    public StoreSession Read() => new(dialect);

    /// <summary>A session that only looks, and whose statements see the same moment where the store can: see
    /// <see cref="Dialect.BeginLook"/>. Not for long work: what it may still look at has to be kept.</summary>
    public StoreSession ReadAtOneMoment() => StoreSession.OfOneMoment(dialect);

    /// <summary>A session whose statements become true together at <see cref="StoreSession.Commit"/>, or not at all.
    /// On the embedded store it waits until no other writer is busy.</summary>
    /// <param name="turn">When who writes has waited already; the session gives it back.</param>
    /// <param name="fence">See <see cref="StoreSession.Fence"/>.</param>
    public StoreSession Write(WriterTurn? turn = null, Action<StoreSession>? fence = null) =>
        new(dialect, turn ?? dialect.Writers?.Enter(dialect.LockTimeout)) { Fence = fence };

    /// <summary>The same for who must not hold a thread while it waits.</summary>
    public async Task<StoreSession> WriteAsync() =>
        new(dialect, dialect.Writers is { } writers ? await writers.EnterAsync(dialect.LockTimeout, CancellationToken.None) : null);

    /// <summary>Does a whole unit of work, and does it again after a growing pause when the server ended it for a deadlock: nothing of it
    /// had happened.</summary>
    /// <param name="work">Opens a session of its own, and commits it. Told whether this is the first try.</param>
    /// <param name="mayRepeat">Whether nothing of what cannot be done twice was done.</param>
    public T Whole<T>(Func<bool, T> work, Func<bool> mayRepeat)
    {
        for (var pauses = 0; ; pauses++)
        {
            try
            {
                return work(pauses == 0);
            }
            catch (Exception e) when (pauses < MostPauses && dialect.IsDeadlock(e) && mayRepeat())
            {
                Thread.Sleep(Random.Shared.Next(ShortestPause, 2 * ShortestPause) << pauses);
            }
        }
    }

    /// <summary>The turn of a call that writes for a party, before it takes a session. On the embedded store all who write wait for one
    /// another; elsewhere the calls of a party do, of which the store would let in but one: each that waits there would hold a thread and a
    /// connection.</summary>
    /// <exception cref="WriterBusyException">It did not come in time.</exception>
    /// <param name="lockOf">What <c>lock_party</c> will be asked for: the number of the party, 0 for the sources.</param>
    public Task<WriterTurn> EnterWriterQueue(long lockOf, CancellationToken stop) =>
        (dialect.Writers ?? calls.GetOrAdd(lockOf, _ => new WriterQueue())).EnterAsync(dialect.LockTimeout, stop);
}

/// <summary>One connection and, for writing, one transaction. Disposed without commit: nothing happened.</summary>
public sealed partial class StoreSession : IDisposable
{
    /// <summary>Rows that a staging table had in the whole of a transaction: so many are few.</summary>
    private const long FewStaged = 500;

    private readonly DbTransaction? transaction;
    private readonly WriterTurn? turn;

    /// <summary>Staging tables that were made, and how many rows went there.</summary>
    private readonly Dictionary<string, long> stages = new(StringComparer.Ordinal);
    private RowReader? reader;
    private readonly List<Action> afterCommit = [];
    private readonly Dictionary<string, Action> beforeCommit = new(StringComparer.Ordinal);
    private readonly List<Action> afterRollback = [];
    private bool wasCommitTried;
    private bool isClosed;

    /// <summary>Only looks.</summary>
    internal StoreSession(Dialect dialect)
        : this(dialect, turn: null, _ => null)
    {
    }

    /// <summary>Writes.</summary>
    /// <param name="turn">Given back with the commit, or with the session; null where many may write.</param>
    internal StoreSession(Dialect dialect, WriterTurn? turn)
        : this(dialect, turn, dialect.BeginWrite)
    {
    }

    private StoreSession(Dialect dialect, WriterTurn? turn, Func<DbConnection, DbTransaction?> begin)
    {
        (Dialect, this.turn) = (dialect, turn);
        try
        {
            Connection = dialect.Open();
            transaction = begin(Connection);
        }
        catch
        {
            if (Connection is not null)
                dialect.Close(Connection);
            turn?.Dispose();
            throw;
        }
    }

    /// <summary>Only looks, at one moment.</summary>
    internal static StoreSession OfOneMoment(Dialect dialect) => new(dialect, turn: null, dialect.BeginLook);

    public Dialect Dialect { get; }

    public DbConnection Connection { get; }

    /// <summary>Null in a session that only looks, unless it does so at one moment.</summary>
    internal DbTransaction? Transaction => transaction;

    /// <summary>Runs the statement in <c>Sql/<paramref name="statement"/>.sql</c>; returns the number of rows it changed.</summary>
    public int Execute(string statement, object? arguments = null) =>
        Free.Execute(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, commandTimeout: 0);

    public T? Scalar<T>(string statement, object? arguments = null) =>
        Free.ExecuteScalar<T>(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, commandTimeout: 0);

    public T? First<T>(string statement, object? arguments = null) =>
        Free.QueryFirstOrDefault<T>(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, commandTimeout: 0);

    public List<T> Query<T>(string statement, object? arguments = null) =>
        Free.Query<T>(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, buffered: true, commandTimeout: 0)
            .AsList();

    /// <summary>Rows one by one, for results too large to hold.</summary>
    public IEnumerable<T> Stream<T>(string statement, object? arguments = null) =>
        Free.Query<T>(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, buffered: false, commandTimeout: 0);

    /// <summary>Rows by the names of their columns, for the statements that bring a batch. Until it is closed the session does nothing
    /// else.</summary>
    public RowReader Reader(string statement, object? arguments = null)
    {
        var rows = Free.ExecuteReader(Dialect.Sql(statement), Dialect.Arguments(statement, arguments), transaction, commandTimeout: 0);
        return reader = new RowReader((DbDataReader)rows, Dialect, statement);
    }

    /// <summary>Puts rows into their table. Staging tables, <c>stage_…</c>, are the session's own; they hold one batch at a time.</summary>
    public void BulkLoad(BulkRows rows)
    {
        if (rows.Table.StartsWith("stage_", StringComparison.Ordinal))
        {
            if (stages.TryAdd(rows.Table, 0))
                Dialect.MakeStage(Free, transaction!, rows.Table);
            stages[rows.Table] += rows.Count;
        }
        Dialect.BulkLoad(Free, transaction!, rows);
    }

    /// <summary>Empties a staging table after its batch.</summary>
    public void ClearStage(string table)
    {
        if (stages.TryGetValue(table, out var staged))
            Free.Execute(Dialect.EmptyingOf(table, staged <= FewStaged), transaction: transaction, commandTimeout: 0);
    }

    /// <summary>The connection, when it is not in the middle of an answer. The embedded store would not mind; the servers do, and what is
    /// only tried here must not fail there.</summary>
    private DbConnection Free => reader is null or { IsClosed: true }
        ? Connection
        : throw new InvalidOperationException(
            "A reader of this session is still open: a connection to a server gives one answer at a time.");

    /// <summary>What no other session has: part of the names of files that must not be another's.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The last that is done before the commit; throws when it must not come to that.</summary>
    public Action<StoreSession>? Fence { get; init; }

    /// <summary>It was committed, or closed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Done right before all becomes true, once for each key. Should it throw, nothing becomes true.</summary>
    public void BeforeCommit(string key, Action work) => beforeCommit.TryAdd(key, work);

    /// <summary>Done when all has become true. It must not throw, and whoever finds later that it was not done has to do it.</summary>
    public void AfterCommit(Action done) => afterCommit.Add(done);

    /// <summary>Done when it is certain that nothing has become true: not when the answer to the commit was lost. It must not
    /// throw.</summary>
    public void AfterRollback(Action undo) => afterRollback.Add(undo);

    public void Commit()
    {
        foreach (var work in beforeCommit.Values)
            work();
        Fence?.Invoke(this);
        wasCommitTried = true;
        using (Phase.Begin("commit"))
            Dialect.Commit(transaction!);
        IsOver = true;
        turn?.Dispose();
        afterCommit.ForEach(done => done());
    }

    public void Dispose()
    {
        if (isClosed)
            return;
        isClosed = true;
        try
        {
            reader?.Dispose();
            transaction?.Dispose();
        }
        finally
        {
            Dialect.Close(Connection);
            IsOver = true;
            turn?.Dispose();
        }
        if (!wasCommitTried)
            afterRollback.ForEach(undo => undo());
        afterRollback.Clear();
    }
}
