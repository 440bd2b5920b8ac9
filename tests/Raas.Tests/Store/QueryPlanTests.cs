using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Raas.Store;
using Raas.Store.Sqlite;

namespace Raas.Tests.Store;

/// <summary>What grows with the years is not read as a whole where it is asked each night, page or minute: SQLite is asked for its plan of
/// every statement, and each that walks along a table that grows is here, with its reason. The plan is that of a store without statistics,
/// as every embedded store is: the size of the tables does not change it.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    /// <summary>Tables with a row for whatever happened, or for every person and row of the register.</summary>
    private static readonly HashSet<string> Growing = new(StringComparer.Ordinal)
    {
        "delivery", "delivery_error", "outgoing_file", "change_set", "inscription", "inscription_journal", "moved_row",
        "moved_row_journal", "person",
        "person_name_key", "replacement", "person_change", "person_mutation", "held_mutation", "dimona_declaration", "dimona_mutation",
        "dimona_told", "night_run", "night_step", "night_flow", "night_party", "night_file", "guarded_delivery", "operator_action", "alarm",
        "notice", "config_change", "audit_entry", "seen_message", "delivery_revert", "delivery_revert_left", "disclosure",
    };

    /// <summary>Tables that have as many rows as parties, their settings and folders, or as one night or one batch is about.</summary>
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "party", "party_contact", "party_sweep", "dossier_type", "authorisation", "legal_context", "credential", "expected_delivery",
        "lane_hold", "lane_lease", "seen_file", "ledger_total", "register_sum", "audit_anchor", "disclosure_anchor", "name_index",
        "schema_migration",
        "night_number", "night_event", "night_cancellation", "stage_key", "stage_row", "stage_mutation", "stage_piece", "stage_name_key",
        "delivery_revert_request", "chain_restart",
    };

    /// <summary>Columns of which years of rows share a value: a search by nothing else reads a share of the years.</summary>
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
        { "Party", "Flow", "Decision", "Kind", "Cause", "State", "Source", "DataGroup" };

    private const string TheLatest = "the latest: it stops after as many as are asked for";
    private const string OneEnd = "MIN or MAX of the key: one step at an end of it";
    private const string LastOfLane = "MAX after what is given of the key: one step";
    private const string OnlyOpen = "the index has only what is still open";
    private const string WholeRegister = "rows of the register, not history; asked when the rows or their journal were changed";

    private const string AnAnswer = "an answer is derived again, when somebody asks for it: a lost copy, or raas prove-answer";

    /// <summary>Statement and table, and why it may walk along it.</summary>
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["all_disclosures disclosure"] = "raas audit verify reads the whole account, in its order",
        ["audit_entries audit_entry"] = "raas audit export and verify read the whole chain, or what is asked of it, in its order",
        ["config_changes config_change"] = TheLatest,
        ["count_held held_mutation"] = "what waits, not what waited: applied ones are deleted, rejected ones have another state",
        ["count_pieces moved_row"] = "EXISTS: it stops at the first",
        ["count_rows inscription"] = "the guard, once for a delivery that takes many rows: how many there were is the share's other half",
        ["delete_person_changes night_flow"] = "MAX in the order of the index: it stops at the first night before retention",
        ["delete_declarations_since dimona_declaration"] = AnAnswer,
        ["delete_dimona_mutations_since dimona_mutation"] = AnAnswer,
        ["delete_journalled_pieces moved_row_journal"] =
            "for the servers: the embedded store takes them out one by one (delete_journalled_pieces_of_key)",
        ["delete_pieces moved_row"] = "for the servers: the embedded store takes pieces out one by one (delete_pieces_of_key)",
        ["delete_pieces_changed_since moved_row"] = AnAnswer,
        ["delete_rows inscription"] = "for the servers: the embedded store takes rows out one by one (delete_row)",
        ["delete_rows_changed_since inscription"] = AnAnswer,
        ["disclosed_files outgoing_file"] = "raas audit verify reads the whole account, in its order",
        ["first_audit_entry_since audit_entry"] = "from the oldest on: those that it passes are what retention takes away tonight",
        ["first_night night_run"] = OneEnd,
        ["gaps_in_outgoing outgoing_file"] = "the whole self-check: raas selfcheck, on Sundays, and while there are faults",
        ["gaps_in_sequences delivery"] = "the whole self-check: raas selfcheck, on Sundays, and while there are faults",
        ["guarded_of_party guarded_delivery"] = "what the guard ever stopped of one party: a few in a year",
        ["insert_pieces_before moved_row_journal"] = AnAnswer,
        ["insert_rows_before inscription_journal"] = AnAnswer,
        ["highest_accepted delivery"] = "all lanes, once in a backup and in a roll-forward",
        ["highest_sent outgoing_file"] = "all flows, once in a backup and in a roll-forward",
        ["is_on_the_way night_flow"] = "MAX in the order of the index: it stops at the last night of the party",
        ["lane_state delivery"] = LastOfLane,
        ["lane_states delivery"] = LastOfLane,
        ["last_accepted delivery"] = LastOfLane,
        ["last_audit_entry audit_entry"] = OneEnd + "; NOT EXISTS stops at the first",
        ["last_change_set change_set"] = OneEnd,
        ["last_dimona dimona_declaration"] = OneEnd,
        ["last_night night_run"] = OneEnd,
        ["last_notice notice"] = OneEnd,
        ["last_outgoing outgoing_file"] = LastOfLane,
        ["last_person_change person_change"] = OneEnd,
        ["last_person_change_set change_set"] = LastOfLane,
        ["last_through night_flow"] = LastOfLane,
        ["latest_actions operator_action"] = TheLatest,
        ["latest_alarms alarm"] = TheLatest,
        ["latest_nights night_run"] = TheLatest,
        ["left_behind replacement"] = "the whole self-check: raas selfcheck",
        ["left_behind_of_party replacement"] = "once, when a party chooses that its rows follow replaced numbers",
        ["mark_guarded_released guarded_delivery"] = "what the guard ever stopped in one lane, when an operator releases it",
        ["names_of_persons person"] = "once, when the rules of the name index have changed",
        ["open_alarms alarm"] = OnlyOpen,
        ["parties_with_guarded guarded_delivery"] = "what the guard ever stopped: a few in a year",
        ["parties_with_unfiled delivery"] = OnlyOpen,
        ["journal_lines_of_party inscription_journal"] = "when an operator takes a delivery back",
        ["pieces_changed_by moved_row_journal"] = "when an operator takes a delivery back",
        ["persons_on_the_way moved_row"] = "once for a delivery that is large enough to be spooled in parts",
        ["register_counts inscription"] = WholeRegister + "; and the page Register",
        ["register_journal_of_party inscription_journal"] = WholeRegister,
        ["register_of_party inscription"] = WholeRegister,
        ["replaced_numbers replacement"] = "once for a delivery that is large enough to be spooled in parts",
        ["replacements_since person_change"] = AnAnswer,
        ["search_outgoing outgoing_file"] = TheLatest + "; a search by party or name reads on until the page is full",
        ["set_declarations_before dimona_declaration"] = AnAnswer,
        ["set_night_counts held_mutation"] = "what waits, not what waited",
        ["unfiled_deliveries delivery"] = OnlyOpen,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("raas-plan-").FullName;
    private readonly SqliteDialect dialect;
    private readonly SqliteConnection connection;

    public QueryPlanTests()
    {
        dialect = new SqliteDialect(Path.Combine(folder, "raas.db"));
        // Register and audit in one file: a statement is asked of the tables that it names.
        new Migrator(dialect).Run(House.Start);
        connection = (SqliteConnection)dialect.Open();
    }

    public void Dispose()
    {
        connection.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_table_grows_or_does_not()
    {
        var tables = Column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        Assert.Equal(Growing.Concat(Small).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_statement_walks_along_a_table_that_grows_without_a_reason()
    {
        var walks = Statements()
            .SelectMany(name => Walks(dialect.Sql(name)).Select(walk => (Key: $"{name} {walk.Table}", walk.Plan))).ToList();
        var unknown = walks.Where(walk => !Known.ContainsKey(walk.Key)).Select(walk => $"{walk.Key}: {walk.Plan}");
        var needless = Known.Keys.Except(walks.Select(walk => walk.Key)).Select(key => $"{key}: has a reason, and does not walk");
        Assert.Empty(unknown.Concat(needless));
    }

    /// <summary>With a small LIMIT SQLite would rather read everything, and sort the few that it keeps.</summary>
    [Fact]
    public void What_stops_after_the_latest_has_nothing_to_sort()
    {
        var names = Known.Where(known => known.Value.StartsWith(TheLatest, StringComparison.Ordinal))
            .Select(known => known.Key.Split(' ')[0]);
        var sorted = names.Where(name => Plan(dialect.Sql(name)).Exists(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)));
        Assert.Equal([], sorted);
    }

    [Theory]
    [InlineData("-- no parameters\nSELECT COUNT(*) FROM delivery;", "delivery")]
    [InlineData("-- no parameters\nSELECT d.Size FROM delivery d ORDER BY d.VoucherId;", "delivery")]
    [InlineData("-- no parameters\nSELECT DecidedAt FROM delivery;", "delivery")]
    [InlineData("-- @Party bigint\nSELECT COUNT(*) FROM outgoing_file AS o WHERE o.Party = @Party;", "outgoing_file")]
    [InlineData("-- no parameters\nSELECT MAX(Operator) FROM operator_action;", "operator_action")]
    [InlineData("-- @Flow varchar(64)\nUPDATE night_file SET Number = 0 WHERE Flow = @Flow;", "night_file")]
    [InlineData("-- @At datetime2(3)\nDELETE FROM alarm WHERE ClosedAt < @At;", "alarm")]
    [InlineData("-- no parameters\nSELECT p.Cbe FROM party p JOIN change_set c ON c.At = p.Name;", "change_set")]
    public void A_walk_is_found(string statement, string table) => Assert.Contains(table, Walks(statement).Select(walk => walk.Table));

    [Theory]
    [InlineData("-- no parameters\nSELECT Cbe FROM party;")]
    [InlineData("-- @Party bigint\nSELECT Size FROM outgoing_file WHERE Party = @Party AND Flow = 'ANSWER' AND Number = 7;")]
    [InlineData("-- @Since datetime2(3)\nSELECT COUNT(*) FROM delivery WHERE DecidedAt >= @Since;")]
    [InlineData("-- no parameters\nINSERT INTO delivery_error (DeliveryId, ErrorNumber, Code) VALUES (1, 1, 'X');")]
    public void A_search_is_not_accused(string statement) => Assert.Empty(Walks(statement));

    private static IEnumerable<string> Statements() => typeof(Dialect).Assembly.GetManifestResourceNames()
        .Select(name => Resource().Match(name)).Where(match => match.Success).Select(match => match.Groups["name"].Value)
        .Where(name => !name.StartsWith("create_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The tables that a statement reads from one end to the other, or a share of them that grows with the years.</summary>
    private List<(string Table, string Plan)> Walks(string statement)
    {
        var named = Named(statement);
        return [.. Plan(statement).Select(plan => (Step: Step().Match(plan), Plan: plan))
            .Where(plan => plan.Step.Success && named.ContainsKey(plan.Step.Groups["name"].Value) && !IsSearch(plan.Step))
            .SelectMany(plan => named[plan.Step.Groups["name"].Value].Select(table => (table, plan.Plan)))];
    }

    /// <summary>Brackets say by which columns is searched. A search without is a MIN or a MAX, which may walk along all of it; an automatic
    /// index is made for the statement, of the whole table.</summary>
    private static bool IsSearch(Match step) => step.Groups["how"].Value == "SEARCH" && step.Groups["by"].Success
        && !step.Value.Contains("AUTOMATIC", StringComparison.Ordinal) && step.Groups["by"].Value.Split(" AND ")
            .Any(column => !column.EndsWith("=?", StringComparison.Ordinal) || !Shared.Contains(column[..^2]));

    /// <summary>The plan calls a table by its other name: the growing tables that each name may stand for in the statement, or in a view of
    /// it.</summary>
    private Dictionary<string, List<string>> Named(string statement)
    {
        var views = Column("SELECT sql FROM sqlite_schema WHERE type = 'view' AND $1 LIKE '%' || name || '%'", statement);
        var text = statement + string.Concat(views);
        var named = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (Match table in TableName().Matches(Comment().Replace(text, "")))
        {
            var name = table.Groups["table"].Value;
            if (!Growing.Contains(name))
                continue;
            var other = table.Groups["other"].Success ? table.Groups["other"].Value : name;
            if (!named.TryGetValue(other, out var tables))
                named.Add(other, tables = []);
            if (!tables.Contains(name))
                tables.Add(name);
        }
        return named;
    }

    private List<string> Plan(string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        foreach (var parameter in DeclaredParameter.Of(statement))
        {
            object value = parameter.Type is "bigint" or "int" or "bit" or "date" ? 1L : "2026-03-02";
            command.Parameters.AddWithValue("@" + parameter.Name, value);
        }
        using var rows = command.ExecuteReader();
        var plan = new List<string>();
        while (rows.Read())
            plan.Add(rows.GetString(3));
        return plan;
    }

    private List<string> Column(string text, string? value = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        if (value is not null)
            command.Parameters.AddWithValue("$1", value);
        using var rows = command.ExecuteReader();
        var column = new List<string>();
        while (rows.Read())
            column.Add(rows.GetString(0));
        return column;
    }

    [GeneratedRegex(@"\Asql/(?<name>[a-z0-9_]+)(\.sqlite)?\.sql\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Resource();

    [GeneratedRegex(@"\A(?<how>SCAN|SEARCH) (?<name>\w+)[^(]*(\((?<by>[^)]+)\))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"--[^\n]*", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(FROM|JOIN|UPDATE|INTO)\s+(?<table>[a-z_]+)\b(\s+(AS\s+)?(?![A-Z]{2,}\b)(?<other>[A-Za-z]\w*))?",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();
}
