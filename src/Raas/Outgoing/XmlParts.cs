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

    private const int LongestDescription = 512;

    public static XmlWriter Writer(Stream stream) => XmlWriter.Create(stream, Settings);

    /// <summary>A writer of a file that people may read, too.</summary>
    public static XmlWriter Writer(Stream stream, FileForm form)
    {
        var xml = Writer(stream);
        if (!form.HasView)
            return xml;
        xml.WriteProcessingInstruction("xml-stylesheet", FileForm.StyleSheetData);
        xml.WriteProcessingInstruction(FileForm.LanguageInstruction, form.ViewLanguage);
        return xml;
    }

    /// <summary>types:DescriptionType, once for each language.</summary>
    public static void Descriptions(this XmlWriter xml, string element, Wording words, FileForm form)
    {
        foreach (var (language, text) in words.InOrder(form.Language))
        {
            xml.WriteStartElement(element);
            xml.WriteAttributeString("language", language);
            xml.WriteString(Clean(text, LongestDescription));
            xml.WriteEndElement();
        }
    }

    /// <summary>As much as fits. A name from outside may hold what XML cannot say.</summary>
    public static string Clean(string text, int longest)
    {
        // Half a character beyond U+FFFF comes out as U+FFFD here.
        var clean = string.Concat(text.EnumerateRunes().Select(c => c.Value is 0xFFFE or 0xFFFF || Rune.IsControl(c) ? "?" : c.ToString()));
        return Characters.Cut(clean, longest);
    }

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
