using Raas.Host.Soap;
using Raas.Host.Pages;
using System.Globalization;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;

namespace Raas.Host.Web;

/// <summary>Lets through to Hangfire's dashboard what it has an answer to: it takes the wrong method, a body that is no form and an address
/// that it does not know for a fault of the program.</summary>
internal static class DashboardRequests
{
    private const int Farthest = 1_000_000_000;

    private static readonly string[] Positions = ["from", "count"];

    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(WebServer.Dashboard, StringComparison.OrdinalIgnoreCase, out var path))
        {
            await next(context);
            return;
        }
        if (DashboardRoutes.Routes.FindDispatcher(path.Value ?? "") is not var (dispatcher, _) || IsTooFar(context.Request.Query))
        {
            await UnknownPage.Answer(context, "There is no such page.");
            return;
        }
        var methods = Methods(dispatcher, path);
        if (!methods.Contains(context.Request.Method, StringComparer.Ordinal))
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
            await SoapEndpoint.Plain(context, StatusCodes.Status405MethodNotAllowed, "Not by this method.");
        }
        else if (IsCommand(dispatcher))
        {
            await SoapEndpoint.Plain(context, StatusCodes.Status403Forbidden,
                "Jobs are not changed here: nothing happens without a name and a reason. The pages of RAAS have what can be done.");
        }
        else if (HttpMethods.IsPost(context.Request.Method) && !await HasForm(context))
        {
            await SoapEndpoint.Plain(context, StatusCodes.Status415UnsupportedMediaType, "A form was expected.");
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>The end of what is asked for would be beyond all numbers.</summary>
    private static bool IsTooFar(IQueryCollection query) =>
        Positions.Any(name => int.TryParse(query[name].ToString(), CultureInfo.InvariantCulture, out var number) && number > Farthest);

    private static async Task<bool> HasForm(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return false;
        try
        {
            // Whoever reads it after us gets this one.
            await context.Request.ReadFormAsync(context.RequestAborted);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>What deletes, triggers or repeats jobs of Hangfire.</summary>
    private static bool IsCommand(IDashboardDispatcher dispatcher) =>
        dispatcher.GetType().Name is "CommandDispatcher" or "BatchCommandDispatcher";

    /// <summary>Pages are looked at, ours have forms too; commands and the numbers in the head of the pages are posted to.</summary>
    private static string[] Methods(IDashboardDispatcher dispatcher, PathString path) => dispatcher.GetType().Name switch
    {
        "CommandDispatcher" or "BatchCommandDispatcher" or "JsonStats" => ["POST"],
        "RazorPageDispatcher" when path.StartsWithSegments(Navigation.Overview, StringComparison.Ordinal) => ["GET", "HEAD", "POST"],
        _ => ["GET", "HEAD"],
    };
}
