using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Xsl;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>The page that shows people what a file of ours says: made of the file and nothing else, so that it can be made again, the same
/// bytes. The style sheet is that of the XML file itself. Of a large file the page shows the beginning, and says so: memory does not
/// grow with the file.</summary>
internal static class PeopleView
{
    /// <summary>Rejected records that a page shows.</summary>
    private const int MostRejected = 1000;

    /// <summary>Other records, or items of a notification, that a page shows.</summary>
    private const int MostOthers = 200;

    /// <summary>No script, no document() and nothing fetched: the style sheet is ours, the files hold names that others chose.</summary>
    private static readonly Lazy<XslCompiledTransform> Sheet = new(Load);

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <param name="open">Opens our copy of the file.</param>
    /// <param name="items">How many items it has; null: as many as it shows.</param>
    /// <returns>Null: the file does not name the style sheet.</returns>
    public static byte[]? Of(Func<Stream> open, long? items)
    {
        if (!IsAsked(open))
            return null;
        using var file = open();
        using var reader = XmlReader.Create(file, Settings);
        var document = new XDocument();
        while (reader.Read() && reader.NodeType != XmlNodeType.Element)
        {
            if (reader.NodeType == XmlNodeType.ProcessingInstruction)
                document.Add(new XProcessingInstruction(reader.Name, reader.Value));
        }
        document.Add(Root(reader));
        return Transform(document, items);
    }

    /// <summary>Whether the file begins as our files with a style sheet do: most others are not looked at any further.</summary>
    private static bool IsAsked(Func<Stream> open)
    {
        var begin = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<?xml-stylesheet "u8;
        var head = new byte[begin.Length];
        using var file = open();
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.AsSpan().SequenceEqual(begin);
    }

    /// <summary>The root, with what it holds: of each list in it the beginning.</summary>
    private static XElement Root(XmlReader reader)
    {
        var root = Shallow(reader);
        if (reader.IsEmptyElement)
            return root;
        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
                root.Add(List(reader, root));
            else
                reader.Read();
        }
        return root;
    }

    /// <summary>An element of the root, and of what it holds the beginning; the reader stands behind it.</summary>
    private static XElement List(XmlReader reader, XElement root)
    {
        var list = Shallow(reader);
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        if (isEmpty)
            return list;
        var (rejected, others) = (0L, 0L);
        var allRejected = Math.Min(MostRejected, (long?)root.Element("summary")?.Element("rejected") ?? 0);
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is not (XmlNodeType.Element or XmlNodeType.Text))
            {
                reader.Read();
                continue;
            }
            if (rejected >= allRejected && others >= MostOthers)
            {
                reader.Skip();
                continue;
            }
            var item = XNode.ReadFrom(reader);
            var isRejected = (item as XElement)?.Element("outcome")?.Value == "REJECTED";
            if (isRejected ? rejected++ < MostRejected : others++ < MostOthers)
                list.Add(item);
        }
        reader.Read();
        return list;
    }

    private static XElement Shallow(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0)
                element.Add(new XAttribute(reader.LocalName, reader.Value));
        }
        reader.MoveToElement();
        return element;
    }

    private static byte[] Transform(XDocument document, long? items)
    {
        var arguments = new XsltArgumentList();
        arguments.AddParam("most-rejected", "", (double)MostRejected);
        arguments.AddParam("most-others", "", (double)MostOthers);
        if (items is { } all)
            arguments.AddParam("items", "", (double)all);
        using var page = new MemoryStream();
        var settings = Sheet.Value.OutputSettings!.Clone();
        settings.Encoding = new UTF8Encoding(false);
        using (var writer = XmlWriter.Create(page, settings))
        using (var reader = document.CreateReader())
            Sheet.Value.Transform(reader, arguments, writer);
        return page.ToArray();
    }

    private static XslCompiledTransform Load()
    {
        var sheet = new XslCompiledTransform();
        using var reader = XmlReader.Create(Schemas.Open(FileForm.StyleSheet), Settings);
        sheet.Load(reader, XsltSettings.Default, null);
        return sheet;
    }
}
