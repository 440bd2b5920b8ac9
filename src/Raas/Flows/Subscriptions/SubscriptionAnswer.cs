using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Writes the answer of a SUBSCRIPTION from the spool: records and outcomes, walked side by side in file order.</summary>
internal sealed class SubscriptionAnswer(Spool spool, IReadOnlyList<DossierType> types, bool rejectedOnly)
{
    private readonly byte[][] codes = [.. types.Select(type => Encoding.UTF8.GetBytes(type.Code))];

    public (long Items, bool Rejected) Write(Disk disk, AnswerHead head, Stream stream)
    {
        var items = 0L;
        if (head.Tally.Rejected > 0)
        {
            disk.WriteNew(head.File.RejectedPath, rejectedStream =>
            {
                using var rejected = new RejectedWriter(
                    rejectedStream, head.File.Receiver, head.File.Sender, head.LegalContext, head.Voucher.FileSequenceNumber + 1,
                    head.File.CreatedAt, head.Form);
                items = Write(head, stream, rejected);
                rejected.Finish();
            });
            return (items, true);
        }
        return (Write(head, stream, null), false);
    }

    private long Write(AnswerHead head, Stream stream, RejectedWriter? rejected)
    {
        using var answer = new AnswerWriter(stream, head);
        using var walk = new SpoolWalk(spool);
        var record = new SubscriptionRecord();
        var decided = new DecidedRecord();
        var items = 0L;
        while (walk.Next(out var records, out var outcomes))
        {
            record.Read(records);
            decided.Read(outcomes);
            var code = record.Type == RecordRequest.NoType ? record.Utf8(record.TypeText) : codes[record.Type];
            if (decided.Outcome == Outcome.Rejected)
                rejected?.Record(record, code, decided);
            else if (rejectedOnly)
                continue;
            var action = record.Action == RequestAction.Register ? "register"u8 : "unregister"u8;
            var reference = record.Utf8(record.Reference);
            answer.Result(new AnswerLine(record.Number, action, record.Ssin) { Reference = reference, DossierType = code }, decided);
            items++;
        }
        answer.Finish();
        return items;
    }
}
