using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Host.Settings;
using Raas.Host.Worker;

namespace Raas.Tests.Host.Worker;

/// <summary>A renewed certificate is taken without a restart; one that cannot be read stops nothing.</summary>
public sealed class OwnCertificateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raas-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File => Path.Combine(folder, "certificate.pfx");

    /// <param name="written">The file system's clock may be coarser than two renewals.</param>
    private string Renew(DateTimeOffset end, DateTime written)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=raas", key, HashAlgorithmName.SHA256).CreateSelfSigned(end.AddYears(-1), end);
        System.IO.File.WriteAllBytes(File, made.Export(X509ContentType.Pfx, "pass"));
        System.IO.File.SetLastWriteTimeUtc(File, written);
        return made.Thumbprint;
    }

    [Fact]
    public void Each_connection_gets_the_one_that_stands_there_now()
    {
        var end = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var first = Renew(end, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var own = new OwnCertificate(
            new DashboardSettings { Certificate = File, CertificatePassword = "pass" }, NullLogger<OwnCertificate>.Instance);
        Assert.Equal((first, end), (own.Context.TargetCertificate.Thumbprint, own.Ends));

        System.IO.File.WriteAllText(File, "half a file");
        System.IO.File.SetLastWriteTimeUtc(File, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(first, own.Context.TargetCertificate.Thumbprint);
        Assert.Contains("The one before is still used", Assert.Single(own.Failures), StringComparison.Ordinal);

        var second = Renew(end.AddYears(1), new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(first, second);
        Assert.Equal((second, end.AddYears(1)), (own.Context.TargetCertificate.Thumbprint, own.Ends));
        Assert.Empty(own.Failures);
    }

    [Fact]
    public void A_host_without_https_has_none()
    {
        var own = new OwnCertificate(new DashboardSettings(), NullLogger<OwnCertificate>.Instance);
        Assert.Null(own.Ends);
        Assert.Empty(own.Failures);
    }
}
