using System.Text;
using Raas.Domain;
using Raas.Intake;

namespace Raas.Outgoing;

/// <summary>What a receipt says: which delivery, what was decided, and every reason for a refusal. No person's number.</summary>
public sealed record Receipt(string VoucherFileName, string Decision)
{
    public string? VoucherId { get; init; }
    public string? Flow { get; init; }
    public long? FileSequenceNumber { get; init; }
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public IReadOnlyList<ReceiptError> Errors { get; init; } = [];
}

public sealed record ReceiptError(Code Code, int? Line, int? Position, IReadOnlyList<(string Field, string Value)> Information);

/// <summary>Writes a RECEIPT (contract §4): the reasons in French, Dutch, German and English.</summary>
internal static class ReceiptWriter
{
    private const int MaxText = 255;

    public static void Write(Stream stream, OutgoingHead head, Receipt receipt)
    {
        using var xml = XmlParts.Writer(stream);
        xml.WriteStartElement("r", "receipt", "urn:be:raas:receipt:v1");
        xml.Organisation("sender", head.Sender, head.CreatedAt);
        xml.Organisation("receiver", head.Receiver);
        xml.Element("sequenceNumber", head.Number);
        xml.WriteStartElement("correlation");
        xml.WriteElementString("voucherFileName", Cut(receipt.VoucherFileName));
        xml.Optional("voucherId", receipt.VoucherId);
        xml.Optional("flow", receipt.Flow);
        if (receipt.FileSequenceNumber is { } number)
            xml.Element("fileSequenceNumber", number);
        xml.Optional("dataFileName", receipt.DataFileName is { } name ? Cut(name) : null);
        xml.Optional("digest", receipt.Digest);
        xml.WriteEndElement();
        xml.WriteElementString("decision", receipt.Decision);
        if (receipt.Errors.Count > 0)
        {
            xml.WriteStartElement("errors");
            foreach (var error in receipt.Errors)
                WriteError(xml, error);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteError(System.Xml.XmlWriter xml, ReceiptError error)
    {
        var code = error.Code;
        xml.WriteStartElement("error");
        xml.WriteElementString("code", code.Wire);
        foreach (var (language, text) in new[] { ("FR", code.Fr), ("NL", code.Nl), ("DE", code.De), ("EN", code.En) })
        {
            xml.WriteStartElement("description");
            xml.WriteAttributeString("language", language);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
        if (error.Line is { } line)
            xml.Element("line", line);
        if (error.Position is { } position)
            xml.Element("position", position);
        foreach (var (field, value) in error.Information)
        {
            xml.WriteStartElement("information");
            xml.WriteElementString("fieldName", field);
            xml.WriteElementString("fieldValue", Cut(value));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>A name from outside may hold what XML cannot say.</summary>
    private static string Cut(string text)
    {
        // Half a character beyond U+FFFF comes out as U+FFFD here.
        var clean = string.Concat(text.EnumerateRunes().Select(c => c.Value is 0xFFFE or 0xFFFF || Rune.IsControl(c) ? "?" : c.ToString()));
        return Characters.Cut(clean, MaxText);
    }
}
