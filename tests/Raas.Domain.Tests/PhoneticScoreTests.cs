using Raas.Tests;

namespace Raas.Domain.Tests;

/// <summary>Scores worked out by hand. Of two spellings, the share of letters that need no change; of what is heard of them the same;
/// and the mean of the first and the better of both.</summary>
public sealed class PhoneticScoreTests
{
    [Theory]
    [InlineData("Peeters", "PEETERS", 100)]
    [InlineData("De Clercq", "de-clercq", 100)]
    [InlineData("Peeters", "Petters", 93)] // 6 of 7 letters, heard alike
    [InlineData("Peeters", "Peetets", 86)] // 6 of 7 letters, 4 of 5 sounds
    [InlineData("Peeters", "Peetres", 86)] // two neighbours that changed places are one slip
    [InlineData("Peeters", "Peeeters", 94)] // 7 of 8
    [InlineData("Maes", "Maas", 88)] // 3 of 4
    [InlineData("Jans", "Jan", 88)] // a last S is not heard
    [InlineData("Ros", "Ro", 83)] // nor a last vowel
    [InlineData("As", "A", 50)] // of two sounds none is silent
    [InlineData("H", "Hh", 50)] // nothing is heard of either
    [InlineData("Lemaire", "Lomaire", 93)] // a particle that is none
    [InlineData("Lomaire", "Lemaire", 93)]
    [InlineData("De Vos", "De Bos", 67)] // where both have one it says little
    [InlineData("Devos", "Vos", 99)]
    [InlineData("Van Damme", "Vandamme", 99)]
    [InlineData("Dupont-Martin", "Martin-Dupont", 97)] // turned round
    [InlineData("Dupont-Martin", "Martin", 90)] // one half
    [InlineData("Martin", "Dupont-Martin", 90)]
    [InlineData("Kim Chang", "Kim", 90)]
    [InlineData("Dhondt", "Hondt", 99)]
    [InlineData("Ouali", "Wali", 80)] // 3 of 5 letters, heard alike
    [InlineData("Philips", "Filips", 86)] // 5 of 7
    [InlineData("Djamal", "Jamal", 92)] // 5 of 6
    [InlineData("Celis", "Selis", 90)] // 4 of 5
    [InlineData("Gilis", "Jilis", 90)]
    [InlineData("Ghilis", "Jilis", 83)] // 4 of 6
    [InlineData("Mignon", "Minon", 92)] // 5 of 6
    [InlineData("Naders", "Anders", 83)] // the first two changed places: 5 of 6
    [InlineData("Ly", "Lys Chang", 75)] // one half, of which 2 of 3 letters, heard alike: 90 of 100 of that
    [InlineData("-", ".", 0)]
    [InlineData("", "", 0)]
    public void Family_names_are_compared_as_they_are_written_and_heard(string one, string other, int score) =>
        Assert.Equal(score, Phonetics.Score(one, other));

    [Fact]
    public void Two_letters_are_no_half_of_a_double_name() => Assert.InRange(Phonetics.Score("Li Chang", "Li"), 0, Phonetics.MatchFrom - 1);

    /// <summary>What no name has is not looked at, and breaks nothing.</summary>
    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(500)]
    public void Very_long_names_are_compared_by_their_beginning(int letters)
    {
        var name = string.Concat(Enumerable.Repeat("BAKO", letters))[..letters];
        Assert.Equal(99, Phonetics.Score(name + "T", name + "D"));
        Assert.InRange(Phonetics.Score("Z" + name, name), 97, 99);
        Assert.InRange(Phonetics.Score(name, "Peeters"), 0, 20);
    }

    [Theory]
    [InlineData("Élodie", "ELODIE", 100)]
    [InlineData("J.", "Jan", 60)]
    [InlineData("Jan", "J.", 60)]
    [InlineData("J.", "Koen", 0)]
    [InlineData("Jean", "Jean-Pierre", 85)]
    [InlineData("Jean-Pierre", "Jean", 85)]
    [InlineData("Pierre", "Jean-Pierre", 85)]
    [InlineData("Jean-Pierre-Luc", "Pierre", 85)]
    [InlineData("Pier", "Jean-Pierre", 45)] // the beginning of a part is none: 4 of 10 letters, 3 of 6 sounds
    [InlineData("Badar", "Padal", 70)] // 3 of 5 letters, 4 of 5 sounds
    [InlineData("Jean Pierre", "Jeanpierre", 99)]
    [InlineData("", "Jan", 0)]
    [InlineData("Jan", "-", 0)]
    [InlineData("-", ".", 0)]
    [InlineData("", "J.", 0)]
    public void First_names_are_compared_as_they_are_written_and_heard(string one, string other, int score) =>
        Assert.Equal(score, Phonetics.ScoreFirstName(one, other));

    [Theory]
    [InlineData("Badar", "Padal", 70)]
    [InlineData("Bob", "Dob", null)] // 2 of 3
    [InlineData("J.", "Jozef", 60)] // an initial is enough
    [InlineData("Jozef", "J.", 60)]
    [InlineData("David", "Farid", null)] // 3 of 5 letters and of 5 sounds: as much as an initial, and another name
    [InlineData("Jan", null, 50)]
    [InlineData("Jan", "", 50)]
    public void A_first_name_is_anothers_below_70_unless_it_is_an_initial(string given, string? known, int? score) =>
        Assert.Equal(score, Phonetics.ScoreFirstNames([given], known, GivenNameMatching.CompleteFirstGivenName));

    [Theory]
    [InlineData("Maria J.", "Jozef\nMaria", GivenNameMatching.AllGivenNames, 80)] // 100 and 60
    [InlineData("Maria Jozef", "Jozef\nMaria", GivenNameMatching.AllGivenNames, 100)]
    [InlineData("Maria David", "Farid\nMaria", GivenNameMatching.AllGivenNames, null)]
    [InlineData("Maria", "Jozef\nMaria", GivenNameMatching.AllGivenNames, 100)]
    [InlineData("Jan", "J.\nJan", GivenNameMatching.AllGivenNames, 100)] // the best of them
    [InlineData("J.", "Jozef\nMaria", GivenNameMatching.FirstLetterFirstGivenName, 100)]
    [InlineData("-", "Jozef\nMaria", GivenNameMatching.FirstLetterFirstGivenName, null)]
    [InlineData("Jan", "Jozef\nMaria", GivenNameMatching.FirstLetterFirstGivenName, 100)]
    [InlineData("Maria", "Jozef\nMaria", GivenNameMatching.FirstLetterFirstGivenName, null)]
    [InlineData("Luc", "Jozef", GivenNameMatching.Ignore, 100)]
    [InlineData("Luc", null, GivenNameMatching.Ignore, 100)]
    public void Each_way_to_compare_first_names_has_its_score(string given, string? known, GivenNameMatching mode, int? score) =>
        Assert.Equal(score, Phonetics.ScoreFirstNames(given.Split(' '), known, mode));

    [Fact]
    public void No_first_name_proves_little() => Assert.Equal(50, Phonetics.ScoreFirstNames([], "Jan", GivenNameMatching.AllGivenNames));

    /// <summary>The list of real kinds of misspellings: nearly all share a key and score enough; the search among a million is measured
    /// elsewhere.</summary>
    [Fact]
    public void Of_100_misspellings_at_least_97_share_a_key_and_may_be_the_same()
    {
        var pairs = File.ReadLines(Repository.At("tests", "Raas.Domain.Tests", "misspellings.tsv"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t')).ToList();
        Assert.True(pairs.Count > 200);
        var missed = pairs.Where(pair => Phonetics.Score(pair[1], pair[0]) < Phonetics.MatchFrom
            || !Phonetics.Keys(pair[0]).Intersect(Phonetics.Keys(pair[1])).Any()).ToList();
        Assert.True(missed.Count * 100 <= pairs.Count * 3, string.Join(", ", missed.Select(pair => $"{pair[0]} as {pair[1]}")));
    }
}
