using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Brings our copy of the authentic source up to date, inside the transaction of the delivery: batch by batch in
/// file order, because a replacement speaks of persons that came before it. Each data group that changes is journalled
/// with its value before and after; a person seen for the first time has no before, and nothing to journal.</summary>
internal sealed class ApplyPersonMutations(StoreSession store, Party source, long changeSetId, Spool spool, DateOnly businessDate, DateTimeOffset now) : ApplyItems<PersonItem>(spool)
{
    private readonly PersonBatch persons = new(store, source.Number, changeSetId, now);

    protected override void LoadKnown(IReadOnlyList<PersonItem> batch) => persons.Load(batch);

    protected override void Save() => persons.Save();

    protected override DecidedRecord Decide(PersonItem item)
    {
        var fingerprint = item.Fingerprint();
        if (persons.SeenFingerprint(item.MutationId) is { } seen)
            return seen == fingerprint ? new DecidedRecord { Outcome = Outcome.Unchanged } : Reject(Codes.Record.MutationIdReused);
        if (!Ssin.IsValid(item.Ssin) || (item.NewSsin != 0 && !Ssin.IsValid(item.NewSsin)))
            return Reject(Codes.Record.SsinInvalid);
        if (item.Kind == PersonItemKind.Person && !source.Supplies.Contains(item.Register!))
            return Reject(Codes.Record.RegisterNotOfSource);
        if (item.Kind == PersonItemKind.Replacement && item.NewSsin == item.Ssin)
            return Reject(Codes.Record.ReplacementCycle);
        var decided = item.DateDay > businessDate.DayNumber ? Hold(item, Codes.Record.HeldUntilDate) : new PersonRules(persons).Decide(item);
        if (decided.Code == Codes.Record.ReplacementUnknown)
            decided = Hold(item, Codes.Record.ReplacementUnknown);
        if (decided.Outcome != Outcome.Rejected)
            persons.Remember(item, fingerprint);
        return decided;
    }

    /// <summary>Nothing changes yet; the answer says why.</summary>
    private DecidedRecord Hold(PersonItem item, Code why)
    {
        persons.Hold(item);
        return new DecidedRecord { Outcome = Outcome.Unchanged, Code = why };
    }

    private static DecidedRecord Reject(Code code) => new() { Outcome = Outcome.Rejected, Code = code };
}

/// <summary>What an item of a source does, when its day has come: at once, or in a later night.</summary>
internal sealed class PersonRules(PersonBatch persons)
{
    /// <param name="item">What the source says.</param>
    /// <param name="groups">For a person: the data groups that count.</param>
    public DecidedRecord Decide(PersonItem item, int? groups = null) => item.Kind switch
    {
        PersonItemKind.Person => new DecidedRecord { Outcome = groups is { } some ? persons.Put(item, some) : persons.Put(item) },
        PersonItemKind.Replacement => Replacement(item),
        PersonItemKind.ReplacementAnnulled => Annulment(item),
        _ => Cancellation(item),
    };

    private DecidedRecord Replacement(PersonItem item)
    {
        if (persons.Replacements.WouldCycle(item.Ssin, item.NewSsin))
            return Reject(Codes.Record.ReplacementCycle);
        if (persons.State(item.NewSsin) == PersonState.Unknown)
            return Reject(Codes.Record.ReplacementUnknown);
        if (persons.ReplacedBy(item.Ssin) is { } known)
            return known == item.NewSsin ? new DecidedRecord { Outcome = Outcome.Unchanged } : Reject(Codes.Record.AlreadyReplaced);
        persons.Replace(item);
        return new DecidedRecord { Outcome = Outcome.Registered, Current = persons.Replacements.Current(item.NewSsin) };
    }

    private DecidedRecord Annulment(PersonItem item)
    {
        if (persons.ReplacedBy(item.Ssin) != item.NewSsin)
            return persons.Withdraw(item.Ssin, item.NewSsin) ? new DecidedRecord { Outcome = Outcome.Removed } : Reject(Codes.Record.ReplacementNotFound);
        persons.AnnulReplacement(item);
        return new DecidedRecord { Outcome = Outcome.Removed };
    }

    private DecidedRecord Cancellation(PersonItem item) => persons.State(item.Ssin) switch
    {
        PersonState.Unknown => Reject(Codes.Record.CancellationUnknown),
        PersonState.Cancelled => new DecidedRecord { Outcome = Outcome.Unchanged, Cancelled = true },
        _ => Cancel(item),
    };

    private DecidedRecord Cancel(PersonItem item)
    {
        persons.Cancel(item);
        return new DecidedRecord { Outcome = Outcome.Removed, Cancelled = true };
    }

    private static DecidedRecord Reject(Code code) => new() { Outcome = Outcome.Rejected, Code = code };
}
