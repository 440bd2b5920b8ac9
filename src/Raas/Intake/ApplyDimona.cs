using Raas.Domain;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Keeps each declaration in its last state, inside the transaction of the delivery: batch by batch in file order. A declaration that
/// changes gets a new place at the end of its table; the next night tells what stands there.</summary>
internal sealed class ApplyDimona(StoreSession store, CbeNumber source, long changeSetId, Spool spool) : ApplyItems<DimonaItem>(spool)
{
    private readonly Dictionary<long, DeclarationRow> declarations = [];
    private readonly HashSet<long> stored = [];
    private readonly HashSet<long> changed = [];
    private readonly Dictionary<(long, int), long> fingerprints = [];
    private readonly List<DimonaMutationRow> mutations = [];
    private readonly Dictionary<long, KnownPerson> persons = [];

    protected override void LoadKnown(IReadOnlyList<DimonaItem> batch)
    {
        declarations.Clear();
        stored.Clear();
        changed.Clear();
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
        using var lookup = store.Dialect.NewLookup(store, source, changeSetId);
        foreach (var person in lookup.Persons(keys))
            persons[person.Ssin] = person;
        _ = lookup.Rows([], []);
    }

    protected override void Save() =>
        new DimonaTables(store, changeSetId).Write([.. changed.Where(stored.Contains).Order()], [.. changed.Order().Select(id => declarations[id])], mutations);

    protected override DecidedRecord Decide(DimonaItem item)
    {
        var fingerprint = item.Fingerprint();
        if (fingerprints.TryGetValue((item.DeclarationId, item.HistoryNumber), out var seen))
            return seen == fingerprint ? new DecidedRecord { Outcome = Outcome.Unchanged } : Reject(Codes.Record.DeclarationReused);
        if (!Ssin.IsValid(item.Ssin))
            return Reject(Codes.Record.SsinInvalid);
        var person = persons[item.Ssin];
        if (person.State == PersonState.Unknown)
            return Reject(Codes.Record.SsinUnknown);
        if (item.EndDay != 0 && item.EndDay < item.BeginDay)
            return Reject(Codes.Record.PeriodInvalid);
        var isKnown = declarations.TryGetValue(item.DeclarationId, out var known);
        if (isKnown && known!.HistoryNumber > item.HistoryNumber)
            return Reject(Codes.Record.DeclarationOutdated);
        fingerprints[(item.DeclarationId, item.HistoryNumber)] = fingerprint;
        mutations.Add(new DimonaMutationRow(item.DeclarationId, item.HistoryNumber, fingerprint, changeSetId));
        declarations[item.DeclarationId] = new DeclarationRow(
            item.DeclarationId, item.HistoryNumber, item.Type, item.Ssin, item.NssoNumber, item.CbeNumber, item.WorkerType, item.JointCommittee,
            item.BeginDay, item.EndDay == 0 ? null : item.EndDay, source.Value, changeSetId);
        changed.Add(item.DeclarationId);
        return new DecidedRecord
        {
            Outcome = item.Type == "CANCEL" ? Outcome.Removed : isKnown ? Outcome.Merged : Outcome.Registered,
            Current = person.IsReplaced ? person.Current : 0,
        };
    }

    private static DecidedRecord Reject(Code code) => new() { Outcome = Outcome.Rejected, Code = code };
}
