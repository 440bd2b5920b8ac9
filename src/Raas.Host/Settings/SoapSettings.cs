using System.Net;

namespace Raas.Host.Settings;

/// <summary><c>Raas:Soap:*</c>: where programs of institutions call, and what they must bring.</summary>
public sealed record SoapSettings
{
    /// <summary>Where the services listen; null: where the dashboard does. Beyond loopback: https, with the certificate of the
    /// dashboard.</summary>
    public Uri? Url { get; init; }

    /// <summary>Whether each request has to be signed (WS-Security, X.509).</summary>
    public bool RequireSignature { get; init; }

    /// <summary>Requests that a party may send in a second, on average and at once.</summary>
    public int MaxRequestsPerSecond { get; init; } = 500;

    /// <summary>The port of the services, when it is another one than that of the dashboard.</summary>
    internal int? PortApartFrom(DashboardSettings dashboard) => Url is { } url && url.Port != dashboard.Url.Port ? url.Port : null;

    internal static bool IsLoopback(Uri url) => url.IsLoopback
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
