using Microsoft.Data.SqlClient;
using Raas.Store;
using Raas.Store.SqlServer;
using Raas.Store.Sqlite;

namespace Raas.Tests.Store;

/// <summary>What can be known of the SQL Server dialect without a server.</summary>
public sealed class SqlServerDialectTests
{
    [Fact]
    public void A_server_that_does_not_answer_is_a_passing_trouble()
    {
        var dialect = new SqlServerDialect(
            "Server=tcp:127.0.0.1,1;Database=raas;User Id=a;Password=b;Connect Timeout=1;TrustServerCertificate=true");
        var error = Assert.ThrowsAny<Exception>(() => dialect.Open());
        Assert.True(dialect.IsTransient(error), $"{error.GetType().Name} {(error as SqlException)?.Number}: {error.Message}");
        Assert.False(dialect.IsUniqueViolation(error));
    }

    [Fact]
    public void A_pool_without_a_free_connection_is_a_passing_trouble() =>
        Assert.True(new SqlServerDialect("").IsTransient(new NoConnectionException(new InvalidOperationException())));

    [Fact]
    public void A_full_server_a_changing_replica_and_a_server_that_starts_are_passing_troubles()
    {
        int[] numbers = [1204, 701, 802, 8645, 8651, 9001, 3906, 927, 945, 976, 978, 979, 983, 4221, 6005, 17142, 17187, 18401, 10061,
            11001, 40, 35, 1205, 1222, -2];
        Assert.All(numbers, number => Assert.False(string.IsNullOrEmpty(TransientErrors.SqlServer[number])));
        // A wrong password, a value that is too long, a broken rule, a duplicate: the same again, however often.
        Assert.All([18456, 2628, 547, 2627], number => Assert.False(TransientErrors.SqlServer.ContainsKey(number)));
    }

    [Fact]
    public void A_database_without_snapshots_or_a_login_of_another_schema_is_refused_with_the_sentence_that_helps()
    {
        Assert.Null(SqlServerDialect.SettingsFault(true, "raas", "dbo"));
        Assert.Contains("ALTER DATABASE [my]]raas] SET READ_COMMITTED_SNAPSHOT ON",
            SqlServerDialect.SettingsFault(false, "my]raas", "dbo"), StringComparison.Ordinal);
        Assert.Contains("DEFAULT_SCHEMA = dbo", SqlServerDialect.SettingsFault(true, "raas", "guest"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_victim_of_a_deadlock_tries_again_until_it_has_told_its_outcome()
    {
        var store = new RegisterStore(new Deadlocks());
        var tries = 0;
        Assert.Equal(7, Once.Only<int>(store, _ => { }, null, (told, _) =>
        {
            if (++tries < 4)
                throw new TimeZoneNotFoundException();
            told(7);
            return 7;
        }));
        Assert.Equal(4, tries);
        Assert.Throws<TimeZoneNotFoundException>(() => Once.Only<int>(store, _ => { }, null, (told, _) =>
        {
            tries++;
            told(7);
            throw new TimeZoneNotFoundException();
        }));
        Assert.Equal(5, tries);
        Assert.Throws<TimeZoneNotFoundException>(() =>
            Once.Only<int>(store, _ => { }, null, (_, _) => throw new TimeZoneNotFoundException()));
    }

    private sealed class Deadlocks() : SqliteDialect("none")
    {
        public override bool IsDeadlock(Exception exception) => exception is TimeZoneNotFoundException;
    }
}
