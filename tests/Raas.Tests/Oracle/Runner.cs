using System.Security.Cryptography;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Flows.Dimona;
using Raas.Host.Soap;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;

namespace Raas.Tests.Oracle;

/// <summary>Lets the program live through a world, through the doors that everybody has: files into folders, import of a configuration,
/// nights; then reads what came out.</summary>
internal sealed class Runner : IDisposable
{
    private readonly House house;
    private readonly Outcome came = new();
    private readonly Dictionary<(string Party, string Flow), int> read = [];
    private readonly Dictionary<string, string> digests = [];

    private Runner(StoreKind store) => house = new House(store: store);

    /// <param name="atEnd">Looks at what is left when all days are over.</param>
    public static Outcome Run(World world, IReadOnlyList<int> numbers, StoreKind store = StoreKind.Sqlite, Action<House>? atEnd = null)
    {
        using var runner = new Runner(store);
        runner.house.Engine.Parties.Import(Sources, isReplacing: true, House.Somebody);
        var next = 0;
        foreach (var day in world.Days)
        {
            runner.Live(day, [.. numbers.Skip(next).Take(day.Deliveries.Count)]);
            next += day.Deliveries.Count;
        }
        atEnd?.Invoke(runner.house);
        return runner.came;
    }

    public void Dispose() => house.Dispose();

    private const string Sources = $$"""
        { "parties": [
          { "cbe": "{{House.NationalRegister}}", "name": "National Register", "kind": "source",
            "flows": ["PERSON-MUTATION"], "supplies": ["NR"] },
          { "cbe": "{{House.Bcss}}", "name": "BCSS", "kind": "source", "flows": ["PERSON-MUTATION"], "supplies": ["BIS", "RAD", "RAN"] },
          { "cbe": "{{House.Onss}}", "name": "ONSS", "kind": "source", "flows": ["DIMONA"] }
        ] }
        """;

    private void Live(Day day, IReadOnlyList<int> numbers)
    {
        house.Clock.Advance(new DateTimeOffset(day.Date, new TimeOnly(19, 0), TimeSpan.Zero) - house.Clock.GetUtcNow());
        if (day.Parties is { } parties)
            house.Engine.Parties.Import(
                $$"""{ "parties": [{{string.Join(", ", parties.Select(Json))}}] }""", isReplacing: true, House.Somebody);
        foreach (var (delivery, number) in day.Deliveries.Zip(numbers))
        {
            // A delivery that was refused comes again under its number, by another name.
            var name = $"{delivery.Flow}.{number}.{Time.Text(day.Date)}.{Guid.NewGuid():N}.xml";
            house.Put(new Drop { Party = delivery.Party, Flow = delivery.Flow, Number = number,
                Records = string.Concat(delivery.Records.Select(r => r.Xml)), DataFileName = name });
        }
        var report = house.Night();
        Assert.Empty(report.Failures);
        Read(day.Date);
    }

    private void Read(DateOnly day)
    {
        var supplements = new List<string>();
        foreach (var party in Directory.EnumerateDirectories(Path.Combine(house.Root, "parties")).Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal))
        {
            foreach (var file in Fresh(party))
            {
                var root = XDocument.Load(file).Root!;
                var date = Time.Of(Path.GetFileName(file).Split('.')[2].Insert(4, "-").Insert(7, "-"));
                switch (root.Name.LocalName)
                {
                    case "subscriptionBatchResponse": ReadAnswer(day, party, root, supplements); break;
                    case "notifySsinReplacements": came.Add(BusinessDate(root), $"3 REPLACEMENT {party}", root.Descendants("inscription")
                        .Select(Replacement).Order(StringComparer.Ordinal)); break;
                    case "notifyIdentityChanges": came.Add(BusinessDate(root), $"3 IDENTITY {party}",
                        [Filters(root), .. root.Descendants("person").Select(Identity)]); break;
                    case "notifyDimona": came.Add(BusinessDate(root), $"3 DIMONA {party}", root.Descendants("declaration")
                        .Select(Declaration)); break;
                }
            }
            if (house.Engine.Parties.All().Any(p => p.Number.ToString() == party)
                && party is not (House.NationalRegister or House.Bcss or House.Onss))
                came.Add(day, $"2 register {party}", house.Rows(party).Order(StringComparer.Ordinal));
        }
        came.Add(day, "1 answers to mutations that waited", supplements.Order(StringComparer.Ordinal));
    }

    /// <summary>§2: "Every outgoing flow, receipts and answers included, has its own numbers per party, from 1, plus 1, and its own digest
    /// chain".</summary>
    private IEnumerable<string> Fresh(string party)
    {
        foreach (var voucher in Directory.EnumerateFiles(house.Out(party), "*.T.voucher.xml").Order(StringComparer.Ordinal).ToList())
        {
            var root = XDocument.Load(voucher).Root!;
            var flow = root.Element("flow")!.Value;
            var number = int.Parse(root.Element("fileSequenceNumber")!.Value);
            if (number <= read.GetValueOrDefault((party, flow)))
                continue;
            Assert.Equal(read.GetValueOrDefault((party, flow)) + 1, number);
            Assert.Equal(digests.GetValueOrDefault(party + flow), root.Element("previousDigest")?.Value);
            var data = voucher.Replace(".voucher.xml", ".xml", StringComparison.Ordinal);
            var digest = root.Element("dataFile")!.Element("digest")!.Value;
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(data))));
            read[(party, flow)] = number;
            digests[party + flow] = digest;
            yield return data;
        }
    }

    private readonly HashSet<(string Party, string Digest)> answered = [];

    private void ReadAnswer(DateOnly day, string party, XElement root, List<string> supplements)
    {
        var correlation = root.Element("requestCorrelation")!;
        var number = correlation.Element("fileSequenceNumber")!.Value;
        var results = root.Descendants("result").Select(r => Result(r, party)).ToList();
        Balanced(root);
        if (answered.Add((party, correlation.Element("voucherId")!.Value)))
            came.Add(day, $"1 answer {party} {number}", results);
        else
            supplements.AddRange(results.Select(r => $"{party} {number}: {r}"));
    }

    /// <summary>§4: "read equals the sum of the others".</summary>
    private static void Balanced(XElement root)
    {
        var counts = root.Element("summary")!.Elements().Select(e => long.Parse(e.Value)).ToList();
        Assert.Equal(counts[0], counts.Skip(1).Sum());
        Assert.Equal(counts[0], root.Descendants("result").Count());
    }

    private static string Result(XElement result, string party)
    {
        var status = result.Element("status")!;
        var codes = status.Elements("information").Select(i => i.Element("fieldName")!.Value).Append(status.Element("code")!.Value)
            .Distinct().Order(StringComparer.Ordinal);
        var rest = $"{status.Element("value")!.Value} {string.Join(' ', codes)}";
        var head = $"{result.Element("recordNumber")!.Value} {result.Element("action")!.Value}";
        var outcome = result.Element("outcome")!.Value;
        if (result.Element("dossierType") is not { } type)
            return $"{head} {outcome} {rest}";
        var ssin = result.Element("ssin")!;
        var replaces = ssin.Attribute("replaces") is { } old ? $" replaces {old.Value}" : "";
        var periods = string.Join(' ', result.Elements("period").Select(Period).Order(StringComparer.Ordinal));
        return $"{head} {ssin.Value}{replaces} {type.Value} {outcome} [{periods}] {rest}";
    }

    private static DateOnly BusinessDate(XElement root) => Time.Of(root.Elements().Last().Attribute("businessDate")!.Value);

    private static string Period(XElement period) => new Span(Time.Of(period.Element("beginDate")!.Value),
        period.Element("endDate") is { } end ? Time.Of(end.Value) : Time.Open).ToString();

    private static string Ssin(XElement item)
    {
        var ssin = item.Element("ssin")!;
        return ssin.Value + (ssin.Attribute("canceled") is { Value: "true" } ? " canceled" : "") + (ssin.Attribute("replacedBy") is { } by
            ? " replacedBy " + by.Value : "");
    }

    private static string Event(XElement item)
    {
        var e = item.Element("event")!;
        return $"{e.Attribute("source")!.Value} {e.Element("id")!.Value} {e.Element("type")!.Value} {e.Element("date")!.Value}";
    }

    private static string Replacement(XElement inscription)
    {
        var item = inscription.Parent!.Parent!;
        var effect = inscription.Element("effect")!.Value + (inscription.Element("result") is { } into ? " " + Period(into)
            : "") + (inscription.Element("changedSince") is { Value: "true" } ? " changedSince" : "");
        return $"{Ssin(item)} {Event(item)} {inscription.Element("dossierType")!.Value} {Period(inscription.Element("period")!)} {effect}";
    }

    private static string Filters(XElement root) =>
        "left out: " + string.Join(' ', root.Descendants("filteredElement").Select(f => LeftOut(f.Value.Split('\''))));

    /// <summary>NAME: from every item; NAME[B]: from items of persons who are known in B only.</summary>
    private static string LeftOut(string[] path) => path switch
    {
        ["persons/person/changes/change[group=", var group, "]"] => group,
        ["persons/person[dossierType=", var type, "]/changes/change[group=", var group, "]"] => $"{group}[{type}]",
        _ => string.Join('\'', path),
    };

    private static string Identity(XElement person) =>
        $"{Ssin(person)} {Event(person)} {string.Join(' ', person.Descendants("change").Select(Change))}";

    private static string Change(XElement c) => $"{c.Element("group")!.Value} {Inner(c.Element("before"))} -> {Inner(c.Element("after"))}";

    private static string Inner(XElement? data) => data is null ? ""
        : string.Concat(data.Elements().Select(e => e.ToString(SaveOptions.DisableFormatting)));

    private static string Declaration(XElement d) =>
        $"{d.Element("declarationId")!.Value} {d.Element("type")!.Value} {Ssin(d)} {d.Element("beginDate")!.Value} "
        + d.Element("deliberationNumber")!.Value;

    private static string Json(Institution i) => $$"""
        { "cbe": "{{i.Cbe}}", "name": "{{i.Cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"],
          "settings": { "mergeAdjacent": {{Bool(i.MergeAdjacent)}}, "autoReplace": {{Bool(i.AutoReplace)}},
            "notifyReplacements": {{Bool(i.NotifyReplacements)}}, "notifyIdentityChanges": {{Bool(i.NotifyIdentityChanges)}},
            "emptyNotifications": {{Bool(i.EmptyNotifications)}}, "rejectThreshold": {{i.RejectThreshold}} },
          "dossierTypes": [{{string.Join(", ", i.Types.Select(Json))}}],
          "authorisations": [{{string.Join(", ", i.Authorisations.Select(Json))}}] }
        """;

    private static string Json(DossierType t) =>
        $$"""{ "code": "{{t.Code}}", {{Validity(t.From, t.Until)}}, "names": { "fr": "x", "nl": "x", "de": "x" } }""";

    private static string Json(Authorisation a) => $$"""
        { "service": "{{a.Service}}", "deliberationNumber": "{{a.Number}}", "dossierTypes": [{{Texts(a.Types)}}],
          "dataGroups": [{{Texts(a.Groups)}}], {{Validity(a.From, a.Until)}} }
        """;

    private static string Validity(DateOnly from, DateOnly until) =>
        $"\"validFrom\": \"{Time.Text(from)}\"" + (until == Time.Open ? "" : $", \"validUntil\": \"{Time.Text(until)}\"");

    private static string Texts(IEnumerable<string> texts) => string.Join(", ", texts.Select(t => $"\"{t}\""));

    private static string Bool(bool value) => value ? "true" : "false";
}
