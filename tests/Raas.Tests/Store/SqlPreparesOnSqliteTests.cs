using Microsoft.Data.Sqlite;
using Raas.Store;
using Raas.Store.Sqlite;
using SQLitePCL;

namespace Raas.Tests.Store;

/// <summary>Every statement that SQLite runs is prepared against a migrated database: a wrong table, column or comma shows
/// here, not at night.</summary>
public sealed class SqlPreparesOnSqliteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raas-sql-").FullName;
    private readonly SqliteConnection connection;

    public SqlPreparesOnSqliteTests()
    {
        var dialect = new SqliteDialect(Path.Combine(folder, "raas.db"));
        new Migrator(dialect).Run(DateTimeOffset.UnixEpoch);
        connection = (SqliteConnection)dialect.Open();
    }

    public static TheoryData<string> Files() =>
    [
        .. typeof(Dialect).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("sql/", StringComparison.Ordinal) && !name.EndsWith(".sqlserver.sql", StringComparison.Ordinal)
                && !name.EndsWith(".postgresql.sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Statement_prepares_and_its_first_line_names_its_parameters(string file)
    {
        using var reader = new StreamReader(typeof(Dialect).Assembly.GetManifestResourceStream(file)!);
        var text = reader.ReadToEnd();
        var named = DeclaredParameter.Of(text).Select(parameter => "@" + parameter.Name);

        Assert.Equal(named.Order(StringComparer.Ordinal), Prepare(text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_wrong_statement_is_found() => Assert.Throws<SqliteException>(() => Prepare("SELECT Niss FROM inscription;"));

    /// <returns>The names of its parameters.</returns>
    private List<string> Prepare(string text)
    {
        var result = raw.sqlite3_prepare_v2(connection.Handle!, text, out var statement);
        using (statement)
        {
            SqliteException.ThrowExceptionForRC(result, connection.Handle!);
            return [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(statement))
                .Select(i => raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string())];
        }
    }
}
