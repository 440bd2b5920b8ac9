using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Intake;

/// <summary>Brings our copy of the authentic source up to date, inside the transaction of the delivery: batch by batch in
/// file order, because a replacement speaks of persons that came before it. Each data group that changes is journalled
/// with its value before and after; a person seen for the first time has no before, and nothing to journal.</summary>
internal sealed class ApplyPersonMutations(StoreSession store, CbeNumber source, long changeSetId, Spool spool, IReadOnlyList<string> supplies)
{
    /// <summary>Persons are large: fewer at a time than records of a subscription.</summary>
    private const int MaxItems = 1 << 14;

    private readonly PersonBatch persons = new(store, source, changeSetId);
    private readonly List<PersonItem> items = [];
    private int count;

    public Tally Tally { get; } = new();

    public Action<long>? Progress { get; init; }

    public void Run(CancellationToken stop)
    {
        for (var part = 0; part < spool.Routing.Parts; part++)
        {
            using var records = spool.ReadRecords(part);
            using var outcomesFile = spool.CreateOutcomes(part);
            using var outcomes = new ByteWriter(outcomesFile);
            while (Load(records))
            {
                stop.ThrowIfCancellationRequested();
                persons.Load(items.Take(count));
                for (var i = 0; i < count; i++)
                {
                    var decided = Decide(items[i]);
                    Tally.Count(decided.Outcome);
                    decided.Write(outcomes);
                }
                persons.Save();
                Progress?.Invoke(Tally.Read);
            }
        }
    }

    private bool Load(ByteReader from)
    {
        for (count = 0; count < MaxItems && !from.AtEnd; count++)
        {
            if (items.Count == count)
                items.Add(new PersonItem());
            items[count].Read(from);
        }
        return count > 0;
    }

    private DecidedRecord Decide(PersonItem item)
    {
        var fingerprint = item.Fingerprint();
        if (persons.SeenFingerprint(item.MutationId) is { } seen)
            return seen == fingerprint ? new DecidedRecord { Outcome = Outcome.Unchanged } : Reject(Codes.Record.MutationIdReused);
        if (!Ssin.IsValid(item.Ssin) || (item.NewSsin != 0 && !Ssin.IsValid(item.NewSsin)))
            return Reject(Codes.Record.SsinInvalid);
        var decided = item.Kind switch
        {
            PersonItemKind.Person => Person(item),
            PersonItemKind.Replacement => Replacement(item),
            PersonItemKind.ReplacementAnnulled => Annulment(item),
            _ => Cancellation(item),
        };
        if (decided.Code is null)
            persons.Remember(item, fingerprint);
        return decided;
    }

    private DecidedRecord Person(PersonItem item)
    {
        if (!supplies.Contains(item.Register!))
            return Reject(Codes.Record.RegisterNotOfSource);
        return new DecidedRecord { Outcome = persons.Put(item) };
    }

    private DecidedRecord Replacement(PersonItem item)
    {
        if (item.NewSsin == item.Ssin || persons.Replacements.WouldCycle(item.Ssin, item.NewSsin))
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
            return Reject(Codes.Record.ReplacementNotFound);
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
