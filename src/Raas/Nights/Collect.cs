using Raas.Domain;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>Takes from the journals what this night is about: the entries that no night before it has taken, up to the last one now. One transaction: from
/// then on the night works on what was collected, whatever arrives meanwhile, and is resumed with the same.</summary>
internal sealed class Collect(NightContext tools)
{
    /// <summary>Events written together.</summary>
    private readonly int chunk = Math.Max(tools.Options.Night.BatchItems, 4);

    private readonly List<NightEventRow> events = [];
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private long batchId;
    private long identityEntries;

    public void Run(CancellationToken stop)
    {
        using var store = tools.Write();
        if (store.Flows(tools.Key).Count > 0)
            return;
        store.LockSources();
        batchId = -tools.Key.DayNumber;
        var changeSet = store.LastChangeSet();
        var throughChange = store.LastPersonChange();
        var throughDimona = DimonaTables.LastDimona(store);
        store.DeleteCollected();
        var numbers = new ChangedNumbers(store, batchId);
        // A second connection reads: the first one writes.
        using (var reading = tools.Store.Read())
        using (var pieces = new XmlPieces())
        {
            Changes(reading, store, From(store, "IDENTITY"), throughChange, numbers, pieces, stop);
            Declarations(reading, store, From(store, "DIMONA"), throughDimona, pieces, stop);
        }
        numbers.Save();
        Insert(store, ReplacementRun.Flow, throughChange, changeSet, numbers.Events, numbers.Superseded, numbers.Considered);
        var persons = counts.GetValueOrDefault("IDENTITY");
        Insert(store, "IDENTITY", throughChange, changeSet, identityEntries, identityEntries - persons, persons);
        var declarations = counts.GetValueOrDefault("DIMONA");
        Insert(store, "DIMONA", throughDimona, changeSet, declarations, 0, declarations);
        store.Commit();
    }

    private static long From(StoreSession store, string flow) => store.LastThrough(flow);

    private void Insert(StoreSession store, string flow, long through, long changeSet, long entries, long superseded, long considered) =>
        store.InsertNightFlow(tools.Key, new NightFlowRow
    {
        Flow = flow,
        FromId = From(store, flow),
        // A table of which the end was cleaned away must not make the night go back.
        ThroughId = Math.Max(through, From(store, flow)),
        ThroughChangeSet = changeSet,
        Events = entries,
        Superseded = superseded,
        Considered = considered,
    });

    /// <summary>One walk along the journal of persons: what concerns a number goes to <paramref name="numbers"/>, the rest are changes of identity.
    /// The groups that one mutation changed stand together, and are one event.</summary>
    private void Changes(StoreSession reading, StoreSession store, long from, long through, ChangedNumbers numbers, XmlPieces pieces, CancellationToken stop)
    {
        NightEventRow? open = null;
        foreach (var (id, ssin, group, before, after, day, source, mutation) in reading.PersonChangesBetween(from, through))
        {
            if (group is "REPLACEMENT" or "CANCELLATION")
            {
                numbers.Add(ssin, group, before, after, day, source, mutation);
                continue;
            }
            identityEntries++;
            var content = IdentityService.Render(pieces, group, before, after);
            if (open is not null && open.CurrentSsin == ssin && open.Source == source && open.MutationId == mutation)
            {
                open = open with { Content = open.Content + content };
                continue;
            }
            Keep(store, open, stop);
            open = new NightEventRow("IDENTITY", ssin, id, ssin, day, mutation, source, "PERSON", content);
        }
        Keep(store, open, stop);
        Flush(store);
    }

    private void Declarations(StoreSession reading, StoreSession store, long from, long through, XmlPieces pieces, CancellationToken stop)
    {
        foreach (var (id, row) in DimonaTables.Between(reading, from, through))
        {
            Keep(store, new NightEventRow("DIMONA", row.Ssin, id, row.Ssin, DimonaService.DayOf(row), row.DeclarationId, row.Source, row.Type, DimonaService.Render(pieces, row)), stop);
        }
        Flush(store);
    }

    private void Keep(StoreSession store, NightEventRow? row, CancellationToken stop)
    {
        if (row is null)
            return;
        events.Add(row);
        counts[row.Flow] = counts.GetValueOrDefault(row.Flow) + 1;
        if (events.Count < chunk)
            return;
        stop.ThrowIfCancellationRequested();
        Flush(store);
    }

    /// <summary>Gives each event the current number of its person, and one row for every number under which the person may be held.</summary>
    private void Flush(StoreSession store)
    {
        if (events.Count == 0)
            return;
        var tables = new PersonTables(store, batchId);
        tables.Stage(events.Select(e => e.CurrentSsin).Distinct().Order());
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
            var number = current.GetValueOrDefault(one.CurrentSsin, one.CurrentSsin);
            rows.Add(one with { CurrentSsin = number, HolderSsin = number });
            rows.AddRange(old.GetValueOrDefault(number, []).Select(holder => one with { CurrentSsin = number, HolderSsin = holder }));
        }
        rows.Sort((a, b) => (a.EventNo, a.HolderSsin).CompareTo((b.EventNo, b.HolderSsin)));
        store.InsertNightEvents(rows);
        events.Clear();
    }
}
