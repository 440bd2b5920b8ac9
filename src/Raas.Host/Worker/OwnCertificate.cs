using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Raas.Host.Settings;

namespace Raas.Host.Worker;

/// <summary>The certificate by which this host proves who it is. A renewed file is taken at the next connection: no restart.</summary>
internal sealed class OwnCertificate(DashboardSettings settings, ILogger<OwnCertificate> log)
{
    private readonly Lock gate = new();
    private SslStreamCertificateContext? context;
    private DateTime writtenAt;

    /// <summary>Its last moment; null: this host has none.</summary>
    public DateTimeOffset? Ends =>
        settings.Certificate is null ? null : new DateTimeOffset(Context.TargetCertificate.NotAfter.ToUniversalTime());

    /// <summary>Why a renewed file could not be taken; the one before stays.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    /// <summary>What a connection is given.</summary>
    /// <exception cref="CryptographicException">The first file cannot be read, or has no private key.</exception>
    /// <exception cref="IOException">The same.</exception>
    public SslStreamCertificateContext Context
    {
        get
        {
            lock (gate)
            {
                var written = File.GetLastWriteTimeUtc(settings.Certificate!);
                if (context is null)
                    (context, writtenAt) = (Load(), written);
                else if (written != writtenAt)
                    Renew(written);
                return context;
            }
        }
    }

    private void Renew(DateTime written)
    {
        try
        {
            (context, writtenAt, Failures) = (Load(), written, []);
            log.LogInformation("A renewed certificate is used, until {End:u}", context.TargetCertificate.NotAfter.ToUniversalTime());
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            // It may be half-written: the next connection looks again.
            Failures = [$"certificate: {settings.Certificate} cannot be taken: {e.Message} The one before is still used."];
        }
    }

    private SslStreamCertificateContext Load()
    {
        var (own, between) = settings.LoadCertificate();
        return SslStreamCertificateContext.Create(own, between, offline: true);
    }
}
