using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Renci.SshNet;

namespace Raas.EndToEnd;

/// <summary>A real OpenSSH server on loopback, set up as the README tells: RAAS under an account of its own, each party under another, in a cage
/// of its own, with keys only.</summary>
internal sealed class SftpServer : IDisposable
{
    private const string Sshd = "/usr/sbin/sshd";

    private readonly string folder;
    private readonly Process process;
    private readonly string suffix = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private readonly List<string> parties = [];

    /// <param name="root">Where everything of the test lies; its <c>data</c> is the DataRoot.</param>
    public SftpServer(string root, IEnumerable<string> parties)
    {
        folder = Directory.CreateDirectory(Path.Combine(root, "sshd")).FullName;
        Port = ServeHost.FreePort();
        Directory.CreateDirectory("/run/sshd");
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host"));
        Shell.Run("groupadd", Group);
        Shell.Run("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", Raas);
        Shell.Run("chown", "-R", $"{Raas}:", Path.Combine(root, "data"));
        Shell.Run("chmod", "750", Path.Combine(root, "data"));
        foreach (var party in parties)
            AddAccount(party, Path.Combine(root, "data", "parties", party));
        File.WriteAllText(Path.Combine(folder, "sshd_config"), $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {folder}/host
            PidFile {folder}/pid
            UsePAM no
            Subsystem sftp internal-sftp
            Match Group {Group}
                AuthorizedKeysFile {folder}/keys/%u
                ChrootDirectory {folder}/cages/%u
                ForceCommand internal-sftp -d /home -u 0007
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                AllowTcpForwarding no
                X11Forwarding no
                PermitTunnel no

            """);
        process = Process.Start(new ProcessStartInfo(Sshd, ["-D", "-e", "-f", Path.Combine(folder, "sshd_config")]) { UseShellExecute = false, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, e) => Log += e.Data + "\n";
        process.BeginErrorReadLine();
        Wait.Until(Listens, () => "sshd does not listen: " + Log);
    }

    /// <summary>The account of RAAS.</summary>
    public string Raas => $"raas{suffix}";

    private string Group => $"sftp{suffix}";

    private string Account(string party) => $"p{party}x{suffix}";

    public int Port { get; }

    public string Log { get; private set; } = "";

    /// <summary>Why it cannot be had here; null when it can.</summary>
    public static string? Missing => RootFactAttribute.Missing ?? (File.Exists(Sshd) ? null : "no sshd on this machine (apt-get install openssh-server)");

    public SftpClient Connect(string party, string? keyOf = null)
    {
        var client = new SftpClient("127.0.0.1", Port, Account(party), new PrivateKeyFile(Path.Combine(folder, keyOf ?? party)));
        client.Connect();
        return client;
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        foreach (var party in parties)
        {
            Shell.Run("umount", Path.Combine(folder, "cages", Account(party), "home"));
            Shell.Run("gpasswd", "--delete", Raas, Account(party));
            Shell.Run("userdel", Account(party));
        }
        Shell.Run("userdel", Raas);
        Shell.Run("groupdel", Group);
    }

    /// <summary>sshd wants a cage that is root's; the party's folder, which RAAS writes in too, is mounted inside.</summary>
    private void AddAccount(string party, string home)
    {
        var account = Account(party);
        Shell.Run("useradd", "--no-create-home", "--shell", "/usr/sbin/nologin", "--user-group", "--groups", Group, account);
        Shell.Run("usermod", "-p", "*", account);
        Shell.Run("usermod", "--append", "--groups", account, Raas);
        Shell.Run("chown", "-R", $"{Raas}:{account}", home);
        Shell.Run("chmod", "2750", home);
        Shell.Run("chmod", "2770", Path.Combine(home, "in"), Path.Combine(home, "out"));
        var cage = Directory.CreateDirectory(Path.Combine(folder, "cages", account, "home")).FullName;
        Shell.Run("mount", "--bind", home, cage);
        parties.Add(party);
        Shell.Run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", Path.Combine(folder, party));
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        File.Move(Path.Combine(folder, party + ".pub"), Path.Combine(keys, account));
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

/// <summary>Skipped, and counted as skipped, where no SFTP server can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SftpFactAttribute : FactAttribute
{
    public SftpFactAttribute() => Skip = SftpServer.Missing;
}
