using System.Text;
using Raas.Domain;
using Raas.Flows;
using Raas.Flows.Subscriptions;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Reverts;

/// <summary>What became of a record when its delivery was taken back, from the lightest to the heaviest: what holds for one of its rows
/// holds for the record.</summary>
internal enum RecordFate : byte
{
    /// <summary>It had changed nothing.</summary>
    None,
    PutBack,
    Kept,
    Impossible,
}

/// <summary>Writes the answer to a delivery that was taken back: each record that had changed something, in file order. Also for an
/// institution that wants rejected records only: nobody there has asked for this.</summary>
internal sealed class RevertAnswer(Spool records, IReadOnlyList<DossierType> types, RecordFate[] fates)
{
    private static readonly DecidedRecord Reverted = new() { Outcome = Outcome.Reverted };
    private static readonly DecidedRecord Kept = new() { Outcome = Outcome.Unchanged, Code = Codes.Record.ChangedSince };
    private static readonly DecidedRecord Impossible = DecidedRecord.Rejected([Codes.Record.CannotBeReverted]);

    private readonly byte[][] codes = [.. types.Select(type => Encoding.UTF8.GetBytes(type.Code))];

    public (long Items, bool Rejected) Write(AnswerHead head, Stream stream)
    {
        using var answer = new AnswerWriter(stream, head);
        using var from = records.ReadRecords(0);
        var record = new SubscriptionRecord();
        var items = 0L;
        for (var left = records.Count; left > 0; left--)
        {
            record.Read(from);
            if (fates[record.Number] == RecordFate.None)
                continue;
            var action = record.Action == RequestAction.Register ? "register"u8 : "unregister"u8;
            var code = record.Type == RecordRequest.NoType ? record.Utf8(record.TypeText) : codes[record.Type];
            answer.Result(
                new AnswerLine(record.Number, action, record.Ssin) { Reference = record.Utf8(record.Reference), DossierType = code },
                fates[record.Number] switch { RecordFate.PutBack => Reverted, RecordFate.Kept => Kept, _ => Impossible });
            items++;
        }
        answer.Finish();
        return (items, false);
    }
}
