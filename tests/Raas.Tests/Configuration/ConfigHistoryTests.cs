using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Raas.Configuration;
using Raas.Domain;
using Raas.Operations;

namespace Raas.Tests.Configuration;

/// <summary>What a configuration file changes, and that who did it is known afterwards.</summary>
public sealed class ConfigHistoryTests : IDisposable
{
    private const string Secret = "pbkdf2-sha256$600000$bYoIlye/aQmmk4WQXp1XxA==$5qgr0rUd3skyDnURFnKGCYm0Ln7fP9/ZWLjZMxXmeRE=";
    private static readonly Operator Anna = new("A. Peeters", "deliberation 12/034 has ended");

    private readonly House house = new();

    public ConfigHistoryTests() => Import(Whole);

    public void Dispose() => house.Dispose();

    /// <summary>An institution of which everything is said.</summary>
    private static string Whole => $$"""
        { "parties": [{ "cbe": "{{House.Institution}}", "name": "Institution", "kind": "institution", "flows": ["SUBSCRIPTION"],
          "settings": { "autoReplace": false, "answerDetail": "rejected", "language": "nl", "humanView": true },
          "dossierTypes": [{ "code": "AA", "validFrom": "2000-01-01", "names": { "fr": "a", "nl": "a", "de": "a" } }],
          "authorisations": [
            { "service": "DIMONA", "deliberationNumber": "12/034", "dossierTypes": ["AA"], "validFrom": "2012-01-01" },
            { "service": "IDENTITY", "deliberationNumber": "08/046", "dataGroups": ["NAME"], "validFrom": "2008-01-01" }],
          "expects": [{ "flow": "SUBSCRIPTION", "days": ["MON"], "before": "18:00" }],
          "legalContexts": ["HEALTH"],
          "credentials": [{ "name": "one", "secret": "{{Secret}}", "validFrom": "2020-01-01" }],
          "contacts": [{ "name": "Help desk", "mail": "help@institution.example", "telephone": "+32 2 555 01 23" }] }] }
        """;

    /// <summary>The same institution, and nothing but what has to be said.</summary>
    private static string Bare(string more = "") =>
        $$"""{ "parties": [{ "cbe": "{{House.Institution}}", "name": "Institution", "kind": "institution"{{more}} }] }""";

    private ConfigImport Import(string json, bool isReplacing = false) => house.Engine.Parties.Import(json, isReplacing, Anna);

    private Party Now => house.Engine.Parties.All().Single();

    private static IEnumerable<string> Changes(ConfigImport import) =>
        import.Changes.Select(c => $"{c.Verb} {c.What}: {c.Before} -> {c.After}");

    [Fact]
    public void What_a_file_leaves_out_stays_as_it_is()
    {
        var before = house.Engine.Parties.Export().ToJson();
        Assert.Empty(Import(Bare()).Changes);
        Assert.Empty(Import(Bare(", \"settings\": { \"autoReplace\": false }")).Changes);
        Assert.Equal(before, house.Engine.Parties.Export().ToJson());
        Assert.False(Now.Settings.AutoReplace);
        Assert.Equal(2, Now.Authorisations.Count);
    }

    [Fact]
    public void What_it_says_is_added_or_takes_the_place_of_what_was_there()
    {
        var import = Import(Bare("""
            , "authorisations": [{ "service": "DIMONA", "deliberationNumber": "12/034", "dossierTypes": ["AA"],
              "validFrom": "2012-01-01", "validUntil": "2026-12-31" },
                                 { "service": "DIMONA", "deliberationNumber": "26/001", "validFrom": "2027-01-01" }],
              "contacts": [{ "name": "Anna", "telephone": "+32 2 555 01 24" }]
            """));
        Assert.Equal(
            ["changed authorisation DIMONA 12/034: dossier types AA; all data groups; 2012-01-01 .. open"
                + " -> dossier types AA; all data groups; 2012-01-01 .. 2026-12-31",
                "added authorisation DIMONA 26/001:  -> all dossier types; all data groups; 2027-01-01 .. open",
                "added contact Anna:  -> +32 2 555 01 24"],
            Changes(import));
        Assert.Equal(["12/034", "08/046", "26/001"], Now.Authorisations.Select(a => a.DeliberationNumber));
        Assert.Equal(["Help desk", "Anna"], Now.Contacts.Select(c => c.Name));
    }

    [Fact]
    public void To_replace_makes_the_lists_those_of_the_file_and_leaves_settings_and_dossier_types()
    {
        var changes = Changes(Import(Bare(", \"flows\": [\"SUBSCRIPTION\"]"), isReplacing: true)).Select(c => c.Split(':')[0]);
        Assert.Equal(
            ["ended authorisation DIMONA 12/034", "ended authorisation IDENTITY 08/046", "ended expects SUBSCRIPTION",
                "ended legalContext HEALTH", "ended credential one", "ended contact Help desk"], changes);
        Assert.Equal((false, "nl", true), (Now.Settings.AutoReplace, Now.Settings.Language, Now.Settings.AnswersRejectedOnly));
        Assert.Equal("AA", Assert.Single(Now.Types).Code);
        Assert.Empty(Now.Authorisations);
    }

    [Fact]
    public void A_preview_says_the_same_and_changes_nothing()
    {
        var before = house.Engine.Parties.Export().ToJson();
        var preview = house.Engine.Parties.Preview(Bare(", \"settings\": { \"autoReplace\": true }"), isReplacing: false);
        Assert.Equal(["changed settings.autoReplace: false -> true"], Changes(preview));
        Assert.True(preview.IsOfKnown);
        Assert.Equal(before, house.Engine.Parties.Export().ToJson());
        Assert.False(house.Engine.Parties.Preview(
            """
            { "parties": [{ "cbe": "0308357753", "name": "NR", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["NR"] }] }
            """,
            isReplacing: false).IsOfKnown);
    }

    [Fact]
    public void The_history_keeps_who_why_the_digest_of_the_file_and_no_secret()
    {
        var json = Bare(", \"settings\": { \"autoReplace\": true }");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        Import(json);
        var last = house.Engine.Parties.History(CbeNumber.Parse(House.Institution), 1).Single();
        Assert.Equal(("A. Peeters", Anna.Reason, "settings.autoReplace", "false", "true"),
            (last.Operator, last.Reason, last.What, last.Before, last.After));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), last.FileDigest);
        Assert.Equal(house.Clock.GetUtcNow(), last.At);
        var all = house.Engine.Parties.History(null, 100);
        Assert.Contains(all, c => c is { What: "contact Help desk", Before: null, After: "help@institution.example, +32 2 555 01 23" });
        Assert.Contains(all, c => c.What == "credential one");
        Assert.DoesNotContain(all, c => (c.Before + c.After).Contains(Secret[^20..], StringComparison.Ordinal));
        Assert.Empty(house.Engine.Parties.History(CbeNumber.Parse(House.NationalRegister), 100));
    }

    [Fact]
    public void Who_may_ask_or_be_told_what_is_in_the_audit()
    {
        var first = Audited();
        Assert.Equal(4, first.Count);       // two authorisations, a legal context, a credential
        Import(Bare(", \"settings\": { \"autoReplace\": true }"));
        Assert.Equal(4, Audited().Count);
        Import(Bare(), isReplacing: true);
        Assert.Equal(
            ["authorisation DIMONA 12/034 ended; deliberation 12/034 has ended",
                "authorisation IDENTITY 08/046 ended; deliberation 12/034 has ended",
                "legalContext HEALTH ended; deliberation 12/034 has ended", "credential one ended; deliberation 12/034 has ended"],
            Audited().Skip(4));
        Assert.All(house.Engine.Audit.Read(), e =>
            Assert.Equal(("COMMAND", "A. Peeters", "import-config"), (e.Channel, e.Caller, e.Operation)));
    }

    private List<string?> Audited() => [.. house.Engine.Audit.Read().Select(e => e.Reason)];

    [Fact]
    public void A_file_with_a_fault_changes_nothing_and_leaves_no_history()
    {
        var before = house.Engine.Parties.History(null, 100).Count;
        var faults = Assert.Throws<PartiesFileException>(() => Import(Bare("""
            , "settings": { "autoReplace": true, "language": "it" },
              "contacts": [{ "name": "X" }, { "name": "Y", "mail": "nobody", "telephone": "call me" }]
            """))).Faults;
        foreach (var place in new[] { "settings.language", "contacts[0].mail", "contacts[1].mail", "contacts[1].telephone" })
            Assert.Contains(faults, fault => fault.StartsWith($"$.parties[0].{place}", StringComparison.Ordinal));
        Assert.Equal(before, house.Engine.Parties.History(null, 100).Count);
        Assert.False(Now.Settings.AutoReplace);
    }

    [Fact]
    public void What_is_exported_replaces_everything_by_itself()
    {
        var exported = house.Engine.Parties.Export().ToJson();
        Assert.Empty(Import(exported, isReplacing: true).Changes);
        Assert.Equal("nl", (string?)JsonNode.Parse(exported)!["parties"]![0]!["settings"]!["language"]);
        Import(Bare(), isReplacing: true);
        Import(exported, isReplacing: true);
        Assert.Equal(exported, house.Engine.Parties.Export().ToJson());
    }
}
