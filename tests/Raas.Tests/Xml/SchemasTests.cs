using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Outgoing;
using Raas.Xml;
using static Raas.Tests.Xml.Valid;

namespace Raas.Tests.Xml;

/// <summary>The schemas are the contract: they compile together, keep the house style, and say yes and no where the contract
/// does.</summary>
public class SchemasTests
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    public static TheoryData<string> Files() => [.. Schemas.Files];

    public static TheoryData<string> Kinds() => [.. Schemas.Kinds];

    /// <summary>Request, response and fault of each of the eight operations.</summary>
    private const int MessagesOfAnOperation = 3;

    private static bool IsOfAService(string file) => file.EndsWith("-service-v1.xsd", StringComparison.Ordinal);

    [Fact]
    public void All_schemas_compile_together_without_a_warning()
    {
        var all = Schemas.Compile(Schemas.Files);       // throws at the first warning
        Assert.Equal(Schemas.Files.Count(), all.Count);
        Assert.Equal(Schemas.Kinds.Count + (8 * MessagesOfAnOperation), all.GlobalElements.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_has_one_root_and_no_other(string kind)
    {
        var roots = Schemas.For(kind).GlobalElements.Names.Cast<XmlQualifiedName>();
        Assert.Equal(Schemas.Root(kind), Assert.Single(roots));
        Assert.NotEmpty(Problems(kind, "<other xmlns='urn:other'><deep/></other>"));
        Assert.NotEmpty(Problems(kind, $"<{Schemas.Root(kind).Name}/>"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void House_style_only_the_root_is_in_the_namespace_and_everything_is_documented(string file)
    {
        var schema = Load(file);
        Assert.Equal("unqualified", schema.Attribute("elementFormDefault")?.Value);
        Assert.Equal("unqualified", schema.Attribute("attributeFormDefault")?.Value);
        Assert.DoesNotContain(schema.Descendants(), node => node.Attribute("form") is not null);
        // One kind of file for each root; the flow DIMONA comes in and goes out. A service has three messages for each operation.
        if (IsOfAService(file))
            Assert.Equal(4 * MessagesOfAnOperation,
                schema.Elements(Xs + "element")
                    .Count(root => root.Attribute("name")!.Value is var name && (name.EndsWith("Request", StringComparison.Ordinal)
                        || name.EndsWith("Response", StringComparison.Ordinal) || name.EndsWith("Fault", StringComparison.Ordinal))));
        else
            Assert.Equal(schema.Elements(Xs + "element").Select(root => root.Attribute("name")!.Value), Schemas.Kinds.Select(Schemas.Root)
                .Where(root => root.Namespace == schema.Attribute("targetNamespace")!.Value).Select(root => root.Name));
        Assert.Empty(schema.Descendants(Xs + "any").Concat(schema.Descendants(Xs + "anyAttribute")));

        // Schemas amends the patterns of named types, see there.
        Assert.All(schema.Descendants(Xs + "pattern"), pattern => Assert.Same(schema, pattern.Ancestors(Xs + "simpleType").First().Parent));

        XName[] described = [Xs + "element", Xs + "attribute", Xs + "complexType", Xs + "simpleType"];
        var silent = schema.Descendants()
            .Where(node => described.Contains(node.Name) && node.Attribute("name") is not null)
            .Where(node => string.IsNullOrWhiteSpace(node.Element(Xs + "annotation")?.Element(Xs + "documentation")?.Value))
            .Select(node => node.Attribute("name")!.Value);
        Assert.Empty(silent);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_identity_constraints_because_they_would_keep_the_whole_file_in_memory(string file)
    {
        XName[] constraints = [Xs + "key", Xs + "keyref", Xs + "unique"];
        Assert.DoesNotContain(Load(file).Descendants(), node => constraints.Contains(node.Name));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Imports_are_found_among_the_embedded_files_only(string file)
    {
        foreach (var import in Load(file).Elements(Xs + "import"))
            Assert.Contains(import.Attribute("schemaLocation")!.Value, Schemas.Files);
    }

    [Fact]
    public void The_schemas_of_a_kind_are_compiled_once_and_shared_by_threads()
    {
        Assert.Same(Schemas.For(Schemas.Subscription), Schemas.For(Schemas.Subscription));
        Parallel.For(0, 64, _ => Is(true, Schemas.Subscription, Register()));
        Assert.Throws<ArgumentException>(() => Schemas.For("NOTHING"));
    }

    private static XElement Load(string file)
    {
        using var stream = Schemas.Open(file);
        return XDocument.Load(stream).Root!;
    }
}
