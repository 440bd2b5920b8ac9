using Microsoft.AspNetCore.Http;
using Raas.Xml;

namespace Raas.Host.Soap;

/// <summary>What a service says of itself.</summary>
internal static class SoapDescription
{
    /// <summary>The WSDL with the address by which it was asked for, and the schemas that it names.</summary>
    public static async Task Answer(HttpContext context, SoapService service)
    {
        var query = context.Request.Query;
        var file = query.ContainsKey("wsdl") ? service.Name + ".wsdl" : query["xsd"].ToString() is { Length: > 0 } asked
            && Schemas.Files.Contains(asked, StringComparer.Ordinal) ? asked : null;
        if (file is null)
        {
            var isLost = query.ContainsKey("xsd");
            if (!isLost)
                context.Response.Headers.Allow = "POST";
            await SoapEndpoint.Plain(context, isLost ? 404 : 405,
                $"This is a SOAP service: POST to it. Its description: {SoapEndpoint.Path}/{service.Name}?wsdl");
            return;
        }
        using var reader = new StreamReader(Schemas.Open(file));
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        // With the prefix that a reverse proxy took away.
        var (request, host) = (context.Request, context.Request.Host);
        var address = new UriBuilder(request.Scheme, host.Host, host.Port ?? -1, $"{request.PathBase}/{service.Name}").Uri.AbsoluteUri;
        text = text.Replace("schemaLocation=\"", $"schemaLocation=\"{address}?xsd=", StringComparison.Ordinal)
            .Replace($"http://127.0.0.1:5080{SoapEndpoint.Path}/{service.Name}", address, StringComparison.Ordinal);
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
