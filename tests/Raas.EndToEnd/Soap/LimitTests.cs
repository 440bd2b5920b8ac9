using System.Net;
using System.Text;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Intake;
using Raas.Reading;
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

    private static byte[] Consult(string cbe) => Encoding.UTF8.GetBytes(
        Envelope("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(1)}</ssin></criteria>", cbe));

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
        Assert.All(strangers, a => Assert.Equal(HttpStatusCode.Unauthorized, a.Status));
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

    /// <summary>As many clients do: without a secret first, with it when they are asked who they are. The first is not braked.</summary>
    [Fact]
    public void Clients_that_wait_for_the_401_are_never_told_to_wait()
    {
        SoapHost.Import(data);
        using var host = ServeHost.Start(data.Root);
        var credentials = new CredentialCache { { host.Url, "Basic", new NetworkCredential("program-" + Institution, Secret) } };
        using var client = new HttpClient(new SocketsHttpHandler { Credentials = credentials }) { BaseAddress = host.Url };
        var answers = new HttpStatusCode[100];
        Parallel.For(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = 20 }, i =>
        {
            using var request = Message("RegisterService", "consultInscriptions", Ours, user: "");
            using var response = client.Send(request);
            answers[i] = response.StatusCode;
        });
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        // Nobody's calls have entries in the audit too, but not without end.
        Assert.Contains("RAA60006", Executable.Run(data.Root, "audit", "export").Output, StringComparison.Ordinal);
    }

    /// <summary>A thousand guesses come from the address from which we call: of another's name, our own, names that nobody has.</summary>
    [Theory]
    [InlineData("program-" + Other)]
    [InlineData("program-" + Institution)]
    [InlineData("")]
    public async Task A_thousand_guesses_keep_nobody_out(string guessed)
    {
        SoapHost.Import(data);
        using var host = ServeHost.Start(data.Root);
        if (guessed == "program-" + Institution)
            Assert.Equal(HttpStatusCode.OK, host.Send(By(guessed, Secret)).Status);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1000 }) { BaseAddress = host.Url };
        client.Timeout = TimeSpan.FromMinutes(4);
        var guesses = Enumerable.Range(0, 1000).Select(async i =>
        {
            using var request = By(guessed.Length > 0 ? guessed : $"program-{i}", $"guess {i}");
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }).ToList();
        var good = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
            good.Add(host.Send(By("program-" + Institution, Secret)).Status);
        Assert.All(good, status => Assert.Equal(HttpStatusCode.OK, status));
        var refused = await Task.WhenAll(guesses);
        Assert.All(refused, status => Assert.Contains(status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests }));
        Assert.Contains(HttpStatusCode.TooManyRequests, refused);
    }

    private static void TellsToWait(ServeHost.Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.TooManyRequests, answer.Text);
        Assert.Contains("RAA60007", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
