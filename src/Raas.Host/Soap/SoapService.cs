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

    /// <returns>The first problem, or null.</returns>
    public (XmlSchemaException Problem, string Element)? Validate(XElement element)
    {
        (XmlSchemaException, string)? first = null;
        SafeXml.Validate(element, schemas.Value, (sender, e) =>
            first ??= (e.Exception, SoapEnvelope.Name(((SchemaReader)sender!).ElementName)));
        return first;
    }
}
