using System.Text;
using System.Xml.Linq;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Tests;
using Renci.SshNet;
using Renci.SshNet.Common;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd;

/// <summary>What an institution lives through: an upload by SFTP, and receipt and answer fetched back.</summary>
public sealed class SftpTests
{
    [SftpFact]
    public void A_delivery_comes_in_pieces_with_its_voucher_last_and_is_answered()
    {
        using (var sftp = new SftpServer([Institution, Other]))
        using (var host = sftp.Serve())
        using (var ours = sftp.Connect(Institution))
        using (var theirs = sftp.Connect(Other))
        {
            var data = At(sftp.Root);
            Assert.Equal("/home", ours.WorkingDirectory);
            data.Know(20, host);

            var drop = Registers(Institution, 1, 0, 20);
            using (var upload = ours.Open("in/" + drop.DataName, FileMode.CreateNew, FileAccess.Write))
            {
                foreach (var piece in drop.Bytes.Chunk(700))
                {
                    upload.Write(piece);
                    upload.Flush();
                    Thread.Sleep(200);
                }
            }
            Assert.Equal(0, data.Ask<long>("SELECT COUNT(*) FROM delivery WHERE Flow = 'SUBSCRIPTION'"));
            using (var voucher = new MemoryStream(Encoding.UTF8.GetBytes(drop.Voucher())))
                ours.UploadFile(voucher, "in/" + drop.VoucherName);

            Wait.Until(() => Names(ours, "out").Count == 4, () => string.Join('\n', Names(ours, "out")) + host.Log);
            Assert.Empty(Names(ours, "in"));
            Assert.Equal("ACCEPTED", Fetch(ours, "RECEIPT").Root!.Element("decision")!.Value);
            Assert.Equal(20, Fetch(ours, "ANSWER").Descendants("result").Count());
            Wait.Until(() => ours.ReadAllText("status.xml").Contains("<nextExpected>2</nextExpected>", StringComparison.Ordinal), () =>
                ours.ReadAllText("status.xml") + host.Log);

            // The log of sshd, as the recipe has it, says what was downloaded; also before the party deletes it.
            var log = Path.Combine(data.Root, "sshd.log");
            Wait.Until(() => sftp.Log.Contains("out/ANSWER.", StringComparison.Ordinal), () => sftp.Log);
            File.WriteAllText(log, sftp.Log);
            var taken = Executable.Run(data.Root, "fetched", "--log", log);
            Assert.True(taken.ExitCode == 0, taken.Output + taken.Errors);
            Assert.True(
                data.Ask<long>("SELECT COUNT(*) FROM outgoing_file WHERE FetchedBy = 'OpenSSH'") == 2, taken.Output + "\n" + sftp.Log);
            Assert.Contains("0 downloads noted, 2 were known", Executable.Run(data.Root, "fetched", "--log", log).Output,
                StringComparison.Ordinal);
            foreach (var name in Names(ours, "out"))
                ours.DeleteFile("out/" + name);

            // The other one sees its own folders, and no way out of them.
            Assert.Empty(Names(theirs, "out"));
            Assert.Equal(["dev", "home"], Names(theirs, "/").Order(StringComparer.Ordinal));
            Assert.Throws<SftpPathNotFoundException>(() => theirs.ListDirectory($"/home/../../{Institution}/in").ToList());
            Assert.ThrowsAny<SshException>(() => theirs.WriteAllText("status.xml", "ours"));
            Assert.ThrowsAny<SshException>(() => theirs.CreateDirectory("/elsewhere"));
            Assert.Throws<SshAuthenticationException>(() => sftp.Connect(Other, keyOf: Institution));

            // The register is read by RAAS alone, whatever the umask of who set it up.
            sftp.Do("test $(stat -c %a /srv/raas/data) = 750");
            host.Terminate();
        }
    }

    private static List<string> Names(SftpClient client, string folder) =>
        [.. client.ListDirectory(folder).Select(f => f.Name).Where(n => n is not ("." or ".."))];

    private static XDocument Fetch(SftpClient client, string flow) =>
        XDocument.Parse(client.ReadAllText("out/" + Names(client, "out")
            .Single(n => n.StartsWith(flow, StringComparison.Ordinal) && !n.EndsWith(".voucher.xml", StringComparison.Ordinal))));
}
