using Hangfire.Dashboard;
using Raas.Host.Soap;
using Raas.Host.Worker;
using Raas.Oversight;
using Raas.Store;

namespace Raas.Host.Pages;

/// <summary>Where our pages are, and the tabs between them.</summary>
internal static class Navigation
{
    /// <summary>Where the dashboard is.</summary>
    public const string Dashboard = "/hangfire";

    public const string Overview = "/raas";
    public const string Lanes = "/raas/lanes";
    public const string Deliveries = "/raas/deliveries";
    public const string Outgoing = "/raas/outgoing";
    public const string Nights = "/raas/nights";
    public const string Calendar = "/raas/calendar";
    public const string TheRegister = "/raas/register";
    public const string Parties = "/raas/parties";

    private static readonly (string Path, string Text)[] All =
        [(Overview, "Overview"), (Lanes, "Lanes"), (Deliveries, "Deliveries"), (Outgoing, "Outgoing"), (Nights, "Nights"),
            (Calendar, "Calendar"), (TheRegister, "Register"), (Parties, "Parties")];

    private static int registered;

    /// <summary>Hangfire keeps its routes for the process: once.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 1)
            return;
        var routes = DashboardRoutes.Routes;
        routes.AddRazorPage(Overview, _ => new OverviewPage());
        routes.AddRazorPage(Lanes, _ => new LanesPage());
        routes.AddRazorPage(Deliveries, _ => new DeliveriesPage());
        routes.AddRazorPage(Deliveries + "/(?<id>[^/]+)", match => new DeliveryPage(match.Groups["id"].Value));
        routes.Add(Deliveries + "/(?<id>[^/]+)/file", new FileDispatcher());
        routes.AddRazorPage(Outgoing, _ => new OutgoingPage());
        routes.AddRazorPage(Nights, _ => new NightsPage());
        routes.AddRazorPage(Nights + "/(?<date>[^/]+)", match => new NightPage(match.Groups["date"].Value));
        routes.AddRazorPage(Calendar, _ => new CalendarPage());
        routes.AddRazorPage(TheRegister, _ => new RegisterPage());
        routes.AddRazorPage(Parties, _ => new PartiesPage());
        routes.AddRazorPage(Parties + "/(?<party>[^/]+)", match => new PartyPage(match.Groups["party"].Value));
        DashboardRoutes.AddStylesheet(typeof(Navigation).Assembly, "Raas.Host.Pages.raas.css");
        DashboardRoutes.AddJavaScript(typeof(Navigation).Assembly, "Raas.Host.Pages.raas.js");
        NavigationMenu.Items.Insert(0, page =>
            new MenuItem("RAAS", page.Url.To(Overview)) { Active = page.RequestPath.StartsWith(Overview, StringComparison.Ordinal) });
    }

    public static Markup Tabs(RazorPage page, string current) =>
        new("<nav class=\"raas-tabs\" aria-label=\"RAAS\"><ul class=\"nav nav-tabs\">"
        + string.Concat(All.Select(tab =>
            Tab(page, tab.Path, tab.Text,
            tab.Path == current || (tab.Path != Overview && current.StartsWith(tab.Path + "/", StringComparison.Ordinal)))))
            + "</ul></nav>");

    private static string Tab(RazorPage page, string path, string text, bool active) =>
        $"<li{(active ? " class=\"active\"" : "")}><a "
            + $"href=\"{page.Url.To(path)}\"{(active ? " aria-current=\"page\"" : "")}>{text}</a></li>";
}
