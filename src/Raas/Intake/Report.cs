using Raas.Xml;

namespace Raas.Intake;

/// <summary>Words for a receipt that come from the sender's file or are about it: never more than a name.</summary>
internal static class Report
{
    private const int MaxName = 200;

    /// <summary>An element name. One that looks like a person's number is not repeated.</summary>
    public static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "?";
        if (name.Count(char.IsAsciiDigit) >= 6)
            return "(a name full of digits)";
        return name.Length <= MaxName ? name : name[..MaxName];
    }

    public static string Words(ForbiddenXml reason) => reason switch
    {
        ForbiddenXml.Doctype => "DOCTYPE",
        ForbiddenXml.Encoding => "an encoding other than UTF-8, US-ASCII, ISO-8859-1, or UTF-16 with byte order mark and declaration",
        ForbiddenXml.TokenTooLong => $"a tag, attribute or text longer than {SafeXml.MaxTokenBytes} bytes",
        ForbiddenXml.TooDeep => $"more than {SafeXml.MaxDepth} elements inside one another",
        ForbiddenXml.TooManyNames => $"more than {SafeXml.MaxNames} different names",
        _ => "more bytes than allowed",
    };
}
