using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Raas.Xml;

namespace Raas.Tests.Xml;

/// <summary>Our services beside the published CommonV3 (3.3-215): who has the real schema uses it instead of our copy. Ours takes
/// whatever that one takes.</summary>
public sealed class PublishedCommonTests
{
    private const string Common = "http://kszbcss.fgov.be/types/common/v3";

    /// <summary>The types of the published schema, as far as the public record names them, with as much of each as our schemas build
    /// on.</summary>
    private const string StandIn = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="http://kszbcss.fgov.be/types/common/v3"
            targetNamespace="http://kszbcss.fgov.be/types/common/v3">
        <xs:simpleType name="SeverityType"><xs:restriction base="xs:string"><xs:enumeration value="INFORMATION"/>
        <xs:enumeration value="WARNING"/><xs:enumeration value="FATAL"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="UUIDType"><xs:restriction base="xs:string"><xs:length value="36"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="TicketType"><xs:restriction base="xs:string"><xs:maxLength value="36"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="CbeNumberType"><xs:restriction base="xs:string"><xs:pattern value="\d{10}"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="EnterpriseNumberType"><xs:restriction base="c:CbeNumberType"><xs:pattern value="[01]\d{9}"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="BusinessUnitNumberType"><xs:restriction base="c:CbeNumberType"><xs:pattern value="[2-8]\d{9}"/>
        </xs:restriction></xs:simpleType>
        <xs:simpleType name="SsinType"><xs:restriction base="xs:string"><xs:length value="11"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="LegalContextType"><xs:restriction base="xs:string"><xs:maxLength value="64"/></xs:restriction>
        </xs:simpleType>
        <xs:simpleType name="InscriptionContextType"><xs:restriction base="xs:string"><xs:maxLength value="64"/></xs:restriction>
        </xs:simpleType>
        <xs:simpleType name="IntegrationContextType"><xs:restriction base="xs:string"><xs:maxLength value="64"/></xs:restriction>
        </xs:simpleType>
        <xs:simpleType name="SequenceNumberType"><xs:restriction base="xs:long"><xs:minInclusive value="1"/>
        <xs:totalDigits value="15"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="IncompleteDateType"><xs:restriction base="xs:string"><xs:whiteSpace value="collapse"/>
        <xs:length value="10"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="DescriptionType"><xs:restriction base="xs:string"><xs:maxLength value="100"/></xs:restriction>
        </xs:simpleType>
        <xs:simpleType name="LanguageType"><xs:restriction base="xs:string"><xs:length value="2"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="YearQuarterType"><xs:restriction base="xs:string"><xs:pattern value="\d{4}Q[1-4]"/></xs:restriction>
        </xs:simpleType>
        <xs:simpleType name="NssoRegistrationNumberType"><xs:restriction base="xs:string"><xs:length value="10"/></xs:restriction>
        </xs:simpleType>
        <xs:complexType name="SsinWithCanceledAndReplacesStatusType"><xs:simpleContent><xs:extension base="c:SsinType">
        <xs:attribute name="canceled" type="xs:boolean"/><xs:attribute name="replaces" type="c:SsinType"/></xs:extension>
        </xs:simpleContent></xs:complexType>
        <xs:complexType name="SsinWithCanceledAndReplacedByStatusType"><xs:simpleContent><xs:extension base="c:SsinType">
        <xs:attribute name="canceled" type="xs:boolean"/><xs:attribute name="replacedBy" type="c:SsinType"/></xs:extension>
        </xs:simpleContent></xs:complexType>
        <xs:complexType name="OrganizationIdentificationType"><xs:sequence><xs:element name="cbeNumber" type="c:CbeNumberType"/>
        </xs:sequence></xs:complexType>
        <xs:complexType name="SenderReceiverType"><xs:sequence>
        <xs:element name="organizationIdentification" type="c:OrganizationIdentificationType"/></xs:sequence></xs:complexType>
        <xs:complexType name="InformationCustomerType"><xs:sequence>
        <xs:element name="customerIdentification" type="c:OrganizationIdentificationType"/></xs:sequence></xs:complexType>
        <xs:complexType name="InformationCBSSType"><xs:sequence><xs:element name="ticketCBSS" type="c:UUIDType"/></xs:sequence>
        </xs:complexType>
        <xs:complexType name="InformationSupplierType"/><xs:complexType name="BusinessAnomalyType"/>
        <xs:complexType name="LocalizedDescriptionsType"/>
        <xs:complexType name="InformationNotificationCBSSType"/><xs:complexType name="InformationNotifiedType"/>
        <xs:complexType name="InformationCBSSBatchType"/>
        <xs:complexType name="OpenPeriodType"><xs:sequence><xs:element name="beginDate" type="xs:date"/></xs:sequence></xs:complexType>
        <xs:complexType name="PeriodType"><xs:sequence><xs:element name="beginDate" type="xs:date"/>
        <xs:element name="endDate" type="xs:date"/></xs:sequence></xs:complexType>
        <xs:complexType name="DataFiltersType"><xs:sequence>
        <xs:element name="filteredElement" type="xs:string" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:complexType name="BaseRequestType" abstract="true"><xs:sequence>
        <xs:element name="legalContext" type="c:LegalContextType"/></xs:sequence></xs:complexType>
        <xs:complexType name="BaseResponseType" abstract="true"><xs:sequence>
        <xs:element name="legalContext" type="c:LegalContextType"/></xs:sequence></xs:complexType>
        <xs:complexType name="InformationType"><xs:sequence><xs:element name="fieldName" type="xs:string"/></xs:sequence></xs:complexType>
        <xs:complexType name="StatusType"><xs:sequence><xs:element name="value" type="xs:string"/></xs:sequence></xs:complexType>
        <xs:complexType name="StatusOkType"><xs:sequence><xs:element name="value" type="xs:string"/></xs:sequence></xs:complexType>
        <xs:complexType name="MessageType"><xs:sequence><xs:element name="severity" type="c:SeverityType"/></xs:sequence></xs:complexType>
        <xs:complexType name="CBSSFaultType"><xs:sequence><xs:element name="detail" type="c:MessageType" maxOccurs="30"/>
        </xs:sequence></xs:complexType>
        </xs:schema>
        """;

    public static TheoryData<string> Files => [.. Schemas.Files.Where(file => file != "common-v3.xsd")];

    /// <summary>The schemas of the two services, and of every file.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Our_schemas_compile_with_the_published_common_types(string file)
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        schemas.ValidationEventHandler += (_, problem) => Assert.Fail($"{file}: {problem.Message}");
        schemas.Add(Common, XmlReader.Create(new StringReader(StandIn)));
        foreach (var one in new[] { "types-v1.xsd", file }.Distinct())
            schemas.Add(null, XmlReader.Create(Schemas.Open(one)));
        schemas.Compile();
        Assert.True(schemas.IsCompiled);
    }

    [Fact]
    public void Our_copy_declares_no_type_that_the_published_one_does_not()
    {
        var published = XDocument.Parse(StandIn).Root!.Elements().Select(type => type.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        using var ours = Schemas.Open("common-v3.xsd");
        var declared = XDocument.Load(ours).Root!.Elements().Select(type => type.Attribute("name")?.Value).OfType<string>();
        Assert.Equal([], declared.Except(published));
    }

    [Theory]
    [InlineData("LegalContextType", "social issues", true)]
    [InlineData("LegalContextType", "A-B", true)]
    [InlineData("LegalContextType", "AB", true)]
    [InlineData("LegalContextType", "A", false)]
    [InlineData("LegalContextType", "A ", false)]
    [InlineData("InscriptionContextType", "A+B:c_d 9", true)]
    [InlineData("InscriptionContextType", "AB", true)]
    [InlineData("InscriptionContextType", "A", false)]
    [InlineData("InscriptionContextType", "A-B", false)]
    [InlineData("IncompleteDateType", " 1970-00-00\n", true)]
    [InlineData("IncompleteDateType", "1970-00-0", false)]
    [InlineData("SsinType", "24203200171", true)]
    [InlineData("SsinType", "00003241778", true)]
    [InlineData("SsinType", "99020299964", true)]       // sequence 999: the pattern knows 000 only, the rule knows both
    [InlineData("SsinType", "47060200096", false)]
    [InlineData("SsinType", "81130103578", false)]
    public void The_common_types_take_what_the_published_ones_take(string type, string text, bool valid)
    {
        var schemas = Schemas.Compile("common-v3.xsd");
        var schema = new XmlSchema();
        schema.Includes.Add(new XmlSchemaImport { Namespace = Common });
        schema.Items.Add(new XmlSchemaElement { Name = "v", SchemaTypeName = new XmlQualifiedName(type, Common) });
        schemas.Add(schema);
        schemas.Compile();
        var isValid = true;
        SafeXml.Validate(new XElement("v", text), schemas, (_, _) => isValid = false);
        Assert.Equal(valid, isValid);
    }
}
