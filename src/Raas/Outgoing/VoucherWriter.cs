using System.Xml;
using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>What the voucher of rejected records says.</summary>
internal sealed record RejectedVoucher(
    string VoucherId, CbeNumber Sender, long Number, DateTimeOffset CreatedAt, string FileName, long Size, string Digest, long Count);

/// <summary>Writes the voucher of an outgoing file (contract §3).</summary>
internal static class VoucherWriter
{
    public static void Write(Stream stream, OutgoingRow row, CbeNumber self, string environment, string? responseTo)
    {
        using var xml = XmlParts.Writer(stream);
        xml.WriteStartElement("v", "voucher", "urn:be:raas:voucher:v1");
        xml.WriteElementString("voucherId", row.VoucherId);
        xml.WriteElementString("environment", environment);
        xml.WriteElementString("flow", row.Flow);
        xml.Organisation("sender", self);
        xml.Organisation("receiver", CbeNumber.TryFrom(row.Party, out var party) ? party : default);
        xml.Element("fileSequenceNumber", row.Number);
        xml.WriteElementString("creationTimestamp", XmlParts.Timestamp(row.CreatedAt));
        DataFile(xml, row.FileName, row.Size, row.Digest, row.MessageCount);
        xml.Optional("responseTo", responseTo);
        xml.Optional("previousDigest", row.PreviousDigest);
        xml.WriteEndElement();
    }

    /// <summary>The voucher of a delivery that the party may send as it is.</summary>
    public static void WriteRejected(Stream stream, RejectedVoucher voucher, CbeNumber self, string environment)
    {
        using var xml = XmlParts.Writer(stream);
        xml.WriteStartElement("v", "voucher", "urn:be:raas:voucher:v1");
        xml.WriteElementString("voucherId", voucher.VoucherId);
        xml.WriteElementString("environment", environment);
        xml.WriteElementString("flow", FlowName.Subscription);
        xml.Organisation("sender", voucher.Sender);
        xml.Organisation("receiver", self);
        xml.Element("fileSequenceNumber", voucher.Number);
        xml.WriteElementString("creationTimestamp", XmlParts.Timestamp(voucher.CreatedAt));
        DataFile(xml, voucher.FileName, voucher.Size, voucher.Digest, voucher.Count);
        xml.WriteEndElement();
    }

    private static void DataFile(XmlWriter xml, string name, long size, string digest, long count)
    {
        xml.WriteStartElement("dataFile");
        xml.WriteElementString("name", name);
        xml.Element("size", size);
        xml.WriteStartElement("digest");
        xml.WriteAttributeString("algorithm", "SHA-256");
        xml.WriteString(digest);
        xml.WriteEndElement();
        xml.Element("messageCount", count);
        xml.WriteEndElement();
    }
}
