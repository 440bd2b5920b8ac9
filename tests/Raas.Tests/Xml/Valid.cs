using System.Text;
using System.Xml.Schema;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>Asks our own reader whether XML is valid, and builds small instances around the part that a test is about.</summary>
internal static class Valid
{
    public const string Envelope = Sender + Receiver + "<legalContext>social security</legalContext><sequenceNumber>1</sequenceNumber>";
    public const string Sender = "<sender><organizationIdentification>"
        + "<cbeNumber>0212344876</cbeNumber></organizationIdentification></sender>";
    public const string Receiver = "<receiver><organizationIdentification>"
        + "<cbeNumber>0406798006</cbeNumber></organizationIdentification></receiver>";
    public const string Digest = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
    public const string Uuid = "0f0e0d0c-0b0a-0908-0706-050403020100";

    public static List<ValidationEventArgs> Problems(string kind, string xml) =>
        Problems(kind, new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    public static List<ValidationEventArgs> Problems(string kind, Stream xml)
    {
        var problems = new List<ValidationEventArgs>();
        using var reader = SafeXml.Validate(xml, kind, (_, problem) => problems.Add(problem));
        while (reader.Advance())
        {
            // All of it, as intake does.
        }
        return problems;
    }

    public static void Is(bool expected, string kind, string xml)
    {
        var problems = Problems(kind, xml);
        Assert.True(expected == (problems.Count == 0),
            expected ? $"Should be valid: {problems.FirstOrDefault()?.Message}\n{xml}" : $"Should not be valid:\n{xml}");
    }

    public static string Root(string kind, string content) =>
        $"<x:{Schemas.Root(kind).Name} xmlns:x=\"{Schemas.Root(kind).Namespace}\">{content}</x:{Schemas.Root(kind).Name}>";

    public static string Subscription(string requests) => Root(Schemas.Subscription, Envelope + $"<requests>{requests}</requests>");

    public static string Register(string ssin = "68060105329", string type = "LIVING-WAGE",
        string period = "<beginDate>2026-01-01</beginDate>", string person = "", string attributes = "") =>
        Subscription(
            $"<register{attributes}><ssin>{ssin}</ssin><dossierType>{type}</dossierType><period>{period}</period>{person}</register>");

    public static string Mutations(string mutations) => Root(Schemas.PersonMutation, Envelope + $"<mutations>{mutations}</mutations>");

    public static string Person(string names = "<lastName>Peeters</lastName>", string birth = "<birthDate>1968-06-01</birthDate>",
        string rest = "", string register = "NR", string head = "<mutationId>1</mutationId><date>2026-01-01</date>") =>
        Mutations($"<person>{head}<ssin>68060105329</ssin><register>{register}</register>{names}{birth}{rest}</person>");

    public static string Voucher(
        string id = Uuid, string environment = "T", string flow = "SUBSCRIPTION", string number = "1",
        string created = "2026-01-01T10:00:00+01:00",
        string name = "a.xml", string size = "0", string digest = $"<digest algorithm=\"SHA-256\">{Digest}</digest>", string count = "0",
        string rest = "", string sender = Sender) =>
        Root(Schemas.Voucher, $"<voucherId>{id}</voucherId><environment>{environment}</environment><flow>{flow}</flow>{sender}{Receiver}"
            + $"<fileSequenceNumber>{number}</fileSequenceNumber><creationTimestamp>{created}</creationTimestamp>"
            + $"<dataFile><name>{name}</name><size>{size}</size>{digest}<messageCount>{count}</messageCount></dataFile>{rest}");

    public static string Answer(string results = "", string summary = "1,1,0,0,0,0,0") =>
        Root(Schemas.Answer, Envelope
            + $"<requestCorrelation><voucherId>{Uuid}</voucherId><fileSequenceNumber>1</fileSequenceNumber>"
            + $"<dataFileName>a.xml</dataFileName><digest>{Digest}</digest></requestCorrelation>"
            + Summary(summary) + $"<results>{results}</results>");

    public static string Result(
        string number = "1", string reference = "", string action = "register", string ssin = "<ssin>68060105329</ssin>",
        string type = "<dossierType>A</dossierType>",
        string outcome = "REGISTERED", string periods = "", string status = "<value>OK</value><code>MSG00000</code>") =>
        Answer(
            $"<result><recordNumber>{number}</recordNumber>{reference}<action>{action}</action>{ssin}{type}"
                + $"<outcome>{outcome}</outcome>{periods}<status>{status}</status></result>");

    public static string Receipt(string decision = "ACCEPTED", string errors = "",
        string correlation = "<voucherFileName>a.voucher.xml</voucherFileName>") =>
        Root(Schemas.Receipt,
            $"{Sender}{Receiver}<sequenceNumber>1</sequenceNumber><correlation>{correlation}</correlation>"
                + $"<decision>{decision}</decision>{errors}");

    public static string Error(string rest = "", string languages = "FR,NL,DE,EN") =>
        "<error><code>RAA10012</code>" + string.Concat(languages.Split(',')
            .Select(language => $"<description language=\"{language}\">x</description>")) + rest + "</error>";

    public static string Status(string lanes) =>
        Root(Schemas.Status, $"<party>0212344876</party><writtenAt>2026-01-01T10:00:00Z</writtenAt><environment>T</environment>{lanes}");

    private static string Summary(string numbers)
    {
        string[] names = ["read", "registered", "merged", "unchanged", "removed", "shortened", "rejected"];
        return "<summary>" + string.Concat(numbers.Split(',').Zip(names, (number, name) => $"<{name}>{number}</{name}>")) + "</summary>";
    }
}
