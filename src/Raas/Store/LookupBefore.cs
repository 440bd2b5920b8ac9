using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>What was known of numbers before a change set, in a transaction in which rows and replacements were put back: how they stood,
/// and the identity, by what the journal says was changed since.</summary>
internal sealed class LookupBefore(RegisterLookup now, StoreSession store, long changeSetId) : RegisterLookup
{
    public override List<KnownPerson> Persons(IReadOnlyList<StagedKey> keys)
    {
        var tables = new PersonTables(store, long.MinValue + changeSetId);
        tables.Stage(keys.Select(key => key.Ssin));
        var unknown = tables.KnownSince(changeSetId).ToHashSet();
        // What the first change since then ended is what was so before.
        var before = tables.ChangesSince(changeSetId).GroupBy(change => change.Ssin).ToDictionary(changes => changes.Key,
            changes => changes.GroupBy(change => change.DataGroup).ToDictionary(group => group.Key, group => group.First().Before));
        tables.Unstage();
        var persons = now.Persons(keys);
        for (var i = 0; i < persons.Count; i++)
        {
            if (unknown.Contains(persons[i].Current))
                persons[i] = persons[i] with { State = PersonState.Unknown, Identity = null };
            else if (before.TryGetValue(persons[i].Current, out var groups))
                persons[i] = Before(persons[i], groups);
        }
        return persons;
    }

    public override List<InscriptionRow> Rows(IReadOnlyList<StagedKey> keys, IReadOnlyList<StagedKey> also) => now.Rows(keys, also);

    public override void Dispose() => now.Dispose();

    private static KnownPerson Before(KnownPerson person, Dictionary<string, string?> groups)
    {
        if (groups.ContainsKey(NumberEvent.Cancelled))
            person = person with { State = PersonState.Active };
        if (person.Identity is not { } identity)
            return person;
        // The first of several lines: what follows is what nobody compares.
        if (groups.TryGetValue(DataGroup.Name.Code(), out var name) && name?.Split('\n', 2) is [var lastName, var firstNames])
            identity = identity with { LastName = lastName, FirstNames = firstNames.Length == 0 ? null : firstNames };
        if (groups.TryGetValue(DataGroup.Birth.Code(), out var birth) && birth?.Split('\n', 2) is [var date, ..])
            identity = identity with { BirthDate = IncompleteDate.Read(date) };
        if (groups.TryGetValue(DataGroup.Gender.Code(), out var gender))
            identity = identity with { Gender = gender switch { "M" => Gender.Male, "F" => Gender.Female, _ => Gender.Unknown } };
        return person with { Identity = identity };
    }
}
