using Raas.Outgoing;
using Raas.Xml;
using static Raas.Tests.Xml.Valid;

namespace Raas.Tests.Xml;

/// <summary>Small instances, valid and not, type by type.</summary>
public class SchemaValuesTests
{
    [Theory]
    [InlineData("68060105329", true)]
    [InlineData("00000000000", true)]           // a number or not: a rule of the record, MSG00011
    [InlineData("6806010532", false)]
    [InlineData("680601053290", false)]
    [InlineData("6806010532A", false)]
    [InlineData(" 68060105329", false)]
    [InlineData("68060105329\n", false)]
    [InlineData("٦٨٠٦٠١٠٥٣٢٩", false)]          // digits, but not ours
    [InlineData("", false)]
    public void Ssin_is_eleven_digits(string text, bool valid)
    {
        Is(valid, Schemas.Subscription, Register(ssin: text));
        Is(valid, Schemas.Subscription, Subscription($"<unregister><ssin>{text}</ssin><dossierType>A</dossierType></unregister>"));
        Is(valid, Schemas.PersonMutation,
            Mutations($"<cancellation><mutationId>1</mutationId><date>2026-01-01</date><ssin>{text}</ssin></cancellation>"));
        Is(valid, Schemas.Answer, Result(ssin: $"<ssin canceled=\"false\" replaces=\"68060105329\">{text}</ssin>"));
    }

    [Theory]
    [InlineData("A", true)]
    [InlineData("LIVING-WAGE", true)]
    [InlineData("9 to 5:part_time+extra", true)]
    [InlineData("", false)]
    [InlineData(" A", false)]
    [InlineData("A ", false)]
    [InlineData("-A", false)]
    [InlineData("A\nB", false)]
    [InlineData("A\n", false)]
    [InlineData("Été", false)]
    [InlineData("A.B", false)]
    public void Dossier_type_is_an_inscription_context(string text, bool valid) => Is(valid, Schemas.Subscription, Register(type: text));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Dossier_type_has_at_most_64_characters(int length, bool valid) =>
        Is(valid, Schemas.Subscription, Register(type: new string('a', length)));

    [Theory]
    [InlineData("<beginDate>2026-01-01</beginDate>", true)]
    [InlineData("<beginDate>2026-01-01</beginDate><endDate>2026-12-31</endDate>", true)]
    [InlineData("<beginDate>2026-01-02</beginDate><endDate>2026-01-01</endDate>", true)]    // RAA20003, a rule of the record
    [InlineData("<beginDate>0001-01-01</beginDate><endDate>9999-12-31</endDate>", true)]
    [InlineData("<beginDate>2024-02-29</beginDate>", true)]
    [InlineData("<beginDate>2025-02-29</beginDate>", false)]
    [InlineData("<beginDate>2026-01-01Z</beginDate>", false)]
    [InlineData("<beginDate>2026-01-01+01:00</beginDate>", false)]
    [InlineData("<beginDate>-2026-01-01</beginDate>", false)]
    [InlineData("<beginDate>12026-01-01</beginDate>", false)]
    [InlineData("<beginDate>2026-1-1</beginDate>", false)]
    [InlineData("<beginDate>2026-01-01T00:00:00</beginDate>", false)]
    [InlineData("<beginDate/>", false)]
    [InlineData("<endDate>2026-01-01</endDate>", false)]
    [InlineData("<endDate>2026-01-01</endDate><beginDate>2026-01-01</beginDate>", false)]
    [InlineData("", false)]
    public void A_period_has_a_first_day_and_perhaps_a_last_one(string period, bool valid)
    {
        Is(valid, Schemas.Subscription, Register(period: period));
        Is(valid, Schemas.Subscription,
            Subscription($"<unregister><ssin>68060105329</ssin><dossierType>A</dossierType><period>{period}</period></unregister>"));
        Is(valid, Schemas.Answer, Result(periods: $"<period>{period}</period><period>{period}</period>"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" reference='R 1/é😀'", true)]
    [InlineData(" reference='123456789012345678901234567890123456'", true)]
    [InlineData(" reference='1234567890123456789012345678901234567'", false)]
    [InlineData(" reference=''", false)]
    [InlineData(" reference='a&#9;b'", false)]
    [InlineData(" reference='a&#10;'", false)]
    [InlineData(" reference='a&#x2028;'", false)]
    [InlineData(" other='1'", false)]
    [InlineData(" xml:lang='fr'", false)]
    public void Reference_is_one_short_line(string attributes, bool valid) =>
        Is(valid, Schemas.Subscription, Register(attributes: attributes));

    [Theory]
    [InlineData("", true)]
    [InlineData("<person/>", true)]
    [InlineData(
        "<person><lastName>Ó Ceallaigh</lastName><firstName>Zoë</firstName><birthDate>1968-06-00</birthDate><gender>F</gender></person>",
        true)]
    [InlineData("<person><firstName>Zoë</firstName><lastName>x</lastName></person>", false)]
    [InlineData("<person><lastName></lastName></person>", false)]
    [InlineData("<person><lastName>a\nb</lastName></person>", false)]
    [InlineData("<person><gender>m</gender></person>", false)]
    [InlineData("<person><gender>X</gender></person>", false)]
    public void A_register_may_say_who_the_person_is(string person, bool valid) =>
        Is(valid, Schemas.Subscription, Register(person: person));

    [Theory]
    [InlineData("1968-06-01", true)]
    [InlineData("1968-06-00", true)]
    [InlineData("1968-00-00", true)]
    [InlineData("0000-00-00", true)]
    [InlineData("1968-06-31", false)]
    [InlineData("1968-13-01", false)]
    [InlineData("1968-00-01", false)]
    [InlineData("1968-02-30", false)]
    [InlineData("3000-01-01", false)]
    [InlineData("1968-06-1", false)]
    [InlineData("1968-06-01\n", true)]          // blanks around it do not count, as in the published CommonV3
    [InlineData("", false)]
    public void A_birth_date_may_be_incomplete(string text, bool valid)
    {
        Is(valid, Schemas.Subscription, Register(person: $"<person><birthDate>{text}</birthDate></person>"));
        Is(valid, Schemas.PersonMutation, Person(birth: $"<birthDate>{text}</birthDate>"));
    }

    [Fact]
    public void Requests_may_be_none_or_many_in_any_order()
    {
        const string Register = "<register><ssin>68060105329</ssin><dossierType>A</dossierType>"
            + "<period><beginDate>2026-01-01</beginDate></period></register>";
        const string Unregister = "<unregister reference='1'><ssin>68060105329</ssin><dossierType>A</dossierType></unregister>";
        Is(true, Schemas.Subscription, Subscription(""));
        Is(true, Schemas.Subscription, Subscription(Unregister + Register + Unregister));
        Is(false, Schemas.Subscription, Subscription("<other/>"));
        Is(false, Schemas.Subscription,
            Subscription("<unregister><ssin>68060105329</ssin><dossierType>A</dossierType><person/></unregister>"));
        Is(false, Schemas.Subscription, Subscription("<x:register xmlns:x='urn:be:raas:subscription:v1'/>"));
        Is(false, Schemas.Subscription, Subscription("text"));
    }

    [Fact]
    public void The_envelope_has_its_order_and_its_parts()
    {
        const string Requests = "<requests/>";
        Is(true, Schemas.Subscription,
            Root(Schemas.Subscription, Envelope + "<dataFilters><filteredElement>a/b</filteredElement></dataFilters>" + Requests));
        Is(false, Schemas.Subscription, Root(Schemas.Subscription, Envelope + "<dataFilters/>" + Requests));
        Is(false, Schemas.Subscription, Root(Schemas.Subscription, Envelope));
        Is(false, Schemas.Subscription, Root(Schemas.Subscription, Sender + Receiver + "<sequenceNumber>1</sequenceNumber>" + Requests));
        Is(false, Schemas.Subscription,
            Root(Schemas.Subscription, Envelope.Replace(Sender + Receiver, Receiver + Sender, StringComparison.Ordinal) + Requests));
        Is(false, Schemas.Subscription,
            Root(Schemas.Subscription, Envelope.Replace("social security", "", StringComparison.Ordinal) + Requests));
    }

    [Theory]
    [InlineData("<organizationIdentification><cbeNumber>0212344876</cbeNumber></organizationIdentification>", true)]
    [InlineData("<organizationIdentification><sector>17</sector><institution>999</institution></organizationIdentification>", true)]
    [InlineData(
        "<ticket>T-1</ticket><timestampSent>2026-01-01T10:00:00.123Z</timestampSent>"
            + "<organizationIdentification><cbeNumber>0212344876</cbeNumber></organizationIdentification>", true)]
    [InlineData("<organizationIdentification><sector>17</sector></organizationIdentification>", false)]
    [InlineData("<organizationIdentification><sector>1000</sector><institution>0</institution></organizationIdentification>", false)]
    [InlineData("<organizationIdentification><cbeNumber>212344876</cbeNumber></organizationIdentification>", false)]
    [InlineData("<organizationIdentification><cbeNumber>0212.344.876</cbeNumber></organizationIdentification>", false)]
    [InlineData("<organizationIdentification/>", false)]
    [InlineData(
        "<ticket>1234567890123456789012345678901234567</ticket>"
            + "<organizationIdentification><cbeNumber>0212344876</cbeNumber></organizationIdentification>", false)]
    public void A_sender_is_named_by_cbe_number_or_by_sector_and_institution(string sender, bool valid) =>
        Is(valid, Schemas.Voucher, Voucher(sender: $"<sender>{sender}</sender>"));

    [Fact]
    public void A_voucher_has_its_parts()
    {
        Is(true, Schemas.Voucher, Voucher());
        Is(true, Schemas.Voucher,
            Voucher(id: Uuid.ToUpperInvariant(), environment: "P", flow: "NO-SUCH-FLOW", size: "999999999999999", count: "10000000"));
        Is(true, Schemas.Voucher, Voucher(rest: $"<responseTo>{Uuid}</responseTo><previousDigest>{Digest}</previousDigest>"));
        Is(true, Schemas.Voucher, Voucher(rest: $"<previousDigest>{Digest}</previousDigest>"));
        Is(true, Schemas.Voucher, Voucher(name: "../x"));                  // RAA10007, a rule
        Is(false, Schemas.Voucher, Voucher(rest: $"<previousDigest>{Digest}</previousDigest><responseTo>{Uuid}</responseTo>"));
        Is(false, Schemas.Voucher, Voucher(rest: "<other/>"));
        Is(false, Schemas.Voucher, Voucher(id: Uuid.Replace("-", "", StringComparison.Ordinal)));
        Is(false, Schemas.Voucher, Voucher(id: ""));
        Is(false, Schemas.Voucher, Voucher(environment: "X"));
        Is(false, Schemas.Voucher, Voucher(environment: "t"));
        Is(false, Schemas.Voucher, Voucher(flow: "subscription"));
        Is(false, Schemas.Voucher, Voucher(flow: new string('A', 65)));
        Is(false, Schemas.Voucher, Voucher(created: "2026-01-01"));
        Is(false, Schemas.Voucher, Voucher(name: ""));
        Is(false, Schemas.Voucher, Voucher(name: new string('a', 256)));
        Is(false, Schemas.Voucher, Voucher(size: "-1"));
        Is(false, Schemas.Voucher, Voucher(size: "1000000000000000"));
        Is(false, Schemas.Voucher, Voucher(size: ""));
        Is(false, Schemas.Voucher, Voucher(count: "1.5"));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("999999999999999", true)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("1000000000000000", false)]
    [InlineData("", false)]
    public void A_sequence_number_counts_from_one(string number, bool valid) => Is(valid, Schemas.Voucher, Voucher(number: number));

    [Theory]
    [InlineData("<digest algorithm=\"SHA-256\">" + Digest + "</digest>", true)]
    [InlineData("<digest>" + Digest + "</digest>", false)]
    [InlineData("<digest algorithm=\"MD5\">" + Digest + "</digest>", false)]
    [InlineData("<digest algorithm=\"SHA-256\">" + Digest + "0</digest>", false)]
    [InlineData("<digest algorithm=\"SHA-256\">" + Digest + "\n</digest>", false)]
    [InlineData("<digest algorithm=\"SHA-256\"></digest>", false)]
    public void A_digest_is_sha_256_in_hexadecimal(string digest, bool valid) => Is(valid, Schemas.Voucher, Voucher(digest: digest));

    [Fact]
    public void An_answer_balances_its_parts()
    {
        Is(true, Schemas.Answer, Answer());
        Is(true, Schemas.Answer, Result());
        Is(true, Schemas.Answer, Result(reference: "<reference>R1</reference>", outcome: "REJECTED",
            status: "<value>NOK</value><code>RAA20004</code><description>x</description>"
            + string.Concat(Enumerable.Repeat("<information><fieldName>lastName</fieldName></information>", 15))));
        foreach (var action in new[] { "register", "unregister", "person", "replacement", "replacementAnnulled", "cancellation" })
            Is(true, Schemas.Answer, Result(action: action, type: ""));
        Is(false, Schemas.Answer, Answer(summary: "1,1,0,0,0,0"));
        Is(false, Schemas.Answer, Answer(summary: "1,1,0,0,0,0,-1"));
        Is(false, Schemas.Answer, Result(number: "0"));
        Is(false, Schemas.Answer, Result(action: "delete"));
        Is(false, Schemas.Answer, Result(outcome: "OK"));
        Is(false, Schemas.Answer, Result(status: "<value>DATA_FOUND</value><code>MSG00000</code>"));
        Is(false, Schemas.Answer, Result(status: "<value>OK</value><code>MSG00000</code>"
            + string.Concat(Enumerable.Repeat("<information><fieldName>lastName</fieldName></information>", 16))));
        Is(false, Schemas.Answer, Result(ssin: "<ssin canceled='maybe'>68060105329</ssin>"));
        Is(false, Schemas.Answer, Result(ssin: "<ssin replaces='1'>68060105329</ssin>"));
    }

    [Fact]
    public void A_receipt_names_its_delivery_and_its_reasons()
    {
        foreach (var decision in new[] { "ACCEPTED", "DUPLICATE", "REFUSED", "CANCELLED" })
            Is(true, Schemas.Receipt, Receipt(decision));
        Is(true, Schemas.Receipt,
            Receipt("REFUSED",
                "<errors>" + Error("<line>7</line><position>3</position><information><fieldName>a</fieldName>"
                    + "<fieldValue>b</fieldValue></information>") + "</errors>"));
        Is(true, Schemas.Receipt, Receipt("REFUSED", $"<errors>{string.Concat(Enumerable.Repeat(Error(), 100))}</errors>"));
        Is(true, Schemas.Receipt,
            Receipt(correlation: $"<voucherFileName>a b.xml</voucherFileName><voucherId>{Uuid}</voucherId><flow>any thing</flow>"
            + "<fileSequenceNumber>1</fileSequenceNumber><dataFileName>../x</dataFileName><digest>none</digest>"));
        Is(false, Schemas.Receipt, Receipt("OK"));
        Is(false, Schemas.Receipt, Receipt(correlation: ""));
        Is(false, Schemas.Receipt, Receipt(correlation: $"<voucherFileName>{new string('a', 256)}</voucherFileName>"));
        Is(false, Schemas.Receipt, Receipt("REFUSED", "<errors/>"));
        Is(false, Schemas.Receipt, Receipt("REFUSED", $"<errors>{string.Concat(Enumerable.Repeat(Error(), 101))}</errors>"));
        Is(false, Schemas.Receipt, Receipt("REFUSED", $"<errors>{Error(languages: "FR,NL,EN")}</errors>"));
        Is(false, Schemas.Receipt, Receipt("REFUSED", $"<errors>{Error(languages: "FR,NL,DE,ES")}</errors>"));
        Is(false, Schemas.Receipt, Receipt("REFUSED", $"<errors>{Error("<line>0</line>")}</errors>"));
    }

    [Fact]
    public void A_status_tells_what_waits_and_why()
    {
        const string Lane = "<flow>SUBSCRIPTION</flow><lastAccepted>4</lastAccepted><nextExpected>5</nextExpected>";
        Is(true, Schemas.Status, Status(""));
        Is(true, Schemas.Status, Status("<lane><flow>DIMONA</flow><nextExpected>1</nextExpected></lane>"));
        foreach (var reason in new[] { "WAITS_FOR_NUMBER", "DATA_FILE_MISSING", "DATA_FILE_INCOMPLETE", "LANE_HELD", "BEING_PROCESSED" })
            Is(true, Schemas.Status, Status($"<lane>{Lane}{Waiting(reason)}{Waiting(reason)}</lane>"));
        Is(false, Schemas.Status, Status($"<lane>{Lane}{Waiting("TIRED")}</lane>"));
        Is(false, Schemas.Status, Status("<lane><flow>DIMONA</flow><nextExpected>0</nextExpected></lane>"));

        static string Waiting(string reason) =>
            "<waiting><voucherFileName>a.voucher.xml</voucherFileName><fileSequenceNumber>6</fileSequenceNumber>"
            + $"<since>2026-01-01T10:00:00Z</since><reason>{reason}</reason><missingNumber>5</missingNumber><explanation>Number 5 is "
            + "missing.</explanation></waiting>";
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(
        "<birthPlace>Liège</birthPlace><gender>M</gender><nationality>150</nationality><nationality>109</nationality>"
        + "<civilState>20</civilState><address><street>Rue Haute</street><houseNumber>1</houseNumber><box>A</box>"
        + "<postalCode>1000</postalCode><city>Bruxelles</city><country>150</country></address><deceaseDate>2026-01-01</deceaseDate>", true)]
    [InlineData("<address/>", true)]
    [InlineData("<nationality>BE</nationality>", false)]
    [InlineData("<nationality>15</nationality>", false)]
    [InlineData("<civilState>100</civilState>", false)]
    [InlineData("<civilState/>", false)]
    [InlineData("<address><city>Gent</city><street>x</street></address>", false)]
    [InlineData("<address><houseNumber>1234567890123</houseNumber></address>", false)]
    [InlineData("<deceaseDate>2026-00-00</deceaseDate>", false)]
    [InlineData("<gender>M</gender><birthPlace>Liège</birthPlace>", false)]
    public void A_person_has_the_groups_of_the_authentic_source(string rest, bool valid) =>
        Is(valid, Schemas.PersonMutation, Person(rest: rest));

    [Fact]
    public void A_mutation_has_its_number_its_date_and_its_kind()
    {
        const string Head = "<mutationId>1</mutationId><date>2026-01-01</date>";
        const string Pair = "<oldSsin>68060105329</oldSsin><newSsin>68030700174</newSsin>";
        Is(true, Schemas.PersonMutation, Mutations(""));
        Is(true, Schemas.PersonMutation, Mutations(
            $"<replacement>{Head}{Pair}<reason>duplicate</reason></replacement><replacementAnnulled>{Head}{Pair}</replacementAnnulled>"));
        foreach (var register in new[] { "NR", "BIS", "RAD", "RAN" })
            Is(true, Schemas.PersonMutation, Person(register: register));
        Is(true, Schemas.PersonMutation,
            Person(names: "<lastName>x</lastName><firstName>a</firstName><firstName>b</firstName><firstName>c</firstName>"));
        Is(false, Schemas.PersonMutation,
            Person(
                names: "<lastName>x</lastName><firstName>a</firstName><firstName>b</firstName><firstName>c</firstName>"
                    + "<firstName>d</firstName>"));
        Is(false, Schemas.PersonMutation, Person(names: "<lastName>x</lastName><firstName>a\nb</firstName>"));
        Is(false, Schemas.PersonMutation, Person(names: ""));
        Is(false, Schemas.PersonMutation, Person(register: "RR"));
        Is(false, Schemas.PersonMutation, Person(head: "<date>2026-01-01</date><mutationId>1</mutationId>"));
        Is(false, Schemas.PersonMutation, Person(head: "<mutationId>0</mutationId><date>2026-01-01</date>"));
        Is(false, Schemas.PersonMutation, Mutations($"<replacement>{Head}{Pair}</replacement>"));
        Is(false, Schemas.PersonMutation, Mutations($"<birth>{Head}</birth>"));
    }
}
