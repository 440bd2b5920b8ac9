using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Takes the deliveries of one lane, one after the other, under its lease. Read <see cref="Take"/> from top to bottom.</summary>
internal sealed class LaneWorker(IntakeTools tools, Party party, string lane, LaneLease lease)
{
    private readonly Disk disk = tools.Disk;
    private readonly RegisterStore store = tools.Store;
    private readonly Stopwatch watch = new();

    /// <summary>What could be read of the delivery at hand.</summary>
    private Candidate candidate = null!;
    private Voucher? voucher;
    private FileErrors errors = new();

    public List<Waiting> Waiting { get; } = [];

    /// <summary>Vouchers of which the flow cannot be read.</summary>
    public const string NoFlow = "-";

    public static IEnumerable<string> Lanes => IncomingFlow.Names.Append(NoFlow);

    /// <summary>One spool a lane: whoever has the lease may clear what a crash left there.</summary>
    public static string SpoolName(Party party, string lane) => $"{party.Number}.{lane}";

    /// <summary>Decides on a delivery, or finds out what it waits for (then null, and a line in <see cref="Waiting"/>).</summary>
    public DeliveryReport? Take(Candidate next, CancellationToken stop)
    {
        (candidate, voucher, errors) = (next, null, new FileErrors());
        watch.Restart();
        if (!disk.Exists(VoucherPath) && !(next.IsCancelled && disk.Exists(DataPath)))
            return null;                                                        // taken care of since we looked
        if (next.IsCancelled)
            return Settle(Decision.Cancelled);
        if (!disk.IsRegularFile(VoucherPath))
            return Refuse(new FileError(Codes.File.NotARegularFile, null, null, ("file", candidate.VoucherFileName)));
        if (!ReadVoucher())
            return null;
        if (errors.Any)
            return Settle(Decision.Refused);

        Admission.Check(voucher!, candidate.VoucherFileName, party.Number, party.AcceptedFlows(IncomingFlow.Names), tools.Options.SelfNumber, tools.Options.Environment, errors);
        if (errors.Any)
            return Settle(Decision.Refused);

        var accepted = InLedger(out var expected);
        if (accepted is not null && accepted.Digest != voucher!.Digest)
            return Refuse(new FileError(Codes.File.NumberReused, null, null, ("fileSequenceNumber", voucher.FileSequenceNumber.ToString())));
        if (accepted is null && voucher!.FileSequenceNumber != expected)
            return Wait(WaitReason.WaitsForNumber, expected);
        if (accepted is null && Guarded() is { ReleasedAt: null } guarded)
            return Wait(guarded);
        if (!DataFileIsThere())
            return null;
        if (errors.Any)
            return Settle(Decision.Refused);
        return accepted is null ? ReadAndApply(stop) : Duplicate(accepted, stop);
    }

    /// <summary>Brings the folders up to what the ledger says: publishes what was committed, files what was decided.
    /// Safe to repeat; it is what repairs a crash.</summary>
    public void Finish(UnfiledDelivery settled)
    {
        List<OutgoingRow> outgoing, again;
        using (var session = store.Read())
        {
            outgoing = session.OutgoingOf(settled.DeliveryId).Where(row => row.PublishedAt is null).ToList();
            again = settled.DuplicateOf is { } original ? session.OutgoingOf(original).Where(row => row.Flow == Answer && tools.Outgoing.IsGone(row)).ToList() : [];
        }
        foreach (var row in outgoing.Concat(again))
            tools.Outgoing.Publish(row);
        var folder = tools.Folders.Absolute(settled.FiledFolder);
        File(settled.VoucherFileName, settled.FiledVoucher, folder);
        File(settled.DataFileName, settled.FiledData, folder);
        if (settled.Decision == Word(Decision.Cancelled))
            disk.Delete(PathOf(SafeName.CancelOf(SafeName.DataFileOf(settled.VoucherFileName))));
        using var write = store.Write();
        var now = tools.Clock.GetUtcNow();
        foreach (var row in outgoing.Concat(again))
            write.MarkPublished(row, now);
        write.MarkFiled(settled.DeliveryId, now);
        write.Commit();
    }

    private const string Answer = "ANSWER";
    private const string ReceiptFlow = "RECEIPT";

    private string VoucherPath => PathOf(candidate.VoucherFileName);

    private string DataPath => PathOf(candidate.DataFileName);

    private string PathOf(string name) => disk.Files.Path.Combine(tools.Folders.In(party.Number), name);

    private DateTimeOffset VoucherWrittenAt => new(disk.Files.File.GetLastWriteTimeUtc(VoucherPath), TimeSpan.Zero);

    /// <summary>False when the voucher may still be on its way: not well-formed, and written a moment ago.</summary>
    private bool ReadVoucher()
    {
        var writtenAt = VoucherWrittenAt;
        using (var file = disk.Files.FileStream.New(VoucherPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            voucher = VoucherReader.Read(file, errors);
        var age = tools.Clock.GetUtcNow() - writtenAt;
        var mayBeUnfinished = errors.All.Any(e => e.Code == Codes.File.VoucherNotXml) && age >= TimeSpan.Zero && age < IntakeTools.VoucherGrace;
        if (mayBeUnfinished)
            Wait(WaitReason.VoucherIncomplete, null);
        return !mayBeUnfinished;
    }

    private AcceptedDelivery? InLedger(out long expected)
    {
        using var session = store.Read();
        expected = session.ExpectedNumber(party.Number, voucher!.Flow);
        return session.FindAccepted(party.Number, voucher.Flow, voucher.FileSequenceNumber);
    }

    /// <summary>False while the data file is still to come, or shorter than announced, and there is time.</summary>
    private bool DataFileIsThere()
    {
        var late = tools.Clock.GetUtcNow() - VoucherWrittenAt > tools.Options.Intake.IncompleteAfter;
        if (!disk.Exists(DataPath))
            return Incomplete(late, WaitReason.DataFileMissing, ("dataFile", "missing"));
        if (!disk.IsRegularFile(DataPath))
        {
            errors.Add(new FileError(Codes.File.NotARegularFile, null, null, ("file", candidate.DataFileName)));
            return true;
        }
        var size = disk.Files.FileInfo.New(DataPath).Length;
        if (size < voucher!.Size)
            return Incomplete(late, WaitReason.DataFileIncomplete, ("size", size.ToString()), ("voucher", voucher.Size.ToString()));
        if (size > voucher.Size)
            errors.Add(new FileError(Codes.File.SizeDiffers, null, null, ("size", size.ToString()), ("voucher", voucher.Size.ToString())));
        return true;
    }

    private bool Incomplete(bool late, WaitReason reason, params (string, string)[] information)
    {
        if (late)
            errors.Add(new FileError(Codes.File.DataFileIncomplete, null, null, information));
        else
            Wait(reason, null);
        return late;
    }

    private DeliveryReport? Wait(WaitReason reason, long? missing)
    {
        var since = VoucherWrittenAt;
        var alarm = tools.IsGapAlarm(reason, since);
        if (alarm)
            tools.Log.LogWarning("ALARM: number {Number} of {Flow} of {Party} has been missing since {Since:u}; later ones wait for it", missing, voucher!.Flow, party.Number, since);
        Waiting.Add(new Waiting(candidate.VoucherFileName, voucher?.Flow, voucher?.FileSequenceNumber, reason, since, missing, alarm));
        return null;
    }

    private DeliveryReport Refuse(FileError error)
    {
        errors.Add(error);
        return Settle(Decision.Refused);
    }

    /// <summary>An accepted number with the same digest: prove that the content is the same, then answer as the first time.</summary>
    private DeliveryReport Duplicate(AcceptedDelivery accepted, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using (var file = disk.Files.FileStream.New(DataPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        using (var hashing = new HashingStream(file))
        {
            if (hashing.Finish() is var digest && digest != voucher!.Digest)
                return Refuse(new FileError(Codes.File.DigestDiffers, null, null, ("digest", digest), ("voucher", voucher.Digest)));
        }
        return Settle(Decision.Duplicate, accepted.DeliveryId);
    }

    private DeliveryReport? ReadAndApply(CancellationToken stop)
    {
        // Mutations of today that came before count as told this morning.
        if (IncomingFlow.Of(voucher!.Flow).IsOfPersons)
            new RetryHeld(tools).RunDue(stop);
        while (true)
        {
            var (routing, version) = tools.LoadRouting(voucher!.Flow, voucher.Size, party);
            using var content = DataFile.Read(tools, DataPath, SpoolName(party, lane), routing, party, voucher.Flow, errors, Report, stop);
            if (content.Digest != voucher.Digest)
                errors.Add(new FileError(Codes.File.DigestDiffers, null, null, ("digest", content.Digest), ("voucher", voucher.Digest)));
            if (!errors.Any)
                Admission.CheckEnvelope(voucher, content.Envelope, content.ItemCount, errors);
            if (errors.Any)
                return Settle(Decision.Refused);
            if (TryApply(content, version, out var report, stop))
                return report;
        }
    }

    /// <summary>The transaction of the delivery.</summary>
    /// <param name="report">Null when it waits.</param>
    /// <returns>False: replacements came in between, the records have to be routed anew.</returns>
    private bool TryApply(DataFile content, long routingVersion, out DeliveryReport? report, CancellationToken stop)
    {
        report = null;
        UnfiledDelivery settled;
        GuardedDelivery? stopped = null;
        using (var session = store.Write())
        {
            if (!lease.Confirm(session) || session.ExpectedNumber(party.Number, voucher!.Flow) != voucher.FileSequenceNumber)
                throw new LeaseLostException();
            if (routingVersion >= 0 && session.PersonVersion() != routingVersion)
                return false;
            var now = tools.Clock.GetUtcNow();
            settled = Insert(session, Decision.Accepted, null, now);
            content.Apply(session, null, settled.DeliveryId, now, stop);
            var tally = content.Tally;
            if (Guarded() is null && Guard.Look(tools, session, party.Number, tally) is var (taken, before))
            {
                stopped = new GuardedDelivery
                {
                    Party = party.Number.Value, Flow = voucher.Flow, FileSequenceNumber = voucher.FileSequenceNumber,
                    RowsTaken = taken, RowsBefore = before, GuardedAt = now,
                };
            }
            else if (tally.Rejected * 100 > (long)party.Settings.RejectThreshold * tally.Read)
            {
                errors.Add(new FileError(Codes.File.TooManyRejected, null, null, ("rejected", tally.Rejected.ToString()), ("read", tally.Read.ToString()), ("threshold", $"{party.Settings.RejectThreshold} %")));
            }
            else
            {
                session.SetCounts(settled.DeliveryId, tally.Read, tally.Registered, tally.Merged, tally.Unchanged, tally.Removed, tally.Shortened, tally.Rejected);
                PrepareReceipt(session, settled, Decision.Accepted, now);
                Report("answering", 0, tally.Read);
                tools.Outgoing.Prepare(session, party.Number, Answer, settled.DeliveryId, voucher.VoucherId, now, content.IsLarge, (head, stream) => content.WriteAnswer(disk, head, stream, voucher));
                session.Commit();
            }
        }
        if (stopped is not null)
        {
            Stop(stopped);
        }
        else if (errors.Any)
        {
            report = Settle(Decision.Refused);
        }
        else
        {
            Finish(settled);
            report = Reported(settled, Decision.Accepted, content.Tally);
        }
        return true;
    }

    private GuardedDelivery? Guarded()
    {
        using var session = store.Read();
        return session.FindGuarded(party.Number, voucher!.Flow, voucher.FileSequenceNumber, voucher.Digest);
    }

    /// <summary>What the delivery did was not committed: it waits until somebody has agreed.</summary>
    private void Stop(GuardedDelivery guarded)
    {
        using (var session = store.Write())
        {
            if (!lease.Confirm(session))
                throw new LeaseLostException();
            session.Execute("insert_guarded", new { guarded.Party, guarded.Flow, guarded.FileSequenceNumber, voucher!.Digest, guarded.RowsTaken, guarded.RowsBefore, At = guarded.GuardedAt });
            session.Commit();
        }
        tools.Log.LogWarning("ALARM: number {Number} of {Flow} of {Party} would remove or shorten {Taken} of {Rows} rows; it waits for a release", guarded.FileSequenceNumber, guarded.Flow, party.Number, guarded.RowsTaken, guarded.RowsBefore);
        Wait(guarded);
    }

    private DeliveryReport? Wait(GuardedDelivery guarded)
    {
        Waiting.Add(new Waiting(candidate.VoucherFileName, guarded.Flow, guarded.FileSequenceNumber, WaitReason.Guarded, guarded.GuardedAt, null, IsAlarm: true) { Detail = WaitWords.Taken(guarded) });
        return null;
    }

    /// <summary>Nothing is looked at while an operator holds the lane.</summary>
    public void Wait(Candidate held, Hold hold) =>
        Waiting.Add(new Waiting(held.VoucherFileName, held.Flow, held.FileSequenceNumber, WaitReason.Held, hold.HeldAt) { Detail = hold.Reason });

    /// <summary>A decision that changes nothing in the register: ledger and receipt, then the folders.</summary>
    private DeliveryReport Settle(Decision decision, long? duplicateOf = null)
    {
        UnfiledDelivery settled;
        using (var session = store.Write())
        {
            if (!lease.Confirm(session))
                throw new LeaseLostException();
            var now = tools.Clock.GetUtcNow();
            settled = Insert(session, decision, duplicateOf, now);
            var number = 0;
            foreach (var error in errors.All)
                session.InsertError(settled.DeliveryId, ++number, error.Code.Wire, error.Line, error.Position, string.Join('\n', error.Information.Select(i => $"{i.Field}={i.Value}")));
            PrepareReceipt(session, settled, decision, now);
            session.Commit();
        }
        Finish(settled);
        return Reported(settled, decision, new Tally());
    }

    private UnfiledDelivery Insert(StoreSession session, Decision decision, long? duplicateOf, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, tools.Zone).DateTime);
        var folder = decision is Decision.Accepted or Decision.Duplicate ? Folders.Archive(party.Number, day) : Folders.Refused(party.Number, day);
        var before = session.CountFiled(party.Number, folder, candidate.VoucherFileName, candidate.DataFileName);
        var suffix = before == 0 ? "" : $".{before + 1}";
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
            FiledVoucher = disk.Exists(VoucherPath) ? candidate.VoucherFileName + suffix : null,
            FiledData = disk.Exists(DataPath) ? candidate.DataFileName + suffix : null,
        };
        return new UnfiledDelivery
        {
            DeliveryId = session.Insert(row),
            Party = row.Party,
            Flow = row.Flow,
            VoucherFileName = row.VoucherFileName,
            DataFileName = row.DataFileName,
            Decision = row.Decision,
            DuplicateOf = duplicateOf,
            FiledFolder = folder,
            FiledVoucher = row.FiledVoucher,
            FiledData = row.FiledData,
        };
    }

    private void PrepareReceipt(StoreSession session, UnfiledDelivery settled, Decision decision, DateTimeOffset now)
    {
        var receipt = new Receipt(candidate.VoucherFileName, Word(decision))
        {
            VoucherId = voucher?.VoucherId,
            Flow = voucher?.Flow,
            FileSequenceNumber = voucher?.FileSequenceNumber,
            DataFileName = voucher?.DataFileName,
            Digest = voucher?.Digest,
            Errors = [.. errors.All.Select(e => new ReceiptError(e.Code, e.Line, e.Position, e.Information))],
        };
        tools.Outgoing.Prepare(session, party.Number, ReceiptFlow, settled.DeliveryId, voucher?.VoucherId, now, isLarge: false, (head, stream) =>
        {
            ReceiptWriter.Write(stream, head, receipt);
            return (1, false);
        });
    }

    private void File(string? name, string? filedAs, string folder)
    {
        if (name is not null && filedAs is not null && disk.Exists(PathOf(name)))
            disk.Move(PathOf(name), disk.Files.Path.Combine(folder, filedAs));
    }

    private void Report(string phase, long done, long total) =>
        tools.Progress?.Report(new DeliveryProgress(party.Number, candidate.DataFileName, phase, done, total));

    private DeliveryReport Reported(UnfiledDelivery settled, Decision decision, Tally tally)
    {
        tools.Log.LogInformation("Delivery {DeliveryId} of {Party}, {Voucher}: {Decision}, {Read} records, {Rejected} rejected, {Errors} errors, {Elapsed} ms",
            settled.DeliveryId, party.Number, candidate.VoucherFileName, decision, tally.Read, tally.Rejected, errors.All.Count, watch.ElapsedMilliseconds);
        return new DeliveryReport(party.Number, candidate.VoucherFileName, decision)
        {
            DeliveryId = settled.DeliveryId,
            Flow = voucher?.Flow,
            FileSequenceNumber = voucher?.FileSequenceNumber,
            DataFileName = candidate.DataFileName,
            Tally = tally,
            Errors = errors.All,
            Elapsed = watch.Elapsed,
        };
    }

    private static string Word(Decision decision) => decision.ToString().ToUpperInvariant();
}
