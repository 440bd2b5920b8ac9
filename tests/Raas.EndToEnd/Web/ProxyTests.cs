using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Raas.EndToEnd.Soap;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Host.Web;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Web;

/// <summary>With nginx in front, at another name, over TLS, under a prefix; and without a proxy that is known.</summary>
public sealed partial class ProxyTests : IDisposable
{
    private const string Nginx = "/usr/sbin/nginx";
    private const string Name = "raas.example.be";
    private const string Password = "correct horse battery";

    private readonly DataRoot data = new();
    private readonly int port = ServeHost.FreePort();
    private Process? nginx;

    public void Dispose()
    {
        if (nginx is { HasExited: false })
            nginx.Kill(entireProcessTree: true);
        nginx?.Dispose();
        data.Dispose();
    }

    [GeneratedRegex("(href|src|action)=\"(?<to>/[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    private ServeHost Serve(params string[] more)
    {
        SoapHost.Import(data);
        var hash = Executable.Told(data.Root, Password + "\n", [], "hash-password").Output.Trim();
        return ServeHost.Start(data.Root,
        [
            "--set", "Raas:Dashboard:Users:0:Name=anna", "--set", $"Raas:Dashboard:Users:0:Password={hash}",
            "--set", "Raas:Dashboard:Users:0:Role=operator", .. more,
        ]);
    }

    /// <summary>What the operators' page says of nginx.</summary>
    internal static string Location => Manual.Blocks(Manual.Operators).Single(block => block.Kind == "nginx").Text;

    private void Front(ServeHost host)
    {
        using var certificate = TestCertificate.Make("CN=" + Name);
        File.WriteAllText(Path.Combine(data.Root, "proxy.pem"), certificate.ExportCertificatePem());
        using (var key = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(certificate)!)
            File.WriteAllText(Path.Combine(data.Root, "proxy.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(data.Root, "nginx.conf"), $$"""
            daemon off;
            pid {{data.Root}}/nginx.pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{data.Root}}/body;
              proxy_temp_path {{data.Root}}/proxied;
              fastcgi_temp_path {{data.Root}}/fastcgi;
              uwsgi_temp_path {{data.Root}}/uwsgi;
              scgi_temp_path {{data.Root}}/scgi;
              server {
                listen 127.0.0.1:{{port}} ssl;
                server_name {{Name}};
                ssl_certificate {{data.Root}}/proxy.pem;
                ssl_certificate_key {{data.Root}}/proxy.key;
                {{Location.Replace("127.0.0.1:5080", host.Url.Authority, StringComparison.Ordinal)}}
              }
            }
            """);
        var start = new ProcessStartInfo(Nginx, ["-p", data.Root, "-c", Path.Combine(data.Root, "nginx.conf")]) { UseShellExecute = false };
        nginx = Process.Start(start)!;
        Wait.Until(() => nginx.HasExited || IsListening(), () => "nginx does not start");
        Assert.False(nginx.HasExited, "nginx ended");
    }

    private bool IsListening()
    {
        try
        {
            using var client = new System.Net.Sockets.TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>What a client outside sees; it knows the name, not where it is.</summary>
    private HttpClient Outside()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, stop) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, stop);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=" + Name;
        return new HttpClient(handler) { BaseAddress = new Uri($"https://{Name}/raas/") };
    }

    private static (HttpStatusCode Status, string Text, Uri? Location) Send(HttpClient client, HttpRequestMessage request)
    {
        using (request)
        using (var response = client.Send(request))
        using (var text = new StreamReader(response.Content.ReadAsStream()))
            return (response.StatusCode, text.ReadToEnd(), response.Headers.Location);
    }

    private static HttpRequestMessage Get(string path, bool asAnna = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (asAnna)
            request.Headers.Authorization = SoapHost.Basic("anna", Password);
        return request;
    }

    [NginxFact]
    public void Behind_nginx_addresses_links_and_callers_are_those_of_outside()
    {
        using var host = Serve("--set", "Raas:Web:KnownProxies:0=127.0.0.1");
        Front(host);
        using var outside = Outside();
        var wsdl = Send(outside, Get("soap/RegisterService?wsdl"));
        Assert.Equal(HttpStatusCode.OK, wsdl.Status);
        Assert.Contains($"location=\"https://{Name}/raas/soap/RegisterService\"", wsdl.Text, StringComparison.Ordinal);
        Assert.Contains($"schemaLocation=\"https://{Name}/raas/soap/RegisterService?xsd=", wsdl.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", wsdl.Text, StringComparison.Ordinal);

        var envelope = SoapHost.Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>");
        var call = SoapHost.Message("RegisterService", "consultInscriptions", Encoding.UTF8.GetBytes(envelope));
        Assert.Equal(HttpStatusCode.OK, Send(outside, call).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, Send(outside, Get("hangfire/raas")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, Send(outside, Get("metrics")).Status);
        Assert.Equal("/raas/hangfire/raas", Send(outside, Get("", asAnna: true)).Location!.OriginalString);
        var page = Send(outside, Get("hangfire/raas/lanes", asAnna: true));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var links = Link().Matches(page.Text).Select(m => m.Groups["to"].Value).Distinct().ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith("/raas/hangfire", link, StringComparison.Ordinal));
        foreach (var link in links)
            Assert.Equal(HttpStatusCode.OK, Send(outside, Get(link["/raas/".Length..], asAnna: true)).Status);

        var guess = Get("hangfire/raas");
        guess.Headers.Authorization = SoapHost.Basic("anna", "wrong");
        Send(outside, guess);
        Assert.Contains("wrong name or password for the dashboard, from 127.0.0.1", host.Log, StringComparison.Ordinal);
    }

    /// <summary>Who is no known proxy may say what it likes: names of others stay refused, and nothing of it is believed.</summary>
    [Fact]
    public void Without_a_known_proxy_forwarded_headers_are_not_believed_and_other_names_refused()
    {
        using var host = Serve("--set", "Raas:Web:KnownProxies:0=10.11.12.0/24");
        HttpRequestMessage Forwarded(string path, string? name)
        {
            var request = Get(path);
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "198.51.100.7");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", Name);
            request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", "/raas");
            request.Headers.Host = name;
            return request;
        }

        Assert.Equal(HttpStatusCode.BadRequest, host.Send(Forwarded("soap/RegisterService?wsdl", Name)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, host.Send(Forwarded("health/live", Name)).Status);
        var wsdl = host.Send(Forwarded("soap/RegisterService?wsdl", null)).Text;
        Assert.Contains($"location=\"{host.Url}soap/RegisterService\"", wsdl, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, wsdl, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_that_we_know_says_for_whom_it_asks()
    {
        using var host = Serve("--set", "Raas:Web:KnownProxies:0=127.0.0.1");
        var request = Get("hangfire/raas");
        request.Headers.Authorization = SoapHost.Basic("anna", "wrong");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9, 198.51.100.7");
        request.Headers.Host = Name;
        Assert.Equal(HttpStatusCode.Unauthorized, host.Send(request).Status);
        Assert.Contains("from 198.51.100.7", host.Log, StringComparison.Ordinal);
        // It says for nobody: then it is anybody at this machine.
        var silent = Get("health/live");
        silent.Headers.Host = Name;
        Assert.Equal(HttpStatusCode.BadRequest, host.Send(silent).Status);
    }

    /// <summary>The services have an address of their own, and a name; the dashboard is for this machine only.</summary>
    [Fact]
    public void Services_at_an_address_of_their_own_are_called_by_any_name()
    {
        using var host = Serve("--set", $"Raas:Soap:Url=http://127.0.0.1:{port}");
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/soap/RegisterService?wsdl"));
        request.Headers.Host = Name;
        Assert.Equal(HttpStatusCode.OK, host.Send(request).Status);
        var page = Get("health/live");
        page.Headers.Host = Name;
        Assert.Equal(HttpStatusCode.BadRequest, host.Send(page).Status);
    }

    [Fact]
    public void Behind_a_proxy_nothing_starts_without_users()
    {
        string[] proxies = ["--set", "Raas:Web:KnownProxies:0=127.0.0.1", "--set", "Raas:Web:KnownProxies:1=somewhere"];
        var refused = Executable.Run(data.Root, ["serve", .. proxies]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Raas:Web:KnownProxies:1: 'somewhere'", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Raas:Dashboard:Users", refused.Errors, StringComparison.Ordinal);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class NginxFactAttribute : FactAttribute
    {
        public NginxFactAttribute() => Skip = Client.Missing(Nginx);
    }
}
