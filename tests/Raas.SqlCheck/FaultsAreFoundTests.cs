using Raas.Configuration;
using Raas.Domain;

namespace Raas.SqlCheck;

/// <summary>The check checked: each kind of mistake that it is there for is found.</summary>
public sealed class FaultsAreFoundTests
{
    [Theory]
    [InlineData("syntax of the other store", "-- @Party bigint\nSELECT Ssin FROM inscription WHERE Party = @Party LIMIT 1;")]
    [InlineData("wrong column", "-- @Party bigint\nSELECT Niss FROM inscription WHERE Party = @Party;")]
    [InlineData("wrong column of an alias", "-- @Party bigint\nSELECT i.Niss FROM inscription i WHERE i.Party = @Party;")]
    [InlineData("wrong column to insert",
        "-- @Party bigint\nINSERT INTO lane_lease (Party, Flow, Owner, Until) VALUES (@Party, 'A', 'B', '2026-01-01');")]
    [InlineData("wrong table", "-- @Party bigint\nSELECT Ssin FROM inscriptions WHERE Party = @Party;")]
    [InlineData("wrong column of a common table expression",
        "-- @Party bigint\nWITH a AS (SELECT Ssin FROM inscription WHERE Party = @Party) SELECT Niss FROM a;")]
    [InlineData("forgotten parameter", "-- no parameters\nSELECT Ssin FROM inscription WHERE Party = @Party;")]
    [InlineData("unknown function", "-- no parameters\nSELECT dbo.today() FROM party;")]
    public void A_mistake_is_found(string mistake, string text)
    {
        using var model = new SqlServerModel();
        model.Add(new Statement("wrong", "", text));
        Assert.True(model.Faults().Count > 0, $"Not found: {mistake}");
    }

    [Fact]
    public void A_right_statement_is_not_accused()
    {
        using var model = new SqlServerModel();
        model.Add(new Statement("right", "", "-- @Party bigint\nSELECT Ssin FROM inscription WHERE Party = @Party;"));
        Assert.Empty(model.Faults());
    }

    [Fact]
    public void A_first_line_without_types_is_found() => Assert.Null(new Statement("wrong", "", "-- @Party\nSELECT 1;").Parameters);

    [Fact]
    public void A_parameter_that_is_not_used_is_found() =>
        Assert.Equal(["@Flow"], new Statement("wrong", "", "-- @Party bigint, @Flow varchar(64)\nSELECT @Party;") is var s
            ? s.ParameterNames.Except(s.Variables(), StringComparer.Ordinal) : []);
}
