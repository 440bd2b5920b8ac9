using Raas.Domain;
using Raas.Store;

namespace Raas.Online;

/// <summary>Whom somebody looks for, by a name as it sounds.</summary>
/// <param name="FirstNames">In their order; none: not compared.</param>
/// <param name="Tolerance">See <see cref="BirthDateRange"/>.</param>
/// <param name="Gender">Who has none known is found too.</param>
public sealed record PhoneticQuestion(string LastName, IReadOnlyList<string> FirstNames, GivenNameMatching Matching, IncompleteDate BirthDate, int Tolerance, Gender Gender);

/// <param name="Score">How alike name and first name are: 100 = the same.</param>
public sealed record FoundPerson(PersonRow Person, int Score);

/// <summary>Finds persons by number, and by a name as it sounds.</summary>
public sealed class PersonSearch(RegisterStore store)
{
    /// <summary>How much of a score is the family name's.</summary>
    private const int NameShare = 70;

    private readonly ReadSessions sessions = new(store);

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
        var found = new List<FoundPerson>();
        // Most persons of a sound share a few names.
        var scores = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var person in PersonTables.OfSounds(session, keys, from, until))
        {
            if (range.Contains(IncompleteDate.FromPacked(person.BirthDate)) && Score(question, person, scores) is { } score)
                found.Add(new FoundPerson(person, score));
        }
        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Person.BirthDate != question.BirthDate.Packed).ThenBy(f => f.Person.Ssin)];
    }

    /// <summary>Null when somebody else must be meant.</summary>
    private static int? Score(PhoneticQuestion question, PersonRow person, Dictionary<string, int> scores)
    {
        if (question.Gender != Gender.Unknown && person.Gender != Gender.Unknown && person.Gender != question.Gender)
            return null;
        if (!scores.TryGetValue(person.LastName!, out var name))
            scores[person.LastName!] = name = Phonetics.Score(question.LastName, person.LastName!);
        if (name < Phonetics.MatchFrom)
            return null;
        if (question.FirstNames.Count == 0 || question.Matching == GivenNameMatching.Ignore)
            return name;
        return Phonetics.ScoreFirstNames(question.FirstNames, person.FirstNames, question.Matching) is { } first
            ? ((name * NameShare) + (first * (100 - NameShare))) / 100
            : null;
    }
}
