using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Operations;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>One delivery as it was found at one moment, and what follows from it: it waits, or it can be decided on now, because it is
/// called back, wrong, a duplicate or the next one. To look changes nothing: lane, status.xml, <c>raas status</c>, pages, metrics and
/// <c>raas check</c> all ask here why a delivery waits.</summary>
internal sealed class Delivery
{
    private readonly IntakeContext tools;
    private readonly Party party;
    private readonly LaneLedger ledger;

    private static readonly Wording LineEnds = new(
        "Le transfert en mode texte a changé les fins de ligne du fichier : transférez-le en mode binaire.",
        "De overdracht in tekstmodus heeft de regeleinden van het bestand veranderd: verstuur het in binaire modus.",
        "Die Übertragung im Textmodus hat die Zeilenenden der Datei verändert: Übertragen Sie sie binär.",
        "The transfer in text mode has changed the line ends of the file: transfer it in binary mode.");

    private Delivery(IntakeContext tools, Party party, LaneLedger ledger, Candidate candidate) =>
        (this.tools, this.party, this.ledger, Candidate) = (tools, party, ledger, candidate);

    /// <summary>Its files.</summary>
    public Candidate Candidate { get; private init; }

    /// <summary>Null where it cannot be read, or was not read because its number is far from its turn.</summary>
    public Voucher? Voucher { get; private set; }

    /// <summary>Its data file, as it stands there now.</summary>
    public Seen? Data { get; private set; }

    /// <summary>All that is wrong with it.</summary>
    public FileErrors Errors { get; private init; } = new();

    /// <summary>The same number was accepted before, with the same digest.</summary>
    public AcceptedDelivery? DuplicateOf { get; private set; }

    /// <summary>Why it cannot be decided on now; null when it can.</summary>
    public Waiting? WhyWaiting { get; private set; }

    /// <summary>The lane that its voucher belongs to; null as long as the voucher is not read.</summary>
    public string? Lane => Voucher is null ? null : LaneWorker.LaneOf(Voucher.Flow);

    /// <param name="candidate">What was read of its voucher is not read again.</param>
    /// <exception cref="IOException">Its files are gone, or the machine fails.</exception>
    /// <exception cref="UnauthorizedAccessException">Its folder does not let us look.</exception>
    public static Delivery Look(IntakeContext tools, Party party, LaneLedger ledger, Candidate candidate)
    {
        var delivery = new Delivery(tools, party, ledger, candidate) { Data = candidate.Data };
        if (!candidate.IsCancelled)
            delivery.WhyWaiting = delivery.Held() ?? delivery.Judge();
        return delivery;
    }

    /// <summary>The same delivery, where it was taken to: what is wrong stays wrong.</summary>
    public Delivery At(Candidate taken) =>
        new(tools, party, ledger, taken) { Voucher = Voucher, Data = taken.Data, Errors = Errors, DuplicateOf = DuplicateOf };

    /// <summary>Where it stands for somebody who only looks.</summary>
    public Waiting Outlook => WhyWaiting
        ?? Waits(Errors.Any && Candidate.Voucher is { Memory.Told: not 0 } ? WaitReason.CannotBeMoved : WaitReason.NextRound);

    /// <summary>It waits for this reason.</summary>
    public Waiting Waits(WaitReason reason, long? missing = null)
    {
        var (flow, number) = (Voucher?.Flow ?? Candidate.Flow, Voucher?.FileSequenceNumber ?? Candidate.FileSequenceNumber);
        var isAlarm = tools.IsGapAlarm(reason, Candidate.Since);
        return new Waiting(Candidate.VoucherFileName, flow, number, reason, Candidate.Since, missing, isAlarm);
    }

    private Waiting? Held() => ledger.HoldOf(LaneWorker.LaneOf(Candidate.Flow)) is { } hold
        ? Waits(WaitReason.Held) with { Since = hold.HeldAt, Detail = hold.Reason }
        : null;

    private Waiting? Judge()
    {
        if (Candidate.Voucher is not { IsFile: true } voucher)
            return Wrong(Codes.File.NotARegularFile, ("file", Candidate.VoucherFileName));
        if (!SafeName.IsVoucher(voucher.Name))
            return Wrong(Codes.File.FileNameNotAllowed, ("voucher", Candidate.VoucherFileName),
                ("expected", SafeName.VoucherOf(Candidate.DataFileName)));
        if (Candidate is { TakenFolder: null, IsAdmitted: true } && Candidate.FileSequenceNumber > ledger.Expected(Candidate.Flow!))
            return Waits(WaitReason.WaitsForNumber, ledger.Expected(Candidate.Flow!));
        if (ReadVoucher(voucher) is { } unfinished)
            return unfinished;
        if (Voucher is null)
            return null;
        Admission.Check(Voucher, Candidate.VoucherFileName, party.Number, party.AcceptedFlows(IncomingFlow.Names),
            tools.Options.SelfNumber, tools.Options.Environment, Errors);
        if (Errors.Any)
            return null;
        return JudgeNumber(Voucher) ?? (Errors.Any ? null : JudgeData(Voucher));
    }

    private Waiting? ReadVoucher(Seen voucher)
    {
        var reading = Candidate.Reading ?? VoucherReading.Of(Candidate.Folder, voucher.Entry);
        Voucher = reading.Voucher;
        Errors.Add(reading.Errors);
        return reading.State switch
        {
            VoucherState.CutShort => InTime(WaitReason.VoucherIncomplete, tools.Options.Intake.IncompleteAfter),
            VoucherState.Unreadable => InTime(WaitReason.NotReadable, IntakeContext.UnreadableGrace)
                ?? Wrong(Codes.File.NotReadable, ("file", Candidate.VoucherFileName)),
            VoucherState.None => Wrong(Codes.File.NotARegularFile, ("file", Candidate.VoucherFileName)),
            _ => null,
        };
    }

    private Waiting? JudgeNumber(Voucher voucher)
    {
        DuplicateOf = ledger.Accepted(voucher);
        if (DuplicateOf is not null)
            return DuplicateOf.Digest == voucher.Digest
                ? null : Wrong(Codes.File.NumberReused, ("fileSequenceNumber", voucher.FileSequenceNumber.ToString()));
        if (voucher.FileSequenceNumber != ledger.Expected(voucher.Flow))
            return Waits(WaitReason.WaitsForNumber, ledger.Expected(voucher.Flow));
        return ledger.Guarded(voucher) is { ReleasedAt: null } guarded ? Guarded(guarded) : null;
    }

    /// <summary>An operator has to agree first.</summary>
    public Waiting Guarded(StoppedByGuard guarded) =>
        Waits(WaitReason.Guarded) with { Since = guarded.GuardedAt, IsAlarm = true, Guard = guarded };

    private Waiting? JudgeData(Voucher voucher)
    {
        if (Data is { } other && FileNames.Fit(other.Name) != Candidate.DataFileName)
            return Wrong(Codes.File.FileNameNotAllowed, ("dataFile", FileNames.Fit(other.Name)), ("expected", Candidate.DataFileName));
        if (Candidate.Folder.Find(Candidate.DataFileName) is not { } data)
            return InTime(WaitReason.DataFileMissing, tools.Options.Intake.IncompleteAfter)
                ?? Wrong(Codes.File.DataFileIncomplete, ("dataFile", "missing"));
        // It may have come, or have been written again, since the folder was looked at.
        if (Data?.Entry.FileId != data.FileId)
        {
            var now = tools.Clock.GetUtcNow();
            Data = new Seen(data, new SeenFile { FirstSeenAt = now, ChangedAt = now });
        }
        if (data.Kind != EntryKind.File)
            return Wrong(Codes.File.NotARegularFile, ("file", Candidate.DataFileName));
        if (!IsReadable(data))
            return InTime(WaitReason.NotReadable, IntakeContext.UnreadableGrace)
                ?? Wrong(Codes.File.NotReadable, ("file", Candidate.DataFileName));
        return JudgeSize(voucher, data);
    }

    private Waiting? JudgeSize(Voucher voucher, FolderEntry data)
    {
        if (data.Size == voucher.Size)
            return null;
        (string, string)[] found = [("size", data.Size.ToString()), ("voucher", voucher.Size.ToString())];
        if (HasOtherLineEnds(voucher, data))
        {
            Errors.Add(new FileError(Codes.File.SizeDiffers, null, null,
                [.. found, ("lineEnds", "changed by a transfer in text mode: transfer in binary mode")]) { Explanation = LineEnds });
            return null;
        }
        if (data.Size > voucher.Size)
            return Wrong(Codes.File.SizeDiffers, found);
        return InTime(WaitReason.DataFileIncomplete, tools.Options.Intake.IncompleteAfter) ?? Wrong(Codes.File.DataFileIncomplete, found);
    }

    /// <summary>When either file last changed.</summary>
    private DateTimeOffset ChangedAt =>
        new[] { Candidate.Voucher, Data }.Max(seen => seen?.Memory.ChangedAt ?? DateTimeOffset.MinValue);

    /// <summary>It waits until neither file has changed for so long; null when that time is over.</summary>
    private Waiting? InTime(WaitReason reason, TimeSpan limit) => tools.Clock.GetUtcNow() - ChangedAt <= limit ? Waits(reason) : null;

    private bool IsReadable(FolderEntry data)
    {
        try
        {
            using var file = Candidate.Folder.OpenRead(data);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Looked at in a file that has stopped growing, once: what is small, always. A line has more than a few bytes.</summary>
    private bool HasOtherLineEnds(Voucher voucher, FolderEntry data)
    {
        const int Small = 1 << 20;
        const int ShortLine = 4;
        if (Math.Abs(data.Size - voucher.Size) > Math.Min(data.Size, voucher.Size) / ShortLine)
            return false;
        var unchangedFor = tools.Clock.GetUtcNow() - ChangedAt;
        if (data.Size > Small && data.Size < voucher.Size
            && (unchangedFor <= TimeSpan.Zero || unchangedFor > IntakeContext.UnreadableGrace))
            return false;
        using var file = Candidate.Folder.OpenRead(data);
        return TextMode.Changed(file, data.Size, voucher);
    }

    /// <returns>Null: what is wrong can be decided on.</returns>
    private Waiting? Wrong(Code code, params (string, string)[] information)
    {
        Errors.Add(new FileError(code, null, null, information));
        return null;
    }
}
