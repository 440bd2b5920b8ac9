using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Raas.Host.Web;

namespace Raas.Host.Settings;

/// <summary><c>Raas:Web:*</c>.</summary>
/// <param name="KnownProxies">Who may say from where, by which name and under which prefix a request came: X-Forwarded-For, -Proto, -Host,
/// -Prefix. Nobody else is believed.</param>
public sealed record WebSettings(IReadOnlyList<System.Net.IPNetwork> KnownProxies);
