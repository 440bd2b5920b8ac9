using Microsoft.Playwright;
using Raas.Configuration;
using Raas.Host.Soap;
using Raas.Operations;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Web;

/// <summary>Operators at the pages, in a real Chromium. With <c>RAAS_TEST_SCREENSHOTS</c> the pictures go to that folder.</summary>
public sealed class BrowserTests : IAsyncLifetime
{
    private const int Phone = 360;

    private readonly DataRoot data = new();
    private readonly List<string> faults = [];
    private ServeHost host = null!;
    private Chromium chromium = null!;
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Missing is not null)
            return;
        host = ServeHost.Start(data.Root);
        chromium = await Chromium.Start();
        page = await chromium.Browser.NewPageAsync(
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1200, Height = 900 } });
        Chromium.Note(page, faults);
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        host?.Dispose();
        data.Dispose();
    }

    [BrowserFact]
    public async Task An_operator_holds_releases_resends_triggers_and_searches()
    {
        data.Know(20, host);
        await Open("/lanes");
        await Act(page.Locator("tr", new() { HasText = Institution }), "Hold", "their file is wrong");
        await Expect("is held: what it drops waits");
        data.Put(Registers(Institution, 1, 0, 10));
        data.Put(Registers(Other, 1, 0, 10));
        Wait.Until(() => data.Answers(Other) == 1, () => host.Log);
        await Open("/lanes");
        await Expect("held by Nadia");
        await Picture("lanes");
        Assert.Equal(0, data.Answers(Institution));

        await Act(page.Locator("tr", new() { HasText = Institution }), "Release", "a new one came");
        await Expect("goes on: what waits is taken now");
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);

        var receipt = Directory.GetFiles(data.Out(Institution), "RECEIPT.*.xml")
            .Single(f => !f.EndsWith(".voucher.xml", StringComparison.Ordinal));
        File.Delete(receipt);
        await Open("/outgoing");
        await page.GetByLabel("Flow").SelectOptionAsync("RECEIPT");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Act(page.Locator("tr", new() { HasText = Path.GetFileName(receipt) }), "Resend", "they lost it");
        await Expect("the same bytes");
        Assert.True(File.Exists(receipt));
        await Picture("outgoing");

        await Open("/nights");
        await Act(page.Locator("body"), "Run the night of", "to see it");
        await Expect("begins now");
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE CompletedAt IS NOT NULL") == 1, () => host.Log);
        await Open("/nights");
        await Expect("complete");
        await Picture("nights");

        await Open("/deliveries");
        await page.GetByLabel("Party").SelectOptionAsync(Other);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        Assert.Equal(1, await page.Locator("tbody tr").CountAsync());
        await page.Locator("tbody tr a").First.ClickAsync();
        await Expect("SHA-256");
        await Picture("delivery");

        // Hangfire's own pages only show: its buttons would act without a name and a reason.
        await page.GotoAsync(new Uri(host.Url, "hangfire/recurring").ToString());
        await Expect("intake");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Trigger now" }).CountAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).CountAsync());
        Assert.Empty(faults);
    }

    [BrowserFact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await Open("/lanes");
        await page.Locator("summary", new() { HasText = "Hold" }).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Nadia");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("by keyboard");
        await page.Keyboard.PressAsync("Enter");
        await Expect("is held: what it drops waits");
        Assert.Equal("alert", await page.Locator(".alert-success").GetAttributeAsync("role"));
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        // A screen reader names every field.
        foreach (var path in new[] { "/lanes", "/deliveries", "/outgoing", "/nights", "/register" })
        {
            await Open(path);
            Assert.Equal(0,
                await page.EvaluateAsync<int>(
                    "() => [...document.querySelectorAll('.raas input:not([type=hidden]), .raas select')].filter(f => !f.labels || "
                        + "f.labels.length === 0).length"));
            Assert.Equal(1, await page.Locator("h1").CountAsync());
        }
    }

    [BrowserFact]
    public async Task No_page_is_wider_than_a_phone()
    {
        data.Know(20, host);
        data.Put(Registers(Institution, 1, 0, 10));
        data.Put(Registers(Other, 2, 0, 10));
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
        await page.SetViewportSizeAsync(Phone, 740);
        foreach (var path in new[] { "", "/lanes", "/deliveries", "/deliveries/2", "/outgoing", "/nights", "/register", "/parties" })
        {
            await Open(path);
            Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= Phone,
                $"{path} is wider than {Phone} px");
            await Picture("phone" + path.Replace('/', '-'));
        }
        await page.SetViewportSizeAsync(1200, 900);
        await Open("");
        await Picture("overview");
        Assert.Empty(faults);
    }

    private Task Open(string path) => page.GotoAsync(new Uri(host.Url, "hangfire/raas" + path).ToString());

    /// <summary>Opens the form under a button, fills it in and sends it.</summary>
    private static async Task Act(ILocator where, string button, string reason)
    {
        var form = where.Locator("details", new() { Has = where.Page.Locator("summary", new() { HasTextString = button }) }).First;
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("Your name").FillAsync("Nadia");
        await form.GetByLabel("Reason").FillAsync(reason);
        await form.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private Task Expect(string text) => page.GetByText(text).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 10_000 });

    private async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("RAAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}

/// <summary>Skipped, and counted as skipped, where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Chromium = "/usr/bin/chromium";

    public BrowserFactAttribute() => Skip = Missing;

    /// <summary>How it is started: alone, and asking nobody for anything.</summary>
    public static BrowserTypeLaunchOptions Launch => new()
    {
        ExecutablePath = Chromium,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync"],
    };

    public static string? Missing => File.Exists(Chromium) ? null : $"no {Chromium} on this machine (apt-get install chromium)";
}
