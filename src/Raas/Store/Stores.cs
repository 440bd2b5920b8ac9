using Microsoft.Data.SqlClient;
using Npgsql;
using Raas.Configuration;
using Raas.Store.PostgreSql;
using Raas.Store.SqlServer;
using Raas.Store.Sqlite;

namespace Raas.Store;

/// <summary>The stores that there are, each by its kind.</summary>
public static class Stores
{
    /// <summary>The store that the settings name.</summary>
    /// <param name="file">Where the embedded one is.</param>
    public static Dialect Open(StoreKind kind, string? connectionString, string file) => kind switch
    {
        StoreKind.SqlServer => new SqlServerDialect(connectionString!),
        StoreKind.PostgreSql => new PostgreSqlDialect(connectionString!),
        _ => new SqliteDialect(file),
    };

    /// <summary>How many connections one process may have at once by a connection string; null: as many as it likes.</summary>
    public static int? MostConnections(StoreKind kind, string connectionString) => kind switch
    {
        StoreKind.SqlServer => new SqlConnectionStringBuilder(connectionString) is { Pooling: true } server ? server.MaxPoolSize : null,
        StoreKind.PostgreSql => new NpgsqlConnectionStringBuilder(connectionString) is { Pooling: true } server ? server.MaxPoolSize : null,
        _ => null,
    };

    /// <summary>Why a connection string cannot be that of a store of this kind, without what it says; null when it can.</summary>
    public static string? Fault(StoreKind kind, string connectionString)
    {
        try
        {
            _ = kind == StoreKind.PostgreSql
                ? new NpgsqlConnectionStringBuilder(connectionString).ToString()
                : new SqlConnectionStringBuilder(connectionString).ToString();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return e.Message;
        }
    }
}
