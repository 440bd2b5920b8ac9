using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Raas.Host.Commands;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;
using static Raas.EndToEnd.Soap.SoapHost;

namespace Raas.EndToEnd.Soap;

/// <summary>Calls that write wait for one another, for deliveries and for the night: in turn, and without keeping from an answer those who
/// only read.</summary>
public sealed class WritersBesideTests(SoapHost soap) : IClassFixture<SoapHost>
{
    private static HttpRequestMessage Register(int person, int year) =>
        Message("RegisterService", "registerInscription", Encoding.UTF8.GetBytes(Envelope(
        "RegisterService", "registerInscription",
        $"<inscription><ssin>{Numbers.Of(person)}</ssin><dossierType>A</dossierType><period><beginDate>{year}-01-01</beginDate>"
            + $"<endDate>{year}-12-31</endDate></period></inscription>")));

    private void Consult(int person) =>
        soap.Call("RegisterService", "consultInscriptions", $"<criteria><ssin>{Numbers.Of(person)}</ssin></criteria>");

    /// <summary>Each of thirty held a thread: a consult took 12.7 s.</summary>
    [Fact]
    public async Task Who_only_reads_is_answered_while_thirty_wait_to_write()
    {
        Consult(0);
        using var client = new HttpClient { BaseAddress = soap.Host.Url, Timeout = Timeout.InfiniteTimeSpan };
        List<Task<HttpResponseMessage>> writing;
        await using (var writer = new SqliteConnection($"Data Source={Path.Combine(soap.Data.Data, "raas.db")};Pooling=False"))
        {
            await writer.OpenAsync();
            await using var busy = writer.BeginTransaction(deferred: false);
            writing = [.. Enumerable.Range(0, 30).Select(i => client.SendAsync(Register(i, 2021)))];
            for (var i = 0; i < 30; i++)
                Consult(i);
            Assert.DoesNotContain(writing, call => call.IsCompleted);
        }
        foreach (var call in writing)
            (await call).Dispose();
    }

    /// <summary>Twenty programs made a tenth of their calls beside one delivery of one record every 0.3 s, and some were told 503: the
    /// delivery was in no queue.</summary>
    [Fact]
    public async Task Twenty_programs_that_write_and_deliveries_of_one_record_take_turns()
    {
        const int programs = 20;
        const int deliveries = 10;
        Consult(0);
        using var client = new HttpClient { BaseAddress = soap.Host.Url, Timeout = Timeout.InfiniteTimeSpan };
        using var allCame = new CancellationTokenSource();
        var calls = new int[programs];
        var refused = new List<HttpStatusCode>();
        var writers = Enumerable.Range(0, programs).Select(async program =>
        {
            while (!allCame.IsCancellationRequested || calls[program] < 5)
            {
                using var answer = await client.SendAsync(Register(program, 1990 + (calls[program]++ % 30)), CancellationToken.None);
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    lock (refused)
                        refused.Add(answer.StatusCode);
                }
            }
        }).ToList();

        for (var number = 1; number <= deliveries; number++)
        {
            soap.Data.Put(Registers(Other, number, number, 1));
            Wait.Until(() => soap.Data.Answers(Other) == number, () => soap.Host.Log);
        }
        await allCame.CancelAsync();
        await Task.WhenAll(writers);

        Assert.Empty(refused);
        Assert.All(calls, made => Assert.True(made >= 5));
        Assert.Contains("Green", Executable.Run(soap.Data.Root, "selfcheck").Output, StringComparison.Ordinal);
    }
}
