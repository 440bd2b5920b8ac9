using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Raas.Xml;

/// <summary>How every file of somebody else is read: no document type, nothing fetched from anywhere, and memory that does not grow with
/// what the file holds. Synchronous: deliveries are read on threads of their own.</summary>
public static class SafeXml
{
    /// <summary>The deepest of our own files has 7 levels.</summary>
    public const int MaxDepth = 32;

    /// <summary>The longest single thing in a file; names and texts of ours are below 1 KB. Not generous, because the parser starts again
    /// with every refill: a megabyte of spaces inside one tag takes it seconds.</summary>
    public const int MaxTokenBytes = 1 << 16;

    /// <summary>The parser keeps every name it meets; our schemas have about a hundred.</summary>
    public const int MaxNames = 1024;

    /// <summary>The encodings that are read.</summary>
    public const string Encodings = XmlInput.Accepted;

    /// <summary>Reads without a schema.</summary>
    public static XmlReader Read(Stream stream, long maxBytes = long.MaxValue) =>
        XmlReader.Create(new LimitedStream(XmlInput.AsUtf8(stream), maxBytes), Settings());

    /// <summary>Reads and validates. <paramref name="onProblem"/> hears errors <em>and</em> warnings: to this validator an unknown root
    /// element is only a warning, and everything below it passes unseen. So whatever comes there means: not valid. Its sender is the
    /// <see cref="SchemaReader"/>.</summary>
    public static XmlReader Validate(Stream stream, string kind, ValidationEventHandler onProblem, long maxBytes = long.MaxValue)
    {
        var settings = Settings();
        settings.IgnoreWhitespace = false;          // blanks may be a text
        var reader = XmlReader.Create(new LimitedStream(XmlInput.AsUtf8(stream), maxBytes), settings);
        return new SchemaReader(reader, Schemas.For(kind), onProblem);
    }

    /// <summary>Validates what is in memory.</summary>
    public static void Validate(XElement element, XmlSchemaSet schemas, ValidationEventHandler onProblem)
    {
        using var reader = new SchemaReader(element.CreateReader(), schemas, onProblem);
        while (reader.Advance())
        {
            // Everything is in the reading.
        }
    }

    /// <summary>A file in UTF-8, whatever encoding it says it has, when it is one of <see cref="Encodings"/>.</summary>
    public static Stream AsUtf8(Stream stream) => XmlInput.AsUtf8(stream);

    /// <summary>The head of a file says UTF-8, or nothing.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> head) => XmlInput.IsUtf8(head);

    /// <summary>The next node, or false at the end. Use it instead of <see cref="XmlReader.Read"/>: the parser itself has no limit of
    /// depth.</summary>
    public static bool Advance(this XmlReader reader)
    {
        if (!reader.Read())
            return false;
        if (reader.Depth > MaxDepth)
            throw new ForbiddenXmlException(ForbiddenXml.TooDeep);
        return true;
    }

    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        NameTable = new BoundedNameTable(MaxNames),
        IgnoreWhitespace = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
        Async = false,
    };
}
