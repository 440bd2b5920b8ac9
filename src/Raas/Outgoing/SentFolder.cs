using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>Our copies of what was sent, a folder for each party. A file is written as a draft, under a name that only its transaction
/// knows, and gets its name when it is committed: nothing that the ledger speaks of is ever written over.
/// <list type="bullet">
/// <item>The transaction fails: it removes its drafts, or, when nobody is left to do so, the next one that takes the lock of that chain
/// does.
/// Under the lock every draft of the chain belongs to a row of the ledger, to this transaction, or to nobody.</item>
/// <item>The power goes between the commit and the name: whoever needs the copy, or takes the lock, knows the draft by the digest in the
/// ledger, and gives it its name. The file itself is named last: as long as it is a draft its companions may be.</item>
/// </list></summary>
internal sealed class SentFolder(Disk disk, Folders folders)
{
    private readonly System.IO.Abstractions.IFileSystem files = disk.Files;

    /// <summary>Where the copy stands.</summary>
    public string Of(CbeNumber party, string name) => files.Path.Combine(folders.Sent(party), name);

    /// <summary>Where it is written.</summary>
    public string Draft(StoreSession store, CbeNumber party, string name) => Draft(party, name, store.Id);

    /// <summary>What stands there of a file: itself, its voucher and, for an answer, the rejected records. Former versions kept the voucher
    /// of those too.</summary>
    public static IEnumerable<string> NamesOf(KeptCopy copy) => copy.RejectedFileName is { } rejected
        ? [copy.FileName, SafeName.VoucherOf(copy.FileName), rejected, SafeName.VoucherOf(rejected)]
        : [copy.FileName, SafeName.VoucherOf(copy.FileName)];

    private string Draft(CbeNumber party, string name, string token) => files.Path.Combine(folders.Drafts(party), $"{name}.{token}");

    /// <summary>A transaction is going to write drafts of a chain, whose lock it takes.</summary>
    public void Begin(StoreSession store, CbeNumber party, string flow)
    {
        if (!store.LockChain(party, flow))
            return;
        Sweep(store, party, flow);
        if (!files.Directory.Exists(folders.Drafts(party)))
        {
            files.Directory.CreateDirectory(folders.Drafts(party));
            Disk.SyncFolder(folders.Sent(party));
        }
        // What is committed is on disk, also the names of the drafts.
        store.BeforeCommit(folders.Drafts(party), () => Disk.SyncFolder(folders.Drafts(party)));
        store.AfterRollback(() => Try(() => RemoveDrafts(store, party)));
    }

    /// <summary>Right after the commit. What goes wrong here is mended by who needs the copy.</summary>
    public void NameAfterCommit(StoreSession store, OutgoingRow row) => store.AfterCommit(() => Try(() => Name(row, store.Id)));

    /// <summary>Gives a file of the ledger its name, when it has none yet. Safe to repeat, and for several at once.</summary>
    public void Settle(OutgoingRow row)
    {
        foreach (var draft in Drafts(PartyOf(row)).Where(draft => draft.Name == row.FileName))
        {
            if (DigestOf(Draft(PartyOf(row), draft.Name, draft.Token)) == row.Digest)
                Name(row, draft.Token);
        }
    }

    /// <summary>Under the lock of the chain: names what is committed, removes what is nobody's.</summary>
    public void Sweep(StoreSession store, CbeNumber party, string flow)
    {
        var drafts = Drafts(party).Where(d => d.Token != store.Id && FlowOf(d.Name) == flow).ToList();
        foreach (var number in drafts.Select(d => NumberOf(d.Name, party)).OfType<long>().Distinct())
        {
            if (store.Outgoing(party, flow, number) is { } row)
                Settle(row);
        }
        foreach (var (name, token) in drafts)
            files.File.Delete(Draft(party, name, token));
    }

    /// <summary>The chains of which drafts are there.</summary>
    public IReadOnlyList<string> FlowsOfDrafts(CbeNumber party) =>
        [.. Drafts(party).Select(d => FlowOf(d.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private void Name(OutgoingRow row, string token)
    {
        var party = PartyOf(row);
        foreach (var name in new[] { row.RejectedFileName, SafeName.VoucherOf(row.FileName), row.FileName }.OfType<string>())
        {
            try
            {
                files.File.Move(Draft(party, name, token), Of(party, name), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // Another was first, or it was done before the power went.
            }
        }
    }

    private void RemoveDrafts(StoreSession store, CbeNumber party)
    {
        foreach (var (name, token) in Drafts(party).Where(d => d.Token == store.Id))
            files.File.Delete(Draft(party, name, token));
    }

    private List<(string Name, string Token)> Drafts(CbeNumber party)
    {
        if (!files.Directory.Exists(folders.Drafts(party)))
            return [];
        return [.. files.Directory.EnumerateFiles(folders.Drafts(party)).Select(path => files.Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)
            .Select(file => (files.Path.GetFileNameWithoutExtension(file)!, files.Path.GetExtension(file)!.TrimStart('.')))];
    }

    /// <summary>Null: it is gone.</summary>
    private string? DigestOf(string path)
    {
        try
        {
            return disk.DigestOf(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static string FlowOf(string name) => name.Split('.')[0];

    private static long? NumberOf(string name, CbeNumber party) =>
        OutgoingName.TryParse(name, party, out _, out var number) ? number : null;

    private static CbeNumber PartyOf(OutgoingRow row) => CbeNumber.TryFrom(row.Party, out var party) ? party : default;

    private static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Who needs the copy, or takes the lock of the chain, does it.
        }
    }
}
