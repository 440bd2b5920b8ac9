using System.Text;
using System.Xml.Linq;
using Raas.Benchmarks;
using Raas.Configuration;
using Raas.Flows.Dimona;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Random deliveries through the whole of RAAS and through the naive importer, which goes record by record and shares
/// nothing with it: the same register and the same outcomes, whatever the sizes of batches and parts.</summary>
public sealed class OracleTests
{
    private static readonly NaiveImporter.Type[] Types = [new("A", "2000-01-01", null), new("B", "2000-01-01", null),
        new("OLD", "2000-01-01", "2020-12-31")];
    private static readonly string[] LastNames = ["Peeters", "Lefèvre", "D'Hondt", "Van den Broeck"];
    private static readonly string[] FirstNames = ["Jan", "Anne-Marie", "Éric", "Zoë"];

    [Theory]
    [InlineData(1, false, 1 << 16, long.MaxValue)]
    [InlineData(2, true, 1 << 16, long.MaxValue)]
    [InlineData(3, false, 7, long.MaxValue)]
    [InlineData(4, true, 50, 4_000)]
    [InlineData(5, false, 16, 2_000)]
    [InlineData(6, true, 3, 500)]
    [InlineData(7, false, 1, 1_000)]
    [InlineData(8, true, 1000, 10_000)]
    public void The_same_register_and_the_same_outcomes(int seed, bool mergeAdjacent, int batchRecords, long bytesPerPart)
    {
        var random = new Random(seed);
        using var house = new House(intake: new IntakeOptions { BatchRecords = batchRecords, BytesPerPart = bytesPerPart })
            .WithParties($$"""{ "mergeAdjacent": {{(mergeAdjacent ? "true" : "false")}} }""");
        using var naive = new NaiveImporter(Path.Combine(house.Root, "naive.db"));
        var mutation = 0L;
        var rejected = 0;
        for (var night = 1; night <= 5; night++)
        {
            var persons = new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = night, Records = night == 1
                ? FirstPersons(random, ref mutation) : Mutations(random, ref mutation) };
            var delivery = new Drop { Party = Institution, Number = night, Records = Records(random, random.Next(20, 200)) };
            house.Put(persons, delivery);

            var report = house.Night();

            Assert.Empty(report.Failures);
            Assert.True(report.SelfCheck!.IsGreen, string.Join("; ", report.SelfCheck.Lines));
            naive.ImportPersons(new MemoryStream(Accepted(house, persons)));
            var expected = naive.Import(new MemoryStream(delivery.Bytes), Institution, Types, mergeAdjacent).Answer;
            Assert.Equal(expected, Answers(house));
            Assert.Equal(naive.Rows(Institution), house.Rows(Institution));
            rejected += expected.Count(line => line.StartsWith("REJECTED", StringComparison.Ordinal));
        }
        Assert.True(rejected > 10, "The deliveries are too tame to prove anything.");
    }

    /// <summary>The items of a source that were not rejected: chains and cycles are judged by the rules of persons, which have tests of
    /// their own.</summary>
    private static byte[] Accepted(House house, Drop drop)
    {
        var outcomes = house.LastAnswer(NationalRegister).Descendants("outcome").Select(o => o.Value).ToList();
        var document = XDocument.Load(new MemoryStream(drop.Bytes));
        document.Root!.Element("mutations")!.Elements().Where((_, i) => outcomes[i] == "REJECTED").ToList().ForEach(e => e.Remove());
        return Encoding.UTF8.GetBytes(document.ToString());
    }

    /// <summary>In the words of the naive importer.</summary>
    private static List<string> Answers(House house) =>
    [
        .. house.LastAnswer(Institution).Descendants("result").Select(result =>
        {
            var ssin = result.Element("ssin")!;
            var status = result.Element("status")!;
            if (result.Element("outcome")!.Value != "REJECTED")
                return result.Element("outcome")!.Value + (ssin.Attribute("replaces") is null ? "" : $" as {ssin.Value}");
            var fields = status.Elements("information").Select(i => i.Element("fieldName")!.Value)
                .Where(name => name.StartsWith("RAA", StringComparison.Ordinal));
            return "REJECTED " + string.Join(' ', fields.Prepend(status.Element("code")!.Value).Order(StringComparer.Ordinal));
        }),
    ];

    private static string FirstPersons(Random random, ref long mutation)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 30; i++)
            text.Append(
                Drop.Person(++mutation, Numbers.Of(i * 11), lastName: Pick(random, LastNames),
                    firstName: Pick(random, FirstNames) + "</firstName><firstName>" + Pick(random, FirstNames),
                    birthDate: random.Next(4) == 0 ? "1970-00-00" : "1970-01-01", more: random.Next(2) == 0 ? "<gender>F</gender>" : ""));
        return text.ToString();
    }

    private static string Mutations(Random random, ref long mutation)
    {
        var text = new StringBuilder();
        for (var i = random.Next(4); i >= 0; i--)
        {
            text.Append(random.Next(4) switch
            {
                0 => Drop.Cancellation(++mutation, Someone(random)),
                1 => Drop.Annulled(++mutation, Someone(random), Someone(random)),
                _ => Drop.Replacement(++mutation, Someone(random), Someone(random)),
            });
        }
        return text.ToString();
    }

    private static string Records(Random random, int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var ssin = random.Next(20) switch
                { 0 => Numbers.Wrong(random.Next(30)), 1 => Numbers.Of(5000 + random.Next(5)), _ => Someone(random) };
            var type = random.Next(20) switch { 0 => "Z", 1 or 2 => "OLD", < 9 => "B", _ => "A" };
            var begin = Day(random);
            var end = random.Next(4) == 0 ? null : random.Next(15) == 0 ? Day(random) : Later(random, begin);
            if (random.Next(4) == 0)
                text.Append(random.Next(4) == 0 ? Drop.Unregister(ssin, type) : Drop.Unregister(ssin, type, begin, end));
            else
                text.Append(Drop.Register(ssin, type, begin, end, person: random.Next(3) == 0 ? Identity(random) : ""));
        }
        return text.ToString();
    }

    private static string Identity(Random random) =>
        (random.Next(2) == 0
            ? "" : $"<lastName>{(random.Next(3) == 0 ? Pick(random, LastNames).ToUpperInvariant() : Pick(random, LastNames))}</lastName>")
        + (random.Next(2) == 0
            ? "" : $"<firstName>{(random.Next(3) == 0 ? Pick(random, FirstNames)[..1] : Pick(random, FirstNames))}</firstName>")
        + (random.Next(2) == 0 ? "" : $"<birthDate>{(random.Next(3) == 0 ? "1970-01-00" : "1970-01-01")}</birthDate>")
        + (random.Next(3) == 0 ? "<gender>F</gender>" : "");

    private static string Someone(Random random) => Numbers.Of(random.Next(30) * 11);

    /// <summary>Few days, so that periods meet.</summary>
    private static string Day(Random random) => new DateOnly(2020, 12, 20).AddDays(random.Next(30)).ToString("yyyy-MM-dd");

    private static string Later(Random random, string day) => DateOnly.Parse(day).AddDays(random.Next(6)).ToString("yyyy-MM-dd");

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
