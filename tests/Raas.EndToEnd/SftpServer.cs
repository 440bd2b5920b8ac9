using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Raas.Configuration;
using Raas.Flows.Dimona;
using Raas.Host.Commands;
using Raas.Store;
using Renci.SshNet;

namespace Raas.EndToEnd;

/// <summary>A machine as the operators' page sets it up for institutions by SFTP: Debian's OpenSSH, RAAS under an account of its own, each
/// party under another, in a chroot. It has <c>/etc</c>, <c>/srv</c> and <c>/opt</c> of its own in a mount namespace: accounts, keys and
/// mounts are gone with it, whatever happens.</summary>
internal sealed class SftpServer : IDisposable
{
    public const string Raas = "raas";

    private const string Sshd = "/usr/sbin/sshd";

    private readonly string root = Directory.CreateTempSubdirectory("raas-sftp-").FullName;
    private readonly Socket journal = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly StringBuilder logged = new();
    private readonly Process space;
    private readonly Process sshd;

    /// <param name="secondWall">Whether sshd refuses links too, as the page has it; without, RAAS has only itself.</param>
    public SftpServer(IEnumerable<string> parties, bool secondWall = true)
    {
        Port = ServeHost.FreePort();
        Directory.CreateDirectory(Path.Combine(root, "journal"));
        journal.Bind(new UnixDomainSocketEndPoint(Path.Combine(root, "journal", "dev-log")));
        _ = Task.Run(Listen);
        space = Space();
        foreach (var party in parties.Append(Tests.House.NationalRegister).Append("other-key"))
            Shell.Run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", KeyOf(party));
        Directory.CreateDirectory("/run/sshd");

        Do(SftpRecipe.AccountOfRaas);
        File.WriteAllText(Path.Combine(Root, "parties.json"), DataRoot.PartiesJson(parties));
        Do("chmod 644 /srv/raas/parties.json");
        Do(SftpRecipe.FoldersOfParties);
        foreach (var party in parties.Append(Tests.House.NationalRegister))
            Do(SftpRecipe.Party(party, $"/opt/keys/{party}.pub"));
        var configuration = SftpRecipe.Configuration;
        Assert.Contains(" -P symlink,hardlink\n", configuration, StringComparison.Ordinal);
        if (!secondWall)
            configuration = configuration.Replace(" -P symlink,hardlink\n", "\n", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(root, "etc/ssh/sshd_config.d/raas.conf"), configuration);
        Do(SftpRecipe.ReloadSshd);

        sshd = Start(
            Sshd, "-D", "-e", "-p", Port.ToString(CultureInfo.InvariantCulture), "-o", "ListenAddress=127.0.0.1", "-o", "PidFile=none");
        sshd.ErrorDataReceived += (_, e) => Add(e.Data);
        sshd.BeginErrorReadLine();
        Wait.Until(Listens, () => "sshd does not listen: " + Log);
    }

    /// <summary>The machine's /srv/raas, as it is seen from outside.</summary>
    public string Root => Path.Combine(root, "srv/raas");

    public int Port { get; }

    /// <summary>What sshd says, and what its sessions write to the journal of the machine.</summary>
    public string Log
    {
        get
        {
            lock (logged)
                return logged.ToString();
        }
    }

    /// <summary>Why it cannot be had here; null when it can.</summary>
    public static string? Missing =>
        RootFactAttribute.Missing ?? (File.Exists(Sshd) ? null : "no sshd on this machine (apt-get install openssh-server)");

    public static string Account(string party) => "p" + party;

    public string KeyOf(string party) => Path.Combine(root, "keys", party);

    public SftpClient Connect(string party, string? keyOf = null)
    {
        var client = new SftpClient("127.0.0.1", Port, Account(party), new PrivateKeyFile(KeyOf(keyOf ?? party)));
        client.Connect();
        return client;
    }

    /// <summary>Runs a piece of the page, or what somebody at this machine would type, as root with the narrowest umask.</summary>
    public void Do(string script)
    {
        using var run = Start("sh", "-c", "umask 077\nset -e\n" + script);
        var errors = run.StandardError.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, script + "\n" + errors);
    }

    /// <summary><c>raas serve</c> as the unit of the page starts it.</summary>
    /// <param name="readsAll">With the right to read that its drop-in gives.</param>
    public ServeHost Serve(bool readsAll = false, params string[] arguments)
    {
        string[] right = readsAll ? ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"] : [];
        string[] account = ["setpriv", "--reuid", Raas, "--regid", Raas, "--init-groups", .. right];
        string[] before = [.. Inside, "sh", "-c", "cd /srv/raas && umask 0022 && exec \"$@\"", "sh", .. account, "raas", "serve"];
        return ServeHost.StartThrough("nsenter", before, arguments);
    }

    /// <summary>A script of somebody who has got a shell in the name of a party, in its home.</summary>
    public Process StartAsParty(string party, string script) =>
        Start(
            "setpriv", "--reuid", Account(party), "--regid", Account(party), "--init-groups",
            "sh", "-c", $"cd /srv/sftp/{Account(party)}/home\n{script}");

    private void Add(string? line)
    {
        lock (logged)
            logged.Append(line).Append('\n');
    }

    /// <summary>In the place of journald, which is not on every machine of tests.</summary>
    private async Task Listen()
    {
        var message = new byte[8192];
        try
        {
            while (true)
                Add(Encoding.UTF8.GetString(message, 0, await journal.ReceiveAsync(message)));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The machine is gone.
        }
    }

    public void Dispose()
    {
        journal.Dispose();
        foreach (var process in new[] { sshd, space })
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        // Also names that are no UTF-8, which .NET cannot say.
        Shell.Run("rm", "-rf", root);
    }

    /// <summary>What comes before a program so that it runs on this machine.</summary>
    private string[] Inside =>
    [
        $"--mount=/proc/{space.Id}/ns/mnt",
        "env", "PATH=/opt/bin:/opt/raas:/usr/sbin:/usr/bin:/sbin:/bin", "DOTNET_ROOT=/opt/dotnet", "HOME=/srv/raas",
    ];

    private Process Start(params string[] program) =>
        Process.Start(new ProcessStartInfo("nsenter", [.. Inside, .. program]) { UseShellExecute = false, RedirectStandardError = true })!;

    /// <summary>Lives as long as somebody holds its standard input: also when the tests are killed, nothing is left but a folder.</summary>
    private Process Space()
    {
        foreach (var folder in new[] { "srv", "keys" })
            Directory.CreateDirectory(Path.Combine(root, folder));
        Shell.Run("cp", "-a", "/etc", Path.Combine(root, "etc"));
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var mounts = $"""
            set -e
            mount --bind {root}/etc /etc
            mount --bind {root}/srv /srv
            mount -t tmpfs -o mode=755 raas /opt
            mkdir /opt/raas /opt/dotnet /opt/keys /opt/bin
            mount --bind {Path.GetDirectoryName(Executable.Path)} /opt/raas
            mount --bind {dotnet} /opt/dotnet
            mount --bind {root}/keys /opt/keys
            mkdir -p /run/systemd/journal
            mount --bind {root}/journal /run/systemd/journal
            chmod 755 {root}/journal
            chmod 666 {root}/journal/dev-log
            printf '#!/bin/sh\ntest "$*" = "reload ssh"\n' > /opt/bin/systemctl
            chmod 755 /opt/bin/systemctl {root}/srv
            ssh-keygen -A
            echo ready
            exec cat
            """;
        var start = new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "sh", "-c", mounts])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        for (string? line; (line = process.StandardOutput.ReadLine()) != "ready";)
            Assert.True(line is not null, process.StandardError.ReadToEnd());
        return process;
    }

    private bool Listens()
    {
        try
        {
            using var socket = new TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>Skipped, and counted as skipped, where no SFTP server can be had, or the client is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SftpFactAttribute : FactAttribute
{
    /// <param name="client">A file that the client of the test consists of.</param>
    public SftpFactAttribute(string? client = null) =>
        Skip = SftpServer.Missing ?? (client is null || File.Exists(client) ? null : $"no {client} on this machine");
}
