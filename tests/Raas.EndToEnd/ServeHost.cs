using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Raas.Configuration;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Host.Web;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;

namespace Raas.EndToEnd;

/// <summary><c>raas serve</c> as its own process, on a port of its own; and a browser-like client.</summary>
internal sealed class ServeHost : IDisposable
{
    private readonly Process process;
    private bool isDisposed;
    private readonly List<string> log = [];

    private ServeHost(Process process, Uri url, HttpMessageHandler handler)
    {
        (this.process, Url) = (process, url);
        Client = new HttpClient(handler) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        foreach (var line in new Action<DataReceivedEventHandler>[]
            { h => process.OutputDataReceived += h, h => process.ErrorDataReceived += h })
        {
            line((_, e) =>
            {
                lock (log)
                    log.Add(e.Data ?? "");
            });
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public string Log
    {
        get
        {
            lock (log)
                return string.Join('\n', log);
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <summary>For a host whose nights the test runs itself: else one may come whenever the clock of the machine says so.</summary>
    public const string NoNight = "Raas:Night:Cron=0 0 1 1 *";

    public static ServeHost Start(string root, params string[] arguments) =>
        Start(root, "http", new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }, arguments);

    public static ServeHost Start(string root, string scheme, HttpMessageHandler handler, params string[] arguments)
    {
        var url = new Uri($"{scheme}://127.0.0.1:{FreePort()}/");
        return Ready(new ServeHost(Executable.Start(root, ["serve", "--set", $"Raas:Dashboard:Url={url}", .. arguments]), url, handler));
    }

    /// <summary>Starts it, and waits for nothing.</summary>
    public static ServeHost Begin(string root, params string[] arguments)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}/");
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        return new ServeHost(Executable.Start(root, ["serve", "--set", $"Raas:Dashboard:Url={url}", .. arguments]), url, handler);
    }

    /// <inheritdoc cref="Executable.StartThrough"/>
    public static ServeHost StartThrough(string program, string[] before, params string[] arguments)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}/");
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        var started = Executable.StartThrough(program, before, ["--set", $"Raas:Dashboard:Url={url}", .. arguments]);
        return Ready(new ServeHost(started, url, handler));
    }

    private static ServeHost Ready(ServeHost host)
    {
        Wait.Until(() => host.process.HasExited || host.IsReady(), () => "raas serve does not get ready:\n" + host.Log);
        Assert.False(host.process.HasExited, host.Log);
        return host;
    }

    public bool IsReady() => Answers("health/ready", HttpStatusCode.OK);

    public bool Answers(string path, HttpStatusCode status)
    {
        try
        {
            return Get(path).Status == status;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers);

    public Answer Send(HttpRequestMessage request)
    {
        using (request)
        using (var response = Client.Send(request))
        using (var text = new StreamReader(response.Content.ReadAsStream()))
            return new Answer(response.StatusCode, text.ReadToEnd(), response.Headers);
    }

    public Answer Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public string Metrics => Get("metrics").Text;

    public string Page(string path)
    {
        var answer = Get("hangfire/raas" + path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    public Answer Post(string path, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Fills in the form of a page, token included, and follows to the page that tells what came of it.</summary>
    public Answer Act(string path, string action, params (string Name, string Value)[] fields)
    {
        var token = Regex.Match(Page(path), "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None,
            TimeSpan.FromSeconds(5)).Groups["token"].Value;
        var answer = Post("hangfire/raas" + path, [.. fields, ("action", action), ("__RequestVerificationToken", token)]);
        return answer.Status == HttpStatusCode.SeeOther ? Get(answer.Headers.Location!.ToString()) : answer;
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>As systemd would.</summary>
    /// <returns>The exit code, and how long it took.</returns>
    public (int ExitCode, TimeSpan Took) Terminate()
    {
        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)), "it does not stop:\n" + Log);
        return (process.ExitCode, watch.Elapsed);
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        if (!process.HasExited)
            Kill();
        process.Dispose();
        Client.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal static class Wait
{
    /// <summary>Far longer than anything takes: only what never comes is given up, however slow the machine.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(4);

    public static void Until(Func<bool> condition, Func<string> what)
    {
        for (var watch = Stopwatch.StartNew(); !condition(); Thread.Sleep(100))
            Assert.True(watch.Elapsed < AtMost, what());
    }
}

/// <summary>A DataRoot with parties and persons, and what institutions drop there.</summary>
internal sealed class DataRoot : IDisposable
{
    public const string Institution = "0212344876";
    public const string Other = "0316380841";

    private readonly StoreKind store;
    private readonly string? database;

    public DataRoot(params string[] institutions)
        : this(Directory.CreateTempSubdirectory("raas-serve-").FullName, institutions)
    {
    }

    /// <param name="root">An empty folder that is ours to delete.</param>
    /// <param name="store">On a server a database of its own; the settings are in the folder in which every command is started.</param>
    public DataRoot(string root, string[] institutions, StoreKind store = StoreKind.Sqlite)
    {
        Root = root;
        this.store = store;
        database = TestStore.NewDatabase(store);
        if (database is not null)
            Configure(database);
        File.WriteAllText(Path.Combine(Root, "parties.json"), PartiesJson(institutions.Length > 0 ? institutions : [Institution, Other]));
        var imported = Executable.Run(Root, "import-config", "parties.json");
        Assert.True(imported.ExitCode == 0, imported.Errors);
    }

    private DataRoot(DirectoryInfo root) => Root = root.FullName;

    /// <summary>One that is there already, and that somebody else deletes.</summary>
    public static DataRoot At(string root) => new(new DirectoryInfo(root));

    public static string PartiesJson(IEnumerable<string> institutions) => $$"""
        { "parties": [
          { "cbe": "{{House.NationalRegister}}", "name": "National Register", "kind": "source",
            "flows": ["PERSON-MUTATION"], "supplies": ["NR"] },
          {{string.Join(",\n", institutions.Select(cbe => $$"""
            { "cbe": "{{cbe}}", "name": "Institution {{cbe}}", "kind": "institution", "flows": ["SUBSCRIPTION"],
              "dossierTypes": [ { "code": "A", "validFrom": "2000-01-01", "names": { "fr": "A", "nl": "A", "de": "A" } }] }
            """))}}
        ] }
        """;

    /// <summary>From now on commands sign in to the server as somebody else.</summary>
    public void SignInAs(string login) => Configure(new Npgsql.NpgsqlConnectionStringBuilder(database) { Username = login }.ToString());

    private void Configure(string connection) =>
        File.WriteAllText(Path.Combine(Root, "appsettings.json"), System.Text.Json.JsonSerializer.Serialize(new
    {
        Raas = new { Store = store.ToString().ToLowerInvariant() },
        ConnectionStrings = new { Raas = connection },
    }));

    public string Root { get; }

    /// <summary>The connection string of its database; null for the embedded store.</summary>
    public string? Database => database;

    public string Data => Path.Combine(Root, "data");

    public string In(string party) => Path.Combine(Data, "parties", party, "in");

    public string Out(string party) => Path.Combine(Data, "parties", party, "out");

    public void Put(params Drop[] drops)
    {
        foreach (var drop in drops)
            drop.Into(In(drop.Party));
    }

    /// <summary>Persons whom the records of the tests speak of. What other parties drop does not wait for them: see
    /// <see cref="Know"/>.</summary>
    public static Drop Persons(int count) =>
        new() { Party = House.NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(0, count).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) };

    /// <summary>A delivery of the first persons, registered under A.</summary>
    public static Drop Registers(string party, long number, int first, int count) =>
        new() { Party = party, Number = number,
            Records = string.Concat(Enumerable.Range(first, count).Select(i => Drop.Register(Numbers.Of(i), "A", "2024-01-01"))) };

    /// <summary>Drops persons and waits until the host has them.</summary>
    public void Know(int count, ServeHost host)
    {
        Put(Persons(count));
        Wait.Until(() => Ask<long>("SELECT COUNT(*) FROM person") == count, () => host.Log);
    }

    public int Answers(string party) => Directory.GetFiles(Out(party), "ANSWER.*.T.voucher.xml").Length;

    public T Ask<T>(string sql)
    {
        using var db = Stores.Open(store, database, Path.Combine(Data, "raas.db")).Open();
        return Dapper.SqlMapper.QuerySingle<T>(db, sql);
    }

    public void Dispose()
    {
        TestStore.Drop(store, database);
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A process that was killed may still close its files.
        }
    }
}
