using System.Text;
using Raas.Domain;
using Raas.Files;

namespace Raas.Outgoing;

/// <summary>The frame of the notification files of one flow.</summary>
/// <param name="Flow">Its name: of the files, and of the service in authorisations.</param>
/// <param name="Root">Root element, with the prefix n for <paramref name="Namespace"/>.</param>
/// <param name="List">Element around the items.</param>
public sealed record NotificationFrame(string Flow, string Root, string Namespace, string List)
{
    /// <summary>By what the institution receives the file.</summary>
    public string LegalContext => "RAAS:" + Flow;

    internal void Begin(ItemWriter to, OutgoingHead head, DateOnly businessDate, IReadOnlyList<string> filters, FileForm form)
    {
        head.Disclosures.LegalContext = LegalContext;
        to.Bytes(form.Prolog);
        to.Bytes(Utf8($"<n:{Root} xmlns:n=\"{Namespace}\">\n"));
        EnvelopeBytes.Write(to, head.Sender, head.Receiver, LegalContext, head.Number, head.CreatedAt);
        EnvelopeBytes.Filters(to, filters);
        to.Bytes(Utf8($"  <{List} businessDate=\"{businessDate:yyyy-MM-dd}\">\n"));
    }

    internal void End(ByteWriter to) => to.Bytes(Utf8($"  </{List}>\n</n:{Root}>\n"));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>The pieces that items of several notifications share. Bytes by hand, as in the answers: there may be a million of
/// them.</summary>
internal static class NotificationParts
{
    /// <summary>common:SsinWithCanceledAndReplacedByStatusType.</summary>
    /// <param name="replacedBy">The same number: not replaced.</param>
    public static void Ssin(ItemWriter to, long ssin, long replacedBy, bool isCancelled)
    {
        to.Disclosures.Name(ssin, replacedBy);
        to.Bytes("<ssin"u8);
        if (isCancelled)
            to.Bytes(" canceled=\"true\""u8);
        if (replacedBy != ssin)
        {
            to.Bytes(" replacedBy=\""u8);
            to.Digits(replacedBy, 11);
            to.Byte((byte)'"');
        }
        to.Byte((byte)'>');
        to.Digits(ssin, 11);
        to.Bytes("</ssin>"u8);
    }

    public static void Event(ByteWriter to, long source, long mutationId, string kind, int day)
    {
        to.Bytes("<event source=\""u8);
        to.Digits(source, 10);
        to.Bytes("\"><id>"u8);
        to.Digits(mutationId);
        to.Bytes("</id><type>"u8);
        to.Utf8(kind);
        to.Bytes("</type><date>"u8);
        to.Date(day);
        to.Bytes("</date></event>"u8);
    }

    public static void Text(ByteWriter to, string element, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        to.Byte((byte)'<');
        to.Utf8(element);
        to.Byte((byte)'>');
        if (value.AsSpan().IndexOfAny('&', '<', '>') < 0)
            to.Utf8(value);
        else
            to.Escaped(Encoding.UTF8.GetBytes(value));
        to.Bytes("</"u8);
        to.Utf8(element);
        to.Byte((byte)'>');
    }

    public static void Period(ByteWriter to, ReadOnlySpan<byte> element, Domain.Period period)
    {
        to.Byte((byte)'<');
        to.Bytes(element);
        to.Bytes("><beginDate>"u8);
        to.Date(period.BeginDay);
        to.Bytes("</beginDate>"u8);
        if (!period.IsOpen)
        {
            to.Bytes("<endDate>"u8);
            to.Date(period.EndDay);
            to.Bytes("</endDate>"u8);
        }
        to.Bytes("</"u8);
        to.Bytes(element);
        to.Byte((byte)'>');
    }

}

/// <summary>Makes pieces of XML as text, to be kept until they go into files. One buffer for all of them.</summary>
internal sealed class XmlPieces : IDisposable
{
    private readonly MemoryStream bytes = new();
    private readonly ByteWriter to;

    public XmlPieces() => to = new ByteWriter(bytes);

    /// <summary>What is written here is in the next <see cref="Take"/>.</summary>
    public ByteWriter To => to;

    public string Take()
    {
        to.Flush();
        var text = Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        bytes.SetLength(0);
        return text;
    }

    public void Dispose()
    {
        to.Dispose();
        bytes.Dispose();
    }
}
