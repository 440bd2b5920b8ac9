using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Reverts;

/// <summary>Takes the effects of one delivery of an institution back, as far as nothing has been built on them since, and tells the
/// institution. Done twice it is undone: then the rows are those of before.</summary>
public sealed class DeliveryReverts
{
    /// <summary>What the journal says about it.</summary>
    public const string Cause = ExplainedChange.Revert;

    private const string NobodyHasAsked = "Nobody has asked for it, or it was done or withdrawn meanwhile.";

    private readonly IntakeContext tools;

    internal DeliveryReverts(IntakeContext tools) => this.tools = tools;

    /// <summary>How often a delivery was taken back and put into effect again, the latest last, each with why rows stayed.</summary>
    public IReadOnlyList<(RevertRow Revert, IReadOnlyList<LeftByRevert> Left)> Of(long deliveryId)
    {
        using var session = tools.Store.Read();
        return session.RevertsOf(deliveryId)
            .ConvertAll(revert => (revert, (IReadOnlyList<LeftByRevert>)session.LeftBy(revert.RevertId)));
    }

    /// <summary>What waits for a second operator; null: nothing does.</summary>
    public RevertRequest? RequestOf(long deliveryId)
    {
        using var session = tools.Store.Read();
        return session.FindRevertRequest(deliveryId);
    }

    /// <summary>All that waits for a second operator, the oldest first.</summary>
    public IReadOnlyList<RevertRequest> Requests()
    {
        using var session = tools.Store.Read();
        return session.RevertRequests();
    }

    /// <summary>Finds out what it would do, and changes nothing. As long as it lasts nobody else changes rows of the institution.</summary>
    /// <param name="undo">Take back that the delivery was taken back.</param>
    /// <exception cref="OperatorException">It cannot be taken back; the message says why.</exception>
    public RevertReport Preview(long deliveryId, bool undo, CancellationToken stop)
    {
        using var session = tools.Store.Write();
        var target = Find(session, deliveryId, undo);
        session.LockRegister(target.Party.Number);
        target = Find(session, deliveryId, undo);
        using var asked = AskedSince.Read(tools, session, target.Party, target.Delivery, target.Since, stop);
        var revert = new Revert(
            tools, session, target.Party, target.ChangeSet, target.Origin, asked, target.Delivery.ReadCount);
        revert.Run(null, stop);
        var row = RowOf(target, revert, tools.Clock.GetUtcNow(), new Operator("-", "-"), null);
        return new RevertReport(target.Delivery, row, revert.Left(), session.ToldSince(target.Party.Number, target.Since))
        {
            IsDryRun = true,
        };
    }

    /// <summary>Does it: rows, journal, answer and receipt in one transaction.</summary>
    /// <param name="undo">Take back that the delivery was taken back.</param>
    /// <exception cref="OperatorException">It cannot be taken back; the message says why. Nothing was changed.</exception>
    public RevertReport Run(long deliveryId, bool undo, Operator who, CancellationToken stop) =>
        Run(deliveryId, undo, who, null, null, stop);

    /// <param name="asked">What an operator had asked for, and another one confirms; null: it is a command.</param>
    private RevertReport Run(
        long deliveryId, bool undo, Operator who, Operator? confirmedBy, RevertRequest? asked, CancellationToken stop)
    {
        // What is done again after a restore is done before the store knows all of its files.
        if (!tools.TakesNothing && tools.Age.Check() is { } problem)
            throw new OperatorException(problem);
        RevertReport report;
        List<OutgoingRow> outgoing;
        using (var session = tools.Store.Write())
        {
            var target = Find(session, deliveryId, undo);
            session.LockRegister(target.Party.Number);
            target = Find(session, deliveryId, undo);
            if (asked is not null && session.FindRevertRequest(deliveryId) != asked)
                throw new OperatorException(NobodyHasAsked);
            (report, outgoing) = Run(session, target, who, confirmedBy, stop);
            session.Commit();
        }
        Publish(outgoing);
        tools.Log.LogInformation("Delivery {Delivery} of {Party} was {What}: {PutBack} rows put back, {Kept} kept, {Impossible} impossible",
            deliveryId, report.Delivery.Party, undo ? "put into effect again" : "taken back", report.Revert.RowsPutBack,
            report.Revert.RowsKept, report.Revert.RowsImpossible);
        return report;
    }

    /// <summary>Asks for it: another operator has to <see cref="Confirm"/>.</summary>
    /// <exception cref="OperatorException">It cannot be taken back, or somebody has asked already.</exception>
    public void Ask(long deliveryId, bool undo, Operator who)
    {
        using var session = tools.Store.Write();
        var target = Find(session, deliveryId, undo);
        session.LockRegister(target.Party.Number);
        if (session.FindRevertRequest(deliveryId) is { } before)
            throw new OperatorException($"{before.Operator} has asked for it already: confirm that, or withdraw it.");
        var now = tools.Clock.GetUtcNow();
        session.InsertRevertRequest(new RevertRequest
        {
            DeliveryId = deliveryId, Party = target.Delivery.Party, IsUndo = undo, Operator = who.Name, Reason = who.Reason, AskedAt = now,
        });
        session.Journal(now, who, "ASK-REVERT", target.Party.Number, target.Delivery.Flow, target.Delivery.FileSequenceNumber);
        session.Commit();
    }

    /// <summary>Does what another operator has asked for.</summary>
    /// <param name="mark">Of the request that was read: who confirms agrees to that one.</param>
    /// <exception cref="OperatorException">Nobody has asked, or something else, or it was the same operator.</exception>
    public RevertReport Confirm(long deliveryId, string mark, Operator by, CancellationToken stop)
    {
        var asked = Read(RequestOf(deliveryId), mark);
        if (asked.IsOf(by.Name))
            throw new OperatorException($"{asked.Operator} has asked for it: somebody else has to confirm.");
        return Run(deliveryId, asked.IsUndo, new Operator(asked.Operator, asked.Reason), by, asked, stop);
    }

    private static RevertRequest Read(RevertRequest? asked, string mark) =>
        asked is null ? throw new OperatorException(NobodyHasAsked)
        : asked.Mark == mark ? asked
        : throw new OperatorException($"It was withdrawn meanwhile, and {asked.Operator} has asked anew: read that first.");

    /// <summary>Withdraws what was asked for.</summary>
    /// <inheritdoc cref="Confirm"/>
    public void Withdraw(long deliveryId, string mark, Operator who)
    {
        using var session = tools.Store.Write();
        if (session.LedgerRow(deliveryId) is not { } delivery || NumberOf(delivery) is not { } party)
            throw new OperatorException(NobodyHasAsked);
        session.LockRegister(party);
        _ = Read(session.FindRevertRequest(deliveryId), mark);
        session.DeleteRevertRequest(deliveryId);
        session.Journal(tools.Clock.GetUtcNow(), who, "WITHDRAW-REVERT", party, delivery.Flow, delivery.FileSequenceNumber);
        session.Commit();
    }

    private (RevertReport Report, List<OutgoingRow> Outgoing) Run(
        StoreSession session, Target target, Operator who, Operator? confirmedBy, CancellationToken stop)
    {
        var (delivery, party, now) = (target.Delivery, target.Party, tools.Clock.GetUtcNow());
        using var content = Archived.Read(
            tools, party, delivery.DeliveryId, delivery.FiledFolder, delivery.FiledData, delivery.Digest, "delivery", stop);
        using var asked = AskedSince.Read(tools, session, party, delivery, target.Since, stop);
        var changeSet = session.NewChangeSet(Cause, delivery.DeliveryId, now, party.Number);
        var revert = new Revert(tools, session, party, target.ChangeSet, target.Origin, asked, delivery.ReadCount);
        revert.Run(changeSet, stop);
        if (party.Settings.AutoReplace && revert.PutBack > 0 && session.LeftBehindOfParty(party.Number.Value).Any())
            session.SweepNextNight(party.Number);
        var tally = revert.Tally;
        var records = new RevertAnswer(content.Records, party.Types, revert.Fates);
        var form = FileForm.Of(party);
        var voucher = new Voucher(delivery.VoucherId!, tools.Options.Environment, delivery.Flow!, party.Number, tools.Options.SelfNumber,
            delivery.FileSequenceNumber!.Value, delivery.DataFileName!, delivery.Size ?? 0, delivery.Digest!, delivery.MessageCount ?? 0);
        var answer = tools.Outgoing.Prepare(session, party.Number, FlowName.Answer, delivery.DeliveryId, delivery.VoucherId, now,
            (head, stream) => records.Write(new AnswerHead(head, voucher, content.Envelope.LegalContext, tally, form), stream));
        var receipt = tools.Outgoing.Prepare(session, party.Number, FlowName.Receipt, delivery.DeliveryId, delivery.VoucherId, now,
            (head, stream) =>
            {
                ReceiptWriter.Write(stream, head, ReceiptOf(session, target, tally, answer, form));
                return (1, false);
            });
        var row = RowOf(target, revert, now, who, confirmedBy) with
        {
            ChangeSetId = changeSet, AnswerNumber = answer.Number, ReceiptNumber = receipt.Number,
        };
        var left = revert.Left();
        session.InsertRevert(row, delivery.DeliveryId, party.Number, left);
        session.DeleteRevertRequest(delivery.DeliveryId);
        session.Journal(now, who, target.IsUndo ? "UNDO-REVERT" : "REVERT", party.Number, delivery.Flow, delivery.FileSequenceNumber);
        if (confirmedBy is not null)
            session.Journal(now, confirmedBy, "CONFIRM-REVERT", party.Number, delivery.Flow, delivery.FileSequenceNumber);
        return (new RevertReport(delivery, row, left, session.ToldSince(party.Number, target.Since))
        {
            AnswerFileName = answer.FileName, ReceiptFileName = receipt.FileName,
        }, [answer, receipt]);
    }

    private static Receipt ReceiptOf(StoreSession session, Target target, Tally tally, OutgoingRow answer, FileForm form) =>
        new(target.Delivery.VoucherFileName, target.IsUndo ? Receipt.Restored : Receipt.Reverted)
        {
            VoucherId = target.Delivery.VoucherId,
            Flow = target.Delivery.Flow,
            FileSequenceNumber = target.Delivery.FileSequenceNumber,
            DataFileName = target.Delivery.DataFileName,
            Digest = target.Delivery.Digest,
            AnswerFileName = answer.FileName,
            Counts = new RecordCounts(tally.Read, 0, 0, tally.Unchanged, 0, 0, tally.Rejected, tally.Reverted),
            NextExpected = session.ExpectedNumber(target.Party.Number, target.Delivery.Flow!),
            Form = form,
        };

    /// <summary>What cannot leave now leaves with the next night.</summary>
    private void Publish(List<OutgoingRow> outgoing)
    {
        try
        {
            foreach (var row in outgoing)
                tools.Outgoing.Publication.Publish(row);
            using var write = tools.Store.Write();
            foreach (var row in outgoing)
                write.MarkPublished(row, tools.Clock.GetUtcNow());
            write.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LostCopyException)
        {
            tools.Log.LogWarning(e, "That a delivery was taken back is told with the next night: {Reason}", e.Message);
        }
    }

    /// <summary>What is to be taken back.</summary>
    /// <param name="Origin">The change set of the delivery itself.</param>
    private sealed record Target(LedgerRow Delivery, Party Party, long ChangeSet, long Origin, DateTimeOffset Since, bool IsUndo);

    private static Target Find(StoreSession session, long deliveryId, bool undo)
    {
        if (session.LedgerRow(deliveryId) is not { } delivery)
            throw new OperatorException($"There is no delivery {deliveryId} in the ledger.");
        if (delivery is not { Decision: "ACCEPTED", Flow: FlowName.Subscription, VoucherId: not null, FileSequenceNumber: not null })
            throw new OperatorException(delivery.Decision == "ACCEPTED"
                ? $"Delivery {deliveryId} is a {delivery.Flow}: what a source said is corrected by what it says next. "
                    + $"Only a {FlowName.Subscription} can be taken back."
                : $"Delivery {deliveryId} was not applied: it is {delivery.Decision}. There is nothing to take back.");
        var party = session.Parties().FirstOrDefault(one => one.Number.Value == delivery.Party)
            ?? throw new OperatorException($"The institution of delivery {deliveryId} is no longer configured.");
        var last = session.RevertsOf(deliveryId).LastOrDefault();
        var isTakenBack = last is { IsUndo: false };
        if (undo != isTakenBack)
            throw new OperatorException(undo
                ? $"Delivery {deliveryId} is in effect: there is no revert to take back."
                : $"Delivery {deliveryId} was taken back already, by {last!.Operator} at {last.At:u}: "
                    + "it can be put into effect again, on its page or with --undo.");
        if (delivery.Registered + delivery.Merged + delivery.Removed + delivery.Shortened == 0
            || session.ChangeSetOfDelivery(deliveryId) is not { } changeSet)
            throw new OperatorException($"Delivery {deliveryId} changed nothing: there is nothing to take back.");
        return last is null ? new Target(delivery, party, changeSet, changeSet, delivery.DecidedAt, undo)
            : new Target(delivery, party, last.ChangeSetId, changeSet, last.At, undo);
    }

    private static RevertRow RowOf(
        Target target, Revert revert, DateTimeOffset now, Operator who, Operator? confirmedBy) => new()
        {
            IsUndo = target.IsUndo, Reverts = target.ChangeSet, At = now, Operator = who.Name, ConfirmedBy = confirmedBy?.Name,
            Reason = who.Reason, RowsPutBack = revert.PutBack, RowsKept = revert.Kept, RowsImpossible = revert.Impossible,
            Reverted = revert.Tally.Reverted, Kept = revert.Tally.Unchanged, Impossible = revert.Tally.Rejected,
        };

    private static CbeNumber? NumberOf(LedgerRow delivery) => CbeNumber.TryFrom(delivery.Party, out var number) ? number : null;
}
