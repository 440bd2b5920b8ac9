using System.Globalization;
using System.Text;
using System.Xml;
using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>The pieces that our small XML files share.</summary>
internal static class XmlParts
{
    private static readonly XmlWriterSettings Settings = new()
        { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false };

    public static XmlWriter Writer(Stream stream) => XmlWriter.Create(stream, Settings);

    /// <summary>common:SenderReceiverType.</summary>
    public static void Organisation(this XmlWriter xml, string element, CbeNumber party, DateTimeOffset? sentAt = null)
    {
        xml.WriteStartElement(element);
        if (sentAt is { } at)
            xml.WriteElementString("timestampSent", Timestamp(at));
        xml.WriteStartElement("organizationIdentification");
        xml.WriteElementString("cbeNumber", party.ToString());
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    public static void Element(this XmlWriter xml, string name, long value) =>
        xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void Optional(this XmlWriter xml, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            xml.WriteElementString(name, value);
    }

    public static string Timestamp(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
