using Dapper;
using Microsoft.Data.SqlClient;
using Raas.Store;
using Raas.Store.SqlServer;

namespace Raas.Tests.Store;

/// <summary>The contract on SQL Server. The login must be allowed to create a database: each test makes its own and drops it.</summary>
public sealed class SqlServerStoreTests : StoreContract
{
    public const string Variable = "RAAS_TEST_SQLSERVER";

    private string database = "";

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    protected override Dialect Create()
    {
        database = NewDatabase();
        return new SqlServerDialect(database);
    }

    protected override Dialect Impatient(TimeSpan patience) => Store.Dialect.WithLockTimeout(patience);

    protected override void Destroy() => Drop(database);

    /// <summary>The connection string of an empty database.</summary>
    public static string NewDatabase()
    {
        var name = "raas_test_" + Guid.NewGuid().ToString("N");
        OnServer($"CREATE DATABASE [{name}]; ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON;");
        return new SqlConnectionStringBuilder(ConnectionString) { InitialCatalog = name }.ToString();
    }

    public static void Drop(string connectionString)
    {
        SqlConnection.ClearAllPools();
        var name = new SqlConnectionStringBuilder(connectionString).InitialCatalog;
        OnServer($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}];");
    }

    private static void OnServer(string statements)
    {
        using var connection = new SqlConnection(ConnectionString);
        connection.Open();
        foreach (var statement in statements.Split(';', StringSplitOptions.RemoveEmptyEntries))
            connection.Execute(statement);
    }
}
