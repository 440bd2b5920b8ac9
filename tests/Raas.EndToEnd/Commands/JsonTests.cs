using System.Text.Json;
using Raas.Tests;

namespace Raas.EndToEnd.Commands;

/// <summary>What <c>--json</c> prints, by the schemas in src/Raas.Host/Json: all of it is in them, and all that is in them is printed, but
/// for what no test can bring about in a moment.</summary>
public sealed class JsonTests : IDisposable
{
    private const string Aurora = Benchmarks.Samples.Aurora;
    private const string Borealis = "0999000228";
    private const string Onss = "0206731645";
    private const string Replaced = "88091401620";

    /// <summary>What the guard stops is large; a store without a clock of its own; a chain that is broken; a call by SOAP; a
    /// download by SFTP; somebody's civil state; all lost but a backup.</summary>
    private static readonly string[] Rare =
    [
        "night #/dateProblem", "check #[]/waitsForRelease", "check #[]/waitsForRelease/taken", "check #[]/waitsForRelease/of",
        "selfcheck-store #/clockAheadSeconds", "audit-verify #/fault",
        "audit-export #/legalContext", "audit-export #/ticket", "audit-export #/ticketCbss",
        "audit-verify #/disclosures/fault", "person-file #/looks[]/legalContext", "person-file #/looks[]/deliberations",
        "person-file #/looks[]/ticket", "person-file #/person/civilState", "person-file #/disclosures[]/fetchedAt",
        "person-file #/disclosuresLost[]/since", "person-file #/disclosuresLost[]/until", "person-file #/disclosuresLost[]/reason",
    ];

    private readonly string root = Directory.CreateTempSubdirectory("raas-json-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private string Run(params string[] arguments)
    {
        var ended = Executable.Run(root, arguments);
        Assert.True(ended.ExitCode is 0 or 3, $"{string.Join(' ', arguments)}: {ended.Errors}");
        return ended.Output;
    }

    [Fact]
    public void Each_command_prints_what_its_schema_says()
    {
        var printed = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["night"] = [Run("night", "--samples", "--json")] };
        var deliveries = JsonDocument.Parse(printed["night"][0]).RootElement.GetProperty("deliveries").EnumerateArray()
            .Select(d => (Id: d.GetProperty("deliveryId").GetRawText(), Decision: d.GetProperty("decision").GetString(),
                File: d.GetProperty("dataFileName").GetString())).ToList();
        string Show(Func<(string Id, string? Decision, string? File), bool> which) => Run("show", deliveries.First(which).Id, "--json");
        printed["show"] =
        [
            Show(d => d.File == "2-every-outcome.xml"), Show(d => d.Decision == "DUPLICATE"), Show(d => d.Decision == "REFUSED"),
        ];

        string Prove(string file) => Executable.Run(root, "prove-answer", deliveries.First(d => d.File == file).Id, "--json").Output;
        printed["prove-answer"] = [Prove("2-every-outcome.xml"), Prove("persons-of-the-national-register.xml")];

        var waiting = Later("8-later.xml", 8);
        printed["night"] = [.. printed["night"], Run("night", "--json")];
        string Filed(string folder, string name) =>
            Directory.GetFiles(Path.Combine(root, "data", folder), name, SearchOption.AllDirectories).Single();
        printed["check"] =
            [Run("check", waiting, Filed("archive", "2-every-outcome.xml"), Filed("refused", "1-attempt-1-xsd-error.xml"), "--json")];

        printed["explain"] = [Run("explain", Aurora, Replaced, "--reason", "a test", "--json")];
        printed["person-file"] =
        [
            Run("person-file", Replaced, "--reason", "a test", "--json"),
            Run("person-file", Replaced, "--reason", "a test", "--party", Aurora, "--json"),
            .. new[] { "35010100132", "85073033418", "34022808891" }.Select(ssin =>
                Run("person-file", ssin, "--reason", "a test", "--json")),
        ];
        var wrong = deliveries.First(d => d.File == "1-good.xml").Id;
        string[] why = ["--reason", "a test", "--json"];
        printed["revert"] =
        [
            Run(["revert", wrong, "--dry-run", .. why]), Run(["revert", wrong, .. why]), Run(["revert", wrong, "--undo", .. why]),
        ];
        printed["audit-verify"] = [Run("audit", "verify", "--json")];
        printed["audit-export"] = Run("audit", "export").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        printed["verify-chain"] = [Run("verify-chain", Aurora, "ANSWER", "--json")];
        printed["selfcheck"] = [Run("selfcheck", "--json")];
        printed["selfcheck-store"] = [Run("selfcheck", "--store", "--json")];
        printed["import-config"] = [Import(autoReplace: true), Import(autoReplace: false)];
        printed["config-history"] = [Run("config", "history", "--json")];

        Run("hold", Borealis, "--reason", "a test");
        var inbox = Path.Combine(root, "data", "parties", Onss, "in");
        Directory.Delete(inbox, recursive: true);
        File.WriteAllText(inbox, "");
        printed["status"] = [Run("status", "--json")];

        Assert.Equal(Directory.GetFiles(JsonSchemas.Folder).Select(file => Path.GetFileName(file).Split('.')[0]).Order(),
            printed.Keys.Order());
        var never = new List<string>();
        foreach (var (name, texts) in printed)
        {
            using var schema = new JsonSchemas(name);
            Assert.All(texts, text => Assert.Empty(schema.Faults(text)));
            never.AddRange(schema.NeverMet.Select(property => $"{name} {property}"));
        }
        Assert.Equal(Rare.Order(StringComparer.Ordinal), never.Order(StringComparer.Ordinal));
    }

    /// <summary>A delivery of Aurora that has to wait.</summary>
    private string Later(string name, long number)
    {
        var path = Path.Combine(root, "data", "parties", Aurora, "in", name);
        File.WriteAllText(path, File.ReadAllText(Repository.At("samples", "next", Aurora, "5-next.xml"))
            .Replace("<sequenceNumber>5<", $"<sequenceNumber>{number}<", StringComparison.Ordinal));
        Run("voucher", path, "--number", $"{number}");
        return path.Replace(".xml", ".voucher.xml", StringComparison.Ordinal);
    }

    /// <summary>A party that is new, then another one.</summary>
    private string Import(bool autoReplace)
    {
        var path = Path.Combine(root, "delphinus.json");
        File.WriteAllText(path, $$"""
            { "parties": [ { "cbe": "0999000327", "name": "Delphinus", "kind": "institution", "flows": ["SUBSCRIPTION"],
              "settings": { "autoReplace": {{(autoReplace ? "true" : "false")}} },
              "legalContexts": [{{(autoReplace ? "\"PENSIONS\"" : "")}}] } ] }
            """);
        return Run("import-config", path, "--replace", "--yes", "--reason", "a test", "--json");
    }
}
