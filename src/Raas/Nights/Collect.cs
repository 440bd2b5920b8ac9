using Raas.Domain;
using Raas.Flows;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>Takes from the journals what this night is about: the entries that no night before it has taken, up to the last one now. One
/// transaction: from then on the night works on what was collected, whatever arrives meanwhile, and is resumed with the same.</summary>
internal sealed class Collect(NightContext tools, IReadOnlyList<NotificationFlow> flows)
{
    /// <summary>Events written together.</summary>
    private readonly int chunk = Math.Max(tools.Options.Night.BatchItems, 4);

    /// <summary>Of the staging tables.</summary>
    private readonly long batchId = -tools.Key.DayNumber;

    private readonly List<JournalEvent> events = [];

    public void Run(CancellationToken stop)
    {
        using var store = tools.Write();
        if (store.Flows(tools.Key).Count > 0)
            return;
        store.LockSources();
        var changeSet = store.LastChangeSet();
        store.DeleteCollected();
        // A second connection reads: the first one writes.
        using (var reading = tools.Store.Read())
        {
            store.InsertNightFlow(tools.Key, Numbers(reading, store) with { ThroughChangeSet = changeSet });
            foreach (var flow in flows)
                store.InsertNightFlow(tools.Key, Events(reading, store, flow, stop) with { ThroughChangeSet = changeSet });
        }
        store.Commit();
    }

    /// <summary>What was replaced, annulled or cancelled.</summary>
    private NightFlowRow Numbers(StoreSession reading, StoreSession store)
    {
        var row = Begin(store, FlowName.Replacement, store.LastPersonChange());
        var numbers = new ChangedSsins(store, batchId);
        numbers.Load(reading, row.FromId, row.ThroughId);
        numbers.Save();
        return row with { Events = numbers.Events, Superseded = numbers.Superseded, Considered = numbers.Considered };
    }

    /// <summary>What the journal of a flow tells.</summary>
    private NightFlowRow Events(StoreSession reading, StoreSession store, NotificationFlow flow, CancellationToken stop)
    {
        var row = Begin(store, flow.Flow, flow.LastEntry(store));
        var (entries, considered) = (0L, 0L);
        foreach (var one in flow.Events(reading, row.FromId, row.ThroughId))
        {
            entries += one.Entries;
            considered++;
            events.Add(one);
            if (events.Count < chunk)
                continue;
            stop.ThrowIfCancellationRequested();
            Flush(store, flow.Flow);
        }
        Flush(store, flow.Flow);
        return row with { Events = entries, Superseded = entries - considered, Considered = considered };
    }

    /// <summary>Where the night before ended, and where this one ends.</summary>
    private static NightFlowRow Begin(StoreSession store, string flow, long lastEntry)
    {
        var from = store.LastThrough(flow);
        // A table of which the end was cleaned away must not make the night go back.
        return new NightFlowRow { Flow = flow, FromId = from, ThroughId = Math.Max(lastEntry, from) };
    }

    /// <summary>Gives each event the current number of its person, and one row for every number under which the person may be
    /// held.</summary>
    private void Flush(StoreSession store, string flow)
    {
        if (events.Count == 0)
            return;
        var tables = new PersonTables(store, batchId);
        tables.Stage(events.Select(e => e.Ssin).Distinct().Order());
        var current = new Dictionary<long, long>();
        var old = new Dictionary<long, List<long>>();
        foreach (var (oldSsin, _, currentSsin) in tables.Chains())
        {
            current[oldSsin] = currentSsin;
            if (!old.TryGetValue(currentSsin, out var list))
                old.Add(currentSsin, list = []);
            list.Add(oldSsin);
        }
        tables.Unstage();
        var rows = new List<NightEventRow>(events.Count);
        foreach (var one in events)
        {
            var number = current.GetValueOrDefault(one.Ssin, one.Ssin);
            var row = new NightEventRow(flow, number, one.EventNo, number, one.Day, one.MutationId, one.Source, one.Kind, one.Content);
            rows.Add(row);
            rows.AddRange(old.GetValueOrDefault(number, []).Select(holder => row with { HolderSsin = holder }));
        }
        rows.Sort((a, b) => (a.EventNo, a.HolderSsin).CompareTo((b.EventNo, b.HolderSsin)));
        store.InsertNightEvents(rows);
        events.Clear();
    }
}
