using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>How one attempt to apply a delivery ended.</summary>
internal abstract record ApplyOutcome
{
    private ApplyOutcome()
    {
    }

    /// <summary>It is in the register and answered.</summary>
    public sealed record Applied(long DeliveryId, Tally Tally) : ApplyOutcome;

    /// <summary>Something is wrong with it, see <see cref="Delivery.Errors"/>; nothing was changed.</summary>
    public sealed record Refused : ApplyOutcome;

    /// <summary>An operator has to agree first; nothing was changed.</summary>
    public sealed record Waits(Waiting Waiting) : ApplyOutcome;

    /// <summary>Replacements came in between: its records have to be routed anew.</summary>
    public sealed record RoutedAnew : ApplyOutcome;
}

/// <summary>Reads a delivery and applies it: one pass over the file, one transaction.</summary>
internal sealed class Application(
    IntakeContext tools, Party party, string spoolName, LaneLease lease, LaneLedger ledger, Settlement settlement)
{
    public ApplyOutcome Run(Delivery delivery, CancellationToken stop)
    {
        var (voucher, errors) = (delivery.Voucher!, delivery.Errors);
        Report(delivery, DeliveryProgress.Reading, 0, voucher.Size);
        var path = delivery.Candidate.Folder.PathOf(delivery.Data!.Entry);
        var (routing, version) = tools.LoadRouting(voucher.Flow, voucher.Size, party);
        using var content = DataFile.Read(tools, path, spoolName, routing, party, voucher.Flow, errors,
            (phase, done, total) => Report(delivery, phase, done, total), stop);
        if (content.Digest != voucher.Digest)
            errors.Add(new FileError(Codes.File.DigestDiffers, null, null, ("digest", content.Digest), ("voucher", voucher.Digest)));
        if (!errors.Any)
            Admission.CheckEnvelope(voucher, content.Envelope, content.ItemCount, errors);
        return errors.Any ? new ApplyOutcome.Refused() : Apply(delivery, content, version, stop);
    }

    /// <summary>One transaction: the register, the answer and the row of the delivery.</summary>
    /// <param name="version">Of the replacements by which its records were routed; below 0: by none.</param>
    private ApplyOutcome Apply(Delivery delivery, DataFile content, long version, CancellationToken stop)
    {
        var voucher = delivery.Voucher!;
        UnfiledDelivery settled;
        StoppedByGuard? stopped;
        using (var session = lease.Write())
        {
            if (session.ExpectedNumber(party.Number, voucher.Flow) != voucher.FileSequenceNumber)
                throw new LeaseLostException();
            if (version >= 0 && session.PersonVersion() != version)
                return new ApplyOutcome.RoutedAnew();
            var now = tools.Clock.GetUtcNow();
            settled = settlement.Begin(session, delivery, now);
            content.Apply(session, null, settled.DeliveryId, now, stop);
            stopped = StoppedByGuard(session, voucher, content.Tally, now);
            if (stopped is null && Admission.IsMostlyRejected(party, content.Tally, delivery.Errors))
                return new ApplyOutcome.Refused();
            if (stopped is null)
            {
                Report(delivery, DeliveryProgress.Answering, 0, content.Tally.Read);
                settled = settlement.Accept(session, delivery, settled, content, now);
                session.Commit();
            }
        }
        if (stopped is not null)
            return Stop(delivery, stopped);
        settlement.Finish(settled);
        return new ApplyOutcome.Applied(settled.DeliveryId, content.Tally);
    }

    private void Report(Delivery delivery, string phase, long done, long total) =>
        tools.Progress?.Report(new DeliveryProgress(party.Number, delivery.Candidate.DataFileName, phase, done, total));

    /// <summary>It takes so much that an operator has to agree, and none has.</summary>
    private StoppedByGuard? StoppedByGuard(StoreSession session, Voucher voucher, Tally tally, DateTimeOffset now) =>
        ledger.Guarded(voucher) is null && Guard.Look(tools, session, party.Number, tally) is var (taken, before)
            ? new StoppedByGuard
            {
                Party = party.Number.Value,
                Flow = voucher.Flow,
                FileSequenceNumber = voucher.FileSequenceNumber,
                RowsTaken = taken,
                RowsBefore = before,
                GuardedAt = now,
            }
            : null;

    /// <summary>What the delivery did was not committed: it waits until somebody has agreed.</summary>
    private ApplyOutcome.Waits Stop(Delivery delivery, StoppedByGuard guarded)
    {
        using (var session = lease.Write())
        {
            session.InsertGuarded(guarded, delivery.Voucher!.Digest);
            session.Commit();
        }
        tools.Log.LogWarning(
            "ALARM: number {Number} of {Flow} of {Party} would remove or shorten {Taken} of {Rows} rows; it waits for a release",
            guarded.FileSequenceNumber, guarded.Flow, party.Number, guarded.RowsTaken, guarded.RowsBefore);
        return new ApplyOutcome.Waits(delivery.Guarded(guarded));
    }
}
