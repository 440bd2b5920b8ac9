using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Raas.Host.Security;
using Raas.Operations;

namespace Raas.Host.Pages;

/// <summary>A file of a delivery on its way to who said why: the form of the delivery's page leads here, once.</summary>
internal sealed class FileDispatcher : IDashboardDispatcher
{
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        if (Take(context, http) is not { } ticket || ticket.Delivery != context.UriMatch.Groups["id"].Value)
        {
            await UnknownPage.Answer(
                http, "This download was used already, or is somebody else's: ask for it on the page of the delivery.");
            return;
        }
        try
        {
            var engine = http.RequestServices.GetRequiredService<Engine>();
            await using var file = engine.Files.Open(engine.Ledger.Find(ticket.Delivery)!, ticket.Name, ticket.Who);
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = file.Length;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{Plain(ticket.Name)}\"";
            await file.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (OperatorException e)
        {
            await UnknownPage.Answer(http, e.Message);
        }
    }

    private static DownloadTicket? Take(DashboardContext context, HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !Access.IsReader(context)
            ? http.RequestServices.GetRequiredService<Outcomes>().Take(context.Request.GetQuery("ticket"), Access.NameOf(context))?.File
            : null;

    /// <summary>Of a name what needs no quoting in a header.</summary>
    private static string Plain(string name) =>
        new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')]);
}
