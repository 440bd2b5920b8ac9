using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Operations;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;

namespace Raas.Fuzz;

/// <summary>Drops damaged files in the folders of their parties, beside right ones: each delivery has one receipt, however
/// damaged.</summary>
internal static class WholeIntake
{
    /// <summary>More than a voucher that ends too early, or a data file that is shorter than announced, may wait.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(2);

    private static readonly string Parties = $$"""
        { "parties": [
          { "cbe": "{{Seeds.NationalRegister}}", "name": "National Register", "kind": "source", "flows": ["PERSON-MUTATION"],
            "supplies": ["NR"] },
          { "cbe": "{{Seeds.Onss}}", "name": "ONSS", "kind": "source", "flows": ["DIMONA"] },
          { "cbe": "{{Seeds.Institution}}", "name": "Institution", "kind": "institution", "flows": ["SUBSCRIPTION"],
            "dossierTypes": [{ "code": "HEALTH", "validFrom": "1990-01-01", "names": { "fr": "H", "nl": "H", "de": "H" } }] }
        ] }
        """;

    public static IEnumerable<string> Faults(string root, IReadOnlyList<(string Kind, byte[] Bytes)> mutants)
    {
        var clock = new Clock();
        var options = new RaasOptions { DataRoot = root, Self = Seeds.Self };
        using var engine = new Engine(options, new FileSystem(), clock, NullLogger.Instance);
        engine.Parties.Import(Parties, isReplacing: true, new Operator("somebody", "made for this run"));
        var dropped = mutants.Select((mutant, i) => Drop(root, clock, mutant.Kind, mutant.Bytes, i)).ToList();
        foreach (var wait in new[] { TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), LongEnough, LongEnough })
        {
            clock.Now += wait;
            foreach (var party in engine.Parties.All())
                engine.Intake.Take(party.Number, null, CancellationToken.None);
        }
        var receipts = dropped.Select(d => d.Party).Distinct().SelectMany(party => Receipts(root, party)).CountBy(name => name)
            .ToDictionary(StringComparer.Ordinal);
        return [.. dropped.Select(d => (d.Name, Count: receipts.GetValueOrDefault(d.Name))).Where(d => d.Count != 1)
            .Select(d => $"{d.Name} has {d.Count} receipts")];
    }

    private static (string Party, string Name) Drop(string root, Clock clock, string kind, byte[] bytes, int number)
    {
        var isVoucher = kind == Schemas.Voucher;
        var flow = isVoucher ? Schemas.Subscription : kind;
        var name = $"m{number:D6}.xml";
        var data = isVoucher ? Seeds.Bytes(Seeds.Of(flow)) : bytes;
        var voucher = isVoucher
            ? bytes
            : Seeds.Bytes(Seeds.Voucher(flow, name, data.Length, Convert.ToHexString(SHA256.HashData(data)), 3, 1));
        var folder = Path.Combine(root, "parties", Seeds.Sender(flow), "in");
        foreach (var (file, content) in new[] { (name, data), (Path.ChangeExtension(name, ".voucher.xml"), voucher) })
        {
            File.WriteAllBytes(Path.Combine(folder, file), content);
            File.SetLastWriteTimeUtc(Path.Combine(folder, file), clock.Now.UtcDateTime);
        }
        return (Seeds.Sender(flow), Path.ChangeExtension(name, ".voucher.xml"));
    }

    private static IEnumerable<string> Receipts(string root, string party) =>
        Directory.EnumerateFiles(Path.Combine(root, "parties", party, "out"), "RECEIPT.*.xml")
            .Where(file => !file.EndsWith(".voucher.xml", StringComparison.Ordinal))
            .Select(file => XDocument.Load(file).Descendants("voucherFileName").Single().Value);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
