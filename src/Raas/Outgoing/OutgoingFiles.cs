using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>What a writer of an outgoing file needs to know of it before the first byte.</summary>
/// <param name="Number">Its number in the flow to this party.</param>
/// <param name="RejectedPath">Where the companion with the rejected records goes, for an answer.</param>
/// <param name="Disclosures">Where each person whom the file names is accounted for.</param>
public sealed record OutgoingHead(CbeNumber Sender, CbeNumber Receiver, long Number, DateTimeOffset CreatedAt, string RejectedPath,
    DisclosureWriter Disclosures);

/// <summary>Files get out: numbered per (party, flow), chained by digest, written to our own folder before the commit that
/// makes them true, and published from there after it. A file that was published can be published again, identical.</summary>
/// <param name="self">Our CBE number.</param>
/// <param name="environment">T, A or P: part of each name.</param>
/// <param name="notices">Where it is said what stood in the way, and which copy is lost.</param>
/// <param name="checkpoint">Where it is noted which numbers were given.</param>
public sealed class OutgoingFiles(
    Disk disk, Folders folders, CbeNumber self, string environment, TimeProvider clock, Notices notices, Checkpoint checkpoint)
{
    private const int CopySize = 1 << 17;

    /// <summary>Who sends: RAAS itself.</summary>
    public CbeNumber Self => self;

    /// <summary>T, A or P.</summary>
    public string Environment => environment;

    private readonly SentFolder sent = new(disk, folders);

    /// <summary>Writes the next file of a flow to our own folder and its row to the ledger, under the lock of its chain. It leaves with
    /// <see cref="Publish"/>, after the commit. Should the transaction fail, the number is free.</summary>
    /// <param name="content">Writes the file; returns the number of its items, and whether it wrote a rejected companion.</param>
    /// <exception cref="StoreOlderException">The number was given already, by a store that knew more.</exception>
    public OutgoingRow Prepare(
        StoreSession store, CbeNumber party, string flow, long? deliveryId, string? responseTo, DateTimeOffset at,
        Func<OutgoingHead, Stream, (long Items, bool Rejected)> content)
    {
        sent.Begin(store, party, flow);
        var last = store.LastOutgoing(party, flow);
        var number = (last?.Number ?? 0) + 1;
        var restart = store.RestartFrom(party, flow, number);
        number = restart?.FirstNumber ?? number;
        var before = SentBefore?.Find(party, flow, number);
        if (before is null)
            checkpoint.RequireNew(party, flow, number);
        // As the store keeps it, and the file says it: in milliseconds.
        at = before?.CreatedAt ?? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
        var stem = before is null ? Stem(flow, party, number, at) : before.FileName[..^".xml".Length];
        var rejectedName = stem + OutgoingName.RejectedSuffix;
        using var disclosures = NewDisclosures(store, party, flow, number);
        var head = new OutgoingHead(self, party, number, at, sent.Draft(store, party, rejectedName), disclosures);
        var (items, rejected, size, digest) = (0L, false, 0L, "");
        disk.WriteNew(sent.Draft(store, party, stem + ".xml"), stream =>
        {
            using var hashing = new HashedWriteStream(stream);
            (items, rejected) = content(head, hashing);
            digest = hashing.Finish();
            size = hashing.Size;
        });
        var row = new OutgoingRow
        {
            Party = party.Value,
            Flow = flow,
            Number = number,
            FileName = stem + ".xml",
            VoucherId = VoucherId(flow, party, number),
            Digest = digest,
            Size = size,
            MessageCount = items,
            PreviousDigest = last?.Digest,
            CreatedAt = at,
            DeliveryId = deliveryId,
            RejectedFileName = rejected ? rejectedName : null,
            RejectedDigest = rejected ? DigestOf(head.RejectedPath) : null,
            ResponseTo = responseTo,
            RestartAfter = restart?.AfterNumber,
            RestartAt = restart?.At,
            RestartReason = restart?.Reason,
        };
        if (before is not null)
            row = AsSent(store, row, before);
        row = before is not null && row.Digest != digest && AccountedAsSent(store, row, before, last?.DisclosureDigest) is { } asSent
            ? asSent : Accounted(row, disclosures, last?.DisclosureDigest);
        disk.WriteNew(sent.Draft(store, party, SafeName.VoucherOf(row.FileName)), stream => stream.Write(VoucherOf(row)));
        sent.Sync(party);
        store.InsertOutgoingFile(row);
        checkpoint.Sent(store, party, flow, number, row.Digest);
        sent.NameAfterCommit(store, row);
        return row;
    }

    /// <summary>What has left by a store that is gone and is made again; null: nothing.</summary>
    internal SentBefore? SentBefore { get; set; }

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

    /// <summary>A file that left by a store that is gone is accounted for as it was sent, not as it was made again.</summary>
    /// <param name="previous">The digest of the disclosures of the file before it.</param>
    /// <returns>Null: our copy cannot be read, and nothing was changed.</returns>
    internal OutgoingRow? AccountedAsSent(StoreSession store, OutgoingRow row, FormerFile before, string? previous)
    {
        var blocks = new List<DisclosureRow>();
        using var disclosures = new DisclosureWriter(blocks.Add);
        try
        {
            // What is damaged would name somebody else.
            using (var whole = SentBefore!.Open(before))
            {
                if (Convert.ToHexStringLower(SHA256.HashData(whole)) != before.Digest)
                    return null;
            }
            using var copy = SentBefore.Open(before);
            DisclosureReader.Read(copy, row.Flow, disclosures);
        }
        catch (Exception e) when (e is IOException or XmlException or ForbiddenXmlException or FormatException or OverflowException
            or UnauthorizedAccessException)
        {
            return null;
        }
        store.DeleteDisclosures(row.Party, row.Flow, row.Number);
        var accounted = Accounted(row, disclosures, previous);
        foreach (var block in blocks)
            store.InsertDisclosure(block with { Party = row.Party, Flow = row.Flow, Number = row.Number });
        return accounted;
    }

    private static DisclosureWriter NewDisclosures(StoreSession store, CbeNumber party, string flow, long number) =>
        new(block => store.InsertDisclosure(block with { Party = party.Value, Flow = flow, Number = number }));

    /// <summary>The last of its disclosures are kept, and it says by what it discloses.</summary>
    internal static OutgoingRow Accounted(OutgoingRow row, DisclosureWriter disclosures, string? previous)
    {
        row = row with { LegalContext = disclosures.LegalContext, Deliberations = disclosures.Deliberations };
        return row with
        {
            DisclosureDigest = disclosures.Finish(previous, new DisclosedFile
            {
                Party = row.Party, Flow = row.Flow, Number = row.Number, Digest = row.Digest, CreatedAt = row.CreatedAt,
                LegalContext = row.LegalContext, Deliberations = row.Deliberations,
            }),
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

    /// <summary>Publishes every notification that was committed and does not stand in <c>out</c> yet. Safe to repeat.</summary>
    /// <returns>What could not be published, one line each; the others were.</returns>
    public IReadOnlyList<string> PublishPending(RegisterStore store)
    {
        List<OutgoingRow> rows;
        using (var session = store.Read())
            rows = session.UnpublishedNotifications();
        var published = new List<OutgoingRow>();
        var failures = new List<string>();
        foreach (var party in rows.GroupBy(row => row.Party))
        {
            try
            {
                foreach (var row in party)
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
        sent.Settle(row);
        var path = sent.Of(party, row.FileName);
        if (!disk.Exists(path))
            throw new ResendException(
                $"Our copy of {row.FileName} is no longer there: it is older than Raas:Retention:Sent. A backup of work/sent may have it.");
        if (DigestOf(path) != row.Digest)
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
        sent.Settle(row);
        using var folder = OutFolder.Open(disk, folders.Out(PartyOf(row)));
        PublishOne(folder, row, row.FileName, row.Digest, Copy(row, row.FileName));
        if (row.RejectedFileName is { } rejected)
        {
            PublishOne(folder, row, rejected, row.RejectedDigest, Copy(row, rejected));
            if (RejectedVoucherOf(row, rejected) is { } itsVoucher)
                PublishOne(folder, row, SafeName.VoucherOf(rejected), DigestOf(itsVoucher), () => new MemoryStream(itsVoucher));
        }
        if (PeopleView.Of(Copy(row, row.FileName), row.MessageCount) is { } page)
            PublishPage(folder, PartyOf(row), OutgoingName.PageOf(row.FileName), page);
        var voucher = VoucherOf(row);
        PublishOne(folder, row, SafeName.VoucherOf(row.FileName), DigestOf(voucher), () => new MemoryStream(voucher));
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
            && (row.RejectedDigest is null || DigestOf(rejectedAgain) == row.RejectedDigest);
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

    /// <summary>A voucher says what the ledger says: it is written anew rather than trusted.</summary>
    private byte[] VoucherOf(OutgoingRow row)
    {
        using var stream = new MemoryStream();
        VoucherWriter.Write(stream, row, self, environment, row.ResponseTo);
        return stream.ToArray();
    }

    /// <summary>The voucher under which the rejected records can be sent back as they are: of the party, under the number after the
    /// delivery that was answered. Made from the ledger and our copy, like every voucher.</summary>
    /// <returns>Null: the ledger does not know the delivery any more.</returns>
    private byte[]? RejectedVoucherOf(OutgoingRow row, string rejected)
    {
        if (row is not { AnsweredNumber: { } answered, RejectedCount: > 0 and var count })
            return null;
        using var copy = Copy(row, rejected)();
        var delivery = new OutgoingRow
        {
            Party = self.Value, Flow = FlowName.Subscription, Number = answered + 1, FileName = rejected, Size = copy.Length,
            VoucherId = VoucherIdOf(row.Flow, PartyOf(row), row.Number, ":rejected").ToString(), CreatedAt = row.CreatedAt,
            Digest = row.RejectedDigest ?? Convert.ToHexStringLower(SHA256.HashData(copy)), MessageCount = count,
        };
        using var stream = new MemoryStream();
        VoucherWriter.Write(stream, delivery, PartyOf(row), environment, null);
        return stream.ToArray();
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

    private static string DigestOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private string DigestOf(string path)
    {
        using var file = disk.Read(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
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

    /// <param name="digest">What the content must be; null: the ledger does not say.</param>
    /// <param name="content">Opens what is published.</param>
    private void PublishOne(OutFolder folder, OutgoingRow row, string name, string? digest, Func<Stream> content)
    {
        var party = PartyOf(row);
        var kind = folder.KindOf(name);
        if (kind == EntryKind.File && Stands(folder, name, digest, content))
            return;
        using var from = content();
        if (kind is not null)
            PutAside(folder, party, name);
        folder.Write(name, to =>
        {
            if (CopyOf(from, to) is var actual && digest is not null && actual != digest)
                throw new LostCopyException(
                    $"Our copy of {name} in {folders.Sent(party)} is damaged: its digest is not that of the ledger.");
        });
    }

    /// <summary>The page of a file follows from the file: one that a former version of us made gives way.</summary>
    private void PublishPage(OutFolder folder, CbeNumber party, string name, byte[] page)
    {
        var kind = folder.KindOf(name);
        if (kind == EntryKind.File && Stands(folder, name, DigestOf(page), () => new MemoryStream(page)))
            return;
        if (kind is not (null or EntryKind.File))
            PutAside(folder, party, name);
        folder.Write(name, to => to.Write(page));
    }

    /// <summary>What we would write is there already.</summary>
    private static bool Stands(OutFolder folder, string name, string? digest, Func<Stream> content)
    {
        try
        {
            using var file = folder.Read(name);
            if (digest is null)
            {
                using var ours = content();
                digest = ours.Length == file.Length ? Convert.ToHexStringLower(SHA256.HashData(ours)) : "";
            }
            return Convert.ToHexStringLower(SHA256.HashData(file)) == digest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Something of the party's stands where our file belongs.</summary>
    private void PutAside(OutFolder folder, CbeNumber party, string name)
    {
        var day = BelgianTime.DateOf(clock.GetUtcNow());
        var what = folder.PutAside(name, folders.Absolute(Folders.Unknown(party, day)));
        notices.Add(Notices.PutAside, party, $"{party} {name}",
            $"{what}, stood in out of {party} under the name of our file {name}. Our file has its place now. Ask what puts things there.");
    }

    /// <returns>The digest of what was copied.</returns>
    private static string CopyOf(Stream from, Stream to)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        try
        {
            for (int length; (length = from.Read(buffer, 0, CopySize)) > 0;)
            {
                hash.AppendData(buffer, 0, length);
                to.Write(buffer, 0, length);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The date in a name is the one on the wall.</summary>
    private string Stem(string flow, CbeNumber party, long number, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture, $"{flow}.{party}.{BelgianTime.At(at):yyyyMMdd}.{number:D6}.{environment}");

    private static CbeNumber PartyOf(OutgoingRow row) => CbeNumber.TryFrom(row.Party, out var party) ? party : default;

    /// <summary>The id of the voucher of a file of ours.</summary>
    internal string VoucherId(string flow, CbeNumber party, long number) => VoucherIdOf(flow, party, number).ToString();

    /// <summary>Notes with its transaction which delivery is accepted.</summary>
    internal void NoteAccepted(StoreSession store, CbeNumber party, string flow, long number, string digest) =>
        checkpoint.Accepted(store, party, flow, number, digest);

    /// <summary>Made from what is unique about the file, so that a file that is made again after a crash is the same file.</summary>
    private Guid VoucherIdOf(string flow, CbeNumber party, long number, string companion = "")
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"raas:{environment}:{self}:{party}:{flow}:{number}{companion}")).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}

/// <summary>A file cannot be sent again; the message says why.</summary>
public sealed class ResendException(string message) : Exception(message);

/// <summary>Our copy of a file is missing or damaged; the message says which.</summary>
public sealed class LostCopyException(string message) : IOException(message);
