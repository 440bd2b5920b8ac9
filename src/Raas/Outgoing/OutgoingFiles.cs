using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Outgoing;

/// <summary>Files get out: numbered per (party, flow), chained by digest, written to our own folder before the commit that
/// makes them true, and published from there after it. A file that was published can be published again, identical.</summary>
public sealed class OutgoingFiles
{
    private readonly Disk disk;
    private readonly SentFolder sent;
    private readonly CbeNumber self;
    private readonly string environment;
    private readonly Checkpoint checkpoint;

    /// <param name="self">Our CBE number.</param>
    /// <param name="environment">T, A or P: part of each name.</param>
    /// <param name="notices">Where it is said what stood in the way, and which copy is lost.</param>
    /// <param name="checkpoint">Where it is noted which numbers were given.</param>
    public OutgoingFiles(
        Disk disk, Folders folders, CbeNumber self, string environment, TimeProvider clock, Notices notices, Checkpoint checkpoint)
    {
        (this.disk, this.self, this.environment, this.checkpoint) = (disk, self, environment, checkpoint);
        sent = new SentFolder(disk, folders);
        Vouchers = new OurVouchers(self, environment);
        Publication = new Publication(disk, folders, sent, Vouchers, clock, notices);
    }

    /// <summary>Who sends: RAAS itself.</summary>
    public CbeNumber Self => self;

    /// <summary>T, A or P.</summary>
    public string Environment => environment;

    /// <summary>The vouchers of what is sent.</summary>
    internal OurVouchers Vouchers { get; }

    /// <summary>Where what was prepared goes after the commit.</summary>
    internal Publication Publication { get; }

    /// <summary>What has left by a store that is gone and is made again; null: nothing.</summary>
    internal SentBefore? SentBefore { get; set; }

    /// <summary>Writes the next file of a flow to our own folder and its row to the ledger, under the lock of its chain. It leaves with
    /// <see cref="Publication"/>, after the commit. Should the transaction fail, the number is free.</summary>
    /// <param name="content">Writes the file; returns the number of its items, and whether it wrote a rejected companion.</param>
    /// <exception cref="StoreOlderException">The number was given already, by a store that knew more.</exception>
    public OutgoingRow Prepare(
        StoreSession store, CbeNumber party, string flow, long? deliveryId, string? responseTo, DateTimeOffset at,
        Func<OutgoingHead, Stream, (long Items, bool Rejected)> content)
    {
        using var phase = Phase.Begin("draft");
        sent.Begin(store, party, flow);
        var last = store.LastOutgoing(party, flow);
        var (number, restart) = Next(store, party, flow, last?.Number ?? 0);
        var before = SentBefore?.Find(party, flow, number);
        if (before is null)
            checkpoint.RequireNew(party, flow, number);
        // As the store keeps it, and the file says it: in milliseconds.
        at = before?.CreatedAt ?? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
        var stem = before is null ? Stem(flow, party, number, at) : before.FileName[..^".xml".Length];
        using var disclosures = Accounting.Begin(store, party, flow, number);
        var head = new OutgoingHead(
            self, party, number, at, sent.Draft(store, party, stem + OutgoingName.RejectedSuffix), disclosures);
        var made = WriteDraft(store, flow, head, stem, content) with
        {
            PreviousDigest = last?.Digest, DeliveryId = deliveryId, ResponseTo = responseTo, RestartAfter = restart?.AfterNumber,
            RestartAt = restart?.At, RestartReason = restart?.Reason,
        };
        var row = before is null ? made : AsSent(store, made, before);
        row = before is not null && row.Digest != made.Digest
            && Accounting.AsSent(store, row, SentBefore!, before, last?.DisclosureDigest) is { } asSent
            ? asSent : Accounting.Finish(row, disclosures, last?.DisclosureDigest);
        Enter(store, party, row);
        return row;
    }

    /// <summary>The next number of a chain, behind a gap where it goes on.</summary>
    private static (long Number, ChainRestart? Restart) Next(StoreSession store, CbeNumber party, string flow, long last) =>
        store.RestartFrom(party, flow, last + 1) is { } restart ? (restart.FirstNumber, restart) : (last + 1, null);

    /// <summary>Writes the draft of a file, and of its companion.</summary>
    /// <returns>What the ledger will say of them.</returns>
    private OutgoingRow WriteDraft(StoreSession store, string flow, OutgoingHead head, string stem,
        Func<OutgoingHead, Stream, (long Items, bool Rejected)> content)
    {
        var (party, number) = (head.Receiver, head.Number);
        var (items, rejected, size, digest) = (0L, false, 0L, "");
        disk.WriteNew(sent.Draft(store, party, stem + ".xml"), stream =>
        {
            using var hashing = new HashedWriteStream(stream);
            (items, rejected) = content(head, hashing);
            digest = hashing.Finish();
            size = hashing.Size;
        });
        return new OutgoingRow
        {
            Party = party.Value, Flow = flow, Number = number, FileName = stem + ".xml", VoucherId = Vouchers.IdOf(flow, party, number),
            Digest = digest, Size = size, MessageCount = items, CreatedAt = head.CreatedAt,
            RejectedFileName = rejected ? stem + OutgoingName.RejectedSuffix : null,
            RejectedDigest = rejected ? disk.DigestOf(head.RejectedPath) : null,
        };
    }

    /// <summary>Writes the voucher, and the row that makes file and number true with the commit.</summary>
    private void Enter(StoreSession store, CbeNumber party, OutgoingRow row)
    {
        disk.WriteNew(sent.Draft(store, party, SafeName.VoucherOf(row.FileName)), stream => stream.Write(Vouchers.Of(row)));
        store.InsertOutgoingFile(row);
        checkpoint.Sent(store, party, row.Flow, row.Number, row.Digest);
        sent.NameAfterCommit(store, row);
    }

    /// <summary>The file has left already: where what was made now is another, what was sent is the truth, and the chain goes on from
    /// there.</summary>
    private OutgoingRow AsSent(StoreSession store, OutgoingRow made, FormerFile before)
    {
        if (made.Digest == before.Digest && made.RejectedDigest == before.RejectedDigest)
            return made;
        SentBefore!.Unlike.Add(before);
        disk.Delete(sent.Draft(store, before.Party, made.FileName));
        disk.Delete(sent.Draft(store, before.Party, before.FileName[..^".xml".Length] + OutgoingName.RejectedSuffix));
        return made with
        {
            Digest = before.Digest, Size = before.Size, MessageCount = before.MessageCount, RejectedFileName = before.RejectedFileName,
            RejectedDigest = before.RejectedDigest,
        };
    }

    /// <summary>Writes the notifications of one flow to one party: as many files as it takes, in consecutive numbers.</summary>
    /// <param name="night">The place of the night in the ledger.</param>
    /// <param name="filters">What the party is not authorised for.</param>
    /// <param name="evenEmpty">One file also when there is nothing to tell.</param>
    /// <param name="items">Each writes itself, at once: made while the files are written, so that none has to be kept.</param>
    internal (long Files, long Items) PrepareNotifications(
        StoreSession store, Party party, NotificationFrame frame, DateOnly businessDate, DateOnly night, DateTimeOffset at,
        IReadOnlyList<string> filters, bool evenEmpty, int maxItems, IEnumerable<Action<ItemWriter>> items)
    {
        using var walk = items.GetEnumerator();
        var (files, total, more) = (0L, 0L, walk.MoveNext());
        while (more || (evenEmpty && files == 0))
        {
            var row = Prepare(store, party.Number, frame.Flow, null, null, at, (head, stream) =>
            {
                using var to = new ItemWriter(stream, head.Disclosures);
                frame.Begin(to, head, businessDate, filters, FileForm.Of(party));
                var count = 0L;
                for (; more && count < maxItems; count++)
                {
                    head.Disclosures.Item = count + 1;
                    walk.Current(to);
                    more = walk.MoveNext();
                }
                frame.End(to);
                return (count, false);
            });
            store.InsertNightFile(night, row);
            files++;
            total += row.MessageCount;
        }
        return (files, total);
    }

    /// <summary>Makes our copy of a file again, when it is what was sent.</summary>
    /// <param name="store">A transaction that will not be committed.</param>
    /// <param name="content">Writes the file as <see cref="Prepare"/> had it.</param>
    /// <returns>False: it has become another, and is not kept.</returns>
    public bool TryMakeAgain(StoreSession store, OutgoingRow row, Func<OutgoingHead, Stream, (long Items, bool Rejected)> content)
    {
        var party = PartyOf(row);
        sent.Begin(store, party, row.Flow);
        var (again, rejectedAgain) = (
            sent.Draft(store, party, row.FileName), sent.Draft(store, party, row.RejectedFileName ?? row.FileName + ".rejected"));
        var (digest, rejected) = ("", false);
        disk.Files.File.Delete(again);
        disk.Files.File.Delete(rejectedAgain);
        disk.WriteNew(again, stream =>
        {
            using var hashing = new HashedWriteStream(stream);
            using var nobody = new DisclosureWriter(null);
            (_, rejected) = content(new OutgoingHead(self, party, row.Number, row.CreatedAt, rejectedAgain, nobody), hashing);
            digest = hashing.Finish();
        });
        var isTheSame = digest == row.Digest && rejected == row.RejectedFileName is not null
            && (row.RejectedDigest is null || disk.DigestOf(rejectedAgain) == row.RejectedDigest);
        if (isTheSame)
            sent.Settle(row);
        return isTheSame;
    }

    /// <summary>Clears away what transactions left behind that nobody finished.</summary>
    internal void TidyDrafts(RegisterStore register, CbeNumber party)
    {
        foreach (var flow in sent.FlowsOfDrafts(party))
        {
            using var store = register.Write();
            sent.Begin(store, party, flow);
        }
    }

    /// <summary>Notes with its transaction which delivery is accepted.</summary>
    internal void NoteAccepted(StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        checkpoint.Accepted(store, party, flow, number, digest);

    /// <summary>The date in a name is the one on the wall.</summary>
    private string Stem(string flow, CbeNumber party, long number, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{flow}.{party}.{BelgianTime.At(at):yyyyMMdd}.{number:D6}.{environment}");

    private static CbeNumber PartyOf(OutgoingRow row) => CbeNumber.TryFrom(row.Party, out var party) ? party : default;
}
