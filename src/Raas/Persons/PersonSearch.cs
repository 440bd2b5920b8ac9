using Raas.Domain;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Persons;

/// <summary>Whom somebody looks for, by a name as it sounds.</summary>
/// <param name="FirstNames">In their order; none: not compared.</param>
/// <param name="Tolerance">See <see cref="BirthDateRange"/>.</param>
/// <param name="Gender">Who has none known is found too.</param>
public sealed record PhoneticQuestion(string LastName, IReadOnlyList<string> FirstNames, GivenNameMatching Matching,
    IncompleteDate BirthDate, int Tolerance, Gender Gender);

/// <param name="Score">How alike name and first name are: 100 = the same.</param>
public sealed record FoundPerson(PersonRow Person, int Score);

/// <summary>Finds persons by number, and by a name as it sounds.</summary>
public sealed class PersonSearch(RegisterStore store, TimeProvider clock) : IDisposable
{
    /// <summary>How much of a score is the family name's.</summary>
    private const int NameShare = 70;

    private readonly ReadSessions sessions = new(store, clock);

    public void Dispose() => sessions.Dispose();

    /// <summary>Who has this number now; null when nobody ever had it.</summary>
    public PersonRow? Find(Ssin ssin) => sessions.Use(session => PersonTables.Find(session, ssin.Value));

    /// <summary>Everybody who may be meant, the best first.</summary>
    public List<FoundPerson> Search(PhoneticQuestion question) => sessions.Use(session => Search(session, question));

    internal static List<FoundPerson> Search(StoreSession session, PhoneticQuestion question)
    {
        var range = new BirthDateRange(question.BirthDate, question.Tolerance);
        var (from, until) = range.Packed;
        var keys = Phonetics.Keys(question.LastName);
        if (keys.Count == 0)
            return [];
        // Most persons of a sound share a few names.
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        int? Score(string lastName, Func<string?> firstNames, int birthDate, Gender gender)
        {
            if (question.Gender != Gender.Unknown && gender != Gender.Unknown && gender != question.Gender)
                return null;
            if (!scores.TryGetValue(lastName, out var name))
                scores[lastName] = name = Phonetics.Score(question.LastName, lastName);
            if (name < Phonetics.MatchFrom || !range.Contains(IncompleteDate.FromPacked(birthDate)))
                return null;
            if (question.FirstNames.Count == 0 || question.Matching == GivenNameMatching.Ignore)
                return name;
            return Phonetics.ScoreFirstNames(question.FirstNames, firstNames(), question.Matching) is { } first
                ? ((name * NameShare) + (first * (100 - NameShare))) / 100 : null;
        }

        var found = PersonTables.OfSounds(session, keys, from, until, Score).Select(p => new FoundPerson(p.Person, p.Score)).ToList();
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Person.BirthDate != question.BirthDate.Packed)
            .ThenBy(f => f.Person.Ssin)];
    }
}
