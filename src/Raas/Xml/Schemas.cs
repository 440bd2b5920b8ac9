using System.Xml;
using System.Xml.Schema;
using Raas.Domain;

namespace Raas.Xml;

/// <summary>The schemas of every file that goes in or out, embedded in the assembly and compiled once, when first asked for.
/// A kind is the code of a flow, or one of the files that belong to no flow of their own: the voucher, the status, and what goes out in
/// a flow that also comes in.</summary>
public static class Schemas
{
    public const string Voucher = "VOUCHER";
    public const string Subscription = FlowName.Subscription;
    public const string PersonMutation = FlowName.PersonMutation;
    public const string Answer = FlowName.Answer;
    public const string Receipt = FlowName.Receipt;
    public const string Status = "STATUS";
    public const string Replacement = FlowName.Replacement;
    public const string Identity = FlowName.Identity;
    public const string Dimona = FlowName.Dimona;

    /// <summary>What an institution receives in the flow DIMONA; <see cref="Dimona"/> is what the ONSS sends.</summary>
    public const string DimonaNotification = FlowName.Dimona + "-NOTIFICATION";

    private static readonly Dictionary<string, Kind> Known = new(StringComparer.Ordinal)
    {
        [Voucher] = new("voucher-v1.xsd", new("voucher", "urn:be:raas:voucher:v1")),
        [Subscription] = new("subscription-v1.xsd", new("subscriptionRequest", "urn:be:raas:subscription:v1")),
        [PersonMutation] = new("person-mutation-v1.xsd", new("personMutations", "urn:be:raas:person-mutation:v1")),
        [Answer] = new("answer-v1.xsd", new("subscriptionBatchResponse", "urn:be:raas:answer:v1")),
        [Receipt] = new("receipt-v1.xsd", new("receipt", "urn:be:raas:receipt:v1")),
        [Status] = new("status-v1.xsd", new("laneStatus", "urn:be:raas:status:v1")),
        [Replacement] = new("replacement-notification-v1.xsd", new("notifySsinReplacements", "urn:be:raas:replacement-notification:v1")),
        [Identity] = new("identity-notification-v1.xsd", new("notifyIdentityChanges", "urn:be:raas:identity-notification:v1")),
        [Dimona] = new("dimona-v1.xsd", new("dimonaMutations", "urn:be:raas:dimona:v1")),
        [DimonaNotification] = new("dimona-v1.xsd", new("notifyDimona", "urn:be:raas:dimona:v1")),
    };

    /// <summary>Every kind of file that has a schema.</summary>
    public static IReadOnlyCollection<string> Kinds => Known.Keys;

    /// <summary>True for a kind of file that has a schema.</summary>
    public static bool Has(string kind) => Known.ContainsKey(kind);

    /// <summary>The compiled schemas of one kind: its own and what it imports, so that no other root is valid. May be shared by
    /// threads.</summary>
    public static XmlSchemaSet For(string kind) => Of(kind).Compiled.Value;

    /// <summary>The root element of one kind.</summary>
    public static XmlQualifiedName Root(string kind) => Of(kind).Root;

    /// <summary>The flow that comes in with files of this root element; null when none does.</summary>
    public static string? IncomingFlowOf(string root) =>
        FlowName.OfInstitutions.Concat(FlowName.OfSources).FirstOrDefault(flow => Has(flow) && Root(flow).Name == root);

    /// <summary>In our files only the root is in a namespace.</summary>
    public static string NamespaceExpected(string kind, int depth) => depth == 0 ? Root(kind).Namespace : "";

    /// <summary>The names of the embedded schema files, without folder.</summary>
    public static IEnumerable<string> Files => typeof(Schemas).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".xsd", StringComparison.Ordinal))
        .Select(name => name[Folder.Length..]);

    /// <summary>The text of one embedded schema or WSDL.</summary>
    public static Stream Open(string file) => typeof(Schemas).Assembly.GetManifestResourceStream(Folder + file)
        ?? throw new FileNotFoundException($"There is no embedded schema '{file}'.", file);

    /// <summary>The compiled schemas of a service: all its requests and responses.</summary>
    public static XmlSchemaSet ForService(string file) => Compile(file);

    private const string Folder = "xsd/";

    private static Kind Of(string kind) =>
        Known.TryGetValue(kind, out var known)
            ? known : throw new ArgumentException($"No schema for files of kind '{kind}'.", nameof(kind));

    internal static XmlSchemaSet Compile(params IEnumerable<string> files) => Compile(files, null);

    /// <param name="root">The only root that the files keep: a schema may describe what comes in beside what goes out.</param>
    private static XmlSchemaSet Compile(IEnumerable<string> files, XmlQualifiedName? root)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new EmbeddedResolver() };
        schemas.ValidationEventHandler += (_, problem) => throw problem.Exception;      // a warning in our own schema is a fault too
        foreach (var file in files)
        {
            using var reader = XmlReader.Create(Open(file), new XmlReaderSettings { XmlResolver = null, CloseInput = true },
                EmbeddedResolver.Base + file);
            schemas.Add(null, reader);
        }
        foreach (XmlSchema schema in schemas.Schemas())
        {
            RefuseFinalLineEnds(schema);
            if (root is not null && schema.TargetNamespace == root.Namespace)
                DropOtherRoots(schema, root.Name);
            schemas.Reprocess(schema);
        }
        schemas.Compile();
        return schemas;
    }

    /// <summary>This parser anchors a pattern with a dollar sign, which also matches before a line end at the very end: "A" and a line
    /// end would be a valid code here, and not for any other validator. So every pattern, in memory, says that none may follow.</summary>
    private static void RefuseFinalLineEnds(XmlSchema schema)
    {
        foreach (var type in schema.Items.OfType<XmlSchemaSimpleType>())
        {
            if (type.Content is not XmlSchemaSimpleTypeRestriction restriction)
                continue;
            foreach (var pattern in restriction.Facets.OfType<XmlSchemaPatternFacet>())
                pattern.Value = $"({pattern.Value})(?!\n)";
        }
    }

    private static void DropOtherRoots(XmlSchema schema, string root)
    {
        foreach (var other in schema.Items.OfType<XmlSchemaElement>().Where(element => element.Name != root).ToList())
            schema.Items.Remove(other);
    }

    private sealed record Kind(string File, XmlQualifiedName Root)
    {
        public Lazy<XmlSchemaSet> Compiled { get; } = new(() => Compile([File], Root));
    }

    /// <summary>Finds what our schemas import among the embedded files, and nothing anywhere else.</summary>
    private sealed class EmbeddedResolver : XmlResolver
    {
        public const string Base = "raas-embedded:///";

        public override object GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn) =>
            absoluteUri.AbsoluteUri.StartsWith(Base, StringComparison.Ordinal)
                ? Open(absoluteUri.AbsoluteUri[Base.Length..])
                : throw new XmlException($"A schema may only refer to embedded schemas, not to '{absoluteUri}'.");
    }
}
