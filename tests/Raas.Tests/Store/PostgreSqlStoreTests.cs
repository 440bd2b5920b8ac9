using Npgsql;
using Raas.Configuration;
using Raas.Store;
using Raas.Store.PostgreSql;

namespace Raas.Tests.Store;

/// <summary>The contract on PostgreSQL. Each test makes a database of its own and drops it.</summary>
public sealed class PostgreSqlStoreTests : StoreContract
{
    private string database = "";

    protected override Dialect Create()
    {
        database = PostgreSqlServer.NewDatabase();
        return new PostgreSqlDialect(database);
    }

    protected override Dialect Impatient(TimeSpan patience) => Store.Dialect.WithLockTimeout(patience);

    protected override void Destroy() => PostgreSqlServer.Drop(database);

    /// <summary>A wrong table, column, type or comma shows here, not at night. The server is asked what it would do, and does
    /// nothing.</summary>
    [StoreFact]
    public void Every_statement_is_understood_by_the_server()
    {
        using var session = Store.Read();
        var connection = (NpgsqlConnection)session.Connection;
        var faults = new List<string>();
        foreach (var name in Statements())
        {
            try
            {
                using var command = new NpgsqlCommand(session.Dialect.Sql(name), connection);
                NpgsqlCommandBuilder.DeriveParameters(command);
            }
            catch (PostgresException e)
            {
                faults.Add($"{name}: {e.MessageText}");
            }
        }
        Assert.Empty(faults);
    }

    /// <summary>What is in a row is a person's: not even a connection string that asks for details brings them into a log.</summary>
    [StoreFact]
    public void An_error_does_not_say_which_values_it_met()
    {
        Insert(Lease("A", "worker"));
        var asked = new RegisterStore(new PostgreSqlDialect(database + ";Include Error Detail=true"));
        using var session = asked.Write();
        var again = new { Party = Institution, Flow = "A", Owner = "other", ExpiresAt = Now };
        var error = Assert.Throws<PostgresException>(() => session.Execute("insert_lease", again));
        Assert.True(asked.Dialect.IsUniqueViolation(error));
        Assert.DoesNotContain(Institution.ToString(System.Globalization.CultureInfo.InvariantCulture), error.ToString(),
            StringComparison.Ordinal);
    }

    /// <summary>Those that only SQLite's prepared way uses take positions, and no server ever sees them.</summary>
    private static IEnumerable<string> Statements()
    {
        var files = typeof(Dialect).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("sql/", StringComparison.Ordinal))
            .Select(name => name.Split('/', '.'))
            .ToLookup(parts => parts[1], parts => parts.Length == 4 ? parts[2] : "", StringComparer.Ordinal);
        return files.Where(forms => forms.Any(form => form is "" or "postgresql" or "sqlserver")).Select(forms => forms.Key)
            .Order(StringComparer.Ordinal);
    }
}
