using System.Diagnostics;
using System.Globalization;
using System.Text;
using Raas.Domain;
using Raas.Oversight;
using Raas.Store;
using Xunit.Abstractions;
using static Raas.Tests.House;

namespace Raas.Tests.Outgoing;

/// <summary>Nights of random changes, replacements, declarations and inscriptions: of random persons, with all their numbers, the file says
/// what the files that went out say. RAAS_DISCLOSURE_PERSONS and RAAS_DISCLOSURE_NIGHTS for more of it.</summary>
public sealed class DisclosureNightsTests(ITestOutputHelper output)
{
    private static readonly int Persons = Setting("RAAS_DISCLOSURE_PERSONS", 400);
    private static readonly int Nights = Setting("RAAS_DISCLOSURE_NIGHTS", 4);
    private const int Asked = 1000;

    [Fact]
    public void The_file_of_a_person_has_what_all_files_say_that_went_out()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        using var house = NewHouse();
        var random = new Random(seed);
        for (var night = 0; night < Nights; night++)
        {
            Put(house, random, night);
            var report = house.Night();
            Assert.Empty(report.Failures);
            Assert.True(report.SelfCheck!.IsGreen, $"seed {seed}, night {night}: {string.Join("; ", report.SelfCheck.Lines)}");
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
        var watch = Stopwatch.StartNew();
        var verified = house.Engine.Disclosures.Verify(CancellationToken.None);
        output.WriteLine($"{verified.Files} files, {verified.Entries} entries verified in {watch.ElapsedMilliseconds} ms");
        Assert.Null(verified.Fault);
        var named = SentNames.Read(house.Root);
        Assert.Equal(named.Values.Sum(lines => (long)lines.Count), verified.Entries);
        watch.Restart();
        var (longest, replaced) = (TimeSpan.Zero, 0);
        for (var i = 0; i < Math.Min(Asked, Persons); i++)
        {
            var ssin = Ssin.Parse(Numbers.Of(Persons <= Asked ? i : random.Next(Persons)));
            var begun = watch.Elapsed;
            var file = house.Engine.PersonFiles.Of(ssin, null, Somebody, PersonView.ByCommand);
            longest = watch.Elapsed - begun > longest ? watch.Elapsed - begun : longest;
            var expected = file.Numbers.SelectMany(number => named.GetValueOrDefault(number, []).Select(line => $"{line} {number:D11}"));
            Assert.Contains(ssin.Value, file.Numbers);
            Assert.Equal(expected.Order(StringComparer.Ordinal), file.Disclosures.SelectMany(one => one.Ssins.Select(number =>
                    $"{one.What.File.Party:D10} {one.What.File.Flow} {one.What.File.Number} {one.What.Item} {number:D11}"))
                .Order(StringComparer.Ordinal));
            replaced += file.Numbers.Count > 1 ? 1 : 0;
        }
        output.WriteLine(
            $"files of persons: {watch.ElapsedMilliseconds} ms for {Math.Min(Asked, Persons)}, longest {longest.TotalMilliseconds:0} ms, "
            + $"{replaced} of them had several numbers");
        // A test in which nobody was replaced would say little.
        Assert.True(replaced > 0);
        using var session = house.Engine.Store.Read();
        var bytes = session.Disclosures().Sum(row => (long)row.Content.Length);
        output.WriteLine($"{bytes} bytes of blocks: {bytes / (double)verified.Entries:0.0} for each");
    }

    private static House NewHouse()
    {
        const string authorisations = """
            { "service": "IDENTITY", "deliberationNumber": "12/001", "dataGroups": ["NAME"], "validFrom": "2000-01-01" },
            { "service": "IDENTITY", "deliberationNumber": "12/002", "dossierTypes": ["A"], "validFrom": "2000-01-01" },
            { "service": "DIMONA", "deliberationNumber": "12/003", "validFrom": "2000-01-01" }
            """;
        return new House().WithParties(
            authorisations: authorisations,
            otherSettings: """{ "emptyNotifications": false, "autoReplace": false, "answerDetail": "rejected" }""",
            otherAuthorisations: authorisations);
    }

    private static void Put(House house, Random random, int night)
    {
        var day = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var ids = 10_000_000L * night;
        string Some() => Numbers.Of(random.Next(Persons));
        string Many(int count, Func<int, string> one)
        {
            var text = new StringBuilder();
            for (var i = 0; i < count; i++)
                text.Append(one(i));
            return text.ToString();
        }
        var people = night == 0
            ? Many(Persons, i => Drop.Person(++ids, Numbers.Of(i), date: day))
            : Many(Persons / 20, _ => Drop.Person(++ids, Some(), lastName: $"Name{random.Next(1000)}", date: day));
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = night + 1, Records = people },
            new Drop
            {
                Party = Bcss, Flow = "PERSON-MUTATION", Number = night + 1,
                Records = Many(Math.Max(3, Persons / 200), _ => Drop.Replacement(++ids, Some(), Some(), day)),
            },
            new Drop
            {
                Party = Onss, Flow = "DIMONA", Number = night + 1,
                Records = Many(Math.Max(5, Persons / 50), _ => Drop.Declaration(++ids, 1, "IN", Some(), day)),
            });
        foreach (var party in new[] { Institution, Other })
        {
            house.Put(new Drop
            {
                Party = party, Number = night + 1,
                Records = Many(night == 0 ? Persons : Persons / 10, _ => random.Next(10) switch
                {
                    0 => Drop.Register(Numbers.Wrong(random.Next(Persons)), "A", "2020-01-01"),
                    1 => Drop.Unregister(Some(), "A", "2025-01-01"),
                    _ => Drop.Register(Some(), random.Next(2) == 0 ? "A" : "B", $"{2015 + random.Next(10)}-01-01"),
                }),
            });
        }
    }

    private static int Setting(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
