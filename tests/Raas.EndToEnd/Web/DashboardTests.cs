using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Hangfire.Dashboard;
using Raas.Flows.Dimona;
using Raas.Store;

namespace Raas.EndToEnd.Web;

/// <summary>Every address of the dashboard, by every method, with what nobody expects: an answer, and no fault of the program.</summary>
public sealed partial class DashboardTests : IDisposable
{
    private static readonly string[] Values =
        ["1", "no-such", "-1", "%20", "%3Cb%3E", "00000000-0000-0000-0000-000000000000", "99999999999999999999"];

    private static readonly string[] Queries =
    [
        "", "?from=-1&count=-1", "?from=x&count=0", "?from=99999999999999999999&count=99999999999999999999", "?period=x",
        "?from=2147483647&count=2147483647", "?before=x&party=x&most=x&until=x",
    ];

    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    [GeneratedRegex(@"\(\?<\w+>[^)]+\)|\[0-9\]\+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    private static readonly string[] Ours =
    [
        "/raas", "/raas/lanes", "/raas/deliveries", "/raas/deliveries/(?<id>[^/]+)", "/raas/deliveries/(?<id>[^/]+)/file",
        "/raas/outgoing", "/raas/nights", "/raas/nights/(?<date>[^/]+)", "/raas/calendar", "/raas/register",
        "/raas/parties", "/raas/parties/(?<party>[^/]+)",
    ];

    /// <summary>The routes that Hangfire's dispatcher knows by itself, and ours.</summary>
    private static List<string> Routes()
    {
        var field = typeof(RouteCollection).GetField("_dispatchers", BindingFlags.NonPublic | BindingFlags.Instance)!;
        var known = (IEnumerable<Tuple<string, IDashboardDispatcher>>)field.GetValue(DashboardRoutes.Routes)!;
        var routes = known.Select(route => route.Item1).Concat(Ours).ToList();
        Assert.Contains("/recurring/trigger", routes);
        return routes;
    }

    [Fact]
    public void No_address_and_no_method_makes_the_dashboard_fail()
    {
        using var host = ServeHost.Start(data.Root);
        var token = Token().Match(host.Page("/lanes")).Groups["token"].Value;
        var wrong = new List<string>();

        HttpStatusCode Send(string method, string path, HttpContent? content = null)
        {
            var address = new Uri("hangfire" + path, UriKind.Relative);
            var answer = host.Send(new HttpRequestMessage(new HttpMethod(method), address) { Content = content });
            if ((int)answer.Status >= 500)
                wrong.Add($"{method} {path} {content?.Headers.ContentType}: {(int)answer.Status}");
            return answer.Status;
        }

        FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
            new(fields.Append((Name: "__RequestVerificationToken", Value: token)).Select(f => KeyValuePair.Create(f.Name, f.Value)));

        foreach (var route in Routes())
        {
            var hasVariable = Variable().IsMatch(route);
            foreach (var value in hasVariable ? Values : [""])
            {
                var path = Variable().Replace(route, value);
                foreach (var query in Queries)
                    Send("GET", path + query);
                foreach (var method in new[] { "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE" })
                    Send(method, path);
                Send("POST", path);
                Send("POST", path, new StringContent("{}", Encoding.UTF8, "application/json"));
                Send("POST", path, new StringContent("x", Encoding.UTF8, "multipart/form-data"));
                Send("POST", path, Form());
                Send("POST", path, Form(("jobs[]", "no-such"), ("metrics[]", "no-such"), ("action", "no-such")));
                Send("POST", path, Form(("jobs[]", ""), ("metrics[]", ""), ("party", "x"), ("operator", ""), ("reason", "")));
            }
        }
        foreach (var path in new[] { "/nothing", "/raas/nothing", "/jobs/enqueued/../../x", "//", "/%20", "/recurring/trigger/x" })
        {
            Send("GET", path);
            Send("POST", path, Form());
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(200)));
        Assert.DoesNotContain("   at ", host.Log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, Send("GET", "/recurring/trigger"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, Send("GET", "/jobs/actions/delete/1"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, Send("PUT", "/raas/lanes"));
        Assert.Equal(HttpStatusCode.NotFound, Send("GET", "/nothing"));
        Assert.Equal(HttpStatusCode.OK, Send("GET", "/recurring"));
        // Nothing is done without a name and a reason.
        Assert.Equal(HttpStatusCode.Forbidden, Send("POST", "/recurring/trigger", Form(("jobs[]", "intake"))));
        Assert.Equal(HttpStatusCode.Forbidden, Send("POST", "/recurring/remove", Form(("jobs[]", "night"))));
        Assert.Equal(HttpStatusCode.Forbidden, Send("POST", "/jobs/actions/delete/1", Form()));
        // What is meant still works.
        Assert.Equal(HttpStatusCode.OK, Send("POST", "/stats", Form(("metrics[]", "servers:count"))));
    }
}
