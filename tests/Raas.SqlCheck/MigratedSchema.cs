using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Raas.Flows.Dimona;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>What a database consists of once all migrations have run. The model of SQL Server takes that, and not how it came about: what
/// a later script changes of a table is changed here in the CREATE TABLE of the earlier one. Changes of rows are left out.</summary>
internal sealed class MigratedSchema
{
    private readonly Dictionary<string, CreateTableStatement> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TSqlStatement> others = [];

    /// <summary>What is wrong with the order or the names of changes.</summary>
    public List<string> Faults { get; } = [];

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var statement in tables.Values.Concat(others))
            {
                new Sql160ScriptGenerator().GenerateScript(statement, out var script);
                text.Append(script).Append("\nGO\n");
            }
            return text.ToString();
        }
    }

    /// <summary>Table → column → type.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns => tables.ToDictionary(
        table => table.Key,
        table => (IReadOnlyDictionary<string, string>)table.Value.Definition.ColumnDefinitions.ToDictionary(c =>
            c.ColumnIdentifier.Value, c => TypeOf(c.DataType), StringComparer.OrdinalIgnoreCase),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Of the columns that hold text.</summary>
    public IEnumerable<(string Column, string? Collation)> Collations =>
        from table in tables
        from column in table.Value.Definition.ColumnDefinitions
        where TypeOf(column.DataType).Contains("char", StringComparison.Ordinal)
        select ($"{table.Key}.{column.ColumnIdentifier.Value}", column.Collation?.Value);

    private static string TypeOf(DataTypeReference type)
    {
        new Sql160ScriptGenerator().GenerateScript(type, out var text);
        return text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    public void Apply(string source, TSqlFragment script)
    {
        foreach (var statement in ((TSqlScript)script).Batches.SelectMany(batch => batch.Statements))
        {
            try
            {
                Apply(statement);
            }
            catch (KeyNotFoundException e)
            {
                Faults.Add($"{source} line {statement.StartLine}: {e.Message}");
            }
        }
    }

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                tables.Add(create.SchemaObjectName.BaseIdentifier.Value, create);
                break;
            case DropTableStatement drop:
                foreach (var table in drop.Objects.Select(o => o.BaseIdentifier.Value))
                {
                    _ = Table(table);
                    tables.Remove(table);
                    others.RemoveAll(other => TableOf(other) == table);
                }
                break;
            case AlterTableAddTableElementStatement add:
                Add(Table(add.SchemaObjectName).Definition, add.Definition);
                break;
            case AlterTableAlterColumnStatement alter:
                Alter(Column(Table(alter.SchemaObjectName), alter.ColumnIdentifier.Value), alter);
                break;
            case AlterTableDropTableElementStatement drop:
                foreach (var element in drop.AlterTableDropTableElements)
                    Drop(Table(drop.SchemaObjectName), element);
                break;
            case DropIndexStatement drop:
                foreach (var index in drop.DropIndexClauses.OfType<DropIndexClause>())
                    DropIndex(index);
                break;
            case AlterIndexStatement alter:
                // An option of an index: nothing that the model knows.
                _ = Table(alter.OnName);
                break;
            case DataModificationStatement or SelectStatement or ExecuteStatement:
                break;
            default:
                others.Add(statement);
                break;
        }
    }

    private static void Add(TableDefinition table, TableDefinition more)
    {
        foreach (var column in more.ColumnDefinitions)
            table.ColumnDefinitions.Add(column);
        foreach (var constraint in more.TableConstraints)
            table.TableConstraints.Add(constraint);
    }

    private static void Alter(ColumnDefinition column, AlterTableAlterColumnStatement alter)
    {
        column.DataType = alter.DataType;
        column.Collation = alter.Collation;
        foreach (var nullable in column.Constraints.OfType<NullableConstraintDefinition>().ToList())
            column.Constraints.Remove(nullable);
        var isNullable = alter.AlterTableAlterColumnOption != AlterTableAlterColumnOption.NotNull;
        column.Constraints.Add(new NullableConstraintDefinition { Nullable = isNullable });
    }

    private static void Drop(CreateTableStatement table, AlterTableDropTableElement element)
    {
        var name = element.Name.Value;
        var definition = table.Definition;
        if (element.TableElementType == TableElementType.Column)
        {
            definition.ColumnDefinitions.Remove(Column(table, name));
            return;
        }
        bool Is(ConstraintDefinition constraint) =>
            string.Equals(constraint.ConstraintIdentifier?.Value, name, StringComparison.OrdinalIgnoreCase);
        if (definition.TableConstraints.FirstOrDefault(Is) is { } ofTable)
        {
            definition.TableConstraints.Remove(ofTable);
            return;
        }
        var column = definition.ColumnDefinitions.FirstOrDefault(c => c.Constraints.Any(Is) || (c.DefaultConstraint is { } d && Is(d)))
            ?? throw new KeyNotFoundException($"no constraint {name}");
        if (column.DefaultConstraint is { } otherwise && Is(otherwise))
            column.DefaultConstraint = null;
        else
            column.Constraints.Remove(column.Constraints.First(Is));
    }

    private void DropIndex(DropIndexClause drop)
    {
        _ = Table(drop.Object);
        if (others.RemoveAll(other => other is CreateIndexStatement index && index.Name.Value == drop.Index.Value) == 0)
            throw new KeyNotFoundException($"no index {drop.Index.Value}");
    }

    private CreateTableStatement Table(SchemaObjectName name) => Table(name.BaseIdentifier.Value);

    private CreateTableStatement Table(string name) => tables.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"no table {name}");

    private static ColumnDefinition Column(CreateTableStatement table, string name) =>
        table.Definition.ColumnDefinitions
            .FirstOrDefault(c => string.Equals(c.ColumnIdentifier.Value, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"no column {name}");

    private static string? TableOf(TSqlStatement statement) => statement switch
    {
        CreateIndexStatement index => index.OnName.BaseIdentifier.Value,
        AlterTableStatement alter => alter.SchemaObjectName.BaseIdentifier.Value,
        CreateTriggerStatement trigger => trigger.TriggerObject.Name.BaseIdentifier.Value,
        _ => null,
    };
}
