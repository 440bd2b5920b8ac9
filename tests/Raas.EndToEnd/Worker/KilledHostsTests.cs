using Raas.Configuration;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Nights;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;

namespace Raas.EndToEnd.Worker;

/// <summary>Hosts that are killed again and again, with leases of seconds. As root each has a host name of its own, as if they were
/// machines of their own; else the one that goes on sees that the other process is gone.</summary>
public sealed class KilledHostsTests
{
    private const string Variable = "RAAS_TEST_ROUNDS";

    private static readonly string[] Institutions = ["0212344876", "0316380841"];

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable(Variable), out var rounds) ? rounds : 3;

    [Fact]
    public void Whichever_host_is_killed_each_delivery_is_taken_once_and_chains_are_whole() => KilledInRounds(StoreKind.Sqlite);

    [ServerFact(StoreKind.PostgreSql)]
    public void The_same_on_PostgreSQL() => KilledInRounds(StoreKind.PostgreSql);

    private static void KilledInRounds(StoreKind store)
    {
        const int EachRound = 20;
        using var data = new DataRoot(Directory.CreateTempSubdirectory("raas-rounds-").FullName, Institutions, store);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var hosts = new[] { Serve(data, "host-0"), Serve(data, "host-1") };
        try
        {
            data.Know(EachRound, hosts[0]);
            long Accepted() => data.Ask<long>("SELECT COUNT(*) FROM delivery WHERE Decision = 'ACCEPTED' AND Flow = 'SUBSCRIPTION'");
            string What() => $"seed {seed}: {Accepted()} accepted\n{hosts[0].Log}\n{hosts[1].Log}";
            for (var round = 0; round < Rounds; round++)
            {
                var before = Accepted();
                foreach (var party in Institutions)
                    data.Put([.. Enumerable.Range(1, EachRound).Select(n => DataRoot.Registers(party, round * EachRound + n, n - 1, 1))]);
                var night = Night(data);
                var reached = before + random.Next(Institutions.Length * EachRound);
                Wait.Until(() => Accepted() >= reached, What);
                var victim = random.Next(2);
                hosts[victim].Kill();
                Thread.Sleep(random.Next(1000));
                Kill(night);
                Wait.Until(() => Accepted() == before + Institutions.Length * EachRound, What);
                hosts[victim].Dispose();
                hosts[victim] = Serve(data, $"host-{victim}");
            }
            Wait.Until(() =>
                Institutions.All(p => !Directory.EnumerateFiles(data.In(p)).Any() && data.Answers(p) == Rounds * EachRound), What);
            // The last night that was begun is complete, whoever had begun it.
            Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE State <> 'COMPLETE'") == 0, What);
        }
        finally
        {
            foreach (var host in hosts)
                host.Dispose();
        }
        Assert.Equal(Rounds * EachRound * Institutions.Length + 1, data.Ask<long>("SELECT COUNT(*) FROM delivery"));
        foreach (var party in Institutions)
        {
            foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY" })
                Assert.Equal(0, Executable.Run(data.Root, "verify-chain", party, flow).ExitCode);
            Assert.Equal(Rounds * EachRound, Directory.GetFiles(data.Out(party), "RECEIPT.*.T.voucher.xml").Length);
        }
        Assert.Contains("Green", Executable.Run(data.Root, "selfcheck").Output, StringComparison.Ordinal);
    }

    /// <summary>The night stands in a transaction for several times as long as a lease, and stays with its host; that one is killed, and
    /// another goes on, although no scheduler has told it to.</summary>
    [ServerFact(StoreKind.PostgreSql)]
    public void A_night_stays_with_its_host_while_that_lives_and_goes_on_at_another_when_it_is_killed()
    {
        using var data = new DataRoot(Directory.CreateTempSubdirectory("raas-night-").FullName, Institutions, StoreKind.PostgreSql);
        const int Longer = 6;
        using var host = Serve(data, "host-b", Longer);
        using var other = new NpgsqlConnection(data.Database);
        other.Open();
        Advisory(other, "pg_advisory_lock");
        var night = Night(data, Longer);
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE Step = 'REPLACEMENTS'") == 1, () => host.Log);
        var owner = Lease(data).Owner;
        var seen = new HashSet<DateTime>();
        // It is renewed four times in a lease: wait for two leases and more.
        Wait.Until(() =>
        {
            var lease = Lease(data);
            Assert.Equal(owner, lease.Owner);
            seen.Add(lease.ExpiresAt);
            return seen.Count > 10;
        }, () => host.Log);

        Kill(night);
        Advisory(other, "pg_advisory_unlock");
        Wait.Until(() => data.Ask<long>("SELECT COUNT(*) FROM night_run WHERE State = 'COMPLETE'") == 1, () => host.Log);
        Wait.Until(() => host.Log.Contains("it went on here", StringComparison.Ordinal), () => host.Log);
    }

    /// <summary>Hangfire's lock is a row, and the host that held it was killed half a minute ago.</summary>
    [ServerFact(StoreKind.PostgreSql)]
    public void A_host_that_was_killed_while_it_registered_its_jobs_keeps_nobody_from_starting()
    {
        using var data = new DataRoot(Directory.CreateTempSubdirectory("raas-lock-").FullName, Institutions, StoreKind.PostgreSql);
        using (var connection = new NpgsqlConnection(data.Database))
        {
            connection.Open();
            using var command = new NpgsqlCommand(
                "INSERT INTO hangfire.lock (resource, updatecount, acquired) VALUES "
                    + "('hangfire:lock:recurring-job:alarms', 0, @at)", connection);
            command.Parameters.AddWithValue("at", DateTime.UtcNow.AddSeconds(-31));
            command.ExecuteNonQuery();
        }
        using var host = Serve(data, "host-a");
        Assert.DoesNotContain("could not be registered", host.Log, StringComparison.Ordinal);
    }

    private static (string Owner, DateTime ExpiresAt) Lease(DataRoot data) =>
        data.Ask<(string, DateTime)>("SELECT Owner, ExpiresAt FROM lane_lease WHERE Flow = 'NIGHT'");

    /// <summary>The lock of an institution's register, as the night takes it (<c>lock_party</c>).</summary>
    private static void Advisory(NpgsqlConnection connection, string function)
    {
        using var command = new NpgsqlCommand(
            $"SELECT {function}(1380008275::bigint * 4294967296 + {long.Parse(Institutions[0], CultureInfo.InvariantCulture)})",
            connection);
        command.ExecuteNonQuery();
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static ServeHost Serve(DataRoot data, string name, int seconds = 2)
    {
        string[] settings = ["--set", LeaseFor(seconds), "--set", ServeHost.NoNight];
        return IsRoot ? ServeHost.StartThrough("unshare", Named(data, name, "serve"), settings) : ServeHost.Start(data.Root, settings);
    }

    private static Process Night(DataRoot data, int seconds = 2)
    {
        string[] settings = ["--set", LeaseFor(seconds)];
        return IsRoot
            ? Executable.StartThrough("unshare", Named(data, "host-n", "night"), settings)
            : Executable.Start(data.Root, ["night", .. settings]);
    }

    private static string LeaseFor(int seconds) => $"Raas:LeaseFor=00:00:0{seconds.ToString(CultureInfo.InvariantCulture)}";

    private static bool IsRoot => OperatingSystem.IsLinux() && RootFactAttribute.Missing is null;

    private static string[] Named(DataRoot data, string name, string command) =>
        ["--uts", "sh", "-c", "hostname \"$0\" && cd \"$1\" && shift && exec \"$@\"", name, data.Root, "dotnet", Executable.Path, command];
}
