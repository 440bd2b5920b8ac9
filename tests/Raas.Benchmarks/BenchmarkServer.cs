using System.Diagnostics;
using Npgsql;
using Raas.Configuration;
using Raas.Domain;

namespace Raas.Benchmarks;

/// <summary>Databases on a PostgreSQL server for what is measured: one that is kept as it is before a delivery, and the one that is worked
/// in.</summary>
/// <param name="connectionString">Of a login that may create databases.</param>
/// <param name="benchmark">Whose databases they are: part of their names.</param>
internal sealed class BenchmarkServer(string connectionString, string benchmark)
{
    private string Kept => $"raas_{benchmark}_base";

    private string Run => $"raas_{benchmark}_run";

    /// <summary>The setting of a program that works there.</summary>
    public const string Setting = "Raas:Store=postgresql";

    /// <summary>With <c>--store postgresql</c> that of <c>--server</c>, or else of <c>RAAS_TEST_POSTGRESQL</c>; null: the embedded store is
    /// measured.</summary>
    public static BenchmarkServer? Of(Options options, string benchmark) => options.Text("store", "sqlite") != "postgresql" ? null
        : new(options.Text("server", Environment.GetEnvironmentVariable("RAAS_TEST_POSTGRESQL") ?? ""), benchmark);

    public bool HasBase() => Scalar<long>("postgres", $"SELECT COUNT(*) FROM pg_database WHERE datname = '{Kept}'") == 1;

    /// <summary>An empty one to work in.</summary>
    public void New() => Make(Run, "template0");

    /// <summary>How to reach the one that is worked in.</summary>
    public string Working => Of(Run);

    /// <summary>After many rows, as the server does it by itself after a while.</summary>
    public void Analyze() => Execute(Run, "VACUUM ANALYZE");

    public void KeepAsBase()
    {
        Analyze();
        Make(Kept, Run);
    }

    public void NewFromBase() => Make(Run, Kept);

    /// <summary>Seconds that COPY takes for the rows which the last delivery wrote, into tables with the same keys.</summary>
    public double CopyOfLastDelivery()
    {
        var journal = "SELECT * FROM inscription_journal WHERE ChangeSetId = (SELECT MAX(ChangeSetId) FROM change_set)";
        // A row that it changed twice is written once here.
        var rows = "SELECT * FROM inscription i WHERE EXISTS (SELECT 1 FROM inscription_journal j WHERE j.ChangeSetId = "
            + "(SELECT MAX(ChangeSetId) FROM change_set) AND j.Party = i.Party AND j.Ssin = i.Ssin AND j.DossierTypeId = i.DossierTypeId "
            + "AND j.AfterBegin = i.BeginDate)";
        using var connection = Open(Run);
        var journalBytes = Read(connection, journal);
        var rowBytes = Read(connection, rows);
        Execute(connection,
            "DROP TABLE IF EXISTS copy_journal, copy_rows; CREATE TABLE copy_journal (LIKE inscription_journal INCLUDING ALL); "
            + "CREATE TABLE copy_rows (LIKE inscription INCLUDING ALL)");
        var watch = Stopwatch.StartNew();
        Write(connection, "copy_rows", rowBytes);
        Write(connection, "copy_journal", journalBytes);
        return watch.Elapsed.TotalSeconds;
    }

    private static byte[] Read(NpgsqlConnection connection, string query)
    {
        using var copy = connection.BeginRawBinaryCopy($"COPY ({query}) TO STDOUT (FORMAT BINARY)");
        using var bytes = new MemoryStream();
        copy.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Write(NpgsqlConnection connection, string table, byte[] bytes)
    {
        using var copy = connection.BeginRawBinaryCopy($"COPY {table} FROM STDIN (FORMAT BINARY)");
        copy.Write(bytes);
    }

    private void Make(string name, string from)
    {
        NpgsqlConnection.ClearAllPools();
        Execute("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {from} STRATEGY FILE_COPY");
        Environment.SetEnvironmentVariable("ConnectionStrings__Raas", Of(Run));
    }

    private string Of(string database) => new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ToString();

    private NpgsqlConnection Open(string database)
    {
        var connection = new NpgsqlConnection(Of(database));
        connection.Open();
        return connection;
    }

    private void Execute(string database, string statement)
    {
        using var connection = Open(database);
        Execute(connection, statement);
    }

    private static void Execute(NpgsqlConnection connection, string statement)
    {
        using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }

    private T Scalar<T>(string database, string query)
    {
        using var connection = Open(database);
        using var command = new NpgsqlCommand(query, connection);
        return (T)command.ExecuteScalar()!;
    }
}
