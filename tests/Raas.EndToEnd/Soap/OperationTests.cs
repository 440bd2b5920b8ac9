using System.Globalization;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Host.Web;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>The eight operations, as a program of an institution calls them over HTTP.</summary>
public sealed class OperationTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private static string Inscription(string ssin, string period, string type = "A", string person = "") =>
        $"<inscription><ssin>{ssin}</ssin><dossierType>{type}</dossierType>{period}{person}</inscription>";

    private static string Period(string begin, string? end = null) =>
        $"<period><beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</period>";

    private static string Rows(XElement response) => string.Join(' ', response.Descendants("period").Where(p => p.Parent!.Name == "result")
        .Select(p => $"{p.Element("beginDate")!.Value}..{p.Element("endDate")?.Value}"));

    [Fact]
    public void Registers_merges_shortens_and_consults()
    {
        var ssin = Numbers.Of(1);
        var first = soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2020-01-01", "2020-12-31")));
        Assert.Equal(("MSG00000", "REGISTERED", "2020-01-01..2020-12-31"),
            (Code(first), first.Descendants("outcome").Single().Value, Rows(first)));
        Assert.Equal("test-ticket", first.Element("informationCustomer")!.Element("ticket")!.Value);
        Assert.True(Guid.TryParse(first.Element("informationCBSS")!.Element("ticketCBSS")!.Value, out _));

        var merged = soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2020-06-01")));
        Assert.Equal(("MERGED", "2020-01-01.."), (merged.Descendants("outcome").Single().Value, Rows(merged)));
        Assert.Equal("UNCHANGED", soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2021-01-01")))
            .Descendants("outcome").Single().Value);

        var shortened = soap.Call("RegisterService", "unregisterInscription", Inscription(ssin, Period("2021-01-01", "2021-12-31")));
        Assert.Equal(("SHORTENED", "2020-01-01..2020-12-31 2022-01-01.."),
            (shortened.Descendants("outcome").Single().Value, Rows(shortened)));

        var rows = soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>");
        Assert.Equal(("DATA_FOUND", "2020-01-01..2020-12-31 2022-01-01.."), (rows.Element("status")!.Element("value")!.Value, Rows(rows)));
        Assert.Equal("2022-01-01..", Rows(soap.Call("RegisterService", "consultInscriptions",
            $"<criteria><ssin>{ssin}</ssin><dossierType>A</dossierType>{Period("2023-01-01")}</criteria>")));
        Assert.Equal("MSG00100", Code(
            soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin><dossierType>B</dossierType></criteria>")));
        Assert.Equal("MSG00100",
            Code(soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>", Other)));

        Assert.Equal("REMOVED",
            soap.Call("RegisterService", "unregisterInscription", Inscription(ssin, "")).Descendants("outcome").Single().Value);
        Assert.Equal("MSG00100", Code(soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>")));
        var why = Executable.Run(soap.Data.Root, "explain", Institution, ssin, "--reason", "a test").Output;
        Assert.Contains("online", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Consults_what_is_true_on_a_day_and_what_was_known_at_a_moment()
    {
        var ssin = Numbers.Of(7);
        XElement Consult(string criteria) => soap.Call("RegisterService", "consultInscriptions",
            $"<criteria><ssin>{ssin}</ssin>{criteria}</criteria>");
        string Moment(TimeSpan offset) => DateTimeOffset.UtcNow.ToOffset(offset).ToString("yyyy-MM-dd'T'HH:mm:ss.fffK",
            CultureInfo.InvariantCulture);
        var before = Moment(TimeSpan.Zero);
        Thread.Sleep(50);
        soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2020-01-01", "2020-12-31")));
        soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2022-01-01")));
        Thread.Sleep(50);
        var between = Moment(TimeSpan.FromHours(5));
        Thread.Sleep(50);
        soap.Call("RegisterService", "unregisterInscription", Inscription(ssin, Period("2020-01-01", "2020-12-31")));

        Assert.Equal("2022-01-01..", Rows(Consult("")));
        Assert.Equal("MSG00100", Code(Consult("<validOn>2020-06-01</validOn>")));
        Assert.Equal("2020-01-01..2020-12-31 2022-01-01..", Rows(Consult($"<knownOn>{between}</knownOn>")));
        var both = Consult($"<validOn>2020-12-31</validOn><knownOn>{between}</knownOn>");
        Assert.Equal(("DATA_FOUND", "2020-01-01..2020-12-31"), (both.Element("status")!.Element("value")!.Value, Rows(both)));
        Assert.Equal(between, both.Element("criteria")!.Element("knownOn")!.Value);
        Assert.Equal("2020-01-01..2020-12-31",
            Rows(Consult($"<dossierType>A</dossierType>{Period("2019-01-01", "2020-01-01")}<knownOn>{between}</knownOn>")));
        Assert.Equal("MSG00100", Code(Consult($"<dossierType>B</dossierType><knownOn>{between}</knownOn>")));
        Assert.Equal("MSG00100", Code(Consult($"<knownOn>{before}</knownOn>")));
        // Before the first word of a source nobody was known.
        Assert.Equal("MSG00005", Code(Consult("<knownOn>2020-01-01T00:00:00</knownOn>")));
        var toCome = Consult($"<knownOn>{DateTime.UtcNow.Year + 1}-01-01T00:00:00Z</knownOn>");
        Assert.Equal(("RAA50007", "NO_RESULT"), (Code(toCome), toCome.Element("status")!.Element("value")!.Value));
        Assert.Equal("MSG00008", Code(Consult("<knownOn>9999-12-31T23:00:00-05:00</knownOn>")));
        foreach (var wrong in new[] { "<knownOn>2026-01-01</knownOn>", "<validOn>2026-02-30</validOn>", "<validOn/>" })
        {
            var fault = soap.Host.Send(Message("RegisterService", "consultInscriptions", System.Text.Encoding.UTF8.GetBytes(
                Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin>{wrong}</criteria>")), Institution));
            Assert.Contains("MSG00008", fault.Text, StringComparison.Ordinal);
        }
        var audited = Executable.Run(soap.Data.Root, "audit", "export").Output.Split('\n').Where(line =>
            line.Contains(ssin, StringComparison.Ordinal) && line.Contains("consultInscriptions", StringComparison.Ordinal)).ToList();
        Assert.Contains(audited, line => line.Contains("RAA50007", StringComparison.Ordinal));
        Assert.True(audited.Count >= 9, string.Join('\n', audited));
    }

    [Fact]
    public void Tells_every_error_of_a_registration_at_once()
    {
        var refused = soap.Call("RegisterService", "registerInscription", Inscription(Numbers.Of(2), Period("2020-01-01", "2019-01-01"),
            "B", "<person><lastName>Somebody</lastName><gender>F</gender></person>"));
        Assert.Equal(("NO_RESULT", "RAA20004"), (refused.Element("status")!.Element("value")!.Value, Code(refused)));
        Assert.Equal(["code=RAA20002", "code=RAA20003", "lastName=", "gender="],
            refused.Descendants("information").Select(i => $"{i.Element("fieldName")!.Value}={i.Element("fieldValue")?.Value}"));
        Assert.Null(refused.Element("result"));
    }

    [Theory]
    [InlineData("MSG00011", 1)]
    [InlineData("MSG00005", 2)]
    public void A_number_that_is_none_or_nobodys_is_told_by_every_operation_that_takes_one(string code, int which)
    {
        var ssin = which == 1 ? Numbers.Wrong(1) : Numbers.Of(5000);
        Assert.Equal(code, Code(soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2020-01-01")))));
        Assert.Equal(code, Code(soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>")));
        Assert.Equal(code, Code(soap.Call("PersonService", "searchPersonBySsin", $"<criteria><ssin>{ssin}</ssin></criteria>")));
        Assert.Equal(code, Code(soap.Call("PersonService", "updatePerson", $"<ssin>{ssin}</ssin><person><gender>F</gender></person>")));
    }

    [Fact]
    public void Calls_are_counted_by_operation_and_code()
    {
        soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Wrong(3)}</ssin></criteria>");
        Assert.Matches("(?m)^raas_soap_calls_total\\{operation=\"consultInscriptions\",code=\"MSG00011\"\\} [1-9]", soap.Host.Metrics);
    }

    [Fact]
    public void Nobody_acts_for_another_party_or_on_another_legal_basis()
    {
        var criteria = $"<criteria><ssin>{Numbers.Of(3)}</ssin></criteria>";
        var other = soap.Host.Send(Message("RegisterService", "consultInscriptions",
            System.Text.Encoding.UTF8.GetBytes(Envelope("RegisterService", "consultInscriptions", criteria, Other)), Institution));
        Assert.Contains("<code>MSG00013</code>", other.Text, StringComparison.Ordinal);
        Assert.Equal("MSG00013", Code(soap.Call("RegisterService", "consultInscriptions", criteria, context: "ANOTHER PURPOSE")));
        Assert.Equal("MSG00013", Code(soap.Call("PersonService", "createPerson",
            "<person><lastName>X</lastName><birthDate>1980-01-01</birthDate></person>", context: "ANOTHER PURPOSE")));
    }

    [Fact]
    public void A_delivery_of_the_caller_is_told_and_nobody_elses()
    {
        _ = soap.Host;
        soap.Data.Put(Registers(Institution, 1, 10, 3), Registers(Institution, 3, 10, 3));
        Wait.Until(() => soap.Data.Answers(Institution) == 1, () => soap.Host.Log);
        const string one = "<criteria><flow>SUBSCRIPTION</flow><fileSequenceNumber>1</fileSequenceNumber></criteria>";
        var accepted = soap.Call("RegisterService", "getDeliveryStatus", one);
        Assert.Equal(("ACCEPTED", "3", "3"), (accepted.Descendants("state").Single().Value, accepted.Descendants("read").Single().Value,
            accepted.Descendants("registered").Single().Value));
        Assert.Equal("MSG00100", Code(soap.Call("RegisterService", "getDeliveryStatus", one, Other)));
        var waits = soap.Call("RegisterService", "getDeliveryStatus", one.Replace(">1<", ">3<", StringComparison.Ordinal));
        Assert.Equal("WAITING", waits.Descendants("state").Single().Value);
        Assert.NotEmpty(waits.Descendants("detail").Single().Value);
        var voucher = soap.Data.Ask<string>("SELECT VoucherId FROM delivery WHERE Flow = 'SUBSCRIPTION'");
        Assert.Equal("ACCEPTED", soap.Call("RegisterService", "getDeliveryStatus",
            $"<criteria><voucherId>{voucher.ToUpperInvariant()}</voucherId></criteria>").Descendants("state").Single().Value);
        Assert.Equal("MSG00100",
            Code(soap.Call("RegisterService", "getDeliveryStatus", $"<criteria><voucherId>{voucher}</voucherId></criteria>", Other)));
    }

    [Fact]
    public void Finds_a_person_by_number_with_the_data_that_a_deliberation_allows()
    {
        var found = soap.Call("PersonService", "searchPersonBySsin", $"<criteria><ssin>{Numbers.Of(5)}</ssin></criteria>");
        var person = found.Element("result")!;
        Assert.Equal((Name(5), Birth(5), "Gent"),
            (person.Element("lastName")!.Value, person.Element("birthDate")!.Value, person.Element("address")!.Element("city")!.Value));
        Assert.Null(person.Element("nationality"));
        Assert.Equal(["person/nationality", "person/civilState"], found.Element("dataFilters")!.Elements().Select(e => e.Value));
    }

    private static string Phonetic(string name, string birth, string more = "") =>
        $"<criteria><lastName>{name}</lastName><firstName>Jan</firstName><birthDate>{birth}</birthDate>{more}</criteria>";

    [Fact]
    public void Finds_persons_by_a_name_as_it_sounds()
    {
        string[] Found(string name, string birth, string more = "") => [.. soap.Call("PersonService", "searchPersonPhonetically",
            Phonetic(name, birth, more)).Elements("result").Select(r => r.Element("person")!.Element("ssin")!.Value)];
        Assert.Equal([Numbers.Of(8)], Found("van der Meersch", Birth(8)));
        Assert.Equal([Numbers.Of(8)], Found("Vandermeirsch", Birth(8)));
        Assert.Equal([Numbers.Of(2)], Found("LEFEBVRE", "1952-03-00", "<tolerance>0</tolerance>"));
        Assert.Equal([Numbers.Of(3)], Found("Mueller", "1952-00-00", "<tolerance>1</tolerance>"));
        Assert.Empty(Found("Mueller", "1953-03-05"));
        Assert.Equal([Numbers.Of(3)], Found("Mueller", "1953-03-05", "<tolerance>1</tolerance>"));
        Assert.Empty(Found("Mueller", Birth(3), "<gender>F</gender>"));
    }

    [Fact]
    public void A_search_says_what_it_misses_and_gives_all_or_nothing()
    {
        Assert.Equal("RAA50005", Code(soap.Call("PersonService", "searchPersonPhonetically", Phonetic("Dupont", "1960-00-00"))));
        Assert.Equal("MSG00008", Code(soap.Call("PersonService", "searchPersonPhonetically", Phonetic("Dupont", "1961-02-29"))));
        Assert.Equal("MSG00100", Code(soap.Call("PersonService", "searchPersonPhonetically", Phonetic("Xyzzy", "1961-02-28"))));
        var many = soap.Call("PersonService", "searchPersonPhonetically",
            Phonetic("Dupont", "1970-00-00", "<tolerance>30</tolerance><maximum>4</maximum>"));
        Assert.Equal(("NO_RESULT", "RAA50001"), (many.Element("status")!.Element("value")!.Value, Code(many)));
        Assert.Empty(many.Elements("result"));
        Assert.Equal(5, soap.Call("PersonService", "searchPersonPhonetically",
            Phonetic("Dupont", "1970-00-00", "<tolerance>30</tolerance><maximum>5</maximum>")).Elements("result").Count());
    }

    [Fact]
    public void Creates_a_number_once_corrects_it_and_the_night_tells()
    {
        const string person = "<person><lastName>Zwartendijk</lastName><firstName>Hanne</firstName><birthDate>1988-11-03</birthDate>"
            + "<birthPlace>Breda</birthPlace><gender>F</gender></person>";
        var created = soap.Call("PersonService", "createPerson", person);
        var ssin = created.Descendants("newlyRegisteredPerson").Single().Element("ssin")!.Value;
        Assert.StartsWith("885103002", ssin, StringComparison.Ordinal);
        var again = soap.Call("PersonService", "createPerson", person.Replace("Zwartendijk", "Swartendyk", StringComparison.Ordinal));
        Assert.Equal(("RAA50002", ssin), (Code(again), again.Descendants("existingPersons").Single().Descendants("ssin").Single().Value));
        Assert.Equal("RAA50004",
            Code(
                soap.Call("PersonService", "createPerson",
                    "<person><lastName>Nobody</lastName><birthDate>1988-00-00</birthDate><birthPlace>Breda</birthPlace>"
                        + "<gender>F</gender></person>")));
        var abroad = soap.Call("PersonService", "createPerson",
            "<person><lastName>Ferreira</lastName><birthDate>1988-00-00</birthDate><address><city>Porto</city>"
                + "<country>123</country></address></person>");
        Assert.StartsWith("882000001", abroad.Descendants("newlyRegisteredPerson").Single().Element("ssin")!.Value,
            StringComparison.Ordinal);

        Assert.Equal("REGISTERED", soap.Call("RegisterService", "registerInscription", Inscription(ssin, Period("2020-01-01")))
            .Descendants("outcome").Single().Value);
        Assert.Equal(0, Executable.Run(soap.Data.Root, "night", "--date",
            DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ExitCode);
        var corrected = soap.Call("PersonService", "updatePerson",
            $"<ssin>{ssin}</ssin><person><name><lastName>Zwart</lastName><firstName>Hanne</firstName></name><gender>F</gender></person>");
        Assert.Equal(["NAME APPLIED", "GENDER UNCHANGED"],
            corrected.Elements("result").Select(r => $"{r.Element("group")!.Value} {r.Element("status")!.Value}"));
        Assert.Equal(ssin,
            soap.Call("PersonService", "searchPersonPhonetically",
                "<criteria><lastName>Zwart</lastName><firstName>Hanne</firstName><birthDate>1988-11-03</birthDate></criteria>")
                    .Descendants("person").Single().Element("ssin")!.Value);
        Assert.Equal("RAA50003",
            Code(soap.Call("PersonService", "updatePerson", $"<ssin>{Numbers.Of(4)}</ssin><person><gender>F</gender></person>")));
        var night = Executable.Run(soap.Data.Root, "night");
        Assert.True(night.ExitCode == 0, night.Output + night.Errors);
        Assert.Contains(Directory.GetFiles(soap.Data.Out(Institution), "IDENTITY.*.xml").Select(File.ReadAllText), text =>
            text.Contains($">{ssin}<", StringComparison.Ordinal) && text.Contains("Zwartendijk", StringComparison.Ordinal)
                && text.Contains("<lastName>Zwart<", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replaced_number_is_answered_under_the_current_one()
    {
        _ = soap.Host;
        var (old, now) = (Numbers.Of(90), Numbers.Of(30));
        soap.Data.Put(new Drop { Party = House.Bcss, Flow = "PERSON-MUTATION", Number = 2, Records = Drop.Replacement(50, old, now) });
        Wait.Until(() => soap.Data.Ask<long>("SELECT COUNT(*) FROM replacement") == 1, () => soap.Host.Log);
        var registered = soap.Call("RegisterService", "registerInscription", Inscription(old, Period("2020-01-01")));
        Assert.Equal((now, old), (registered.Element("ssin")!.Value, registered.Element("ssin")!.Attribute("replaces")!.Value));
        var consulted = soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{old}</ssin></criteria>");
        Assert.Equal((now, old, "2020-01-01.."),
            (consulted.Element("ssin")!.Value, consulted.Element("ssin")!.Attribute("replaces")!.Value, Rows(consulted)));
        var person = soap.Call("PersonService", "searchPersonBySsin", $"<criteria><ssin>{old}</ssin></criteria>");
        Assert.Equal((now, now), (person.Element("ssin")!.Value, person.Element("result")!.Element("ssin")!.Value));
        var correction = soap.Call("PersonService", "updatePerson", $"<ssin>{old}</ssin><person><gender>F</gender></person>");
        Assert.Equal(("MSG00006", "newSSIN", now),
            (Code(correction), correction.Descendants("fieldName").Single().Value, correction.Descendants("fieldValue").Single().Value));
        Assert.Equal("MSG00100", Code(soap.Call("PersonService", "searchPersonPhonetically",
            "<criteria><lastName>Nowak</lastName><birthDate>1970-05-01</birthDate></criteria>")));
    }
}
