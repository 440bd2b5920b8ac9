using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows.Subscriptions;

/// <summary>Writes the answer of a SUBSCRIPTION from the spool: its records with what was decided on each, in file order.</summary>
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
        using var feed = new DecidedFeed(spool);
        var items = 0L;
        while (feed.Next() is { } block)
        {
            for (var i = 0; i < block.Count; i++)
            {
                if (Write(answer, block.Records[i], block.Decisions[i], rejected))
                    items++;
            }
        }
        answer.Finish();
        return items;
    }

    /// <summary>False: the institution wants to hear of rejected records only.</summary>
    private bool Write(AnswerWriter answer, SubscriptionRecord record, in DecidedRecord decided, RejectedWriter? rejected)
    {
        var code = record.Type == RecordRequest.NoType ? record.Utf8(record.TypeText) : codes[record.Type];
        if (decided.Outcome == Outcome.Rejected)
            rejected?.Record(record, code, decided);
        else if (rejectedOnly)
            return false;
        var action = record.Action == RequestAction.Register ? "register"u8 : "unregister"u8;
        var reference = record.Utf8(record.Reference);
        answer.Result(new AnswerLine(record.Number, action, record.Ssin) { Reference = reference, DossierType = code }, decided);
        return true;
    }
}
