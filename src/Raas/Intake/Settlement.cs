using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Intake;

/// <summary>What follows from a decision: the row of the ledger, the receipt, then the folders brought up to what the ledger
/// says.</summary>
internal sealed class Settlement(IntakeContext tools, Party party, string spoolName, LaneLease lease)
{
    private const string Answer = FlowName.Answer;
    private const string ReceiptFlow = FlowName.Receipt;

    private readonly Disk disk = tools.Disk;
    private readonly RegisterStore store = tools.Store;
    private readonly FileForm form = FileForm.Of(party);

    /// <summary>Brings the folders up to what the ledger says: publishes what was committed, files what was decided.
    /// Safe to repeat; it is what repairs a crash.</summary>
    public void Finish(UnfiledDelivery settled)
    {
        using var phase = Phase.Begin("file");
        List<OutgoingRow> outgoing, again;
        using (var session = store.Read())
        {
            outgoing = session.OutgoingOf(settled.DeliveryId).Where(row => row.PublishedAt is null).ToList();
            again = settled.DuplicateOf is { } original ? session.OutgoingOf(original)
                .Where(row => row.Flow == Answer).Take(1).Where(tools.Outgoing.Publication.IsGone).ToList() : [];
        }
        var answer = new AnswerAgain(tools, party, spoolName);
        IReadOnlyList<string> dataFiles = settled.DuplicateOf is null ? [] : DataFiles(settled);
        var published = outgoing.Concat(again).Where(row => answer.Publish(row, dataFiles)).ToList();
        File(settled);
        if (settled.Decision == Word(Decision.Cancelled))
            RemoveFromIn(SafeName.CancelOf(SafeName.DataFileOf(settled.VoucherFileName)));
        using var write = store.Write();
        var now = tools.Clock.GetUtcNow();
        foreach (var row in published)
            write.MarkPublished(row, now);
        write.MarkFiled(settled.DeliveryId, now);
        write.Commit();
    }

    /// <summary>Where the data file of a decided delivery may be.</summary>
    private IReadOnlyList<string> DataFiles(UnfiledDelivery settled)
    {
        var places = new List<string>();
        if (settled is { TakenFolder: { } taken, DataFileName: { } name })
            places.Add(disk.Files.Path.Combine(tools.Folders.Absolute(taken), name));
        if (settled.FiledData is { } filed)
            places.Add(disk.Files.Path.Combine(tools.Folders.Absolute(settled.FiledFolder), filed));
        return places;
    }

    /// <summary>A decision that changes nothing in the register: ledger and receipt, then the folders.</summary>
    /// <param name="told">What stays where it is, and is told no second time.</param>
    /// <returns>The delivery's id in the ledger.</returns>
    public long Settle(Delivery delivery, Decision decision, SeenFile? told = null)
    {
        UnfiledDelivery settled;
        using (var session = lease.Write())
        {
            var now = tools.Clock.GetUtcNow();
            settled = Insert(session, delivery, decision, decision == Decision.Duplicate ? delivery.DuplicateOf!.DeliveryId : null, now);
            if (told is not null)
            {
                session.LockFolder(party.Number);
                session.Save(party.Number, told);
            }
            var number = 0;
            foreach (var error in delivery.Errors.All)
                session.InsertDeliveryError(settled.DeliveryId, ++number, error.Code.Wire, error.Line, error.Position,
                    string.Join('\n', error.Information.Select(i => $"{i.Field}={i.Value}")));
            var (answer, counts) = FirstAnswer(session, settled);
            settled = PrepareReceipt(session, delivery, settled, decision, now, answer, counts);
            session.Commit();
        }
        Finish(settled);
        return settled.DeliveryId;
    }

    /// <summary>A delivery that is being applied: its row, before anything refers to it.</summary>
    public UnfiledDelivery Begin(StoreSession session, Delivery delivery, DateTimeOffset now) =>
        Insert(session, delivery, Decision.Accepted, null, now);

    /// <summary>It was applied: counts, answer and receipt. The caller commits, then calls <see cref="Finish"/>.</summary>
    public UnfiledDelivery Accept(StoreSession session, Delivery delivery, UnfiledDelivery begun, DataFile content, DateTimeOffset now)
    {
        var (tally, voucher) = (content.Tally, delivery.Voucher!);
        session.SetOutcomes(begun.DeliveryId, tally.Read, tally.Registered, tally.Merged, tally.Unchanged, tally.Removed, tally.Shortened,
            tally.Rejected);
        var answer = tools.Outgoing.Prepare(session, party.Number, Answer, begun.DeliveryId, voucher.VoucherId, now, (head, stream) =>
            content.WriteAnswer(disk, head, stream, voucher, form));
        var counts = new RecordCounts(tally.Read, tally.Registered, tally.Merged, tally.Unchanged, tally.Removed, tally.Shortened,
            tally.Rejected);
        tools.Outgoing.NoteAccepted(session, party.Number, voucher.Flow, voucher.FileSequenceNumber, voucher.Digest);
        return PrepareReceipt(session, delivery, begun, Decision.Accepted, now, answer, counts);
    }

    /// <summary>The names under which it is filed come last, with the receipt: they are free only under a lock.</summary>
    private UnfiledDelivery Insert(StoreSession session, Delivery delivery, Decision decision, long? duplicateOf, DateTimeOffset now)
    {
        var day = BelgianTime.DateOf(now);
        var folder = decision is Decision.Accepted or Decision.Duplicate ? Folders.Archive(party.Number, day)
            : Folders.Refused(party.Number, day);
        var (candidate, voucher) = (delivery.Candidate, delivery.Voucher);
        var row = new DeliveryRow
        {
            Party = party.Number.Value,
            Flow = voucher?.Flow,
            VoucherId = voucher?.VoucherId,
            FileSequenceNumber = voucher?.FileSequenceNumber,
            VoucherFileName = candidate.VoucherFileName,
            DataFileName = candidate.DataFileName,
            Digest = voucher?.Digest,
            Size = voucher?.Size,
            MessageCount = voucher?.MessageCount,
            Decision = Word(decision),
            DecidedAt = now,
            DuplicateOf = duplicateOf,
            FiledFolder = folder,
            TakenFolder = candidate.TakenFolder,
        };
        return new UnfiledDelivery
        {
            DeliveryId = session.InsertDelivery(row),
            Party = row.Party,
            Flow = row.Flow,
            VoucherFileName = row.VoucherFileName,
            DataFileName = row.DataFileName,
            Decision = row.Decision,
            DuplicateOf = duplicateOf,
            FiledFolder = folder,
            TakenFolder = row.TakenFolder,
        };
    }

    private UnfiledDelivery NameFiled(StoreSession session, Delivery delivery, UnfiledDelivery settled)
    {
        var candidate = delivery.Candidate;
        session.LockChain(party.Number, ReceiptFlow);
        var count = session.CountFiled(party.Number, settled.FiledFolder, candidate.VoucherFileName, candidate.DataFileName);
        var suffix = count == 1 ? "" : $".{count}";
        settled = settled with
        {
            FiledVoucher = candidate.Voucher is { } seen ? FileNames.Fit(seen.Name, suffix) : null,
            FiledData = delivery.Data is { } data ? FileNames.Fit(data.Name, suffix) : null,
        };
        session.SetFiledNames(settled.DeliveryId, settled.FiledVoucher, settled.FiledData);
        return settled;
    }

    /// <summary>How the delivery that this one repeats was answered.</summary>
    private static (OutgoingRow? Answer, RecordCounts? Counts) FirstAnswer(StoreSession session, UnfiledDelivery settled)
    {
        if (settled.DuplicateOf is not { } original || session.LedgerRow(original) is not { } row)
            return (null, null);
        return (session.OutgoingOf(original).FirstOrDefault(file => file.Flow == Answer), new RecordCounts(
            row.ReadCount, row.Registered, row.Merged, row.Unchanged, row.Removed, row.Shortened, row.Rejected));
    }

    /// <summary>What its flow takes next; null for a flow that the party may not send, or that is not known.</summary>
    private long? NextExpected(StoreSession session, Delivery delivery) =>
        (delivery.Voucher?.Flow ?? delivery.Candidate.Flow) is { } flow && party.AcceptedFlows(IncomingFlow.Names).Contains(flow)
            ? session.ExpectedNumber(party.Number, flow) : null;

    /// <param name="answer">The answer to it, or to the delivery that it repeats.</param>
    /// <returns>The delivery, and where its files go.</returns>
    private UnfiledDelivery PrepareReceipt(
        StoreSession session, Delivery delivery, UnfiledDelivery settled, Decision decision, DateTimeOffset now, OutgoingRow? answer,
        RecordCounts? counts)
    {
        var (candidate, voucher) = (delivery.Candidate, delivery.Voucher);
        var receipt = new Receipt(candidate.VoucherFileName, Word(decision))
        {
            VoucherId = voucher?.VoucherId,
            Flow = voucher?.Flow,
            FileSequenceNumber = voucher?.FileSequenceNumber,
            DataFileName = voucher?.DataFileName,
            Digest = voucher?.Digest,
            Errors = delivery.Errors.All,
            AnswerFileName = answer?.FileName,
            RejectedFileName = answer?.RejectedFileName,
            Counts = counts,
            NextExpected = NextExpected(session, delivery),
            Form = form,
        };
        tools.Outgoing.Prepare(session, party.Number, ReceiptFlow, settled.DeliveryId, voucher?.VoucherId, now,
            (head, stream) =>
        {
            ReceiptWriter.Write(stream, head, receipt);
            return (1, false);
        });
        return NameFiled(session, delivery, settled);
    }

    /// <summary>Moves the files of a decided delivery where the ledger says they are.</summary>
    private void File(UnfiledDelivery settled)
    {
        var target = tools.Folders.Absolute(settled.FiledFolder);
        if (settled.TakenFolder is null)
        {
            // Decided by a version that left them in the party's folder.
            MoveFromIn(settled.VoucherFileName, settled.FiledVoucher, target);
            MoveFromIn(settled.DataFileName, settled.FiledData, target);
            return;
        }
        var taken = tools.Folders.Absolute(settled.TakenFolder);
        if (!disk.Files.Directory.Exists(taken))
            return;
        var folder = new PartyFolder(disk, taken);
        var entries = folder.Entries();
        foreach (var unfinished in entries.Where(entry => entry.Name.StartsWith('.')))
            disk.Delete(folder.PathOf(unfinished));
        disk.MoveInto(target, entries.Where(entry => !entry.Name.StartsWith('.')).Select(entry => (folder.PathOf(entry),
            (SafeName.IsLikeVoucher(entry.Name) ? settled.FiledVoucher : settled.FiledData) ?? entry.Name)));
        disk.Files.Directory.Delete(taken, recursive: false);
    }

    private void MoveFromIn(string? name, string? filedAs, string folder)
    {
        if (name is not null && filedAs is not null && PathInIn(name) is { } path && disk.Exists(path))
            disk.Move(path, disk.Files.Path.Combine(folder, filedAs));
    }

    private void RemoveFromIn(string name)
    {
        if (PathInIn(name) is { } path)
            disk.Delete(path);
    }

    /// <summary>Null where the party has put something else in the place of its folder.</summary>
    private string? PathInIn(string name)
    {
        var folder = tools.Folders.In(party.Number);
        return PartyFolder.Kind(disk.Files, folder) is EntryKind.Folder ? disk.Files.Path.Combine(folder, name) : null;
    }

    private static string Word(Decision decision) => decision.ToString().ToUpperInvariant();
}
