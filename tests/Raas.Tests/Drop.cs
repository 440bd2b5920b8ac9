using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Reading;

namespace Raas.Tests;

/// <summary>A delivery as an institution would make it: right by default, with each thing that a test spoils named.</summary>
public sealed record Drop
{
    public required string Party { get; init; }
    public string Flow { get; init; } = "SUBSCRIPTION";
    public long Number { get; init; } = 1;

    /// <summary>The records, as XML; used when <see cref="Data"/> is not given.</summary>
    public string Records { get; init; } = "";

    /// <summary>The data file, when it is not the usual envelope around <see cref="Records"/>.</summary>
    public byte[]? Data { get; init; }

    public int? Count { get; init; }
    public string? DataFileName { get; init; }
    public string? VoucherFileName { get; init; }
    public string? NameInVoucher { get; init; }
    public string? Sender { get; init; }
    public string Receiver { get; init; } = House.Self;
    public string Environment { get; init; } = "T";
    public string? Digest { get; init; }
    public long? Size { get; init; }
    public string? VoucherText { get; init; }
    public bool WithoutData { get; init; }
    public bool WithoutVoucher { get; init; }

    public string DataName => DataFileName ?? $"{Flow}.{Number}.xml";

    public string VoucherName => VoucherFileName ?? DataName[..^4] + ".voucher.xml";

    public byte[] Bytes =>
        Data ?? Encoding.UTF8.GetBytes(Flow switch { "SUBSCRIPTION" => Subscription(), "DIMONA" => Dimona(), _ => PersonMutations() });

    public string Voucher() => VoucherText ?? $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <v:voucher xmlns:v="urn:be:raas:voucher:v1">
          <voucherId>{VoucherId()}</voucherId>
          <environment>{Environment}</environment>
          <flow>{Flow}</flow>
          {Organisation("sender", Sender ?? Party)}
          {Organisation("receiver", Receiver)}
          <fileSequenceNumber>{Number}</fileSequenceNumber>
          <creationTimestamp>2026-03-02T18:00:00Z</creationTimestamp>
          <dataFile>
            <name>{System.Security.SecurityElement.Escape(NameInVoucher ?? DataName)}</name>
            <size>{Size ?? Bytes.Length}</size>
            <digest algorithm="SHA-256">{Digest ?? Convert.ToHexStringLower(SHA256.HashData(Bytes))}</digest>
            <messageCount>{Count ?? CountRecords()}</messageCount>
          </dataFile>
        </v:voucher>
        """;

    /// <summary>Puts the files in the party's folder, the voucher last.</summary>
    public void Into(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!WithoutData)
            File.WriteAllBytes(Path.Combine(folder, DataName), Bytes);
        if (!WithoutVoucher)
            File.WriteAllText(Path.Combine(folder, VoucherName), Voucher());
    }

    public static string Register(string ssin, string type, string begin, string? end = null, string? reference = null,
        string person = "") =>
        $"<register{Reference(reference)}><ssin>{ssin}</ssin>"
            + $"<dossierType>{type}</dossierType>{Period(begin, end)}{(person == "" ? "" : $"<person>{person}</person>")}</register>\n";

    public static string Unregister(string ssin, string type, string? begin = null, string? end = null, string? reference = null) =>
        $"<unregister{Reference(reference)}><ssin>{ssin}</ssin>"
            + $"<dossierType>{type}</dossierType>{(begin is null ? "" : Period(begin, end))}</unregister>\n";

    public static string Person(long id, string ssin, string register = "NR", string lastName = "Peeters", string firstName = "Jan",
        string birthDate = "1970-01-01", string more = "", string date = "2026-01-01") =>
        $"<person><mutationId>{id}</mutationId><date>{date}</date><ssin>{ssin}</ssin><register>{register}</register>"
            + $"<lastName>{lastName}</lastName><firstName>{firstName}</firstName><birthDate>{birthDate}</birthDate>{more}</person>\n";

    public static string Replacement(long id, string oldSsin, string newSsin, string date = "2026-01-01") =>
        $"<replacement><mutationId>{id}</mutationId><date>{date}</date><oldSsin>{oldSsin}</oldSsin><newSsin>{newSsin}</newSsin>"
            + "<reason>test</reason></replacement>\n";

    public static string Annulled(long id, string oldSsin, string newSsin, string date = "2026-01-01") =>
        $"<replacementAnnulled><mutationId>{id}</mutationId><date>{date}</date><oldSsin>{oldSsin}</oldSsin>"
            + $"<newSsin>{newSsin}</newSsin></replacementAnnulled>\n";

    public static string Cancellation(long id, string ssin, string date = "2026-01-01") =>
        $"<cancellation><mutationId>{id}</mutationId><date>{date}</date><ssin>{ssin}</ssin></cancellation>\n";

    public static string Declaration(long id, int history, string type, string ssin, string begin, string? end = null,
        string employer = "<cbeNumber>0212344876</cbeNumber>") =>
        $"<declaration><declarationId>{id}</declarationId><historyNumber>{history}</historyNumber><type>{type}</type><ssin>{ssin}</ssin>"
            + $"<employer>{employer}</employer><workerType>OTH</workerType><jointCommittee>200</jointCommittee>"
            + $"<beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</declaration>\n";

    private string Dimona() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<d:dimonaMutations "
            + $"xmlns:d=\"urn:be:raas:dimona:v1\">\n{Envelope()}<declarations>\n{Records}</declarations>\n</d:dimonaMutations>\n";

    private string Subscription() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<s:subscriptionRequest "
            + $"xmlns:s=\"urn:be:raas:subscription:v1\">\n{Envelope()}<requests>\n{Records}</requests>\n</s:subscriptionRequest>\n";

    private string PersonMutations() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<m:personMutations "
            + $"xmlns:m=\"urn:be:raas:person-mutation:v1\">\n{Envelope()}<mutations>\n{Records}</mutations>\n</m:personMutations>\n";

    public string Envelope() =>
        $"{Organisation("sender", Sender ?? Party)}{Organisation("receiver", Receiver)}<legalContext>TEST:2026-01</legalContext>"
            + $"<sequenceNumber>{Number}</sequenceNumber>\n";

    private static string Organisation(string element, string cbe) =>
        $"<{element}><organizationIdentification><cbeNumber>{cbe}</cbeNumber></organizationIdentification></{element}>";

    private static string Period(string begin, string? end) =>
        $"<period><beginDate>{begin}</beginDate>{(end is null ? "" : $"<endDate>{end}</endDate>")}</period>";

    private static string Reference(string? reference) => reference is null ? "" : $" reference=\"{reference}\"";

    private string VoucherId() =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{Party} {Flow} {Number} {DataName}")).AsSpan(0, 16)).ToString();

    private int CountRecords() => Records.Split('\n').Count(line => line.StartsWith('<'));
}
