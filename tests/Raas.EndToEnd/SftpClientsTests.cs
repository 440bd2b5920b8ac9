using System.Globalization;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Host.Commands;
using Raas.Intake;
using Raas.Outgoing;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd;

/// <summary>How the programs of institutions put files: dates of their own, in pieces, broken off and gone on with, under other names
/// first, over names used before. Each delivery is accepted once, and nothing is left in <c>in/</c>.</summary>
public sealed class SftpClientsTests : IDisposable
{
    private const string Paramiko = "/usr/lib/python3/dist-packages/paramiko/__init__.py";

    private readonly string local = Directory.CreateTempSubdirectory("raas-client-").FullName;
    private SftpServer sftp = null!;
    private DataRoot data = null!;
    private ServeHost host = null!;
    private int sent;

    public void Dispose()
    {
        host?.Dispose();
        sftp?.Dispose();
        Directory.Delete(local, recursive: true);
    }

    [SftpFact]
    public void Sftp_keeps_dates_breaks_off_and_resumes()
    {
        Begin();
        var old = Next();
        foreach (var name in new[] { old.DataName, old.VoucherName })
            File.SetLastWriteTimeUtc(Local(name), new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Sftp($"put -p {old.DataName} in/");
        Round();
        Assert.True(File.Exists(In(old.DataName)), "a data file that waits for its voucher is gone");
        Sftp($"put -p {old.VoucherName} in/");
        Accepted();

        // Both files break off, and go on after rounds that saw them so.
        var broken = Next();
        var (data, voucher) = (File.ReadAllBytes(Local(broken.DataName)), File.ReadAllBytes(Local(broken.VoucherName)));
        Directory.CreateDirectory(Local("half"));
        File.WriteAllBytes(Local("half/" + broken.DataName), data[..(data.Length / 2)]);
        File.WriteAllBytes(Local("half/" + broken.VoucherName), voucher[..(voucher.Length / 2)]);
        Sftp($"put half/{broken.DataName} in/\nput half/{broken.VoucherName} in/");
        Round();
        Round();
        Sftp($"reput {broken.VoucherName} in/{broken.VoucherName}");
        Round();
        Sftp($"reput {broken.DataName} in/{broken.DataName}");
        Accepted();

        // A name of the day before, many times.
        for (var i = 0; i < 8; i++)
        {
            var daily = Next("daily.xml");
            Sftp($"put {daily.DataName} in/\nput {daily.VoucherName} in/");
            Wait.Until(() => !File.Exists(In(daily.VoucherName)), () => host.Log);
        }
        Accepted();

        // Under another name first, with the voucher there before the data.
        var renamed = Next();
        Sftp($"""
            put {renamed.VoucherName} in/
            put {renamed.DataName} in/{renamed.DataName}.part
            rename in/{renamed.DataName}.part in/{renamed.DataName}
            """);
        Accepted();
    }

    [SftpFact]
    public void Scp_works_as_of_version_9_and_what_wants_a_shell_does_not()
    {
        Begin();
        var drop = Next();
        Run("scp", ["-q", "-p", .. Options("-P"), Local(drop.DataName), $"{Account}:in/"]);
        Run("scp", ["-q", .. Options("-P"), Local(drop.VoucherName), $"{Account}:in/"]);
        Accepted();
        Run("scp", ["-q", "-r", .. Options("-P"), $"{Account}:out", Local("fetched")]);
        Assert.NotEmpty(Directory.GetFiles(Local("fetched"), "ANSWER.*"));

        File.WriteAllText(Local("x.xml"), "x");
        Assert.NotEqual(0, Try("scp", ["-O", "-q", .. Options("-P"), Local("x.xml"), $"{Account}:in/"]).ExitCode);
        Assert.NotEqual(0, Try("ssh", ["-T", .. Options("-p"), Account, "cp", "status.xml", "in/"]).ExitCode);
        if (File.Exists("/usr/bin/rsync"))
        {
            string[] rsync = ["-a", "-e", "ssh " + string.Join(' ', Options("-p")), Local("x.xml"), $"{Account}:in/"];
            Assert.NotEqual(0, Try("rsync", rsync).ExitCode);
        }
        // The second wall: a link of either kind is not made at all.
        foreach (var link in new[] { "ln -s ../status.xml in/link.xml", "ln status.xml in/link.xml" })
            Assert.NotEqual(0, Try("sftp", ["-q", "-b", "-", .. Options("-P"), Account], link + "\n").ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(In("")));
    }

    [SftpFact("/usr/bin/lftp")]
    public void Lftp_uses_temporary_names()
    {
        Begin();
        foreach (var temporary in new[] { ".in.*", "*.lftp" })
        {
            var drop = Next();
            Run("lftp", ["-c", $"""
                set sftp:connect-program "ssh -a -x {string.Join(' ', Options("-p"))}"
                set xfer:use-temp-file yes
                set xfer:temp-file-name {temporary}
                open sftp://{SftpServer.Account(Institution)}:@127.0.0.1
                put -O in {Local(drop.DataName)}
                put -O in {Local(drop.VoucherName)}
                """]);
            Accepted();
        }
    }

    [SftpFact("/usr/bin/curl")]
    public void Curl_sends_and_resumes()
    {
        Begin();
        var drop = Next();
        var file = sftp.KeyOf(Institution);
        string[] key = ["-sS", "--insecure", "--key", file, "--pubkey", file + ".pub", "-u", SftpServer.Account(Institution) + ":"];
        var whole = File.ReadAllBytes(Local(drop.DataName));
        File.WriteAllBytes(Local("half.xml"), whole[..(whole.Length / 3)]);
        string To(string name) => $"sftp://127.0.0.1:{sftp.Port}/home/in/{name}";
        Run("curl", [.. key, "-T", Local("half.xml"), To(drop.DataName)]);
        Round();
        Run("curl", [.. key, "-C", "-", "-T", Local(drop.DataName), To(drop.DataName)]);
        Run("curl", [.. key, "-T", Local(drop.VoucherName), To(drop.VoucherName)]);
        Accepted();
    }

    [SftpFact(Paramiko)]
    public void Paramiko_writes_while_we_read()
    {
        Begin();
        var (growing, put, renamed) = (Next(), Next(), Next());
        Run("/usr/bin/python3", ["-c", $"""
            import paramiko, time
            client = paramiko.SSHClient()
            client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
            client.connect('127.0.0.1', {sftp.Port}, '{SftpServer.Account(Institution)}', key_filename='{sftp.KeyOf(Institution)}',
                           allow_agent=False, look_for_keys=False)
            sftp = client.open_sftp()
            sftp.put('{Local(growing.VoucherName)}', 'in/{growing.VoucherName}')
            whole = open('{Local(growing.DataName)}', 'rb').read()
            with sftp.open('in/{growing.DataName}', 'wb') as file:
                for at in range(0, len(whole), 500):
                    file.write(whole[at:at + 500])
                    file.flush()
                    time.sleep(0.3)
            sftp.put('{Local(put.DataName)}', 'in/{put.DataName}')
            sftp.put('{Local(put.VoucherName)}', 'in/{put.VoucherName}', confirm=False)
            for name in ('{renamed.DataName}', '{renamed.VoucherName}'):
                sftp.put('{local}/' + name, 'in/' + name + '.tmp')
                sftp.posix_rename('in/' + name + '.tmp', 'in/' + name)
            client.close()
            """]);
        Accepted();
    }

    [SftpFact]
    public void A_file_that_its_sender_alone_may_read_is_refused_clearly_and_taken_with_the_right_to_read()
    {
        Begin();
        var closed = Next();
        Close(closed);
        Sftp($"put {closed.DataName} in/\nput {closed.VoucherName} in/");
        sftp.Do($"test $(stat -c %a /srv/raas/data/parties/{Institution}/in/{closed.VoucherName}) = 600");
        Wait.Until(() => Status.Contains("NOT_READABLE", StringComparison.Ordinal), () => Status + host.Log);
        Sftp($"chmod 660 in/{closed.DataName}\nchmod 660 in/{closed.VoucherName}");
        Accepted();

        host.Terminate();
        host.Dispose();
        host = sftp.Serve(readsAll: true);
        var again = Next();
        Close(again);
        Sftp($"put {again.DataName} in/\nput {again.VoucherName} in/");
        Accepted();
    }

    private void Close(Drop drop)
    {
        foreach (var name in new[] { drop.DataName, drop.VoucherName })
            Shell.Run("chmod", "600", Local(name));
    }

    private void Begin()
    {
        sftp = new SftpServer([Institution, Other]);
        data = At(sftp.Root);
        host = sftp.Serve();
        data.Know(20, host);
    }

    /// <summary>The next delivery, as files on the institution's own disk.</summary>
    private Drop Next(string? name = null)
    {
        sent++;
        var drop = Registers(Institution, sent, 0, 20) with { DataFileName = name };
        drop.Into(local);
        return drop;
    }

    private string Local(string name) => Path.Combine(local, name);

    private string In(string name) => Path.Combine(data.In(Institution), name);

    private string Account => $"{SftpServer.Account(Institution)}@127.0.0.1";

    private string Status => File.ReadAllText(Path.Combine(data.Data, "parties", Institution, "status.xml"));

    private string[] Options(string port) =>
    [
        "-F", "none", "-i", sftp.KeyOf(Institution), port, sftp.Port.ToString(CultureInfo.InvariantCulture),
        "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR",
    ];

    private void Sftp(string commands) => Run("sftp", ["-q", "-b", "-", .. Options("-P"), Account], $"lcd {local}\n{commands}\n");

    /// <summary>Waits until the folder was looked at once more: status.xml is written anew by each round.</summary>
    private void Round()
    {
        var before = Status;
        host.Act("/lanes", "retry");
        Wait.Until(() => Status != before, () => host.Log);
    }

    /// <summary>Everything that was sent so far was accepted, once, and nothing else was taken.</summary>
    private void Accepted()
    {
        const string Done = "SELECT COUNT(*) FROM delivery WHERE Flow = 'SUBSCRIPTION' AND Decision = 'ACCEPTED' AND FiledAt IS NOT NULL";
        Wait.Until(() => data.Ask<long>(Done) == sent, () => Status + host.Log);
        Assert.Equal(sent, data.Ask<long>("SELECT COUNT(*) FROM delivery WHERE Party = " + Institution));
        Assert.Empty(Directory.GetFileSystemEntries(In("")));
        Wait.Until(() => data.Answers(Institution) == sent, () => host.Log);
        foreach (var receipt in Directory.GetFiles(data.Out(Institution), "RECEIPT.*.T.xml"))
            Assert.Equal("ACCEPTED", XDocument.Load(receipt).Root!.Element("decision")!.Value);
    }

    private static void Run(string program, string[] arguments, string input = "")
    {
        var (exitCode, output) = Try(program, arguments, input);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}\n{input}\n{output}");
    }

    private static (int ExitCode, string Output) Try(string program, string[] arguments, string input = "")
    {
        using var run = Executable.StartThrough(program, arguments, []);
        run.StandardInput.Write(input);
        run.StandardInput.Close();
        var errors = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return (run.ExitCode, output + errors.Result);
    }
}
