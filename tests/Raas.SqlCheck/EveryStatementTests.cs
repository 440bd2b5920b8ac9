namespace Raas.SqlCheck;

public sealed class EveryStatementTests
{
    [Fact]
    public void The_migrations_make_a_database_without_a_fault()
    {
        using var model = new SqlServerModel();
        NoneOf(model.Faults());
        Assert.Contains("inscription", model.Tables);
        Assert.Contains("schema_migration", model.Tables);
    }

    [Fact]
    public void Every_statement_fits_the_migrated_database()
    {
        using var model = new SqlServerModel();
        foreach (var statement in Statement.ForSqlServer)
            model.Add(statement);
        Assert.NotEmpty(Statement.ForSqlServer);
        NoneOf(model.Faults());
    }

    [Fact]
    public void Every_first_line_names_the_parameters_or_says_there_are_none() =>
        NoneOf(Statement.All.Where(s => s.Parameters is null).Select(s => $"{s.FileName}: {s.Header}"));

    [Fact]
    public void Every_named_parameter_is_used() =>
        NoneOf(Statement.ForSqlServer.SelectMany(s =>
            s.ParameterNames.Except(s.Variables(), StringComparer.Ordinal).Select(p => $"{s.FileName}: {p} is not used")));

    /// <summary>All of them, not the first few.</summary>
    internal static void NoneOf(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, all);
    }
}
