using Raas.Configuration;

namespace Raas.Host.Settings;

/// <summary>All that <c>raas serve</c> is told.</summary>
public sealed record ServeSettings(RaasOptions Options, DashboardSettings Dashboard, SoapSettings Soap, WebSettings Web);
