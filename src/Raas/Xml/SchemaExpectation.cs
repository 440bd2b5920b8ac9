using System.Text.RegularExpressions;
using System.Xml.Schema;

namespace Raas.Xml;

/// <summary>What a schema expected where it met something else, in the schema's own names. The parser's message says that
/// too, but it repeats what stood there, and that may be a person's number.</summary>
public static partial class SchemaExpectation
{
    /// <returns>Null when the parser only said that something was wrong.</returns>
    public static string? Of(XmlSchemaException problem)
    {
        var message = problem.Message;
        if (Elements().Match(message) is { Success: true } elements)
            return $"one of the elements {elements.Groups["names"].Value}";
        if (Attribute().Match(message) is { Success: true } attribute)
            return $"the attribute {attribute.Groups["name"].Value}";
        if (Datatype().Match(message) is not { Success: true } type)
            return null;
        var name = type.Groups["type"].Value;
        var facet = Facet().Match(message);
        return $"a value of type {name[(name.LastIndexOf(':') + 1)..]}{(facet.Success ? $" ({facet.Groups["facet"].Value})" : "")}";
    }

    [GeneratedRegex("List of possible elements expected: '(?<names>[A-Za-z, ]{1,200})'",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Elements();

    [GeneratedRegex("required attribute '(?<name>[A-Za-z]{1,50})' is missing", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Attribute();

    [GeneratedRegex("according to its datatype '(?<type>[A-Za-z0-9:/._-]{1,200})'",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Datatype();

    [GeneratedRegex("The (?<facet>Pattern|Enumeration|MinLength|MaxLength|Length|MinInclusive|MaxInclusive|TotalDigits) constraint failed",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Facet();
}
