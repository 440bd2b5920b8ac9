using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Raas.SqlCheck;

/// <summary>Which columns each parameter of a statement meets: compared with, put into, set to.</summary>
internal sealed class Meetings : TSqlFragmentVisitor
{
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> schema;
    private readonly List<(string Parameter, ColumnReferenceExpression Column)> met = [];
    private readonly Dictionary<string, HashSet<string>> tables = new(StringComparer.OrdinalIgnoreCase);

    private Meetings(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> schema) => this.schema = schema;

    /// <param name="schema">Table → column → type.</param>
    /// <returns>For each meeting: the parameter, the column, and the types that a column of this name has among the tables of the
    /// statement.</returns>
    public static IEnumerable<(string Parameter, string Column, IReadOnlyList<string> Types)> Of(
        Statement statement, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> schema)
    {
        var visitor = new Meetings(schema);
        Statement.Parse(statement.Text, out _).Accept(visitor);
        return visitor.met.Select(m => (m.Parameter, Name(m.Column), (IReadOnlyList<string>)visitor.Types(m.Column)));
    }

    public override void Visit(NamedTableReference node)
    {
        var table = node.SchemaObject.BaseIdentifier.Value;
        foreach (var name in new[] { node.Alias?.Value ?? table, "" })
        {
            if (!tables.TryGetValue(name, out var under))
                tables.Add(name, under = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            under.Add(table);
        }
    }

    public override void Visit(BooleanComparisonExpression node)
    {
        Meet(node.FirstExpression, node.SecondExpression);
        Meet(node.SecondExpression, node.FirstExpression);
    }

    public override void Visit(BooleanTernaryExpression node)
    {
        Meet(node.FirstExpression, node.SecondExpression);
        Meet(node.FirstExpression, node.ThirdExpression);
    }

    public override void Visit(InPredicate node)
    {
        foreach (var value in node.Values)
        {
            Meet(node.Expression, value);
            Meet(value, node.Expression);
        }
    }

    /// <summary>A pattern meets the column, also where that is compared in small letters.</summary>
    public override void Visit(LikePredicate node) =>
        Meet(node.FirstExpression is FunctionCall { Parameters: [var only] } ? only : node.FirstExpression, node.SecondExpression);

    public override void Visit(AssignmentSetClause node) => Meet(node.Column, node.NewValue);

    public override void Visit(InsertSpecification node)
    {
        var rows = node.InsertSource is ValuesInsertSource values ? values.RowValues.Select(row => row.ColumnValues).ToList() : [];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Count; i++)
                Meet(node.Columns[i], row[i]);
        }
    }

    private void Meet(ScalarExpression? column, ScalarExpression? value)
    {
        while (value is ParenthesisExpression inner)
            value = inner.Expression;
        if (column is ColumnReferenceExpression { MultiPartIdentifier: not null } reference && value is VariableReference variable)
            met.Add((variable.Name, reference));
    }

    private static string Name(ColumnReferenceExpression column) => column.MultiPartIdentifier.Identifiers[^1].Value;

    private List<string> Types(ColumnReferenceExpression column)
    {
        var parts = column.MultiPartIdentifier.Identifiers;
        var owner = parts.Count > 1 ? parts[^2].Value : "";
        // The name of a subquery is no table: its columns are looked for among all.
        var among = tables.GetValueOrDefault(owner) ?? tables.GetValueOrDefault("") ?? [];
        return [.. among.Select(table => schema.GetValueOrDefault(table)?.GetValueOrDefault(Name(column))).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
