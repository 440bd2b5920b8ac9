using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Raas.Host.Settings;

namespace Raas.Host.Web;

/// <summary>What came through a reverse proxy that we know looks as it came to that.</summary>
internal static class ReverseProxy
{
    public static void Believe(IApplicationBuilder app, WebSettings settings)
    {
        if (settings.KnownProxies.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.All,
            // Through several proxies: back to the first address that is none of them.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.KnownProxies)
            options.KnownIPNetworks.Add(network);
        app.Use((context, next) =>
        {
            context.Items[typeof(ReverseProxy)] = context.Connection.RemoteIpAddress;
            return next(context);
        });
        app.UseForwardedHeaders(options);
    }

    /// <summary>A proxy that we know said for whom it asks.</summary>
    public static bool WasPassed(HttpContext context) =>
        context.Items.TryGetValue(typeof(ReverseProxy), out var direct) && !ReferenceEquals(direct, context.Connection.RemoteIpAddress);
}
