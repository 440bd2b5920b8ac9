using Raas.Store;

namespace Raas.Tests.Store;

/// <summary>What can be known of the SQL Server dialect without a server.</summary>
public sealed class SqlServerDialectTests
{
    [Fact]
    public void A_server_that_does_not_answer_is_a_passing_trouble()
    {
        var dialect = new SqlServerDialect("Server=tcp:127.0.0.1,1;Database=raas;User Id=a;Password=b;Connect Timeout=1;TrustServerCertificate=true");
        var error = Assert.ThrowsAny<Exception>(() => dialect.Open());
        Assert.True(dialect.IsTransient(error), $"{error.GetType().Name} {(error as Microsoft.Data.SqlClient.SqlException)?.Number}: {error.Message}");
        Assert.False(dialect.IsUniqueViolation(error));
    }
}
