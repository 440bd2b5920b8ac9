using System.Text;
using Raas.Domain;
using Raas.Files;

namespace Raas.Intake;

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
                    rejectedStream, head.File.Receiver, head.File.Sender, head.LegalContext, head.Voucher.FileSequenceNumber + 1, head.File.CreatedAt);
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
        var record = new MutationRecord();
        var decided = new DecidedRecord();
        var items = 0L;
        while (walk.Next(out var records, out var outcomes))
        {
            record.Read(records);
            decided.Read(outcomes);
            var code = record.Type == MutationRecord.NoType ? record.Utf8(record.TypeText) : codes[record.Type];
            if (decided.Outcome == Outcome.Rejected)
                rejected?.Record(record, code);
            else if (rejectedOnly)
                continue;
            answer.Result(record, decided, code);
            items++;
        }
        answer.Finish();
        return items;
    }
}

/// <summary>Writes the answer of a flow of a source: items and outcomes, walked side by side in file order.</summary>
/// <param name="result">Reads the next item and writes its result; only reads it when the outcome is not asked for.</param>
internal sealed class SourceAnswer(Spool spool, bool rejectedOnly, Action<AnswerWriter?, ByteReader, DecidedRecord> result)
{
    public (long Items, bool Rejected) Write(AnswerHead head, Stream stream)
    {
        using var answer = new AnswerWriter(stream, head);
        using var walk = new SpoolWalk(spool);
        var decided = new DecidedRecord();
        var items = 0L;
        while (walk.Next(out var records, out var outcomes))
        {
            decided.Read(outcomes);
            var isAsked = !rejectedOnly || decided.Outcome == Outcome.Rejected;
            result(isAsked ? answer : null, records, decided);
            items += isAsked ? 1 : 0;
        }
        answer.Finish();
        return (items, false);
    }
}

/// <summary>Walks the parts of a spool in file order.</summary>
internal sealed class SpoolWalk : IDisposable
{
    private readonly ByteReader[] records;
    private readonly ByteReader[] outcomes;
    private readonly ByteReader? order;
    private long left;

    public SpoolWalk(Spool spool)
    {
        var parts = Enumerable.Range(0, spool.Routing.Parts).ToList();
        records = [.. parts.Select(spool.ReadRecords)];
        outcomes = [.. parts.Select(spool.ReadOutcomes)];
        order = parts.Count > 1 ? spool.ReadOrder() : null;
        left = spool.Count;
    }

    public bool Next(out ByteReader record, out ByteReader outcome)
    {
        var part = left > 0 && order is not null ? order.Byte() : 0;
        record = records[part];
        outcome = outcomes[part];
        return left-- > 0;
    }

    public void Dispose()
    {
        foreach (var reader in records.Concat(outcomes))
            reader.Dispose();
        order?.Dispose();
    }
}
