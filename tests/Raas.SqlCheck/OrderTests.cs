using Microsoft.SqlServer.TransactSql.ScriptDom;
using Raas.Configuration;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store;

namespace Raas.SqlCheck;

/// <summary>Whose rows are used in order asks for that order: what one store happens to give, another does not. And nobody asks for the
/// order of what people wrote: beyond U+FFFF the stores differ in it (SQL Server goes by UTF-16, the others by UTF-8).</summary>
public sealed class OrderTests
{
    /// <summary>Of these the order decides nothing.</summary>
    private static readonly Dictionary<string, string> AnyOrder = new(StringComparer.Ordinal)
    {
        ["as_of_since"] = "one row: by its key",
        ["audit_anchor_now"] = "there is one row",
        ["audit_hash_of"] = "one row: by its key",
        ["auto_replace_of_party"] = "one row: by its key",
        ["cancelled_of_keys"] = "goes into a set",
        ["chain_restart_after"] = "one row: by its key",
        ["change_set_by_id"] = "one row: a night has one change set for each party",
        ["copies_published_before"] = "sorted by who asks",
        ["count_decisions_between"] = "goes into a dictionary",
        ["count_decisions_since"] = "goes into a dictionary",
        ["count_outgoing_between"] = "goes into a dictionary",
        ["count_outgoing_since"] = "goes into a dictionary",
        ["count_refused_between"] = "goes into a dictionary",
        ["current_number"] = "one row: by its key",
        ["declarations_of_keys"] = "looked up by declaration",
        ["delivery_by_id"] = "one row: by its key",
        ["disclosures_kept_since"] = "there is one row",
        ["disclosures_of_number"] = "sorted by who asks",
        ["filed_vouchers"] = "goes into a set",
        ["find_accepted"] = "one row: by a unique index",
        ["find_guarded"] = "one row: by its key",
        ["find_revert_request"] = "one row: by its key",
        ["insert_change_set"] = "one row: what was inserted",
        ["insert_delivery"] = "one row: what was inserted",
        ["insert_delivery_revert"] = "one row: what was inserted",
        ["known_since_of_keys"] = "goes into a set",
        ["lane_state"] = "one row: by a unique index",
        ["lane_states"] = "looked up by party",
        ["last_audit_entry"] = "one row: the end, or the anchor",
        ["last_night"] = "one row: by its key",
        ["last_outgoing"] = "one row: by its key",
        ["migration_applied_at"] = "one row: by its key",
        ["names_of_persons"] = "sorted by the keys that are made of it",
        ["night_by_date"] = "one row: by its key",
        ["numbers_between"] = "goes into a set",
        ["numbers_of_person"] = "sorted by who asks",
        ["outgoing_by_number"] = "one row: by its key",
        ["parties_with_guarded"] = "a set",
        ["person_by_number"] = "one row: by its key",
        ["person_rows_of_keys"] = "looked up by number",
        ["person_state"] = "one row: by its key",
        ["persons_of_sounds"] = "sorted by score, then by number",
        ["read_lease"] = "one row: by its key",
        ["register_sum"] = "one row: by its key",
        ["seen_dimona_mutations"] = "looked up by declaration",
        ["seen_files"] = "looked up by name",
        ["seen_files_of_all"] = "looked up by party and name",
        ["seen_mutations"] = "looked up by id",
    };

    [Fact]
    public void Every_statement_names_the_order_of_its_rows_or_is_known_to_need_none()
    {
        var without = Statement.ForSqlServer.Where(HasNoOrder).Select(s => s.Name).ToList();
        EveryStatementTests.NoneOf(without.Except(AnyOrder.Keys, StringComparer.Ordinal));
        EveryStatementTests.NoneOf(AnyOrder.Keys.Except(without, StringComparer.Ordinal)
            .Select(name => $"{name} is listed, but names its order or is not there"));
    }

    [Theory]
    [InlineData("-- no parameters\nSELECT DISTINCT Party, Flow FROM lane_hold;", true)]
    [InlineData("-- no parameters\nSELECT Party FROM lane_hold UNION SELECT Cbe FROM party;", true)]
    [InlineData("-- no parameters\nSELECT COUNT(*) FROM lane_hold GROUP BY Party;", true)]
    [InlineData("-- no parameters\nSELECT TOP (1) Party FROM lane_hold;", true)]
    [InlineData("-- no parameters\nSELECT DISTINCT Party FROM lane_hold ORDER BY Party;", false)]
    [InlineData("-- no parameters\nSELECT COUNT(*), COALESCE(MAX(Party), 0) FROM lane_hold;", false)]
    [InlineData("-- no parameters\nDELETE FROM lane_hold WHERE Party IN (SELECT Cbe FROM party);", false)]
    public void Rows_without_an_order_are_found(string text, bool isFound) =>
        Assert.Equal(isFound, HasNoOrder(new Statement("x", "", text)));

    [Fact]
    public void Each_form_of_a_statement_asks_for_the_order() =>
        EveryStatementTests.NoneOf(Statement.All.Where(s => s.Dialect.Length > 0).GroupBy(s => s.Name, StringComparer.Ordinal)
            .Where(forms => forms.Select(f => f.Text.Contains("ORDER BY", StringComparison.Ordinal)).Distinct().Count() > 1)
            .Select(forms => forms.Key));

    [Fact]
    public void Nothing_is_ordered_by_what_people_wrote() => EveryStatementTests.NoneOf(Statement.ForSqlServer.SelectMany(OrderedByText));

    [Fact]
    public void Order_by_a_name_is_found() =>
        Assert.NotEmpty(OrderedByText(new Statement("x", "", "-- no parameters\nSELECT p.Cbe FROM party p ORDER BY p.Name;")));

    private static IEnumerable<string> OrderedByText(Statement statement)
    {
        var finder = new Orders();
        Statement.Parse(statement.Text, out _).Accept(finder);
        // Codes of dossier types are of ASCII; see PartiesFile.
        return finder.Columns.Where(column => column != "Code" && finder.Tables.Exists(
            table => SqlServerModel.Columns.GetValueOrDefault(table)?.GetValueOrDefault(column)?.StartsWith("nvarchar",
                StringComparison.Ordinal) == true)).Select(column => $"{statement.FileName}: {column}");
    }

    private static bool HasNoOrder(Statement statement)
    {
        var finder = new Orders();
        Statement.Parse(statement.Text, out _).Accept(finder);
        return finder.WithoutOrder;
    }

    private sealed class Orders : TSqlFragmentVisitor
    {
        public List<string> Columns { get; } = [];

        public List<string> Tables { get; } = [];

        public bool WithoutOrder { get; private set; }

        public override void Visit(NamedTableReference node) => Tables.Add(node.SchemaObject.BaseIdentifier.Value);

        public override void Visit(SelectStatement node) =>
            WithoutOrder |= node.QueryExpression is { OrderByClause: null } query && !(
                query is QuerySpecification { GroupByClause: null } one && (one.FromClause is null || one.SelectElements.All(IsTotal)));

        public override void Visit(DataModificationSpecification node) => WithoutOrder |= node.OutputClause is not null;

        public override void Visit(OrderByClause node) =>
            Columns.AddRange(node.OrderByElements.Select(e => e.Expression).OfType<ColumnReferenceExpression>()
                .Select(c => c.MultiPartIdentifier.Identifiers[^1].Value));

        private static bool IsTotal(SelectElement element)
        {
            var finder = new Totals();
            element.Accept(finder);
            return finder.Found;
        }
    }

    private sealed class Totals : TSqlFragmentVisitor
    {
        public bool Found { get; private set; }

        public override void Visit(FunctionCall node) =>
            Found |= node.OverClause is null && node.FunctionName.Value.ToUpperInvariant() is "MAX" or "MIN" or "COUNT" or "SUM";
    }
}
