using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>Notifies each institution of what the night has collected for a flow: events, inscriptions and authorisations joined, one
/// institution at a time, one event at a time, so that a million items need no more memory than one.</summary>
internal sealed class NotificationRun(NightContext tools, NotificationFlow flow)
{
    public void Run(CancellationToken stop)
    {
        List<Party> institutions;
        NightFlowRow? collected;
        using (var session = tools.Store.Read())
        {
            institutions = [.. session.Parties().Where(p => p.Kind == PartyKind.Institution)];
            collected = session.Flows(tools.Key).Find(f => f.Flow == flow.Flow);
        }
        // A version that did not have this flow yet has collected: what the journal has is of the next night.
        if (collected is null)
            return;
        var quiet = collected.Considered > 0 ? [] : institutions.FindAll(party => !flow.IsAskedBy(party) || !IsToldOfNothing(party));
        tools.OnceOfNothing(quiet, flow.Flow, NightStep.Of(flow));
        foreach (var party in institutions.Except(quiet))
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(party, flow.Flow, NightStep.Of(flow), session => Notify(session, party, collected.Considered, stop));
        }
    }

    /// <summary>It gets a file also when there is nothing to tell.</summary>
    private bool IsToldOfNothing(Party party) => party.Settings.EmptyNotifications && flow.ProvesChannel(party, tools.BusinessDate);

    private NightPartyRow Notify(StoreSession store, Party party, long considered, CancellationToken stop)
    {
        var row = new NightPartyRow { Flow = flow.Flow, Party = party.Number.Value, Considered = considered };
        if (!flow.IsAskedBy(party))
            return row with { NotAsked = considered };
        var evenEmpty = IsToldOfNothing(party);
        var work = new PartyNotifications(store, tools.Store, party, flow.Entitlements(party), tools.Options.Night.BatchItems);
        // A second connection reads: the first is busy with the files.
        using var reading = tools.Store.Read();
        var items = considered == 0 ? [] : flow.Items(work, Matched(reading, work, stop));
        var (files, notified) = tools.Prepare(store, party, flow.Frame, flow.Filters(party, tools.BusinessDate), evenEmpty, items);
        return row with
        {
            Notified = notified,
            NotAuthorised = work.NotAuthorised,
            NotHeld = considered - notified - work.NotAuthorised,
            Files = files,
        };
    }

    /// <summary>Events with the inscriptions that entitle to them, one after the other in the same object. A person held under several
    /// numbers is told of once, under one of which a row entitles, the current one if it is among them.</summary>
    private IEnumerable<MatchedEvent> Matched(StoreSession store, PartyNotifications work, CancellationToken stop)
    {
        var matched = new MatchedEvent();
        using var events = store.EventsOfParty(flow.Flow, work.Party.Number);
        for (var more = events.Read(); more;)
        {
            stop.ThrowIfCancellationRequested();
            (matched.CurrentSsin, matched.EventNo, matched.Day) = (events.CurrentSsin, events.EventNo, events.Day);
            (matched.HolderSsin, matched.IsHeld, matched.Entitlements) = (0, false, 0);
            (matched.MutationId, matched.Source) = (events.MutationId, events.Source);
            (matched.Kind, matched.Content) = (events.Kind, events.Content);
            for (; more && events.EventNo == matched.EventNo; more = events.Read())
                Match(events, matched, work.Entitlements);
            yield return matched;
        }
    }

    private void Match(NightEventCursor events, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        if (!flow.IsEntitledBy(Period.FromDays(events.BeginDay, events.EndDay), matched.Day))
            return;
        matched.IsHeld = true;
        var (holder, type, covering) = (events.HolderSsin, events.DossierTypeId, 0L);
        var day = flow.DayOfAuthorisation(matched.Day, tools.BusinessDate);
        for (var i = 0; i < entitlements.Count; i++)
            covering |= entitlements[i].Covers(day, type) ? 1L << i : 0;
        if (!flow.HasItem(matched.Content, covering, entitlements))
            return;
        matched.Entitlements |= covering;
        if (matched.HolderSsin == 0 || holder == matched.CurrentSsin)
            matched.HolderSsin = holder;
    }
}
