using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Tests.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Jobs;

/// <summary>Ten nights of random deliveries, replacements, annulments, cancellations and changes: after each one the same rows and the same
/// notifications as the plain model says.</summary>
public sealed class NightOracleTests
{
    private const int Persons = 24;
    private const int Nights = 10;

    [Theory]
    [InlineData(1, false, 1)]
    [InlineData(2, true, 3)]
    [InlineData(3, false, 1 << 14)]
    [InlineData(4, true, 1 << 14)]
    [InlineData(5, false, 2)]
    [InlineData(6, true, 1)]
    [InlineData(10, false, 4)]
    [InlineData(13, true, 4)]
    [InlineData(15, true, 1)]
    [InlineData(24, false, 1)]
    [InlineData(29, true, 16384)]
    [InlineData(34, false, 4)]
    [InlineData(35, true, 16384)]
    [InlineData(44, false, 16384)]
    [InlineData(52, false, 4)]
    [InlineData(56, false, 16384)]
    [InlineData(72, false, 1)]
    [InlineData(84, false, 1)]
    [InlineData(88, false, 4)]
    public void Ten_nights_give_the_rows_and_notifications_of_the_model(int seed, bool mergeAdjacent, int batchItems) =>
        Check(seed, mergeAdjacent, batchItems, StoreKind.Sqlite);

    [ServerTheory(StoreKind.PostgreSql)]
    [InlineData(1, false, 1)]
    [InlineData(13, true, 4)]
    [InlineData(29, true, 16384)]
    [InlineData(52, false, 4)]
    public void Ten_nights_give_the_same_on_PostgreSQL(int seed, bool mergeAdjacent, int batchItems) =>
        Check(seed, mergeAdjacent, batchItems, StoreKind.PostgreSql);

    [ServerTheory(StoreKind.SqlServer)]
    [InlineData(1, false, 1)]
    [InlineData(13, true, 4)]
    [InlineData(29, true, 16384)]
    [InlineData(52, false, 4)]
    public void Ten_nights_give_the_same_on_SQL_Server(int seed, bool mergeAdjacent, int batchItems) =>
        Check(seed, mergeAdjacent, batchItems, StoreKind.SqlServer);

    private void Check(int seed, bool mergeAdjacent, int batchItems, StoreKind store)
    {
        var options = new RaasOptions
            { Night = new NightOptions { BatchItems = batchItems }, Outgoing = new OutgoingOptions { MaxItems = 3 } };
        using var house = new House(options: options, store: store);
        const string authorisation =
            """{ "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": [], "validFrom": "2000-01-01" }""";
        house.WithParties($$"""{ "emptyNotifications": false, "mergeAdjacent": {{(mergeAdjacent ? "true" : "false")}} }""", authorisation,
            $$"""{ "emptyNotifications": false, "autoReplace": false }""", authorisation);
        var model = new NightModel([new(Institution, true, mergeAdjacent), new(Other, false, false)]);
        var random = new Random(seed);
        var ids = 0L;
        var sent = new HashSet<string>(StringComparer.Ordinal);
        for (var night = 0; night < Nights; night++)
        {
            var today = DateOnly.FromDateTime(house.Clock.GetUtcNow().UtcDateTime.AddHours(1)).DayNumber;
            var people = People(random, night, today, ref ids);
            var numbers = night == 0 ? [] : Replacements(random, today, ref ids);
            house.Put(
                new Drop
                    { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = night + 1, Records = string.Concat(people.Select(Xml)) },
                new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Number = night + 1, Records = string.Concat(numbers.Select(Xml)) });
            model.Begin(today);
            foreach (var mutation in people)
                model.Take(mutation, today);
            model.Begin(today);
            foreach (var mutation in numbers)
                model.Take(mutation, today);
            foreach (var party in new[] { Institution, Other })
                house.Put(new Drop { Party = party, Number = night + 1,
                    Records = string.Concat(Enumerable.Range(0, 12).Select(_ => Record(random, model, party))) });

            var report = house.Night();
            var expected = model.Night(today);

            Assert.Empty(report.Failures);
            Assert.True(report.SelfCheck!.IsGreen, $"night {night}: {string.Join("; ", report.SelfCheck.Lines)}");
            foreach (var party in new[] { Institution, Other })
            {
                Assert.True(model.Rows(party).SequenceEqual(house.Rows(party).Order(StringComparer.Ordinal)),
                    $"seed {seed}, night {night}, rows of {party}:\n{Difference(model.Rows(party), house.Rows(party))}");
                var told = Told(house, party, sent);
                Assert.True(expected[party].Order(StringComparer.Ordinal).SequenceEqual(told),
                    $"seed {seed}, night {night}, notifications of {party}:\n{Difference(expected[party], told)}");
            }
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
        // A model that says nothing would agree with everything.
        Assert.Contains(Directory.EnumerateFiles(house.Out(Institution), "REPLACEMENT.*.xml"), f =>
            File.ReadAllText(f).Contains("MERGED", StringComparison.Ordinal));
        Assert.Contains(Directory.EnumerateFiles(house.Out(Institution), "REPLACEMENT.*.xml"), f =>
            File.ReadAllText(f).Contains("ANNULLED", StringComparison.Ordinal));
    }

    /// <summary>All but the last four persons are known from the first night; those come one a night.</summary>
    private static List<NightModel.Mutation> People(Random random, int night, int today, ref long ids)
    {
        var people = new List<NightModel.Mutation>();
        if (night == 0)
        {
            for (var i = 0; i < Persons - 4; i++)
                people.Add(new(++ids, "Person", Numbers.Of(i), "Peeters", today));
            return people;
        }
        if (night is >= 3 and < 7)
            people.Add(new(++ids, "Person", Numbers.Of(Persons - 7 + night), "Late", today));
        for (var i = 0; i < 4; i++)
        {
            var day = random.Next(4) == 0 ? today + 1 + random.Next(2) : today - random.Next(400);
            people.Add(new(++ids, "Person", Numbers.Of(random.Next(Persons - 4)), $"Name{random.Next(3)}", day));
        }
        return people;
    }

    private List<NightModel.Mutation> Replacements(Random random, int today, ref long ids)
    {
        var mutations = new List<NightModel.Mutation>();
        for (var i = 0; i < 5; i++)
        {
            // Few numbers: chains, circles and annulments of what was really replaced.
            var (one, other) = (Numbers.Of(random.Next(Persons)), Numbers.Of(random.Next(Persons / 3) * 3));
            var kind = random.Next(10) switch { < 6 => "Replacement", < 9 => "Annulled", _ => "Cancelled" };
            if (kind == "Annulled")
                one = Numbers.Of(random.Next(Persons));
            mutations.Add(new(++ids, kind, one, other, random.Next(6) == 0 ? today + 1 + random.Next(2) : today - random.Next(30)));
        }
        // So that most annulments meet a replacement: undo one that was told before.
        recent.AddRange(mutations.Where(m => m.Kind == "Replacement").Select(m => (m.Ssin, m.Other)));
        for (var i = 0; i < 2 && recent.Count > 0; i++)
        {
            var (old, current) = recent[random.Next(recent.Count)];
            mutations.Add(new(++ids, "Annulled", old, current, today));
        }
        return mutations;
    }

    private readonly List<(string Old, string Current)> recent = [];

    private static string Record(Random random, NightModel model, string party)
    {
        var ssin = Numbers.Of(random.Next(Persons));
        var type = random.Next(2) == 0 ? "A" : "B";
        var begin = new DateOnly(2015, 1, 1).DayNumber + random.Next(4000);
        var end = random.Next(4) == 0 ? Period.OpenEnd : begin + random.Next(900);
        var until = end == Period.OpenEnd ? null : NightModel.Day(end);
        if (random.Next(4) > 0)
        {
            model.Register(party, ssin, type, begin, end);
            return Drop.Register(ssin, type, NightModel.Day(begin), until);
        }
        model.Unregister(party, ssin, type, begin, end);
        return Drop.Unregister(ssin, type, NightModel.Day(begin), until);
    }

    private static string Xml(NightModel.Mutation m) => m.Kind switch
    {
        "Person" => Drop.Person(m.Id, m.Ssin, lastName: m.Other, date: NightModel.Day(m.Day)),
        "Replacement" => Drop.Replacement(m.Id, m.Ssin, m.Other, NightModel.Day(m.Day)),
        "Annulled" => Drop.Annulled(m.Id, m.Ssin, m.Other, NightModel.Day(m.Day)),
        _ => Drop.Cancellation(m.Id, m.Ssin, NightModel.Day(m.Day)),
    };

    /// <summary>The items of the files that came out since the last look, as lines of the model.</summary>
    private static List<string> Told(House house, string party, HashSet<string> sent)
    {
        var lines = new List<string>();
        foreach (var file in Directory.EnumerateFiles(house.Out(party), "*.xml")
            .Where(f => !f.EndsWith(".voucher.xml", StringComparison.Ordinal) && sent.Add(f)).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var root = XDocument.Load(file).Root!;
            if (name.StartsWith("REPLACEMENT", StringComparison.Ordinal))
                lines.AddRange(root.Descendants("replacement").Select(Replacement));
            else if (name.StartsWith("IDENTITY", StringComparison.Ordinal))
                lines.AddRange(root.Descendants("person")
                    .Select(p =>
                        $"IDENTITY {Number(p)} {p.Element("event")!.Element("id")!.Value}: {p.Descendants("before").Single().Value[..^3]} "
                            + $"to {p.Descendants("after").Single().Value[..^3]}"));
        }
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Replacement(XElement item) =>
        $"REPLACEMENT {Number(item)} {(item.Element("ssin")!.Attribute("canceled") is null ? "" : "cancelled ")}"
        + $"{item.Element("event")!.Element("type")!.Value} {item.Element("event")!.Element("id")!.Value}: "
        + string.Join(", ", item.Descendants("inscription").Select(Inscription).Order(StringComparer.Ordinal));

    private static string Inscription(XElement i) =>
        $"{i.Element("dossierType")!.Value} {Span(i.Element("period")!)} "
            + $"{i.Element("effect")!.Value}{(i.Element("result") is { } r ? " " + Span(r) : "")}"
            + $"{(i.Element("changedSince") is null ? "" : " changed")}";

    private static string Span(XElement p) => $"{p.Element("beginDate")!.Value}..{p.Element("endDate")?.Value}";

    private static string Number(XElement item) =>
        $"{item.Element("ssin")!.Value} by {item.Element("ssin")!.Attribute("replacedBy")?.Value ?? "-"}";

    private static string Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (one, two) = (expected.ToList(), actual.ToList());
        return string.Join('\n', one.Except(two, StringComparer.Ordinal).Select(l => $"  missing:  {l}")
            .Concat(two.Except(one, StringComparer.Ordinal).Select(l => $"  too much: {l}")));
    }
}
