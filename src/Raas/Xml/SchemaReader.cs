using System.Text;
using System.Xml;
using System.Xml.Schema;
using Raas.Flows.Dimona;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Xml;

/// <summary>Reads and validates, node by node. The validator is that of .NET, but it is shown values as XML Schema sees them (<see
/// cref="SchemaValue"/>). This reader is the sender of what the validator says, and knows the element at fault even while its start tag
/// is being read. Blanks are text where the schema has text, and nothing elsewhere.</summary>
public sealed class SchemaReader : XmlReader, IXmlLineInfo, IXmlNamespaceResolver
{
    private const string Instance = "http://www.w3.org/2001/XMLSchema-instance";
    private const string Declarations = "http://www.w3.org/2000/xmlns/";

    private readonly XmlReader inner;
    private readonly XmlSchemaValidator validator;
    private readonly XmlSchemaInfo info = new();
    private readonly List<OpenElement> open = [];
    private readonly StringBuilder text = new();
    private string? attribute;
    private XmlSchemaType? attributeType;
    private bool isBlankText;
    private bool hasEnded;

    internal SchemaReader(XmlReader inner, XmlSchemaSet schemas, ValidationEventHandler onProblem)
    {
        this.inner = inner;
        // No xsi:schemaLocation, no inline schema, no xml:* attributes that the schema does not name. An unknown root is only a warning.
        validator = new XmlSchemaValidator(inner.NameTable, schemas, this, XmlSchemaValidationFlags.ReportValidationWarnings)
        {
            XmlResolver = null,
            LineInfoProvider = this,
            ValidationEventSender = this,
        };
        validator.ValidationEventHandler += onProblem;
        validator.Initialize();
    }

    /// <summary>Where a problem is, by names only: the elements from the root down, and perhaps an attribute,
    /// root/list/item/@name.</summary>
    public string Path => string.Join('/', open.Select(element => element.Name)) + (attribute is null ? "" : $"/@{attribute}");

    /// <summary>The element at fault.</summary>
    public string ElementName => open.Count == 0 ? "" : open[^1].Name;

    public string ElementNamespace => open.Count == 0 ? "" : open[^1].Namespace;

    /// <summary>0 for the root.</summary>
    public int ElementDepth => open.Count - 1;

    /// <summary>The type of the text or attribute at fault; null where the schema has none.</summary>
    public XmlSchemaType? ExpectedType => attribute is not null ? attributeType : open.Count == 0 ? null : open[^1].TextType;

    /// <summary>A start tag is being read: whoever reads has not met the element yet.</summary>
    public bool IsAtStart { get; private set; }

    public override bool Read()
    {
        while (inner.Read())
        {
            isBlankText = false;
            switch (inner.NodeType)
            {
                case XmlNodeType.Element:
                    StartElement();
                    return true;
                case XmlNodeType.EndElement:
                    EndElement();
                    return true;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    if (!IsBetweenElements())
                        return true;
                    break;
                case XmlNodeType.XmlDeclaration:
                    return true;
            }
        }
        if (!hasEnded)
            validator.EndValidation();
        hasEnded = true;
        return false;
    }

    private void StartElement()
    {
        IsAtStart = true;
        open.Add(new OpenElement(inner.LocalName, inner.NamespaceURI));
        text.Clear();
        info.SchemaType = null;
        var (type, nil) = inner.HasAttributes ? (inner.GetAttribute("type", Instance), inner.GetAttribute("nil", Instance)) : (null, null);
        validator.ValidateElement(inner.LocalName, inner.NamespaceURI, info, type, nil, null, null);
        open[^1] = open[^1] with { TextType = info.ContentType == XmlSchemaContentType.TextOnly ? info.SchemaType : null };
        while (inner.MoveToNextAttribute())
        {
            if (inner.NamespaceURI is not (Instance or Declarations))
                ValidateAttribute(info.SchemaType as XmlSchemaComplexType);
        }
        inner.MoveToElement();
        validator.ValidateEndOfAttributes(null);
        if (inner.IsEmptyElement)
            EndElement();
        IsAtStart = false;
    }

    private void ValidateAttribute(XmlSchemaComplexType? of)
    {
        attribute = inner.LocalName;
        var use = of?.AttributeUses[new XmlQualifiedName(inner.LocalName, inner.NamespaceURI)] as XmlSchemaAttribute;
        attributeType = use?.AttributeSchemaType;
        validator.ValidateAttribute(inner.LocalName, inner.NamespaceURI, SchemaValue.Shown(use?.AttributeSchemaType, inner.Value), null);
        attribute = null;
    }

    private void EndElement()
    {
        if (open[^1].TextType is { } type && text.Length > 0)
            validator.ValidateText(SchemaValue.Shown(type, text.ToString()));
        text.Clear();
        validator.ValidateEndElement(null);
        open.RemoveAt(open.Count - 1);
    }

    /// <summary>True for blanks where the schema has no text.</summary>
    private bool IsBetweenElements()
    {
        isBlankText = inner.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;
        if (open.Count == 0)
            return true;
        if (open[^1].TextType is not null)
        {
            text.Append(inner.Value);
            if (text.Length > SafeXml.MaxTokenBytes)        // in pieces, with comments between them
                throw new ForbiddenXmlException(ForbiddenXml.TokenTooLong);
            return false;
        }
        if (!isBlankText)
            validator.ValidateText(inner.Value);
        return isBlankText;
    }

    /// <summary>Blanks that are a text are one to the caller, too.</summary>
    public override XmlNodeType NodeType => isBlankText ? XmlNodeType.Text : inner.NodeType;

    public override int AttributeCount => inner.AttributeCount;
    public override string BaseURI => inner.BaseURI;
    public override int Depth => inner.Depth;
    public override bool EOF => inner.EOF;
    public override bool IsEmptyElement => inner.IsEmptyElement;
    public override string LocalName => inner.LocalName;
    public override string NamespaceURI => inner.NamespaceURI;
    public override XmlNameTable NameTable => inner.NameTable;
    public override string Prefix => inner.Prefix;
    public override ReadState ReadState => inner.ReadState;
    public override string Value => inner.Value;

    public override string GetAttribute(int i) => inner.GetAttribute(i);
    public override string? GetAttribute(string name) => inner.GetAttribute(name);
    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);
    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);
    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);
    public override bool MoveToElement() => inner.MoveToElement();
    public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();
    public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();
    public override bool ReadAttributeValue() => inner.ReadAttributeValue();
    public override void ResolveEntity() => inner.ResolveEntity();
    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public string? LookupPrefix(string namespaceName) => null;
    public IDictionary<string, string> GetNamespacesInScope(XmlNamespaceScope scope) => new Dictionary<string, string>();

    public bool HasLineInfo() => inner is IXmlLineInfo at && at.HasLineInfo();
    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;
    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    /// <param name="TextType">The type of an element whose content is text; null for others and for what the schema does not know.</param>
    private readonly record struct OpenElement(string Name, string Namespace, XmlSchemaType? TextType = null);
}
