using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Institutions register and unregister.</summary>
internal sealed class SubscriptionFlow() : IncomingFlow(FlowName.Subscription, "DELIVERY")
{
    public override bool IsOfSource => false;

    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) =>
        new SubscriptionReader(errors, party.Types, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplySubscription(work.Store, work.Party, work.ChangeSetId, work.Spool, work.BatchRecords)
            { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
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
