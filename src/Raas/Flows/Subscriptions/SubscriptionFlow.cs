using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows.Subscriptions;

/// <summary>Institutions register and unregister.</summary>
internal sealed class SubscriptionFlow() : IncomingFlow(FlowName.Subscription, "DELIVERY")
{
    public override bool IsOfSource => false;

    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) =>
        new SubscriptionReader(errors, party.Types, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplySubscription(work);
        apply.Run(stop);
        return apply.Tally;
    }

    public override string? RestoreBefore(StoreSession store, CbeNumber party, long changeSetId)
    {
        store.RestoreRowsBefore(party, changeSetId);
        store.RestoreReplacementsBefore(changeSetId);
        return null;
    }

    public override Func<ByteReader, (int Number, string? Reference)> NewRecordReader()
    {
        var record = new SubscriptionRecord();
        return from =>
        {
            record.Read(from);
            return (record.Number, record.String(record.Reference));
        };
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream) =>
        new SubscriptionAnswer(spool, party.Types, party.Settings.AnswersRejectedOnly).Write(disk, head, stream);
}
