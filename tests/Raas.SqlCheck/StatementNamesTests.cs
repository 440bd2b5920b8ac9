using System.Text.RegularExpressions;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>A statement is called what it does, and is named in the code of its tables only.</summary>
public sealed partial class StatementNamesTests
{
    /// <summary>The first word of a name, and how such a statement may begin; every other name is that of a question.</summary>
    private static readonly Dictionary<string, string[]> Verbs = new(StringComparer.Ordinal)
    {
        ["insert"] = ["INSERT"],
        ["delete"] = ["DELETE"],
        // SQLite has no TRUNCATE.
        ["empty"] = ["TRUNCATE", "DELETE"],
        ["set"] = ["UPDATE"],
        ["add"] = ["UPDATE"],
        ["mark"] = ["UPDATE"],
        // A function, a procedure, or nothing to do; a lock before the table.
        ["lock"] = ["SELECT", "DECLARE"],
        ["create"] = ["CREATE", "DECLARE", "SELECT"],
    };

    /// <summary>Types outside the store and the tables that still name statements themselves, each to be emptied.</summary>
    private static readonly string[] StillNaming = [];

    [Fact]
    public void The_first_word_of_a_name_says_what_the_statement_does() =>
        EveryStatementTests.NoneOf(Statement.All.Where(s => !Fits(s)).Select(s => s.FileName));

    [Theory]
    [InlineData("clear_party", "DELETE FROM party;", false)]
    [InlineData("count_party", "UPDATE party SET Kind = 'X';", false)]
    [InlineData("insert_party", "DELETE FROM party;", false)]
    [InlineData("delete_party", "SELECT Cbe FROM party;", false)]
    [InlineData("mark_filed", "UPDATE delivery SET FiledFolder = 'x';", false)]
    [InlineData("mark_filed", "UPDATE delivery SET FiledAt = @At;", true)]
    [InlineData("add_released", "UPDATE night_run SET Released = @Released;", false)]
    [InlineData("add_released", "UPDATE night_run SET Released = Released + @Released;", true)]
    [InlineData("count_parties", "WITH p AS (SELECT Cbe FROM party) SELECT COUNT(*) FROM p;", true)]
    public void A_wrong_word_is_found(string name, string text, bool fits) =>
        Assert.Equal(fits, Fits(new Statement(name, "", "-- no parameters\n-- why\n" + text)));

    [Fact]
    public void Statements_are_named_in_the_store_and_in_the_classes_of_tables_only()
    {
        var (calls, _) = Calls.Of(typeof(Dialect).Assembly, Statement.All.Select(s => s.Name).ToHashSet(StringComparer.Ordinal));
        var outside = calls.Select(call => call.Where.Split('+')[0]).Select(where => TypeOf(where)).Where(type => !IsOfTables(type))
            .ToHashSet(StringComparer.Ordinal);
        EveryStatementTests.NoneOf(outside.Except(StillNaming, StringComparer.Ordinal));
        EveryStatementTests.NoneOf(StillNaming.Except(outside, StringComparer.Ordinal)
            .Select(type => $"{type} names none any more: take it from the list"));
    }

    [Theory]
    [InlineData("Raas.Store.Ledger", true)]
    [InlineData("Raas.Store.Sqlite.SqliteDialect", true)]
    [InlineData("Raas.Flows.Dimona.DimonaTables", true)]
    [InlineData("Raas.Flows.Dimona.ApplyDimona", false)]
    [InlineData("Raas.Stores", false)]
    public void Who_may_name_statements_is_known_by_the_name(string type, bool mayName) => Assert.Equal(mayName, IsOfTables(type));

    private static bool Fits(Statement statement)
    {
        var code = Code().Match(statement.Text);
        var keyword = code.Groups["keyword"].Value.ToUpperInvariant();
        var first = statement.Name.Split('_')[0];
        if (!Verbs.TryGetValue(first, out var keywords))
            return keyword is "SELECT" or "WITH";
        return keywords.Contains(keyword) && first switch
        {
            "mark" => Moment().IsMatch(code.Value),
            "add" => Sum().IsMatch(code.Value),
            _ => true,
        };
    }

    private static bool IsOfTables(string type) => type.StartsWith("Raas.Store.", StringComparison.Ordinal)
        || type.EndsWith("Tables", StringComparison.Ordinal) || type.EndsWith("Table", StringComparison.Ordinal);

    /// <summary>The type of a method; what the compiler made inside of it was cut off before.</summary>
    private static string TypeOf(string where) =>
        typeof(Dialect).Assembly.GetType(where) is not null ? where : where[..where.TrimEnd('.').LastIndexOf('.')].TrimEnd('.');

    /// <summary>What comes after the lines of comment.</summary>
    [GeneratedRegex(@"^(--[^\n]*\n|\s)*(?<keyword>\w+).*", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\w+At = @\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"(?<column>\w+) = \k<column> \+ @\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sum();
}
