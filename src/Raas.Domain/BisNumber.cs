namespace Raas.Domain;

/// <summary>The numbers that BCSS gives to persons who have none of the National Register: six digits from the birth date, with 40 added to
/// the month (20 when the gender is not known), a sequence that is odd for a man and even for a woman, two check digits (royal decree of 8
/// February 1991).</summary>
public static class BisNumber
{
    private const int LastSequence = 998;
    private const int LastDay = 99;

    /// <summary>The groups of six digits that a person of this birth date and gender may get, in the order in which they are used: when all
    /// numbers of one are given, its last part is raised by one, also beyond the days of a month.</summary>
    /// <param name="birthDate">At least its year is known.</param>
    public static IEnumerable<int> Groups(IncompleteDate birthDate, Gender gender)
    {
        var month = birthDate.Month + (gender == Gender.Unknown ? 20 : 40);
        for (var day = birthDate.Day; day <= LastDay; day++)
            yield return (birthDate.Year % 100 * 10_000) + (month * 100) + day;
    }

    /// <summary>The first and the last number that a group could have, right or not.</summary>
    public static (long First, long Last) Range(int group) => (group * 100_000L, (group * 100_000L) + 99_999);

    /// <summary>The lowest number of the group that nobody has or had; null when there is none left.</summary>
    /// <param name="taken">Every number between the ends of <see cref="Range"/> that was ever given.</param>
    public static Ssin? Lowest(int group, IncompleteDate birthDate, Gender gender, IReadOnlySet<long> taken)
    {
        var step = gender == Gender.Unknown ? 1 : 2;
        for (var sequence = gender == Gender.Female ? 2 : 1; sequence <= LastSequence; sequence += step)
        {
            var nine = (group * 1000L) + sequence;
            var check = 97 - (((birthDate.Year >= 2000 ? 2_000_000_000L : 0) + nine) % 97);
            var number = (nine * 100) + check;
            if (!taken.Contains(number) && Ssin.TryFrom(number, out var ssin))
                return ssin;
        }
        return null;
    }
}
