using Microsoft.Data.Sqlite;
using Raas.Domain;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Benchmarks;

/// <summary>One pair of the list of misspellings.</summary>
/// <param name="Stored">As the person is called.</param>
/// <param name="Typed">As somebody searches.</param>
public sealed record Misspelling(string Stored, string Typed, string Kind)
{
    public static IReadOnlyList<Misspelling> Read(string file) =>
        [.. File.ReadLines(file).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .Select(cells => new Misspelling(cells[0], cells[1], cells[2]))];
}

/// <summary>A large invented population for searches: thousands of family names, the first of them far more frequent than the last, beside
/// one person of each name of the list of misspellings.</summary>
public static class NamePopulation
{
    /// <summary>Persons of the list: the n-th has this number of a year, so that a search knows whom it looks for.</summary>
    public const int FirstYear = 1925;

    private const int Years = 80;
    private const int RowsAtOnce = 100_000;

    private static readonly string[] Stems =
    [
        "Adriaen", "Baert", "Bogaert", "Bosman", "Brouwer", "Callen", "Christiaen", "Cool", "Coppen", "Cornel", "Cuyper", "Daniel",
        "Denijs", "Dierick", "Driesen", "Engel", "Fransen", "Geert", "Gilis", "Gov",
        "Heyn", "Hubert", "Huys", "Ivens", "Jacob", "Jans", "Joris", "Kenis", "Lambrecht", "Lauwer", "Leem", "Lenaert", "Lies", "Luyten",
        "Maert", "Meeus", "Mertens", "Michiel", "Moor", "Nel",
        "Nuyt", "Ooms", "Pauwel", "Peet", "Philip", "Pieter", "Quint", "Raeym", "Reyn", "Robbe", "Roel", "Sander", "Segher", "Simoen",
        "Smeet", "Staes", "Steven", "Stroob", "Symon", "Theun",
        "Thys", "Tim", "Vael", "Verbeke", "Verhaegh", "Vermeer", "Verschu", "Vinck", "Vlemin", "Voet", "Wael", "Wauter", "Wijn", "Wille",
        "Wouter", "Ysen", "Zeger", "Zwaan", "Abra", "Bert",
        "Blanch", "Bour", "Camb", "Chapel", "Col", "Crois", "Damb", "Delch", "Del", "Dub", "Dufr", "Dum", "Dur", "Evr", "Ferr", "Font",
        "Four", "Gab", "Gar", "Gilb",
        "Gob", "Grand", "Hal", "Henr", "Jacqu", "Lac", "Lamb", "Lebr", "Lecl", "Lef", "Legr", "Lem", "Ler", "Mach", "Mar", "Masc", "Mor",
        "Noir", "Pir", "Pons",
    ];

    private static readonly string[] Endings = ["", "s", "sens", "kens", "ckx", "aert", "aerts", "man", "mans", "et", "ot", "in", "ier",
        "ard", "eau", "on", "ois", "ens", "ael", "ers", "inck", "elle", "art", "ette", "osse"];

    private static readonly string[] Before = ["", "", "", "", "Van ", "De ", "Van de ", "Le ", "Del"];

    public static readonly string[] FirstNames = ["Jan", "Luc", "Marc", "Jean-Pierre", "André", "François", "Koen", "Thomas", "Mohamed",
        "Günter", "Marie", "Anne", "Chloé", "Hélène", "Ingrid", "Fatima", "Els", "Sofie", "Zoë", "Lotte"];

    /// <summary>Puts people into an empty store and makes the index of names.</summary>
    public static void Fill(RegisterStore store, IReadOnlyList<Misspelling> list, int people)
    {
        for (var from = 0; from < people; from += RowsAtOnce)
        {
            using var session = store.Write();
            session.BulkLoad(new PersonRows(
                [.. Enumerable.Range(from, Math.Min(RowsAtOnce, people - from)).Select(i => At(i, list)).OrderBy(p => p.Ssin)]));
            // The index is made by the store's own rule, as after an upgrade.
            session.Execute("delete_name_index");
            session.Commit();
        }
        NameIndex.EnsureCurrent(store);
    }

    /// <summary>The n-th person; the first ones are those of the list.</summary>
    public static PersonRow At(int index, IReadOnlyList<Misspelling> list)
    {
        var isListed = index < list.Count;
        var mixed = Population.Mix(index + 7);
        var year = FirstYear + (Population.Mix(index) % Years);
        var (month, day) = (1 + (mixed % 12), 1 + (mixed / 12 % 28));
        var name = isListed ? list[index].Stored : LastName(Population.Mix(index + 1_000_003L));
        // Not a number of a person, but one of its own: searches never look at it.
        return new PersonRow(10_000_000_000L + index, "NR", name, FirstNames[Population.Mix(index * 31L) % FirstNames.Length],
            (year * 10_000) + (month * 100) + day, null, Gender.Unknown, null, null, null, null, PersonState.Active);
    }

    /// <summary>Squared: the first names of the list are frequent, the last ones rare.</summary>
    private static string LastName(int mixed)
    {
        var share = (mixed % 1_000_000) / 1_000_000.0;
        var place = (int)(share * share * Stems.Length * Endings.Length);
        var name = Stems[place % Stems.Length] + Endings[place / Stems.Length];
        var before = Before[mixed / 1_000_000 % Before.Length];
        return before == "Del" ? before + name.ToLowerInvariant() : before + name;
    }
}
