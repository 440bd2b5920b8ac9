using System.Diagnostics;
using System.Globalization;
using System.IO.Abstractions;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Raas.Configuration;
using Raas.Operations;
using Raas.Domain;
using Raas.Flows;
using Raas.Persons;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Benchmarks;

/// <summary>The rows about the services: consults, registrations and searches over loopback, every call audited, load generator on the same
/// machine.</summary>
public sealed class SoapBenchmark
{
    private const string Institution = "0212344876";
    private const string Context = "BENCHMARK";
    private const int RowsPerPerson = 5;
    private const int RowsAtOnce = 100_000;

    /// <summary>When the journal begins; a change of each row every month.</summary>
    private static readonly DateTimeOffset Journalled = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private const int Programs = 20;

    /// <summary>Between two small deliveries.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.3);

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    private readonly string folder;
    private readonly string raas;
    private readonly int persons;
    private readonly int connections;
    private readonly int changes;
    private readonly BenchmarkServer? server;
    private readonly IReadOnlyList<Misspelling> misspellings = Misspelling.Read(
        Path.Combine(Executable.Repository, "tests", "Raas.Domain.Tests", "misspellings.tsv"));
    private HttpClient client = null!;

    private SoapBenchmark(Options options)
    {
        folder = Path.GetFullPath(options.Folder);
        raas = options.Text("raas", Path.Combine(Executable.Repository, "src", "Raas.Host", "bin", "Release", "net10.0", "raas.dll"));
        persons = (int)options.Number("persons", 1_000_000);
        connections = (int)options.Number("connections", 16);
        changes = (int)options.Number("changes", 4);
        server = BenchmarkServer.Of(options, "soap");
    }

    public static int Run(Options options)
    {
        new SoapBenchmark(options).Measure();
        return 0;
    }

    private string Root => Path.Combine(folder, "soap-run");

    private PersonRow Person(int i) => NamePopulation.At(i, misspellings) with { Ssin = Population.At(i).Ssin };

    private void Measure()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(folder);
        Fill();
        Executable.Sync();
        ServedHost.Run(raas, folder, Root, (_, url) =>
        {
            client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections })
                { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(1) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes("benchmark:a secret of a program")));
            for (var i = 0; i < 300; i++)
                Call(i, Consult).GetAwaiter().GetResult();
            var alone = One(Consult, 10_000);
            var then = One(ConsultThen, 10_000);
            var many = Many(Consult);
            var registered = Many(Register);
            var beside = Beside(Register, deliveries: false);
            var besideFiles = Beside(Register, deliveries: true);
            var besideWriters = Beside(Consult, deliveries: false);
            var listed = One(Search, misspellings.Count);
            var anybody = One(i => Search(1000 + (i * 97)), 1000);
            Console.WriteLine();
            Console.WriteLine(
                $"{persons * RowsPerPerson:N0} rows, {persons:N0} persons; {Environment.ProcessorCount} processors, load generator "
                    + "included; every call audited");
            Console.WriteLine();
            Console.WriteLine("| work | to reach | measured |");
            Console.WriteLine("|---|---|---|");
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| consultInscriptions, one connection | 99 % under 5 ms | median {alone[alone.Count / 2]:0.00} ms, 99 % under "
                        + $"{alone[alone.Count * 99 / 100]:0.00} ms, longest {alone[^1]:0.0} ms |"));
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| the same with knownOn, {(long)persons * RowsPerPerson * changes:N0} changes journalled | 99 % under 10 ms | median "
                        + $"{then[then.Count / 2]:0.00} ms, 99 % under {then[then.Count * 99 / 100]:0.00} ms, longest "
                        + $"{then[^1]:0.0} ms |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| consultInscriptions, {connections} connections | at least 2,000/s | {many:N0}/s |"));
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| registerInscription, {connections} connections | | {registered:N0}/s |"));
            Console.WriteLine($"| registerInscription, {Programs} programs | | {beside} |");
            Console.WriteLine($"| the same beside a delivery of one record every {Pause.TotalSeconds:0.0} s | | {besideFiles} |");
            Console.WriteLine($"| consultInscriptions, {Programs} programs, beside {Programs} that register | | {besideWriters} |");
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| searchPersonPhonetically, misspelt names of the list, complete birth date | 99 % under 50 ms | median "
                        + $"{listed[listed.Count / 2]:0.0} ms, 99 % under {listed[listed.Count * 99 / 100]:0.0} ms |"));
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"| searchPersonPhonetically, any name, year of birth and two years more or less | 99 % under 50 ms | median "
                        + $"{anybody[anybody.Count / 2]:0.0} ms, 99 % under {anybody[anybody.Count * 99 / 100]:0.0} ms |"));
        }, ["Raas:Soap:MaxRequestsPerSecond=1000000", .. server is null ? Array.Empty<string>() : [BenchmarkServer.Setting]]);
    }

    /// <summary>Programs that call one after the other, each with a connection of its own, beside others that register, or beside small
    /// deliveries.</summary>
    private string Beside(Func<int, (string, string, string)> make, bool deliveries)
    {
        var others = make == Register ? 0 : Programs;
        using var wide = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Programs + others })
            { BaseAddress = client.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        wide.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        var (times, busy, next) = (new List<double>(), 0, 0);
        var watch = Stopwatch.StartNew();
        async Task Program(Func<int, (string, string, string)> call, bool isMeasured)
        {
            while (watch.Elapsed < Lasts)
            {
                var one = Stopwatch.StartNew();
                using var answer = await wide.SendAsync(Request(Interlocked.Increment(ref next) % persons, call));
                lock (times)
                {
                    if (isMeasured)
                        times.Add(one.Elapsed.TotalMilliseconds);
                    busy += answer.IsSuccessStatusCode ? 0 : 1;
                }
            }
        }
        var running = Enumerable.Range(0, Programs).Select(_ => Task.Run(() => Program(make, isMeasured: true)))
            .Concat(Enumerable.Range(0, others).Select(_ => Task.Run(() => Program(Register, isMeasured: false)))).ToArray();
        for (var number = 1; deliveries && watch.Elapsed < Lasts; number++)
        {
            Generate.Subscription(Path.Combine(folder, "soap-made"), $"small-{number}.xml", Institution, number, 1, persons, seed: number);
            foreach (var ending in new[] { ".xml", ".voucher.xml" })
                File.Move(Path.Combine(folder, "soap-made", $"small-{number}{ending}"),
                    Path.Combine(Root, "parties", Institution, "in", $"small-{number}{ending}"));
            Thread.Sleep(Pause);
        }
        Task.WaitAll(running);
        times.Sort();
        var answered = Directory.GetFiles(Path.Combine(Root, "parties", Institution, "out"), "ANSWER.*.T.voucher.xml").Length;
        return string.Create(CultureInfo.InvariantCulture,
            $"{times.Count / watch.Elapsed.TotalSeconds:0}/s, median {times[times.Count / 2]:0} ms, 99 % under "
                + $"{times[times.Count * 99 / 100]:0} ms, longest {times[^1]:0} ms; {busy} told to come "
                + $"again{(deliveries ? $"; {answered} deliveries answered" : "")}");
    }

    private static string DossierType(int number) =>
        $$"""{ "code": "T{{number}}", "validFrom": "1990-01-01", "names": { "fr": "T", "nl": "T", "de": "T" } }""";

    private void Fill()
    {
        if (server is not null)
        {
            server.New();
            Executable.Run(raas, folder, Root, ["migrate", "--set", BenchmarkServer.Setting]);
        }
        using var engine = new Engine(
            new RaasOptions
            {
                DataRoot = Root, Store = server is null ? StoreKind.Sqlite : StoreKind.PostgreSql, ConnectionString = server?.Working,
            }, new FileSystem(), TimeProvider.System, NullLogger.Instance);
        engine.Parties.Import($$"""
            { "parties": [{ "cbe": "{{Institution}}", "name": "I", "kind": "institution", "flows": ["SUBSCRIPTION"],
              "legalContexts": ["{{Context}}"],
              "credentials": [{ "name": "benchmark", "secret": "{{Passwords.Hash("a secret of a program", 1000)}}",
                "validFrom": "2020-01-01" }],
              "dossierTypes": [{{string.Join(",", Enumerable.Range(1, RowsPerPerson).Select(DossierType))}}] }] }
            """, isReplacing: true, new Operator("somebody", "made for this run"));
        var types = engine.Parties.All().Single().Types.Select(t => t.Id).ToList();
        var begin = new DateOnly(2015, 1, 1).DayNumber;
        var party = CbeNumber.Parse(Institution);
        List<long> changeSets;
        using (var session = engine.Store.Write())
        {
            changeSets = [.. Enumerable.Range(0, changes).Select(month =>
                session.NewChangeSet("DELIVERY", null, Journalled.AddMonths(month), party))];
            session.Commit();
        }
        for (var from = 0; from < persons; from += RowsAtOnce)
        {
            var some = Enumerable.Range(from, Math.Min(RowsAtOnce, persons - from)).Select(Person).OrderBy(p => p.Ssin).ToList();
            using var session = engine.Store.Write();
            session.BulkLoad(new PersonRows(some));
            session.BulkLoad(new AddedRows(long.Parse(Institution, CultureInfo.InvariantCulture),
                [.. some.SelectMany(p => types.Select(t => new InscriptionRow(p.Ssin, t, begin + t, begin + t + 365)))]));
            // Each change makes the row a day longer; the last one what it is.
            for (var n = 0; n < changes; n++)
            {
                var days = 365 - changes + n;
                Period? Before(int from) => n == 0 ? null : Period.FromDays(from, from + days);
                session.BulkLoad(new JournalRows(party.Value, changeSets[n], [.. some.SelectMany(p => types.Select(t =>
                    new JournalRow(p.Ssin, t, 1, 0, Before(begin + t), Period.FromDays(begin + t, begin + t + days + 1))))]));
            }
            session.Execute("delete_name_index");
            session.Commit();
        }
        NameIndex.EnsureCurrent(engine.Store);
        server?.Analyze();
    }

    private static (string Service, string Operation, string Content) Consult(int i) =>
        ("Register", "consultInscriptions", $"<criteria><ssin>{Population.At(i % 1_000_000).Ssin:D11}</ssin></criteria>");

    private (string Service, string Operation, string Content) ConsultThen(int i) =>
        ("Register", "consultInscriptions", $"<criteria><ssin>{Population.At(i * 31 % persons).Ssin:D11}</ssin><knownOn>"
            + $"{Journalled.AddMonths(i % Math.Max(changes, 1)).AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}</knownOn></criteria>");

    private static (string Service, string Operation, string Content) Register(int i) =>
        ("Register", "registerInscription",
            FormattableString.Invariant($"<inscription><ssin>{Population.At(i).Ssin:D11}</ssin><dossierType>T1</dossierType>")
                + "<period><beginDate>2024-01-01</beginDate><endDate>2024-12-31</endDate></period></inscription>");

    private (string Service, string Operation, string Content) Search(int i)
    {
        var person = Person(i);
        var isListed = i < misspellings.Count;
        var date = IncompleteDate.FromPacked(person.BirthDate);
        var name = System.Security.SecurityElement.Escape(isListed ? misspellings[i].Typed : person.LastName!);
        return ("Person", "searchPersonPhonetically",
            $"<criteria><lastName>{name}</lastName><firstName>{person.FirstNames}</firstName>"
                + $"<birthDate>{(isListed ? date : IncompleteDate.OfYear(date.Year))}</birthDate>"
                + $"<tolerance>{(isListed ? 0 : 2)}</tolerance></criteria>");
    }

    private async Task Call(int i, Func<int, (string Service, string Operation, string Content)> make)
    {
        using var request = Request(i, make);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode
            || !(text.Contains("DATA_FOUND", StringComparison.Ordinal) || text.Contains("RAA50001", StringComparison.Ordinal)))
            throw new InvalidOperationException($"{request.RequestUri}: {text}");
    }

    private static HttpRequestMessage Request(int i, Func<int, (string Service, string Operation, string Content)> make)
    {
        var (service, operation, content) = make(i);
        var ns = $"urn:be:raas:{service.ToLowerInvariant()}-service:v1";
        return new HttpRequestMessage(HttpMethod.Post, $"/soap/{service}Service")
        {
            Content = new StringContent(
                $"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:s=\"{ns}\"><e:Body><s:{operation}Request>"
                    + $"<informationCustomer><ticket>{i}</ticket><customerIdentification><cbeNumber>{Institution}</cbeNumber>"
                    + $"</customerIdentification></informationCustomer><legalContext>{Context}</legalContext>{content}"
                    + $"</s:{operation}Request></e:Body></e:Envelope>", Encoding.UTF8, "text/xml"),
        };
    }

    /// <returns>Milliseconds of each call, ascending.</returns>
    private List<double> One(Func<int, (string, string, string)> make, int calls)
    {
        var times = new List<double>(calls);
        for (var i = 0; i < calls; i++)
        {
            var watch = Stopwatch.StartNew();
            Call(i, make).GetAwaiter().GetResult();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return times;
    }

    /// <returns>Calls per second.</returns>
    private double Many(Func<int, (string, string, string)> make)
    {
        var next = 0;
        var watch = Stopwatch.StartNew();
        Task.WaitAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < Lasts)
                await Call(Interlocked.Increment(ref next) % persons, make);
        })).ToArray());
        return next / watch.Elapsed.TotalSeconds;
    }
}
