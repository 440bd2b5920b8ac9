using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;
using Raas.Domain;

namespace Raas.Store.SqlServer;

/// <summary>The production store. Read committed snapshot is asked for on the database, so that readers never wait.</summary>
/// <param name="connectionString">With what is to be trusted, and how to sign in.</param>
/// <param name="lockTimeout">How long a statement waits for a lock, before error 1222 says so; null: ten minutes.</param>
public class SqlServerDialect(string connectionString, TimeSpan? lockTimeout = null) : Dialect
{
    /// <summary>Who is impatient has connections of its own: they are never those of a delivery.</summary>
    private readonly string connectionString = lockTimeout is null
        ? connectionString : new SqlConnectionStringBuilder(connectionString) { ApplicationName = "RAAS online" }.ToString();

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

    private const int DeadlockVictim = 1205;

    /// <summary>Severity from which on the connection is lost; outside Windows such an error may have no number.</summary>
    private const byte ConnectionIsGone = 20;

    private const int LongestPlainText = 4000;

    private volatile bool isAsked;

    private readonly ConcurrentDictionary<string, IReadOnlyList<DeclaredParameter>> declared = new(StringComparer.Ordinal);

    public override string Name => "sqlserver";

    public override object? Arguments(string statement, object? arguments) =>
        arguments is null ? null : new DeclaredArguments(declared.GetOrAdd(statement, name => DeclaredParameter.Of(Sql(name))), arguments);

    public override TimeSpan LockTimeout => lockTimeout ?? UsualLockTimeout;

    public override SqlServerDialect WithLockTimeout(TimeSpan most) => new(connectionString, most);

    public override DbConnection Open()
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            connection.Open();
            if (!isAsked)
                Ask(connection);
            return connection;
        }
        catch (InvalidOperationException e)
        {
            // The client says by this that its pool is empty: there is no number.
            connection.Dispose();
            throw new NoConnectionException(e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Once in each process: what we rely on, and could only notice by waiting for ever.</summary>
    private void Ask(SqlConnection connection)
    {
        var (isOn, database, schema) = connection.QuerySingle<(bool, string, string)>(
            "SELECT is_read_committed_snapshot_on, name, SCHEMA_NAME() FROM sys.databases WHERE database_id = DB_ID();");
        if (SettingsFault(isOn, database, schema) is { } fault)
            throw new MigrationException(fault);
        isAsked = true;
    }

    /// <summary>Why the database cannot be used as it is set, with what an administrator has to say to it; null: it can.</summary>
    internal static string? SettingsFault(bool isSnapshotOn, string database, string schema)
    {
        static string Quoted(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
        if (!isSnapshotOn)
        {
            return $"Readers of the database {database} wait for writers; RAAS reads beside its own transactions and would wait for itself "
                + $"for ever. Run: ALTER DATABASE {Quoted(database)} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;";
        }
        // Statements name their tables alone, as all stores can read them: here the schema of the login makes them whole.
        return schema == "dbo"
            ? null
            : $"The login of RAAS has the default schema {schema} in the database {database}. Run: ALTER USER … WITH DEFAULT_SCHEMA = dbo;";
    }

    public override StoreLock? TryAttend(bool alone)
    {
        var connection = Open();
        var granted = connection.ExecuteScalar<int>($"""
            DECLARE @granted int;
            EXEC @granted = sp_getapplock @Resource = N'raas-attendance', @LockMode = '{(alone ? "Exclusive" : "Shared")}',
                @LockOwner = 'Session', @LockTimeout = 0;
            SELECT @granted;
            """);
        if (granted >= 0)
            return new SessionLock(connection, "EXEC sp_releaseapplock @Resource = N'raas-attendance', @LockOwner = 'Session';");
        connection.Dispose();
        return null;
    }

    public override DbTransaction BeginWrite(DbConnection connection) => Begin((SqlConnection)connection);

    /// <summary>Readers wait for nobody (<see cref="SettingsFault"/>), so the limit is for those who write.</summary>
    private SqlTransaction Begin(SqlConnection connection)
    {
        connection.Execute($"SET LOCK_TIMEOUT {(int)LockTimeout.TotalMilliseconds}");
        return connection.BeginTransaction(IsolationLevel.ReadCommitted);
    }

    public override int Day(DbDataReader reader, int ordinal) => DateOnly.FromDateTime(reader.GetDateTime(ordinal)).DayNumber;

    public override bool IsUniqueViolation(Exception exception) => exception is SqlException sql && Unique.Contains(sql.Number);

    public override bool IsDeadlock(Exception exception) => exception is SqlException { Number: DeadlockVictim };

    protected override bool IsTransientHere(Exception exception) =>
        exception is SqlException sql && (TransientErrors.SqlServer.ContainsKey(sql.Number) || sql.Class >= ConnectionIsGone);

    /// <summary>The statements name the staging tables of the schema, which are there to be copied in shape and stay empty: what is staged
    /// is in temporary tables of the same names. In a table that all share, the deleted rows of a batch stay until the transaction ends:
    /// each batch ranges over the ghosts of all before it, every key is logged twice, and its lock is held to the end. In tempdb nothing is
    /// logged for redo, nobody else is there to be locked out, and TRUNCATE gives the pages back at once.</summary>
    protected override string AsSent(string statement) => statement.Replace(" stage_", " #stage_", StringComparison.Ordinal);

    public override void MakeStage(DbConnection connection, DbTransaction transaction, string table) => connection.Execute(
        $"SELECT TOP (0) * INTO #{table} FROM {table}; CREATE UNIQUE CLUSTERED INDEX ix_{table} ON #{table} ({StageKeys[table]});",
        transaction: transaction);

    public override string EmptyingOf(string table, bool isSmall) => $"TRUNCATE TABLE #{table}";

    public override StoreFacts Facts(DbConnection connection)
    {
        var clock = connection.ExecuteScalar<DateTime>("SELECT SYSUTCDATETIME()");
        return new StoreFacts($"SQL Server {connection.ServerVersion}", $"{connection.DataSource}, database {connection.Database}",
            "read committed snapshot, readers never wait", LockTimeout, new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Utc)));
    }

    public override string? Position(DbConnection connection) =>
        connection.ExecuteScalar<string>("SELECT CONCAT(CONVERT(varchar(23), SYSUTCDATETIME(), 126), 'Z (RESTORE LOG … STOPAT)')");

    /// <summary>Synchronous on the thread of the delivery: faster than the asynchronous form, and nothing else waits for it.
    /// No table lock: other lanes load their own rows of the same tables.</summary>
    public override void BulkLoad(DbConnection connection, DbTransaction transaction, BulkRows rows)
    {
        var target = StageKeys.ContainsKey(rows.Table) ? "#" + rows.Table : rows.Table;
        if (rows.Count <= FewRows)
        {
            if (rows.Count > 0)
            {
                using var insert = Insert(target, rows);
                (insert.Connection, insert.Transaction, insert.CommandTimeout) = ((SqlConnection)connection, (SqlTransaction)transaction,
                    0);
                insert.ExecuteNonQuery();
            }
            return;
        }
        // With FireTriggers although none fires at an INSERT: to leave them out needs the right to ALTER the table, which the daily login
        // has not.
        using var copy = new SqlBulkCopy((SqlConnection)connection, SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers,
            (SqlTransaction)transaction)
        {
            DestinationTableName = target,
            BatchSize = BulkBatch,
            BulkCopyTimeout = 0,
            EnableStreaming = true,
        };
        foreach (var column in rows.Columns)
            copy.ColumnMappings.Add(column.Name, column.Name);
        using var reader = new BulkDataReader(rows);
        copy.WriteToServer(reader);
    }

    /// <summary>All rows in one statement.</summary>
    internal static SqlCommand Insert(string table, BulkRows rows)
    {
        var command = new SqlCommand();
        Insert(command, table, rows, (name, column) =>
        {
            var parameter = New(name, rows.Columns[column].Type);
            parameter.Value = rows.IsNull(column) ? DBNull.Value : ValueOf(rows, column, parameter);
            return parameter;
        });
        command.CommandText += ";";
        return command;
    }

    private static SqlParameter New(string name, BulkType type) => type switch
    {
        BulkType.Int64 => new SqlParameter(name, SqlDbType.BigInt),
        BulkType.Int32 => new SqlParameter(name, SqlDbType.Int),
        BulkType.Day => new SqlParameter(name, SqlDbType.Date),
        BulkType.Moment => new SqlParameter(name, SqlDbType.DateTime2) { Scale = 3 },
        // Nothing is sought by it: one length for all, so that there is one plan.
        _ => new SqlParameter(name, SqlDbType.NVarChar, LongestPlainText),
    };

    private static object ValueOf(BulkRows rows, int column, SqlParameter parameter)
    {
        switch (rows.Columns[column].Type)
        {
            case BulkType.Int64:
                return rows.Number(column);
            case BulkType.Int32:
                return (int)rows.Number(column);
            case BulkType.Day:
                return DateOnly.FromDayNumber((int)rows.Number(column)).ToDateTime(TimeOnly.MinValue);
            case BulkType.Moment:
                return new DateTime(rows.Number(column), DateTimeKind.Utc);
            default:
                var text = rows.Text(column)!;
                if (text.Length > LongestPlainText)
                    parameter.Size = -1;
                return text;
        }
    }
}
