using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;

namespace Raas.Tests.Oracle;

/// <summary>Random worlds: one seed, one world. Few persons, so that everything happens to everybody at once.</summary>
internal sealed class Generator(int seed)
{
    private static readonly string[] Sources = [House.NationalRegister, House.Bcss];
    private static readonly string[] Names = ["Alpha", "Beta", "Gamma"];
    private static readonly string[] Groups = ["NAME", "BIRTH", "GENDER", "NATIONALITY", "CIVIL-STATE", "ADDRESS", "DECEASE"];

    /// <summary>Words of what is left out, to look at the rest: later, cancellation, again, stays, dimona, identity, annulment, missed,
    /// wrong.</summary>
    private static readonly string[] Without = (Environment.GetEnvironmentVariable("RAAS_ORACLE_WITHOUT") ?? "").Split(',');

    private readonly Random random = new(seed);
    private readonly List<string> numbers = [.. Enumerable.Range(1, 4).Select(InventedNumbers.Nr), .. Enumerable.Range(1, 6)
        .Select(InventedNumbers.Bis)];
    private readonly Dictionary<string, long> lastId = [];
    private readonly List<(string Old, string New)> replaced = [];
    private readonly Dictionary<long, int> declared = [];
    private readonly List<Mutation> told = [];
    private DateOnly today = new(2026, 3, 2);

    public static World World(int seed) => new Generator(seed).Make();

    private World Make()
    {
        var institutions = new[] { House.Institution, House.Other, "0999000129" }.Select(NewInstitution).ToList();
        var days = new List<Day> { new(today, [.. institutions], FirstDay(institutions)) };
        for (var count = random.Next(3, 7); count > 0; count--)
        {
            // Nights that were missed: one in six is followed by up to three days without any.
            today = today.AddDays(With("missed") && OneIn(6) ? random.Next(2, 5) : 1);
            var changed = OneIn(3) ? Pick(institutions) : null;
            if (changed is not null)
                institutions[institutions.IndexOf(changed)] = changed = Change(changed);
            days.Add(new Day(today, changed is null ? null : [changed], Deliveries(institutions)));
        }
        return new World(days);
    }

    private Institution NewInstitution(string cbe) => new(cbe)
    {
        MergeAdjacent = OneIn(3),
        AutoReplace = !(OneIn(3) && With("stays")),
        EmptyNotifications = !OneIn(4),
        RejectThreshold = OneIn(4) ? 60 : 100,
        Types = [new("A", Time.Of("2000-01-01"), Time.Open), new("B", Time.Of("2000-01-01"), Time.Open),
            new("OLD", Time.Of("2000-01-01"), Time.Of("2020-12-31"))],
        Authorisations = [.. Authorisations("IDENTITY"), .. Authorisations("DIMONA")],
    };

    private IEnumerable<Authorisation> Authorisations(string service)
    {
        for (var i = random.Next(3); i > 0; i--)
        {
            var from = OneIn(3) ? today.AddDays(random.Next(0, 4)) : Time.Of("2008-01-01");
            yield return new Authorisation(service, $"{service[0]}{i}", from, OneIn(3)
                ? (from > today ? from : today).AddDays(random.Next(0, 4)) : Time.Open)
            {
                Types = OneIn(2) ? ["A"] : [],
                Groups = service == "IDENTITY" && OneIn(2) ? [.. Groups.Where(_ => OneIn(2)).DefaultIfEmpty("NAME")] : [],
            };
        }
    }

    /// <summary>A setting is switched, a dossier type or an authorisation ends.</summary>
    private Institution Change(Institution institution) => random.Next(5) switch
    {
        0 or 1 when With("stays") => institution with { AutoReplace = !institution.AutoReplace },
        2 => institution with { MergeAdjacent = !institution.MergeAdjacent },
        3 => institution with { Types = [.. institution.Types.Select(t => t.Code == "B" ? t with { Until = Time.Of("2022-12-31") } : t)] },
        _ => institution with { Authorisations = [.. institution.Authorisations.Select(a => a.From <= today ? a with { Until = today }
            : a)] },
    };

    private List<Delivery> FirstDay(List<Institution> institutions) =>
    [
        new(House.NationalRegister, [.. numbers.Take(4).Select(n => Person(House.NationalRegister, n, new DateOnly(2026, 1, 1)))]),
        new(House.Bcss, [.. numbers.Skip(4).Take(5).Select(n => Person(House.Bcss, n, new DateOnly(2026, 1, 1)))]),
        .. institutions.Select(i => new Delivery(i.Cbe, [.. Records(6, Subscribed)])),
    ];

    private List<Delivery> Deliveries(List<Institution> institutions)
    {
        var deliveries = new List<Delivery>();
        foreach (var source in Sources.Where(s => s == House.Bcss || OneIn(3)))
            deliveries.Add(new Delivery(source, [.. Records(5, () => Mutation(source))]));
        if (OneIn(2) && With("dimona"))
            deliveries.Add(new Delivery(House.Onss, [.. Records(4, Declaration)]));
        foreach (var institution in institutions.Where(_ => OneIn(2)))
            deliveries.Add(new Delivery(institution.Cbe, [.. Records(4, Subscribed)]));
        return deliveries;

    }

    private IEnumerable<Told> Records(int most, Func<Told> one)
    {
        for (var count = random.Next(1, most + 1); count > 0; count--)
            yield return one();
    }

    private Told Mutation(string source)
    {
        if (OneIn(15) && told.Count > 0 && With("again"))
            return Pick(told);
        Mutation made = random.Next(10) switch
        {
            0 or 1 or 2 when With("identity") => Person(source, Pick(numbers), Date()),
            3 or 4 or 5 => Replacement(source),
            6 or 7 when replaced.Count > 0 && With("annulment") => Annulment(source, Pick(replaced)),
            8 when With("cancellation") => new CancellationTold(NextId(source), Date(), Number()),
            _ => Renewal(source),
        };
        told.Add(made);
        return made;
    }

    private PersonTold Person(string source, string ssin, DateOnly date)
    {
        var who = new Identity(Pick(Names), OneIn(4) ? "Ann" : "Jan", OneIn(6) ? "1980-02-01" : "1980-01-01")
        {
            Gender = OneIn(3) ? "M" : null,
            Nationality = OneIn(4) ? "111" : "150",
            CivilState = OneIn(4) ? "20" : null,
            City = OneIn(2) ? Pick(Names) + "dorp" : null,
            DeceaseDate = OneIn(8) ? "2026-02-01" : null,
        };
        return new PersonTold(NextId(source), date, ssin, OneIn(12) ? "RAD" : source == House.NationalRegister ? "NR" : "BIS", who);
    }

    private ReplacementTold Replacement(string source)
    {
        var pair = (Old: Number(), New: Number());
        replaced.Add(pair);
        return new ReplacementTold(NextId(source), Date(), pair.Old, pair.New);
    }

    private AnnulmentTold Annulment(string source, (string Old, string New) pair) => new(NextId(source), Date(), pair.Old, pair.New);

    /// <summary>A replacement that was there before is made again.</summary>
    private Mutation Renewal(string source)
    {
        if (replaced.Count == 0)
            return Replacement(source);
        var (old, @new) = Pick(replaced);
        return new ReplacementTold(NextId(source), Date(), old, @new);
    }

    private Told Subscribed()
    {
        var ssin = OneIn(25) ? InventedNumbers.Wrong(random.Next(1, 9)) : OneIn(25) ? InventedNumbers.Bis(99) : Pick(numbers);
        var type = OneIn(12) ? "OLD" : OneIn(25) ? "NONE" : OneIn(3) ? "B" : "A";
        if (OneIn(3))
            return new UnregisterTold(ssin, type, OneIn(3) ? null : Period());
        return new RegisterTold(ssin, type, Period(), OneIn(6) ? new Identity(Pick(Names), "Jan", "1980-01-01") : null);
    }

    private Span Period()
    {
        var begin = new DateOnly(2019 + random.Next(4), random.Next(4) * 3 + 1, 1);
        if (OneIn(12))
            begin = today.AddDays(random.Next(-3, 4));
        var end = OneIn(3) ? Time.Open : OneIn(20) ? begin.AddDays(-1) : begin.AddMonths(3 * random.Next(1, 6)).AddDays(-1);
        return new Span(begin, end);
    }

    private DeclarationTold Declaration()
    {
        var id = random.Next(1, 6);
        var history = declared[id] = Math.Max(1, declared.GetValueOrDefault(id) + (OneIn(10) ? 0 : 1));
        var begin = OneIn(2) ? today.AddDays(random.Next(-2, 3)) : new DateOnly(2019 + random.Next(4), random.Next(4) * 3 + 1, 15);
        var kind = history == 1 ? "IN" : Pick(["OUT", "UPDATE", "UPDATE", "CANCEL"]);
        return new DeclarationTold(id, history, kind, Number(), begin, kind == "OUT" || OneIn(4)
            ? begin.AddDays(random.Next(OneIn(15) ? -1 : 0, 200)) : null);
    }

    /// <summary>Of the past, of today, or of one of the next days.</summary>
    private DateOnly Date() => today.AddDays(OneIn(4) && With("later") ? random.Next(1, 4) : -random.Next(2));

    private string Number() => OneIn(40) && With("wrong") ? InventedNumbers.Wrong(3) : Pick(numbers);

    private long NextId(string source) => lastId[source] = lastId.GetValueOrDefault(source) + 1;

    private static bool With(string word) => !Without.Contains(word);

    private bool OneIn(int n) => random.Next(n) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
