using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Raas.Host.Commands;
using Raas.Operations;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Web;

/// <summary>Beyond loopback: https, users, roles. Tried on loopback, where users may be asked for too.</summary>
public sealed class AccessTests : IDisposable
{
    private const string Secret = "correct horse battery";

    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    private string Hash(string password) => Executable.Told(data.Root, password + "\n", [], "hash-password").Output.Trim();

    /// <summary>A certificate of our own for this machine, and a client that trusts it and nothing else.</summary>
    private (string File, SocketsHttpHandler Client) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(data.Root, "certificate.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "pass"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(certificate.RawData));
        return (file, new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }

    [Fact]
    public void With_users_everybody_says_who_he_is_and_only_operators_act()
    {
        var hash = Hash(Secret);
        Assert.StartsWith("pbkdf2-sha256$", hash, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", hash, StringComparison.Ordinal);
        var (certificate, handler) = Certificate();
        using var host = ServeHost.Start(
            data.Root, "https", handler, "--set", $"Raas:Dashboard:Certificate={certificate}", "--set",
            "Raas:Dashboard:CertificatePassword=pass",
            "--set", "Raas:Dashboard:Users:0:Name=anna", "--set", $"Raas:Dashboard:Users:0:Password={hash}", "--set",
            "Raas:Dashboard:Users:0:Role=operator",
            "--set", "Raas:Dashboard:Users:1:Name=rudi", "--set", $"Raas:Dashboard:Users:1:Password={hash}", "--set",
            "Raas:Dashboard:Users:1:Role=reader");

        var stranger = host.Get("hangfire/raas");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        Assert.Equal("Basic", stranger.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(HttpStatusCode.Unauthorized, host.Get("hangfire/recurring").Status);
        Assert.Equal(HttpStatusCode.OK, host.Get("health/live").Status);
        foreach (var (name, password) in new[] { ("anna", "wrong"), ("nobody", Secret), ("anna", ""), ("", "") })
        {
            As(host, name, password);
            Assert.Equal(HttpStatusCode.Unauthorized, host.Get("hangfire/raas").Status);
        }

        As(host, "rudi", Secret);
        Assert.DoesNotContain("name=\"action\"", host.Page("/lanes"), StringComparison.Ordinal);
        var token = host.Get("hangfire/raas/lanes");
        Assert.Equal(HttpStatusCode.Forbidden,
            host.Post("hangfire/raas/lanes", ("action", "hold"), ("party", Institution), ("reason", "r")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, host.Post("hangfire/recurring/trigger", ("jobs[]", "night")).Status);
        Assert.Equal(HttpStatusCode.OK, token.Status);

        As(host, "anna", Secret);
        Assert.Equal(HttpStatusCode.OK,
            host.Act("/lanes", "hold", ("party", Institution), ("flow", ""), ("operator", "somebody else"), ("reason", "a test")).Status);
        Assert.Equal("anna", data.Ask<string>("SELECT Operator FROM operator_action WHERE Action = 'HOLD'"));
        Assert.Contains("max-age", host.Get("hangfire/raas").Headers.GetValues("Strict-Transport-Security").Single(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, host.Log, StringComparison.Ordinal);
    }

    /// <summary>Users are asked for because they are there, not because of where we listen.</summary>
    [Fact]
    public void On_loopback_with_users_metrics_asks_for_one_too()
    {
        using var host = ServeHost.Start(
            data.Root, "--set", "Raas:Dashboard:Users:0:Name=rudi", "--set", $"Raas:Dashboard:Users:0:Password={Hash(Secret)}",
            "--set", "Raas:Dashboard:Users:0:Role=reader");
        foreach (var page in new[] { "metrics", "hangfire/raas", "hangfire/servers" })
            Assert.Equal(HttpStatusCode.Unauthorized, host.Get(page).Status);
        Assert.Equal(HttpStatusCode.OK, host.Get("health/live").Status);
        As(host, "rudi", Secret);
        Assert.Equal(HttpStatusCode.OK, host.Get("metrics").Status);
    }

    [Fact]
    public void Beyond_this_machine_nothing_starts_without_https_and_users()
    {
        var refused = Executable.Run(data.Root, "serve", "--set", "Raas:Dashboard:Url=http://0.0.0.0:5080");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("only https is served", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("everybody has to say who he is", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_and_a_certificate_that_does_not_open_are_said_clearly()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var refused = Executable.Run(data.Root, "serve", "--set", $"Raas:Dashboard:Url=http://127.0.0.1:{port}");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        var wrong = Executable.Run(data.Root, "serve", "--set", $"Raas:Dashboard:Url=https://127.0.0.1:{port}", "--set",
            $"Raas:Dashboard:Certificate={Certificate().File}", "--set", "Raas:Dashboard:CertificatePassword=no");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("Raas:Dashboard:Certificate", wrong.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Errors, StringComparison.Ordinal);
    }

    private static void As(ServeHost host, string name, string password) =>
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));
}
