using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>What a writer of an outgoing file needs to know of it before the first byte.</summary>
/// <param name="Number">Its number in the flow to this party.</param>
/// <param name="RejectedPath">Where the companion with the rejected records goes, for an answer.</param>
public sealed record OutgoingHead(CbeNumber Sender, CbeNumber Receiver, long Number, DateTimeOffset CreatedAt, string RejectedPath);

/// <summary>Files get out: numbered per (party, flow), chained by digest, written to our own folder before the commit that
/// makes them true, and published from there after it. A file that was published can be published again, identical.</summary>
/// <param name="self">Our CBE number.</param>
/// <param name="environment">T, A or P: part of each name.</param>
/// <param name="zone">Belgian time: the date in a name is the date on the wall.</param>
public sealed class OutgoingFiles(Disk disk, Folders folders, CbeNumber self, string environment, TimeZoneInfo zone)
{
    /// <summary>Writes the next file of a flow to our own folder and its row to the ledger. It leaves with <see cref="Publish"/>,
    /// after the commit. Should the transaction fail, the number is free and the next attempt overwrites these bytes.</summary>
    /// <param name="isLarge">Writes it twice at once, so that publishing it is a matter of giving it its name.</param>
    /// <param name="content">Writes the file; returns the number of its items, and whether it wrote a rejected companion.</param>
    public OutgoingRow Prepare(
        StoreSession store, CbeNumber party, string flow, long? deliveryId, string? responseTo, DateTimeOffset at, bool isLarge,
        Func<OutgoingHead, Stream, (long Items, bool Rejected)> content)
    {
        var last = store.LastOutgoing(party, flow);
        var number = (last?.Number ?? 0) + 1;
        var stem = Stem(flow, party, number, at);
        var rejectedName = stem + ".rejected.xml";
        var head = new OutgoingHead(self, party, number, at, Sent(party, rejectedName));
        var (items, rejected, size, digest) = (0L, false, 0L, "");
        void Write(Stream stream, Stream? twin)
        {
            using var hashing = new HashedWriteStream(stream, twin);
            (items, rejected) = content(head, hashing);
            digest = hashing.Finish();
            size = hashing.Size;
        }
        if (isLarge)
            disk.Write(Sent(party, stem + ".xml"), stream => disk.Write(Ready(party, stem + ".xml"), twin => Write(stream, twin)));
        else
        {
            // An attempt at this number that failed may have left its twin.
            disk.Delete(Ready(party, stem + ".xml"));
            disk.Write(Sent(party, stem + ".xml"), stream => Write(stream, null));
        }
        var row = new OutgoingRow
        {
            Party = party.Value,
            Flow = flow,
            Number = number,
            FileName = stem + ".xml",
            VoucherId = VoucherIdOf(flow, party, number).ToString(),
            Digest = digest,
            Size = size,
            MessageCount = items,
            PreviousDigest = last?.Digest,
            CreatedAt = at,
            DeliveryId = deliveryId,
            RejectedFileName = rejected ? rejectedName : null,
        };
        disk.Write(Sent(party, SafeName.VoucherOf(row.FileName)), stream => VoucherWriter.Write(stream, row, self, environment, responseTo));
        store.Insert(row);
        return row;
    }

    /// <summary>Writes the notifications of one flow to one party: as many files as it takes, in consecutive numbers.</summary>
    /// <param name="filters">What the party is not authorised for.</param>
    /// <param name="evenEmpty">One file also when there is nothing to tell.</param>
    /// <param name="items">Each writes itself, at once: made while the files are written, so that none has to be kept.</param>
    internal (long Files, long Items) PrepareNotifications(
        StoreSession store, CbeNumber party, NotificationFrame frame, DateOnly businessDate, DateTimeOffset at, IReadOnlyList<string> filters, bool evenEmpty, int maxItems, bool isLarge,
        IEnumerable<Action<ByteWriter>> items)
    {
        using var walk = items.GetEnumerator();
        var (files, total, more) = (0L, 0L, walk.MoveNext());
        while (more || (evenEmpty && files == 0))
        {
            var row = Prepare(store, party, frame.Flow, null, null, at, isLarge, (head, stream) =>
            {
                using var to = new ByteWriter(stream);
                frame.Begin(to, head, businessDate, filters);
                var count = 0L;
                for (; more && count < maxItems; count++)
                {
                    walk.Current(to);
                    more = walk.MoveNext();
                }
                frame.End(to);
                return (count, false);
            });
            store.Execute("insert_night_file", new { BusinessDate = businessDate, row.Flow, row.Party, row.Number });
            files++;
            total += row.MessageCount;
        }
        return (files, total);
    }

    /// <summary>Publishes every notification that was committed and does not stand in <c>out</c> yet. Safe to repeat.</summary>
    /// <returns>What could not be published, one line each; the others were.</returns>
    public IReadOnlyList<string> PublishPending(RegisterStore store, TimeProvider clock)
    {
        List<OutgoingRow> rows;
        using (var session = store.Read())
            rows = session.Query<OutgoingRow>("unpublished_notifications");
        var published = new List<OutgoingRow>();
        var failures = new List<string>();
        foreach (var party in rows.GroupBy(row => row.Party))
        {
            try
            {
                foreach (var row in party)
                {
                    Publish(row);
                    published.Add(row);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add($"{PartyOf(party.First())} {party.First().Flow}: {e.Message}");
            }
        }
        if (published.Count == 0)
            return failures;
        using var write = store.Write();
        foreach (var row in published)
            write.MarkPublished(row, clock.GetUtcNow());
        write.Commit();
        return failures;
    }

    /// <summary>Publishes a file again, the same bytes: our copy must still be what was sent.</summary>
    /// <exception cref="ResendException">It was never sent, or our copy is gone or damaged.</exception>
    public void Resend(OutgoingRow? row, CbeNumber party, string flow, long number)
    {
        if (row is null)
            throw new ResendException($"No {flow} number {number} was ever sent to {party}.");
        var path = Sent(party, row.FileName);
        if (!disk.Exists(path) || !disk.Exists(Sent(party, SafeName.VoucherOf(row.FileName))))
            throw new ResendException($"Our copy of {row.FileName} is no longer there: it is older than Raas:Retention:Sent. A backup of work/sent may have it.");
        using (var file = disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(file)) != row.Digest)
                throw new ResendException($"Our copy of {row.FileName} is damaged: its digest is not that of the ledger. Put back work/sent from a backup.");
        }
        Publish(row);
    }

    /// <summary>Puts a file in the party's <c>out</c>: data first, voucher last.</summary>
    public void Publish(OutgoingRow row)
    {
        if (row.RejectedFileName is { } rejected)
            PublishOne(row, rejected);
        PublishOne(row, row.FileName);
        PublishOne(row, SafeName.VoucherOf(row.FileName));
    }

    /// <summary>Whether the party has already fetched (and removed) the file.</summary>
    public bool IsGone(OutgoingRow row)
    {
        var (data, voucher) = (Out(row, row.FileName), Out(row, SafeName.VoucherOf(row.FileName)));
        return disk.Look(folders.Out(PartyOf(row)), () => !disk.Exists(data) || !disk.Exists(voucher));
    }

    /// <summary>Files that stand in a party's <c>out</c> since before a moment.</summary>
    public (int Count, DateTimeOffset Oldest) Unfetched(CbeNumber party, DateTimeOffset before) =>
        disk.Look(folders.Out(party), () => UnfetchedNow(party, before));

    private (int Count, DateTimeOffset Oldest) UnfetchedNow(CbeNumber party, DateTimeOffset before)
    {
        var folder = folders.Out(party);
        if (!disk.Files.Directory.Exists(folder))
            return (0, before);
        var (count, oldest) = (0, before);
        foreach (var file in disk.Files.Directory.EnumerateFiles(folder, "*" + SafeName.VoucherSuffix))
        {
            var at = new DateTimeOffset(disk.Files.File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
            if (at >= before)
                continue;
            count++;
            oldest = at < oldest ? at : oldest;
        }
        return (count, oldest);
    }

    /// <summary>A twin that lies ready is what was committed: whoever takes the same number again writes it anew before that.</summary>
    private void PublishOne(OutgoingRow row, string name)
    {
        if (disk.Exists(Ready(PartyOf(row), name)))
            disk.Move(Ready(PartyOf(row), name), Out(row, name));
        else
            disk.Copy(Sent(PartyOf(row), name), Out(row, name));
    }

    /// <summary>Where a file stands for the party to fetch.</summary>
    private string Out(OutgoingRow row, string name) => disk.Files.Path.Combine(folders.Out(PartyOf(row)), name);

    private string Ready(CbeNumber party, string name) => disk.Files.Path.Combine(folders.Ready(party), name);

    private string Sent(CbeNumber party, string name) => disk.Files.Path.Combine(folders.Sent(party), name);

    private string Stem(string flow, CbeNumber party, long number, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{flow}.{party}.{TimeZoneInfo.ConvertTime(at, zone):yyyyMMdd}.{number:D6}.{environment}");

    private static CbeNumber PartyOf(OutgoingRow row) => CbeNumber.TryFrom(row.Party, out var party) ? party : default;

    /// <summary>Made from what is unique about the file, so that a file that is made again after a crash is the same file.</summary>
    private Guid VoucherIdOf(string flow, CbeNumber party, long number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"raas:{environment}:{self}:{party}:{flow}:{number}")).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

/// <summary>A file cannot be sent again; the message says why.</summary>
public sealed class ResendException(string message) : Exception(message);
