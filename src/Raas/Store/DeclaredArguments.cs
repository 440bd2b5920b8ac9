using System.Collections.Concurrent;
using System.Data;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Raas.Store;

/// <summary>A parameter as the first line of its statement declares it, in the words of SQL Server.</summary>
/// <param name="Size">Longest text; -1: any length; 0: not a text.</param>
public sealed partial record DeclaredParameter(string Name, string Type, int Size)
{
    /// <summary>What a statement declares: its first line, and those after it as long as a comma ends the one before.</summary>
    internal static string Header(string statement)
    {
        var lines = statement.Split('\n');
        var count = lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal) && line.EndsWith(',')).Count() + 1;
        return lines[0] + string.Concat(lines.Skip(1).Take(count - 1).Select(line => line[2..]));
    }

    /// <summary>Those of a statement, in order.</summary>
    public static IReadOnlyList<DeclaredParameter> Of(string statement) =>
    [
        .. Declaration().Matches(Header(statement))
        .Select(match => new DeclaredParameter(match.Groups["name"].Value, match.Groups["type"].Value, match.Groups["size"].Value switch
        {
            "max" => -1,
            var size when int.TryParse(size, out var length) && match.Groups["type"].Value.EndsWith("char", StringComparison.Ordinal) =>
                length,
            _ => 0,
        })),
    ];

    [GeneratedRegex(@"@(?<name>\w+) (?<type>[a-z0-9]+)(\((?<size>\d+|max)\))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}

/// <summary>The arguments of a statement on their way to SQL Server, each with the type and length that the statement declares, which are
/// those of its column (SqlCheck compares them). Left to themselves strings travel as nvarchar(4000): the server then converts the column,
/// row by row, instead of seeking in its index, and keeps a plan for each length.</summary>
internal sealed class DeclaredArguments(IReadOnlyList<DeclaredParameter> declared, object arguments) : SqlMapper.IDynamicParameters
{
    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Properties = new();

    public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
    {
        foreach (var parameter in declared)
            command.Parameters.Add(New(parameter, ValueOf(parameter.Name)));
    }

    private object? ValueOf(string name)
    {
        var property = Properties.GetOrAdd((arguments.GetType(), name), key => key.Item1.GetProperty(key.Item2))
            ?? throw new InvalidOperationException($"The statement declares @{name}, which it is not given.");
        return property.GetValue(arguments);
    }

    private static SqlParameter New(DeclaredParameter declared, object? value)
    {
        var parameter = new SqlParameter("@" + declared.Name, TypeOf(declared.Type));
        if (declared.Type == "datetime2")
            parameter.Scale = 3;
        if (declared.Size != 0)
            parameter.Size = declared.Size;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset moment => moment.UtcDateTime,
            DateOnly day => day.ToDateTime(TimeOnly.MinValue),
            string text => Text(parameter, text),
            _ => value,
        };
        return parameter;
    }

    /// <summary>A text that has no place in its column is sent as it is: the client would cut it off, and put question marks for letters
    /// of other scripts. So a comparison finds nothing, and the server refuses to store what is too long.</summary>
    private static string Text(SqlParameter parameter, string text)
    {
        if (parameter.Size > 0 && text.Length > parameter.Size)
            parameter.Size = text.Length;
        if (parameter.SqlDbType == SqlDbType.VarChar && !System.Text.Ascii.IsValid(text))
            parameter.SqlDbType = SqlDbType.NVarChar;
        return text;
    }

    private static SqlDbType TypeOf(string type) => type switch
    {
        "bigint" => SqlDbType.BigInt,
        "int" => SqlDbType.Int,
        "bit" => SqlDbType.Bit,
        "date" => SqlDbType.Date,
        "datetime2" => SqlDbType.DateTime2,
        "varchar" => SqlDbType.VarChar,
        "nvarchar" => SqlDbType.NVarChar,
        "varbinary" => SqlDbType.VarBinary,
        _ => throw new InvalidOperationException($"No statement has had a parameter of type '{type}' before: say here how it is sent."),
    };
}
