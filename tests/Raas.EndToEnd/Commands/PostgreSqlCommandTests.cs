using Raas.Configuration;
using System.Net;
using System.Text.Json;
using Npgsql;
using Raas.Host.Commands;
using Raas.Host.Web;
using Raas.Store;
using Raas.Tests;
using Raas.Tests.Store;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Commands;

/// <summary>Every command, and the pages, with the store on PostgreSQL.</summary>
public sealed class PostgreSqlCommandTests
{
    private static DataRoot NewRoot() =>
        new(Directory.CreateTempSubdirectory("raas-postgresql-commands-").FullName, [Institution, Other], StoreKind.PostgreSql);

    [ServerFact(StoreKind.PostgreSql)]
    public void Every_command_works_as_on_the_embedded_store()
    {
        using var data = NewRoot();
        string Done(params string[] arguments)
        {
            var ended = Executable.Run(data.Root, arguments);
            Assert.True(ended.ExitCode == 0, $"raas {string.Join(' ', arguments)}: {ended.ExitCode}\n{ended.Output}{ended.Errors}");
            return ended.Output;
        }
        data.Put(DataRoot.Persons(3), DataRoot.Registers(Institution, 1, 0, 3));
        Done("check", Path.Combine(data.In(Institution), "SUBSCRIPTION.1.voucher.xml"));
        Assert.Contains("3 registered", Done("night"), StringComparison.Ordinal);
        Assert.Contains(Institution, Done("status"), StringComparison.Ordinal);
        Assert.Contains("ACCEPTED", Done("show", "2"), StringComparison.Ordinal);
        Assert.Contains("A", Done("explain", Institution, Numbers.Of(1), "--reason", "a test"), StringComparison.Ordinal);
        Done("resend", Institution, "ANSWER", "1", "--reason", "a test");
        Done("verify-chain", Institution, "ANSWER");
        Done("hold", Institution, "--reason", "a test");
        Done("release", Institution, "--reason", "the test is over");
        Assert.Contains(Institution, Done("export-config"), StringComparison.Ordinal);
        Assert.Contains("Nothing to do", Done("migrate"), StringComparison.Ordinal);
        Assert.Contains("Green", Done("selfcheck"), StringComparison.Ordinal);
        Done("audit", "verify");
        Assert.Contains(Numbers.Of(1), Done("audit", "export", "--ssin", Numbers.Of(1)), StringComparison.Ordinal);
    }

    [ServerFact(StoreKind.PostgreSql)]
    public void The_store_tells_what_it_is_and_how_its_clock_stands()
    {
        using var data = NewRoot();
        using var facts = JsonDocument.Parse(Executable.Run(data.Root, "selfcheck", "--store", "--json").Output);
        Assert.StartsWith("PostgreSQL ", facts.RootElement.GetProperty("server").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("read committed", facts.RootElement.GetProperty("isolation").GetString(), StringComparison.Ordinal);
        Assert.False(facts.RootElement.GetProperty("clocksDiffer").GetBoolean());
        Assert.DoesNotContain("Username", facts.RootElement.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [ServerFact(StoreKind.PostgreSql)]
    public void The_pages_and_the_jobs_are_there()
    {
        using var data = NewRoot();
        using var host = ServeHost.Start(data.Root);
        data.Know(3, host);
        data.Put(DataRoot.Registers(Institution, 1, 0, 3));
        Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
        foreach (var page in new[] { "", "/deliveries", "/outgoing", "/lanes", "/nights", "/register" })
            Assert.NotEmpty(host.Page(page));
        Assert.Equal(HttpStatusCode.OK, host.Get("hangfire/recurring").Status);
        Assert.Contains("raas_", host.Metrics, StringComparison.Ordinal);
        Assert.Equal(0, host.Terminate().ExitCode);
    }

    /// <summary>The recipe of the operators' page: who migrates makes everything that there is to make; who serves may only read and write
    /// rows.</summary>
    [ServerFact(StoreKind.PostgreSql)]
    public void The_daily_login_needs_no_right_to_make_tables_and_cannot_empty_the_audit()
    {
        using var data = NewRoot();
        using var owner = new NpgsqlConnection(data.Database);
        owner.Open();
        var login = "raas_daily_" + Guid.NewGuid().ToString("N");
        void Ask(string sql)
        {
            using var command = new NpgsqlCommand(sql, owner);
            command.ExecuteNonQuery();
        }
        Ask(
            $"CREATE ROLE {login} LOGIN; GRANT TEMPORARY ON DATABASE {owner.Database} TO {login}; REVOKE CREATE ON SCHEMA public FROM "
                + "PUBLIC");
        try
        {
            Assert.Equal(0, Executable.Run(data.Root, "migrate").ExitCode);
            Ask($"""
                GRANT USAGE ON SCHEMA public, hangfire TO {login};
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, hangfire TO {login};
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA hangfire TO {login}
                """);
            data.SignInAs(login);
            using (var host = ServeHost.Start(data.Root))
            {
                data.Know(3, host);
                data.Put(DataRoot.Registers(Institution, 1, 0, 3));
                Wait.Until(() => data.Answers(Institution) == 1, () => host.Log);
                Assert.Equal(HttpStatusCode.OK, host.Get("hangfire/recurring").Status);
            }
            var night = Executable.Run(data.Root, "night");
            Assert.True(night.ExitCode == 0, night.Output + night.Errors);
            using var daily = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(data.Database) { Username = login }.ToString());
            daily.Open();
            using var empty = new NpgsqlCommand("TRUNCATE audit_entry", daily);
            Assert.Equal("42501", Assert.Throws<PostgresException>(() => empty.ExecuteNonQuery()).SqlState);
        }
        finally
        {
            Ask($"DROP OWNED BY {login}; DROP ROLE {login}");
        }
    }
}
