using System.Xml;
using Raas.Domain;
using Raas.Xml;

namespace Raas.Reading;

/// <summary>Words for a receipt that come from the sender's file or are about it: never more than a name.</summary>
public static class SafeWords
{
    private const int MaxName = 200;
    private const string None = "none";
    private const string NotOfEncoding = "bytes that are not of the encoding declared (UTF-8 where none is)";

    /// <summary>An element name. One that looks like a person's number is not repeated.</summary>
    public static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "?";
        if (name.Count(char.IsAsciiDigit) >= 6)
            return "(a name full of digits)";
        return Raas.Domain.Characters.Cut(name, MaxName);
    }

    /// <summary>What a schema error says of itself: where, and what was expected; and the namespace when that is the fault.</summary>
    public static (string, string)[] Problem(string kind, SchemaReader reader, long? record, string? expected)
    {
        var information = new List<(string, string)> { ("element", Name(reader.Path)) };
        if (record is not null)
            information.Add(("record", $"{record}"));
        if (Schemas.NamespaceExpected(kind, reader.ElementDepth) is var expectedNamespace && reader.ElementNamespace != expectedNamespace)
        {
            information.Add(("namespaceFound", reader.ElementNamespace.Length == 0 ? None : Name(reader.ElementNamespace)));
            information.Add(("namespaceExpected", expectedNamespace.Length == 0 ? None : expectedNamespace));
        }
        if (expected is not null)
            information.Add(("expected", expected));
        return [.. information];
    }

    /// <summary>Where XML is not well formed, and what is wrong when it is the encoding: the parser alone knows.</summary>
    public static FileError NotXml(Code code, XmlException fault)
    {
        var isEncoding = fault.Message.StartsWith("Invalid character in the given encoding", StringComparison.Ordinal);
        return new FileError(code, fault.LineNumber > 0 ? fault.LineNumber : null, fault.LinePosition > 0 ? fault.LinePosition : null,
            isEncoding ? [("found", NotOfEncoding), ("expected", SafeXml.Encodings)] : []);
    }

    /// <summary>Why XML is not read.</summary>
    public static (string Field, string Value)[] Information(ForbiddenXmlException forbidden) => forbidden.Reason switch
    {
        ForbiddenXml.Encoding => [("found", $"the encoding {forbidden.Found}"), ("expected", SafeXml.Encodings)],
        ForbiddenXml.Version => [("found", $"{forbidden.Found}"), ("expected", "XML 1.0")],
        var other => [("found", Words(other))],
    };

    private static string Words(ForbiddenXml reason) => reason switch
    {
        ForbiddenXml.Doctype => "DOCTYPE",
        ForbiddenXml.TokenTooLong => $"a tag, attribute or text longer than {SafeXml.MaxTokenBytes} bytes",
        ForbiddenXml.TooDeep => $"more than {SafeXml.MaxDepth} elements inside one another",
        ForbiddenXml.TooManyNames => $"more than {SafeXml.MaxNames} different names",
        _ => "more bytes than allowed",
    };
}
