// dotnet run Consult.cs -- https://raas.example.be:5444 our-certificate.pfx its-password 0999000129 "HEALTH INSURANCE" 88291401168
#:package System.ServiceModel.Http@10.1.0
#:property PublishAot=false
using System.Security.Cryptography.X509Certificates;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;

const string ns = "urn:be:raas:register-service:v1";
var binding = new BasicHttpsBinding();
binding.Security.Transport.ClientCredentialType = HttpClientCredentialType.Certificate;
var factory = new ChannelFactory<IRegisterService>(binding, new EndpointAddress(args[0] + "/soap/RegisterService"));
factory.Credentials.ClientCertificate.Certificate = X509CertificateLoader.LoadPkcs12FromFile(args[1], args[2]);

var request = $"""
    <s:consultInscriptionsRequest xmlns:s="{ns}">
      <informationCustomer><customerIdentification><cbeNumber>{args[3]}</cbeNumber></customerIdentification></informationCustomer>
      <legalContext>{args[4]}</legalContext>
      <criteria><ssin>{args[5]}</ssin></criteria>
    </s:consultInscriptionsRequest>
    """;
using var answer = factory.CreateChannel()
    .Call(Message.CreateMessage(MessageVersion.Soap11, ns + ":consultInscriptions", XmlReader.Create(new StringReader(request))));
Console.WriteLine(answer.GetReaderAtBodyContents().ReadOuterXml());

[ServiceContract]
public interface IRegisterService
{
    [OperationContract(Action = "*", ReplyAction = "*")]
    Message Call(Message request);
}
