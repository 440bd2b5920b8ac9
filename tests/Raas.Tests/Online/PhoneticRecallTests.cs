using System.Diagnostics;
using Raas.Benchmarks;
using Raas.Domain;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Sqlite;

namespace Raas.Tests.Online;

/// <summary>Whether people are found whose name is misspelt, among a million.</summary>
public sealed class PhoneticRecallTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int People = 1_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("raas-names-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void At_least_95_of_100_misspellings_are_found_among_the_first_ten_of_a_million()
    {
        var list = Misspelling.Read(Repository.At("tests", "Raas.Domain.Tests", "misspellings.tsv"));
        Assert.True(list.Count >= 200);
        Assert.True(list.Select(l => l.Kind).Distinct(StringComparer.Ordinal).Count() >= 12);
        using (var store = new House(root: folder, keep: true))
            NamePopulation.Fill(store.Engine.Store, list, People);
        using var search = new PersonSearch(new RegisterStore(new SqliteDialect(Path.Combine(folder, "raas.db"))), TimeProvider.System);
        Check("complete birth date", list, search, date => (date, 0));
        Check("year of birth, two years more or less", list, search, date => (IncompleteDate.OfYear(date.Year), 2));
    }

    private void Check(string what, IReadOnlyList<Misspelling> list, PersonSearch search,
        Func<IncompleteDate, (IncompleteDate Date, int Tolerance)> about)
    {
        var missed = new List<(Misspelling Pair, int Place)>();
        var times = new List<double>();
        for (var i = 0; i < list.Count; i++)
        {
            var person = NamePopulation.At(i, list);
            var (date, tolerance) = about(IncompleteDate.FromPacked(person.BirthDate));
            var watch = Stopwatch.StartNew();
            var found = search.Search(new PhoneticQuestion(list[i].Typed, [person.FirstNames!], GivenNameMatching.CompleteFirstGivenName,
                date, tolerance, Gender.Unknown));
            times.Add(watch.Elapsed.TotalMilliseconds);
            var place = found.FindIndex(f => f.Person.Ssin == person.Ssin);
            if (place is < 0 or >= 10)
                missed.Add((list[i], place));
        }
        times.Sort();
        output.WriteLine(
            $"{what}: {list.Count - missed.Count} of {list.Count} found; median {times[times.Count / 2]:0.0} ms, 99 of 100 under "
                + $"{times[times.Count * 99 / 100]:0.0} ms");
        foreach (var (pair, place) in missed)
            output.WriteLine(
                $"  {pair.Kind}: {pair.Stored} as {pair.Typed}: {(place < 0 ? "not found" : $"place {place + 1}")}, score "
                    + $"{Phonetics.Score(pair.Typed, pair.Stored)}, keys {string.Join(' ', Phonetics.Keys(pair.Stored))} / "
                    + $"{string.Join(' ', Phonetics.Keys(pair.Typed))}");
        Assert.True(missed.Count * 100 <= list.Count * 5, $"{missed.Count} of {list.Count} are not among the first ten.");
    }
}
