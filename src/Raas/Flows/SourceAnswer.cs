using System.Text;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;

namespace Raas.Flows;

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
