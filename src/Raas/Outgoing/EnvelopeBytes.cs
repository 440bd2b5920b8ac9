using System.Text;
using Raas.Domain;
using Raas.Files;

namespace Raas.Outgoing;

/// <summary>The head that every data file has (contract §4).</summary>
internal static class EnvelopeBytes
{
    public static void Write(ByteWriter to, CbeNumber sender, CbeNumber receiver, string legalContext, long number, DateTimeOffset sentAt)
    {
        Organisation(to, "sender"u8, sender, XmlParts.Timestamp(sentAt));
        Organisation(to, "receiver"u8, receiver, null);
        to.Bytes("  <legalContext>"u8);
        to.Escaped(Encoding.UTF8.GetBytes(legalContext));
        to.Bytes("</legalContext>\n  <sequenceNumber>"u8);
        to.Digits(number);
        to.Bytes("</sequenceNumber>\n"u8);
    }

    /// <summary>common:DataFiltersType; nothing when nothing is left out.</summary>
    public static void Filters(ByteWriter to, IReadOnlyList<string> filters)
    {
        if (filters.Count == 0)
            return;
        to.Bytes("  <dataFilters>\n"u8);
        foreach (var filter in filters)
        {
            to.Bytes("    <filteredElement>"u8);
            to.Escaped(Encoding.UTF8.GetBytes(filter));
            to.Bytes("</filteredElement>\n"u8);
        }
        to.Bytes("  </dataFilters>\n"u8);
    }

    private static void Organisation(ByteWriter to, ReadOnlySpan<byte> element, CbeNumber party, string? sentAt)
    {
        to.Bytes("  <"u8);
        to.Bytes(element);
        to.Byte((byte)'>');
        if (sentAt is not null)
        {
            to.Bytes("<timestampSent>"u8);
            to.Bytes(Encoding.ASCII.GetBytes(sentAt));
            to.Bytes("</timestampSent>"u8);
        }
        to.Bytes("<organizationIdentification><cbeNumber>"u8);
        to.Digits(party.Value, 10);
        to.Bytes("</cbeNumber></organizationIdentification></"u8);
        to.Bytes(element);
        to.Bytes(">\n"u8);
    }
}
