using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Outgoing;

namespace Raas.Flows;

/// <summary>Something that a service tells about a person, matched with one institution. One object is used again for every event.</summary>
internal sealed class MatchedEvent
{
    public long CurrentSsin { get; set; }
    public long EventNo { get; set; }

    /// <summary>The number under which a row stands that entitles to it; 0 when none does.</summary>
    public long HolderSsin { get; set; }

    /// <summary>The institution knows the person, entitled or not.</summary>
    public bool IsHeld { get; set; }
    public int Day { get; set; }
    public long MutationId { get; set; }
    public long Source { get; set; }
    public string Kind { get; set; } = "";
    public string Content { get; set; } = "";

    /// <summary>The authorisations that cover it, a bit each.</summary>
    public long Entitlements { get; set; }
}

/// <summary>An authorisation of one institution for one service, ready for many questions.</summary>
/// <param name="DossierTypes">Null: all.</param>
/// <param name="Groups">Data groups, a bit each.</param>
internal sealed record Entitlement(Period Validity, HashSet<int>? DossierTypes, int Groups, string DeliberationNumber)
{
    public bool Covers(int day, int dossierType) => Validity.Contains(day) && CoversType(dossierType);

    public bool CoversType(int dossierType) => DossierTypes is null || DossierTypes.Contains(dossierType);
}

/// <summary>A service that tells institutions what happened to persons whom they know: where its events come from, which inscriptions and
/// authorisations entitle to one, and how one is written. Another service is another of these, and authorisations that name it.</summary>
/// <param name="frame">Its files.</param>
internal abstract class Service(NotificationFrame frame)
{
    /// <summary>More authorisations of one institution for one service than bits are read together.</summary>
    private const int MaxEntitlements = 64;

    /// <summary>In the order of the night.</summary>
    public static readonly IReadOnlyList<Service> All = [new IdentityService(), new DimonaService()];

    public NotificationFrame Frame => frame;

    /// <summary>The flow of its files, and the name of the service in authorisations.</summary>
    public string Flow => frame.Flow;

    /// <summary>Whether the party receives these files at all.</summary>
    public abstract bool IsAskedBy(Party party);

    /// <summary>Whether an inscription, which lasts until the day of the event or longer, entitles to it.</summary>
    public abstract bool IsEntitledBy(Period inscription, int day);

    /// <summary>The day on which an authorisation must hold.</summary>
    /// <param name="day">Of the event.</param>
    /// <param name="businessDate">Of the night: the day of the disclosure.</param>
    public abstract int DayOfAuthorisation(int day, DateOnly businessDate);

    /// <summary>What the institution is not authorised for, as paths in the file.</summary>
    public abstract IReadOnlyList<string> Filters(Party party, DateOnly businessDate);

    /// <summary>Whether something is left to tell when what is not authorised is left out.</summary>
    /// <param name="content">Of the event.</param>
    /// <param name="covering">The authorisations that cover it, a bit each.</param>
    /// <param name="entitlements">All of them.</param>
    public abstract bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements);

    public abstract void Write(ByteWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements);

    /// <summary>Whether what was told last is remembered, so that it can be taken back.</summary>
    public virtual bool TakesBack => false;

    /// <summary>What the institution has to remember of an event as its last word; null when it is over with it.</summary>
    public virtual ToldRow? LastWord(CbeNumber party, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) => null;

    /// <summary>Writes that the last word no longer holds.</summary>
    /// <param name="content">Of the event that says so.</param>
    public virtual void WriteTakenBack(ByteWriter to, string content, ToldRow told) => throw new NotSupportedException();

    /// <summary>The authorisations of a party for this service.</summary>
    public List<Entitlement> Entitlements(Party party)
    {
        var ids = party.Types.ToLookup(type => type.Code, type => type.Id);
        List<Entitlement> all =
        [
            .. party.Authorisations.Where(a => a.Service == Flow)
                .Select(a => new Entitlement(a.Validity, a.DossierTypes.Count == 0 ? null : [.. a.DossierTypes.SelectMany(code => ids[code])], GroupsOf(a.DataGroups), a.DeliberationNumber)),
        ];
        return all.Count <= MaxEntitlements ? all : throw new InvalidOperationException($"{party.Number} has {all.Count} authorisations for {Flow}; at most {MaxEntitlements} can be told apart. Join those of the same deliberation.");
    }

    protected virtual int GroupsOf(IReadOnlyList<string> groups) => 0;
}
