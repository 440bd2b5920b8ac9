using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Store.SqlServer;

namespace Raas.SqlCheck;

/// <summary>What we do not want in our SQL, although a server would take it.</summary>
public sealed partial class HouseRulesTests
{
    [Fact]
    public void There_is_no_MERGE_and_no_temporary_table()
    {
        var finder = new Unwanted();
        foreach (var text in Statement.ForSqlServer.Select(s => s.Text)
            .Concat(SqlServerModel.Scripts.SelectMany(s => Migrator.Batches(s.Text))))
            Statement.Parse(text, out _).Accept(finder);
        Assert.Empty(finder.Found);
    }

    /// <summary>What the dialect makes of the names of staging tables, it makes of all of them; and what comes out is T-SQL.</summary>
    [Fact]
    public void A_statement_names_staging_tables_so_that_they_become_temporary_ones()
    {
        var dialect = new SqlServerDialect("");
        var staging = Statement.ForSqlServer.Where(s => s.Text.Contains("stage_", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(staging);
        foreach (var statement in staging)
        {
            var sent = dialect.Sql(statement.Name);
            Assert.DoesNotMatch(@"(?<!#)\bstage_", sent);
            Statement.Parse(sent, out var errors);
            Assert.Empty(errors);
        }
    }

    [Theory]
    [InlineData("MERGE party AS t USING party AS s ON t.Cbe = s.Cbe WHEN MATCHED THEN DELETE;")]
    [InlineData("SELECT Ssin FROM #keys;")]
    [InlineData("CREATE TABLE #keys (Ssin bigint);")]
    [InlineData("DECLARE @keys TABLE (Ssin bigint);")]
    public void The_unwanted_is_found(string text)
    {
        var finder = new Unwanted();
        Statement.Parse(text, out _).Accept(finder);
        Assert.NotEmpty(finder.Found);
    }

    [Fact]
    public void A_statement_is_written_once_for_all_stores_or_where_they_differ_or_only_for_the_prepared_way_of_sqlite()
    {
        foreach (var files in Statement.All.GroupBy(s => s.Name, StringComparer.Ordinal))
        {
            var dialects = string.Join(' ', files.Select(f => f.Dialect).Order(StringComparer.Ordinal));
            Assert.True(dialects is "" or "sqlite sqlserver" or "postgresql sqlite sqlserver" or " postgresql" or "sqlite",
                $"{files.Key}: {dialects}");
        }
    }

    /// <summary>Of a large table each row would be locked and logged.</summary>
    [Fact]
    public void A_table_is_emptied_by_TRUNCATE_or_there_is_a_reason()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["delete_name_index"] = "one row",
            ["delete_night_cancellations"] = "raas serve may not alter tables; some rows a night",
            ["delete_night_events"] = "raas serve may not alter tables; some rows for each change of a night",
            ["delete_night_numbers"] = "raas serve may not alter tables; some rows for each replacement of a night",
            ["delete_party_sweeps"] = "a row for a party that has changed its mind",
        };
        Assert.Equal(known.Keys.Order(StringComparer.Ordinal),
            Statement.ForSqlServer.Where(EmptiesByDelete).Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.True(EmptiesByDelete(new Statement("x", "", "-- no parameters\nDELETE FROM alarm;")));
        Assert.False(EmptiesByDelete(new Statement("x", "", "-- no parameters\nDELETE FROM alarm WHERE AlarmId = 1;")));
    }

    private static bool EmptiesByDelete(Statement statement)
    {
        var finder = new Deletes();
        Statement.Parse(statement.Text, out _).Accept(finder);
        return finder.IsOfAll;
    }

    private sealed class Deletes : TSqlFragmentVisitor
    {
        public bool IsOfAll { get; private set; }

        public override void Visit(DeleteSpecification node) => IsOfAll |= node.WhereClause is null && node.FromClause is null;
    }

    /// <summary>One plan for all that may be left out would be the plan of what was asked first.</summary>
    [Fact]
    public void Where_a_parameter_may_be_nothing_the_plan_is_made_for_each_call() =>
        Assert.Empty(Statement.ForSqlServer.Where(s =>
            MayBeNothing().IsMatch(s.Text) && !s.Text.Contains("OPTION (RECOMPILE)", StringComparison.Ordinal)).Select(s => s.FileName));

    [GeneratedRegex(@"@\w+ IS NULL OR", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MayBeNothing();

    /// <summary>A few rows go by an INSERT that no file holds.</summary>
    [Fact]
    public void The_plain_insert_of_a_few_rows_fits_its_table()
    {
        var rows = new DeferredMutationRows([new DeferredMutationRow(1, 2, 3, 4, "Person", 739_000, true, "L", "Ω"),
            new DeferredMutationRow(1, 3, 3, 4, "Person", 739_000, true, "L", new string('x', 5000))], DateTimeOffset.UnixEpoch);
        using var command = SqlServerDialect.Insert("held_mutation", rows);
        using var model = new SqlServerModel();
        var parameters = command.Parameters.Cast<Microsoft.Data.SqlClient.SqlParameter>().ToList();
        string TypeOf(Microsoft.Data.SqlClient.SqlParameter p) => p.SqlDbType switch
        {
            System.Data.SqlDbType.NVarChar => p.Size < 0 ? "nvarchar(max)" : $"nvarchar({p.Size})",
            System.Data.SqlDbType.DateTime2 => "datetime2(3)",
            _ => p.SqlDbType.ToString().ToLowerInvariant(),
        };
        model.Add(new Statement("plain_insert", "",
            $"-- {string.Join(", ", parameters.Select(p => $"{p.ParameterName} {TypeOf(p)}"))}\n{command.CommandText}"));
        Assert.Empty(model.Faults());
        Assert.Equal(24, parameters.Count);
        Assert.Equal((4000, "Ω"), (parameters[10].Size, parameters[10].Value));
        Assert.Equal(-1, parameters[22].Size);
    }

    [Fact]
    public void The_forms_of_a_statement_take_the_same_parameters() =>
        Assert.Empty(Statement.All.GroupBy(s => s.Name, StringComparer.Ordinal)
            .Where(files => files.Select(f => f.Header).Distinct(StringComparer.Ordinal).Count() > 1).Select(files => files.Key));

    /// <summary>A snake_case word in the code is a statement or a table; anything else is a slip that only a run would show.</summary>
    [Fact]
    public void Every_statement_that_the_code_names_is_there()
    {
        using var model = new SqlServerModel();
        var known = Statement.All.Select(s => s.Name).Concat(model.Tables).ToHashSet(StringComparer.Ordinal);
        var named = Literals().Where(text => SnakeCase().IsMatch(text)).ToList();
        Assert.Contains("insert_migration", named);
        Assert.DoesNotContain(named, text => !known.Contains(text));
    }

    /// <summary>The string literals of Raas.Core, from its metadata.</summary>
    private static IEnumerable<string> Literals()
    {
        using var file = File.OpenRead(typeof(Dialect).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        for (var handle = MetadataTokens.UserStringHandle(0); (handle = metadata.GetNextHandle(handle)) != default;)
            yield return metadata.GetUserString(handle);
    }

    [GeneratedRegex("^[a-z]+(_[a-z]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();

    private sealed class Unwanted : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(MergeStatement node) => Found.Add("MERGE");

        public override void Visit(DeclareTableVariableStatement node) => Found.Add("table variable");

        public override void Visit(SchemaObjectName node)
        {
            if (node.BaseIdentifier?.Value.StartsWith('#') == true)
                Found.Add(node.BaseIdentifier.Value);
        }
    }
}
