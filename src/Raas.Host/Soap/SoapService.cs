using System.Collections.Frozen;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Xml;

namespace Raas.Host.Soap;

/// <summary>A service: its schema and its operations, by the name of their request element.</summary>
internal sealed class SoapService(string name, string schemaFile, XNamespace ns, params SoapOperation[] operations)
{
    private readonly Lazy<XmlSchemaSet> schemas = new(() => Schemas.ForService(schemaFile));

    public string Name => name;

    public XNamespace Namespace => ns;

    public FrozenDictionary<XName, SoapOperation> Operations { get; } = operations.ToFrozenDictionary(o => ns + (o.Name + "Request"));

    public string ActionOf(SoapOperation operation) => $"{ns.NamespaceName}:{operation.Name}";

    /// <returns>The first problem: what to say of it; or null.</returns>
    public IReadOnlyList<(string Field, string? Value)>? Validate(XElement element)
    {
        List<(string, string?)>? first = null;
        SafeXml.Validate(element, schemas.Value, (sender, e) => first ??= Words((SchemaReader)sender!, e.Exception));
        return first;
    }

    /// <summary>Only the root is in a namespace.</summary>
    private static List<(string, string?)> Words(SchemaReader reader, XmlSchemaException problem)
    {
        var words = new List<(string, string?)>
        {
            ("line", $"{problem.LineNumber}"), ("position", $"{problem.LinePosition}"), ("element", SoapEnvelope.Name(reader.ElementName)),
        };
        if (reader.ElementDepth > 0 && reader.ElementNamespace.Length > 0)
        {
            words.Add(("namespaceFound", SoapEnvelope.Name(reader.ElementNamespace)));
            words.Add(("namespaceExpected", "none"));
        }
        words.Add(("expected", SchemaExpectation.Of(problem, reader)?.En ?? "as in the schema"));
        return words;
    }
}
