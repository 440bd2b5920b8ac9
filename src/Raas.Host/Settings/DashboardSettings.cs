using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Raas.Host.Settings;

/// <summary><c>Raas:Dashboard:*</c>: where operators look, and who may.</summary>
public sealed record DashboardSettings
{
    /// <summary>Where <c>raas serve</c> listens. Beyond loopback: https, with users.</summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    /// <summary>PKCS#12 file of the certificate, for https.</summary>
    public string? Certificate { get; init; }

    /// <summary>Of that file; best given in the environment.</summary>
    public string? CertificatePassword { get; init; }

    public IReadOnlyList<DashboardUser> Users { get; init; } = [];

    /// <summary>The certificate with its key, and those between it and a root that clients know.</summary>
    internal (X509Certificate2 Own, X509Certificate2Collection Between) LoadCertificate()
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(Certificate!, CertificatePassword);
        var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("no private key");
        return (own, new X509Certificate2Collection(all.Where(c => c != own).ToArray()));
    }

    public bool IsLoopback => Url.IsLoopback
        || (IPAddress.TryParse(Url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

/// <param name="Password">As <c>raas hash-password</c> writes it.</param>
/// <param name="IsOperator">May act; a reader only looks.</param>
public sealed record DashboardUser(string Name, string Password, bool IsOperator);
