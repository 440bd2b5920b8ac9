using Microsoft.Playwright;
using Raas.Tests;
using static Raas.Tests.House;

namespace Raas.EndToEnd.Web;

/// <summary>A clerk opens what RAAS left in <c>out</c>: the page, and the XML with its style sheet from a web server, in a real Chromium.
/// With <c>RAAS_TEST_SCREENSHOTS</c> pictures and a print go to that folder.</summary>
public sealed class PeopleViewTests : IDisposable
{
    private const string Server = "http://files.raas.test/";
    private readonly House house = new();

    public void Dispose() => house.Dispose();

    [BrowserFact]
    public async Task Each_page_shows_what_the_XML_shows_by_its_style_sheet_and_prints_on_A4()
    {
        Nights();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserFactAttribute.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
        });
        var page = await browser.NewPageAsync(
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 1000 } });
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        await page.RouteAsync(Server + "**", Serve);
        foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY", "REPLACEMENT", "DIMONA" })
        {
            var file = Directory.GetFiles(house.Out(Institution), $"{flow}.*.T.html").Order(StringComparer.Ordinal).Last();
            var shown = await Text(page, Path.GetFileName(file));
            Assert.Contains(Institution, shown, StringComparison.Ordinal);
            await Picture(page, flow);
            // Browsers are dropping XSLT; those that still know it may say so on the page.
            if (await page.EvaluateAsync<bool>("typeof XSLTProcessor === 'function'"))
            {
                var byStyleSheet = await Text(page, Path.GetFileName(Path.ChangeExtension(file, ".xml")));
                Assert.Contains(shown.Trim(), byStyleSheet, StringComparison.Ordinal);
            }
        }
        await Text(page, $"ANSWER.{Institution}.20260302.000001.T.html");
        Assert.Equal(1, await page.Locator("td.bad:has-text('MSG00011')").CountAsync());
        var print = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
        // A4 in points.
        Assert.Matches(@"/MediaBox\s*\[\s*0 0 59[45][0-9.]* 84[12]", System.Text.Encoding.Latin1.GetString(print));
        if (Environment.GetEnvironmentVariable("RAAS_TEST_SCREENSHOTS") is { } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, "answer.pdf"), print);
        Assert.Empty(faults);
    }

    private void Nights()
    {
        house.WithParties("""{ "humanView": true, "language": "fr" }""", """
            { "service": "IDENTITY", "deliberationNumber": "1", "dataGroups": ["NAME"], "validFrom": "2000-01-01" },
            { "service": "DIMONA", "deliberationNumber": "2", "validFrom": "2000-01-01" }
            """);
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Drop.Person(1, Numbers.Of(1))
                + Drop.Person(2, Numbers.Of(2)) },
            new Drop { Party = Institution, Records = string.Concat(Enumerable.Repeat(
                Drop.Register(Numbers.Of(1), "A", "2020-01-01", reference: "dossier 4711"), 40))
                + Drop.Register(Numbers.Wrong(2), "A", "2020-01-01") });
        Assert.Empty(house.Night().Failures);
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Number = 2, Records =
            Drop.Person(3, Numbers.Of(1), lastName: "Née") + Drop.Replacement(4, Numbers.Of(1), Numbers.Of(2)) });
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "A", "2020-31-01") });
        Assert.Empty(house.Night().Failures);
    }

    private async Task Serve(IRoute route)
    {
        var name = route.Request.Url[Server.Length..];
        await route.FulfillAsync(new RouteFulfillOptions
        {
            Path = name.EndsWith(".xsl", StringComparison.Ordinal)
                ? Repository.At("xsd", name) : Path.Combine(house.Out(Institution), name),
            ContentType = name.EndsWith(".html", StringComparison.Ordinal) ? "text/html; charset=utf-8" : "application/xml",
        });
    }

    private static async Task<string> Text(IPage page, string name)
    {
        await page.GotoAsync(Server + name);
        return await page.EvaluateAsync<string>("document.body.innerText");
    }

    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RAAS_TEST_SCREENSHOTS") is { } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"view-{name}.png"), FullPage = true });
    }
}
