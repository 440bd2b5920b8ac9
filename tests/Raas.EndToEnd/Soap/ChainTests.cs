using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Soap;

/// <summary>A certificate with an intermediate between it and the root: clients know the root only.</summary>
public sealed class ChainTests : IDisposable
{
    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    private static X509Certificate2 Make(string subject, X509Certificate2? issuer, bool isAuthority)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        if (!isAuthority)
            request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
            return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (from, until) = (new DateTimeOffset(issuer.NotBefore), new DateTimeOffset(issuer.NotAfter));
        using var made = request.Create(issuer, from, until, RandomNumberGenerator.GetBytes(12));
        return made.CopyWithPrivateKey(key);
    }

    /// <summary>In the order in which they stand in the file.</summary>
    [ChainTheory]
    [InlineData("leaf intermediate root")]
    [InlineData("intermediate leaf")]
    public void Curl_and_Java_that_know_the_root_only_trust_the_whole_chain(string order)
    {
        using var root = Make("CN=a root", null, isAuthority: true);
        using var intermediate = Make("CN=an intermediate", root, isAuthority: true);
        using var leaf = Make("CN=127.0.0.1", intermediate, isAuthority: false);
        var file = Path.Combine(data.Root, "chain.pfx");
        var all = new Dictionary<string, X509Certificate2>(StringComparer.Ordinal)
        {
            ["leaf"] = leaf,
            ["intermediate"] = X509CertificateLoader.LoadCertificate(intermediate.RawData),
            ["root"] = X509CertificateLoader.LoadCertificate(root.RawData),
        };
        var chain = new X509Certificate2Collection(order.Split(' ').Select(name => all[name]).ToArray());
        File.WriteAllBytes(file, chain.Export(X509ContentType.Pkcs12, "pass")!);
        File.WriteAllText(Path.Combine(data.Root, "root.pem"), root.ExportCertificatePem());
        SoapHost.Import(data);
        using var host = ServeHost.Start(
            data.Root, "https", TestCertificate.Client(root, null),
            "--set", $"Raas:Dashboard:Certificate={file}", "--set", "Raas:Dashboard:CertificatePassword=pass");

        var address = new Uri(host.Url, "soap/RegisterService?wsdl").AbsoluteUri;
        var wsdl = Client.Run(data.Root, "curl", "--silent", "--show-error", "--fail", "--cacert", "root.pem", address);
        Assert.Contains("registerInscription", wsdl, StringComparison.Ordinal);

        Client.Run(
            data.Root, "keytool", "-importcert", "-noprompt", "-alias", "root", "-file", "root.pem",
            "-keystore", "trust.p12", "-storetype", "PKCS12", "-storepass", "changeit");
        var answer = Client.Run(
            data.Root, "java", "-Djavax.net.ssl.trustStore=trust.p12", "-Djavax.net.ssl.trustStorePassword=changeit",
            Tests.Repository.At("samples", "soap", "Consult.java"), host.Url.AbsoluteUri.TrimEnd('/'),
            "program-" + Institution, SoapHost.Secret, Institution, SoapHost.Context, Tests.Numbers.Of(1));
        Assert.StartsWith("200 ", answer, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ChainTheoryAttribute : TheoryAttribute
    {
        public ChainTheoryAttribute() => Skip = Client.Missing("curl", "java", "keytool");
    }
}
