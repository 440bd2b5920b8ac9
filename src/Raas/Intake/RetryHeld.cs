using Microsoft.Extensions.Logging;
using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What became of mutations that waited.</summary>
/// <param name="Applied">Their day or their person has come.</param>
/// <param name="Rejected">Their day has come, and something came in between that forbids them.</param>
/// <param name="Waiting">Still wait.</param>
/// <param name="Overdue">Of those, how many wait longer than <c>Raas:Night:HeldAlarmAfter</c> for a number that nobody has told us.</param>
public sealed record HeldReport(long Applied, long Rejected, long Waiting, long Overdue);

/// <summary>Applies mutations that waited: those whose day has come, and replacements by a number that is known now. One transaction a batch, so that
/// a crash in between leaves the rest waiting.</summary>
internal sealed class RetryHeld(IntakeTools tools)
{
    private const int MaxItems = 1 << 14;

    public HeldReport Run(CancellationToken stop)
    {
        var (applied, rejected) = (0L, 0L);
        while (Sources() is { Count: > 0 } sources)
        {
            foreach (var source in sources)
            {
                stop.ThrowIfCancellationRequested();
                var (some, others) = Batch(source);
                applied += some;
                rejected += others;
            }
        }
        var left = Look();
        if (left.Overdue > 0)
            tools.Log.LogWarning("ALARM: {Overdue} replacements wait since more than {Limit} for a number that no source has told us", left.Overdue, tools.Options.Night.HeldAlarmAfter);
        return left with { Applied = applied, Rejected = rejected };
    }

    /// <summary>What waits.</summary>
    public HeldReport Look()
    {
        using var session = tools.Store.Read();
        var left = session.First<HeldCount>("count_held", new { DueDate = tools.BusinessDate, Since = tools.Clock.GetUtcNow() - tools.Options.Night.HeldAlarmAfter })!;
        return new HeldReport(0, 0, left.Waiting, left.Overdue);
    }

    private List<long> Sources()
    {
        using var session = tools.Store.Read();
        return session.Query<long>("held_sources", new { DueDate = tools.BusinessDate });
    }

    private (long Applied, long Rejected) Batch(long source)
    {
        using var store = tools.Store.Write();
        store.LockSources();
        var due = store.Query<DueRow>("held_due", new { Source = source, DueDate = tools.BusinessDate, Most = MaxItems });
        if (due.Count == 0)
            return (0, 0);
        var changeSet = store.NewChangeSet("PERSONS", null, tools.Clock.GetUtcNow());
        var persons = new PersonBatch(store, CbeNumber.TryFrom(source, out var number) ? number : default, changeSet, tools.Clock.GetUtcNow());
        var items = due.ConvertAll(row => ItemOf(row));
        persons.Load(items);
        var rules = new PersonRules(persons);
        var (applied, rejected) = (new List<long>(), 0L);
        for (var i = 0; i < items.Count; i++)
        {
            var decided = rules.Decide(items[i], items[i].Kind == PersonItemKind.Person ? due[i].Groups : null);
            if (decided.Outcome == Outcome.Rejected && decided.Code == Codes.Record.ReplacementUnknown)
                continue;
            if (decided.Outcome == Outcome.Rejected)
            {
                tools.Log.LogWarning("Mutation {MutationId} of {Source}, which waited for its day, cannot be applied: {Code} {Reason}", due[i].MutationId, number, decided.Code!.Wire, decided.Code.En);
                store.Execute("reject_held", new { due[i].HeldId, Code = decided.Code!.Wire });
                rejected++;
            }
            else
            {
                applied.Add(due[i].HeldId);
            }
        }
        persons.Save();
        new PersonTables(store, changeSet).Release([.. applied.Order()]);
        store.Execute("count_released", new { tools.BusinessDate, Released = applied.Count });
        store.Commit();
        return (applied.Count, rejected);
    }

    private static PersonItem ItemOf(DueRow row)
    {
        using var from = new ByteReader(new MemoryStream(Convert.FromBase64String(row.Content)));
        var item = new PersonItem();
        item.Read(from);
        return item;
    }
}
