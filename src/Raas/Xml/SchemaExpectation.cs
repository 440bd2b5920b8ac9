using System.Text.RegularExpressions;
using System.Xml.Schema;
using Raas.Domain;

namespace Raas.Xml;

/// <summary>What a schema expected where it met something else: the form of a value with an example, or the names of elements. The
/// parser's message says that too, in the words of programmers, and it repeats what stood there, which may be a person's number.</summary>
public static partial class SchemaExpectation
{
    /// <summary>What should have stood where the reader is.</summary>
    /// <returns>Null when the parser only said that something was wrong.</returns>
    public static Wording? Of(XmlSchemaException problem, SchemaReader reader)
    {
        var message = problem.Message;
        if (Elements().Match(message) is { Success: true } elements)
            return Named(elements.Groups["names"].Value);
        if (Attribute().Match(message) is { Success: true } attribute)
            return TheAttribute(attribute.Groups["name"].Value);
        if (Datatype().IsMatch(message))
            return ValueForms.Of(reader.ExpectedType);
        return message.StartsWith("The element '", StringComparison.Ordinal) && message.Contains(Child, StringComparison.Ordinal)
            ? NoMore : null;
    }

    private const string Child = "has invalid child element";

    private static readonly Wording NoMore = new("aucun autre élément à cet endroit", "geen ander element op deze plaats",
        "kein weiteres Element an dieser Stelle", "no other element in this place");

    private static Wording Named(string names) => names.Contains(',')
        ? new($"l'un des éléments {names}", $"een van de elementen {names}", $"eines der Elemente {names}", $"one of the elements {names}")
        : new($"l'élément {names}", $"het element {names}", $"das Element {names}", $"the element {names}");

    private static Wording TheAttribute(string name) =>
        new($"l'attribut {name}", $"het attribuut {name}", $"das Attribut {name}", $"the attribute {name}");

    [GeneratedRegex("List of possible elements expected: '(?<names>[A-Za-z, ]{1,200})'",
        RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Elements();

    [GeneratedRegex("required attribute '(?<name>[A-Za-z]{1,50})' is missing", RegexOptions.ExplicitCapture | RegexOptions.RightToLeft, -1)]
    private static partial Regex Attribute();

    [GeneratedRegex("according to its datatype '[A-Za-z0-9:/._-]{1,200}'", RegexOptions.RightToLeft, -1)]
    private static partial Regex Datatype();
}
