using Raas.Domain;
using Raas.Host.Soap;

namespace Raas.Tests.Oracle;

/// <summary>Our copy of the authentic source: persons, replacements, cancellations, and what waits.</summary>
internal sealed partial class Model
{
    private sealed record Heard(Mutation Mutation, string Source, int Delivery, int Record);

    private sealed record Event(string Source, long Id, string Kind, DateOnly Date)
    {
        public override string ToString() => $"{Source} {Id} {Kind} {Time.Text(Date)}";
    }

    private sealed record IdentityEvent(string Ssin, Event Event, IReadOnlyList<(string Group, string? Before, string? After)> Changes);

    private readonly Dictionary<string, (string Register, Identity Who)> persons = [];
    private readonly Dictionary<string, string> links = [];
    private Dictionary<string, string> linksBefore = [];
    private readonly HashSet<string> cancelled = [];
    private readonly Dictionary<(string Source, long Id), Mutation> mutationIds = [];
    private readonly List<Heard> deferred = [];
    private readonly List<Heard> waiting = [];
    private readonly List<string> supplements = [];

    /// <summary>The last event of each number whose link was made or annulled since the last night, also when it is as before.</summary>
    private readonly Dictionary<string, Event> touchedLinks = [];

    /// <summary>What made the link of each number: told to who follows only now.</summary>
    private readonly Dictionary<string, Event> linkEvents = [];
    private readonly Dictionary<string, Event> cancellations = [];
    private readonly HashSet<string> cancelledTonight = [];
    private readonly List<IdentityEvent> identityEvents = [];

    /// <summary>§4: "chains resolved".</summary>
    private string Current(string ssin) => CurrentBy(links, ssin);

    private static string CurrentBy(Dictionary<string, string> links, string ssin)
    {
        while (links.TryGetValue(ssin, out var next))
            ssin = next;
        return ssin;
    }

    private string Hear(Heard heard)
    {
        var mutation = heard.Mutation;
        // Schema: "The same number with the same content again is nothing new; with other content it is refused (RAA30003)."
        var known = mutationIds.GetValueOrDefault((heard.Source, mutation.Id));
        if (mutation == known)
            return $"{Action(mutation)} UNCHANGED OK MSG00000";
        // §4: "Every error of a record is reported, not the first" (issue 12, C8: records of sources too).
        var errors = NumbersIn(mutation).Any(n => !InventedNumbers.IsNumber(n))
            ? new SortedSet<string>(StringComparer.Ordinal) { "MSG00011" } : [];
        if (known is not null)
            errors.Add("RAA30003");
        // Pages: "A source names in `supplies` which registers it may speak for; others are rejected, RAA30006."
        if (mutation is PersonTold person && (heard.Source == House.NationalRegister) != (person.Register == "NR"))
            errors.Add("RAA30006");
        if (mutation is ReplacementTold { Old: var old, New: var @new } && old == @new)
            errors.Add("RAA30002");
        // §4: "a mutation of a later date waits for its day, whole" (C1: "one that equals the present state is deferred all the same").
        var later = mutation.Date > today;
        // Nothing more is asked of what is no number.
        if (!later && !errors.Contains("MSG00011"))
            errors.UnionWith(ErrorsToday(mutation));
        if (errors.Count > 0)
            return $"{Action(mutation)} REJECTED NOK {string.Join(' ', errors)}";
        mutationIds[(heard.Source, mutation.Id)] = mutation;
        if (!later)
            return $"{Action(mutation)} {Apply(heard)}";
        deferred.Add(heard);
        return $"{Action(mutation)} UNCHANGED OK RAA30008";
    }

    /// <summary>What can be wrong only on the day on which it counts as told.</summary>
    private IEnumerable<string> ErrorsToday(Mutation mutation)
    {
        // Pages: RAA30002 circle, or replacement by itself; RAA30004 nothing to annul; RAA30005 nothing to cancel; RAA30007 already
        // replaced.
        switch (mutation)
        {
            case ReplacementTold r:
                // "Every error of a record is reported": also where another number stands for the old one already.
                if (IsOnTheWay(links, r.New, r.Old))
                    yield return "RAA30002";
                // One by a number that is not known yet is held: it is asked of it when it is tried.
                if (r.Old != r.New && persons.ContainsKey(r.New) && links.TryGetValue(r.Old, out var other) && other != r.New)
                    yield return "RAA30007";
                break;
            case AnnulmentTold a when links.GetValueOrDefault(a.Old) != a.New && !waiting.Concat(deferred).Any(w => IsAnnulledBy(w, a)):
                yield return "RAA30004";
                break;
            case CancellationTold c when !persons.ContainsKey(c.Ssin):
                yield return "RAA30005";
                break;
        }
    }

    private string Apply(Heard heard) => heard.Mutation switch
    {
        PersonTold p => Learn(p, heard.Source),
        ReplacementTold r => Replace(r, heard),
        AnnulmentTold a => Annul(a, heard.Source),
        CancellationTold c => Cancel(c, heard.Source),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>§4: "what the source told last is what is so"; "the change of each data group is journalled with the value before and
    /// after".</summary>
    private string Learn(PersonTold told, string source)
    {
        if (!persons.TryGetValue(told.Ssin, out var before))
        {
            persons[told.Ssin] = (told.Register, told.Who);
            return "REGISTERED OK MSG00000";
        }
        persons[told.Ssin] = (told.Register, told.Who);
        var changes = before.Who.Groups.Zip(told.Who.Groups, (b, a) => (b.Group, b.Xml, a.Xml)).Where(c => c.Item2 != c.Item3).ToList();
        if (changes.Count > 0)
            identityEvents.Add(new IdentityEvent(told.Ssin, new Event(source, told.Id, "PERSON", told.Date), changes));
        return before == (told.Register, told.Who) ? "UNCHANGED OK MSG00000" : "MERGED OK MSG00000";
    }

    private string Replace(ReplacementTold told, Heard heard)
    {
        // Pages: "A replacement by a number that is not known yet is held (RAA30001) and tried each night".
        if (!persons.ContainsKey(told.New))
        {
            waiting.Add(heard);
            return "UNCHANGED OK RAA30001";
        }
        if (links.GetValueOrDefault(told.Old) == told.New)
            return "UNCHANGED OK MSG00000";
        links[told.Old] = told.New;
        linkEvents[told.Old] = touchedLinks[told.Old] = new Event(heard.Source, told.Id, "REPLACEMENT", told.Date);
        return "REGISTERED OK MSG00000";
    }

    private string Annul(AnnulmentTold told, string source)
    {
        // Pages: "an annulment of it takes it away".
        if (links.GetValueOrDefault(told.Old) != told.New)
        {
            deferred.RemoveAll(d => IsAnnulledBy(d, told));
            waiting.RemoveAll(w => IsAnnulledBy(w, told));
            return "REMOVED OK MSG00000";
        }
        links.Remove(told.Old);
        touchedLinks[told.Old] = new Event(source, told.Id, "REPLACEMENT-ANNULLED", told.Date);
        return "REMOVED OK MSG00000";
    }

    private string Cancel(CancellationTold told, string source)
    {
        if (!cancelled.Add(told.Ssin))
            return "UNCHANGED OK MSG00000";
        cancelledTonight.Add(told.Ssin);
        cancellations[told.Ssin] = new Event(source, told.Id, "CANCELLATION", told.Date);
        return "REMOVED OK MSG00000";
    }

    /// <summary>C1: "one that waits for its day counts as told at the beginning of that day"; "Due ones are applied by day, then National
    /// Register before BCSS, then as told".</summary>
    private void ApplyDue()
    {
        var due = deferred.Where(d => d.Mutation.Date <= today).OrderBy(d => d.Mutation.Date)
            .ThenBy(d => d.Source == House.NationalRegister ? 0 : 1).ToList();
        deferred.RemoveAll(due.Contains);
        foreach (var heard in due)
            ApplyOrTell(heard);
    }

    private void RetryWaiting()
    {
        foreach (var heard in waiting.Where(w => persons.ContainsKey(((ReplacementTold)w.Mutation).New)).ToList())
        {
            waiting.Remove(heard);
            ApplyOrTell(heard);
        }
    }

    /// <summary>C1: "One that is rejected when its day comes is told to its source: an ANSWER that supplements the first (same
    /// correlation, those records)."</summary>
    private void ApplyOrTell(Heard heard)
    {
        if (heard.Mutation is ReplacementTold { New: var @new } && !persons.ContainsKey(@new))
        {
            waiting.Add(heard);
            return;
        }
        var errors = ErrorsToday(heard.Mutation).Order(StringComparer.Ordinal).ToList();
        if (errors.Count == 0)
            Apply(heard);
        else
            supplements.Add($"{heard.Source} {heard.Delivery}: {heard.Record} "
                + $"{Action(heard.Mutation)} REJECTED NOK {string.Join(' ', errors)}");
    }

    private static bool IsAnnulledBy(Heard waits, AnnulmentTold told) => waits.Mutation is ReplacementTold r && r.Old == told.Old
        && r.New == told.New;

    private static IEnumerable<string> NumbersIn(Mutation mutation) => mutation switch
    {
        PersonTold p => [p.Ssin], ReplacementTold r => [r.Old, r.New], AnnulmentTold a => [a.Old, a.New], CancellationTold c => [c.Ssin],
            _ => [],
    };

    private static string Action(Mutation mutation) => mutation switch { PersonTold => "person", ReplacementTold => "replacement",
        AnnulmentTold => "replacementAnnulled", _ => "cancellation" };
}
