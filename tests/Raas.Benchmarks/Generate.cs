using System.Globalization;
using System.IO.Abstractions;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Reading;

namespace Raas.Benchmarks;

/// <summary>Makes deliveries of any size, and the person feed that goes with them. Streams; the same seed gives the same bytes.</summary>
public static class Generate
{
    public const string Self = "0406798006";
    public const string NationalRegister = "0308357753";
    public const string Bcss = "0244640631";
    public const string Party = "0212344876";

    /// <summary>The parties of these files, as <c>raas import-config</c> takes them.</summary>
    public static string Parties(string institution) => $$"""
        { "parties": [
          { "cbe": "{{NationalRegister}}", "name": "National Register (benchmark)", "kind": "source",
            "flows": ["PERSON-MUTATION"], "supplies": ["NR"] },
          { "cbe": "{{Bcss}}", "name": "BCSS (benchmark)", "kind": "source",
            "flows": ["PERSON-MUTATION"], "supplies": ["BIS", "RAD", "RAN"] },
          { "cbe": "{{institution}}", "name": "Institution (benchmark)", "kind": "institution", "flows": ["SUBSCRIPTION"],
            "dossierTypes": [
              { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } },
              { "code": "B", "validFrom": "2000-01-01", "names": { "fr": "B", "nl": "B", "de": "B" } } ],
            "settings": { "autoReplace": true } }
        ] }

        """;

    /// <summary>The number that a RAAS expects next from a party; 1 where it has taken nothing yet.</summary>
    /// <param name="root">Its DataRoot.</param>
    public static long Next(string root, string party, string flow) =>
        new NewVoucher(new FileSystem(), TimeProvider.System).StatusOf(Path.Combine(root, "parties", party, "in", "any.xml"))
            ?.NextExpected.GetValueOrDefault(flow, 1) ?? 1;

    /// <summary>What a delivery of a living register looks like, in percent.</summary>
    public sealed record Mix(int New = 60, int Merge = 15, int Unchanged = 10, int Unregister = 10, int Rejected = 5);

    /// <summary>A SUBSCRIPTION over persons 0 to <paramref name="persons"/>. Its records assume the register that <see cref="Baseline"/>
    /// makes: every person with type A from 2010-01-01 to 2015-12-31.</summary>
    public static void Subscription(string folder, string name, string party, long number, long records, long persons, int seed,
        bool sorted = false, Mix? mix = null)
    {
        mix ??= new Mix();
        Write(folder, name, party, "SUBSCRIPTION", number, records, to =>
        {
            to.Write("<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\">\n");
            Envelope(to, party, number);
            to.Write("  <requests>\n");
            for (var i = 0L; i < records; i++)
                Record(to, i, sorted
                    ? i * persons / records
                    : Population.Mix(i + (long)seed * 1_000_003) % persons, Population.Mix(i * 31 + seed) % 100, mix);
            to.Write("  </requests>\n</s:subscriptionRequest>\n");
        });
    }

    /// <summary>The register before: every person once, type A, 2010-01-01 to 2015-12-31.</summary>
    public static void Baseline(string folder, string name, string party, long number, long persons) =>
        Write(folder, name, party, "SUBSCRIPTION", number, persons, to =>
    {
        to.Write("<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\">\n");
        Envelope(to, party, number);
        to.Write("  <requests>\n");
        for (var i = 0L; i < persons; i++)
            to.Write(
                $"    <register><ssin>{Population.At(i).Ssin:D11}</ssin><dossierType>A</dossierType>"
                    + "<period><beginDate>2010-01-01</beginDate><endDate>2015-12-31</endDate></period></register>\n");
        to.Write("  </requests>\n</s:subscriptionRequest>\n");
    });

    /// <summary>PERSON-MUTATION of the persons of one source.</summary>
    public static void Persons(string folder, string name, bool bis, long number, long persons)
    {
        var count = 0L;
        for (var i = 0L; i < persons; i++)
            count += Population.At(i).IsBis == bis ? 1 : 0;
        var source = bis ? Bcss : NationalRegister;
        Write(folder, name, source, "PERSON-MUTATION", number, count, to =>
        {
            to.Write("<m:personMutations xmlns:m=\"urn:be:raas:person-mutation:v1\">\n");
            Envelope(to, source, number);
            to.Write("  <mutations>\n");
            for (var i = 0L; i < persons; i++)
            {
                var p = Population.At(i);
                if (p.IsBis != bis)
                    continue;
                to.Write(
                    $"    <person><mutationId>{i + 1}</mutationId><date>2026-01-01</date><ssin>{p.Ssin:D11}</ssin>"
                    + $"<register>{(bis ? "BIS" : "NR")}</register><lastName>{p.LastName}</lastName><firstName>{p.FirstName}</firstName>"
                    + $"<firstName>{p.SecondName}</firstName><birthDate>{p.Year:D4}-{p.Month:D2}-{p.Day:D2}</birthDate>"
                    + $"<gender>{p.Gender}</gender><nationality>150</nationality></person>\n");
            }
            to.Write("  </mutations>\n</m:personMutations>\n");
        });
    }

    /// <summary>The rows of one of <paramref name="parties"/> institutions: a fourth of the persons, two in three still open.</summary>
    public static void Quarter(string folder, string name, string party, int index, long persons) =>
        Write(folder, name, party, "SUBSCRIPTION", 1, (persons - index % 4 + 3) / 4, to =>
    {
        to.Write("<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\">\n");
        Envelope(to, party, 1);
        to.Write("  <requests>\n");
        for (var i = (long)(index % 4); i < persons; i += 4)
            to.Write(
                $"    <register><ssin>{Population.At(i).Ssin:D11}</ssin><dossierType>A</dossierType>"
                    + $"<period><beginDate>20{10 + index % 8:D2}-01-01</beginDate>"
                    + $"{(i % 3 == 0 ? "<endDate>2019-12-31</endDate>" : "")}</period></register>\n");
        to.Write("  </requests>\n</s:subscriptionRequest>\n");
    });

    /// <summary>Every tenth person's number gives way to that of another person whom institutions know.</summary>
    public static void Replacements(string folder, string name, long number, long count) =>
        Write(folder, name, Bcss, "PERSON-MUTATION", number, count, to =>
    {
        to.Write("<m:personMutations xmlns:m=\"urn:be:raas:person-mutation:v1\">\n");
        Envelope(to, Bcss, number);
        to.Write("  <mutations>\n");
        for (var i = 0L; i < count; i++)
            to.Write(
                $"    <replacement><mutationId>{10_000_000 + i}</mutationId><date>2026-02-01</date>"
                    + $"<oldSsin>{Population.At(i * 10 + 7).Ssin:D11}</oldSsin><newSsin>{Population.At(i * 10 + 4).Ssin:D11}</newSsin>"
                    + "<reason>same person</reason></replacement>\n");
        to.Write("  </mutations>\n</m:personMutations>\n");
    });

    /// <summary>Every second person marries and moves.</summary>
    public static void Changes(string folder, string name, long number, long count) =>
        Write(folder, name, NationalRegister, "PERSON-MUTATION", number, count, to =>
    {
        to.Write("<m:personMutations xmlns:m=\"urn:be:raas:person-mutation:v1\">\n");
        Envelope(to, NationalRegister, number);
        to.Write("  <mutations>\n");
        for (var i = 0L; i < count; i++)
        {
            var p = Population.At(i * 2);
            to.Write(
                $"    <person><mutationId>{20_000_000 + i}</mutationId><date>2026-02-01</date><ssin>{p.Ssin:D11}</ssin>"
                + $"<register>NR</register><lastName>{p.LastName}-Dubois</lastName><firstName>{p.FirstName}</firstName>"
                + $"<firstName>{p.SecondName}</firstName><birthDate>{p.Year:D4}-{p.Month:D2}-{p.Day:D2}</birthDate>"
                + $"<gender>{p.Gender}</gender><nationality>150</nationality><address><street>Rue de la Loi</street>"
                + $"<houseNumber>{i % 200 + 1}</houseNumber><postalCode>1000</postalCode><city>Bruxelles</city>"
                + "<country>150</country></address></person>\n");
        }
        to.Write("  </mutations>\n</m:personMutations>\n");
    });

    private static void Record(TextWriter to, long i, long person, int dice, Mix mix)
    {
        var p = Population.At(person);
        var reference = string.Create(CultureInfo.InvariantCulture, $"R{i:D10}");
        var identity = i % 2 == 0
            ? $"<person><lastName>{SecurityElement.Escape(p.LastName)!.Replace("&apos;", "'", StringComparison.Ordinal)}</lastName>"
                + $"<firstName>{p.FirstName}</firstName><birthDate>{p.Year:D4}-{p.Month:D2}-{p.Day:D2}</birthDate>"
                + $"<gender>{p.Gender}</gender></person>"
            : "";
        if ((dice -= mix.New) < 0)
            Register(to, reference, p.Ssin, "B", $"20{10 + i % 15:D2}-01-01", i % 3 == 0 ? null : $"20{10 + i % 15:D2}-12-31", identity);
        else if ((dice -= mix.Merge) < 0)
            Register(to, reference, p.Ssin, "A", "2014-06-01", "2018-06-30", identity);
        else if ((dice -= mix.Unchanged) < 0)
            Register(to, reference, p.Ssin, "A", "2011-01-01", "2011-12-31", identity);
        else if ((dice -= mix.Unregister) < 0)
            to.Write(
                $"    <unregister reference=\"{reference}\"><ssin>{p.Ssin:D11}</ssin><dossierType>A</dossierType>"
                    + "<period><beginDate>2012-01-01</beginDate><endDate>2012-12-31</endDate></period></unregister>\n");
        else
            Register(to, reference, p.Ssin % 100 == 97 ? p.Ssin - 1 : p.Ssin + 1, "A", "2020-01-01", "2019-01-01", "");
    }

    private static void Register(TextWriter to, string reference, long ssin, string type, string begin, string? end, string identity) =>
        to.Write(
            $"    <register reference=\"{reference}\"><ssin>{ssin:D11}</ssin><dossierType>{type}</dossierType>"
                + $"<period><beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</period>"
                + $"{identity}</register>\n");

    private static void Envelope(TextWriter to, string sender, long number) => to.Write(
        $"  <sender><organizationIdentification><cbeNumber>{sender}</cbeNumber></organizationIdentification></sender>\n"
        + $"  <receiver><organizationIdentification><cbeNumber>{Self}</cbeNumber></organizationIdentification></receiver>\n"
        + $"  <legalContext>BENCHMARK:2026-01</legalContext>\n  <sequenceNumber>{number}</sequenceNumber>\n");

    private static void Write(string folder, string name, string party, string flow, long number, long count, Action<TextWriter> content)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        using (var to = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" })
        {
            to.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            content(to);
        }
        using var file = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        File.WriteAllText(Path.Combine(folder, name[..^4] + ".voucher.xml"),
            Voucher(name, flow, party, number.ToString(CultureInfo.InvariantCulture), file.Length, digest, count));
    }

    private static Guid IdOf(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));

    /// <summary>The voucher of a data file; its id follows from what it says.</summary>
    internal static string Voucher(string name, string flow, string sender, string number, long size, string digest, long count) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <v:voucher xmlns:v="urn:be:raas:voucher:v1">
          <voucherId>{IdOf($"{sender} {flow} {number} {name} {digest}")}</voucherId>
          <environment>T</environment>
          <flow>{flow}</flow>
          <sender><organizationIdentification><cbeNumber>{sender}</cbeNumber></organizationIdentification></sender>
          <receiver><organizationIdentification><cbeNumber>{Self}</cbeNumber></organizationIdentification></receiver>
          <fileSequenceNumber>{number}</fileSequenceNumber>
          <creationTimestamp>2026-01-01T00:00:00Z</creationTimestamp>
          <dataFile>
            <name>{name}</name>
            <size>{size}</size>
            <digest algorithm="SHA-256">{digest}</digest>
            <messageCount>{count}</messageCount>
          </dataFile>
        </v:voucher>

        """;
}
