using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Raas.Domain;
using Raas.Xml;

namespace Raas.Host.Soap;

/// <summary>A message whose signature is right, by a certificate that may be anybody's.</summary>
internal sealed record SignedMessage(X509Certificate2 Certificate, byte[] Signature, DateTimeOffset Created, DateTimeOffset Expires);

/// <summary>WS-Security, X.509 token profile 1.1: an RSA signature over the body and a timestamp, by the certificate in the message. What
/// is verified is the body that is treated: an element with the same id anywhere else, or a body anywhere else, is refused (signature
/// wrapping).</summary>
internal sealed class MessageSignature(TimeProvider clock)
{
    public const string SecurityNamespace = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    public const string UtilityNamespace = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    private const int MostReferences = 8;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private static readonly HashSet<string> SignatureMethods = new(StringComparer.Ordinal)
    {
        SignedXml.XmlDsigRSASHA256Url, SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigRSASHA512Url,
    };

    private static readonly HashSet<string> DigestMethods = new(StringComparer.Ordinal)
    {
        SignedXml.XmlDsigSHA256Url, SignedXml.XmlDsigSHA384Url, SignedXml.XmlDsigSHA512Url,
    };

    /// <summary>By what the body is signed; null when the message has no signature. Whether it was sent before is not looked at.</summary>
    /// <param name="bytes">The message, which has been read safely before.</param>
    /// <exception cref="SoapFaultException">The signature is not right, or out of date.</exception>
    public SignedMessage? Verify(byte[] bytes, SoapVersion version)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using (var reader = XmlReader.Create(SafeXml.AsUtf8(new MemoryStream(bytes)), settings))
            document.Load(reader);
        var signatures = document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl);
        if (signatures.Count == 0)
            return null;
        try
        {
            return Verify(document, (XmlElement)signatures[0]!, signatures.Count, version);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or XmlException or ArgumentException)
        {
            throw Invalid("it cannot be read");
        }
    }

    private SignedMessage Verify(XmlDocument document, XmlElement signature, int signatures, SoapVersion version)
    {
        var body = Child(document.DocumentElement!, "Body", version.Namespace);
        var security = Child(Child(document.DocumentElement!, "Header", version.Namespace), "Security", SecurityNamespace);
        if (signatures != 1 || signature.ParentNode != security)
            throw Invalid("there is one signature, in the header Security");
        var timestamp = Child(security, "Timestamp", UtilityNamespace);
        var token = Child(security, "BinarySecurityToken", SecurityNamespace);
        var signed = new BodyAndTimestamp(document);
        signed.LoadXml(signature);
        RequireOrdinary(signed);
        RequireCovers(document, signed, body, "Body");
        RequireCovers(document, signed, timestamp, "Timestamp");
        RequireKeyIs(document, signature, token);
        var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(token.InnerText.Trim()));
        using var key = certificate.GetRSAPublicKey() ?? throw Invalid("the certificate has no RSA key");
        if (!signed.CheckSignature(key))
            throw Invalid("it does not fit the message");
        var (created, expires) = RequireFresh(timestamp);
        return new SignedMessage(certificate, signed.SignatureValue!, created, expires);
    }

    /// <summary>No transform that could choose, fetch or change what is signed; no weak algorithm.</summary>
    private static void RequireOrdinary(SignedXml signed)
    {
        var info = signed.SignedInfo!;
        if (info.CanonicalizationMethod != SignedXml.XmlDsigExcC14NTransformUrl || !SignatureMethods.Contains(info.SignatureMethod ?? ""))
            throw Invalid("exclusive canonicalisation and RSA with SHA-256 or more are expected");
        if (info.References.Count is 0 or > MostReferences)
            throw Invalid($"1 to {MostReferences} references are expected");
        foreach (Reference reference in info.References)
        {
            if (!DigestMethods.Contains(reference.DigestMethod) || reference.TransformChain.Count != 1
                || reference.TransformChain[0] is not XmlDsigExcC14NTransform || reference.Uri is not ['#', _, ..])
                throw Invalid("each reference names an id, is canonicalised exclusively and digested by SHA-256 or more");
        }
    }

    private static void RequireCovers(XmlDocument document, SignedXml signed, XmlElement element, string name)
    {
        var id = element.GetAttribute("Id", UtilityNamespace);
        if (id.Length == 0 || !signed.SignedInfo!.References.Cast<Reference>().Any(r => r.Uri == "#" + id))
            throw Invalid($"it does not cover {name}");
        if (BodyAndTimestamp.WithId(document, id).Count() != 1)
            throw Invalid($"the id of {name} is there more than once");
    }

    /// <summary>The key is that of the token, not one that the signature brings along.</summary>
    private static void RequireKeyIs(XmlDocument document, XmlElement signature, XmlElement token)
    {
        var id = token.GetAttribute("Id", UtilityNamespace);
        var references = signature.GetElementsByTagName("Reference", SecurityNamespace);
        if (id.Length == 0 || references.Count != 1 || ((XmlElement)references[0]!).GetAttribute("URI") != "#" + id
            || BodyAndTimestamp.WithId(document, id).Count() != 1)
            throw Invalid("its key is the BinarySecurityToken, by a direct reference");
    }

    private (DateTimeOffset Created, DateTimeOffset Expires) RequireFresh(XmlElement timestamp)
    {
        var now = clock.GetUtcNow();
        var created = Moment(timestamp, "Created");
        var expires = Moment(timestamp, "Expires");
        if (created > now + Skew || expires < now || created >= expires || expires - created > LongestLife)
            throw Replayed(created, expires);
        return (created, expires);
    }

    public static SoapFaultException Replayed(DateTimeOffset created, DateTimeOffset expires) =>
        new(Codes.Online.Replayed, FaultKind.Sender,
            ("Created", created.ToString("O")), ("Expires", expires.ToString("O")), ("longestLife", LongestLife.ToString()));

    private static DateTimeOffset Moment(XmlElement timestamp, string name) =>
        XmlConvert.ToDateTimeOffset(Child(timestamp, name, UtilityNamespace).InnerText.Trim());

    private static XmlElement Child(XmlElement parent, string name, string ns)
    {
        var found = parent.ChildNodes.OfType<XmlElement>().Where(e => e.LocalName == name && e.NamespaceURI == ns).Take(2).ToList();
        return found.Count == 1 ? found[0] : throw Invalid($"one {name} in {parent.LocalName} is expected");
    }

    private static SoapFaultException Invalid(string why) => new(Codes.Online.SignatureInvalid, FaultKind.Sender, ("signature", why));

    /// <summary>Finds what is signed by <c>wsu:Id</c> only.</summary>
    private sealed class BodyAndTimestamp(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) => document is not null
            && WithId(document, idValue).Take(2).ToList() is [var only] ? only : null;

        /// <summary>Elements of which some attribute that may pass for an id has this value.</summary>
        public static IEnumerable<XmlElement> WithId(XmlDocument document, string id) =>
            Descendants(document).Where(e => e.Attributes.OfType<XmlAttribute>()
                .Any(a => string.Equals(a.LocalName, "id", StringComparison.OrdinalIgnoreCase) && a.Value == id));

        private static IEnumerable<XmlElement> Descendants(XmlDocument document) => document.GetElementsByTagName("*").OfType<XmlElement>();
    }
}
