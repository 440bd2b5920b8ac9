using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Flows;

/// <summary>A flow that notifies institutions of what happened to persons whom they know: where its events come from, which inscriptions
/// and authorisations entitle to one, and how one is written. The night asks nothing else: another flow is another of these in
/// <see cref="All"/>, and authorisations that name it.</summary>
/// <param name="frame">Its files.</param>
internal abstract class NotificationFlow(NotificationFrame frame)
{
    /// <summary>More authorisations of one institution for one flow than bits are read together.</summary>
    private const int MaxEntitlements = 64;

    /// <summary>The flows of this version, in the order of the night.</summary>
    public static readonly IReadOnlyList<NotificationFlow> All = [new IdentityNotifications(), new DimonaNotifications()];

    public NotificationFrame Frame => frame;

    /// <summary>The name of its files, of its step in the night, and of the service in authorisations.</summary>
    public string Flow => frame.Flow;

    /// <summary>The last entry of its journal; 0: it has none. Who writes entries holds the lock of the sources
    /// (<see cref="StoreSession.LockSources"/>), so that what comes later has a higher number.</summary>
    public abstract long LastEntry(StoreSession store);

    /// <summary>What the entries of its journal tell, in their order.</summary>
    /// <param name="reading">Reads nothing else meanwhile.</param>
    /// <param name="from">The entry after which to begin.</param>
    /// <param name="through">The last entry.</param>
    public abstract IEnumerable<JournalEvent> Events(StoreSession reading, long from, long through);

    /// <summary>The entries that the journal has now, for the self-check.</summary>
    /// <inheritdoc cref="Events" path="/param[@name='from']"/>
    /// <inheritdoc cref="Events" path="/param[@name='through']"/>
    /// <returns>Null: entries move when they change, so that they cannot be counted again.</returns>
    public virtual long? CountEntries(StoreSession store, long from, long through) => null;

    /// <summary>Removes entries that the nights before a day have notified of; nothing unless the flow has something to remove.</summary>
    public virtual void RemoveEntries(StoreSession store, DateOnly before)
    {
    }

    /// <summary>Whether the party receives these files at all.</summary>
    public virtual bool IsAskedBy(Party party) => party.Authorisations.Any(a => a.Service == Flow);

    /// <summary>Whether the party, when it wants empty files, gets one of this flow tonight.</summary>
    public virtual bool ProvesChannel(Party party, DateOnly businessDate) =>
        party.Authorisations.Any(a => a.Service == Flow && a.Validity.Contains(businessDate.DayNumber));

    /// <summary>Whether an inscription, which lasts until the day of the event or longer, entitles to it.</summary>
    public virtual bool IsEntitledBy(Period inscription, int day) => inscription.Contains(day);

    /// <summary>The day on which an authorisation must hold.</summary>
    /// <param name="day">Of the event.</param>
    /// <param name="businessDate">Of the night: the day of the disclosure.</param>
    public virtual int DayOfAuthorisation(int day, DateOnly businessDate) => day;

    /// <summary>What the institution is not authorised for, as paths in the file.</summary>
    public virtual IReadOnlyList<string> Filters(Party party, DateOnly businessDate) => [];

    /// <summary>Whether something is left to notify of when what is not authorised is left out.</summary>
    /// <param name="content">Of the event.</param>
    /// <param name="covering">The authorisations that cover it, a bit each.</param>
    /// <param name="entitlements">All of them.</param>
    public virtual bool HasItem(string content, long covering, IReadOnlyList<Entitlement> entitlements) => covering != 0;

    /// <summary>Writes the item of an event in a file.</summary>
    public abstract void Write(ItemWriter to, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements);

    /// <summary>The authorisations by which something stands in the item of an event, a bit each.</summary>
    protected virtual long UsedFor(MatchedEvent matched, IReadOnlyList<Entitlement> entitlements) => matched.Entitlements;

    /// <summary>The items for one institution, each written before the next is asked for.</summary>
    /// <param name="events">All of the night that concern persons whom it knows, in their order, in one object.</param>
    public virtual IEnumerable<Action<ItemWriter>> Items(PartyNotifications work, IEnumerable<MatchedEvent> events)
    {
        MatchedEvent? at = null;
        var named = new Dictionary<long, string>();
        Action<ItemWriter> write = to =>
        {
            var used = UsedFor(at!, work.Entitlements);
            if (!named.TryGetValue(used, out var deliberations))
                named.Add(used, deliberations = Deliberations(used, work.Entitlements));
            to.Disclosures.Under(deliberations);
            Write(to, at!, work.Entitlements);
        };
        foreach (var matched in events)
        {
            at = matched;
            if (matched.HolderSsin != 0)
                yield return write;
            else if (matched.IsHeld)
                work.NotAuthorised++;
        }
    }

    /// <summary>The authorisations of a party for this flow.</summary>
    public List<Entitlement> Entitlements(Party party)
    {
        var ids = party.Types.ToLookup(type => type.Code, type => type.Id);
        List<Entitlement> all = [.. party.Authorisations.Where(a => a.Service == Flow).Select(a => Entitlement(a, ids))];
        return all.Count <= MaxEntitlements ? all : throw new InvalidOperationException(
            $"{party.Number} has {all.Count} authorisations for {Flow}; at most {MaxEntitlements} can be told apart. "
            + "Join those of the same deliberation.");
    }

    /// <summary>The data groups of an authorisation, a bit each; 0 in a flow that has none.</summary>
    protected virtual int GroupsOf(IReadOnlyList<string> groups) => 0;

    private static string Deliberations(long used, IReadOnlyList<Entitlement> entitlements) => string.Join(", ", entitlements
        .Where((_, i) => (used & 1L << i) != 0).Select(e => e.DeliberationNumber).Distinct().Order(StringComparer.Ordinal));

    private Entitlement Entitlement(Authorisation one, ILookup<string, int> ids) => new(
        one.Validity, one.DossierTypes.Count == 0 ? null : [.. one.DossierTypes.SelectMany(code => ids[code])],
        GroupsOf(one.DataGroups), one.DeliberationNumber);
}
