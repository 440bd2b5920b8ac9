using Raas.Domain;
using Raas.Store;

namespace Raas.Intake;

/// <summary>What a batch of records changed.</summary>
internal sealed class DecidedChanges
{
    public List<InscriptionRow> Removed { get; } = [];
    public List<InscriptionRow> Added { get; } = [];
    public List<JournalRow> Journal { get; } = [];

    public void Clear()
    {
        Removed.Clear();
        Added.Clear();
        Journal.Clear();
    }
}

/// <summary>Decides on records that register or unregister, one after the other: those of a file, and the one of an online call.</summary>
internal sealed class RecordDecider(IReadOnlyList<DossierType> types, bool mergeAdjacent)
{
    private readonly RowChanges changes = new();
    private readonly KeyStates states = new();
    private DecidedChanges into = new();

    /// <summary>Rows that records to unregister removed or shortened.</summary>
    public long RowsTaken { get; private set; }

    /// <summary>Before the records of one person.</summary>
    /// <param name="rows">At least the rows of all numbers that the records touch, in key order.</param>
    /// <param name="changed">Takes what becomes different.</param>
    public void Begin(List<InscriptionRow> rows, DecidedChanges changed)
    {
        into = changed;
        states.Begin(rows);
    }

    /// <summary>After the records of one person.</summary>
    public void End() => states.End(into.Removed, into.Added);

    public DecidedRecord Decide(in SubscriptionBatch.Request request, in KnownPerson person, in PersonIdentity? given)
    {
        Period? validity = request.Type == MutationRecord.NoType ? null : types[request.Type].Validity;
        var valid = Ssin.IsValid(request.Ssin);
        var decided = new DecidedRecord
        {
            Current = valid && person.IsReplaced ? person.Current : 0,
            Cancelled = valid && person.State == PersonState.Cancelled,
            Errors = request.Action == RequestAction.Register
                ? RegisterRules.CheckRegister(valid, person.State, validity, request.BeginDay, request.EndDay, given, person.Identity)
                : RegisterRules.CheckUnregister(valid, validity, request.HasPeriod ? request.BeginDay : null, request.HasPeriod ? request.EndDay : null),
        };
        if (decided.Errors != RecordErrors.None)
        {
            decided.Outcome = Outcome.Rejected;
            return decided;
        }
        var type = types[request.Type].Id;
        Period? period = request.HasPeriod ? Period.FromDays(request.BeginDay, request.EndDay) : null;
        decided.Outcome = Change(person.Current, type, request, period, ref decided);
        if (person.IsReplaced && request.Action == RequestAction.Unregister)
            decided.Outcome = Both(decided.Outcome, Change(person.Ssin, type, request, period, ref decided));
        return decided;
    }

    private Outcome Change(long ssin, int type, in SubscriptionBatch.Request request, Period? period, ref DecidedRecord decided)
    {
        changes.Clear();
        var state = states.Of(ssin, type);
        var outcome = request.Action == RequestAction.Register
            ? state.Rows.Register(period!.Value, mergeAdjacent, changes)
            : state.Rows.Unregister(period, changes);
        if (request.Action == RequestAction.Unregister)
            RowsTaken += changes.Changes.Count(line => line.Before is not null);
        foreach (var line in changes.Changes)
            into.Journal.Add(new JournalRow(ssin, type, request.Number, state.NextPart(request.Number), line.Before, line.After));
        foreach (var left in changes.Left)
        {
            if (decided.First is null)
                decided.First = left;
            else
                decided.Second ??= left;
        }
        return outcome;
    }

    /// <summary>An unregister of a replaced number is about two sets of rows; something left of either means shortened.</summary>
    private static Outcome Both(Outcome one, Outcome other) => (one, other) switch
    {
        (Outcome.Unchanged, _) => other,
        (_, Outcome.Unchanged) => one,
        (Outcome.Shortened, _) or (_, Outcome.Shortened) => Outcome.Shortened,
        _ => one,
    };
}
