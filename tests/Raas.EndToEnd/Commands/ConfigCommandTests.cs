using System.Text.Json;
using Raas.Tests;

namespace Raas.EndToEnd.Commands;

/// <summary>The configuration by commands, as an operator changes it and an auditor asks for it; and what was fetched.</summary>
public sealed class ConfigCommandTests : IDisposable
{
    private const string Aurora = Benchmarks.Samples.Aurora;

    private readonly string root = Directory.CreateTempSubdirectory("raas-config-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Executable.Ended Run(params string[] arguments) => Executable.Run(root, arguments);

    private string Done(params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.True(ended.ExitCode == 0, string.Join(' ', arguments) + ended.Output + ended.Errors);
        return ended.Output;
    }

    private string Refused(params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.Equal(2, ended.ExitCode);
        return ended.Errors;
    }

    private string File(string more)
    {
        var path = Path.Combine(root, "aurora.json");
        System.IO.File.WriteAllText(path,
            $$"""{ "parties": [{ "cbe": "{{Aurora}}", "name": "Aurora health insurance (invented)", "kind": "institution"{{more}} }] }""");
        return path;
    }

    private string Exported() => Done("export-config");

    [Fact]
    public void A_change_is_shown_before_it_is_made_needs_a_reason_and_is_remembered()
    {
        var samples = Repository.At("samples", "parties.json");
        Assert.Contains(
            $"{Aurora}\n  + name: Aurora health insurance (invented)\n", Done("import-config", samples), StringComparison.Ordinal);
        Assert.StartsWith("Nothing changes.", Done("import-config", samples), StringComparison.Ordinal);
        var before = Exported();

        var off = File(", \"settings\": { \"autoReplace\": false }");
        var preview = Done("import-config", off, "--dry-run");
        Assert.Contains($"{Aurora}\n  * settings.autoReplace: true -> false\n", preview, StringComparison.Ordinal);
        Assert.Contains("nothing was taken over", preview, StringComparison.Ordinal);
        Assert.Contains("--reason", Refused("import-config", off), StringComparison.Ordinal);
        Assert.Equal(before, Exported());

        Done("import-config", off, "--reason", "they asked for it", "--by", "A. Peeters");
        using var exported = JsonDocument.Parse(Exported());
        Assert.False(exported.RootElement.GetProperty("parties").EnumerateArray()
            .Single(p => p.GetProperty("cbe").GetString() == Aurora).GetProperty("settings").GetProperty("autoReplace").GetBoolean());
        using var history = JsonDocument.Parse(Done("config", "history", Aurora, "--max", "1", "--json"));
        var change = Assert.Single(history.RootElement.EnumerateArray());
        Assert.Equal(
            ["A. Peeters", "they asked for it", Aurora, "settings.autoReplace", "true", "false"],
            new[] { "operator", "reason", "party", "what", "before", "after" }.Select(name => change.GetProperty(name).GetString()));
        Assert.Contains("A. Peeters: they asked for it", Done("config", "history"), StringComparison.Ordinal);

        // What ends access is in the audit, and only ends when the lists are to be replaced.
        Assert.StartsWith("Nothing changes.", Done("import-config", File("")), StringComparison.Ordinal);
        Done("import-config", File(", \"flows\": [\"SUBSCRIPTION\"]"), "--replace", "--reason", "they left", "--by", "A. Peeters");
        Assert.DoesNotContain("\"deliberationNumber\": \"08/046\"", Exported(), StringComparison.Ordinal);
        Assert.Contains(
            "authorisation IDENTITY 08/046 ended; they left", Done("audit", "export", "--party", Aurora), StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_is_noted_by_its_name_and_nothing_else_is()
    {
        Run("night", "--samples");
        var sent = Path.Combine(root, "data", "parties", Aurora, "out");
        var name = Path.GetFileName(Directory.GetFiles(sent, "ANSWER.*.000001.T.xml").Single());
        Assert.Contains($"{Aurora} has downloaded {name}", Done("fetched", Aurora, name, "--by", "their clerk"), StringComparison.Ordinal);
        Assert.Contains("known already", Done("fetched", Aurora, name), StringComparison.Ordinal);
        Assert.Contains("No notes.txt was ever published", Refused("fetched", Aurora, "notes.txt"), StringComparison.Ordinal);
        Assert.Contains("goes with another file",
            Refused("fetched", Aurora, name.Replace(".xml", ".voucher.xml", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Say what was downloaded", Refused("fetched"), StringComparison.Ordinal);
        Assert.Contains("a moment that has passed", Refused("fetched", Aurora, name, "--at", "3000-01-01"), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refused("fetched", "--log", "nothing.log"), StringComparison.Ordinal);
    }
}
