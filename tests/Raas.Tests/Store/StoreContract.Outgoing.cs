using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    private readonly string root = Path.Combine(Path.GetTempPath(), "raas-outgoing-" + Guid.NewGuid().ToString("N"));

    private OutgoingFiles Files()
    {
        var disk = new Disk(new FileSystem());
        return new OutgoingFiles(disk, new Folders(disk.Files, root), CbeNumber.Parse(House.Self), "T", TimeProvider.System,
            new Notices(Store, TimeProvider.System), new Checkpoint(disk, Path.Combine(root, "RAAS.checkpoint")));
    }

    private string Sent(string name) => Path.Combine(root, "work", "sent", Party.ToString(), name);

    private string[] Drafts() => Directory.GetFiles(Sent("drafts"));

    private static OutgoingRow Prepare(StoreSession session, OutgoingFiles files, string text, string flow = "RECEIPT",
        Action? meanwhile = null) =>
        files.Prepare(session, Party, flow, null, null, Now, (head, stream) =>
        {
            meanwhile?.Invoke();
            stream.Write(Encoding.UTF8.GetBytes($"{text} is number {head.Number}"));
            return (1, false);
        });

    private OutgoingRow Commit(OutgoingFiles files, string text, Action? meanwhile = null)
    {
        using var session = Store.Write();
        var row = Prepare(session, files, text, meanwhile: meanwhile);
        session.Commit();
        return row;
    }

    private static string DigestOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    /// <summary>Two lanes of a party settle at the same moment, each with a receipt: the one that comes second must not write over the
    /// first one's.</summary>
    [StoreFact]
    public void Two_transactions_never_take_the_same_number_nor_write_over_each_others_file()
    {
        using var isWriting = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var first = Task.Run(() => Commit(Files(), "one", () =>
        {
            isWriting.Set();
            goOn.Wait(Patient);
        }));
        Assert.True(isWriting.Wait(Patient));
        var second = Task.Run(() => Commit(Files(), "other"));
        // Without a lock it is through now, with the number that the first one writes under.
        second.Wait(TimeSpan.FromSeconds(2));
        goOn.Set();
        Assert.True(Task.WaitAll([first, second], Patient));

        Assert.Equal([1, 2], new[] { first, second }.Select(t => t.GetAwaiter().GetResult().Number).Order());
        using var session = Store.Read();
        var rows = new[] { 1L, 2L }.Select(number => session.Outgoing(Party, "RECEIPT", number)!).ToList();
        Assert.All(rows, row => Assert.Equal(row.Digest, DigestOf(Sent(row.FileName))));
        Assert.Equal(rows[0].Digest, rows[1].PreviousDigest);
        Assert.Empty(Drafts());
        Directory.Delete(root, recursive: true);
    }

    [StoreFact]
    public void What_a_failed_transaction_wrote_goes_and_touches_nothing_else()
    {
        var files = Files();
        var row = Commit(files, "one");
        using (var failed = Store.Write())
        {
            Assert.Equal(2, Prepare(failed, files, "never").Number);
            Assert.Equal(3, Prepare(failed, files, "never").Number);
            Assert.Equal(4, Drafts().Length);
        }
        Assert.Empty(Drafts());
        Assert.Equal(2, Directory.GetFiles(Sent("")).Length);

        // A process that died in its transaction left these.
        var nobodys = Sent(Path.Combine("drafts", row.FileName.Replace("000001", "000002", StringComparison.Ordinal) + ".0123"));
        var anothers = nobodys.Replace("RECEIPT", "ANSWER", StringComparison.Ordinal);
        File.WriteAllText(nobodys, "half");
        File.WriteAllText(anothers, "half");
        var next = Commit(files, "two");
        Assert.Equal(2, next.Number);
        Assert.Equal(next.Digest, DigestOf(Sent(next.FileName)));
        Assert.Equal([anothers], Drafts());
        files.TidyDrafts(Store, Party);
        Assert.Empty(Drafts());
        Directory.Delete(root, recursive: true);
    }

    /// <summary>The power went right after the commit: the copy is still a draft.</summary>
    [StoreFact]
    public void A_copy_that_did_not_get_its_name_is_found_by_the_digest_of_the_ledger()
    {
        var files = Files();
        var first = Commit(files, "one");
        MakeDraft(first, "00aa");
        // What another, which was not committed, wrote under this name.
        File.WriteAllText(Sent(Path.Combine("drafts", first.FileName + ".00bb")), "never");
        files.Publication.Publish(first);
        var published = Path.Combine(root, "parties", Party.ToString(), "out", first.FileName);
        Assert.Equal(first.Digest, DigestOf(published));
        Assert.Equal(first.Digest, DigestOf(Sent(first.FileName)));
        Assert.True(File.Exists(Sent(SafeName.VoucherOf(first.FileName))));

        // Nobody published it: the next one of the chain names it.
        MakeDraft(first, "00cc");
        Commit(files, "two");
        Assert.Equal(first.Digest, DigestOf(Sent(first.FileName)));
        Assert.Empty(Drafts());

        MakeDraft(first, "00dd");
        files.Publication.Resend(first, Party, "RECEIPT", 1);
        Assert.Empty(Drafts());
        Directory.Delete(root, recursive: true);
    }

    /// <summary>Whoever publishes or tidies beside a transaction that writes leaves it alone.</summary>
    [StoreFact]
    public void A_living_transaction_keeps_its_drafts()
    {
        var files = Files();
        var first = Commit(files, "one");
        OutgoingRow second;
        using (var session = Store.Write())
        {
            second = Prepare(session, files, "two");
            files.Publication.Publish(first);
            Assert.Equal(2, Drafts().Length);
            session.Commit();
        }
        Assert.Equal(second.Digest, DigestOf(Sent(second.FileName)));
        Directory.Delete(root, recursive: true);
    }

    [StoreFact]
    public void Locks_are_taken_in_their_order()
    {
        using var session = Store.Write();
        session.LockRegister(Party);
        session.LockRegister(Party);
        Assert.Throws<InvalidOperationException>(session.LockSources);
        Assert.True(session.LockChain(Party, "ANSWER"));
        Assert.True(session.LockChain(Party, "RECEIPT"));
        Assert.False(session.LockChain(Party, "ANSWER"));
        Assert.Throws<InvalidOperationException>(() => session.LockFolder(Party));
        Assert.Throws<InvalidOperationException>(() => session.LockChain(Party, "PENSION"));
    }

    /// <summary>Of a flow that the order does not name: before those that it names, and one only.</summary>
    [StoreFact]
    public void The_chain_of_a_further_flow_comes_before_the_others()
    {
        using var session = Store.Write();
        session.LockRegister(Party);
        Assert.True(session.LockChain(Party, "PENSION"));
        Assert.False(session.LockChain(Party, "PENSION"));
        Assert.Throws<InvalidOperationException>(() => session.LockChain(Party, "ANOTHER"));
        Assert.True(session.LockChain(Party, "RECEIPT"));
    }

    private void MakeDraft(OutgoingRow row, string token)
    {
        foreach (var name in new[] { row.FileName, SafeName.VoucherOf(row.FileName) })
            File.Move(Sent(name), Sent(Path.Combine("drafts", $"{name}.{token}")));
    }
}
