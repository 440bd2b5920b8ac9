using System.Xml;
using Raas.Host.Worker;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>Every sample and every golden in the repository is valid against the schema of its root; the bad ones are named here.</summary>
public class EveryXmlFileTests
{
    /// <summary>Samples that break their schema on purpose.</summary>
    private static readonly HashSet<string> Bad = new(StringComparer.Ordinal) { "1-attempt-1-xsd-error.xml" };

    [Fact]
    public void Every_sample_and_every_golden_is_valid_except_the_bad_ones()
    {
        var kinds = Schemas.Kinds.ToDictionary(Schemas.Root);
        var wrong = new List<string>();
        foreach (var file in Files())
        {
            var name = Path.GetFileName(file);
            var problem = Problem(file, kinds);
            if (problem is not null != Bad.Contains(name))
                wrong.Add($"{Path.GetRelativePath(Repository.Root, file)}: {problem ?? "named as bad, but valid"}");
        }
        Assert.Empty(wrong);
    }

    private static string? Problem(string file, Dictionary<XmlQualifiedName, string> kinds)
    {
        try
        {
            using var stream = File.OpenRead(file);
            XmlQualifiedName root;
            using (var reader = SafeXml.Read(stream))
            {
                reader.MoveToContent();
                root = new XmlQualifiedName(reader.LocalName, reader.NamespaceURI);
            }
            if (!kinds.TryGetValue(root, out var kind))
                return $"no schema has the root {root}";
            stream.Position = 0;
            return Valid.Problems(kind, stream).FirstOrDefault()?.Message;
        }
        catch (XmlException notXml)
        {
            return notXml.Message;
        }
    }

    private static IEnumerable<string> Files()
    {
        var samples = Repository.At("samples");
        var tests = Repository.At("tests", "Raas.Tests");
        // Calls of services are tried by the end-to-end tests: they are messages, not files.
        var calls = Repository.At("samples", "soap") + Path.DirectorySeparatorChar;
        var ofSamples = Directory.Exists(samples)
            ? Directory.EnumerateFiles(samples, "*.xml", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(calls, StringComparison.Ordinal)) : [];
        var ofTests = Directory.EnumerateFiles(tests, "*.xml", SearchOption.AllDirectories)
            .Where(file => !InBuildFolder(file))
            .Where(file => file.EndsWith(".verified.xml", StringComparison.Ordinal) || IsExpectedOfANight(file));
        return ofSamples.Concat(ofTests);
    }

    private static bool InBuildFolder(string file) =>
        Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static bool IsExpectedOfANight(string file)
    {
        var parts = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar);
        return parts.Contains("Nights", StringComparer.Ordinal) && parts.Contains("expected", StringComparer.Ordinal);
    }
}
