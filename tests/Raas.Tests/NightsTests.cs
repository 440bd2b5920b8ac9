using System.Text;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Host.Commands;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Tests.Store;
using Raas.Xml;

namespace Raas.Tests;

/// <summary>Nights as folders. <c>Nights/CASE/in/N/CBE/…</c> is what each party drops before the N-th night;
/// <c>Nights/CASE/expected</c> is what stands in the folders after the last one, the register included. A data file without
/// a voucher gets a right one. <c>parties.json</c> in the case replaces the usual parties.</summary>
public sealed class NightsTests
{
    private static readonly string Folder = Repository.At("tests", "Raas.Tests", "Nights");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateDirectories(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Night(string name) => Check(name, StoreKind.Sqlite);

    [ServerTheory(StoreKind.PostgreSql)]
    [MemberData(nameof(Cases))]
    public void Night_on_PostgreSQL(string name) => Check(name, StoreKind.PostgreSql);

    [ServerTheory(StoreKind.SqlServer)]
    [MemberData(nameof(Cases))]
    public void Night_on_SQL_Server(string name) => Check(name, StoreKind.SqlServer);

    private static void Check(string name, StoreKind store)
    {
        using var house = Run(name, store);
        Golden.VerifyFolder(Path.Combine(Folder, name, "expected"), After(house));
    }

    /// <summary>A case, after its last night.</summary>
    internal static House Run(string name, StoreKind store = StoreKind.Sqlite)
    {
        var house = new House(store: store);
        var parties = Path.Combine(Folder, name, "parties.json");
        house.Engine.Parties.Import(
            File.Exists(parties) ? File.ReadAllText(parties) : House.PartiesJson(), isReplacing: true, House.Somebody);
        foreach (var night in Directory.EnumerateDirectories(Path.Combine(Folder, name, "in")).Order(StringComparer.Ordinal))
        {
            foreach (var party in Directory.EnumerateDirectories(night))
                Drop(house, party);
            var report = house.Night();
            Assert.Empty(report.Failures);
            Assert.True(report.SelfCheck!.IsGreen, string.Join("; ", report.SelfCheck.Lines));
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
        return house;
    }

    /// <summary>The night that <c>raas night --samples</c> runs; its answers are committed for people to read.</summary>
    [Fact]
    public void The_sample_night_gives_the_answers_that_are_shown() => CheckSamples(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_sample_night_gives_the_same_on_PostgreSQL() => CheckSamples(StoreKind.PostgreSql);

    [ServerFact(StoreKind.SqlServer)]
    public void The_sample_night_gives_the_same_on_SQL_Server() => CheckSamples(StoreKind.SqlServer);

    private static void CheckSamples(StoreKind store)
    {
        using var house = new House(store: store);
        var report = new Samples(house.Engine, house.Files, Repository.At("samples")).RunNights(null, null, CancellationToken.None);

        Assert.Empty(report.Failures);
        Assert.True(report.SelfCheck!.IsGreen);
        var sent = Snapshot.OutgoingFiles(house);
        Golden.VerifyFolder(Repository.At("samples", "answers"), sent);
    }

    [Fact]
    public void The_samples_are_what_their_maker_makes()
    {
        var folder = Directory.CreateTempSubdirectory("raas-samples-").FullName;
        try
        {
            Benchmarks.Samples.Write(folder);
            foreach (var part in new[] { "deliveries", "next" })
            {
                var made = Snapshot.Texts(Path.Combine(folder, part));
                var committed = Snapshot.Texts(Repository.At("samples", part));
                Assert.Equal(made.Keys.Order(StringComparer.Ordinal), committed.Keys.Order(StringComparer.Ordinal));
                Assert.All(made, file => Assert.Equal(file.Value, committed[file.Key]));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Drop(House house, string folder)
    {
        var party = Path.GetFileName(folder);
        foreach (var file in Directory.EnumerateFiles(folder))
            File.Copy(file, Path.Combine(house.In(party), Path.GetFileName(file)));
        foreach (var data in Directory.EnumerateFiles(folder, "*.xml")
            .Where(f => !f.EndsWith(".voucher.xml", StringComparison.Ordinal) && !File.Exists(f[..^4] + ".voucher.xml")))
        {
            var document = XDocument.Load(data).Root!;
            var drop = new Drop
            {
                Party = party,
                Flow = document.Name.LocalName switch
                    { "subscriptionRequest" => "SUBSCRIPTION", "dimonaMutations" => "DIMONA", _ => "PERSON-MUTATION" },
                Number = long.Parse(document.Element("sequenceNumber")!.Value),
                DataFileName = Path.GetFileName(data),
                Data = File.ReadAllBytes(data),
                Count = document.Elements().Last().Elements().Count(),
            };
            File.WriteAllText(Path.Combine(house.In(party), drop.VoucherName), drop.Voucher());
        }
        house.SetTime(Directory.GetFiles(house.In(party)));
    }

    private static SortedDictionary<string, string> After(House house)
    {
        var files = Snapshot.OutgoingFiles(house);
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(house.Root, "parties")))
            files[$"{Path.GetFileName(folder)}/status.xml"] = File.ReadAllText(Path.Combine(folder, "status.xml"));
        files["register.txt"] = string.Concat(house.Engine.Parties.All()
            .SelectMany(p => house.Rows(p.Number.ToString()).Select(row => $"{p.Number} {row}\n")));
        files["folders.txt"] = string.Concat(Snapshot.Names(house.Root)
            .Where(n =>
                n.StartsWith("archive/", StringComparison.Ordinal) || n.StartsWith("refused/", StringComparison.Ordinal) || n.StartsWith(
                    "unknown/", StringComparison.Ordinal) || n.Contains("/in/", StringComparison.Ordinal)).Select(n => n + "\n"));
        return files;
    }
}

/// <summary>What stands in folders.</summary>
internal static class Snapshot
{
    public static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static SortedDictionary<string, string> Texts(string folder) =>
        new(Names(folder).ToDictionary(name => name, name => File.ReadAllText(Path.Combine(folder, name), Encoding.UTF8)),
            StringComparer.Ordinal);

    /// <summary>By party and name.</summary>
    public static SortedDictionary<string, string> OutgoingFiles(House house) => new(
        Texts(Path.Combine(house.Root, "parties")).Where(f => f.Key.Contains("/out/", StringComparison.Ordinal))
            .ToDictionary(f => f.Key.Replace("/out/", "/", StringComparison.Ordinal), f => f.Value), StringComparer.Ordinal);
}
