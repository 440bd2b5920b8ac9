using System.Net;
using System.Text;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Who calls too often is told to wait, and nobody else waits for that.</summary>
public sealed class LimitTests : IDisposable
{
    private const int Burst = 40;

    private static readonly byte[] Ours = Consult(Institution);

    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    private static byte[] Consult(string cbe) => Encoding.UTF8.GetBytes(Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>", cbe));

    private static HttpRequestMessage By(string name, string secret)
    {
        var request = Message("RegisterService", "consultInscriptions", Ours, user: "");
        request.Headers.Authorization = Basic(name, secret);
        return request;
    }

    private static List<ServeHost.Answer> AtOnce(ServeHost host, Func<HttpRequestMessage> request)
    {
        var answers = new ServeHost.Answer[Burst];
        Parallel.For(0, Burst, new ParallelOptions { MaxDegreeOfParallelism = Burst }, i => answers[i] = host.Send(request()));
        return [.. answers];
    }

    [Fact]
    public void Who_guesses_or_calls_too_often_is_told_to_wait_and_nobody_else()
    {
        SoapHost.Import(data);
        using var host = ServeHost.Start(data.Root, "--set", "Raas:Soap:MaxRequestsPerSecond=5");
        Assert.Equal(HttpStatusCode.OK, host.Send(By("program-" + Institution, Secret)).Status);

        var strangers = AtOnce(host, () => Message("RegisterService", "consultInscriptions", Ours, user: ""));
        Assert.Contains(strangers, a => a.Status == HttpStatusCode.Unauthorized);
        Assert.All(strangers.Where(a => a.Status != HttpStatusCode.Unauthorized), TellsToWait);
        Assert.Contains(strangers, a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, host.Send(By("program-" + Institution, Secret)).Status);

        var greedy = AtOnce(host, () => By("program-" + Institution, Secret));
        Assert.All(greedy.Where(a => a.Status != HttpStatusCode.OK), TellsToWait);
        Assert.Contains(greedy, a => a.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, host.Send(Message("RegisterService", "consultInscriptions", Consult(Other), Other)).Status);
        Wait.Until(() => host.Send(By("program-" + Institution, Secret)).Status == HttpStatusCode.OK, () => host.Log);
    }

    /// <summary>Strangers all come from one address here, as behind a proxy; so do their victims.</summary>
    [Fact]
    public void Who_guesses_the_secret_of_one_does_not_shut_out_another()
    {
        SoapHost.Import(data);
        using var host = ServeHost.Start(data.Root);
        for (var i = 0; i < 3; i++)
        {
            var guesses = AtOnce(host, () => By("program-" + Other, "a guess"));
            Assert.All(guesses, a => Assert.True(a.Status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, a.Text));
        }
        Assert.Equal(HttpStatusCode.OK, host.Send(By("program-" + Institution, Secret)).Status);
    }

    private static void TellsToWait(ServeHost.Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.TooManyRequests, answer.Text);
        Assert.Contains("RAA60007", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
