using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Raas.Configuration;
using Raas.Host.Soap;
using Raas.Intake;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Signed messages: what is right passes once; what is changed, moved, old, again or by somebody else does not.</summary>
public sealed class SignatureTests : IDisposable
{
    private const string Wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Base64 =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
    private const string X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";

    private readonly DataRoot data = new();
    private readonly X509Certificate2 ours = TestCertificate.Make("CN=signer of ours");
    private readonly X509Certificate2 theirs = TestCertificate.Make("CN=signer of theirs");
    private readonly X509Certificate2 stranger = TestCertificate.Make("CN=signer of nobody");
    private readonly ServeHost host;

    public SignatureTests()
    {
        Import(data, (Institution, TestCertificate.Credential(ours, "signer")),
            (Other, TestCertificate.Credential(theirs, "their-signer")));
        host = ServeHost.Start(data.Root, "--set", "Raas:Soap:RequireSignature=true");
    }

    public void Dispose()
    {
        host.Dispose();
        data.Dispose();
        ours.Dispose();
        theirs.Dispose();
        stranger.Dispose();
    }

    private sealed class ById(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            document!.SelectNodes("//*")!.OfType<XmlElement>().FirstOrDefault(e => e.GetAttribute("Id", Wsu) == idValue);
    }

    /// <param name="spoil">What is done to the message before it is signed.</param>
    private static XmlDocument Sign(X509Certificate2 certificate, Action<ById>? change = null, Action<XmlDocument>? spoil = null,
        DateTimeOffset? created = null, double minutes = 5, string[]? parts = null)
    {
        var at = created ?? DateTimeOffset.UtcNow;
        var header = $"<e:Header><wsse:Security xmlns:wsse=\"{Wsse}\" xmlns:wsu=\"{Wsu}\" e:mustUnderstand=\"1\">"
            + $"<wsu:Timestamp wsu:Id=\"TS\"><wsu:Created>{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</wsu:Created>"
            + $"<wsu:Expires>{at.AddMinutes(minutes):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}</wsu:Expires></wsu:Timestamp>"
            + $"<wsse:BinarySecurityToken wsu:Id=\"X509\" EncodingType=\"{Base64}\" ValueType=\"{X509}\">"
            + $"{Convert.ToBase64String(certificate.RawData)}</wsse:BinarySecurityToken></wsse:Security></e:Header>";
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>",
            header: header).Replace("<e:Body>", $"<e:Body wsu:Id=\"BODY\" xmlns:wsu=\"{Wsu}\">", StringComparison.Ordinal));
        spoil?.Invoke(document);
        using var key = certificate.GetRSAPrivateKey();
        var signed = new ById(document) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = SignedXml.XmlDsigRSASHA256Url;
        foreach (var id in parts ?? ["BODY", "TS"])
        {
            var reference = new Reference("#" + id) { DigestMethod = SignedXml.XmlDsigSHA256Url };
            reference.AddTransform(new XmlDsigExcC14NTransform());
            signed.AddReference(reference);
        }
        var token = new XmlDocument();
        token.LoadXml(
            $"<wsse:SecurityTokenReference xmlns:wsse=\"{Wsse}\"><wsse:Reference URI=\"#X509\" ValueType=\"{X509}\"/>"
                + "</wsse:SecurityTokenReference>");
        signed.KeyInfo = new KeyInfo();
        signed.KeyInfo.AddClause(new KeyInfoNode(token.DocumentElement!));
        change?.Invoke(signed);
        signed.ComputeSignature();
        Security(document).AppendChild(document.ImportNode(signed.GetXml(), deep: true));
        return document;
    }

    private static XmlElement Security(XmlDocument document) => (XmlElement)document.GetElementsByTagName("Security", Wsse)[0]!;

    private static XmlElement Body(XmlDocument document) => (XmlElement)document.GetElementsByTagName("Body", Soap11.NamespaceName)[0]!;

    private (HttpStatusCode Status, string Text) Send(string text, string user = "")
    {
        var answer = host.Send(Message("RegisterService", "consultInscriptions", Encoding.UTF8.GetBytes(text), user));
        return (answer.Status, answer.Text);
    }

    private void Refused(string code, XmlDocument document, string user = "")
    {
        var (status, text) = Send(document.OuterXml, user);
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains($"<reasonCode>{code}</reasonCode>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_message_passes_once_and_says_who_calls()
    {
        var message = Sign(ours).OuterXml;
        var (status, text) = Send(message);
        Assert.True(status == HttpStatusCode.OK, text);
        Assert.Contains("MSG00005", text, StringComparison.Ordinal);
        Assert.Contains("RAA60010", Send(message).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, Send(Sign(ours).OuterXml, Institution).Status);
        Assert.Contains("MSG00013", Send(Sign(theirs).OuterXml).Text, StringComparison.Ordinal);
        Assert.Contains("RAA60009", Send(Envelope("RegisterService", "consultInscriptions",
            $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>"), Institution).Text, StringComparison.Ordinal);
        Refused("RAA60009", Sign(theirs), Institution);
        Refused("RAA60009", Sign(stranger));
    }

    /// <summary>The list of what was seen is in the store: for the process that comes after, and for the one beside.</summary>
    [Fact]
    public void A_signed_message_that_one_host_has_seen_is_refused_by_another_and_after_a_restart()
    {
        ServeHost.Answer At(ServeHost to, string text) =>
            to.Send(Message("RegisterService", "consultInscriptions", Encoding.UTF8.GetBytes(text), ""));
        var (first, second) = (Sign(ours, minutes: 9).OuterXml, Sign(ours, minutes: 9).OuterXml);
        // Made before the restart, and seen by nobody before it.
        var third = Sign(ours, created: DateTimeOffset.UtcNow.AddMinutes(-1), minutes: 9).OuterXml;
        Assert.Equal(HttpStatusCode.OK, Send(first).Status);
        using (var beside = ServeHost.Start(data.Root, "--set", "Raas:Soap:RequireSignature=true"))
        {
            Assert.Contains("RAA60010", At(beside, first).Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, At(beside, second).Status);
            Assert.Contains("RAA60010", Send(second).Text, StringComparison.Ordinal);
            beside.Kill();
        }
        host.Kill();
        using var restarted = ServeHost.Start(data.Root, "--set", "Raas:Soap:RequireSignature=true");
        foreach (var seen in new[] { first, second })
            Assert.Contains("RAA60010", At(restarted, seen).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, At(restarted, third).Status);
    }

    /// <summary>The signature is right, the certificate is nobody's: it leaves nothing behind.</summary>
    [Fact]
    public void Messages_of_strangers_do_not_fill_the_list()
    {
        Refused("RAA60009", Sign(stranger));
        Refused("RAA60009", Sign(theirs), Institution);
        Assert.Equal(0, Seen());
        Assert.Equal(HttpStatusCode.OK, Send(Sign(ours).OuterXml).Status);
        Assert.Equal(1, Seen());
    }

    private long Seen()
    {
        using var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(data.Data, "audit.db")};Pooling=False");
        return Dapper.SqlMapper.QuerySingle<long>(db, "SELECT COUNT(*) FROM seen_message");
    }

    [Fact]
    public void What_was_changed_after_it_was_signed_is_refused()
    {
        foreach (var spoil in new Action<XmlDocument>[]
        {
            d => Body(d).GetElementsByTagName("ssin")[0]!.InnerText = Numbers.Of(2),
            d => d.GetElementsByTagName("Expires", Wsu)[0]!.InnerText = DateTimeOffset.UtcNow.AddMinutes(9)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            d => d.GetElementsByTagName("BinarySecurityToken", Wsse)[0]!.InnerText = Convert.ToBase64String(theirs.RawData),
            d => d.GetElementsByTagName("BinarySecurityToken", Wsse)[0]!.InnerText = "no certificate",
            d => d.GetElementsByTagName("SignatureValue")[0]!.InnerText = "AAAA",
            d => d.GetElementsByTagName("DigestValue")[0]!.InnerText = "AAAA",
        })
        {
            var message = Sign(ours);
            spoil(message);
            Refused("RAA60009", message);
        }
    }

    /// <summary>The signed body goes elsewhere, another one takes its place.</summary>
    [Fact]
    public void Wrapping_is_refused()
    {
        XmlElement Another(XmlDocument d, string id)
        {
            var body = (XmlElement)Body(d).CloneNode(deep: true);
            body.GetElementsByTagName("ssin")[0]!.InnerText = Numbers.Of(2);
            if (id.Length == 0)
                body.RemoveAttribute("Id", Wsu);
            else
                body.SetAttribute("Id", Wsu, id);
            return body;
        }

        foreach (var wrap in new Action<XmlDocument>[]
        {
            d => Wrapped(d, Another(d, "BODY"), Security(d)),
            d => Wrapped(d, Another(d, "OTHER"), Security(d)),
            d => Wrapped(d, Another(d, ""), Security(d)),
            d => Wrapped(d, Another(d, "BODY"), (XmlElement)Security(d).ParentNode!),
            d => Wrapped(d, Another(d, "OTHER"), (XmlElement)d.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!),
            d => d.DocumentElement!.InsertBefore(Another(d, "OTHER"), Body(d)),
            d => Security(d).AppendChild(Security(d).GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!.CloneNode(true)),
            d => Security(d).ParentNode!.AppendChild(Security(d).CloneNode(true)),
            d => Security(d).ParentNode!.AppendChild(Security(d).GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!),
            d => Body(d).SetAttribute("ID", "TS"),
        })
        {
            var message = Sign(ours);
            wrap(message);
            var (status, text) = Send(message.OuterXml);
            Assert.Equal(HttpStatusCode.InternalServerError, status);
            Assert.Matches("RAA6000[29]", text);
        }
    }

    private static void Wrapped(XmlDocument document, XmlElement fake, XmlElement hidingPlace)
    {
        var body = Body(document);
        document.DocumentElement!.ReplaceChild(fake, body);
        var wrapper = document.CreateElement("wrapper", "urn:wrapper");
        wrapper.AppendChild(body);
        hidingPlace.AppendChild(wrapper);
    }

    [Fact]
    public void What_is_signed_weakly_or_in_part_is_refused()
    {
        Refused("RAA60009", Sign(ours, s => s.SignedInfo!.SignatureMethod = SignedXml.XmlDsigRSASHA1Url));
        Refused("RAA60009", Sign(ours, s => s.SignedInfo!.CanonicalizationMethod = SignedXml.XmlDsigC14NTransformUrl));
        Refused("RAA60009", Sign(ours, s => ((Reference)s.SignedInfo!.References[0]!).DigestMethod = SignedXml.XmlDsigSHA1Url));
        Refused("RAA60009", Sign(ours, s => ((Reference)s.SignedInfo!.References[0]!).AddTransform(new XmlDsigC14NTransform())));
        Refused("RAA60009", Sign(ours, parts: ["BODY"]));
        Refused("RAA60009", Sign(ours, parts: ["TS"]));
        Refused("RAA60009", Sign(ours, s => s.KeyInfo = new KeyInfo()));
    }

    [Fact]
    public void What_is_old_or_of_the_future_is_refused()
    {
        Refused("RAA60010", Sign(ours, created: DateTimeOffset.UtcNow.AddMinutes(-6)));
        Refused("RAA60010", Sign(ours, created: DateTimeOffset.UtcNow.AddMinutes(2)));
        Refused("RAA60010", Sign(ours, minutes: 11));
        Refused("RAA60010", Sign(ours, minutes: -1));
    }
}
