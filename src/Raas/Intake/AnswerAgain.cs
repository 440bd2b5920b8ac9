using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

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
            tools.Outgoing.Publication.Publish(row);
            return true;
        }
        catch (LostCopyException lost)
        {
            tools.Log.LogWarning("{Reason}", lost.Message);
            if (row.DeliveryId is { } delivery && dataFiles.FirstOrDefault(tools.Disk.IsRegularFile) is { } data
                && TryMake(row, delivery, data))
            {
                tools.Outgoing.Publication.Publish(row);
                return true;
            }
            tools.Notices.Add(Notices.LostCopy, party.Number, $"{party.Number} {row.Flow} {row.Number}",
                $"{lost.Message} It could not be made again: {party.Name} did not get {row.Flow} {row.Number}. "
                + $"Put back work/sent from a backup, then raas resend {party.Number} {row.Flow} {row.Number}.");
            return false;
        }
    }

    private bool TryMake(OutgoingRow row, long deliveryId, string data)
    {
        if (row.Flow != FlowName.Answer)
            return false;
        DeliveryRow? original;
        using (var look = tools.Store.Read())
            original = look.Delivery(deliveryId);
        var isMade = false;
        if (original is not null)
        {
            new AnswerDerivation(tools, party, spoolName).Run(original, row, data,
                (session, write) => isMade = tools.Outgoing.TryMakeAgain(session, row, write), CancellationToken.None);
        }
        return isMade;
    }
}
