using System.Reflection;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.SqlCheck;

/// <summary>The lists of columns by which tables are loaded in bulk, beside the migrated schema.</summary>
public sealed class BulkTablesTests
{
    [Fact]
    public void Every_list_names_columns_of_its_table_and_hands_over_their_types()
    {
        var lists = typeof(BulkRows).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BulkRows)) && !type.IsAbstract).ToList();
        Assert.Contains(typeof(AddedRows), lists);
        EveryStatementTests.NoneOf(lists.Select(Empty).SelectMany(Faults));
    }

    [Fact]
    public void A_wrong_table_column_or_type_is_found()
    {
        Assert.Empty(Faults(new Made(new BulkTable<Made>("inscription").Int64("Ssin", _ => 1))));
        Assert.NotEmpty(Faults(new Made(new BulkTable<Made>("inscriptions").Int64("Ssin", _ => 1))));
        Assert.NotEmpty(Faults(new Made(new BulkTable<Made>("inscription").Int64("Niss", _ => 1))));
        Assert.NotEmpty(Faults(new Made(new BulkTable<Made>("inscription").Int32("Ssin", _ => 1))));
    }

    [Fact]
    public void A_column_that_is_not_there_or_of_another_type_is_an_error_that_names_it()
    {
        var rows = new AddedRows(1, [new InscriptionRow(2, 3, 4, 5)]);
        Assert.True(rows.Read());
        Assert.Equal([1L, 2L, 3L, 4L, 5L], Enumerable.Range(0, rows.Columns.Count).Select(rows.Number));
        Assert.Contains("inscription", Assert.Throws<ArgumentOutOfRangeException>(() => rows.Number(5)).Message, StringComparison.Ordinal);
        Assert.Contains("inscription", Assert.Throws<ArgumentOutOfRangeException>(() => rows.IsNull(-1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("inscription.Ssin ", Assert.Throws<InvalidOperationException>(() => rows.Text(1)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "inscription has Ssin twice", Assert.Throws<InvalidOperationException>(() =>
                new BulkTable<AddedRows>("inscription").Int64("Ssin", _ => 1).Day("Ssin", _ => 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_null_and_no_number()
    {
        var rows = new JournalRows(1, 2, [new JournalRow(3, 4, 5, 6, null, Raas.Domain.Period.FromDays(7, 8))]);
        Assert.True(rows.Read());
        var names = rows.Columns.Select(c => c.Name).ToList();
        Assert.True(rows.IsNull(names.IndexOf("BeforeEnd")));
        Assert.StartsWith(
            "inscription_journal.BeforeEnd ",
            Assert.Throws<InvalidOperationException>(() => rows.Number(names.IndexOf("BeforeEnd"))).Message, StringComparison.Ordinal);
        Assert.Equal((false, 8L), (rows.IsNull(names.IndexOf("AfterEnd")), rows.Number(names.IndexOf("AfterEnd"))));
        Assert.False(rows.Read());
    }

    private static IEnumerable<string> Faults(BulkRows rows)
    {
        if (SqlServerModel.Columns.GetValueOrDefault(rows.Table) is not { } table)
            return [$"{rows.Table} is no table"];
        return rows.Columns.Where(column => !Fits(column.Type, table.GetValueOrDefault(column.Name) ?? ""))
            .Select(column =>
                $"{rows.Table}.{column.Name} is loaded as {column.Type}, and is {table.GetValueOrDefault(column.Name) ?? "no column"}");
    }

    private static bool Fits(BulkType type, string column) => type switch
    {
        BulkType.Int64 => column == "bigint",
        BulkType.Int32 => column == "int",
        BulkType.Day => column == "date",
        BulkType.Moment => column == "datetime2(3)",
        _ => column.StartsWith("varchar(", StringComparison.Ordinal) || column.StartsWith("nvarchar(", StringComparison.Ordinal),
    };

    /// <summary>Without rows: the columns stand in the class.</summary>
    private static BulkRows Empty(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single();
        return (BulkRows)constructor.Invoke(
            [.. constructor.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
    }

    private sealed class Made(BulkTable<Made> table) : BulkList<Made, int>(table, []);
}
