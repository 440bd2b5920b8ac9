using System.Text;
using Microsoft.Playwright;
using Raas.Domain;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Web;

/// <summary>An operator who has only the pages: each page in each state, wide and narrow, light and dark, is accessible; what was done is
/// done once; a large backlog is a short page; each question is answered in two clicks.</summary>
public sealed class OperatorTests : IAsyncLifetime
{
    private const int Phone = 360;
    private const int Desk = 1280;
    private const int Backlog = 3000;
    private const int LargestPage = 60_000;

    private readonly DataRoot data = new();
    private readonly List<string> faults = [];
    private int turn;
    private ServeHost host = null!;
    private Chromium chromium = null!;
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Missing is not null)
            return;
        Configure();
        host = ServeHost.Start(data.Root);
        chromium = await Chromium.Start();
        page = await chromium.Browser.NewPageAsync(
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = Desk, Height = 900 } });
        page.Console += (_, message) =>
        {
            // The browser notes a page that is not there, or a form that was refused, as an error too.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                faults.Add(message.Text);
        };
        page.PageError += (_, error) =>
        {
            // Hangfire's own script, where none of its graphs is, when the colours of the machine change.
            if (!error.Contains("changeDatasetColorScheme", StringComparison.Ordinal)
                && !error.Contains("realtimeGraph", StringComparison.Ordinal))
                faults.Add($"{page.Url}: {error}");
        };
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        host?.Dispose();
        data.Dispose();
    }

    /// <summary>Somebody to call.</summary>
    private void Configure(string more = "")
    {
        File.WriteAllText(Path.Combine(data.Root, "more.json"), $$"""
            { "parties": [ { "cbe": "{{Institution}}", "name": "Aurora", "kind": "institution", "flows": ["SUBSCRIPTION"],
              "dossierTypes": [ { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }]{{more}},
              "contacts": [ { "name": "Els Maes", "mail": "els@aurora.example", "telephone": "+32 2 555 12 34" } ] } ] }
            """);
        var imported = Executable.Run(data.Root, "import-config", "more.json", "--reason", "a test");
        Assert.True(imported.ExitCode == 0, imported.Errors);
    }

    [BrowserFact]
    public async Task Axe_finds_nothing_of_ours_on_any_page_wide_or_narrow_light_or_dark()
    {
        Configure(""", "expects": [ { "flow": "SUBSCRIPTION", "days": ["MON", "TUE", "WED", "THU", "FRI"], "before": "18:00" } ]""");
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10));
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
        // A refusal that is settled, one that is open, rejected records, and a gap.
        data.Put(Registers(Institution, 2, 0, 1) with { DataFileName = "wrong.xml", Digest = new string('0', 64) });
        Wait.Until(() => Count("REFUSED") == 1, () => host.Log);
        data.Put(new Drop { Party = Institution, Number = 2,
            Records = Drop.Register(Numbers.Wrong(1), "A", "2024-01-01") + Drop.Register(Numbers.Of(1), "B", "2024-01-01") });
        data.Put(Registers(Other, 1, 0, 1) with { Digest = new string('0', 64) }, Registers(Other, 3, 0, 1));
        Wait.Until(() => Count("REFUSED") == 2 && data.Answers(Institution) == 2, () => host.Log);
        RunNight();
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM alarm WHERE ClosedAt IS NULL") > 0, () => host.Log);
        var night = DateOnly.FromDayNumber((int)data.Ask<long>("SELECT MAX(BusinessDate) FROM night_run"));
        var rejected = data.Ask<long>("SELECT MAX(DeliveryId) FROM delivery WHERE Rejected > 0");
        var refused = data.Ask<long>("SELECT MAX(DeliveryId) FROM delivery WHERE Decision = 'REFUSED'");

        var wrong = new StringBuilder();
        foreach (var path in new[]
        {
            "", "/lanes", $"/lanes?party={Other}&flow=SUBSCRIPTION", "/deliveries", "/deliveries?decision=OPEN", $"/deliveries/{rejected}",
            $"/deliveries/{refused}", "/outgoing", "/nights", $"/nights/{night:yyyy-MM-dd}", "/calendar", "/register", "/parties",
            $"/parties/{Institution}", "/no-such-page",
        })
        {
            await Open(path);
            await Check(path, wrong);
        }
        // A form that is open, one that did nothing, and what was done.
        await Open("/lanes");
        await page.Locator("summary", new() { HasText = "Hold" }).First.ClickAsync();
        await Check("form", wrong);
        await Open("/register");
        await Consult("88.09.14-016.21");
        await Check("mistake", wrong);
        Assert.Equal("88.09.14-016.21", await page.GetByLabel("Social security number").InputValueAsync());
        await Consult(Numbers.Of(1)[..6] + "-" + Numbers.Of(1)[6..9] + "." + Numbers.Of(1)[9..]);
        await Check("person", wrong);
        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>The page as it stands there: wide and light, narrow and dark by turns; with pictures both. A look takes seconds.</summary>
    private async Task Check(string what, StringBuilder wrong)
    {
        var looks = new[] { (Phone, ColorScheme.Dark), (Desk, ColorScheme.Light) };
        foreach (var (width, scheme) in Pictures is null ? [looks[turn++ % 2]] : looks)
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await Check(what, width, scheme, wrong);
        }
    }

    private async Task Check(string what, int width, ColorScheme scheme, StringBuilder wrong)
    {
        var picture = $"{what.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-')}-{width}-{scheme}".ToLowerInvariant();
        await Picture(picture);
        await PageCheck.Of(page, $"{what} {width} {scheme}", width, wrong);
    }

    [BrowserFact]
    public async Task What_was_done_is_done_once_whatever_F5_and_Back_do()
    {
        data.Know(2, host);
        data.Put(Registers(Institution, 1, 0, 1));
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
        await Open("/lanes");
        Assert.Equal(1, await page.GetByRole(AriaRole.Main).CountAsync());
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));

        var lane = page.Locator("tr", new() { HasText = "Aurora" });
        await lane.Locator("summary").ClickAsync();
        Assert.Equal("Hold SUBSCRIPTION of Aurora", await lane.Locator("summary").TextContentAsync());
        await lane.GetByLabel("Your name").FillAsync("Nadia");
        await lane.GetByLabel("Reason").FillAsync("   ");
        await lane.GetByRole(AriaRole.Button, new() { Name = "Hold SUBSCRIPTION of Aurora" }).ClickAsync();
        await Expect("The reason is missing");
        // What was typed stays, in the form that is open again.
        lane = page.Locator("tr", new() { HasText = "Aurora" });
        Assert.Equal("Nadia", await lane.GetByLabel("Your name").InputValueAsync());
        await lane.GetByLabel("Reason").FillAsync("their file is wrong");
        await lane.GetByRole(AriaRole.Button, new() { Name = "Hold SUBSCRIPTION of Aurora" }).ClickAsync();
        await Expect("is held: what it drops waits");
        await page.ReloadAsync();
        await page.ReloadAsync();
        await Expect("held by Nadia");
        Assert.Equal(1, data.Ask<long>("SELECT COUNT(*) FROM operator_action"));
        await page.GoBackAsync();
        await page.GoForwardAsync();
        Assert.Equal(1, data.Ask<long>("SELECT COUNT(*) FROM operator_action"));

        // A look at a person: the number is in no address, F5 shows the same and is no second look.
        await Open("/register");
        await Consult(Numbers.Of(0));
        await Expect("What led to them");
        Assert.DoesNotContain(Numbers.Of(0), page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(Numbers.Of(0));
        Assert.Equal(1, data.Ask<long>("SELECT COUNT(*) FROM operator_action WHERE Action = 'CONSULT'"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Look again" }).ClickAsync();
        Assert.Equal(0, await page.GetByText(Numbers.Of(0)).CountAsync());

        // From the row to the delivery, and its file, with a reason.
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "delivery 2" }).First.ClickAsync();
        var file = page.Locator("tr", new() { HasText = "data file" });
        await file.Locator("summary").ClickAsync();
        await file.GetByLabel("Your name").FillAsync("Nadia");
        await file.GetByLabel("Reason").FillAsync("they ask");
        var download = await page.RunAndWaitForDownloadAsync(() => file.Locator("button").ClickAsync());
        Assert.Equal("SUBSCRIPTION.1.xml", download.SuggestedFilename);
        Assert.Equal(Registers(Institution, 1, 0, 1).Bytes, await File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.Equal(1, data.Ask<long>("SELECT COUNT(*) FROM operator_action WHERE Action = 'DOWNLOAD'"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, host.Get(new Uri(download.Url).PathAndQuery).Status);

        // The same person before anything was known of her: no row, no change, and that is said.
        await Open("/register");
        await page.GetByLabel("Valid on").FillAsync("2020-01-01");
        await page.GetByLabel("As known on").FillAsync("2020-01-01T10:00");
        await Consult(Numbers.Of(0));
        await Expect("As the register knew it on 01/01/2020 10:00:00 (Belgian time).");
        await Expect("Only rows that contain 01/01/2020.");
        await Expect("Not known to the authentic source.");
        await Expect("No rows there.");
        await Open("/register");
        await page.GetByLabel("As known on").FillAsync($"{DateTime.UtcNow.Year + 1}-01-01T10:00");
        await Consult(Numbers.Of(0));
        await Expect("this one is still to come");
        Assert.Equal(2, data.Ask<long>("SELECT COUNT(*) FROM operator_action WHERE Action = 'CONSULT'"));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    [BrowserFact]
    public async Task A_backlog_of_thousands_is_a_short_page_and_an_alarm_is_seen_to()
    {
        foreach (var number in Enumerable.Range(2, Backlog))
            data.Put(Registers(Institution, number, 0, 1));
        Wait.Until(() => host.Metrics.Contains($"reason=\"WAITS_FOR_NUMBER\"}} {Backlog}", StringComparison.Ordinal), () => host.Metrics);
        var overview = host.Page("");
        Assert.InRange(Encoding.UTF8.GetByteCount(overview), 1, LargestPage);
        Assert.Contains($"{Backlog:N0} deliveries, numbers 2 to {Backlog + 1}", overview, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(host.Page("/lanes")), 1, LargestPage);
        Assert.Contains($"{Backlog - 100:N0} more", host.Page($"/lanes?party={Institution}&flow=SUBSCRIPTION"), StringComparison.Ordinal);
        await Open("");
        Assert.InRange(await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"), 1, 4000);
        await Picture("backlog");

        data.Put(Registers(Other, 1, 0, 1) with { Digest = new string('0', 64) });
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM alarm WHERE Kind = 'REFUSED'") == 1, () => host.Log);
        // The tiles and the title follow by themselves, unless they are paused.
        await page.Locator(".raas-tile-bad", new() { HasText = "open alarm" }).First.WaitForAsync();
        await page.WaitForFunctionAsync("() => document.title.startsWith('(1)')");
        await Open("");
        await page.Locator("summary", new() { HasText = "Acknowledge" }).First.ClickAsync();
        await page.GetByLabel("Your name").First.FillAsync("Nadia");
        await page.GetByLabel("Note").First.FillAsync("called Els");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge refused" }).ClickAsync();
        await Expect("It is noted who sees to it");
        await Expect("called Els");
        Assert.False((await page.TitleAsync()).StartsWith('('));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause refresh" }).ClickAsync();
        Assert.Equal(1, await page.GetByRole(AriaRole.Button, new() { Name = "Resume refresh" }).CountAsync());
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>From the Overview on, with pages only; a form that is filled in and sent is a click.</summary>
    [BrowserFact]
    public async Task Each_question_of_an_operator_is_answered_in_two_clicks()
    {
        var days = string.Join(", ", Enum.GetNames<DayOfWeek>().Select(day => $"\"{day[..3].ToUpperInvariant()}\""));
        Configure($$""", "expects": [ { "flow": "SUBSCRIPTION", "days": [{{days}}], "before": "23:59" } ]""");
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10));
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
        data.Put(Registers(Other, 1, 0, 1) with { Digest = new string('0', 64) }, Registers(Other, 3, 0, 1));
        Wait.Until(() => Count("REFUSED") == 1, () => host.Log);
        RunNight();

        // What came; what waits, and why; what failed and is still open; what went out; has one fetched it?
        await Answer("Deliveries", "SUBSCRIPTION.1.xml", Click("accepted since yesterday"));
        await Answer("Waiting deliveries", "Number 1 has to come first.");
        await Answer("Open refusals", "SUBSCRIPTION.1.voucher.xml");
        await Answer("Outgoing files", $"ANSWER.{Institution}", Click("files out since yesterday"));
        await Answer("Last outgoing files", "not yet", Click("Parties"), Click("Aurora"));
        // Which file or night changed this row; how long does it take in all; was the last night normal?
        await Answer("Changes of the rows", "delivery 2", Click("Register"), () => Consult(Numbers.Of(0)));
        await Answer(null, "Nothing at this moment, on this host.");
        await Answer(null, "complete, self-check green");
        await Answer(null, "Too few nights were run before it to say what is usual.");
        // What is expected today, and whom does one call? Nothing is due on a holiday.
        if (BelgianHolidays.IsHoliday(BelgianTime.DateOf(TimeProvider.System.GetUtcNow())))
            await Answer(null, "No party is expected to send anything today.");
        else
            await Answer("Expected today", "23:59");
        await Answer("Contacts", "+32 2 555 12 34", Click("Parties"), Click("Aurora"));
        await Answer("Lanes", "Number 1 has to come first.", Click($"Institution {Other}", "Waiting deliveries"));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    /// <summary>From the Overview on.</summary>
    /// <param name="table">The table in which the answer stands; null: it is a sentence.</param>
    private async Task Answer(string? table, string answer, params Func<Task>[] clicks)
    {
        Assert.InRange(clicks.Length, 0, 2);
        await Open("");
        foreach (var click in clicks)
            await click();
        await In(table).GetByText(answer).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });
    }

    private Func<Task> Click(string link, string? table = null) =>
        () => In(table).GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    private ILocator In(string? table) =>
        table is null ? page.Locator("body") : page.GetByRole(AriaRole.Region, new() { Name = table, Exact = true });

    private void RunNight()
    {
        var today = $"{BelgianTime.DateOf(TimeProvider.System.GetUtcNow()):yyyy-MM-dd}";
        var begun = host.Act("/nights", "run", ("operator", "Nadia"), ("reason", "a test"), ("date", today));
        Assert.True(begun.Status is System.Net.HttpStatusCode.OK or System.Net.HttpStatusCode.SeeOther, begun.Text);
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE CompletedAt IS NOT NULL") == 1, () => host.Log);
    }

    /// <summary>More files went out than a page shows.</summary>
    [BrowserFact]
    public void A_page_of_files_that_went_out_is_short()
    {
        data.Know(2, host);
        data.Put([.. Enumerable.Range(1, 20).Select(number => Registers(Institution, number, 0, 1))]);
        Wait.Until(() => data.Answers(Institution) == 20, () => host.Log);
        var outgoing = host.Page("/outgoing");
        Assert.Contains("Older ones", outgoing, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(outgoing), 1, LargestPage);
    }

    /// <summary>An address that leads nowhere has a page of ours, below the dashboard and elsewhere; a program gets a line.</summary>
    [BrowserFact]
    public async Task An_unknown_address_leads_back()
    {
        foreach (var path in new[] { "hangfire/nothing", "hangfire/raas/nothing", "nothing/at/all", "hangfire/raas/nights/2026-99-99x/y" })
        {
            var answer = await page.GotoAsync(new Uri(host.Url, path).ToString());
            Assert.Equal(404, answer!.Status);
            await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
            await Expect("What waits, and why");
            Assert.DoesNotContain("<html", host.Get(path).Text, StringComparison.OrdinalIgnoreCase);
        }
        // Belgian time also where Hangfire writes it.
        await page.GotoAsync(new Uri(host.Url, "hangfire/recurring").ToString());
        await page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('[data-moment-local]')]"
                + ".every(e => /^\\d\\d\\/\\d\\d\\/\\d{4} \\d\\d:\\d\\d:\\d\\d$/.test(e.textContent))");
    }

    private static string? Pictures =>
        Environment.GetEnvironmentVariable("RAAS_TEST_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    private long Count(string decision) => data.Ask<long>($"SELECT COUNT(*) FROM delivery WHERE Decision = '{decision}'");

    private Task Open(string path) => page.GotoAsync(new Uri(host.Url, "hangfire/raas" + path).ToString());

    private async Task Consult(string ssin)
    {
        await page.GetByLabel("Institution").SelectOptionAsync(Institution);
        await page.GetByLabel("Social security number").FillAsync(ssin);
        await page.GetByLabel("Your name").FillAsync("Nadia");
        await page.GetByLabel("Reason").FillAsync("a test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();
    }

    private Task Expect(string text) => page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 30_000 });

    private async Task Picture(string name)
    {
        if (Pictures is { } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
