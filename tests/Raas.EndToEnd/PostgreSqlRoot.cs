using Npgsql;
using Raas.Configuration;
using Raas.EndToEnd.Soap;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Tests.Store;

namespace Raas.EndToEnd;

/// <summary>A DataRoot whose store is a database of a PostgreSQL server.</summary>
internal sealed class PostgreSqlRoot : IDisposable
{
    private readonly string connectionString;
    private readonly Action<string> onServer;

    /// <param name="isIn">The tablespace of the database; null: the usual one.</param>
    /// <param name="port">Where the host finds the server; null: where it is.</param>
    public PostgreSqlRoot(PostgreSqlServer server, string? isIn = null, int? port = null, string settings = "")
    {
        var name = "raas_" + Guid.NewGuid().ToString("N");
        onServer = statement =>
        {
            using var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false");
            connection.Open();
            Dapper.SqlMapper.Execute(connection, statement);
        };
        onServer($"CREATE DATABASE {name} {(isIn is null ? "" : $"TABLESPACE {isIn}")}");
        connectionString = server.ConnectionString(name) + ";Pooling=false";
        var root = Directory.CreateTempSubdirectory("raas-pg-").FullName;
        HostConnection = new NpgsqlConnectionStringBuilder(server.ConnectionString(name)) { Port = port ?? server.Port }.ToString();
        File.WriteAllText(Path.Combine(root, "appsettings.json"), $$"""
            { "Raas": { "Store": "postgresql", "LeaseFor": "00:00:05" {{settings}} },
              "ConnectionStrings": { "Raas": "{{HostConnection}}" } }
            """);
        Data = DataRoot.At(root);
        var migrated = Executable.Run(root, "migrate");
        Assert.True(migrated.ExitCode == 0, migrated.Errors + migrated.Output);
        SoapHost.Import(Data);
    }

    public string HostConnection { get; }

    public DataRoot Data { get; }

    public T Ask<T>(string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return Dapper.SqlMapper.QuerySingle<T>(connection, sql);
    }

    /// <summary>Those who want to write there wait as long as the connection is open, and the server lives.</summary>
    public NpgsqlConnection Lock(string table)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        Dapper.SqlMapper.Execute(connection, $"BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE");
        return connection;
    }

    /// <summary>How many of the host wait for a lock.</summary>
    public long Waiting => Ask<long>("SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE NOT granted");

    public long Accepted => Ask<long>("SELECT COUNT(*) FROM delivery WHERE Decision = 'ACCEPTED' AND Flow = 'SUBSCRIPTION'");

    public void Know(int count, ServeHost host)
    {
        Data.Put(DataRoot.Persons(count));
        Wait.Until(() => Ask<long>("SELECT COUNT(*) FROM person") == count, () => host.Log);
    }

    /// <summary>Every delivery once and answered once, every row, chains whole, register right.</summary>
    public void IsWhole(int perParty, long rows)
    {
        Assert.Equal(2 * perParty, Accepted);
        Assert.Equal(0, Ask<long>("SELECT COUNT(*) FROM delivery WHERE Decision <> 'ACCEPTED'"));
        Assert.Equal(rows, Ask<long>("SELECT COUNT(*) FROM inscription"));
        foreach (var party in new[] { DataRoot.Institution, DataRoot.Other })
        {
            Assert.Equal(perParty, Ask<long>($"SELECT COUNT(*) FROM outgoing_file WHERE Party = {long.Parse(party)} AND Flow = 'ANSWER'"));
            Assert.Empty(Directory.EnumerateFiles(Data.In(party)));
            foreach (var flow in new[] { "ANSWER", "RECEIPT" })
            {
                Assert.Equal(perParty, Directory.GetFiles(Data.Out(party), flow + ".*.T.voucher.xml").Length);
                var chain = Executable.Run(Data.Root, "verify-chain", party, flow);
                Assert.True(chain.ExitCode == 0, chain.Output + chain.Errors);
            }
        }
        var check = Executable.Run(Data.Root, "selfcheck");
        Assert.True(check.Output.Contains("Green", StringComparison.Ordinal), check.Output + check.Errors);
    }

    public void Dispose()
    {
        onServer($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
        Data.Dispose();
    }
}
