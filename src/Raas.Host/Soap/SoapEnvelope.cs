using System.Xml;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Host.Soap;

/// <summary>A request as it came: its headers and the one element of its body.</summary>
internal sealed class SoapEnvelope
{
    public static readonly XNamespace Addressing = "http://www.w3.org/2005/08/addressing";

    private const string OldAddressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private const int MaxName = 60;

    private const string NextActor = "http://schemas.xmlsoap.org/soap/actor/next";
    private const string NextRole = "http://www.w3.org/2003/05/soap-envelope/role/next";
    private const string UltimateRole = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";

    private SoapEnvelope(SoapVersion version, XElement? header, XElement payload) =>
        (Version, Header, Payload) = (version, header, payload);

    public SoapVersion Version { get; }

    public XElement? Header { get; }

    /// <summary>The element in the body.</summary>
    public XElement Payload { get; }

    /// <summary>To be told back by who uses WS-Addressing.</summary>
    public string? MessageId => Header?.Element(Addressing + "MessageID")?.Value is { Length: > 0 and < 1000 } id ? id : null;

    /// <exception cref="SoapFaultException">It is no XML that we read, or no envelope.</exception>
    public static SoapEnvelope Read(byte[] bytes, SoapVersion expected)
    {
        var root = Load(bytes).Root!;
        if (root.Name.LocalName != "Envelope")
            throw new SoapFaultException(Codes.Online.NotSoap, FaultKind.Sender, ("element", Name(root)), ("expected", "Envelope"));
        if (root.Name.NamespaceName != expected.Namespace)
            throw new SoapFaultException(Codes.Online.NotSoap, FaultKind.VersionMismatch, ("expected", expected.Namespace));
        XNamespace soap = expected.Namespace;
        var parts = root.Elements().ToList();
        var header = parts.Count > 0 && parts[0].Name == soap + "Header" ? parts[0] : null;
        var rest = parts.Skip(header is null ? 0 : 1).ToList();
        if (rest.Count != 1 || rest[0].Name != soap + "Body")
            throw new SoapFaultException(Codes.Online.NotSoap, FaultKind.Sender, ("element", rest.Count == 0 ? null : Name(rest[^1])),
                ("expected", "one Body after the Header"));
        var bodies = rest[0].Elements().ToList();
        if (bodies.Count != 1)
            throw new SoapFaultException(Codes.Online.NotSoap, FaultKind.Sender,
                ("elementsInBody", bodies.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("expected", "1"));
        return new SoapEnvelope(expected, header, bodies[0]);
    }

    /// <summary>Every header that has to be understood is.</summary>
    /// <param name="understood">Headers that somebody has taken care of.</param>
    /// <exception cref="SoapFaultException">One is not.</exception>
    public void RequireUnderstood(Func<XElement, bool> understood)
    {
        foreach (var block in Header?.Elements() ?? [])
        {
            if (IsMandatory(block) && IsForUs(block) && block.Name.NamespaceName is var ns && ns != Addressing.NamespaceName
                && ns != OldAddressing && !understood(block))
                throw new SoapFaultException(Codes.Online.NotUnderstood, FaultKind.MustUnderstand, ("header", Name(block)));
        }
    }

    /// <summary>A name of somebody else, short enough to be told back.</summary>
    public static string Name(XElement element) => Name(element.Name.LocalName);

    public static string Name(string name) => Characters.Cut(name, MaxName);

    /// <summary>Twice: first without keeping anything, so that what is too deep or too large is never held as a tree.</summary>
    private static XDocument Load(byte[] bytes)
    {
        try
        {
            using (var check = SafeXml.Read(new MemoryStream(bytes)))
            {
                while (check.Advance())
                {
                    if (check.NodeType is XmlNodeType.ProcessingInstruction)
                        throw new SoapFaultException(Codes.Online.NotSoap, FaultKind.Sender, ("expected", "no processing instructions"));
                }
            }
            using var reader = SafeXml.Read(new MemoryStream(bytes));
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new SoapFaultException(Codes.Online.NotXml, FaultKind.Sender, ("line", $"{e.LineNumber}"),
                ("position", $"{e.LinePosition}"));
        }
        catch (ForbiddenXmlException e)
        {
            throw new SoapFaultException(Codes.Online.NotXml, FaultKind.Sender,
                [("forbidden", e.Reason.ToString()), .. SafeWords.Information(e).Select(one => (one.Field, (string?)one.Value))]);
        }
    }

    private bool IsMandatory(XElement block) =>
        block.Attribute((XNamespace)Version.Namespace + "mustUnderstand")?.Value.Trim() is "1" or "true";

    private bool IsForUs(XElement block) =>
        (Version == SoapVersion.Soap11 ? block.Attribute((XNamespace)Version.Namespace + "actor")
            : block.Attribute((XNamespace)Version.Namespace + "role"))?.Value.Trim()
            is null or "" or NextActor or NextRole or UltimateRole;
}
