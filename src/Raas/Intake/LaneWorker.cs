using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Intake;

/// <summary>Takes the deliveries of one lane, one after the other, under its lease. Read <see cref="Take"/> from top to bottom: a delivery
/// is judged where the party put it, taken out of its reach when its turn has come, judged again, and only then applied or
/// refused.</summary>
internal sealed class LaneWorker(IntakeContext tools, Party party, string lane, LaneLease lease, LaneLedger ledger)
{
    private readonly Claims claims = new(tools, party.Number, lane);
    private readonly Settlement settlement = new(tools, party, SpoolName(party, lane), lease);
    private readonly Stopwatch watch = new();

    public List<Waiting> Waiting { get; } = [];

    /// <summary>What could not be taken because of the machine.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Vouchers of which the flow cannot be read.</summary>
    public const string NoFlow = "-";

    public static IEnumerable<string> Lanes => IncomingFlow.Names.Append(NoFlow);

    /// <summary>Whether files may have been moved.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>A flow that we do not know is no lane: it is refused beside the vouchers that cannot be read.</summary>
    public static string LaneOf(string? flow) => flow is not null && IncomingFlow.Names.Contains(flow) ? flow : NoFlow;

    /// <summary>One spool a lane: whoever has the lease may clear what a crash left there.</summary>
    public static string SpoolName(Party party, string lane) => $"{party.Number}.{lane}";

    /// <inheritdoc cref="Settlement.Finish"/>
    public void Finish(UnfiledDelivery settled)
    {
        HasMoved = true;
        settlement.Finish(settled);
    }

    /// <summary>Decides on a delivery, or finds out what it waits for (then null, and a line in <see cref="Waiting"/>).</summary>
    public DeliveryReport? Take(Candidate next, CancellationToken stop)
    {
        watch.Restart();
        if (next.TakenFolder is not null)
            return Decide(Look(claims.Own(next)), stop);
        var (taken, stuck) = TakeOut(next);
        return taken is not null ? Decide(taken, stop) : stuck is not null ? TellOnce(stuck) : null;
    }

    /// <summary>As it is now: who decides does not go by what was read before.</summary>
    private Delivery Look(Candidate candidate) => Delivery.Look(tools, party, ledger, candidate with { Reading = null });

    /// <summary>Takes it out of the party's reach when it can be decided on. Whatever its files are or do meanwhile, the next delivery is
    /// looked at.</summary>
    /// <returns>Null twice: it waits or is gone. Stuck: it is wrong, and cannot be moved.</returns>
    private (Delivery? Taken, Delivery? Stuck) TakeOut(Candidate next)
    {
        using var phase = Phase.Begin("take");
        try
        {
            if (!next.IsStillThere)
                return (null, null);
            var judged = Look(next);
            if (judged.WhyWaiting is { } reason)
            {
                Wait(reason);
                return (null, null);
            }
            HasMoved = true;
            if (claims.Take(next) is not { } taken)
                return (null, judged.Errors.Any && next.IsStillThere ? judged : null);
            var isWhatWasJudged = taken.Voucher?.Entry.FileId == next.Voucher?.Entry.FileId;
            return (judged.Errors.Any && isWhatWasJudged ? judged.At(taken) : Look(taken), null);
        }
        catch (FileNotFoundException)
        {
            return (null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tools.Log.LogWarning(e, "{Voucher} of {Party} could not be taken: {Reason}", next.VoucherFileName, party.Number, e.Message);
            Failures.Add($"{party.Number} {lane}: {next.VoucherFileName} could not be taken: {e.Message}");
            return (null, null);
        }
    }

    /// <summary>Nobody but us can reach it.</summary>
    private DeliveryReport? Decide(Delivery delivery, CancellationToken stop)
    {
        HasMoved = true;
        if (delivery.Candidate.IsCancelled)
            return Settle(delivery, Decision.Cancelled);
        if (delivery.Lane is { } own && own != lane)
        {
            claims.PassOn(delivery.Candidate, own);
            return null;
        }
        if (delivery.WhyWaiting is { } reason)
        {
            Wait(reason);
            if (reason.Reason == WaitReason.DataFileMissing)
                claims.GiveBack(delivery.Candidate);
            return null;
        }
        if (delivery.Errors.Any)
            return Settle(delivery, Decision.Refused);
        return delivery.DuplicateOf is null ? Apply(delivery, stop) : Duplicate(delivery, stop);
    }

    private void Wait(Waiting waiting)
    {
        if (waiting is { IsAlarm: true, Reason: WaitReason.WaitsForNumber })
        {
            tools.Log.LogWarning("ALARM: number {Number} of {Flow} of {Party} has been missing since {Since:u}; later ones wait for it",
                waiting.MissingNumber, waiting.Flow, party.Number, waiting.Since);
        }
        Waiting.Add(waiting);
    }

    /// <summary>What is wrong and cannot be moved is refused once, and stays listed.</summary>
    private DeliveryReport? TellOnce(Delivery stuck)
    {
        Wait(stuck.Waits(WaitReason.CannotBeMoved));
        return stuck.Candidate.Voucher is { Memory: { Told: 0 } memory }
            ? Settle(stuck.At(stuck.Candidate with { Voucher = null, Data = null }), Decision.Refused, memory with { Told = 1 })
            : null;
    }

    /// <summary>An accepted number with the same digest: prove that the content is the same, then answer as the first time.</summary>
    private DeliveryReport Duplicate(Delivery delivery, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using (var file = delivery.Candidate.Folder.OpenRead(delivery.Data!.Entry))
        using (var hashing = new HashingStream(file))
        {
            if (hashing.Finish() is var digest && digest != delivery.Voucher!.Digest)
            {
                delivery.Errors.Add(
                    new FileError(Codes.File.DigestDiffers, null, null, ("digest", digest), ("voucher", delivery.Voucher.Digest)));
                return Settle(delivery, Decision.Refused);
            }
        }
        return Settle(delivery, Decision.Duplicate);
    }

    /// <summary>Reads it and applies it, again from the start as long as replacements come in between.</summary>
    private DeliveryReport? Apply(Delivery delivery, CancellationToken stop)
    {
        // Mutations of today that came before count as told this morning.
        if (IncomingFlow.Of(delivery.Voucher!.Flow).IsOfPersons)
            tools.Deferred.RunDue(stop);
        var application = new Application(tools, party, SpoolName(party, lane), lease, ledger, settlement);
        while (true)
        {
            switch (application.Run(delivery, stop))
            {
                case ApplyOutcome.Applied applied:
                    return Reported(delivery, applied.DeliveryId, Decision.Accepted, applied.Tally);
                case ApplyOutcome.Refused:
                    return Settle(delivery, Decision.Refused);
                case ApplyOutcome.Waits waits:
                    Wait(waits.Waiting);
                    return null;
                case ApplyOutcome.RoutedAnew:
                    break;
            }
        }
    }

    private DeliveryReport Settle(Delivery delivery, Decision decision, SeenFile? told = null) =>
        Reported(delivery, settlement.Settle(delivery, decision, told), decision, new Tally());

    private DeliveryReport Reported(Delivery delivery, long deliveryId, Decision decision, Tally tally)
    {
        // The next one may have another turn now, and a hold that came meanwhile counts.
        ledger.Forget();
        var candidate = delivery.Candidate;
        tools.Log.LogInformation(
            "Delivery {DeliveryId} of {Party}, {Voucher}: {Decision}, {Read} records, {Rejected} rejected, {Errors} errors, {Elapsed} ms",
            deliveryId, party.Number, candidate.VoucherFileName, decision, tally.Read, tally.Rejected, delivery.Errors.All.Count,
            watch.ElapsedMilliseconds);
        return new DeliveryReport(party.Number, candidate.VoucherFileName, decision)
        {
            DeliveryId = deliveryId,
            Flow = delivery.Voucher?.Flow,
            FileSequenceNumber = delivery.Voucher?.FileSequenceNumber,
            DataFileName = candidate.DataFileName,
            Tally = tally,
            Errors = delivery.Errors.All,
            Elapsed = watch.Elapsed,
        };
    }
}
