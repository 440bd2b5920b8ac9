using System.Globalization;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Serialization;
using Raas.Domain;
using Raas.Host.Soap;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>A client of .NET: each operation as a message, one of them with types and typed faults as a proxy has them.</summary>
public sealed class ServiceModelTests(SoapHost soap) : IClassFixture<SoapHost>
{
    [ServiceContract]
    private interface IAnyOperation
    {
        [OperationContract(Action = "*", ReplyAction = "*")]
        Message Call(Message request);
    }

    [ServiceContract(Namespace = "urn:be:raas:register-service:v1"), XmlSerializerFormat(SupportFaults = true)]
    private interface IRegisterService
    {
        [OperationContract(Action = "urn:be:raas:register-service:v1:consultInscriptions", ReplyAction = "*")]
        [FaultContract(typeof(FaultDetail), Name = "consultInscriptionsFault")]
        ConsultResponse ConsultInscriptions(ConsultRequest request);
    }

    [MessageContract(IsWrapped = false)]
    public sealed class ConsultRequest
    {
        [MessageBodyMember(Name = "consultInscriptionsRequest", Namespace = "urn:be:raas:register-service:v1")]
        public Consult? Body { get; set; }
    }

    [MessageContract(IsWrapped = false)]
    public sealed class ConsultResponse
    {
        [MessageBodyMember(Name = "consultInscriptionsResponse", Namespace = "urn:be:raas:register-service:v1")]
        public Consult? Body { get; set; }
    }

    [XmlType(Namespace = "urn:be:raas:register-service:v1")]
    public sealed class Consult
    {
        [XmlElement("informationCustomer", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public Customer? Customer { get; set; }

        [XmlElement("legalContext", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public string? LegalContext { get; set; }

        [XmlElement("criteria", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public Criteria? Criteria { get; set; }

        [XmlElement("status", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public Status? Status { get; set; }
    }

    public sealed class Customer
    {
        [XmlElement("customerIdentification", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public Identification? Identification { get; set; }
    }

    public sealed class Identification
    {
        [XmlElement("cbeNumber", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public string? CbeNumber { get; set; }
    }

    public sealed class Criteria
    {
        [XmlElement("ssin", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public string? Ssin { get; set; }
    }

    public sealed class Status
    {
        [XmlElement("code", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public string? Code { get; set; }
    }

    [XmlRoot("consultInscriptionsFault", Namespace = "urn:be:raas:register-service:v1")]
    public sealed class FaultDetail
    {
        [XmlElement("detail", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public FaultMessage[]? Messages { get; set; }
    }

    public sealed class FaultMessage
    {
        [XmlElement("reasonCode", Form = System.Xml.Schema.XmlSchemaForm.Unqualified)]
        public string? ReasonCode { get; set; }
    }

    private T Channel<T>(string service)
        where T : class
    {
        var binding = new BasicHttpBinding(BasicHttpSecurityMode.TransportCredentialOnly) { MaxReceivedMessageSize = 1 << 20 };
        binding.Security.Transport.ClientCredentialType = HttpClientCredentialType.Basic;
        var factory = new ChannelFactory<T>(binding, new EndpointAddress(new Uri(soap.Host.Url, "soap/" + service)));
        factory.Credentials.UserName.UserName = "program-" + Institution;
        factory.Credentials.UserName.Password = Secret;
        return factory.CreateChannel();
    }

    private XElement Call(string service, string operation, string content)
    {
        var body = XDocument.Parse(Envelope(service, operation, content)).Root!.Element(Soap11 + "Body")!.Elements().Single();
        using var request = System.ServiceModel.Channels.Message.CreateMessage(MessageVersion.Soap11, $"{Namespace(service)}:{operation}",
            body.CreateReader());
        using var reply = Channel<IAnyOperation>(service).Call(request);
        Assert.False(reply.IsFault);
        using var reader = reply.GetReaderAtBodyContents();
        var payload = (XElement)XNode.ReadFrom(reader);
        RequireValid(service, payload);
        return payload;
    }

    [Fact]
    public void Calls_each_operation()
    {
        var ssin = Numbers.Of(21);
        Assert.Equal("MSG00000",
            Code(
                Call("RegisterService", "registerInscription",
                    $"<inscription><ssin>{ssin}</ssin><dossierType>A</dossierType>"
                        + "<period><beginDate>2020-01-01</beginDate></period></inscription>")));
        Assert.Equal("MSG00000", Code(Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{ssin}</ssin></criteria>")));
        Assert.Equal("MSG00000", Code(Call("RegisterService", "unregisterInscription",
            $"<inscription><ssin>{ssin}</ssin><dossierType>A</dossierType></inscription>")));
        Assert.Equal("MSG00100", Code(Call("RegisterService", "getDeliveryStatus",
            "<criteria><flow>SUBSCRIPTION</flow><fileSequenceNumber>9</fileSequenceNumber></criteria>")));
        Assert.Equal("MSG00000", Code(Call("PersonService", "searchPersonBySsin", $"<criteria><ssin>{ssin}</ssin></criteria>")));
        Assert.Equal("MSG00000", Code(Call("PersonService", "searchPersonPhonetically", string.Create(CultureInfo.InvariantCulture,
            $"<criteria><lastName>{Name(21)}</lastName><birthDate>{Birth(21)}</birthDate></criteria>"))));
        var created = Call("PersonService", "createPerson",
            "<person><lastName>Servicemodel</lastName><birthDate>1991-02-03</birthDate><birthPlace>Aalst</birthPlace>"
                + "<gender>M</gender></person>");
        Assert.Equal("MSG00000", Code(Call("PersonService", "updatePerson",
            $"<ssin>{created.Descendants("ssin").Single().Value}</ssin><person><civilState>1</civilState></person>")));
    }

    /// <summary>.NET sends no secret before it is asked for one; each call has a factory, a channel and a connection of its own.</summary>
    [Fact]
    public void Twenty_calls_each_by_a_client_of_its_own_are_answered()
    {
        var question = $"<criteria><ssin>{Numbers.Of(22)}</ssin></criteria>";
        for (var i = 0; i < 20; i++)
            Assert.Equal("MSG00100", Code(Call("RegisterService", "consultInscriptions", question)));
    }

    [Fact]
    public void A_typed_proxy_gets_typed_answers_and_typed_faults()
    {
        var channel = Channel<IRegisterService>("RegisterService");
        ConsultRequest Ask(string ssin) => new() { Body = new Consult { Customer = new Customer { Identification = new Identification
            { CbeNumber = Institution } }, LegalContext = Context, Criteria = new Criteria { Ssin = ssin } } };
        Assert.Equal("MSG00100", channel.ConsultInscriptions(Ask(Numbers.Of(22))).Body!.Status!.Code);
        var fault = Assert.Throws<FaultException<FaultDetail>>(() => channel.ConsultInscriptions(Ask("letters")));
        Assert.Equal("MSG00008", fault.Detail.Messages!.Single().ReasonCode);
        Assert.Equal("Client", fault.Code.Name);
    }
}
