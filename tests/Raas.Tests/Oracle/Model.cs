using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Store;

namespace Raas.Tests.Oracle;

/// <summary>The register world as the contract tells it, in the plainest code: lists, loops, no store. Each sentence that is carried out
/// stands beside the code that does it.
/// Written from the sentences alone; it shares nothing with the program. «Pages» are the pages for readers, as they said it
/// then.</summary>
internal sealed partial class Model
{
    private static readonly string[] Sources = [House.NationalRegister, House.Bcss, House.Onss];

    private readonly List<Institution> institutions = [];
    private readonly Dictionary<(string Party, string Flow), int> lastNumber = [];
    private readonly Outcome said = new();
    private DateOnly today;

    /// <summary>The day on which somebody looks into the folders: that of the last of the nights that are made up for.</summary>
    private DateOnly seen;
    private DateOnly? lastNight;

    /// <summary>The numbers that the deliveries have to carry, in the order of the world: a refused one does not consume its own.</summary>
    public List<int> DeliveryNumbers { get; } = [];

    public static (Outcome Said, IReadOnlyList<int> Numbers) Of(World world)
    {
        var model = new Model();
        foreach (var day in world.Days)
            model.Live(day);
        return (model.said, model.DeliveryNumbers);
    }

    private void Live(Day day)
    {
        Import(day.Parties ?? []);
        seen = day.Date;
        // Pages: "Nights that were missed are made up for, in order, each with its own date". The deliveries are taken by the first of
        // them.
        today = lastNight is { } last ? last.AddDays(1) : day.Date;
        ApplyDue();
        TakeAll(day.Deliveries);
        Night();
        while (today < day.Date)
        {
            today = today.AddDays(1);
            ApplyDue();
            Night();
        }
        said.Add(seen, "1 answers to mutations that waited", supplements.Order(StringComparer.Ordinal));
        supplements.Clear();
        foreach (var institution in institutions)
            said.Add(seen, $"2 register {institution.Cbe}", RowsOf(institution).Select(r => $"{r.Ssin} {r.Type} {r.Period}")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Pages: "import-config changes what it names and removes nothing".</summary>
    private void Import(IReadOnlyList<Institution> named)
    {
        foreach (var institution in named)
        {
            institutions.RemoveAll(i => i.Cbe == institution.Cbe);
            institutions.Add(institution);
        }
        institutions.Sort((a, b) => string.CompareOrdinal(a.Cbe, b.Cbe));
    }

    /// <summary>§5: "take every delivery: sources first, then institutions".</summary>
    private void TakeAll(IReadOnlyList<Delivery> deliveries)
    {
        var numbers = new int[deliveries.Count];
        foreach (var (delivery, place) in deliveries.Select((d, i) => (d, i))
            .OrderBy(d => Array.IndexOf(Sources, d.d.Party) is var at and >= 0 ? at : int.MaxValue)
            .ThenBy(d => d.d.Party, StringComparer.Ordinal))
        {
            var lane = (delivery.Party, delivery.Flow);
            var number = numbers[place] = lastNumber.GetValueOrDefault(lane) + 1;
            if (Take(delivery, number) is { } results)
            {
                // §3: "refused delivery: does not consume its number".
                lastNumber[lane] = number;
                said.Add(seen, $"1 answer {delivery.Party} {number}", results);
            }
        }
        DeliveryNumbers.AddRange(numbers);
    }

    private IReadOnlyList<string>? Take(Delivery delivery, int number) => delivery.Flow switch
    {
        "SUBSCRIPTION" => Subscription(institutions.First(i => i.Cbe == delivery.Party), delivery.Records),
        "DIMONA" => [.. delivery.Records.Select((r, i) => $"{i + 1} {Declare((DeclarationTold)r)}")],
        _ => [.. delivery.Records.Select((r, i) => $"{i + 1} {Hear(new Heard((Mutation)r, delivery.Party, number, i + 1))}")],
    };

    private void Night()
    {
        RetryWaiting();
        foreach (var institution in institutions)
            Follow(institution);
        foreach (var institution in institutions)
        {
            TellReplacements(institution);
            TellIdentity(institution);
            TellDimona(institution);
        }
        EndOfNight();
    }

    /// <summary>What happened since the last night has been told.</summary>
    private void EndOfNight()
    {
        lastNight = today;
        linksBefore = new(links);
        touchedLinks.Clear();
        cancelledTonight.Clear();
        identityEvents.Clear();
        declaredTonight.Clear();
    }
}
