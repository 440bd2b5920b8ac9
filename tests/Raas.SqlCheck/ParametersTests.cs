using System.Data;
using Microsoft.Data.SqlClient;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>Every parameter travels with the type and length of its column: another type makes the server convert the column, row by row,
/// instead of seeking.</summary>
public sealed class ParametersTests
{
    [Fact]
    public void Every_parameter_is_declared_as_the_columns_that_it_meets() =>
        EveryStatementTests.NoneOf(Statement.ForSqlServer.SelectMany(Differences));

    [Fact]
    public void Every_text_that_is_given_meets_a_column()
    {
        var schema = SqlServerModel.Columns;
        EveryStatementTests.NoneOf(
            Statement.ForSqlServer.SelectMany(s => DeclaredParameter.Of(s.Text).Where(p => p.Size != 0).Select(p => "@" + p.Name)
            .Except(Meetings.Of(s, schema).Select(m => m.Parameter), StringComparer.Ordinal).Select(p => $"{s.FileName}: {p}")));
    }

    [Theory]
    [InlineData("-- @Flow nvarchar(64)\nSELECT Party FROM lane_hold WHERE Flow = @Flow;")]
    [InlineData("-- @Flow varchar(40)\nDELETE FROM lane_hold WHERE @Flow = Flow;")]
    [InlineData("-- @Party int\nSELECT h.Flow FROM lane_hold h WHERE h.Party IN (1, @Party);")]
    [InlineData("-- @Party bigint, @Name nvarchar(64)\nINSERT INTO legal_context (Party, Name) VALUES (@Party, @Name);")]
    [InlineData("-- @Cbe bigint, @Name nvarchar(128)\nUPDATE party SET Name = @Name WHERE Cbe = @Cbe;")]
    public void Another_type_or_length_is_found(string text) => Assert.NotEmpty(Differences(new Statement("wrong", "", text)));

    [Fact]
    public void The_code_gives_every_statement_what_it_declares()
    {
        var declared = Statement.ForSqlServer.ToDictionary(s => s.Name, s => DeclaredParameter.Of(s.Text), StringComparer.Ordinal);
        var (calls, notUnderstood) = Calls.Of(typeof(Dialect).Assembly, declared.Keys.ToHashSet(StringComparer.Ordinal));
        EveryStatementTests.NoneOf(notUnderstood);
        EveryStatementTests.NoneOf(calls.SelectMany(call => Differences(call, declared[call.Statement])));
        // The migrator runs its own without arguments, before there is a session.
        EveryStatementTests.NoneOf(declared.Keys.Except(calls.Select(call => call.Statement), StringComparer.Ordinal)
            .Except(["applied_migrations", "create_schema_migration", "last_audit_entry"]));
    }

    [Fact]
    public void Other_arguments_than_declared_are_found()
    {
        var declared = DeclaredParameter.Of("-- @Party bigint, @Flow varchar(64)\n");
        Assert.Empty(Differences(new Call("x", new { Party = 1L, Flow = "" }.GetType(), ""), declared));
        Assert.NotEmpty(Differences(new Call("x", new { Party = 1, Flow = "" }.GetType(), ""), declared));
        Assert.NotEmpty(Differences(new Call("x", new { Party = 1L }.GetType(), ""), declared));
        Assert.NotEmpty(Differences(new Call("x", new { Party = 1L, Flow = "", Number = 1 }.GetType(), ""), declared));
        Assert.NotEmpty(Differences(new Call("x", null, ""), declared));
    }

    [Fact]
    public void Parameters_travel_as_declared()
    {
        var sent = Sent(
            "-- @Party bigint, @Flow varchar(64), @Reason nvarchar(1000), @Text nvarchar(max), @At datetime2(3), @Day date, @Is bit, "
                + "@Kind int\n", new
        {
            Party = (long?)null, Flow = "F", Reason = "Ω", Text = "", At = new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.FromHours(1)),
            Day = new DateOnly(2026, 3, 2), Is = true, Kind = DayOfWeek.Friday,
        });
        Assert.Equal(
            [
                ("@Party", SqlDbType.BigInt, 0, DBNull.Value), ("@Flow", SqlDbType.VarChar, 64, "F"),
                ("@Reason", SqlDbType.NVarChar, 1000, "Ω"), ("@Text", SqlDbType.NVarChar, -1, ""),
                ("@At", SqlDbType.DateTime2, 0, new DateTime(2026, 3, 2)), ("@Day", SqlDbType.Date, 0, new DateTime(2026, 3, 2)),
                ("@Is", SqlDbType.Bit, 0, true), ("@Kind", SqlDbType.Int, 0, 5),
            ],
            sent.Select(p => (p.ParameterName, p.SqlDbType, p.Size, Value(p))));
    }

    [Fact]
    public void A_text_that_has_no_place_in_its_column_is_neither_cut_off_nor_changed()
    {
        var sent = Sent("-- @Flow varchar(4), @Code varchar(4)\n", new { Flow = "RECEIPT", Code = "Ω" });
        Assert.Equal([(SqlDbType.VarChar, 7), (SqlDbType.NVarChar, 4)], sent.Select(p => (p.SqlDbType, p.Size)));
    }

    private static List<SqlParameter> Sent(string statement, object arguments)
    {
        using var command = new SqlCommand();
        new DeclaredArguments(DeclaredParameter.Of(statement), arguments).AddParameters(command, null!);
        return [.. command.Parameters.Cast<SqlParameter>()];
    }

    private static object Value(SqlParameter parameter) => parameter.Value is Enum number ? Convert.ToInt32(number, null) : parameter.Value;

    private static IEnumerable<string> Differences(Statement statement)
    {
        var declared = DeclaredParameter.Of(statement.Text).ToDictionary(p => "@" + p.Name, Written, StringComparer.Ordinal);
        foreach (var (parameter, column, types) in Meetings.Of(statement, SqlServerModel.Columns))
        {
            if (declared.TryGetValue(parameter, out var type) && !types.Contains(type, StringComparer.OrdinalIgnoreCase))
                yield return $"{statement.FileName}: {parameter} is {type}, {column} is {string.Join(" or ", types)}";
        }
    }

    private static string Written(DeclaredParameter parameter) => parameter switch
    {
        { Size: -1 } => $"{parameter.Type}(max)",
        { Size: > 0 } => $"{parameter.Type}({parameter.Size})",
        { Type: "datetime2" } => "datetime2(3)",
        _ => parameter.Type,
    };

    private static IEnumerable<string> Differences(Call call, IReadOnlyList<DeclaredParameter> declared)
    {
        var given = (call.Arguments?.GetProperties() ?? [])
            .ToDictionary(p => p.Name, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, StringComparer.Ordinal);
        foreach (var name in given.Keys.Except(declared.Select(p => p.Name), StringComparer.Ordinal))
            yield return $"{call.Where} gives {call.Statement} a {name} that it does not declare";
        foreach (var parameter in declared)
        {
            if (!given.TryGetValue(parameter.Name, out var type))
                yield return $"{call.Where} does not give {call.Statement} its {parameter.Name}";
            else if (!Fits(type, parameter.Type))
                yield return $"{call.Where} gives {call.Statement} a {type.Name} for its {parameter.Name} {parameter.Type}";
        }
    }

    private static bool Fits(Type given, string declared) => declared switch
    {
        "bigint" => given == typeof(long),
        "int" => given == typeof(int) || (given.IsEnum && Enum.GetUnderlyingType(given) == typeof(int)),
        "bit" => given == typeof(bool),
        "date" => given == typeof(DateOnly),
        "datetime2" => given == typeof(DateTimeOffset),
        "varbinary" => given == typeof(byte[]),
        _ => given == typeof(string),
    };
}
