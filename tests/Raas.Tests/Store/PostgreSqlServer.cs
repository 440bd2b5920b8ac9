using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Raas.Host.Commands;
using Raas.Host.Settings;

namespace Raas.Tests.Store;

/// <summary>A PostgreSQL server of this process's own: a private cluster on loopback, started when the first test asks for it, stopped and
/// removed at the end. Where <see cref="Variable"/> holds a connection string, the tests use that server instead; its login must be allowed
/// to create databases.</summary>
/// <remarks>The server does not run as root: then it is made and started as the account <c>postgres</c>, which the Debian package
/// makes.</remarks>
public sealed class PostgreSqlServer
{
    public const string Variable = "RAAS_TEST_POSTGRESQL";

    private const string Prefix = "raas-postgresql-";

    /// <summary>What is lost when the machine fails is lost with the tests; a server that is killed loses nothing by these.</summary>
    private const string Settings = """
        listen_addresses = '127.0.0.1'
        fsync = off
        full_page_writes = off
        max_connections = 300
        shared_buffers = 128MB
        max_wal_size = 2GB
        autovacuum_naptime = 10s
        timezone = 'Europe/Brussels'
        lc_messages = 'C'

        """;

    private static readonly Lazy<PostgreSqlServer> Common = new(() => new PostgreSqlServer("common", ""));

    private readonly string data;
    private readonly int port;

    /// <summary>A server for tests that stop it, fill it or kill it.</summary>
    /// <param name="settings">Lines of its postgresql.conf, after ours.</param>
    public PostgreSqlServer(string name, string settings, string? folder = null)
    {
        RemoveLeftOvers();
        var root = Path.Combine(folder ?? Path.GetTempPath(),
            $"{Prefix}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-{name}");
        data = Path.Combine(root, "data");
        port = FreePort();
        Directory.CreateDirectory(root);
        if (IsRoot)
            Run("chown", "postgres", root);
        AsServer("initdb", "-D", data, "-U", "raas", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        var lines = $"{Settings}port = {port}\nunix_socket_directories = '{root}'\n{settings}\n";
        File.AppendAllText(Path.Combine(data, "postgresql.conf"), lines.Replace("\r\n", "\n", StringComparison.Ordinal));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(root);
        Start();
    }

    /// <summary>The server that all tests share who do it no harm.</summary>
    public static PostgreSqlServer Shared => Common.Value;

    /// <summary>Why there is no server to test on; null when there is.</summary>
    public static string? Absence =>
        Given is not null || Binaries is not null
            ? null : $"{Variable} is not set, and no PostgreSQL server is installed: no PostgreSQL to test on";

    /// <summary>The process of the server that is the parent of all others.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public int Port => port;

    private static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    private static string? Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private static bool IsRoot => Environment.UserName == "root";

    /// <summary>The connection string of an empty database, on the given server or on the shared one.</summary>
    public static string NewDatabase(string? template = null)
    {
        var name = "raas_test_" + Guid.NewGuid().ToString("N");
        OnServer(Given ?? Shared.ConnectionString("postgres"),
            $"CREATE DATABASE {name} TEMPLATE {template ?? "template0"} STRATEGY FILE_COPY");
        return Given is null
            ? Shared.ConnectionString(name)
            : new NpgsqlConnectionStringBuilder(Given) { Database = name }.ToString();
    }

    /// <summary>Nobody of this process is in it any more: it can be copied, or dropped.</summary>
    /// <returns>Its name.</returns>
    public static string Leave(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    /// <summary>Takes it away, with whoever is still in it.</summary>
    public static void Drop(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        OnServer(Given ?? Shared.ConnectionString("postgres"), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=raas;Database={database};Timeout=15;Include Error "
            + "Detail=false";

    public void Start() =>
        AsServer("pg_ctl", "-D", data, "-w", "-t", "120", "-l", Path.Combine(Path.GetDirectoryName(data)!, "log"), "start");

    /// <summary>As an administrator stops it who does not wait for anybody.</summary>
    public void Stop() => AsServer("pg_ctl", "-D", data, "-w", "-t", "120", "-m", "fast", "stop");

    /// <summary>As a machine stops it that has no memory left: the parent, and with it all others.</summary>
    public void Kill()
    {
        var parent = ProcessId;
        Run("kill", "-9", parent.ToString(CultureInfo.InvariantCulture));
        // The others notice by themselves; a new server waits for the last of them.
        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{parent}"), TimeSpan.FromSeconds(30));
    }

    private static void OnServer(string connectionString, string statement)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Those of test processes that were killed.</summary>
    private static void RemoveLeftOvers()
    {
        foreach (var root in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(root)[Prefix.Length..].Split('-')[0], out var owner) && !Directory.Exists($"/proc/{owner}"))
                Remove(root);
        }
    }

    private static void Remove(string root)
    {
        try
        {
            AsServer("pg_ctl", "-D", Path.Combine(root, "data"), "-w", "-m", "immediate", "stop");
        }
        catch (InvalidOperationException)
        {
            // It does not run.
        }
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process was first.
        }
    }

    private static void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries ?? throw new InvalidOperationException("No PostgreSQL server is installed."), program);
        if (IsRoot)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Not redirected where a server stays: it would keep the pipe, and we would wait for its end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" > /dev/null 2>&1", "sh", program, .. arguments])
            { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
