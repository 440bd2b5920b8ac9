using Raas.Domain;
using Raas.Inscriptions;

namespace Raas.Persons;

/// <summary>What an item of a source does, when its day has come: at once, or in a later night.</summary>
internal sealed class PersonRules(PersonBatch persons)
{
    /// <summary>Why it cannot be applied as things stand: everything.</summary>
    public IEnumerable<Code> Reasons(PersonMutation item)
    {
        switch (item.Kind)
        {
            case PersonMutationKind.Replacement:
                if (persons.Replacements.WouldCycle(item.Ssin, item.NewSsin))
                    yield return Codes.Record.ReplacementCycle;
                if (persons.ReplacedBy(item.Ssin) is { } known && known != item.NewSsin && !WaitsForNumber(item))
                    yield return Codes.Record.AlreadyReplaced;
                break;
            case PersonMutationKind.ReplacementAnnulled:
                if (persons.ReplacedBy(item.Ssin) != item.NewSsin && !persons.IsWaiting(item.Ssin, item.NewSsin))
                    yield return Codes.Record.ReplacementNotFound;
                break;
            case PersonMutationKind.Cancellation:
                if (persons.State(item.Ssin) == PersonState.Unknown)
                    yield return Codes.Record.CancellationUnknown;
                break;
        }
    }

    /// <summary>A replacement by a number that no source has told us yet: nothing is wrong with it, but nothing can be done.</summary>
    public bool WaitsForNumber(PersonMutation item) =>
        item.Kind == PersonMutationKind.Replacement && persons.State(item.NewSsin) == PersonState.Unknown;

    /// <summary>What nothing speaks against.</summary>
    public DecidedRecord Apply(PersonMutation item) => item.Kind switch
    {
        PersonMutationKind.Person => new DecidedRecord { Outcome = persons.Put(item) },
        PersonMutationKind.Replacement => Replace(item),
        PersonMutationKind.ReplacementAnnulled => Annul(item),
        _ => Cancel(item),
    };

    private DecidedRecord Replace(PersonMutation item)
    {
        if (persons.ReplacedBy(item.Ssin) == item.NewSsin)
            return new DecidedRecord { Outcome = Outcome.Unchanged };
        persons.Replace(item);
        return new DecidedRecord { Outcome = Outcome.Registered, Current = persons.Replacements.Current(item.NewSsin) };
    }

    private DecidedRecord Annul(PersonMutation item)
    {
        if (persons.ReplacedBy(item.Ssin) == item.NewSsin)
            persons.AnnulReplacement(item);
        else
            persons.Withdraw(item.Ssin, item.NewSsin);
        return new DecidedRecord { Outcome = Outcome.Removed };
    }

    private DecidedRecord Cancel(PersonMutation item)
    {
        if (persons.State(item.Ssin) == PersonState.Cancelled)
            return new DecidedRecord { Outcome = Outcome.Unchanged, Cancelled = true };
        persons.Cancel(item);
        return new DecidedRecord { Outcome = Outcome.Removed, Cancelled = true };
    }
}
