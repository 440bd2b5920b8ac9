using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Raas.Configuration;
using Raas.Host.Soap;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Certificates that tests make for themselves.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Make(string subject, bool isOutOfDate = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(isOutOfDate ? -1 : 10));
        // Through PKCS#12: only so is the key usable for TLS on every machine.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public static string Credential(X509Certificate2 certificate, string name, string? subject = null, string until = "2099-12-31") =>
        $$"""
        { "name": "{{name}}", "subject": "{{subject ?? certificate.Subject}}",
          "thumbprint": "{{certificate.GetCertHashString(HashAlgorithmName.SHA256)}}",
          "validFrom": "2020-01-01", "validUntil": "{{until}}" }
        """;

    /// <summary>Trusts one server, and shows a certificate.</summary>
    public static SocketsHttpHandler Client(X509Certificate2 server, X509Certificate2? shown)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(server.RawData));
        return new SocketsHttpHandler
            { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy, ClientCertificates = shown is null
                ? [] : [shown], LocalCertificateSelectionCallback = shown is null ? null : (_, _, _, _, _) => shown } };
    }
}

/// <summary>Over TLS, on an address of their own: programs show their certificates, operators see nothing of that.</summary>
public sealed class CertificateTests : IDisposable
{
    private readonly DataRoot data = new();
    private readonly X509Certificate2 server = TestCertificate.Make("CN=127.0.0.1");

    public void Dispose()
    {
        server.Dispose();
        data.Dispose();
    }

    private static byte[] Consult(string cbe) => Encoding.UTF8.GetBytes(
        Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>", cbe));

    [Fact]
    public void A_certificate_says_which_party_calls()
    {
        using var ours = TestCertificate.Make("CN=our program, O=Institution, C=BE");
        using var late = TestCertificate.Make("CN=an old program", isOutOfDate: true);
        using var ended = TestCertificate.Make("CN=a program that was withdrawn");
        using var renamed = TestCertificate.Make("CN=another name than that which is registered");
        using var stranger = TestCertificate.Make("CN=our program, O=Institution, C=BE");
        Import(data, (Institution, TestCertificate.Credential(ours, "ours")), (Institution, TestCertificate.Credential(late, "late")),
            (Institution, TestCertificate.Credential(ended, "ended", until: "2021-01-01")),
            (Other, TestCertificate.Credential(renamed, "renamed", subject: "CN=registered")));
        var file = Path.Combine(data.Root, "server.pfx");
        File.WriteAllBytes(file, server.Export(X509ContentType.Pkcs12, "pass"));
        var address = new Uri($"https://127.0.0.1:{ServeHost.FreePort()}/");
        using var host = ServeHost.Start(data.Root, "--set", $"Raas:Soap:Url={address}", "--set", $"Raas:Dashboard:Certificate={file}",
            "--set", "Raas:Dashboard:CertificatePassword=pass");

        (HttpStatusCode Status, string Text) Call(X509Certificate2? shown, string cbe = Institution, string? secret = null)
        {
            using var client = new HttpClient(TestCertificate.Client(server, shown)) { BaseAddress = address };
            using var request = Message("RegisterService", "consultInscriptions", Consult(cbe), user: "");
            if (secret is not null)
                request.Headers.Authorization = Basic("program-" + cbe, secret);
            using var response = client.Send(request);
            using var reader = new StreamReader(response.Content.ReadAsStream());
            return (response.StatusCode, reader.ReadToEnd());
        }

        Assert.Contains("MSG00005", Call(ours).Text, StringComparison.Ordinal);
        Assert.Contains("MSG00013", Call(ours, Other).Text, StringComparison.Ordinal);
        foreach (var wrong in new[] { late, ended, renamed, stranger, null })
            Assert.Equal(HttpStatusCode.Unauthorized, Call(wrong).Status);
        Assert.Contains("MSG00005", Call(stranger, Institution, Secret).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, Call(null, Institution, "wrong").Status);

        // Two addresses: programs see no page, and the pages no program.
        using var atServices = new HttpClient(TestCertificate.Client(server, ours)) { BaseAddress = address };
        foreach (var page in new[] { "hangfire/raas", "metrics", "health/ready", "" })
        {
            using var answer = atServices.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(page, UriKind.Relative)));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, host.Get("soap/RegisterService?wsdl").Status);
    }
}
