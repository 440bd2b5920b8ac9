using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>Tells each institution what a service has collected for it: events, inscriptions and authorisations joined, one institution at a time, one
/// event at a time, so that a million items need no more memory than one.</summary>
internal sealed class ServiceRun(NightTools tools, Service service)
{
    public void Run(CancellationToken stop)
    {
        List<Party> institutions;
        long considered;
        using (var session = tools.Store.Read())
        {
            institutions = [.. session.Parties().Where(p => p.Kind == PartyKind.Institution)];
            considered = session.Flows(tools.BusinessDate).First(f => f.Flow == service.Flow).Considered;
        }
        foreach (var party in institutions)
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(party, service.Flow, service.Flow, session => Tell(session, party, considered, stop));
        }
    }

    private NightPartyRow Tell(StoreSession store, Party party, long considered, CancellationToken stop)
    {
        var row = new NightPartyRow { Flow = service.Flow, Party = party.Number.Value, Considered = considered };
        if (!service.IsAskedBy(party))
            return row with { NotAsked = considered };
        var isAuthorised = party.Authorisations.Any(a => a.Service == service.Flow && a.Validity.Contains(tools.BusinessDate.DayNumber));
        var evenEmpty = party.Settings.EmptyNotifications && (isAuthorised || service is IdentityService);
        var unauthorised = 0L;
        // A second connection reads: the first is busy with the files.
        using var reading = tools.Store.Read();
        var items = considered == 0 ? [] : Items(reading, party, () => unauthorised++, stop);
        var (files, notified) = tools.Prepare(store, party, service.Frame, service.Filters(party, tools.BusinessDate), evenEmpty, considered, items);
        return row with { Notified = notified, NotAuthorised = unauthorised, NotHeld = considered - notified - unauthorised, Files = files };
    }

    private IEnumerable<Action<ByteWriter>> Items(StoreSession store, Party party, Action unauthorised, CancellationToken stop)
    {
        var codes = party.Types.ToDictionary(type => type.Id, type => type.Code);
        foreach (var matched in Matched(store, party))
        {
            stop.ThrowIfCancellationRequested();
            if (matched.DossierTypes.Count == 0)
                continue;
            if (service.Item(matched, service.Covering(party, matched, codes)) is { } item)
                yield return item;
            else
                unauthorised();
        }
    }

    /// <summary>Events with the inscriptions that entitle to them. A person held under several numbers is told of once, under the current one if it
    /// is among them.</summary>
    private IEnumerable<MatchedEvent> Matched(StoreSession store, Party party)
    {
        using var reader = store.Reader("events_of_party", new { service.Flow, Party = party.Number.Value });
        var matched = new MatchedEvent();
        var isFirst = true;
        while (reader.Read())
        {
            var (current, eventNo, holder, day) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), store.Dialect.Day(reader, 3));
            if (isFirst || matched.EventNo != eventNo || matched.CurrentSsin != current)
            {
                if (!isFirst)
                    yield return matched;
                isFirst = false;
                (matched.CurrentSsin, matched.EventNo, matched.HolderSsin, matched.Day) = (current, eventNo, 0, day);
                (matched.MutationId, matched.Source, matched.Kind, matched.Content) = (reader.GetInt64(4), reader.GetInt64(5), reader.GetString(6), reader.GetString(7));
                matched.DossierTypes.Clear();
            }
            if (!service.IsEntitledBy(Period.FromDays(store.Dialect.Day(reader, 9), store.Dialect.Day(reader, 10)), day))
                continue;
            if (matched.HolderSsin == 0 || holder == current)
                matched.HolderSsin = holder;
            matched.DossierTypes.Add(reader.GetInt32(8));
        }
        if (!isFirst)
            yield return matched;
    }
}
