using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Reading;
using Raas.Store;
using static Raas.Benchmarks.Generate;

namespace Raas.Benchmarks;

/// <summary>Makes the deliveries below <c>samples/</c>: about 200 invented persons, and one file for each thing that can
/// happen to a delivery; for a second night, one of each thing that can happen to a person. The same bytes each time; a test compares them
/// with what is committed.</summary>
public sealed class Samples
{
    /// <summary>A health insurance fund: everything goes as it should, or record by record.</summary>
    public const string Aurora = "0999000129";

    /// <summary>A pension fund whose first file needs four attempts.</summary>
    public const string Borealis = "0999000228";

    /// <summary>Tells employments.</summary>
    public const string Onss = "0206731645";

    private readonly string folder;
    private string night = "1-first-night";
    private string date = "2026-03-01";
    private readonly List<Sample> persons = [];
    private long lastMutation;

    private Samples(string folder) => this.folder = Path.Combine(folder, "deliveries");

    /// <param name="folder">The samples folder.</param>
    public static void Write(string folder) => new Samples(folder).Write();

    private void Write()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Invent();
        Feeds();
        Put(Aurora, "1-good.xml", Subscription(Aurora, 1, Good()));
        Put(Aurora, "1-same-again.xml", Subscription(Aurora, 1, Good()));
        Put(Aurora, "2-every-outcome.xml", Subscription(Aurora, 2, EveryOutcome()));
        Put(Aurora, "4-number-3-is-missing.xml", Subscription(Aurora, 4, [Register(At(40), "HEALTH", "2026-01-01")]));
        Put(Borealis, "1-attempt-1-xsd-error.xml",
            Subscription(Borealis, 1, Touching()).Replace("<beginDate>2024-07-01", "<beginDate>1 July 2024", StringComparison.Ordinal));
        Put(Borealis, "1-attempt-2-wrong-digest.xml", Subscription(Borealis, 1, Touching()), digest: new string('0', 64));
        Put(Borealis, "1-attempt-3-wrong-sender.xml", Subscription(Aurora, 1, Touching()), sender: Aurora);
        Put(Borealis, "1-attempt-4-corrected.xml", Subscription(Borealis, 1, Touching()));
        SecondNight();
        // Not part of a night: to be dropped by hand.
        night = Path.Combine("..", "next");
        Put(Aurora, "5-next.xml", Subscription(Aurora, 5,
            [Register(At(41), "FAMILY", "2026-03-01"), Unregister(At(40), "HEALTH"), Register(At(42), "NOTYPE", "2026-03-01")]));
    }

    /// <summary>What happens to persons whom the institutions know since the first night.</summary>
    private void SecondNight()
    {
        (night, date) = ("2-second-night", "2026-03-02");
        var moved = persons[Moved] with
            { LastName = persons[Moved].LastName + "-Lambert",
                More = "<nationality>150</nationality><nationality>111</nationality><address><street>Rue de la Loi</street>"
                    + "<houseNumber>16</houseNumber><postalCode>1000</postalCode><city>Bruxelles</city><country>150</country></address>" };
        var later = persons[Later] with { LastName = "Vandenberghe" };
        Put(NationalRegister, "changes-of-identity.xml", Persons(NationalRegister, 2,
        [
            Person(moved),
            Person(persons[Died] with { More = persons[Died].More + "<deceaseDate>2026-02-27</deceaseDate>" }),
            Person(later).Replace(date, "2099-01-01", StringComparison.Ordinal),
        ]), flow: "PERSON-MUTATION");
        Put(Bcss, "replacements.xml", Persons(Bcss, 2,
        [
            Replacement(ChainFirst.Ssin, ChainSecond.Ssin),
            Replacement(ChainSecond.Ssin, ChainThird.Ssin),
            Replacement(NothingKnown.Ssin, Number(2001, 1, 1, 33)),
        ]), flow: "PERSON-MUTATION");
        Put(Onss, "declarations.xml", Document("d:dimonaMutations", "xmlns:d=\"urn:be:raas:dimona:v1\"", Onss, 1, "declarations",
        [
            Declaration(700001, 1, "IN", persons[Moved], "2026-03-01"),
            Declaration(700001, 2, "UPDATE", persons[Moved], "2026-03-02"),
            Declaration(700002, 1, "OUT", ChainFirst, "2025-01-01", "2026-02-28"),
            Declaration(700003, 1, "IN", persons[Died], "2026-03-01"),
            Declaration(700004, 1, "IN", persons[Died] with { Ssin = Number(1999, 9, 9, 997) }, "2026-03-01"),
        ]), flow: "DIMONA");
        Put(Aurora, "3-the-missing-number.xml",
            Subscription(Aurora, 3, [Register(At(66), "HEALTH", "2026-02-01", reference: "the gap is filled")]));
    }

    /// <summary>Known to Aurora: marries and moves. Known to Borealis: dies. Of the third something is told before its day.</summary>
    private const int Moved = 5;
    private const int Died = 71;
    private const int Later = 8;

    private static string Declaration(long id, int history, string type, Sample person, string begin, string? end = null) =>
        $"<declaration><declarationId>{id}</declarationId><historyNumber>{history}</historyNumber><type>{type}</type>"
            + $"<ssin>{person.Ssin}</ssin><employer><cbeNumber>0316380841</cbeNumber></employer><workerType>OTH</workerType>"
            + "<jointCommittee>200</jointCommittee>"
            + $"<beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</declaration>";

    private sealed record Sample(string Ssin, string Register, string LastName, string[] FirstNames, string BirthDate, char? Gender,
        string More = "");

    /// <summary>Persons 0 to 179 as they come; then those with something about them.</summary>
    private void Invent()
    {
        for (var i = 0; i < 180; i++)
        {
            var p = Population.At(i);
            persons.Add(new Sample(p.Ssin.ToString("D11", CultureInfo.InvariantCulture), p.IsBis
                ? "BIS"
                : "NR", p.LastName, [p.FirstName, p.SecondName], $"{p.Year:D4}-{p.Month:D2}-{p.Day:D2}", p.Gender,
                "<nationality>150</nationality>"));
        }
        persons.AddRange(Special);
    }

    private static readonly Sample Accents = new(Number(1985, 7, 30, 334), "NR", "Łukaszewicz-D'Hondt", ["Zoë", "Éléonore", "Iñaki"],
        "1985-07-30", 'F', "<birthPlace>Liège</birthPlace>");
    private static readonly Sample MonthOnly = new(Number(1960, 3, 0, 12), "NR", "Ben Saïd", ["Fatima"], "1960-03-00", 'F');
    private static readonly Sample YearOnly = new(Number(1955, 40, 0, 17), "BIS", "Nguyễn", ["Văn"], "1955-00-00", 'M');
    private static readonly Sample NothingKnown = new(Number(2000, 40, 0, 21), "BIS", "Tesfaye", [], "0000-00-00", null);
    private static readonly Sample BisFirst = new(Number(1990, 25, 5, 101), "BIS", "Kowalski", ["Piotr"], "1990-05-05", null);
    private static readonly Sample BisSecond = new(Number(1990, 45, 5, 103), "BIS", "Kowalski", ["Piotr"], "1990-05-05", 'M');
    private static readonly Sample NationalThird = new(Number(1990, 5, 5, 105), "NR", "Kowalski", ["Piotr", "Jan"], "1990-05-05", 'M',
        "<nationality>139</nationality>");
    private static readonly Sample Cancelled = new(Number(1971, 11, 9, 57), "NR", "Verlinden", ["Rik"], "1971-11-09", 'M');
    private static readonly Sample Deceased = new(Number(1934, 2, 28, 88), "NR", "Vandeputte", ["Godelieve"], "1934-02-28", 'F',
        "<deceaseDate>2025-12-24</deceaseDate>");
    private static readonly Sample Newborn = new(Number(2026, 1, 3, 2), "NR", "Özdemir", ["Elif"], "2026-01-03", 'F');
    private static readonly Sample ChainFirst = new(Number(1988, 29, 14, 11), "BIS", "Rossi", ["Giulia"], "1988-09-14", null);
    private static readonly Sample ChainSecond = new(Number(1988, 49, 14, 14), "BIS", "Rossi", ["Giulia"], "1988-09-14", 'F');
    private static readonly Sample ChainThird = new(Number(1988, 9, 14, 16), "NR", "Rossi", ["Giulia", "Maria"], "1988-09-14", 'F',
        "<nationality>128</nationality>");
    private static readonly Sample[] Special = [Accents, MonthOnly, YearOnly, NothingKnown, BisFirst, BisSecond, NationalThird, Cancelled,
        Deceased, Newborn, ChainFirst, ChainSecond, ChainThird];

    private void Feeds()
    {
        Feed(NationalRegister, "persons-of-the-national-register.xml", persons.Where(p => p.Register == "NR"),
            Cancellation(Cancelled.Ssin));
        Feed(Bcss, "persons-of-the-bcss-registers.xml", persons.Where(p => p.Register != "NR"), Replacement(BisFirst.Ssin, BisSecond.Ssin),
            Replacement(BisSecond.Ssin, NationalThird.Ssin));
    }

    /// <summary>62 persons, open or closed, with and without an identity.</summary>
    private List<string> Good()
    {
        var records = new List<string>();
        for (var i = 0; i < 60; i++)
            records.Add(Register(persons[i], i % 3 == 0
                ? "FAMILY"
                : "HEALTH", $"{2015 + i % 10}-01-01", i % 4 == 0
                ? $"{2015 + i % 10}-12-31" : null, identity: i % 2 == 0, reference: $"A-{i + 1:D3}"));
        records.Add(Register(ChainFirst, "HEALTH", "2020-01-01", "2022-12-31", reference: "A-061"));
        records.Add(Register(ChainThird, "HEALTH", "2022-06-01", reference: "A-062: the same person, who knows?"));
        records.Add(Register(ChainFirst, "FAMILY", "2018-01-01", "2018-12-31", reference: "A-063"));
        return records;
    }

    /// <summary>One record for each outcome and each code; the reference says which.</summary>
    private List<string> EveryOutcome() =>
    [
        Register(At(60), "HEALTH", "2024-01-01", "2024-06-30", reference: "new"),
        Register(At(60), "HEALTH", "2024-06-01", "2024-12-31", reference: "overlaps the row before"),
        Register(At(60), "HEALTH", "2024-02-01", "2024-02-29", reference: "already inside"),
        Register(At(60), "HEALTH", "2025-01-01", reference: "touches: stays apart"),
        Register(Accents, "HEALTH", "2026-01-01",
            identity: "<person><lastName>lukaszewicz d hondt</lastName><firstName>Z</firstName><birthDate>1985-00-00</birthDate></person>",
            reference: "identity as people write it"),
        Register(MonthOnly, "FAMILY", "2026-01-01", identity: "<person><birthDate>1960-03-14</birthDate></person>",
            reference: "day of birth unknown at source"),
        Register(BisFirst, "HEALTH", "2026-01-01", reference: "replaced twice: current number"),
        Unregister(At(1), "HEALTH", reference: "everything of this type"),
        Unregister(At(2), "HEALTH", "2020-01-01", "2020-12-31", reference: "cut out a year"),
        Unregister(At(61), "HEALTH", reference: "nothing there"),
        Register(At(62).Ssin[..10] + (char)('0' + (At(62).Ssin[10] - '0' + 1) % 10), "HEALTH", "2026-01-01",
            reference: "MSG00011 check digits"),
        Register(Number(1999, 9, 9, 997), "HEALTH", "2026-01-01", reference: "MSG00005 unknown"),
        Register(Cancelled, "HEALTH", "2026-01-01", reference: "RAA20001 cancelled"),
        Register(At(63), "DENTAL", "2026-01-01", reference: "RAA20002 not defined"),
        Register(At(63), "PREPAID", "2019-06-01", "2022-06-01", reference: "RAA20002 not valid on the whole"),
        Register(At(64), "HEALTH", "2026-02-01", "2026-01-01", reference: "RAA20003 begin after end"),
        Register(At(65), "HEALTH", "2026-01-01",
            identity: "<person><lastName>Somebody</lastName><birthDate>1901-01-01</birthDate></person>",
            reference: "RAA20004 two fields differ"),
        Register(Number(1998, 8, 8, 998), "DENTAL", "2026-02-01", "2026-01-01", reference: "three errors at once"),
    ];

    /// <summary>Borealis has mergeAdjacent on: two years that touch become one row.</summary>
    private List<string> Touching() =>
    [
        Register(At(70), "PENSION", "2024-01-01", "2024-06-30", reference: "first half"),
        Register(At(70), "PENSION", "2024-07-01", "2024-12-31", reference: "second half: one row"),
        Register(Deceased, "PENSION", "1999-03-01", "2025-12-24", reference: "closed at decease"),
        Register(YearOnly, "PENSION", "2020-02-01",
            identity: "<person><lastName>Nguyen</lastName><birthDate>1955-00-00</birthDate><gender>M</gender></person>",
            reference: "incomplete birth date"),
        Register(At(Died), "PENSION", "2010-07-01", reference: "will die"),
        Register(ChainSecond, "PENSION", "2021-01-01", reference: "a number that will be replaced"),
    ];

    private Sample At(int index) => persons[index];

    private static string Register(Sample person, string type, string begin, string? end = null, string identity = "",
        string? reference = null) =>
        Register(person.Ssin, type, begin, end, identity, reference);

    private static string Register(Sample person, string type, string begin, string? end, bool identity, string reference) => Register(
        person.Ssin, type, begin, end, !identity
            ? ""
            : $"<person><lastName>{Text(person.LastName)}</lastName><firstName>{Text(person.FirstNames[0])}</firstName>"
                + $"<birthDate>{person.BirthDate}</birthDate></person>", reference);

    private static string Register(string ssin, string type, string begin, string? end = null, string identity = "",
        string? reference = null) =>
        $"<register{Reference(reference)}><ssin>{ssin}</ssin><dossierType>{type}</dossierType>"
            + $"<period><beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</period>{identity}</register>";

    private static string Unregister(Sample person, string type, string? begin = null, string? end = null, string? reference = null) =>
        $"<unregister{Reference(reference)}><ssin>{person.Ssin}</ssin><dossierType>{type}</dossierType>"
            + $"{(begin is null ? "" : $"<period><beginDate>{begin}</beginDate><endDate>{end}</endDate></period>")}</unregister>";

    private static string Reference(string? reference) => reference is null ? "" : $" reference=\"{reference}\"";

    private static string Text(string text) => SecurityElement.Escape(text)!.Replace("&apos;", "'", StringComparison.Ordinal);

    private string Mutation => $"<mutationId>{++lastMutation}</mutationId><date>{date}</date>";

    private string Replacement(string old, string current) =>
        $"<replacement>{Mutation}<oldSsin>{old}</oldSsin><newSsin>{current}</newSsin><reason>Same person</reason></replacement>";

    private string Cancellation(string ssin) => $"<cancellation>{Mutation}<ssin>{ssin}</ssin></cancellation>";

    private string Person(Sample p)
    {
        // In the order of the schema: birth place before gender, the rest after it.
        var birthPlace = p.More.StartsWith("<birthPlace>", StringComparison.Ordinal) ? p.More : "";
        return $"<person>{Mutation}<ssin>{p.Ssin}</ssin><register>{p.Register}</register><lastName>{Text(p.LastName)}</lastName>"
            + string.Concat(p.FirstNames.Select(name => $"<firstName>{Text(name)}</firstName>"))
            + $"<birthDate>{p.BirthDate}</birthDate>{birthPlace}{(p.Gender is { } g ? $"<gender>{g}</gender>" : "")}"
            + $"{(birthPlace.Length == 0 ? p.More : "")}</person>";
    }

    private void Feed(string source, string name, IEnumerable<Sample> of, params string[] more)
    {
        var items = of.Select(Person).Concat(more).ToList();
        Put(source, name, Persons(source, 1, items), flow: "PERSON-MUTATION");
    }

    private static string Persons(string source, long number, List<string> items) =>
        Document("m:personMutations", "xmlns:m=\"urn:be:raas:person-mutation:v1\"", source, number, "mutations", items);

    private static string Subscription(string party, long number, List<string> records) =>
        Document("s:subscriptionRequest", "xmlns:s=\"urn:be:raas:subscription:v1\"", party, number, "requests", records);

    private static string Document(string root, string ns, string sender, long number, string list, List<string> items)
    {
        var text = new StringBuilder();
        text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").Append($"<{root} {ns}>\n");
        text.Append($"  <sender><organizationIdentification><cbeNumber>{sender}</cbeNumber></organizationIdentification></sender>\n");
        text.Append($"  <receiver><organizationIdentification><cbeNumber>{Self}</cbeNumber></organizationIdentification></receiver>\n");
        text.Append($"  <legalContext>SAMPLES:2026-01</legalContext>\n  <sequenceNumber>{number}</sequenceNumber>\n  <{list}>\n");
        foreach (var item in items)
            text.Append("    ").Append(item).Append('\n');
        return text.Append($"  </{list}>\n</{root}>\n").ToString();
    }

    private void Put(string party, string name, string content, string flow = "SUBSCRIPTION", string? sender = null, string? digest = null)
    {
        var target = Path.Combine(folder, night, party);
        Directory.CreateDirectory(target);
        var bytes = Encoding.UTF8.GetBytes(content);
        File.WriteAllBytes(Path.Combine(target, name), bytes);
        var number = content.Split("<sequenceNumber>")[1].Split('<')[0];
        File.WriteAllText(Path.Combine(target, name[..^4] + ".voucher.xml"), Voucher(
            name, flow, sender ?? party, number, bytes.Length, digest ?? Convert.ToHexStringLower(SHA256.HashData(bytes)),
            content.Split('\n').Count(line => line.StartsWith("    <", StringComparison.Ordinal))));
    }

    /// <summary>A number with its check digits: <paramref name="month"/> plus 20 or 40 for BIS.</summary>
    private static string Number(int year, int month, int day, int sequence)
    {
        var body = (year % 100) * 10_000_000L + month * 100_000L + day * 1000L + sequence;
        return (body * 100 + 97 - (year >= 2000 ? 2_000_000_000 + body : body) % 97).ToString("D11", CultureInfo.InvariantCulture);
    }
}
