using System.IO.Abstractions;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Nights;
using Raas.Operations;
using Raas.Store;
using Raas.Tests.Store;

namespace Raas.Tests;

/// <summary>A whole RAAS in a temporary folder: a real store, real folders, real schemas; only the clock is ours.</summary>
public sealed class House : IDisposable
{
    public const string Self = "0406798006";
    public const string NationalRegister = "0308357753";
    public const string Bcss = "0244640631";
    public const string Onss = "0206731645";
    public const string Institution = "0212344876";
    public const string Other = "0316380841";

    /// <summary>A Monday evening, Belgian winter time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    private readonly bool keep;
    private readonly string? database;
    private Engine? engine;

    /// <param name="dialect">The store seen through something of the test's own; given the path of its file, or its connection
    /// string.</param>
    /// <param name="keep">Leaves folder and database behind at the end.</param>
    /// <param name="store">The kind of store, SQLite unless it is said.</param>
    /// <param name="database">An existing database on that server; else a new one.</param>
    public House(IFileSystem? files = null, Func<string, Dialect>? dialect = null, string? root = null, IntakeOptions? intake = null,
        bool keep = false, RaasOptions? options = null, DateTimeOffset? now = null, StoreKind store = StoreKind.Sqlite,
        string? database = null)
    {
        this.keep = keep;
        Root = root ?? Path.Combine(Path.GetTempPath(), "raas-test-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Root);
        Files = files ?? new FileSystem();
        this.database = database ?? TestStore.NewDatabase(store);
        Options = (options ?? new RaasOptions()) with
            { DataRoot = Root, Store = store, ConnectionString = this.database, Intake = intake ?? options?.Intake ?? new IntakeOptions() };
        Clock = new FakeTimeProvider(now ?? Start);
        NewEngine(dialect);
    }

    public string Root { get; }

    public IFileSystem Files { get; }

    /// <summary>What stands in <c>work/spool</c>; of small files nothing ever does.</summary>
    public IReadOnlyList<string> Scratch => Path.Combine(Root, "work", "spool") is var folder && Directory.Exists(folder)
        ? Directory.GetFileSystemEntries(folder) : [];

    public RaasOptions Options { get; }

    public FakeTimeProvider Clock { get; }

    public Engine Engine => engine!;

    /// <summary>What the next engine notifies institutions of.</summary>
    internal IReadOnlyList<NotificationFlow> Flows { get; set; } = NotificationFlow.All;

    /// <summary>What a process has after a restart: the folders and the store, nothing else.</summary>
    public Engine NewEngine(Func<string, Dialect>? dialect = null)
    {
        engine?.Dispose();
        var store = dialect?.Invoke(database ?? Path.Combine(Root, "raas.db"));
        return engine = new Engine(Options, Files, Clock, NullLogger.Instance, store) { Flows = Flows };
    }

    /// <summary>Nobody works here any more, until there is a new engine.</summary>
    public void Leave()
    {
        engine?.Dispose();
        engine = null;
    }

    /// <summary>Who changes the configuration.</summary>
    public static readonly Operator Somebody = new("somebody", "a test");

    /// <summary>The usual parties: two sources, two institutions with the dossier types A, B and OLD (ended in 2020).</summary>
    public House WithParties(string settings = NothingWhenEmpty, string authorisations = "", string otherSettings = NothingWhenEmpty,
        string otherAuthorisations = "")
    {
        Engine.Parties.Import(
            PartiesJson(settings, authorisations, otherSettings, otherAuthorisations), isReplacing: true, Somebody);
        return this;
    }

    /// <summary>What is left out of a file stays as it was: a test that says nothing of a setting wants its default.</summary>
    private static string Whole(string settings)
    {
        var whole = JsonNode.Parse("""
            { "mergeAdjacent": false, "autoReplace": true, "notifyReplacements": true, "notifyIdentityChanges": true,
              "emptyNotifications": true, "rejectThreshold": 100, "answerDetail": "all", "humanView": false }
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(settings)!.AsObject())
            whole[name] = value!.DeepClone();
        return whole.ToJsonString();
    }

    public static string PartiesJson(string settings = NothingWhenEmpty, string authorisations = "",
        string otherSettings = NothingWhenEmpty, string otherAuthorisations = "") => $$"""
        { "parties": [
          { "cbe": "{{NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
            "supplies": ["NR"] },
          { "cbe": "{{Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS", "RAD", "RAN"] },
          { "cbe": "{{Onss}}", "name": "ONSS", "kind": "source", "flows": ["DIMONA"] },
          { "cbe": "{{Institution}}", "name": "Institution", "kind": "institution", "flows": ["SUBSCRIPTION"],
            "settings": {{Whole(settings)}}, "dossierTypes": [{{Types}}], "authorisations": [{{authorisations}}] },
          { "cbe": "{{Other}}", "name": "Other", "kind": "institution", "flows": ["SUBSCRIPTION"], "settings": {{Whole(otherSettings)}},
            "dossierTypes": [{{Types}}], "authorisations": [{{otherAuthorisations}}] }
        ] }
        """;

    /// <summary>Notification files only when there is something to tell: tests of other things see none.</summary>
    public const string NothingWhenEmpty = """{ "emptyNotifications": false }""";

    private const string Types = """
        { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } },
        { "code": "B", "validFrom": "2000-01-01", "names": { "fr": "B", "nl": "B", "de": "B" } },
        { "code": "OLD", "validFrom": "2000-01-01", "validUntil": "2020-12-31", "names": { "fr": "O", "nl": "O", "de": "O" } }
        """;

    public string In(string party) => Path.Combine(Root, "parties", party, "in");

    public string Out(string party) => Path.Combine(Root, "parties", party, "out");

    public House Put(params Drop[] drops)
    {
        foreach (var drop in drops)
        {
            drop.Into(In(drop.Party));
            SetTime(Path.Combine(In(drop.Party), drop.DataName), Path.Combine(In(drop.Party), drop.VoucherName));
        }
        return this;
    }

    /// <summary>What was dropped was written now, by our clock.</summary>
    public void SetTime(params string[] paths)
    {
        foreach (var file in paths.Where(File.Exists))
            File.SetLastWriteTimeUtc(file, Clock.GetUtcNow().UtcDateTime);
    }

    public NightReport Night() => Engine.Nights.Run(null, null, CancellationToken.None);

    /// <summary>The files of a flow in a party's out folder, oldest first, vouchers and companions left out.</summary>
    public IReadOnlyList<XDocument> Sent(string party, string flow) =>
    [
        .. Directory.EnumerateFiles(Out(party), flow + ".*.xml")
        .Where(f => !f.EndsWith(".voucher.xml", StringComparison.Ordinal) && !f.EndsWith(".rejected.xml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(file => XDocument.Load(file)),
    ];

    public XElement LastReceipt(string party) => Sent(party, "RECEIPT")[^1].Root!;

    public XElement LastAnswer(string party) => Sent(party, "ANSWER")[^1].Root!;

    /// <summary>The inscriptions of a party, one per line: number type begin..end.</summary>
    public IReadOnlyList<string> Rows(string party)
    {
        using var session = Engine.Store.Read();
        using var command = session.Connection.CreateCommand();
        command.CommandText = $"""
            SELECT i.Ssin, t.Code, i.BeginDate, i.EndDate
            FROM inscription i JOIN dossier_type t ON t.DossierTypeId = i.DossierTypeId
            WHERE i.Party = {long.Parse(party)} ORDER BY i.Ssin, t.Code, i.BeginDate
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var (begin, end) = (session.Dialect.Day(reader, 2), session.Dialect.Day(reader, 3));
            var until = end == Raas.Domain.Period.OpenEnd ? "" : $"{DateOnly.FromDayNumber(end):yyyy-MM-dd}";
            rows.Add($"{reader.GetInt64(0):D11} {reader.GetString(1)} {DateOnly.FromDayNumber(begin):yyyy-MM-dd}..{until}");
        }
        return rows;
    }

    public void Dispose()
    {
        engine?.Dispose();
        if (keep)
            return;
        TestStore.Drop(Options.Store, database);
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A test that holds a file open has already failed for a better reason.
        }
    }
}
