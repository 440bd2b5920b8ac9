using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>One statement of the product, as it is embedded in its assembly: <c>name.sql</c> for all stores, or
/// <c>name.sqlite.sql</c> beside <c>name.sqlserver.sql</c>; <c>name.postgresql.sql</c> beside either where that server wants
/// another.</summary>
/// <param name="Dialect">Empty when all stores run it that have none of their own.</param>
public sealed partial record Statement(string Name, string Dialect, string Text)
{
    public const string NoParameters = "no parameters";

    public static IReadOnlyList<Statement> All { get; } = [.. Embedded().OrderBy(s => s.FileName, StringComparer.Ordinal)];

    public static IEnumerable<Statement> ForSqlServer => All.Where(s => s.Dialect is "" or "sqlserver");

    public string FileName => Dialect.Length == 0 ? $"{Name}.sql" : $"{Name}.{Dialect}.sql";

    /// <summary>The first line names the parameters with their T-SQL types, or says that there are none; it goes on after a
    /// comma.</summary>
    public string Header => DeclaredParameter.Header(Text);

    /// <summary>Parameters as a procedure declares them; null when the first line is not of that form.</summary>
    public string? Parameters
    {
        get
        {
            var match = HeaderForm().Match(Header);
            if (!match.Success)
                return null;
            return match.Groups["list"].Value == NoParameters ? "" : match.Groups["list"].Value;
        }
    }

    public IEnumerable<string> ParameterNames =>
        (Parameters ?? "").Split('@', StringSplitOptions.RemoveEmptyEntries).Select(p => "@" + p.Split(' ')[0]);

    /// <summary>A statement alone can be parsed; only inside a procedure are its tables, columns and parameters looked up. In the
    /// schema of the tables: from another one the model does not find what OUTPUT INSERTED speaks of.</summary>
    public string AsProcedure() => $"CREATE PROCEDURE dbo.[check {Name}] {Parameters} AS\n{Text}";

    /// <summary>The variables that the statement mentions and does not declare itself.</summary>
    public IReadOnlyCollection<string> Variables()
    {
        var finder = new VariableFinder();
        Parse(Text, out _).Accept(finder);
        return [.. finder.Used.Except(finder.Declared, StringComparer.OrdinalIgnoreCase)];
    }

    public static TSqlFragment Parse(string text, out IList<ParseError> errors)
    {
        using var reader = new StringReader(text);
        return new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    private static IEnumerable<Statement> Embedded()
    {
        var assembly = typeof(Dialect).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var match = ResourceForm().Match(resource);
            if (!match.Success)
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new Statement(match.Groups["name"].Value, match.Groups["dialect"].Value,
                reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    [GeneratedRegex(@"^sql/(?<name>[a-z0-9_]+)(\.(?<dialect>[a-z]+))?\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResourceForm();

    [GeneratedRegex(@"^-- (?<list>no parameters|@\w+ [a-z0-9]+(\((\d+|max)\))?(, @\w+ [a-z0-9]+(\((\d+|max)\))?)*)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderForm();

    private sealed class VariableFinder : TSqlFragmentVisitor
    {
        public HashSet<string> Used { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => Used.Add(node.Name);

        public override void Visit(DeclareVariableElement node) => Declared.Add(node.VariableName.Value);

        /// <summary>The name in front of the value of an argument, as in <c>EXEC p @Resource = 'x'</c>, is not ours.</summary>
        public override void ExplicitVisit(ExecuteParameter node) => node.ParameterValue?.Accept(this);
    }
}
