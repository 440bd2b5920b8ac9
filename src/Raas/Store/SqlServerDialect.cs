using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Raas.Domain;

namespace Raas.Store;

/// <summary>The production store. Read committed snapshot is assumed on the database (README), so that readers never wait.</summary>
/// <param name="connectionString">With what is to be trusted, and how to sign in.</param>
/// <param name="patience">How long a statement waits for a lock; null: as long as it takes.</param>
public class SqlServerDialect(string connectionString, TimeSpan? patience = null) : Dialect
{
    /// <summary>Who is impatient has connections of its own: they are never those of a delivery.</summary>
    private readonly string connectionString = patience is null ? connectionString : new SqlConnectionStringBuilder(connectionString) { ApplicationName = "RAAS on line" }.ToString();

    private const int BulkBatch = 20_000;

    /// <summary>Staging tables, and the keys in whose order they are loaded and read.</summary>
    private static readonly Dictionary<string, string> StageKeys = new(StringComparer.Ordinal)
    {
        ["stage_key"] = "BatchId, Ssin",
        ["stage_row"] = "BatchId, Ssin, DossierTypeId, BeginDate",
        ["stage_mutation"] = "BatchId, MutationId",
        ["stage_piece"] = "BatchId, HolderSsin, DossierTypeId",
        ["stage_name_key"] = "BatchId, NameKey, BirthDate, Ssin",
    };

    /// <summary>Unique index, primary key.</summary>
    private static readonly int[] Unique = [2601, 2627];

    /// <summary>Deadlock victim, lock time-out, lock of a party not granted (lock_party), time-out, connection lost or refused, database not available, log full, out of space.</summary>
    private static readonly int[] Transient = [1205, 1222, 51222, -2, -1, 2, 53, 64, 121, 233, 258, 4060, 9002, 1101, 1105, 10053, 10054, 10060, 10928, 10929, 40197, 40501, 40613];

    /// <summary>Severity from which on the connection is lost; outside Windows such an error may have no number.</summary>
    private const byte ConnectionIsGone = 20;

    private readonly ConcurrentDictionary<string, IReadOnlyList<DeclaredParameter>> declared = new(StringComparer.Ordinal);

    public override string Name => "sqlserver";

    public override object? Arguments(string statement, object? arguments) =>
        arguments is null ? null : new DeclaredArguments(declared.GetOrAdd(statement, name => DeclaredParameter.Of(Sql(name))), arguments);

    public override TimeSpan Patience => patience ?? Timeout.InfiniteTimeSpan;

    public override SqlServerDialect WithPatience(TimeSpan most) => new(connectionString, most);

    public override DbConnection Open()
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            connection.Open();
            if (patience is { } most)
                connection.Execute($"SET LOCK_TIMEOUT {(int)most.TotalMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override DbTransaction BeginWrite(DbConnection connection) => connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);

    public override int Day(DbDataReader reader, int ordinal) => DateOnly.FromDateTime(reader.GetDateTime(ordinal)).DayNumber;

    public override bool IsUniqueViolation(Exception exception) => exception is SqlException sql && Unique.Contains(sql.Number);

    protected override bool IsTransientHere(Exception exception) => exception is SqlException sql && (Transient.Contains(sql.Number) || sql.Class >= ConnectionIsGone);

    /// <summary>The statements name the staging tables of the schema, which are there to be copied in shape and stay empty: what is staged is in
    /// temporary tables of the same names. In a table that all share, the deleted rows of a batch stay until the transaction ends: each
    /// batch ranges over the ghosts of all before it, every key is logged twice, and its lock is held to the end. In tempdb nothing is
    /// logged for redo, nobody else is there to be locked out, and TRUNCATE gives the pages back at once.</summary>
    public override string Sql(string name) => base.Sql(name).Replace(" stage_", " #stage_", StringComparison.Ordinal);

    public override void MakeStage(DbConnection connection, DbTransaction transaction, string table) => connection.Execute(
        $"SELECT TOP (0) * INTO #{table} FROM {table}; CREATE UNIQUE CLUSTERED INDEX ix_{table} ON #{table} ({StageKeys[table]});", transaction: transaction);

    public override string EmptyingOf(string table) => $"TRUNCATE TABLE #{table}";

    public override RegisterLookup NewLookup(StoreSession store, CbeNumber party, long batchId) => new StagedLookup(store, party, batchId);

    public override bool ReadsBesideWriter => false;

    public override void DeletePieces(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<(long Holder, int Type)> keys) =>
        StagedDeletes.Pieces(store, party, batchId, keys);

    public override void DeleteRows(StoreSession store, CbeNumber party, long batchId, IReadOnlyList<InscriptionRow> rows) =>
        StagedDeletes.Rows(store, party, batchId, rows);

    /// <summary>Synchronous on the thread of the delivery: faster than the asynchronous form, and nothing else waits for it.
    /// No table lock: other lanes load their own rows of the same tables.</summary>
    public override void BulkLoad(DbConnection connection, DbTransaction transaction, string table, BulkRows rows)
    {
        using var copy = new SqlBulkCopy((SqlConnection)connection, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)transaction)
        {
            DestinationTableName = StageKeys.ContainsKey(table) ? "#" + table : table,
            BatchSize = BulkBatch,
            BulkCopyTimeout = 0,
            EnableStreaming = true,
        };
        foreach (var column in rows.Columns)
            copy.ColumnMappings.Add(column.Name, column.Name);
        using var reader = new BulkDataReader(rows);
        copy.WriteToServer(reader);
    }
}
