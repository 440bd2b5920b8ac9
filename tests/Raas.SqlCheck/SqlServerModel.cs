using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Raas.Store;
using Raas.Store.SqlServer;

namespace Raas.SqlCheck;

/// <summary>What SQL Server would think of our SQL, without a server: the migrations become a model of the database, each
/// statement becomes a procedure in it. An unknown table is only a warning to the model, so warnings count.</summary>
public sealed class SqlServerModel : IDisposable
{
    /// <summary>What we use of the server's own procedures, with their parameters.</summary>
    private const string ApplicationLock = """
        CREATE PROCEDURE dbo.sp_getapplock @Resource nvarchar(255), @LockMode varchar(32),
            @LockOwner varchar(32) = 'Transaction', @LockTimeout int = -1
        AS RETURN 0
        """;

    private readonly TSqlModel model = new(SqlServerVersion.Sql160, new TSqlModelOptions { Collation = "Latin1_General_100_CI_AS" });
    private readonly List<string> faults = [];

    public SqlServerModel()
    {
        var schema = new MigratedSchema();
        foreach (var script in Scripts)
        {
            var parsed = Statement.Parse(script.Text, out var errors);
            faults.AddRange(errors.Select(e => $"{script.Name} line {e.Line} column {e.Column}: {e.Message}"));
            if (errors.Count == 0)
                schema.Apply(script.Name, parsed);
        }
        faults.AddRange(schema.Faults);
        // As a whole: the model takes an ALTER TABLE only beside the CREATE TABLE that it supports.
        Add("migrations", schema.Text);
        // The migrator makes its own table before any script runs.
        var own = Statement.All.Single(s => s is { Name: "create_schema_migration", Dialect: "sqlserver" });
        var finder = new TableFinder();
        Statement.Parse(own.Text, out _).Accept(finder);
        foreach (var table in finder.Tables)
            Add(own.FileName, table);
        Add("sp_getapplock", ApplicationLock);
    }

    public static IReadOnlyList<MigrationScript> Scripts => new Migrator(new SqlServerDialect("")).Scripts();

    public IReadOnlySet<string> Tables =>
        model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).Select(t => t.Name.Parts[^1]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Table → column → type, as they are once all migrations have run.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Columns => Schema.Columns;

    /// <summary>How each column of text is compared.</summary>
    internal static IEnumerable<(string Column, string? Collation)> Collations => Schema.Collations;

    private static readonly MigratedSchema Schema = Whole();

    private static MigratedSchema Whole()
    {
        var schema = new MigratedSchema();
        foreach (var script in Scripts)
            schema.Apply(script.Name, Statement.Parse(script.Text, out _));
        var own = new TableFinder();
        Statement.Parse(Statement.All.Single(s => s is { Name: "create_schema_migration", Dialect: "sqlserver" }).Text, out _).Accept(own);
        foreach (var table in own.Tables)
            schema.Apply("create_schema_migration", Statement.Parse(table, out _));
        return schema;
    }

    public void Add(Statement statement) => Add(statement.FileName, statement.AsProcedure());

    /// <summary>Everything found wrong, one line each.</summary>
    public IReadOnlyList<string> Faults() =>
        [.. faults, .. model.Validate().Select(m => $"{m.MessageType} {m.Prefix}{m.Number}: {m.Message}")];

    public void Dispose() => model.Dispose();

    private void Add(string source, string batch)
    {
        Statement.Parse(batch, out var errors);
        faults.AddRange(errors.Select(e => $"{source} line {e.Line} column {e.Column}: {e.Message}"));
        if (errors.Count > 0)
            return;
        try
        {
            model.AddObjects(batch);
        }
        catch (DacModelException e)
        {
            faults.Add($"{source}: {e.Message}");
        }
    }

    private sealed class TableFinder : TSqlFragmentVisitor
    {
        public List<string> Tables { get; } = [];

        public override void Visit(CreateTableStatement node)
        {
            new Sql160ScriptGenerator().GenerateScript(node, out var script);
            Tables.Add(script);
        }
    }
}
