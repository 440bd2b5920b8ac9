using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Oversight;
using Raas.Reading;
using Raas.Store;
using Raas.Xml;

namespace Raas.Intake;

/// <summary>Takes the deliveries of one lane, one after the other, under its lease. Read <see cref="Take"/> from top to bottom: a delivery
/// is judged where the party put it, taken out of its reach when its turn has come, judged again, and only then applied or
/// refused.</summary>
internal sealed partial class LaneWorker(IntakeContext tools, Party party, string lane, LaneLease lease)
{
    private readonly Disk disk = tools.Disk;
    private readonly RegisterStore store = tools.Store;
    private readonly Claims claims = new(tools, party.Number, lane);
    private readonly Stopwatch watch = new();

    /// <summary>What could be read of the delivery at hand.</summary>
    private Candidate candidate = null!;
    private Voucher? voucher;
    private FileErrors errors = new();
    private AcceptedDelivery? accepted;

    /// <summary>It is wrong, and it is no file and cannot be moved.</summary>
    private bool isStuck;

    /// <summary>The number that this lane takes next, as far as we know it.</summary>
    private long? expectedNext;

    public List<Waiting> Waiting { get; } = [];

    /// <summary>What could not be taken because of the machine.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Vouchers of which the flow cannot be read.</summary>
    public const string NoFlow = "-";

    public static IEnumerable<string> Lanes => IncomingFlow.Names.Append(NoFlow);

    /// <summary>A flow that we do not know is no lane: it is refused beside the vouchers that cannot be read.</summary>
    public static string LaneOf(string? flow) => flow is not null && IncomingFlow.Names.Contains(flow) ? flow : NoFlow;

    /// <summary>One spool a lane: whoever has the lease may clear what a crash left there.</summary>
    public static string SpoolName(Party party, string lane) => $"{party.Number}.{lane}";

    /// <summary>Decides on a delivery, or finds out what it waits for (then null, and a line in <see cref="Waiting"/>).</summary>
    public DeliveryReport? Take(Candidate next, CancellationToken stop)
    {
        watch.Restart();
        Begin(next);
        if (next.TakenFolder is not null)
            Begin(claims.Own(next));
        else if (!TakeOut())
            return isStuck ? TellOnce() : null;
        if (candidate.IsCancelled)
            return Settle(Decision.Cancelled);
        if (!errors.Any && !IsTurn())
            return null;
        if (errors.Any)
            return Settle(Decision.Refused);
        return accepted is null ? ReadAndApply(stop) : Duplicate(accepted, stop);
    }

    private void Begin(Candidate next) => (candidate, voucher, errors, accepted, isStuck) = (next, null, new FileErrors(), null, false);

    /// <summary>Takes it out of the party's reach when it can be decided on. Whatever its files are or do meanwhile, the next delivery is
    /// looked at.</summary>
    /// <returns>False: it waits, it is gone, or it cannot be moved.</returns>
    private bool TakeOut()
    {
        try
        {
            if (!IsStillThere() || (!candidate.IsCancelled && !IsTurn()))
                return false;
            if (claims.Take(candidate) is not { } taken)
            {
                isStuck = errors.Any && IsStillThere();
                return false;
            }
            var isWhatWasJudged = taken.Voucher?.Entry.FileId == candidate.Voucher?.Entry.FileId;
            if (errors.Any && isWhatWasJudged)
                candidate = taken;
            else
                Begin(taken);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tools.Log.LogWarning(e, "{Voucher} of {Party} could not be taken: {Reason}", candidate.VoucherFileName, party.Number,
                e.Message);
            Failures.Add($"{party.Number} {lane}: {candidate.VoucherFileName} could not be taken: {e.Message}");
            return false;
        }
    }

    private string DataPath => candidate.Folder.PathOf(candidate.Data!.Entry);

    /// <summary>Nobody has taken or replaced it since we looked.</summary>
    private bool IsStillThere() => candidate.Folder.Again((candidate.Voucher ?? candidate.Data)!.Entry) is not null;

    /// <summary>Whether it can be decided on now: it is wrong (see <see cref="errors"/>), a duplicate, or the next to be applied. If not,
    /// it waits.</summary>
    private bool IsTurn()
    {
        if (candidate.Voucher is { } seen && !seen.IsFile)
            return IsWrong(Codes.File.NotARegularFile, ("file", candidate.VoucherFileName));
        if (!SafeName.IsVoucher(candidate.Voucher!.Name))
            return IsWrong(Codes.File.FileNameNotAllowed, ("voucher", candidate.VoucherFileName),
                ("expected", SafeName.VoucherOf(candidate.DataFileName)));
        if (candidate.TakenFolder is null && candidate.IsAdmitted && candidate.FileSequenceNumber > Expected(candidate.Flow!))
            return Wait(WaitReason.WaitsForNumber, expectedNext);
        if (!ReadVoucher())
            return false;
        if (errors.Any)
            return true;
        Admission.Check(voucher!, candidate.VoucherFileName, party.Number, party.AcceptedFlows(IncomingFlow.Names),
            tools.Options.SelfNumber, tools.Options.Environment, errors);
        if (candidate.TakenFolder is not null && LaneOf(voucher!.Flow) != lane)
        {
            claims.PassOn(candidate, LaneOf(voucher.Flow));
            return false;
        }
        return errors.Any || (IsItsNumber() && DataFileIsThere());
    }

    /// <summary>False while the voucher may still be on its way.</summary>
    private bool ReadVoucher()
    {
        (var state, voucher) = VoucherLook.Read(candidate.Folder, candidate.Voucher!.Entry, errors);
        if (state == VoucherState.CutShort)
            return !Waits(WaitReason.VoucherIncomplete, tools.Options.Intake.IncompleteAfter);
        if (state == VoucherState.Unreadable)
            return !Waits(WaitReason.NotReadable, IntakeContext.UnreadableGrace)
                && IsWrong(Codes.File.NotReadable, ("file", candidate.VoucherFileName));
        return state == VoucherState.Whole || IsWrong(Codes.File.NotARegularFile, ("file", candidate.VoucherFileName));
    }

    /// <summary>Waits until neither file has changed for so long.</summary>
    private bool Waits(WaitReason reason, TimeSpan patience) =>
        tools.Clock.GetUtcNow() - candidate.ChangedAt <= patience && !Wait(reason, null);

    private bool IsItsNumber()
    {
        var flow = voucher!.Flow;
        using (var session = store.Read())
        {
            expectedNext = session.ExpectedNumber(party.Number, flow);
            accepted = session.FindAccepted(party.Number, flow, voucher.FileSequenceNumber);
        }
        if (accepted is not null && accepted.Digest != voucher.Digest)
            return IsWrong(Codes.File.NumberReused, ("fileSequenceNumber", voucher.FileSequenceNumber.ToString()));
        if (accepted is null && voucher.FileSequenceNumber != expectedNext)
            return Wait(WaitReason.WaitsForNumber, expectedNext);
        return accepted is not null || Guarded() is not { ReleasedAt: null } guarded || Wait(guarded);
    }

    private long Expected(string flow)
    {
        if (expectedNext is { } known)
            return known;
        using var session = store.Read();
        expectedNext = session.ExpectedNumber(party.Number, flow);
        return expectedNext.Value;
    }

    /// <summary>False while the data file is still to come, or shorter than announced, and there is time.</summary>
    private bool DataFileIsThere()
    {
        if (errors.Any)
            return true;
        if (candidate.Data is { } other && FileNames.Fit(other.Name) != candidate.DataFileName)
            return IsWrong(Codes.File.FileNameNotAllowed, ("dataFile", FileNames.Fit(other.Name)), ("expected", candidate.DataFileName));
        if (candidate.Folder.Find(candidate.DataFileName) is not { } data)
        {
            var isLate = IsLate(WaitReason.DataFileMissing, ("dataFile", "missing"));
            if (!isLate && candidate.TakenFolder is not null)
                claims.GiveBack(candidate);
            return isLate;
        }
        // It may have come, or have been written again, since the folder was looked at.
        if (candidate.Data?.Entry.FileId != data.FileId)
        {
            var now = tools.Clock.GetUtcNow();
            candidate = candidate with { Data = new Seen(data, new SeenFile { FirstSeenAt = now, ChangedAt = now }) };
        }
        if (data.Kind != EntryKind.File)
            return IsWrong(Codes.File.NotARegularFile, ("file", candidate.DataFileName));
        if (!IsReadable(data))
            return !Waits(WaitReason.NotReadable, IntakeContext.UnreadableGrace)
                && IsWrong(Codes.File.NotReadable, ("file", candidate.DataFileName));
        var found = new[] { ("size", data.Size.ToString()), ("voucher", voucher!.Size.ToString()) };
        if (data.Size != voucher.Size && HasOtherLineEnds(data))
            return IsWrong(Codes.File.SizeDiffers, [.. found, ("lineEnds", "changed by a transfer in text mode: transfer in binary mode")]);
        if (data.Size > voucher.Size)
            return IsWrong(Codes.File.SizeDiffers, found);
        return data.Size == voucher.Size || IsLate(WaitReason.DataFileIncomplete, found);
    }

    private bool IsReadable(FolderEntry data)
    {
        try
        {
            using var file = candidate.Folder.OpenRead(data);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Looked at in a file that has stopped growing, once: what is small, always. A line has more than a few bytes.</summary>
    private bool HasOtherLineEnds(FolderEntry data)
    {
        const int Small = 1 << 20;
        const int ShortLine = 4;
        if (Math.Abs(data.Size - voucher!.Size) > Math.Min(data.Size, voucher.Size) / ShortLine)
            return false;
        var unchangedFor = tools.Clock.GetUtcNow() - candidate.ChangedAt;
        if (data.Size > Small && data.Size < voucher.Size && (unchangedFor <= TimeSpan.Zero || unchangedFor > IntakeContext.UnreadableGrace))
            return false;
        using var file = candidate.Folder.OpenRead(data);
        return TextMode.Changed(file, data.Size, voucher);
    }

    /// <summary>What did not come in time is wrong.</summary>
    private bool IsLate(WaitReason reason, params (string, string)[] information) =>
        !Waits(reason, tools.Options.Intake.IncompleteAfter) && IsWrong(Codes.File.DataFileIncomplete, information);

    /// <returns>True: it can be decided on.</returns>
    private bool IsWrong(Code code, params (string, string)[] information)
    {
        errors.Add(new FileError(code, null, null, information));
        return true;
    }

    /// <returns>False: it is not its turn.</returns>
    private bool Wait(WaitReason reason, long? missing)
    {
        var (flow, number) = (voucher?.Flow ?? candidate.Flow, voucher?.FileSequenceNumber ?? candidate.FileSequenceNumber);
        var alarm = tools.IsGapAlarm(reason, candidate.Since);
        if (alarm)
            tools.Log.LogWarning("ALARM: number {Number} of {Flow} of {Party} has been missing since {Since:u}; later ones wait for it",
                missing, flow, party.Number, candidate.Since);
        Waiting.Add(new Waiting(candidate.VoucherFileName, flow, number, reason, candidate.Since, missing, alarm));
        return false;
    }

    private bool Wait(GuardedDelivery guarded)
    {
        var (name, number) = (candidate.VoucherFileName, guarded.FileSequenceNumber);
        Waiting.Add(new Waiting(name, guarded.Flow, number, WaitReason.Guarded, guarded.GuardedAt, IsAlarm: true)
        {
            Detail = WaitWords.Taken(guarded),
        });
        return false;
    }

    /// <summary>Nothing is looked at while an operator holds the lane.</summary>
    public void Wait(Candidate held, Hold hold) =>
        Waiting.Add(new Waiting(held.VoucherFileName, held.Flow, held.FileSequenceNumber, WaitReason.Held, hold.HeldAt)
        {
            Detail = hold.Reason,
        });

    /// <summary>What is wrong and cannot be moved is refused once, and stays listed.</summary>
    private DeliveryReport? TellOnce()
    {
        Wait(WaitReason.CannotBeMoved, null);
        if (candidate.Voucher is not { Memory: { Told: 0 } memory })
            return null;
        candidate = candidate with { Voucher = null, Data = null };
        return Settle(Decision.Refused, told: memory with { Told = 1 });
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
        using (var file = candidate.Folder.OpenRead(candidate.Data!.Entry))
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
            tools.Deferred.RunDue(stop);
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
        using (var session = lease.Write())
        {
            if (session.ExpectedNumber(party.Number, voucher!.Flow) != voucher.FileSequenceNumber)
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
                Report("answering", 0, tally.Read);
                tools.Outgoing.Prepare(session, party.Number, Answer, settled.DeliveryId, voucher.VoucherId, now, (head, stream) =>
                    content.WriteAnswer(disk, head, stream, voucher));
                settled = PrepareReceipt(session, settled, Decision.Accepted, now);
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
            expectedNext = null;
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
        using (var session = lease.Write())
        {
            session.Execute("insert_guarded", new { guarded.Party, guarded.Flow, guarded.FileSequenceNumber, voucher!.Digest, guarded.RowsTaken, guarded.RowsBefore, At = guarded.GuardedAt });
            session.Commit();
        }
        tools.Log.LogWarning("ALARM: number {Number} of {Flow} of {Party} would remove or shorten {Taken} of {Rows} rows; it waits for a release", guarded.FileSequenceNumber, guarded.Flow, party.Number, guarded.RowsTaken, guarded.RowsBefore);
        Wait(guarded);
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

}
