using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Flows.Subscriptions;

/// <summary>Applies the records of a SUBSCRIPTION to the register, inside the transaction of the delivery. Part by part,
/// batch by batch: bring what is known, decide in file order, write back what changed, note the outcomes.</summary>
internal sealed class ApplySubscription(FlowWork work)
{
    private readonly StoreSession store = work.Store;
    private readonly Party party = work.Party;
    private readonly CbeNumber number = work.Party.Number;
    private readonly long changeSetId = work.ChangeSetId;
    private readonly Spool spool = work.Spool;
    private SubscriptionBatch batch = null!;
    private RecordDecider decider = null!;
    private RowsOnTheWay? way;
    private DecidedChanges now = new();
    private DecidedChanges before = new();
    private Task writing = Task.CompletedTask;

    public Tally Tally { get; } = new();

    public void Run(CancellationToken stop)
    {
        // Whether anything was on the way then nobody noted: it is looked for.
        way = RowsOnTheWay.Of(store, number, party.Settings.AutoReplace, changeSetId, isCertain: work.Before is not null);
        decider = new RecordDecider(party.Types, party.Settings.MergeAdjacent, party.Settings.AutoReplace, way);
        using var beside = store.Dialect.ReadsBesideWriter && spool.Routing.Parts > 1 ? new StoreSession(store.Dialect) : null;
        using var own = work.NewLookup(store);
        using var other = beside is null ? null : work.NewLookup(beside);
        using var batches = new BatchFeed(spool, work.BatchRecords);
        try
        {
            while (batches.Next() is { Count: > 0 } next)
            {
                batch = next;
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
        if (!batch.IsFirstOfPart || !store.Dialect.ReadsBesideWriter || way is not null)
            writing.GetAwaiter().GetResult();
        way?.Load(batch.NumbersTakenOut());
        List<KnownPerson> persons;
        List<InscriptionRow> rows;
        using (Phase.Begin("look up"))
        {
            persons = lookup.Persons(batch.Keys);
            rows = lookup.Rows(batch.Keys, NumbersNotAsked(persons));
        }
        using (Phase.Begin("decide"))
            Decide(persons, rows);
        WriteBack();
        for (var i = 0; i < batch.Count; i++)
        {
            Tally.Count(batch.Decisions[i].Outcome);
            batch.Decisions[i].Write(outcomes);
        }
        work.Progress(Tally.Read);
    }

    /// <summary>Writes this batch while the next one is read: one at a time, on the one connection that writes.</summary>
    private void WriteBack()
    {
        using (Phase.Begin("wait for the writer"))
            writing.GetAwaiter().GetResult();
        (now, before) = (before, now);
        var changed = before;
        writing = Task.Run(() => Write(changed));
    }

    private void Write(DecidedChanges changed)
    {
        using var phase = Phase.Begin("rows and journal");
        changed.Write(store, number, changeSetId);
    }

    /// <summary>Replaced numbers are applied under the current one: its rows are needed too, and those that are still on the way to
    /// it.</summary>
    private List<StagedKey> NumbersNotAsked(List<KnownPerson> persons)
    {
        var also = new SortedSet<long>();
        bool IsAsked(long ssin) => batch.Keys.BinarySearch(new StagedKey(ssin, false), BySsin.Instance) >= 0;
        foreach (var person in persons)
        {
            if (person.IsReplaced && !IsAsked(person.Current))
                also.Add(person.Current);
        }
        also.UnionWith(way?.Holders.Where(ssin => !IsAsked(ssin)) ?? []);
        return [.. also.Select(ssin => new StagedKey(ssin, false))];
    }

    private void Decide(List<KnownPerson> persons, List<InscriptionRow> rows)
    {
        now.Clear();
        foreach (var group in batch.Groups(persons, way))
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
