using System.Xml;
using Raas.Reading;

namespace Raas.Outgoing;

/// <summary>What a receipt says: which delivery, what was decided, and every reason for a refusal. No person's number.</summary>
public sealed record Receipt(string VoucherFileName, string Decision)
{
    /// <summary>Decisions of an operator on a delivery that was accepted: it was taken back; that was taken back.</summary>
    internal const string Reverted = "REVERTED", Restored = "RESTORED";

    public string? VoucherId { get; init; }
    public string? Flow { get; init; }
    public long? FileSequenceNumber { get; init; }
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public IReadOnlyList<FileError> Errors { get; init; } = [];

    /// <summary>The answer to it, or to the delivery that it repeats.</summary>
    public string? AnswerFileName { get; init; }

    public string? RejectedFileName { get; init; }

    public RecordCounts? Counts { get; init; }

    /// <summary>The number that its flow takes next; null: the flow is not known.</summary>
    public long? NextExpected { get; init; }

    public FileForm Form { get; init; } = new();
}

/// <summary>Writes a RECEIPT (contract §4): the reasons in French, Dutch, German and English.</summary>
internal static class ReceiptWriter
{
    private const int MaxText = 255;

    public static void Write(Stream stream, OutgoingHead head, Receipt receipt)
    {
        using var xml = XmlParts.Writer(stream, receipt.Form);
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
        xml.Descriptions("description", ReceiptWords.Of(receipt), receipt.Form);
        xml.Optional("answerFileName", receipt.AnswerFileName);
        xml.Optional("rejectedFileName", receipt.RejectedFileName);
        if (receipt.Counts is { } counts)
            WriteCounts(xml, counts);
        if (receipt.NextExpected is { } next)
            xml.Element("nextExpected", next);
        if (receipt.Errors.Count > 0)
        {
            xml.WriteStartElement("errors");
            foreach (var error in receipt.Errors)
                WriteError(xml, error, receipt.Form);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, RecordCounts counts)
    {
        xml.WriteStartElement("summary");
        xml.Element("read", counts.Read);
        xml.Element("registered", counts.Registered);
        xml.Element("merged", counts.Merged);
        xml.Element("unchanged", counts.Unchanged);
        xml.Element("removed", counts.Removed);
        xml.Element("shortened", counts.Shortened);
        xml.Element("rejected", counts.Rejected);
        if (counts.Reverted > 0)
            xml.Element("reverted", counts.Reverted);
        xml.WriteEndElement();
    }

    private static void WriteError(XmlWriter xml, FileError error, FileForm form)
    {
        xml.WriteStartElement("error");
        xml.WriteElementString("code", error.Code.Wire);
        xml.Descriptions("description", error.Code.Words, form);
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
        if (error.Explanation is { } explanation)
            xml.Descriptions("explanation", explanation, form);
        xml.WriteEndElement();
    }

    private static string Cut(string text) => XmlParts.Clean(text, MaxText);
}
