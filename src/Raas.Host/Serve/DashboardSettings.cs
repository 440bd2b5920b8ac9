using System.Net;

namespace Raas.Host.Serve;

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

    public bool IsLoopback => Url.IsLoopback || (IPAddress.TryParse(Url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

/// <param name="Password">As <c>raas hash-password</c> writes it.</param>
/// <param name="IsOperator">May act; a reader only looks.</param>
public sealed record DashboardUser(string Name, string Password, bool IsOperator);
