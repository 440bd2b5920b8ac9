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

    /// <summary>Puts a file in the party's <c>out</c>: data first, voucher last.</summary>
    public void Publish(OutgoingRow row)
    {
        if (row.RejectedFileName is { } rejected)
            PublishOne(row, rejected);
        PublishOne(row, row.FileName);
        PublishOne(row, SafeName.VoucherOf(row.FileName));
    }

    /// <summary>Whether the party has already fetched (and removed) the file.</summary>
    public bool IsGone(OutgoingRow row) => !disk.Exists(Out(row, row.FileName)) || !disk.Exists(Out(row, SafeName.VoucherOf(row.FileName)));

    /// <summary>A twin that lies ready is what was committed: whoever takes the same number again writes it anew before that.</summary>
    private void PublishOne(OutgoingRow row, string name)
    {
        if (disk.Exists(Ready(PartyOf(row), name)))
            disk.Move(Ready(PartyOf(row), name), Out(row, name));
        else
            disk.Copy(Sent(PartyOf(row), name), Out(row, name));
    }

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
