using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Reading;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Intake;

/// <summary>Derives an answer again, of any age: decides the records of the data file once more, on rows, pieces of rows, replacements and
/// persons as the journals have them before the delivery, under the configuration of then, in a transaction that is not committed. An
/// answer that comes out the same is the same; one that comes out otherwise is no proof of anything but that.</summary>
internal sealed class AnswerDerivation(IntakeContext tools, Party party, string spoolName)
{
    /// <summary>What of the basis of the decisions nobody kept, in the words of a sentence; null: nothing is known to be missing.</summary>
    public string? NotKept { get; private set; }

    /// <param name="delivery">An accepted one.</param>
    /// <param name="answer">Its answer in the ledger.</param>
    /// <param name="data">The data file.</param>
    /// <param name="use">Called with each form in which the answer may have been written, and how it is written, until it is
    /// content.</param>
    /// <returns>Why nothing could be derived; null: it was.</returns>
    public string? Run(DeliveryRow delivery, OutgoingRow answer, string data,
        Func<StoreSession, Func<OutgoingHead, Stream, (long Items, bool Rejected)>, bool> use, CancellationToken stop)
    {
        if (delivery is not { Flow: { } flow, DataFileName: { } name, Digest: { } digest })
            return "the ledger does not say which file it was";
        long? changeSet;
        Party then;
        using (var look = tools.Store.Read())
        {
            changeSet = look.ChangeSetOfDelivery(delivery.DeliveryId);
            then = PartyThen.Of(look, party, delivery.DecidedAt);
        }
        if (changeSet is null)
            return "the journal does not know the delivery";
        var errors = new FileErrors();
        using var content = DataFile.Read(tools, data, spoolName, SpoolParts.One, then, flow, errors, null, stop);
        if (content.Digest != digest)
            return "the data file in the archive is not the one that was delivered: its digest is another";
        if (errors.Any)
            return $"the data file cannot be read by this version ({errors.All[0].Code.Wire})";
        var voucher = new Voucher(delivery.VoucherId!, tools.Options.Environment, flow, party.Number, tools.Options.SelfNumber,
            delivery.FileSequenceNumber ?? 0, name, delivery.Size ?? 0, digest, delivery.MessageCount ?? 0);
        using var session = tools.Store.Write();
        var incoming = IncomingFlow.Of(flow);
        if (incoming.IsOfSource)
            session.LockSources();
        else
            session.LockSourcesAndRegister(party.Number);
        NotKept = incoming.RestoreBefore(session, party.Number, changeSet.Value);
        content.Apply(session, "AGAIN", null, answer.CreatedAt, stop, changeSet);
        // The party may have had another form then, and earlier versions said less.
        _ = FileForm.Likely(then).Any(form =>
            use(session, (head, stream) => content.WriteAnswer(tools.Disk, head, stream, voucher, form)));
        return null;
    }
}
