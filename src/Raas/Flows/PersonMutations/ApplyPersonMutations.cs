using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;
using Raas.Persons;
using Raas.Reading;
using Raas.Store;

namespace Raas.Flows.PersonMutations;

/// <summary>Brings our copy of the authentic source up to date, inside the transaction of the delivery: batch by batch in
/// file order, because a replacement speaks of persons that came before it. Each data group that changes is journalled
/// with its value before and after; a person seen for the first time has no before, and nothing to journal.</summary>
internal sealed class ApplyPersonMutations : ApplyItems<PersonMutation>
{
    private readonly Party source;
    private readonly DateOnly businessDate;
    private readonly string legalContext;
    private readonly PersonBatch persons;
    private readonly PersonRules rules;

    public ApplyPersonMutations(FlowWork work)
        : base(work.Spool)
    {
        (source, businessDate, legalContext) = (work.Party, work.BusinessDate, work.LegalContext);
        persons = new PersonBatch(work.Store, source.Number, work.ChangeSetId, work.Now);
        rules = new PersonRules(persons);
    }

    protected override void LoadKnown(IReadOnlyList<PersonMutation> batch) => persons.Load(batch);

    protected override void Save() => persons.Save();

    protected override DecidedRecord Decide(PersonMutation item)
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
    private List<Code> Reasons(PersonMutation item, bool isReused, bool isToCome)
    {
        var reasons = new List<Code>();
        var valid = Ssin.IsValid(item.Ssin) && (item.NewSsin == 0 || Ssin.IsValid(item.NewSsin));
        if (!valid)
            reasons.Add(Codes.Record.SsinInvalid);
        if (isReused)
            reasons.Add(Codes.Record.MutationIdReused);
        if (item.Kind == PersonMutationKind.Person && !source.Supplies.Contains(item.Register!))
            reasons.Add(Codes.Record.RegisterNotOfSource);
        if (item.Kind == PersonMutationKind.Replacement && item.NewSsin == item.Ssin)
            reasons.Add(Codes.Record.ReplacementCycle);
        else if (valid && !isToCome)
            reasons.AddRange(rules.Reasons(item));
        return reasons;
    }

    /// <summary>Nothing changes yet; the answer says why.</summary>
    private DecidedRecord Hold(PersonMutation item, Code why)
    {
        persons.Hold(item, isForDay: why == Codes.Record.HeldUntilDate, legalContext);
        return new DecidedRecord { Outcome = Outcome.Unchanged, Code = why };
    }
}
