using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Publishes what answers a delivery. A copy of ours that is missing or damaged stops nobody: an answer is made again from the
/// data file and the journal, where that gives what was sent; otherwise it is left out, and an alarm says so.</summary>
internal sealed class AnswerAgain(IntakeContext tools, Party party, string spoolName)
{
    /// <param name="dataFiles">Where the data file may be.</param>
    /// <returns>False: it was left out.</returns>
    public bool Publish(OutgoingRow row, IReadOnlyList<string> dataFiles)
    {
        try
        {
            tools.Outgoing.Publish(row);
            return true;
        }
        catch (LostCopyException lost)
        {
            tools.Log.LogWarning("{Reason}", lost.Message);
            if (row.DeliveryId is { } delivery && dataFiles.FirstOrDefault(tools.Disk.IsRegularFile) is { } data
                && TryMake(row, delivery, data))
            {
                tools.Outgoing.Publish(row);
                return true;
            }
            tools.Notices.Add(Notices.LostCopy, party.Number, $"{party.Number} {row.Flow} {row.Number}",
                $"{lost.Message} It could not be made again: {party.Name} did not get {row.Flow} {row.Number}. "
                + $"Put back work/sent from a backup, then raas resend {party.Number} {row.Flow} {row.Number}.");
            return false;
        }
    }

    /// <summary>Decides the records once more on the register as it was before the delivery, in a transaction that is not
    /// committed.</summary>
    private bool TryMake(OutgoingRow row, long deliveryId, string data)
    {
        DeliveryRow? original;
        long? changeSet;
        using (var look = tools.Store.Read())
        {
            original = look.Delivery(deliveryId);
            changeSet = look.ChangeSetOfDelivery(deliveryId);
        }
        if (row.Flow != FlowName.Answer || changeSet is null
            || original is not { Flow: { } flow, DataFileName: { } name, Digest: { } digest })
            return false;
        var errors = new FileErrors();
        using var content = DataFile.Read(tools, data, spoolName, SpoolParts.One, party, flow, errors, null, CancellationToken.None);
        if (errors.Any || content.Digest != digest)
            return false;
        var voucher = new Voucher(original.VoucherId!, tools.Options.Environment, flow, party.Number, tools.Options.SelfNumber,
            original.FileSequenceNumber ?? 0, name, original.Size ?? 0, digest, original.MessageCount ?? 0);
        using var session = tools.Store.Write();
        if (!IncomingFlow.Of(flow).IsOfSource)
            session.LockRegister(party.Number);
        session.RestoreRowsBefore(party.Number, changeSet.Value);
        content.Apply(session, "AGAIN", null, row.CreatedAt, CancellationToken.None);
        // The party may have chosen another language since, and earlier versions said less.
        return FileForm.Likely(party).Any(form => tools.Outgoing.TryMakeAgain(session, row,
            (head, stream) => content.WriteAnswer(tools.Disk, head, stream, voucher, form)));
    }
}
