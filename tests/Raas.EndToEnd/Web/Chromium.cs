using Microsoft.Playwright;

namespace Raas.EndToEnd.Web;

/// <summary>A real browser, and the process that drives it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<Chromium> Start()
    {
        var driver = await Playwright.CreateAsync();
        return new Chromium(driver, await driver.Chromium.LaunchAsync(BrowserFactAttribute.Launch));
    }

    /// <summary>Whatever a page complains of is a fault.</summary>
    public static void Note(IPage page, List<string> faults)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Add(message.Text);
        };
        page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
