using Raas.Configuration;
using Raas.Domain;

namespace Raas.Intake;

/// <summary>Brings our copy of the authentic source up to date, inside the transaction of the delivery: batch by batch in
/// file order, because a replacement speaks of persons that came before it. Each data group that changes is journalled
/// with its value before and after; a person seen for the first time has no before, and nothing to journal.</summary>
internal sealed class ApplyPersonMutations : ApplyItems<PersonItem>
{
    private readonly Party source;
    private readonly DateOnly businessDate;
    private readonly string legalContext;
    private readonly PersonBatch persons;
    private readonly PersonRules rules;

    public ApplyPersonMutations(FlowWork work)
        : base(work.Spool)
    {
        (source, businessDate, legalContext) = (work.Party, work.Tools.BusinessDate, work.LegalContext);
        persons = new PersonBatch(work.Store, source.Number, work.ChangeSetId, work.Now);
        rules = new PersonRules(persons);
    }

    protected override void LoadKnown(IReadOnlyList<PersonItem> batch) => persons.Load(batch);

    protected override void Save() => persons.Save();

    protected override DecidedRecord Decide(PersonItem item)
    {
        var fingerprint = item.Fingerprint();
        var seen = persons.SeenFingerprint(item.MutationId);
        if (seen == fingerprint)
            return new DecidedRecord { Outcome = Outcome.Unchanged };
        var isToCome = item.DateDay > businessDate.DayNumber;
        var reasons = Reasons(item, isReused: seen is not null, isToCome);
        if (reasons.Count > 0)
            return DecidedRecord.Rejected(reasons);
        var decided = isToCome ? Hold(item, Codes.Record.HeldUntilDate)
            : rules.WaitsForNumber(item) ? Hold(item, Codes.Record.ReplacementUnknown)
            : rules.Apply(item);
        persons.Remember(item, fingerprint);
        return decided;
    }

    /// <summary>All that is wrong with it. What depends on how things stand is asked on its day.</summary>
    private List<Code> Reasons(PersonItem item, bool isReused, bool isToCome)
    {
        var reasons = new List<Code>();
        var valid = Ssin.IsValid(item.Ssin) && (item.NewSsin == 0 || Ssin.IsValid(item.NewSsin));
        if (!valid)
            reasons.Add(Codes.Record.SsinInvalid);
        if (isReused)
            reasons.Add(Codes.Record.MutationIdReused);
        if (item.Kind == PersonItemKind.Person && !source.Supplies.Contains(item.Register!))
            reasons.Add(Codes.Record.RegisterNotOfSource);
        if (item.Kind == PersonItemKind.Replacement && item.NewSsin == item.Ssin)
            reasons.Add(Codes.Record.ReplacementCycle);
        else if (valid && !isToCome)
            reasons.AddRange(rules.Reasons(item));
        return reasons;
    }

    /// <summary>Nothing changes yet; the answer says why.</summary>
    private DecidedRecord Hold(PersonItem item, Code why)
    {
        persons.Hold(item, isForDay: why == Codes.Record.HeldUntilDate, legalContext);
        return new DecidedRecord { Outcome = Outcome.Unchanged, Code = why };
    }
}

/// <summary>What an item of a source does, when its day has come: at once, or in a later night.</summary>
internal sealed class PersonRules(PersonBatch persons)
{
    /// <summary>Why it cannot be applied as things stand: everything.</summary>
    public IEnumerable<Code> Reasons(PersonItem item)
    {
        switch (item.Kind)
        {
            case PersonItemKind.Replacement:
                if (persons.Replacements.WouldCycle(item.Ssin, item.NewSsin))
                    yield return Codes.Record.ReplacementCycle;
                if (persons.ReplacedBy(item.Ssin) is { } known && known != item.NewSsin && !WaitsForNumber(item))
                    yield return Codes.Record.AlreadyReplaced;
                break;
            case PersonItemKind.ReplacementAnnulled:
                if (persons.ReplacedBy(item.Ssin) != item.NewSsin && !persons.IsWaiting(item.Ssin, item.NewSsin))
                    yield return Codes.Record.ReplacementNotFound;
                break;
            case PersonItemKind.Cancellation:
                if (persons.State(item.Ssin) == PersonState.Unknown)
                    yield return Codes.Record.CancellationUnknown;
                break;
        }
    }

    /// <summary>A replacement by a number that no source has told us yet: nothing is wrong with it, but nothing can be done.</summary>
    public bool WaitsForNumber(PersonItem item) =>
        item.Kind == PersonItemKind.Replacement && persons.State(item.NewSsin) == PersonState.Unknown;

    /// <summary>What nothing speaks against.</summary>
    public DecidedRecord Apply(PersonItem item) => item.Kind switch
    {
        PersonItemKind.Person => new DecidedRecord { Outcome = persons.Put(item) },
        PersonItemKind.Replacement => Replace(item),
        PersonItemKind.ReplacementAnnulled => Annul(item),
        _ => Cancel(item),
    };

    private DecidedRecord Replace(PersonItem item)
    {
        if (persons.ReplacedBy(item.Ssin) == item.NewSsin)
            return new DecidedRecord { Outcome = Outcome.Unchanged };
        persons.Replace(item);
        return new DecidedRecord { Outcome = Outcome.Registered, Current = persons.Replacements.Current(item.NewSsin) };
    }

    private DecidedRecord Annul(PersonItem item)
    {
        if (persons.ReplacedBy(item.Ssin) == item.NewSsin)
            persons.AnnulReplacement(item);
        else
            persons.Withdraw(item.Ssin, item.NewSsin);
        return new DecidedRecord { Outcome = Outcome.Removed };
    }

    private DecidedRecord Cancel(PersonItem item)
    {
        if (persons.State(item.Ssin) == PersonState.Cancelled)
            return new DecidedRecord { Outcome = Outcome.Unchanged, Cancelled = true };
        persons.Cancel(item);
        return new DecidedRecord { Outcome = Outcome.Removed, Cancelled = true };
    }
}
