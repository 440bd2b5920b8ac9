using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Raas.Host.Pages;

/// <summary>The page for an address that leads nowhere. Programs get a line of text.</summary>
internal static class UnknownPage
{
    private const string Dashboard = Navigation.Dashboard;

    /// <summary>Answers 404: with a page to a browser, with a line to a program.</summary>
    public static async Task Answer(HttpContext context, string why)
    {
        var isBrowser = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = isBrowser ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
        var root = RootOf(context.Request.PathBase.Value ?? "");
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync(isBrowser ? Page(root, why) : why, Encoding.UTF8, context.RequestAborted);
    }

    /// <summary>Without the dashboard's own part, which is in it or not.</summary>
    private static string RootOf(string pathBase) =>
        pathBase.EndsWith(Dashboard, StringComparison.Ordinal) ? pathBase[..^Dashboard.Length] : pathBase;

    private static string Page(string root, string why) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Not found – RAAS</title>
        <style>
        body { font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; color: #1d2733; background: #fff;
            max-width: 640px; margin: 10vh auto; padding: 0 16px; }
        a { color: #1a5fb4; }
        @media (prefers-color-scheme: dark) { body { color: #e3e8ee; background: #16191d; } a { color: #8ab8ff; } }
        </style>
        </head>
        <body>
        <main>
        <h1>There is no such page</h1>
        <p>{{WebUtility.HtmlEncode(why)}}</p>
        <ul>
        <li><a href="{{WebUtility.HtmlEncode(root + Dashboard + Navigation.Overview)}}">Overview</a>: alarms, what waits, what failed</li>
        <li><a href="{{WebUtility.HtmlEncode(root + Dashboard + Navigation.Deliveries)}}">Deliveries</a>: search the ledger</li>
        <li><a href="{{WebUtility.HtmlEncode(root + Dashboard)}}">Jobs</a>: Hangfire's own pages</li>
        </ul>
        </main>
        </body>
        </html>
        """;
}
