using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Applies the records of a SUBSCRIPTION to the register, inside the transaction of the delivery. Part by part,
/// batch by batch: bring what is known, decide in file order, write back what changed, note the outcomes.</summary>
internal sealed class ApplySubscription(StoreSession store, CbeNumber party, bool mergeAdjacent, IReadOnlyList<DossierType> types, long changeSetId, Spool spool, int batchRecords)
{
    private readonly RegisterBatch register = new(store, party, changeSetId);
    private SubscriptionBatch batch = null!;
    private readonly RecordDecider decider = new(types, mergeAdjacent);
    private DecidedChanges now = new();
    private DecidedChanges before = new();
    private Task writing = Task.CompletedTask;

    public Tally Tally { get; } = new();

    /// <summary>Called with the number of records decided so far.</summary>
    public Action<long>? Progress { get; init; }

    public void Run(CancellationToken stop)
    {
        store.Execute("lock_party", new { Party = party.Value });
        using var beside = store.Dialect.ReadsBesideWriter && spool.Routing.Parts > 1 ? new StoreSession(store.Dialect) : null;
        using var own = store.Dialect.NewLookup(store, party, changeSetId);
        using var other = beside is null ? null : store.Dialect.NewLookup(beside, party, changeSetId);
        using var batches = new BatchFeed(spool, batchRecords);
        try
        {
            for (batch = batches.Next(); batch.Count > 0; batch = batches.Next())
            {
                stop.ThrowIfCancellationRequested();
                RunBatch(batch.IsFirstOfPart && other is not null ? other : own, batches.Outcomes(batch.Part));
            }
        }
        finally
        {
            writing.GetAwaiter().GetResult();
        }
    }

    /// <summary>The first batch of a part touches no key that an earlier part touched: it is read beside the writer. Further
    /// batches of the part must see what the ones before them left.</summary>
    private void RunBatch(RegisterLookup lookup, ByteWriter outcomes)
    {
        if (!batch.IsFirstOfPart || !store.Dialect.ReadsBesideWriter)
            writing.GetAwaiter().GetResult();
        var known = lookup.Persons(batch.Keys);
        Decide(known, lookup.Rows(batch.Keys, CurrentNumbersNotAsked(known)));
        WriteBack();
        for (var i = 0; i < batch.Count; i++)
        {
            Tally.Count(batch.Decisions[i].Outcome);
            batch.Decisions[i].Write(outcomes);
        }
        Progress?.Invoke(Tally.Read);
    }

    /// <summary>Writes this batch while the next one is read: one at a time, on the one connection that writes.</summary>
    private void WriteBack()
    {
        writing.GetAwaiter().GetResult();
        (now, before) = (before, now);
        var changed = before;
        writing = Task.Run(() => register.Apply(changed.Removed, changed.Added, changed.Journal));
    }

    /// <summary>Replaced numbers are applied under the current one: its rows are needed too.</summary>
    private List<StagedKey> CurrentNumbersNotAsked(List<KnownPerson> persons)
    {
        var also = new SortedSet<long>();
        foreach (var person in persons)
        {
            if (person.IsReplaced && batch.Keys.BinarySearch(new StagedKey(person.Current, false), BySsin.Instance) < 0)
                also.Add(person.Current);
        }
        return [.. also.Select(ssin => new StagedKey(ssin, false))];
    }

    private void Decide(List<KnownPerson> persons, List<InscriptionRow> rows)
    {
        now.Clear();
        foreach (var group in batch.Groups(persons))
        {
            decider.Begin(rows, now);
            for (var n = group.Start; n < group.End; n++)
            {
                var position = batch.Position(n);
                var person = persons[batch.PersonOf(position)];
                batch.Decisions[position] = decider.Decide(batch[position], person, batch.Identity(position));
            }
            decider.End();
        }
        Tally.RowsTaken = decider.RowsTaken;
    }

    private sealed class BySsin : IComparer<StagedKey>
    {
        public static readonly BySsin Instance = new();

        public int Compare(StagedKey x, StagedKey y) => x.Ssin.CompareTo(y.Ssin);
    }
}
