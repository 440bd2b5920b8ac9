using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Raas.Store.PostgreSql;

/// <summary>A server store, for who prefers it to SQL Server, and the one on which every test run shows what is the same on both: readers
/// that never wait, locks on rows, workers on several hosts. READ COMMITTED, asked for by each transaction; READ COMMITTED of this server
/// never blocks a reader.</summary>
public sealed class PostgreSqlDialect : Dialect
{
    private const string UniqueViolation = "23505";
    private const string DaysAreDays = "Npgsql.DisableDateTimeInfinityConversions";

    /// <summary>No party has this number; see lock_party and create_schema_migration.</summary>
    private const long AttendanceLock = (1380008275L * 4294967296L) - 3;

    /// <summary>After which a host that holds a transaction and does nothing (frozen, cut off) loses it, so that others go on.</summary>
    private static readonly TimeSpan IdleInTransaction = TimeSpan.FromMinutes(15);

    /// <summary>Tables that are sets: a row that is there already is left out, and stops nobody.</summary>
    private static readonly string[] Sets = ["person_name_key"];

    /// <summary>A connection keeps the plans of so many statements: of a call, planning takes longer than all else.</summary>
    private const int Plans = 200;

    private readonly string connectionString;
    private readonly TimeSpan? lockTimeout;

    /// <param name="connectionString">With how to sign in.</param>
    /// <param name="lockTimeout">How long a statement waits for a lock; null: ten minutes.</param>
    public PostgreSqlDialect(string connectionString, TimeSpan? lockTimeout = null)
    {
        // The driver would make of 9999-12-31 the end of time, which is another day: each program of ours has this in its runtime settings.
        if (!AppContext.TryGetSwitch(DaysAreDays, out var isSet) || !isSet)
            throw new InvalidOperationException($"{DaysAreDays} is not set in the runtimeconfig.json of this program.");
        this.lockTimeout = lockTimeout;
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = string.Create(CultureInfo.InvariantCulture,
            $"-c lock_timeout={(long)LockTimeout.TotalMilliseconds} -c "
                + $"idle_in_transaction_session_timeout={(long)IdleInTransaction.TotalMilliseconds}");
        builder.Options = string.IsNullOrEmpty(builder.Options) ? settings : $"{builder.Options} {settings}";
        // What a row holds is a person's: an error says which constraint, and not which values.
        builder.IncludeErrorDetail = false;
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = Plans;
        // Nothing of ours outlives a transaction on a connection of the pool: there is nothing to reset.
        builder.NoResetOnClose = true;
        builder.ApplicationName ??= lockTimeout is null ? "RAAS" : "RAAS online";
        this.connectionString = builder.ToString();
    }

    public override string Name => "postgresql";

    /// <summary>RETURNING and LIMIT are written as on SQLite.</summary>
    protected override IReadOnlyList<string> Forms { get; } = [".postgresql", ".sqlite", ""];

    public override TimeSpan LockTimeout => lockTimeout ?? UsualLockTimeout;

    public override PostgreSqlDialect WithLockTimeout(TimeSpan most) => new(connectionString, most);

    public override DbConnection Open()
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override StoreLock? TryAttend(bool alone)
    {
        var kind = alone ? "" : "_shared";
        var connection = Open();
        if (connection.ExecuteScalar<bool>($"SELECT pg_try_advisory_lock{kind}({AttendanceLock})"))
            return new SessionLock(connection, $"SELECT pg_advisory_unlock{kind}({AttendanceLock})");
        connection.Dispose();
        return null;
    }

    public override DbTransaction BeginWrite(DbConnection connection) =>
        connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);

    public override DbTransaction BeginLook(DbConnection connection) =>
        connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    public override int Day(DbDataReader reader, int ordinal) => reader.GetFieldValue<DateOnly>(ordinal).DayNumber;

    public override bool IsUniqueViolation(Exception exception) => exception is PostgresException { SqlState: UniqueViolation };

    /// <summary>deadlock_detected, serialization_failure.</summary>
    public override bool IsDeadlock(Exception exception) => exception is PostgresException { SqlState: "40P01" or "40001" };

    protected override bool IsTransientHere(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } =>
            TransientErrors.PostgreSql.ContainsKey(state) || TransientErrors.PostgreSql.ContainsKey(state[..2]),
        // The connection was lost or refused, or none came free in the pool in time.
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
        NpgsqlException other => other.IsTransient,
        _ => false,
    };

    /// <summary>A temporary table of the same name hides that of the schema: nothing of it is logged, no batch ranges over what the ones
    /// before it left, and it goes with the transaction.</summary>
    public override void MakeStage(DbConnection connection, DbTransaction transaction, string table) =>
        connection.Execute($"CREATE TEMP TABLE {table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP", transaction: transaction);

    /// <summary>At once, and without dead rows, because the table was made in the same transaction. Of a few rows the dead ones matter less
    /// than the plans that TRUNCATE throws away.</summary>
    public override string EmptyingOf(string table, bool isSmall) => isSmall ? $"DELETE FROM {table}" : $"TRUNCATE {table}";

    /// <summary>What each transaction asks for does not depend on what the database has for a default.</summary>
    public override StoreFacts Facts(DbConnection connection)
    {
        using var transaction = BeginWrite(connection);
        var isolation = connection.ExecuteScalar<string>("SHOW transaction_isolation", transaction: transaction);
        var clock = connection.ExecuteScalar<DateTime>("SELECT clock_timestamp()", transaction: transaction);
        return new StoreFacts($"PostgreSQL {connection.ServerVersion}", $"{connection.DataSource}, database {connection.Database}",
            $"{isolation}, readers never wait", LockTimeout, new DateTimeOffset(DateTime.SpecifyKind(clock, DateTimeKind.Utc)));
    }

    public override string? Position(DbConnection connection) => connection.ExecuteScalar<string>("""
        SELECT 'LSN ' || pg_current_wal_lsn()::text || ' (recovery_target_lsn), '
            || to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        """);

    /// <summary>COPY in the binary form: rows go as fast as the network takes them, and are checked like any others.</summary>
    public override void BulkLoad(DbConnection connection, DbTransaction transaction, BulkRows rows)
    {
        var table = rows.Table;
        var server = (NpgsqlConnection)connection;
        if (rows.Count <= FewRows)
        {
            Insert(server, table, rows);
            return;
        }
        var names = string.Join(", ", rows.Columns.Select(c => c.Name));
        if (!Sets.Contains(table))
        {
            Copy(server, table, names, rows);
            return;
        }
        connection.Execute($"CREATE TEMP TABLE IF NOT EXISTS load_{table} (LIKE {table}) ON COMMIT DROP", transaction: transaction);
        Copy(server, $"load_{table}", names, rows);
        connection.Execute($"INSERT INTO {table} ({names}) SELECT {names} FROM load_{table} ON CONFLICT DO NOTHING; TRUNCATE load_{table}",
            transaction: transaction, commandTimeout: 0);
    }

    private static void Insert(NpgsqlConnection connection, string table, BulkRows rows)
    {
        if (rows.Count == 0)
            return;
        using var insert = new NpgsqlCommand { Connection = connection, CommandTimeout = 0 };
        Insert(insert, table, rows, (name, column) => Parameter(name, rows, column));
        if (Sets.Contains(table))
            insert.CommandText += " ON CONFLICT DO NOTHING";
        insert.ExecuteNonQuery();
    }

    private static NpgsqlDbType TypeOf(BulkType type) => type switch
    {
        BulkType.Int64 => NpgsqlDbType.Bigint,
        BulkType.Int32 => NpgsqlDbType.Integer,
        BulkType.Day => NpgsqlDbType.Date,
        BulkType.Moment => NpgsqlDbType.TimestampTz,
        _ => NpgsqlDbType.Text,
    };

    private static NpgsqlParameter Parameter(string name, BulkRows rows, int column)
    {
        var type = rows.Columns[column].Type;
        object value = rows.IsNull(column) ? DBNull.Value : type switch
        {
            BulkType.Int64 => rows.Number(column),
            BulkType.Int32 => (int)rows.Number(column),
            BulkType.Day => DateOnly.FromDayNumber((int)rows.Number(column)),
            BulkType.Moment => new DateTime(rows.Number(column), DateTimeKind.Utc),
            _ => rows.Text(column)!,
        };
        return new NpgsqlParameter(name, TypeOf(type)) { Value = value };
    }

    private static void Copy(NpgsqlConnection connection, string table, string names, BulkRows rows)
    {
        using var copy = connection.BeginBinaryImport($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)");
        copy.Timeout = TimeSpan.Zero;
        var types = rows.Columns.Select(c => c.Type).ToArray();
        var mayBeNull = rows.Columns.Select(c => c.MayBeNull).ToArray();
        while (rows.Read())
        {
            copy.StartRow();
            for (var i = 0; i < types.Length; i++)
            {
                if (mayBeNull[i] && rows.IsNull(i))
                    copy.WriteNull();
                else
                    Write(copy, rows, i, types[i]);
            }
        }
        copy.Complete();
    }

    private static void Write(NpgsqlBinaryImporter copy, BulkRows rows, int column, BulkType type)
    {
        var there = TypeOf(type);
        switch (type)
        {
            case BulkType.Int64:
                copy.Write(rows.Number(column), there);
                break;
            case BulkType.Int32:
                copy.Write((int)rows.Number(column), there);
                break;
            case BulkType.Day:
                copy.Write(DateOnly.FromDayNumber((int)rows.Number(column)), there);
                break;
            case BulkType.Moment:
                copy.Write(new DateTime(rows.Number(column), DateTimeKind.Utc), there);
                break;
            default:
                copy.Write(rows.Text(column)!, there);
                break;
        }
    }
}
