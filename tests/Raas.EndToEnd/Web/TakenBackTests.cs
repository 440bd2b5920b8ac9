using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Web;

/// <summary>One delivery is taken back on its page, as two operators do it, each in a browser and with an account: one looks and asks,
/// the other one sees that something waits for him, looks and confirms.</summary>
/// <remarks>Of the ten rows of the wrong file a later one removed the first and asked again for the second: eight are put back.</remarks>
public sealed class TakenBackTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private const int Phone = 360;
    private const int Desk = 1280;
    private const string Waiting = "Waiting for a second operator";
    private const string TakeBack = "Take it back";
    private const string Confirm = "Confirm: take it back";
    private const string Again = "Put into effect again";
    private const string Look = "See what that would change";

    /// <summary>Far longer than anything takes, however busy the machine.</summary>
    private const float Patience = 240_000;

    private readonly DataRoot data = new();
    private readonly List<string> faults = [];
    private readonly StringBuilder wrong = new();
    private ServeHost host = null!;
    private Chromium chromium = null!;
    private long delivery;
    private long later;
    private string before = "";
    private long start;

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Missing is not null)
            return;
        var hash = Executable.Told(data.Root, Password + "\n", [], "hash-password").Output.Trim();
        (string Name, string Role)[] users = [("anna", "operator"), ("bert", "operator"), ("rudi", "reader")];
        string[] settings = [ServeHost.NoNight, .. users.SelectMany((user, i) => new[]
        {
            $"Raas:Dashboard:Users:{i}:Name={user.Name}", $"Raas:Dashboard:Users:{i}:Password={hash}",
            $"Raas:Dashboard:Users:{i}:Role={user.Role}",
        })];
        host = ServeHost.Start(data.Root, [.. settings.SelectMany(setting => new[] { "--set", setting })]);
        chromium = await Chromium.Start();
        data.Know(20, host);
        delivery = Deliver(Registers(Institution, 1, 0, 10));
        later = Deliver(new Drop { Party = Institution, Number = 2,
            Records = Drop.Unregister(Numbers.Of(0), "A") + Drop.Register(Numbers.Of(1), "A", "2024-01-01") });
        (before, start) = (Rows, Done);
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        host?.Dispose();
        data.Dispose();
    }

    [BrowserFact]
    public async Task Two_operators_take_it_back_with_the_keyboard_and_put_it_into_effect_again_with_the_mouse()
    {
        var (anna, bert) = (await SignIn("anna", Desk), await SignIn("bert", Phone));
        await Open(bert, "");
        Assert.Equal(0, await Region(bert, Waiting).CountAsync());
        await LookAndAsk(anna);
        await SeeThatItWaits(bert);
        await ConfirmWithTheKeyboard(bert);
        await NothingHappensTwice(bert);
        await PutIntoEffectAgain(anna: bert, bert: anna);
        Assert.True(wrong.Length == 0, wrong.ToString());
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    private async Task LookAndAsk(IPage anna)
    {
        await Open(anna, "/deliveries");
        await Press(anna, anna.GetByRole(AriaRole.Link, new() { Name = $"{delivery}", Exact = true }));
        await Press(anna, Button(anna, Look));
        await SeeWhatItWouldDo(anna);
        await anna.ReloadAsync();
        await SeeWhatItWouldDo(anna);
        Assert.Equal((before, start), (Rows, Done));

        await Press(anna, Summary(anna, TakeBack));
        await Reach(anna, Reason(anna));
        await anna.Keyboard.TypeAsync("file of <another> month");
        await PageCheck.Of(anna, "the form to ask", Desk, wrong);
        await anna.Keyboard.PressAsync("Enter");
        await Expect(anna, "Another operator has to confirm it");
        // It is not for her to confirm; she may think better of it.
        await Expect(anna, "file of <another> month");
        Assert.Equal((0, 0, 1),
            (await Summary(anna, TakeBack).CountAsync(), await Summary(anna, Confirm).CountAsync(),
                await Summary(anna, "Withdraw").CountAsync()));
        Assert.Equal((before, start + 1), (Rows, Done));
    }

    private async Task SeeWhatItWouldDo(IPage page)
    {
        await Expect(page, "Nothing was changed: this is what it would do.");
        await Expect(page, "8 rows would be put back");
        await Expect(page, $"kept: 1 row, delivery {later} changed it since");
        await Expect(page, $"kept: 1 row, delivery {later} asked for it again");
    }

    /// <summary>On the Overview that he has open; from there to the page of the delivery.</summary>
    private async Task SeeThatItWaits(IPage bert)
    {
        await Region(bert, Waiting).WaitForAsync();
        foreach (var told in new[] { "anna", "file of <another> month", Institution })
            Assert.Contains(told, await Region(bert, Waiting).InnerTextAsync(), StringComparison.Ordinal);
        await PageCheck.Of(bert, "Overview, something waits", Phone, wrong);
        await Press(bert, Region(bert, Waiting).GetByRole(AriaRole.Link, new() { Name = $"delivery {delivery}" }));
        await Expect(bert, "file of <another> month");
        await Press(bert, Button(bert, Look));
        await SeeWhatItWouldDo(bert);

        // Who may only look sees it too, and cannot act.
        var rudi = await SignIn("rudi", Desk);
        await Open(rudi, $"/deliveries/{delivery}");
        await Expect(rudi, "file of <another> month");
        Assert.Equal(0, await rudi.Locator("main form").CountAsync());
    }

    private async Task ConfirmWithTheKeyboard(IPage bert)
    {
        await Press(bert, Summary(bert, Confirm));
        await Reach(bert, Reason(bert));
        await bert.Keyboard.TypeAsync("they called me too");
        await PageCheck.Of(bert, "the form to confirm", Phone, wrong);
        await bert.Keyboard.PressAsync("Enter");
        await Expect(bert, "It is done");
        await SeeWhatStayed(bert);
        await PageCheck.Of(bert, "taken back", Phone, wrong);

        Assert.Single(Rows.Split(' '));
        Assert.Equal(3, data.Answers(Institution));
        Assert.Equal((8, 2), (Count(Last("ANSWER"), "<outcome>REVERTED<"), Count(Last("ANSWER"), "<outcome>UNCHANGED<")));
        Assert.Contains("<decision>REVERTED</decision>", Last("RECEIPT"), StringComparison.Ordinal);
    }

    private async Task SeeWhatStayed(IPage page)
    {
        var times = Region(page, "Times that it was taken back");
        foreach (var told in new[] { "anna, confirmed by bert: file of <another> month", $"1 row, delivery {later} changed it since",
            $"1 row, delivery {later} asked for it again" })
            await times.GetByText(told).First.WaitForAsync();
        Assert.Equal(2, await times.GetByRole(AriaRole.Link, new() { Name = $"delivery {later}" }).CountAsync());
        foreach (var flow in new[] { "ANSWER", "RECEIPT" })
            Assert.Equal(2, Count(await Region(page, "Files that left").InnerTextAsync(), $"{flow}.{Institution}."));
    }

    private async Task NothingHappensTwice(IPage bert)
    {
        var (rows, done) = (Rows, Done);
        await bert.ReloadAsync();
        await bert.ReloadAsync();
        await SeeWhatStayed(bert);
        await bert.GoBackAsync();
        await SeeWhatStayed(bert);
        Assert.Equal(0, await Summary(bert, Confirm).CountAsync());
        await bert.GoForwardAsync();
        await SeeWhatStayed(bert);
        Assert.Equal((rows, done), (Rows, Done));
        await Open(bert, "");
        Assert.Equal(0, await Region(bert, Waiting).CountAsync());
    }

    /// <summary>It was right after all: now the other one asks.</summary>
    private async Task PutIntoEffectAgain(IPage anna, IPage bert)
    {
        await Open(anna, $"/deliveries/{delivery}");
        await Button(anna, Look).ClickAsync();
        await Expect(anna, "8 rows would be put back");
        await Send(anna, Again, "it was right after all");
        await Expect(anna, "Another operator has to confirm it");
        await Open(bert, $"/deliveries/{delivery}");
        await Send(bert, "Confirm: put it into effect again", "so they say");
        await Expect(bert, "It is done");
        Assert.Equal(before, Rows);
        Assert.Contains("<decision>RESTORED</decision>", Last("RECEIPT"), StringComparison.Ordinal);
        await Expect(bert, "put into effect again");
        Assert.Equal((1, 0), (await Summary(bert, TakeBack).CountAsync(), await Summary(bert, Again).CountAsync()));
        await PageCheck.Of(bert, "in effect again", Desk, wrong);
    }

    /// <summary>He agrees to what he read, not to what somebody has asked for meanwhile; an old page does nothing.</summary>
    [BrowserFact]
    public async Task What_was_asked_anew_is_not_confirmed_by_a_page_of_before()
    {
        var (anna, bert, old) = (await SignIn("anna", Desk), await SignIn("bert", Desk), await SignIn("bert", Desk));
        foreach (var page in new[] { anna, old })
            await Open(page, $"/deliveries/{delivery}");
        await Send(anna, TakeBack, "file of another month");
        await Expect(anna, "Another operator has to confirm it");
        await Open(bert, $"/deliveries/{delivery}");
        await Send(anna, "Withdraw", "they are not sure");
        await Expect(anna, "It is withdrawn");
        await Send(anna, TakeBack, "file of another party");
        await Expect(anna, "Another operator has to confirm it");

        await Send(bert, Confirm, "they called me too");
        await Expect(bert, "Not done.");
        await Expect(bert, "file of another party");
        Assert.Equal((before, 0L), (Rows, data.Ask<long>("SELECT COUNT(*) FROM delivery_revert")));
        await Send(bert, Confirm, "now I have read it");
        await Expect(bert, "It is done");
        await Send(old, TakeBack, "not knowing of anna");
        await Expect(old, "was taken back already, by anna");
        Assert.Equal(1, data.Ask<long>("SELECT COUNT(*) FROM delivery_revert"));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    private long Deliver(Drop drop)
    {
        data.Put(drop);
        Wait.Until(() => data.Answers(Institution) == drop.Number, () => host.Log);
        return data.Ask<long>($"SELECT MAX(DeliveryId) FROM delivery WHERE Party = {long.Parse(Institution)}");
    }

    /// <summary>The register, in a line.</summary>
    private string Rows => data.Ask<string>(
        "SELECT group_concat(Ssin || '/' || DossierTypeId || '/' || BeginDate || '/' || EndDate, ' ') FROM "
        + "(SELECT * FROM inscription ORDER BY Party, Ssin, DossierTypeId, BeginDate)");

    /// <summary>How often operators did something, and the party was sent something because of it.</summary>
    private long Done => data.Ask<long>("SELECT (SELECT COUNT(*) FROM operator_action) + (SELECT COUNT(*) FROM outgoing_file)");

    private string Last(string flow) => File.ReadAllText(Directory.GetFiles(data.Out(Institution), $"{flow}.*.T.xml")
        .Order(StringComparer.Ordinal).Last());

    private static int Count(string text, string what) => Regex.Count(text, Regex.Escape(what));

    private async Task<IPage> SignIn(string name, int width)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            HttpCredentials = new HttpCredentials { Username = name, Password = Password },
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
            ColorScheme = width == Phone ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        var page = await context.NewPageAsync();
        Chromium.Note(page, faults);
        return page;
    }

    private Task Open(IPage page, string path) => page.GotoAsync(new Uri(host.Url, "hangfire/raas" + path).ToString());

    private static Task Expect(IPage page, string text) => page.Locator("main").GetByText(text).First.WaitForAsync();

    private static ILocator Region(IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Summary(IPage page, string name) =>
        page.Locator("summary").GetByText(name, new() { Exact = true });

    /// <summary>Of the form that is open.</summary>
    private static ILocator Reason(IPage page) => page.Locator("details[open]").GetByLabel("Reason");

    /// <summary>With the mouse.</summary>
    private static async Task Send(IPage page, string name, string reason)
    {
        await Summary(page, name).ClickAsync();
        await Reason(page).FillAsync(reason);
        await page.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
    }

    private static async Task Press(IPage page, ILocator what)
    {
        await Reach(page, what);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>With Tab, from where one is.</summary>
    private static async Task Reach(IPage page, ILocator what)
    {
        await what.WaitForAsync();
        for (var tabs = 0; !await what.EvaluateAsync<bool>("e => e === document.activeElement"); tabs++)
        {
            Assert.True(tabs < 200, $"Tab does not lead to {what}");
            await page.Keyboard.PressAsync("Tab");
        }
    }
}
