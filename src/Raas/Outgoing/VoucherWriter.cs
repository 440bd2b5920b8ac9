using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>Writes the voucher of an outgoing file (contract §3).</summary>
internal static class VoucherWriter
{
    /// <param name="row">The file, and to whom it goes.</param>
    /// <param name="sender">Who sends it: we, or a party whose delivery it is.</param>
    public static void Write(Stream stream, OutgoingRow row, CbeNumber sender, string environment, string? responseTo)
    {
        using var xml = XmlParts.Writer(stream);
        xml.WriteStartElement("v", "voucher", "urn:be:raas:voucher:v1");
        xml.WriteElementString("voucherId", row.VoucherId);
        xml.WriteElementString("environment", environment);
        xml.WriteElementString("flow", row.Flow);
        xml.Organisation("sender", sender);
        xml.Organisation("receiver", CbeNumber.TryFrom(row.Party, out var party) ? party : default);
        xml.Element("fileSequenceNumber", row.Number);
        xml.WriteElementString("creationTimestamp", XmlParts.Timestamp(row.CreatedAt));
        xml.WriteStartElement("dataFile");
        xml.WriteElementString("name", row.FileName);
        xml.Element("size", row.Size);
        xml.WriteStartElement("digest");
        xml.WriteAttributeString("algorithm", "SHA-256");
        xml.WriteString(row.Digest);
        xml.WriteEndElement();
        xml.Element("messageCount", row.MessageCount);
        xml.WriteEndElement();
        xml.Optional("responseTo", responseTo);
        xml.Optional("previousDigest", row.PreviousDigest);
        if (row is { RestartAfter: { } after, RestartAt: { } at })
        {
            xml.WriteStartElement("restart");
            if (after > 0)
                xml.Element("lastNumberKnown", after);
            xml.WriteElementString("at", XmlParts.Timestamp(at));
            xml.WriteElementString("reason", row.RestartReason ?? "");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
