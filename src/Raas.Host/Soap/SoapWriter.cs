using System.Xml;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Host.Settings;
using Raas.Reading;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary>Writes answers and faults.</summary>
internal static class SoapWriter
{
    public static readonly XNamespace Common = "http://kszbcss.fgov.be/types/common/v3";

    private const int MaxField = 64;
    private const int MaxValue = 256;
    private const string Author = "urn:be:raas";

    private static readonly XmlWriterSettings Settings = new() { Encoding = new System.Text.UTF8Encoding(false) };

    public static byte[] Answer(SoapVersion version, XElement payload, string? action, string? relatesTo)
    {
        XNamespace soap = version.Namespace;
        var header = relatesTo is null ? null : new XElement(soap + "Header",
            action is null ? null : new XElement(SoapEnvelope.Addressing + "Action", action),
            new XElement(SoapEnvelope.Addressing + "RelatesTo", relatesTo));
        return Bytes(new XElement(soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", soap.NamespaceName), header,
            new XElement(soap + "Body", payload)));
    }

    /// <param name="detail">Of <c>CBSSFaultType</c>.</param>
    public static byte[] Fault(SoapVersion version, FaultKind kind, Code code, XElement detail, string? relatesTo)
    {
        XNamespace soap = version.Namespace;
        var text = $"{code.Wire}: {code.En}";
        var fault = version == SoapVersion.Soap11
            ? new XElement(soap + "Fault", new XElement("faultcode", "soap:" + version.CodeOf(kind)), new XElement("faultstring", text),
                new XElement("detail", detail))
            : new XElement(soap + "Fault",
                new XElement(soap + "Code", new XElement(soap + "Value", "soap:" + version.CodeOf(kind))),
                new XElement(soap + "Reason", new XElement(soap + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), text)),
                new XElement(soap + "Detail", detail));
        return Answer(version, fault, null, relatesTo);
    }

    /// <summary>common:MessageType.</summary>
    public static XElement Message(string name, Code code, IEnumerable<(string Field, string? Value)> information) => new(name,
        new XElement("severity", "FATAL"), new XElement("reasonCode", code.Wire), new XElement("diagnostic", code.En),
        new XElement("authorCode", Author), Information(information));

    /// <summary>common:StatusType.</summary>
    public static XElement Status(string value, Code code, IEnumerable<(string Field, string? Value)> information) => new("status",
        new XElement("value", value), new XElement("code", code.Wire), new XElement("description", code.OnLine), Information(information));

    /// <summary>common:InformationCBSSType.</summary>
    public static XElement Ticket(Guid ticket, DateTimeOffset received, DateTimeOffset replied) => new("informationCBSS",
        new XElement("ticketCBSS", ticket.ToString()), new XElement("timestampReceive", received.UtcDateTime),
        new XElement("timestampReply", replied.UtcDateTime));

    private static IEnumerable<XElement> Information(IEnumerable<(string Field, string? Value)> information) =>
        information.Take(15).Select(i => new XElement("information",
            new XElement("fieldName", Characters.CutWithSign(i.Field, MaxField)),
            i.Value is null ? null : new XElement("fieldValue", Characters.CutWithSign(i.Value, MaxValue))));

    private static byte[] Bytes(XElement envelope)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
            envelope.Save(writer);
        return stream.ToArray();
    }
}
