using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Raas.Configuration;
using Raas.Intake;
using Raas.Reading;
using Raas.Tests;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd;

/// <summary>A party that knows the source: it makes links, hard links, folders, pipes and strange names at every name that RAAS reads or
/// writes in its folders, and swaps them while its deliveries and those of others run. The chroot is that of the operators' page without
/// its second wall, so that RAAS has only itself.</summary>
public sealed class SftpHostileTests
{
    private const int Good = 6;
    private const int Swaps = 400;

    /// <summary>Whatever a link can reach from a folder of a party: ours, another's, the machine's, what is not there yet, what never
    /// ends.</summary>
    private static readonly string[] Targets =
    [
        "../../../raas.db", "../../../audit.db", "../../../raas.db-wal", "../../../work/planted", "../../../work",
        "/etc/passwd", "/dev/zero", "..", "../status.xml",
        $"../../{Other}/status.xml", $"../../{Other}/out/planted.xml",
        $"../../{Other}/in/planted.xml", $"../../{House.NationalRegister}/in",
    ];

    [SftpFact]
    public void Nothing_that_a_party_makes_in_its_folders_leads_anywhere_else()
    {
        using var sftp = new SftpServer([Institution, Other], secondWall: false);
        var data = At(sftp.Root);
        using var host = sftp.Serve();
        data.Know(20, host);
        Put(sftp, data, Institution, 1);
        Put(sftp, data, Other, 1);
        Answered(data, host, Institution, 1);
        Answered(data, host, Other, 1);
        var day = Path.GetFileName(Directory.GetFiles(data.Out(Other), "ANSWER.*")[0]).Split('.')[2];
        var before = Others(data);

        // Through sshd: every kind of link at every name that comes next, and the deliveries behind them.
        using (var client = sftp.Connect(Institution))
        {
            var links = NamesOut(day).Concat(NamesIn()).Select((name, i) => $"-ln -s {Targets[i % Targets.Length]} {name}").ToList();
            links.AddRange(["-ln status.xml in/hard.voucher.xml", "-ln status.xml in/hard.xml"]);
            links.AddRange(["-mkdir in/folder.voucher.xml", "-mkdir in/folder.xml", "-mkdir in/folder.cancel"]);
            SftpBatch(sftp, string.Join('\n', links));
            Assert.Contains(client.ListDirectory("out"), file => file.IsSymbolicLink);
        }
        // What takes a shell, in the party's name: pipes, modes, names of bytes; and swaps while deliveries run.
        AsParty(sftp, $"""
            mkfifo in/pipe.voucher.xml in/pipe.xml in/pipe.cancel out/RECEIPT.{Institution}.{day}.000031.T.xml || true
            mkdir -m 0700 in/closed.voucher.xml out/ANSWER.{Institution}.{day}.000005.T.xml || true
            touch out/ANSWER.{Institution}.{day}.000005.T.xml/inside || true
            for name in unreadable.voucher.xml unreadable.xml; do echo x > in/$name; chmod 000 in/$name; done
            ln out/ANSWER.{Institution}.{day}.000001.T.xml in/linked.voucher.xml || true
            ln out/ANSWER.{Institution}.{day}.000001.T.xml out/ANSWER.{Institution}.{day}.000006.T.xml || true
            for name in 'new\nline.voucher.xml' '\033[31mred.xml' '\377\376.voucher.xml' '%0243d.voucher.xml'; do
                echo x > "in/$(printf "$name")"
            done
            for name in UPPER.VOUCHER.XML -rf.xml '$(reboot).voucher.xml'; do echo x > "in/$name"; done
            """);
        using var race = sftp.StartAsParty(Institution, Race(day));
        for (var number = 2; number <= Good; number++)
        {
            Put(sftp, data, Institution, number);
            Put(sftp, data, Other, number);
            Answered(data, host, Other, number);
            host.Act("/lanes", "retry");
        }
        Answered(data, host, Institution, Good);
        race.WaitForExit();
        host.Terminate();

        // Nothing of ours, of another party's or of the machine's was changed, read in its name, or made.
        sftp.Do("cd /srv/raas && runuser -u raas -- raas selfcheck && runuser -u raas -- raas audit verify");
        Assert.Equal("ok", data.Ask<string>("PRAGMA integrity_check"));
        foreach (var party in new[] { Institution, Other })
            Assert.Equal(Good, data.Ask<long>($"SELECT COUNT(*) FROM delivery WHERE Party = {party} AND Decision = 'ACCEPTED'"));
        var after = Others(data);
        Assert.All(before, file => Assert.Equal(file.Value, after.GetValueOrDefault(file.Key)));
        Assert.All(after.Keys.Except(before.Keys), file => Assert.Matches(Regex.Escape(Other) + @"/.*\d", file));
        Assert.DoesNotContain(after.Keys, file => file.Contains("planted", StringComparison.Ordinal));
        sftp.Do("grep -q '^root:' /etc/passwd");
        foreach (var flow in new[] { "ANSWER", "RECEIPT" })
            sftp.Do($"cd /srv/raas && runuser -u raas -- raas verify-chain {Other} {flow}");
    }

    /// <summary>Names that answers and receipts get, with the temporary ones that they once had.</summary>
    private static IEnumerable<string> NamesOut(string day)
    {
        foreach (var number in Enumerable.Range(2, 3).Concat(Enumerable.Range(20, 10)))
        {
            foreach (var flow in new[] { "RECEIPT", "ANSWER", "IDENTITY", "REPLACEMENT" })
            {
                var name = $"{flow}.{Institution}.{day}.{number:D6}.T";
                foreach (var file in new[] { $"{name}.xml", $"{name}.voucher.xml", $"{name}.rejected.xml" })
                {
                    yield return "out/" + file;
                    yield return $"out/.{file}.part";
                }
            }
        }
    }

    private static IEnumerable<string> NamesIn() =>
        Targets.SelectMany((_, i) =>
            new[] { $"in/l{i}.voucher.xml", $"in/l{i}.xml", $"in/m{i}.xml", $"in/n{i}.voucher.xml", $"in/l{i}.cancel" });

    /// <summary>A file, a link, a folder and a pipe in turn at the same names, bounded in number.</summary>
    private static string Race(string day) => $"""
        i=0
        while [ $i -lt {Swaps} ]; do
            receipt=out/RECEIPT.{Institution}.{day}.0000$((10 + i % 10)).T.xml
            for name in in/swap.voucher.xml in/swap.xml out/ANSWER.{Institution}.{day}.000004.T.xml $receipt in/swap.cancel; do
                case $((i % 4)) in
                    0) rm -rf $name; ln -sn ../../../raas.db $name ;;
                    1) rm -rf $name; ln -sn ../../{Other}/out $name ;;
                    2) rm -rf $name; mkdir $name ;;
                    3) rm -rf $name; mkfifo $name ;;
                esac
                echo x > in/next.tmp; mv -T in/next.tmp in/turn.voucher.xml; ln -sfn ../../../audit.db in/turn.voucher.xml
            done 2> /dev/null
            i=$((i + 1))
        done
        rm -rf in/swap.* in/turn.* in/next.tmp
        """;

    private static void Put(SftpServer sftp, DataRoot data, string party, int number)
    {
        var drop = Registers(party, number, number, 5);
        using var client = sftp.Connect(party);
        client.WriteAllBytes("in/" + drop.DataName, drop.Bytes);
        client.WriteAllText("in/" + drop.VoucherName, drop.Voucher());
    }

    private static void Answered(DataRoot data, ServeHost host, string party, int number) => Wait.Until(
        () => data.Ask<long>($"""
            SELECT COUNT(*) FROM outgoing_file o JOIN delivery d ON d.DeliveryId = o.DeliveryId
            WHERE o.Flow = 'ANSWER' AND o.PublishedAt IS NOT NULL AND d.Party = {party} AND d.FileSequenceNumber <= {number}
            """) == number,
        () => File.ReadAllText(Path.Combine(data.Data, "parties", party, "status.xml")) + host.Log);

    /// <summary>The digest of each file of the other parties, in their folders, archives and in our work; status.xml is written anew by
    /// each round, under a temporary name first.</summary>
    private static Dictionary<string, string> Others(DataRoot data)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return new[] { "parties", "archive", "refused", "unknown", "work" }.Select(folder => Path.Combine(data.Data, folder))
            .Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", everything))
            .Where(file => !file.Contains(Institution, StringComparison.Ordinal) && Path.GetFileName(file) != "status.xml")
            .Where(file => !Path.GetFileName(file).StartsWith(".raas-", StringComparison.Ordinal) && Path.GetExtension(file) != ".lock")
            .ToDictionary(file => Path.GetRelativePath(data.Data, file), Digest, StringComparer.Ordinal);
    }

    private static string Digest(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private static void AsParty(SftpServer sftp, string script)
    {
        using var run = sftp.StartAsParty(Institution, script);
        run.WaitForExit();
    }

    private static void SftpBatch(SftpServer sftp, string commands)
    {
        var batch = Path.GetTempFileName();
        File.WriteAllText(batch, commands + "\n");
        Shell.Run(
            "sftp", "-q", "-F", "none", "-b", batch, "-i", sftp.KeyOf(Institution), "-P", sftp.Port.ToString(CultureInfo.InvariantCulture),
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
            $"{SftpServer.Account(Institution)}@127.0.0.1");
        File.Delete(batch);
    }
}
