using System.Xml.Linq;
using Raas.Domain;
using Raas.Outgoing;

namespace Raas.Tests.Outgoing;

/// <summary>Reads every file that went out as anybody would who knows XML and the contract only, and notes where each person is
/// named.</summary>
internal static class SentNames
{
    /// <summary>Elements that hold the items of a file, and their items.</summary>
    private static readonly string[] Lists = ["results", "replacements", "persons", "declarations"];

    /// <summary>Number of a person → lines: party, flow, number, item.</summary>
    public static Dictionary<long, List<string>> Read(string root)
    {
        var named = new Dictionary<long, List<string>>();
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, "parties")))
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "out"), "*.xml"))
            {
                var name = Path.GetFileName(path);
                if (!name.EndsWith(".voucher.xml", StringComparison.Ordinal) && !name.EndsWith(".rejected.xml", StringComparison.Ordinal))
                    Read(path, Path.GetFileName(folder), name.Split('.'), named);
            }
        }
        return named;
    }

    private static void Read(string path, string party, string[] name, Dictionary<long, List<string>> named)
    {
        var place = 0;
        foreach (var item in XDocument.Load(path).Root!.Elements().Where(e => Lists.Contains(e.Name.LocalName)).Elements())
        {
            place++;
            var at = item.Element("recordNumber")?.Value ?? $"{place}";
            var numbers = item.Descendants().Where(e => e.Name.LocalName == "ssin")
                .SelectMany(e => e.Attributes().Where(a => a.Name.LocalName is "replaces" or "replacedBy").Select(a => a.Value)
                    .Append(e.Value));
            foreach (var number in numbers.Select(long.Parse).Distinct())
            {
                if (!named.TryGetValue(number, out var lines))
                    named.Add(number, lines = []);
                lines.Add($"{party} {name[0]} {long.Parse(name[3])} {at}");
            }
        }
    }

    /// <summary>The same, as it is accounted for.</summary>
    public static IEnumerable<string> Accounted(Disclosures disclosures, long number, CbeNumber? party = null) =>
        disclosures.Of(number, party).Select(one => $"{one.File.Party:D10} {one.File.Flow} {one.File.Number} {one.Item}");
}
