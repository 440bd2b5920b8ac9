using System.Buffers;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Intake;
using Raas.Outgoing;
using Raas.Xml;

namespace Raas.Reading;

/// <summary>Reads a voucher: well-formed, valid, small. What its words mean for us is judged by <see cref="Admission"/>.</summary>
public static class VoucherReader
{
    /// <summary>A voucher is about 1 KB; whatever is much larger is not one.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly Wording AsInSchema = new("ce que dit voucher-v1.xsd", "wat voucher-v1.xsd zegt", "was voucher-v1.xsd sagt",
        "as in voucher-v1.xsd");

    /// <summary>The voucher, or null with the reasons in <paramref name="errors"/>.</summary>
    public static Voucher? Read(Stream file, FileErrors errors) => Read(Content(file), errors);

    /// <inheritdoc cref="Read(Stream, FileErrors)"/>
    public static Voucher? Read(byte[] content, FileErrors errors)
    {
        if (content.Length > MaxBytes)
        {
            errors.Add(new FileError(Codes.File.VoucherNotValid, Information: ("size", $"more than {MaxBytes} bytes")));
            return null;
        }
        var document = Load(content, errors);
        return errors.Any ? null : Extract(document!);
    }

    /// <summary>All that is in a file; of one that is too large for a voucher the first <see cref="MaxBytes"/> bytes and one.</summary>
    public static byte[] Content(Stream file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes + 1);
        try
        {
            var length = file.ReadAtLeast(buffer.AsSpan(0, MaxBytes + 1), MaxBytes + 1, throwOnEndOfStream: false);
            return buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static XDocument? Load(byte[] content, FileErrors errors)
    {
        ValidationEventHandler onProblem = (sender, e) => errors.Add(SafeWords.Problem(
            Codes.File.VoucherNotValid, Schemas.Voucher, (SchemaReader)sender!, e.Exception, null, AsInSchema));
        try
        {
            using var reader = SafeXml.Validate(new MemoryStream(content), Schemas.Voucher, onProblem);
            return Document(reader);
        }
        catch (XmlException e)
        {
            errors.Add(new FileError(Codes.File.VoucherNotXml, e.LineNumber > 0
                ? e.LineNumber : null, e.LinePosition > 0 ? e.LinePosition : null));
        }
        catch (ForbiddenXmlException e)
        {
            errors.Add(SafeWords.Forbidden(Codes.File.VoucherNotXml, e));
        }
        return null;
    }

    /// <summary>Depth is looked at before anything is built from it.</summary>
    private static XDocument Document(XmlReader reader)
    {
        var document = new XDocument();
        XContainer open = document;
        while (reader.Advance())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    open.Add(element);
                    if (!reader.IsEmptyElement)
                        open = element;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Add(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    open = open.Parent ?? (XContainer)document;
                    break;
            }
        }
        return document;
    }

    private static Voucher Extract(XDocument document)
    {
        var root = document.Root!;
        var dataFile = root.Element("dataFile")!;
        return new Voucher(
            Text(root, "voucherId").ToLowerInvariant(),
            Text(root, "environment"),
            Text(root, "flow"),
            Organisation(root.Element("sender")!),
            Organisation(root.Element("receiver")!),
            Number(root, "fileSequenceNumber"),
            dataFile.Element("name")!.Value,
            Number(dataFile, "size"),
            Text(dataFile, "digest").ToLowerInvariant(),
            Number(dataFile, "messageCount"));
    }

    private static string Text(XElement parent, string name) => parent.Element(name)!.Value.Trim();

    private static long Number(XElement parent, string name) =>
        long.TryParse(Text(parent, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private static CbeNumber? Organisation(XElement party) =>
        CbeNumber.TryParse((party.Descendants("cbeNumber").FirstOrDefault()?.Value ?? "").Trim(), out var cbe) ? cbe : null;
}
