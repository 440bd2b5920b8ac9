using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Raas.Configuration;
using Raas.Domain;
using Raas.EndToEnd.Soap;
using Raas.Host.Commands;
using Raas.Host.Soap;
using Raas.Intake;
using Raas.Reading;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd;

/// <summary>What can happen to a database server, and to the way to it, while a host works. Nothing is lost, nothing is done twice, the
/// page says what is wrong, and it goes on by itself.</summary>
public sealed class PostgreSqlFaultsTests : IClassFixture<PostgreSqlFaultsTests.Server>
{
    private const int PerParty = 8;
    private const int Each = 5;

    private readonly Server fixture;

    public PostgreSqlFaultsTests(Server fixture) => this.fixture = fixture;

    private PostgreSqlServer Database => fixture.Database;

    /// <summary>A server that may be killed: what it said was committed is on disk.</summary>
    public sealed class Server
    {
        private readonly Lazy<PostgreSqlServer> database = new(() =>
            new PostgreSqlServer("faults", "synchronous_commit = on\nmax_connections = 60"));

        public PostgreSqlServer Database => database.Value;
    }

    private static void Deliver(PostgreSqlRoot root, int from = 1, int until = PerParty)
    {
        foreach (var party in new[] { Institution, Other })
            root.Data.Put([.. Enumerable.Range(from, until - from + 1).Select(n => Registers(party, n, (n - 1) * Each, Each))]);
    }

    private static void Answered(PostgreSqlRoot root, ServeHost host, int perParty = PerParty) =>
        Wait.Until(() => root.Data.Answers(Institution) == perParty && root.Data.Answers(Other) == perParty, () =>
            host.Get("hangfire/raas").Text + host.Log);

    private static bool SaysIt(ServeHost host) => host.Get("hangfire/raas") is var page
        && (page.Status == HttpStatusCode.ServiceUnavailable ? page.Text.Contains("The database does not answer", StringComparison.Ordinal)
            : page.Text.Contains("The machine cannot go on", StringComparison.Ordinal));

    [PostgreSqlFact]
    public void A_database_that_comes_after_its_host_is_found_and_all_goes_on()
    {
        using var root = new PostgreSqlRoot(Database);
        Database.Stop();
        using var host = ServeHost.Begin(root.Data.Root);
        Wait.Until(() => host.Answers("health/live", HttpStatusCode.OK), () => host.Log);
        Wait.Until(() => SaysIt(host), () => host.Get("hangfire/raas").Text + host.Log);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, host.Get("health/ready").Status);
        Deliver(root, until: 1);
        // Longer than the installer of the jobs tries.
        Wait.Until(() => host.Log.Split("The jobs could not be registered").Length > 2, () => host.Log);
        Database.Start();
        Wait.Until(host.IsReady, () => host.Log);
        Answered(root, host, 1);
        Assert.Contains("night", host.Get("hangfire/recurring").Text, StringComparison.Ordinal);
        Assert.Equal(0, host.Terminate().ExitCode);
    }

    [PostgreSqlFact]
    public void A_server_that_is_stopped_and_killed_in_the_middle_of_deliveries_calls_and_a_night_loses_and_doubles_nothing()
    {
        using var root = new PostgreSqlRoot(Database);
        using var host = ServeHost.Start(root.Data.Root);
        root.Know(60, host);

        // Stopped, as for an update: whoever works loses the connection.
        Deliver(root);
        Wait.Until(() => root.Accepted >= 2, () => host.Log);
        Database.Stop();
        Wait.Until(() => SaysIt(host) && !host.IsReady(), () => host.Get("hangfire/raas").Text + host.Log);
        Database.Start();
        Wait.Until(host.IsReady, () => host.Log);
        Answered(root, host);

        // Killed, while deliveries and a call are in the middle of their transactions.
        Deliver(root, from: PerParty + 1, until: PerParty + 1);
        var call = Task.CompletedTask;
        using (root.Lock("inscription"))
        {
            call = Task.Factory.StartNew(() =>
                RegisterUntilServed(host, person: 59), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            Wait.Until(() => root.Waiting >= 2, () => host.Log);
            Database.Kill();
            NpgsqlConnection.ClearAllPools();
        }
        Database.Start();
        Answered(root, host, PerParty + 1);
        call.GetAwaiter().GetResult();

        // Killed in the middle of a night: it is gone on with, though nobody asks for it.
        using (root.Lock("night_step"))
        {
            Assert.Equal(HttpStatusCode.OK, host.Act(
                "/nights", "run", ("date", BelgianTime.DateOf(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("operator", "A. Peeters"), ("reason", "a test")).Status);
            Wait.Until(() => root.Waiting >= 1, () => host.Log);
            Database.Kill();
            NpgsqlConnection.ClearAllPools();
        }
        Database.Start();
        Wait.Until(() => root.Ask<long>("SELECT COUNT(*) FROM night_run WHERE CompletedAt IS NOT NULL") == 1, () => host.Log);
        Assert.Equal(0, host.Terminate().ExitCode);
        root.IsWhole(PerParty + 1, 2 * (PerParty + 1) * Each + 1);
    }

    /// <summary>As a program does that is told to come again; what was done though it was not told is not done twice.</summary>
    private static void RegisterUntilServed(ServeHost host, int person)
    {
        var content = $"<inscription><ssin>{Numbers.Of(person)}</ssin><dossierType>A</dossierType>"
            + "<period><beginDate>2020-01-01</beginDate></period></inscription>";
        var bytes = Encoding.UTF8.GetBytes(SoapHost.Envelope("RegisterService", "registerInscription", content));
        ServeHost.Answer? last = null;
        Wait.Until(() => (last = host.Send(SoapHost.Message("RegisterService", "registerInscription", bytes))).Status == HttpStatusCode.OK,
            () => last!.Text + host.Log);
        Assert.Contains("MSG00000", last!.Text, StringComparison.Ordinal);
    }

    [PostgreSqlFact]
    public void Connections_cut_anywhere_and_answers_to_commits_that_are_lost_lose_and_double_nothing()
    {
        const int seed = 20261127;
        using var proxy = new CuttingProxy(Database.Port, seed);
        using var root = new PostgreSqlRoot(Database, port: proxy.Port);
        using var host = ServeHost.Start(root.Data.Root);
        root.Know(60, host);
        proxy.IsCutting = true;
        Deliver(root);
        var retries = 0;
        // The worker tries again by itself, with growing pauses; an operator who says that it is mended spares the test these.
        Wait.Until(() =>
        {
            if (++retries % 20 == 0)
                TryToRetry(host);
            return root.Accepted == 2 * PerParty || (proxy.LostAnswers >= 12 && proxy.Cuts >= 1);
        }, () => $"seed {seed}: {root.Accepted} accepted, {proxy.Cuts} cuts, {proxy.LostAnswers} answers lost\n{host.Log}");
        proxy.IsCutting = false;
        Assert.True(proxy.LostAnswers >= 3, $"only {proxy.LostAnswers} answers to commits were lost");
        Wait.Until(host.IsReady, () => host.Log);
        // Where nothing has stopped there is no button.
        TryToRetry(host);
        Answered(root, host);
        Assert.Equal(0, host.Terminate().ExitCode);
        root.IsWhole(PerParty, 2 * PerParty * Each);
    }

    private static bool TryToRetry(ServeHost host)
    {
        if (host.Get("hangfire/raas/lanes").Status != HttpStatusCode.OK)
            return false;
        try
        {
            return host.Act("/lanes", "retry").Status == HttpStatusCode.OK;
        }
        catch (Xunit.Sdk.XunitException)
        {
            // The page came, and its connection was cut for the next one.
            return false;
        }
    }

    [PostgreSqlFact]
    public void A_server_with_no_connection_left_is_told_and_waited_for()
    {
        using var root = new PostgreSqlRoot(Database);
        using var host = ServeHost.Start(root.Data.Root);
        root.Know(60, host);
        var taken = new List<NpgsqlConnection>();
        try
        {
            // Others take every connection, and the host has none of its own left.
            Wait.Until(() => TakeAll(taken) && SaysIt(host), () => $"{taken.Count} taken\n{host.Get("hangfire/raas").Text}{host.Log}");
            Deliver(root);
            Assert.False(host.IsReady());
            Assert.Equal(HttpStatusCode.OK, host.Get("health/live").Status);
        }
        finally
        {
            taken.ForEach(connection => connection.Dispose());
        }
        Answered(root, host);
        Wait.Until(host.IsReady, () => host.Log);
        Assert.Equal(0, host.Terminate().ExitCode);
        root.IsWhole(PerParty, 2 * PerParty * Each);
    }

    private bool TakeAll(List<NpgsqlConnection> taken)
    {
        try
        {
            while (true)
            {
                var connection = new NpgsqlConnection(Database.ConnectionString("postgres") + ";Pooling=false");
                connection.Open();
                taken.Add(connection);
                Dapper.SqlMapper.Execute(connection,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'raas\\_%'");
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return true;
        }
    }

    [PostgreSqlFact(NeedsRoot = true)]
    public void A_server_whose_disk_is_full_is_told_and_work_goes_on_when_there_is_room_again()
    {
        var folder = Directory.CreateTempSubdirectory("raas-pg-full-").FullName;
        Shell.Run("mount", "-t", "tmpfs", "-o", "size=48m,mode=777", "tmpfs", folder);
        try
        {
            var space = Directory.CreateDirectory(Path.Combine(folder, "space")).FullName;
            Shell.Run("chown", "postgres", space);
            var name = "full_" + Guid.NewGuid().ToString("N");
            OnServer($"CREATE TABLESPACE {name} LOCATION '{space}'");
            using (var root = new PostgreSqlRoot(Database, isIn: name))
            using (var host = ServeHost.Start(root.Data.Root))
                FillAndFree(root, host, Path.Combine(folder, "ballast"));
            OnServer($"DROP TABLESPACE {name}");
        }
        finally
        {
            Shell.Run("umount", "-l", folder);
            Directory.Delete(folder);
        }
    }

    private void OnServer(string statement)
    {
        using var connection = new NpgsqlConnection(Database.ConnectionString("postgres") + ";Pooling=false");
        connection.Open();
        Dapper.SqlMapper.Execute(connection, statement);
    }

    private static void FillAndFree(PostgreSqlRoot root, ServeHost host, string ballast)
    {
        root.Know(60, host);
        Shell.Try("dd", "if=/dev/zero", $"of={ballast}", "bs=4k");
        // Far more rows than there is room for in the pages that are there.
        foreach (var party in new[] { Institution, Other })
            root.Data.Put(new Drop { Party = party, Records = string.Concat(Enumerable.Range(0, 3000).Select(Record)) });
        Wait.Until(() => SaysIt(host), () => host.Get("hangfire/raas").Text + host.Log);
        Assert.Equal(0, root.Data.Answers(Institution));
        File.Delete(ballast);
        bool IsDone() => root.Data.Answers(Institution) == 1 && root.Data.Answers(Other) == 1;
        Wait.Until(() => IsDone() || (TryToRetry(host) && IsDone()), () => host.Log);
        Assert.Equal(2 * 3000, root.Ask<long>("SELECT SUM(ReadCount) FROM delivery WHERE Flow = 'SUBSCRIPTION'"));
        Assert.Equal(0, host.Terminate().ExitCode);
        root.IsWhole(1, 2 * 3000);
    }

    /// <summary>Two days of a month of its own for each of sixty persons, so that no row touches another.</summary>
    private static string Record(int i)
    {
        var month = new DateOnly(2001, 1, 1).AddMonths(i / 60);
        return Drop.Register(Numbers.Of(i % 60), "A", $"{month:yyyy-MM-dd}", $"{month.AddDays(1):yyyy-MM-dd}");
    }

    [PostgreSqlFact]
    public void A_host_whose_clock_is_an_hour_ahead_takes_nothing_twice()
    {
        using var root = new PostgreSqlRoot(Database);
        using (var first = ServeHost.Start(root.Data.Root))
        {
            root.Know(60, first);
            Assert.Equal(0, first.Terminate().ExitCode);
        }
        Deliver(root);
        var options = new RaasOptions
        {
            DataRoot = root.Data.Data, Store = StoreKind.PostgreSql, ConnectionString = root.HostConnection,
            LeaseFor = TimeSpan.FromSeconds(2),
        };
        var hosts = new[] { TimeSpan.Zero, TimeSpan.FromHours(1) }.Select(ahead => Task.Factory.StartNew(() =>
        {
            using var engine = new Engine(options, new System.IO.Abstractions.FileSystem(), new Ahead(ahead), NullLogger.Instance);
            Wait.Until(() =>
            {
                foreach (var party in new[] { Institution, Other })
                    engine.Intake.Take(CbeNumber.Parse(party), null, CancellationToken.None);
                return root.Data.Answers(Institution) == PerParty && root.Data.Answers(Other) == PerParty;
            }, () => $"{root.Accepted} accepted");
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Task.WaitAll(hosts);
        Wait.Until(() => root.Ask<long>("SELECT COUNT(*) FROM delivery WHERE FiledAt IS NULL") == 0, () => "something is not filed");
        root.IsWhole(PerParty, 2 * PerParty * Each);
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
