using Raas.Configuration;
using Raas.Host.Worker;
using Raas.Store;

namespace Raas.Tests.Store;

/// <summary>Stores for tests that need a whole RAAS: a file in its folder, or a migrated database of its own on a server.</summary>
public static class TestStore
{
    private static readonly Lazy<string> Migrated = new(() =>
    {
        var template = PostgreSqlServer.NewDatabase();
        Migrate(StoreKind.PostgreSql, template);
        return PostgreSqlServer.Leave(template);
    });

    /// <summary>Why there is no store of this kind to test on; null when there is.</summary>
    public static string? Absence(StoreKind kind) => kind switch
    {
        StoreKind.PostgreSql => PostgreSqlServer.Absence,
        StoreKind.SqlServer when SqlServerStoreTests.ConnectionString is null =>
            $"{SqlServerStoreTests.Variable} is not set: no SQL Server to test on",
        _ => null,
    };

    /// <summary>A migrated database on a server; null for the embedded store, which makes its own.</summary>
    public static string? NewDatabase(StoreKind kind)
    {
        switch (kind)
        {
            case StoreKind.PostgreSql:
                return PostgreSqlServer.NewDatabase(Migrated.Value);
            case StoreKind.SqlServer:
                var database = SqlServerStoreTests.NewDatabase();
                Migrate(kind, database);
                return database;
            default:
                return null;
        }
    }

    /// <summary>As <c>raas migrate</c> does it.</summary>
    private static void Migrate(StoreKind kind, string database)
    {
        new Migrator(Stores.Open(kind, database, "")).Run(House.Start);
        Raas.Host.Worker.JobTables.Make(new RaasOptions { Store = kind, ConnectionString = database });
    }

    /// <summary>Another database with the same content; nobody may be in the first one.</summary>
    public static string CopyOf(StoreKind kind, string database) => kind == StoreKind.PostgreSql
        ? PostgreSqlServer.NewDatabase(PostgreSqlServer.Leave(database))
        : throw new NotSupportedException($"Databases of {kind} are not copied.");

    public static void Drop(StoreKind kind, string? database)
    {
        if (database is null)
            return;
        if (kind == StoreKind.PostgreSql)
            PostgreSqlServer.Drop(database);
        else
            SqlServerStoreTests.Drop(database);
    }
}

/// <summary>A test on a store that is a server: skipped by name, and counted, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute(StoreKind kind) => Skip = TestStore.Absence(kind);
}

/// <inheritdoc cref="ServerFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute(StoreKind kind) => Skip = TestStore.Absence(kind);
}
