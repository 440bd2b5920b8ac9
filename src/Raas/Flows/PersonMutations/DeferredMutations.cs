using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Persons;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Flows.PersonMutations;

/// <summary>What became of mutations that waited.</summary>
/// <param name="Applied">Their day or their person has come.</param>
/// <param name="Rejected">Their day has come, and something came in between that forbids them.</param>
/// <param name="Waiting">Still wait.</param>
/// <param name="Overdue">Of those, how many wait longer than <c>Raas:Night:HeldAlarmAfter</c> for a number that nobody has told us.</param>
public sealed record DeferredReport(long Applied, long Rejected, long Waiting, long Overdue);

/// <summary>Applies mutations that waited: those whose day has come, and replacements by a number that is known now. Each counts as told at
/// the beginning of its day, so this comes before anything that a source tells on that day: day by day, the National Register before the
/// BCSS, then as they were told. One transaction a batch, so that a crash in between leaves the rest waiting.</summary>
/// <param name="businessDate">What is dated later has not happened yet.</param>
/// <param name="night">The place in the ledger of the night that counts what is applied.</param>
/// <param name="overdueAfter">How long a number may be waited for, see <c>Raas:Night:HeldAlarmAfter</c>.</param>
internal sealed class DeferredMutations(
    RegisterStore store, OutgoingFiles outgoing, TimeProvider clock, DateOnly businessDate, DateOnly night, TimeSpan overdueAfter,
    ILogger log)
{
    private const int MaxItems = 1 << 14;

    /// <summary>Mutations that came before RAAS kept the legal context of their delivery.</summary>
    private const string OldLegalContext = "RAAS:" + FlowName.PersonMutation;

    private readonly List<OutgoingRow> answers = [];

    public DeferredReport Run(CancellationToken stop)
    {
        var (applied, rejected) = Apply(evenNumbers: true, stop);
        var left = Look();
        if (left.Overdue > 0)
            log.LogWarning("ALARM: {Overdue} replacements wait since more than {Limit} for a number that no source has told us",
                left.Overdue, overdueAfter);
        return left with { Applied = applied, Rejected = rejected };
    }

    /// <summary>What waits.</summary>
    public DeferredReport Look()
    {
        using var session = store.Read();
        var left = session.CountHeld(businessDate, clock.GetUtcNow() - overdueAfter);
        return new DeferredReport(0, 0, left.Waiting, left.Overdue);
    }

    /// <summary>What waited for its day.</summary>
    public DeferredReport RunDue(CancellationToken stop)
    {
        var (applied, rejected) = Apply(evenNumbers: false, stop);
        return Look() with { Applied = applied, Rejected = rejected };
    }

    /// <summary>What can be applied now, until nothing can.</summary>
    private (long Applied, long Rejected) Apply(bool evenNumbers, CancellationToken stop)
    {
        var (applied, rejected) = (0L, 0L);
        for (var days = Days(evenNumbers); days.Count > 0; days = Days(evenNumbers))
        {
            DropOvertaken();
            foreach (var (day, source) in days)
            {
                for (var isMore = true; isMore;)
                {
                    stop.ThrowIfCancellationRequested();
                    var (some, others) = Batch(day, source, evenNumbers);
                    applied += some;
                    rejected += others;
                    isMore = some + others == MaxItems;
                }
            }
        }
        Publish();
        return (applied, rejected);
    }

    private List<(DateOnly Day, Party Source)> Days(bool evenNumbers)
    {
        using var session = store.Read();
        var days = session.HeldDays(businessDate, evenNumbers);
        if (days.Count == 0)
            return [];
        var sources = session.Parties().ToDictionary(p => p.Number.Value);
        var inOrder = from day in days
                      let source = sources[day.Source]
                      orderby day.DueDate, source.SourceRank, source.Number
                      select (day.DueDate, source);
        return [.. inOrder];
    }

    private void DropOvertaken()
    {
        using var session = store.Write();
        session.LockSources();
        session.DeleteOvertakenHeld(businessDate);
        session.Commit();
    }

    private (long Applied, long Rejected) Batch(DateOnly day, Party source, bool evenNumbers)
    {
        using var session = store.Write();
        session.LockSources();
        var due = session.HeldDue(source.Number, day, evenNumbers, MaxItems);
        if (due.Count == 0)
            return (0, 0);
        var changeSet = session.NewChangeSet("PERSONS", null, clock.GetUtcNow());
        var persons = new PersonBatch(session, source.Number, changeSet, clock.GetUtcNow());
        var items = due.ConvertAll(row => ItemOf(row));
        persons.Load(items);
        var rules = new PersonRules(persons);
        var applied = new List<long>();
        var rejected = new List<(DueRow Row, PersonMutation Item, DecidedRecord Decided)>();
        for (var i = 0; i < items.Count; i++)
        {
            List<Code> reasons = [.. rules.Reasons(items[i])];
            if (reasons.Count > 0)
            {
                rejected.Add((due[i], items[i], DecidedRecord.Rejected(reasons)));
                continue;
            }
            rules.Apply(items[i]);
            applied.Add(due[i].HeldId);
        }
        persons.Save();
        new PersonTables(session, changeSet).DeleteHeld([.. applied.Order()]);
        Reject(session, source, rejected);
        session.AddReleased(night, applied.Count);
        session.Commit();
        return (applied.Count, rejected.Count);
    }

    /// <summary>The source is told: an answer for each delivery that they came with, after the one that said that they wait.</summary>
    private void Reject(StoreSession session, Party source, List<(DueRow Row, PersonMutation Item, DecidedRecord Decided)> rejected)
    {
        foreach (var (row, _, decided) in rejected)
        {
            var code = decided.Code!;
            log.LogWarning(
                "Mutation {MutationId} of {Source}, which waited for its day, cannot be applied: {Code} {Reason}",
                row.MutationId, source.Number, code.Wire, code.En);
            session.SetHeldRejected(row.HeldId, code.Wire);
        }
        foreach (var some in rejected.Where(r => r.Row.DeliveryId is not null).GroupBy(r => r.Row.DeliveryId!.Value).OrderBy(g => g.Key))
        {
            if (session.Delivery(some.Key) is not { } delivery)
                continue;
            var voucher = VoucherOf(delivery, source);
            List<(DueRow Row, PersonMutation Item, DecidedRecord Decided)> records = [.. some.OrderBy(r => r.Item.Number)];
            (long, bool) Write(OutgoingHead head, Stream stream)
            {
                var legalContext = records[0].Row.LegalContext ?? OldLegalContext;
                var tally = new Tally { Rejected = records.Count };
                using var answer = new AnswerWriter(stream, new AnswerHead(head, voucher, legalContext, tally, FileForm.Of(source)));
                foreach (var (_, item, decided) in records)
                    answer.Result(PersonMutationFlow.LineOf(item), decided);
                answer.Finish();
                return (records.Count, false);
            }
            var now = clock.GetUtcNow();
            answers.Add(outgoing.Prepare(session, source.Number, FlowName.Answer, some.Key, voucher.VoucherId, now, Write));
        }
    }

    private Voucher VoucherOf(DeliveryRow delivery, Party source) => new(
        delivery.VoucherId!, outgoing.Environment, delivery.Flow!, source.Number, outgoing.Self,
        delivery.FileSequenceNumber!.Value, delivery.DataFileName!, delivery.Size!.Value, delivery.Digest!, delivery.MessageCount!.Value);

    /// <summary>What was committed; what does not get out now is published by the next night.</summary>
    private void Publish()
    {
        foreach (var row in answers)
        {
            try
            {
                outgoing.Publication.Publish(row);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.LogError("{File}: {Reason}. It is committed, and published by the next night", row.FileName, e.Message);
                continue;
            }
            using var write = store.Write();
            write.MarkPublished(row, clock.GetUtcNow());
            write.Commit();
        }
        answers.Clear();
    }

    private static PersonMutation ItemOf(DueRow row)
    {
        using var from = new ByteReader(new MemoryStream(Convert.FromBase64String(row.Content)));
        var item = new PersonMutation();
        item.Read(from);
        return item;
    }
}
