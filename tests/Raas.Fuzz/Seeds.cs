using System.Text;
using Raas.Domain;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Fuzz;

/// <summary>A right file of each kind that comes in, with everything in it that its schema has.</summary>
internal static class Seeds
{
    public const string Self = "0406798006";
    public const string Institution = "0212344876";
    public const string NationalRegister = "0308357753";
    public const string Onss = "0206731645";
    private const string Digest = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";

    private const string Ticket = "<ticket>T-1</ticket><timestampSent>2026-03-02T18:00:00.5+01:00</timestampSent>";
    private const string Period = "<period><beginDate>2020-01-01</beginDate><endDate>2020-12-31</endDate></period>";

    public static readonly string[] Kinds = [Schemas.Voucher, Schemas.Subscription, Schemas.PersonMutation, Schemas.Dimona];

    /// <summary>Who sends a flow.</summary>
    public static string Sender(string kind) => kind switch
    {
        Schemas.PersonMutation => NationalRegister,
        Schemas.Dimona => Onss,
        _ => Institution,
    };

    public static string Of(string kind) => kind switch
    {
        Schemas.Voucher => Voucher(Schemas.Subscription, "a.xml", 1234, Digest, 3, 1),
        Schemas.Subscription => Root("s:subscriptionRequest", "subscription", kind, $"""
            <requests>
            <register reference="r 1"><ssin>85073003328</ssin><dossierType>HEALTH</dossierType>{Period}
              <person><lastName>Lefèvre 😀</lastName><firstName>Zoë</firstName>
              <birthDate>1970-02-00</birthDate><gender>F</gender></person></register>
            <unregister reference="é"><ssin>85073003328</ssin><dossierType>OTHER</dossierType>
              <period><beginDate>1990-01-01</beginDate></period></unregister>
            <register><ssin>00000000000</ssin><dossierType>LIVING-WAGE</dossierType>{Period}</register>
            </requests>
            """),
        Schemas.PersonMutation => Root("m:personMutations", "person-mutation", kind, """
            <mutations>
            <person><mutationId>1</mutationId><date>2026-01-01</date><ssin>85073003328</ssin><register>NR</register>
              <lastName>Peeters</lastName><firstName>Jan</firstName><firstName>Piet</firstName><birthDate>1985-07-30</birthDate>
              <birthPlace>Gent</birthPlace><gender>M</gender><nationality>150</nationality><civilState>1</civilState>
              <address><street>Wetstraat</street><houseNumber>16</houseNumber><box>b</box>
              <postalCode>1000</postalCode><city>Brussel</city><country>150</country></address>
              <deceaseDate>2026-01-01</deceaseDate></person>
            <replacement><mutationId>2</mutationId><date>2026-01-01</date><oldSsin>85073003328</oldSsin>
              <newSsin>68060105329</newSsin><reason>gender</reason></replacement>
            <replacementAnnulled><mutationId>3</mutationId><date>2026-01-01</date><oldSsin>85073003328</oldSsin>
              <newSsin>68060105329</newSsin></replacementAnnulled>
            <cancellation><mutationId>4</mutationId><date>2026-01-01</date><ssin>85073003328</ssin></cancellation>
            </mutations>
            """),
        _ => Root("d:dimonaMutations", "dimona", kind, """
            <declarations>
            <declaration><declarationId>1</declarationId><historyNumber>1</historyNumber><type>IN</type>
              <ssin>85073003328</ssin><employer><cbeNumber>0212344876</cbeNumber></employer><workerType>OTH</workerType>
              <jointCommittee>200</jointCommittee><beginDate>2026-01-01</beginDate><endDate>2026-12-31</endDate></declaration>
            <declaration><declarationId>2</declarationId><historyNumber>1</historyNumber><type>CANCEL</type>
              <ssin>85073003328</ssin><employer><nssoNumber>0123456789</nssoNumber></employer><workerType>STU</workerType>
              <beginDate>2026-01-01</beginDate></declaration>
            </declarations>
            """),
    };

    public static string Voucher(string flow, string name, long size, string digest, long count, long number) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <v:voucher xmlns:v="urn:be:raas:voucher:v1">
          <voucherId>{new Guid(Convert.FromHexString(digest[..32]))}</voucherId>
          <environment>T</environment>
          <flow>{flow}</flow>
          {Head("sender", Sender(flow), Ticket)}
          {Head("receiver", Self, "")}
          <fileSequenceNumber>{number}</fileSequenceNumber>
          <creationTimestamp>2026-03-02T18:00:00Z</creationTimestamp>
          <dataFile>
            <name>{name}</name>
            <size>{size}</size>
            <digest algorithm="SHA-256">{digest}</digest>
            <messageCount>{count}</messageCount>
          </dataFile>
        </v:voucher>
        """.ReplaceLineEndings("\n");

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Root(string name, string schema, string kind, string payload) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <{name} xmlns:{name[0]}="urn:be:raas:{schema}:v1">
        {Head("sender", Sender(kind), Ticket)}
        {Head("receiver", Self, "")}
        <legalContext>FUZZ:2026-01</legalContext>
        <sequenceNumber>1</sequenceNumber>
        <dataFilters><filteredElement>a/b</filteredElement></dataFilters>
        {payload}
        </{name}>

        """.ReplaceLineEndings("\n");

    private static string Head(string element, string cbe, string ticket) =>
        $"<{element}>{ticket}<organizationIdentification><cbeNumber>{cbe}</cbeNumber></organizationIdentification></{element}>";
}
