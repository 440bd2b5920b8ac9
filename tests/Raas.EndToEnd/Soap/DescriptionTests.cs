using System.Net;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Host.Soap;
using Raas.Outgoing;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>The WSDL as a client fetches it: its address is the real one, its schemas are there and compile, and it speaks of what they
/// declare.</summary>
public sealed class DescriptionTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace SoapBinding = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Xsd = "http://www.w3.org/2001/XMLSchema";

    [Theory]
    [InlineData("RegisterService", "registerInscription unregisterInscription consultInscriptions getDeliveryStatus")]
    [InlineData("PersonService", "searchPersonBySsin searchPersonPhonetically createPerson updatePerson")]
    public void Wsdl_and_schemas_fit_together(string service, string operations)
    {
        var address = new Uri(soap.Host.Url, "soap/" + service).AbsoluteUri;
        var wsdl = XDocument.Parse(soap.Host.Get($"soap/{service}?wsdl").Text).Root!;
        Assert.Equal(address, wsdl.Descendants(SoapBinding + "address").Single().Attribute("location")!.Value);

        var schemas = new XmlSchemaSet { XmlResolver = null };
        var wanted = new Queue<string>(wsdl.Descendants(Xsd + "import").Select(i => i.Attribute("schemaLocation")!.Value));
        var fetched = new HashSet<string>(StringComparer.Ordinal);
        while (wanted.TryDequeue(out var location))
        {
            if (!fetched.Add(location))
                continue;
            Assert.StartsWith(address + "?xsd=", location, StringComparison.Ordinal);
            var answer = soap.Host.Get(new Uri(location).PathAndQuery.TrimStart('/'));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            using var reader = XmlReader.Create(new StringReader(answer.Text));
            var schema = schemas.Add(null, reader)!;
            foreach (var import in schema.Includes.Cast<XmlSchemaExternal>())
                wanted.Enqueue(import.SchemaLocation!);
        }
        schemas.Compile();
        Assert.Equal(3, fetched.Count);

        Assert.Equal(operations.Split(' '),
            wsdl.Element(Wsdl + "portType")!.Elements(Wsdl + "operation").Select(o => o.Attribute("name")!.Value));
        foreach (var part in wsdl.Descendants(Wsdl + "part"))
        {
            Assert.Equal("parameters", part.Attribute("name")!.Value);
            Assert.True(schemas.GlobalElements.Contains(
                new XmlQualifiedName(part.Attribute("element")!.Value.Split(':')[1], Namespace(service))), part.ToString());
        }
        foreach (var operation in wsdl.Element(Wsdl + "binding")!.Elements(Wsdl + "operation"))
        {
            Assert.Equal($"{Namespace(service)}:{operation.Attribute("name")!.Value}",
                operation.Element(SoapBinding + "operation")!.Attribute("soapAction")!.Value);
            Assert.All(operation.Descendants().Where(d => d.Name == SoapBinding + "body" || d.Name == SoapBinding + "fault"), d =>
                Assert.Equal("literal", d.Attribute("use")!.Value));
        }
    }

    [Fact]
    public void Every_sample_is_valid_and_answered()
    {
        foreach (var file in Directory.GetFiles(Tests.Repository.At("samples", "soap"), "*.xml"))
        {
            var payload = XDocument.Load(file).Root!.Element(Soap11 + "Body")!.Elements().Single();
            RequireValid(payload.Name.NamespaceName.Contains("person", StringComparison.Ordinal)
                ? "PersonService" : "RegisterService", payload);
        }
        Assert.Equal(9, Directory.GetFiles(Tests.Repository.At("samples", "soap"), "*.xml").Length);
    }
}
