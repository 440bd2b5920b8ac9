using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows.Dimona;

/// <summary>The ONSS tells about employments.</summary>
internal sealed class DimonaFlow() : IncomingFlow(FlowName.Dimona, FlowName.Dimona)
{
    public override DataFileReader NewReader(FileErrors errors, Party party, SpoolWriter spool, Action<long> progress) =>
        new DimonaReader(errors, spool) { Progress = progress };

    public override Tally Apply(FlowWork work, CancellationToken stop)
    {
        var apply = new ApplyDimona(work) { Progress = work.Progress };
        apply.Run(stop);
        return apply.Tally;
    }

    public override string? RestoreBefore(StoreSession store, CbeNumber party, long changeSetId)
    {
        DimonaTables.RestoreBefore(store, changeSetId);
        store.RestoreReplacementsBefore(changeSetId);
        return null;
    }

    public override Func<ByteReader, (int Number, string? Reference)> NewRecordReader()
    {
        var item = new Declaration();
        return from =>
        {
            item.Read(from);
            return (item.Number, null);
        };
    }

    public override (long Items, bool Rejected) WriteAnswer(Disk disk, Party party, Spool spool, AnswerHead head, Stream stream)
    {
        var item = new Declaration();
        return new SourceAnswer(spool, party.Settings.AnswersRejectedOnly, (answer, records, decided) =>
        {
            item.Read(records);
            answer?.Result(new AnswerLine(item.Number, "declaration"u8, item.Ssin), decided);
        }).Write(head, stream);
    }
}
