using System.Xml;
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

    /// <summary>Reads without a schema.</summary>
    public static XmlReader Read(Stream stream, long maxBytes = long.MaxValue) =>
        XmlReader.Create(new GuardedStream(stream, maxBytes), Settings());

    /// <summary>Reads and validates. <paramref name="onProblem"/> hears errors <em>and</em> warnings: to this parser an unknown root
    /// element is only a warning, and everything below it passes unseen. So whatever comes there means: not valid.</summary>
    public static XmlReader Validate(Stream stream, string kind, ValidationEventHandler onProblem, long maxBytes = long.MaxValue)
    {
        var settings = Settings();
        settings.ValidationType = ValidationType.Schema;
        settings.Schemas = Schemas.For(kind);
        // No xsi:schemaLocation, no inline schema, no xml:* attributes that the schema does not name.
        settings.ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += onProblem;
        return XmlReader.Create(new GuardedStream(stream, maxBytes), settings);
    }

    /// <summary>The next node, or false at the end. Use it instead of <see cref="XmlReader.Read"/>: the parser itself has no limit of depth.</summary>
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
