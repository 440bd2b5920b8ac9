using Raas.Domain;
using Raas.Operations;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Inscriptions;

/// <summary>Decides on records that register or unregister, one after the other: those of a file, and the one of an online call.</summary>
/// <param name="follows">The rows of the party follow replacements.</param>
/// <param name="way">Rows that have still to follow; null when there are none.</param>
internal sealed class RecordDecider(IReadOnlyList<DossierType> types, bool mergeAdjacent, bool follows, RowsOnTheWay? way)
{
    private readonly RowChanges changes = new();
    private readonly KeyStates states = new(types);
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
    public void End() => states.End(into);

    public DecidedRecord Decide(in RecordRequest request, in KnownPerson person, in PersonIdentity? given)
    {
        Period? validity = request.Type == RecordRequest.NoType ? null : types[request.Type].Validity;
        var valid = Ssin.IsValid(request.Ssin);
        var decided = new DecidedRecord
        {
            Errors = request.Action == RequestAction.Register
                ? RegisterRules.CheckRegister(valid, person.State, validity, request.BeginDay, request.EndDay, given, person.Identity)
                : RegisterRules.CheckUnregister(valid, validity, request.HasPeriod
                    ? request.BeginDay : null, request.HasPeriod ? request.EndDay : null),
        };
        if (decided.Errors != RecordErrors.None)
        {
            // The number as it was sent.
            decided.Outcome = Outcome.Rejected;
            decided.Cancelled = valid && !person.IsReplaced && person.State == PersonState.Cancelled;
            return decided;
        }
        var type = types[request.Type].Id;
        Period? period = request.HasPeriod ? Period.FromDays(request.BeginDay, request.EndDay) : null;
        var isAppliedToCurrent = request.Action == RequestAction.Register || follows;
        decided.Current = person.IsReplaced && isAppliedToCurrent ? person.Current : 0;
        decided.Cancelled = person.State == PersonState.Cancelled && (isAppliedToCurrent || !person.IsReplaced);
        decided.Outcome = request.Action == RequestAction.Register
            ? Register(person.Current, type, request, period!.Value, ref decided)
            : Unregister(person, type, request, period, ref decided);
        return decided;
    }

    private Outcome Register(long ssin, int type, in RecordRequest request, Period period, ref DecidedRecord decided)
    {
        var state = states.Of(ssin, type);
        var outcome = state.Rows.Register(period, mergeAdjacent, changes);
        Note(state, request, ref decided);
        return outcome;
    }

    /// <summary>A party whose rows follow means those under the current number too, wherever they stand today; another one means just the
    /// number that it gives.</summary>
    private Outcome Unregister(
        in KnownPerson person, int type, in RecordRequest request, Period? period, ref DecidedRecord decided)
    {
        var outcome = Outcome.Unchanged;
        if (person.IsReplaced && follows)
            outcome = Unregister(states.Of(person.Current, type), request, period, ref decided);
        outcome = Both(outcome, Unregister(states.Of(person.Ssin, type), request, period, ref decided));
        foreach (var holder in way?.HoldersFor(person.Current) ?? [])
        {
            if (holder == person.Current || holder == person.Ssin)
                continue;
            var state = states.Of(holder, type);
            outcome = Both(outcome, state.UnregisterOnTheWay(way!, person.Current, period, changes));
            RowsTaken += changes.Changes.Count(line => line.Before is not null);
            Note(state, request, ref decided);
        }
        return outcome;
    }

    private Outcome Unregister(KeyState state, in RecordRequest request, Period? period, ref DecidedRecord decided)
    {
        var outcome = state.Rows.Unregister(period, changes);
        RowsTaken += changes.Changes.Count(line => line.Before is not null);
        Note(state, request, ref decided);
        return outcome;
    }

    private void Note(KeyState state, in RecordRequest request, ref DecidedRecord decided)
    {
        foreach (var line in changes.Changes)
        {
            var part = state.NextPart(request.Number);
            into.Journal.Add(new JournalRow(state.Ssin, state.Type, request.Number, part, line.Before, line.After));
            state.CountJournalled(line.Before, -1);
            state.CountJournalled(line.After, 1);
        }
        foreach (var left in changes.Left)
            decided.AddLeft(left);
    }

    /// <summary>An unregister of a replaced number is about several sets of rows; something left of one that it met means
    /// shortened.</summary>
    private static Outcome Both(Outcome one, Outcome other) => (one, other) switch
    {
        (Outcome.Unchanged, _) => other,
        (_, Outcome.Unchanged) => one,
        (Outcome.Shortened, _) or (_, Outcome.Shortened) => Outcome.Shortened,
        _ => one,
    };
}
