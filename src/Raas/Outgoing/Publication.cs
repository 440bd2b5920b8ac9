using Raas.Domain;
using Raas.Files;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Tracing;

namespace Raas.Outgoing;

/// <summary>Puts our files where parties fetch them, from our own copies, after the commit that made them true. A file that was published
/// can be published again, identical.</summary>
internal sealed class Publication(
    Disk disk, Folders folders, SentFolder sent, OurVouchers vouchers, TimeProvider clock, Notices notices)
{
    /// <summary>Publishes every notification that was committed and does not stand in <c>out</c> yet. Safe to repeat.</summary>
    /// <returns>What could not be published, one line each; the others were.</returns>
    public IReadOnlyList<string> PublishPending(RegisterStore store)
    {
        List<OutgoingRow> rows;
        using (var session = store.Read())
            rows = session.UnpublishedNotifications();
        var (published, failures) = (new List<OutgoingRow>(), new List<string>());
        foreach (var party in rows.GroupBy(row => row.Party))
            PublishAll([.. party], published, failures);
        if (published.Count == 0)
            return failures;
        using var write = store.Write();
        foreach (var row in published)
            write.MarkPublished(row, clock.GetUtcNow());
        write.Commit();
        return failures;
    }

    /// <summary>What is committed for one party: a copy that is lost keeps no other file waiting, a folder that takes nothing keeps all of
    /// them.</summary>
    private void PublishAll(List<OutgoingRow> rows, List<OutgoingRow> published, List<string> failures)
    {
        try
        {
            foreach (var row in rows)
            {
                try
                {
                    Publish(row);
                    published.Add(row);
                }
                catch (LostCopyException e)
                {
                    failures.Add($"{PartyOf(row)} {row.Flow}: {e.Message} Put back work/sent from a backup.");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failures.Add($"{PartyOf(rows[0])} {rows[0].Flow}: {e.Message}");
        }
    }

    /// <summary>Publishes a file again, the same bytes: our copy must still be what was sent.</summary>
    /// <exception cref="ResendException">It was never sent, or our copy is gone or damaged.</exception>
    public void Resend(OutgoingRow? row, CbeNumber party, string flow, long number)
    {
        if (row is null)
            throw new ResendException($"No {flow} number {number} was ever sent to {party}.");
        sent.Settle(row);
        var path = sent.Of(party, row.FileName);
        if (!disk.Exists(path))
            throw new ResendException(
                $"Our copy of {row.FileName} is no longer there: it is older than Raas:Retention:Sent. A backup of work/sent may have it.");
        if (disk.DigestOf(path) != row.Digest)
            throw new ResendException(
                $"Our copy of {row.FileName} is damaged: its digest is not that of the ledger. Put back work/sent from a backup.");
        try
        {
            Publish(row);
        }
        catch (LostCopyException e)
        {
            throw new ResendException($"{e.Message} Put back work/sent from a backup.");
        }
    }

    /// <summary>Puts a file in the party's <c>out</c>: data first, voucher last, its companions between them. What already stands there
    /// stays; what stands there and is not ours is put aside.</summary>
    /// <exception cref="LostCopyException">Our copy is missing or damaged. Nothing of it was published.</exception>
    public void Publish(OutgoingRow row)
    {
        using var phase = Phase.Begin("publish");
        sent.Settle(row);
        using var folder = OutFolder.Open(disk, folders.Out(PartyOf(row)));
        var place = new OutPlace(folder, folders, PartyOf(row), clock, notices);
        place.Put(row.FileName, row.Digest, Copy(row, row.FileName));
        if (row.RejectedFileName is { } rejected)
        {
            place.Put(rejected, row.RejectedDigest, Copy(row, rejected));
            if (vouchers.OfRejected(row, rejected, Copy(row, rejected)) is { } itsVoucher)
                place.Put(SafeName.VoucherOf(rejected), itsVoucher);
        }
        if (PeopleView.Of(Copy(row, row.FileName), row.MessageCount) is { } page)
            place.PutPage(OutgoingName.PageOf(row.FileName), page);
        place.Put(SafeName.VoucherOf(row.FileName), vouchers.Of(row));
    }

    /// <summary>Whether the party has already fetched (and removed) the file.</summary>
    /// <exception cref="IOException">Its folder cannot be looked at.</exception>
    public bool IsGone(OutgoingRow row) => disk.Look(folders.Out(PartyOf(row)), () => IsGoneNow(row));

    private bool IsGoneNow(OutgoingRow row)
    {
        using var folder = OutFolder.Open(disk, folders.Out(PartyOf(row)));
        if (folder.KindOf(row.FileName) != EntryKind.File || folder.KindOf(SafeName.VoucherOf(row.FileName)) != EntryKind.File)
            return true;
        using var file = folder.Read(row.FileName);
        return file.Length != row.Size;
    }

    /// <exception cref="LostCopyException">It is missing.</exception>
    private Func<Stream> Copy(OutgoingRow row, string name) => () =>
    {
        var folder = folders.Sent(PartyOf(row));
        var path = sent.Of(PartyOf(row), name);
        if (disk.IsRegularFile(path))
            return disk.Read(path);
        // Without the folder the machine is at fault, not the copy: a volume that is not there comes back.
        throw disk.Files.Directory.Exists(folder)
            ? new LostCopyException($"Our copy of {name} is no longer in {folder}.")
            : new DirectoryNotFoundException($"{folder} is not there: our copies of what was sent are in it.");
    };

    private static CbeNumber PartyOf(OutgoingRow row) => CbeNumber.TryFrom(row.Party, out var party) ? party : default;
}
