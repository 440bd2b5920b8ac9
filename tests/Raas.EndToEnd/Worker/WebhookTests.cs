using System.Net;
using System.Text.Json;
using Raas.Configuration;
using Raas.Host.Web;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Worker;

/// <summary>Alarms reach the webhook once when they begin and once when they are over, also when it was away for a while.</summary>
public sealed class WebhookTests : IDisposable
{
    private readonly DataRoot data = new();
    private readonly HttpListener listener = new();
    private readonly List<JsonElement> told = [];
    private volatile bool isBroken = true;
    private int refused;

    public void Dispose()
    {
        listener.Close();
        data.Dispose();
    }

    private void Listen(string address)
    {
        listener.Prefixes.Add(address);
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var call = await listener.GetContextAsync();
                using var document = await JsonDocument.ParseAsync(call.Request.InputStream);
                lock (told)
                {
                    if (isBroken)
                        refused++;
                    else
                        told.Add(document.RootElement.Clone());
                }
                call.Response.StatusCode = isBroken ? 500 : 204;
                call.Response.Close();
            }
        });
    }

    private string Told()
    {
        lock (told)
            return string.Join('\n', told.Select(t => $"{t.GetProperty("state")} {t.GetProperty("kind")} {t.GetProperty("party")}"));
    }

    [Fact]
    public void It_is_told_once_what_began_and_what_is_over()
    {
        var address = $"http://127.0.0.1:{ServeHost.FreePort()}/alarm/";
        Listen(address);
        using var host = ServeHost.Start(data.Root, "--set", $"Raas:Alarms:Webhook={address}");
        data.Know(3, host);
        data.Put(new Drop { Party = Institution, Digest = new string('0', 64), Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Wait.Until(() => Volatile.Read(ref refused) > 0, () => host.Log);
        Assert.Contains("refused", host.Page(""), StringComparison.Ordinal);
        Assert.Contains("raas_alarms{kind=\"REFUSED\"} 1", host.Metrics, StringComparison.Ordinal);
        Assert.Contains("warn: raas[4002] ALARM REFUSED", host.Log, StringComparison.Ordinal);
        isBroken = false;
        Wait.Until(() => Told().Length > 0, () => host.Log);
        data.Put(new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Wait.Until(() => Told().Contains("closed", StringComparison.Ordinal), () => host.Log);
        Assert.Equal($"raised REFUSED {Institution}\nclosed REFUSED {Institution}", Told());
    }
}
