using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Persons;

/// <summary>What is declared about a person: of a correction, only the data groups that are named.</summary>
public sealed record PersonDeclaration
{
    public string? LastName { get; init; }
    public IReadOnlyList<string> FirstNames { get; init; } = [];
    public IncompleteDate BirthDate { get; init; }
    public string? BirthPlace { get; init; }
    public Gender Gender { get; init; }
    public IReadOnlyList<string> Nationalities { get; init; } = [];
    public string? CivilState { get; init; }

    /// <summary>As <see cref="PostalAddress"/> has it; null when there is none.</summary>
    public string? Address { get; init; }
    public int? DeceaseDay { get; init; }

    /// <summary>The groups to correct.</summary>
    public IReadOnlyList<DataGroup> Groups { get; init; } = [];

    /// <summary>Of the address; null when it is not given.</summary>
    public string? Country => PostalAddress.CountryOf(Address);
}

/// <param name="Refused">Why nothing was done; null when it was.</param>
/// <param name="Created">The new number.</param>
/// <param name="Existing">Who may be the same person, the best first.</param>
public sealed record Creation(Code? Refused, Ssin? Created, IReadOnlyList<FoundPerson> Existing);

/// <param name="Refused">Why nothing was done; null when it was.</param>
/// <param name="Current">The person's number now.</param>
/// <param name="Groups">Each data group that was named, and whether it changed.</param>
public sealed record Correction(Code? Refused, long Current, PersonState State, IReadOnlyList<(DataGroup Group, bool IsChanged)> Groups);

/// <summary>Creates numbers for persons who have none of the National Register, and corrects the data of such numbers. Journalled as what
/// the sources tell: the next night notifies.</summary>
public sealed class BcssNumbers(RegisterStore store, CbeNumber self, TimeProvider clock)
{
    /// <summary>Existing persons in an answer.</summary>
    public const int MostExisting = 50;

    private const string Cause = "PERSONS";
    private const string Register = "BIS";

    /// <summary>Creates a number, unless somebody is there who may be the same person.</summary>
    /// <param name="beforeCommit">Called when all is decided, before it becomes true; when it throws nothing has happened.</param>
    /// <param name="turn">When the caller has waited for it already.</param>
    public Creation Create(PersonDeclaration person, DateOnly today, Action<Creation> beforeCommit, WriterTurn? turn = null) =>
        Once.Only(store, beforeCommit, turn, (told, mine) => CreateOnce(person, today, told, mine));

    private Creation CreateOnce(PersonDeclaration person, DateOnly today, Action<Creation> beforeCommit, WriterTurn? turn)
    {
        if (!HasMinimalData(person))
            return Told(new Creation(Codes.Online.DataMissing, null, []), beforeCommit);
        using var session = store.Write(turn);
        // Nobody looks for the same person or takes the same number beside us.
        session.LockSources();
        var existing = PersonSearch.Search(session, new PhoneticQuestion(person.LastName!, person.FirstNames,
            GivenNameMatching.CompleteFirstGivenName, person.BirthDate, 0, person.Gender));
        if (existing.Count > 0)
            return Told(new Creation(Codes.Online.PersonsExist, null, [.. existing.Take(MostExisting)]), beforeCommit);
        if (NextNumber(session, person) is not { } number)
            return Told(new Creation(Codes.Online.NumbersExhausted, null, []), beforeCommit);
        var now = clock.GetUtcNow();
        var changeSet = session.NewChangeSet(Cause, null, now);
        var item = Item(number.Value, Register, person, changeSet, today);
        var persons = new PersonBatch(session, self, changeSet, now);
        persons.Load([item]);
        persons.Put(item);
        persons.Remember(item, item.Fingerprint());
        persons.Save();
        var created = Told(new Creation(null, number, []), beforeCommit);
        session.Commit();
        return created;
    }

    /// <summary>Corrects the data groups that are named.</summary>
    /// <inheritdoc cref="Create" path="/param[@name='beforeCommit']"/>
    /// <inheritdoc cref="Create" path="/param[@name='turn']"/>
    public Correction Correct(Ssin ssin, PersonDeclaration person, DateOnly today, Action<Correction> beforeCommit,
        WriterTurn? turn = null) =>
        Once.Only(store, beforeCommit, turn, (told, mine) => CorrectOnce(ssin, person, today, told, mine));

    private Correction CorrectOnce(Ssin ssin, PersonDeclaration person, DateOnly today, Action<Correction> beforeCommit, WriterTurn? turn)
    {
        using var session = store.Write(turn);
        session.LockSources();
        var known = PersonTables.Find(session, ssin.Value);
        if (Refusal(ssin, known) is { } refusal)
            return Told(new Correction(refusal, known?.Ssin ?? ssin.Value, known?.State ?? PersonState.Unknown, []), beforeCommit);
        var now = clock.GetUtcNow();
        var changeSet = session.NewChangeSet(Cause, null, now);
        var item = Item(ssin.Value, known!.Register, Merge(known, person), changeSet, today);
        var persons = new PersonBatch(session, self, changeSet, now);
        persons.Load([item]);
        persons.Put(item);
        persons.Remember(item, item.Fingerprint());
        var after = persons.Find(ssin.Value)!;
        var corrected = new Correction(null, ssin.Value, known.State,
            [.. person.Groups.Select(group => (group, PersonBatch.ValueOf(known, group) != PersonBatch.ValueOf(after, group)))]);
        if (corrected.Groups.Any(g => g.IsChanged))
        {
            persons.Save();
            Told(corrected, beforeCommit);
            session.Commit();
            return corrected;
        }
        return Told(corrected, beforeCommit);
    }

    private static T Told<T>(T result, Action<T> beforeCommit)
    {
        beforeCommit(result);
        return result;
    }

    /// <summary>One of the two sets of the minimal identification data.</summary>
    private static bool HasMinimalData(PersonDeclaration person) =>
        !string.IsNullOrWhiteSpace(person.LastName) && person.BirthDate.Year != 0
        && ((person.BirthDate.IsComplete && person.BirthPlace is not null && person.Gender != Gender.Unknown)
            || person.Country is not null);

    private static Code? Refusal(Ssin asked, PersonRow? known) => known switch
    {
        null => Codes.Record.SsinUnknown,
        _ when known.Ssin != asked.Value => Codes.Online.Replaced,
        { State: PersonState.Cancelled } => Codes.Record.SsinCancelled,
        { Register: "NR" } => Codes.Online.NotOfBcss,
        _ => null,
    };

    private static Ssin? NextNumber(StoreSession session, PersonDeclaration person)
    {
        foreach (var group in BisNumber.Groups(person.BirthDate, person.Gender))
        {
            var (first, last) = BisNumber.Range(group);
            var taken = session.NumbersBetween(first, last).ToHashSet();
            if (BisNumber.Lowest(group, person.BirthDate, person.Gender, taken) is { } number)
                return number;
        }
        return null;
    }

    private static PersonDeclaration Merge(PersonRow known, PersonDeclaration given)
    {
        bool Has(DataGroup group) => given.Groups.Contains(group);
        return new PersonDeclaration
        {
            LastName = Has(DataGroup.Name) ? given.LastName : known.LastName,
            FirstNames = Has(DataGroup.Name) ? given.FirstNames : known.FirstNames?.Split(PersonIdentity.NameSeparator) ?? [],
            BirthDate = Has(DataGroup.Birth) ? given.BirthDate : IncompleteDate.FromPacked(known.BirthDate),
            BirthPlace = Has(DataGroup.Birth) ? given.BirthPlace : known.BirthPlace,
            Gender = Has(DataGroup.Gender) ? given.Gender : known.Gender,
            Nationalities = Has(DataGroup.Nationality) ? given.Nationalities : known.Nationalities?.Split(',') ?? [],
            CivilState = Has(DataGroup.CivilState) ? given.CivilState : known.CivilState,
            Address = Has(DataGroup.Address) ? given.Address : known.Address,
            DeceaseDay = Has(DataGroup.Decease) ? given.DeceaseDay : known.DeceaseDay,
        };
    }

    /// <summary>The change set is the number of the mutation: unique for us as a source.</summary>
    private static PersonMutation Item(long ssin, string register, PersonDeclaration person, long changeSet, DateOnly today) => new()
    {
        Number = 1,
        Kind = PersonMutationKind.Person,
        MutationId = changeSet,
        DateDay = today.DayNumber,
        Ssin = ssin,
        Register = register,
        LastName = person.LastName,
        FirstNames = person.FirstNames.Count == 0 ? null : string.Join(PersonIdentity.NameSeparator, person.FirstNames),
        BirthDate = person.BirthDate.Packed,
        BirthPlace = person.BirthPlace,
        Gender = person.Gender,
        Nationalities = person.Nationalities.Count == 0 ? null : string.Join(',', person.Nationalities),
        CivilState = person.CivilState,
        Address = person.Address,
        DeceaseDay = person.DeceaseDay ?? 0,
    };
}
