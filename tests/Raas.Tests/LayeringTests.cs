using System.Text.RegularExpressions;

namespace Raas.Tests;

/// <summary>Dependencies point one way: the host wires, the work does, the rules decide.</summary>
public sealed partial class LayeringTests
{
    /// <summary>What each part of <c>src/Raas</c> may use of its sisters.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Xml"] = [],
        ["Files"] = [],
        ["Configuration"] = [],
        ["Store"] = ["Configuration"],
        ["Outgoing"] = ["Files", "Store", "Xml"],
        ["Operations"] = ["Store"],
        ["Intake"] = ["Configuration", "Files", "Operations", "Outgoing", "Store", "Xml"],
        ["Jobs"] = ["Configuration", "Files", "Intake", "Operations", "Outgoing", "Store"],
        ["Online"] = ["Configuration", "Files", "Intake", "Operations", "Outgoing", "Store", "Xml"],
    };

    [Fact]
    public void The_rules_use_nothing_but_the_BCL()
    {
        var used = typeof(Raas.Domain.Ssin).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Assert.DoesNotContain(used, name => !name.StartsWith("System", StringComparison.Ordinal) && name != "netstandard");
        foreach (var text in Sources("Raas.Domain").Select(File.ReadAllText))
        {
            foreach (var word in new[] { "System.IO", "DateTime.Now", "DateTime.UtcNow", "async ", "Task", "ILogger", "Environment." })
                Assert.DoesNotContain(word, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_part_of_the_work_uses_only_the_sisters_that_it_may()
    {
        var wrong = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(Repository.At("src", "Raas")).Select(f => Path.GetFileName(f)).Where(f => f is not ("bin" or "obj")))
        {
            Assert.True(MayUse.TryGetValue(folder, out var allowed), $"src/Raas/{folder} is new: say here what it may use.");
            foreach (var file in Sources("Raas", folder))
                wrong.AddRange(Usings().Matches(File.ReadAllText(file)).Select(m => m.Groups["part"].Value).Where(part => part != "Domain" && part != folder && !allowed!.Contains(part)).Select(part => $"{Path.GetFileName(file)} uses {part}"));
        }
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Repository.At(["src", .. folder]), "*.cs", SearchOption.AllDirectories).Where(f => !f.Split(Path.DirectorySeparatorChar).Contains("obj"));

    [GeneratedRegex(@"^using Raas\.(?<part>\w+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usings();
}
