using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Flows.Dimona;
using Raas.Flows.PersonMutations;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>Tells each institution what a service has collected for it: events, inscriptions and authorisations joined, one institution at a time, one
/// event at a time, so that a million items need no more memory than one.</summary>
internal sealed class ServiceRun(NightContext tools, Service service)
{
    public void Run(CancellationToken stop)
    {
        List<Party> institutions;
        long considered;
        using (var session = tools.Store.Read())
        {
            institutions = [.. session.Parties().Where(p => p.Kind == PartyKind.Institution)];
            considered = session.Flows(tools.Key).First(f => f.Flow == service.Flow).Considered;
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
        using var words = service.TakesBack && considered > 0
            ? new LastWords(store, tools.Store.Read(), party.Number.Value, tools.Options.Night.BatchItems)
            : null;
        var items = considered == 0 ? [] : Items(reading, party, words, () => unauthorised++, stop);
        var (files, notified) = tools.Prepare(store, party, service.Frame, service.Filters(party, tools.BusinessDate), evenEmpty, items);
        return row with { Notified = notified, NotAuthorised = unauthorised, NotHeld = considered - notified - unauthorised, Files = files };
    }

    private IEnumerable<Action<ByteWriter>> Items(
        StoreSession store, Party party, LastWords? words, Action unauthorised, CancellationToken stop)
    {
        var entitlements = service.Entitlements(party);
        var matched = new MatchedEvent();
        LastWords.Word? last = null;
        Action<ByteWriter> write = to => service.Write(to, matched, entitlements);
        Action<ByteWriter> takeBack = to => service.WriteTakenBack(to, last!.Content, last.Told);
        foreach (var _ in Matched(store, party, matched, entitlements))
        {
            stop.ThrowIfCancellationRequested();
            LastWords.Word? own = null;
            foreach (var word in words?.UpTo(matched.EventNo) ?? [])
            {
                last = own = word;
                if (word.EventNo == matched.EventNo && matched.HolderSsin != 0)
                    break;
                words!.Replace(word.Told, null);
                yield return takeBack;
            }
            if (matched.HolderSsin != 0)
            {
                words?.Replace(own?.EventNo == matched.EventNo ? own.Told : null, service.LastWord(party.Number, matched, entitlements));
                yield return write;
            }
            else if (matched.IsHeld && own?.EventNo != matched.EventNo)
            {
                unauthorised();
            }
        }
        foreach (var word in words?.UpTo(long.MaxValue) ?? [])
        {
            last = word;
            words!.Replace(word.Told, null);
            yield return takeBack;
        }
        words?.Save();
    }

    /// <summary>Events with the inscriptions that entitle to them, one after the other in the same object. A person held under several numbers is told of
    /// once, under one of which a row entitles, the current one if it is among them.</summary>
    private IEnumerable<bool> Matched(StoreSession store, Party party, MatchedEvent matched, List<Entitlement> entitlements)
    {
        using var events = store.EventsOfParty(service.Flow, party.Number);
        for (var more = events.Read(); more;)
        {
            var eventNo = events.EventNo;
            (matched.CurrentSsin, matched.EventNo, matched.HolderSsin, matched.Day, matched.Entitlements) = (events.CurrentSsin, eventNo, 0, events.Day, 0);
            matched.IsHeld = false;
            (matched.MutationId, matched.Source, matched.Kind, matched.Content) = (events.MutationId, events.Source, events.Kind, events.Content);
            for (; more && events.EventNo == eventNo; more = events.Read())
                Match(events, matched, entitlements);
            yield return true;
        }
    }

    private void Match(NightEventCursor events, MatchedEvent matched, List<Entitlement> entitlements)
    {
        if (!service.IsEntitledBy(Period.FromDays(events.BeginDay, events.EndDay), matched.Day))
            return;
        matched.IsHeld = true;
        var (holder, type, covering) = (events.HolderSsin, events.DossierTypeId, 0L);
        var day = service.DayOfAuthorisation(matched.Day, tools.BusinessDate);
        for (var i = 0; i < entitlements.Count; i++)
            covering |= entitlements[i].Covers(day, type) ? 1L << i : 0;
        if (!service.HasItem(matched.Content, covering, entitlements))
            return;
        matched.Entitlements |= covering;
        if (matched.HolderSsin == 0 || holder == matched.CurrentSsin)
            matched.HolderSsin = holder;
    }
}
