using Raas.Domain;
using Raas.Inscriptions;
using Raas.Reading;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Flows.Dimona;

/// <summary>Keeps each declaration in its last state, inside the transaction of the delivery: batch by batch in file order. A declaration
/// that changes gets a new place at the end of its table; the next night tells what stands there.</summary>
internal sealed class ApplyDimona(FlowWork work) : ApplyItems<Declaration>(work.Spool)
{
    private readonly StoreSession store = work.Store;
    private readonly CbeNumber source = work.Party.Number;
    private readonly long changeSetId = work.ChangeSetId;
    private readonly Dictionary<long, DeclarationRow> declarations = [];
    private readonly HashSet<long> stored = [];

    /// <summary>In the order of their last mutation: what the night tells follows it.</summary>
    private readonly List<long> changed = [];
    private readonly Dictionary<long, int> lastPlace = [];
    private readonly Dictionary<(long, int), long> fingerprints = [];
    private readonly List<DimonaMutationRow> mutations = [];
    private readonly Dictionary<long, KnownPerson> persons = [];

    protected override void LoadKnown(IReadOnlyList<Declaration> batch)
    {
        declarations.Clear();
        stored.Clear();
        changed.Clear();
        lastPlace.Clear();
        fingerprints.Clear();
        mutations.Clear();
        persons.Clear();
        var known = new DimonaTables(store, changeSetId).Load([.. batch.Select(i => i.DeclarationId).Distinct().Order()], out var seen);
        foreach (var row in known)
        {
            declarations[row.DeclarationId] = row;
            stored.Add(row.DeclarationId);
        }
        foreach (var (declaration, history, fingerprint) in seen)
            fingerprints[(declaration, history)] = fingerprint;
        List<StagedKey> keys = [.. batch.Select(i => i.Ssin).Distinct().Order().Select(ssin => new StagedKey(ssin, false))];
        using var lookup = work.NewLookup(store);
        foreach (var person in lookup.Persons(keys))
            persons[person.Ssin] = person;
        _ = lookup.Rows([], []);
    }

    protected override void Save() => new DimonaTables(store, changeSetId).Write(
        [.. changed.Where(stored.Contains).Distinct().Order()],
        [.. changed.Where((id, place) => lastPlace[id] == place).Select(id => declarations[id])],
        mutations);

    protected override DecidedRecord Decide(Declaration item)
    {
        var fingerprint = item.Fingerprint();
        var isSeen = fingerprints.TryGetValue((item.DeclarationId, item.HistoryNumber), out var seen);
        if (isSeen && seen == fingerprint)
            return new DecidedRecord { Outcome = Outcome.Unchanged };
        var person = persons[item.Ssin];
        var isKnown = declarations.TryGetValue(item.DeclarationId, out var known);
        var reasons = new List<Code>();
        if (!Ssin.IsValid(item.Ssin))
            reasons.Add(Codes.Record.SsinInvalid);
        else if (person.State == PersonState.Unknown)
            reasons.Add(Codes.Record.SsinUnknown);
        if (item.EndDay != 0 && item.EndDay < item.BeginDay)
            reasons.Add(Codes.Record.PeriodInvalid);
        if (isSeen)
            reasons.Add(Codes.Record.DeclarationReused);
        if (isKnown && known!.HistoryNumber > item.HistoryNumber)
            reasons.Add(Codes.Record.DeclarationOutdated);
        if (reasons.Count > 0)
            return DecidedRecord.Rejected(reasons);
        fingerprints[(item.DeclarationId, item.HistoryNumber)] = fingerprint;
        mutations.Add(new DimonaMutationRow(item.DeclarationId, item.HistoryNumber, fingerprint, changeSetId));
        declarations[item.DeclarationId] = new DeclarationRow(
            item.DeclarationId, item.HistoryNumber, item.Type, item.Ssin, item.NssoNumber, item.CbeNumber, item.WorkerType,
            item.JointCommittee,
            item.BeginDay, item.EndDay == 0 ? null : item.EndDay, source.Value, changeSetId);
        lastPlace[item.DeclarationId] = changed.Count;
        changed.Add(item.DeclarationId);
        return new DecidedRecord
        {
            Outcome = item.Type == "CANCEL" ? Outcome.Removed : isKnown ? Outcome.Merged : Outcome.Registered,
            Current = person.IsReplaced ? person.Current : 0,
        };
    }
}
