using Raas.Domain;
using Raas.Host.Soap;
using Raas.Nights;
using Raas.Store;

namespace Raas.Tests.Oracle;

/// <summary>A small world told by hand. What it comes to is worked out from one sentence of the contract and expected of the program, and
/// of the model too.</summary>
internal sealed class Story
{
    public const string I = House.Institution;
    public const string Other = House.Other;
    public static readonly string A = InventedNumbers.Bis(1);
    public static readonly string B = InventedNumbers.Bis(2);
    public static readonly string C = InventedNumbers.Bis(3);
    public static readonly string D = InventedNumbers.Bis(4);
    public static readonly string N = InventedNumbers.Nr(1);
    public static readonly string Unknown = InventedNumbers.Bis(99);
    public static readonly string Wrong = InventedNumbers.Wrong(5);

    private readonly List<Day> days = [];
    private long nextId = 1000;

    private Story(IReadOnlyList<Institution> institutions) => days.Add(new Day(Day(2), institutions, []));

    public static Story Of(params IReadOnlyList<Institution> institutions) => new Story(institutions)
        .Bcss(2, [.. new[] { A, B, C, D }.Select(n => Person(0, n, "Alpha"))]);

    /// <summary>The days are those of March 2026; the first is the 2nd.</summary>
    public static DateOnly Day(int day) => new(2026, 3, day);

    public Story Bcss(int day, params IReadOnlyList<Told> records) => Put(day, House.Bcss, records);

    public Story NationalRegister(int day, params IReadOnlyList<Told> records) => Put(day, House.NationalRegister, records);

    public Story Onss(int day, params IReadOnlyList<Told> records) => Put(day, House.Onss, records);

    public Story Sends(int day, string institution, params IReadOnlyList<Told> records) => Put(day, institution, records);

    public Story Imports(int day, params IReadOnlyList<Institution> institutions)
    {
        Night(day);
        days[^1] = days[^1] with { Parties = [.. days[^1].Parties ?? [], .. institutions] };
        return this;
    }

    /// <summary>A night without anything new.</summary>
    public Story Night(int day)
    {
        if (days[^1].Date != Day(day))
            days.Add(new Day(Day(day), null, []));
        return this;
    }

    /// <param name="page">As in <see cref="Outcome"/>, without the day.</param>
    /// <param name="lines">What stands there.</param>
    public Story Says(int day, string page, params IReadOnlyList<string> lines)
    {
        expected.Add(($"{Time.Text(Day(day))} {page}", lines));
        return this;
    }

    /// <summary>Nothing is sent: not even an empty file.</summary>
    public Story SaysNothing(int day, string page)
    {
        expected.Add(($"{Time.Text(Day(day))} {page}", null));
        return this;
    }

    private readonly List<(string Page, IReadOnlyList<string>? Lines)> expected = [];

    /// <summary>Lets program and model live through it.</summary>
    public void Holds()
    {
        var world = new World(days);
        var (said, numbers) = Model.Of(world);
        var came = Runner.Run(world, numbers);
        foreach (var (page, lines) in expected)
        {
            Assert.Equal(Text("The program", page, lines), Text("The program", page, came.Pages.GetValueOrDefault(page)));
            Assert.Equal(Text("The model", page, lines), Text("The model", page, said.Pages.GetValueOrDefault(page)));
        }
    }

    private static string Text(string who, string page, IReadOnlyList<string>? lines) =>
        $"{who}, {page}:\n{(lines is null ? "no such file" : string.Join('\n', lines))}";

    public static PersonTold Person(long id, string ssin, string lastName, int? date = null, string register = "BIS",
        string? gender = null, string? city = null) =>
        new(id, date is { } d ? Day(d) : new DateOnly(2026, 1, 1), ssin, register,
            new Identity(lastName, "Jan", "1980-01-01") { Gender = gender, City = city });

    public static ReplacementTold Replaced(long id, string old, string @new, int date = 1) => new(id, Day(date), old, @new);

    public static AnnulmentTold Annulled(long id, string old, string @new, int date = 1) => new(id, Day(date), old, @new);

    public static CancellationTold Cancelled(long id, string ssin, int date = 1) => new(id, Day(date), ssin);

    public static RegisterTold Register(string ssin, string type, string begin, string? end = null, Identity? who = null) =>
        new(ssin, type, new Span(Time.Of(begin), end is null ? Time.Open : Time.Of(end)), who);

    public static UnregisterTold Unregister(string ssin, string type) => new(ssin, type);

    public static UnregisterTold Unregister(string ssin, string type, string begin, string? end = null) =>
        new(ssin, type, new Span(Time.Of(begin), end is null ? Time.Open : Time.Of(end)));

    public static DeclarationTold Declared(long id, int history, string kind, string ssin, int begin, int? end = null) =>
        new(id, history, kind, ssin, Day(begin), end is { } e ? Day(e) : null);

    private Story Put(int day, string party, IReadOnlyList<Told> records)
    {
        Night(day);
        // Persons of the first day have ids that no test needs to know.
        var numbered = records.Select(r => r is PersonTold { Id: 0 } person ? person with { Id = nextId++ } : r).ToList();
        days[^1] = days[^1] with { Deliveries = [.. days[^1].Deliveries, new Delivery(party, numbered)] };
        return this;
    }
}
