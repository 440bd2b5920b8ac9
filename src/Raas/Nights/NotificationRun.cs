using System.Data.Common;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Store;

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
        foreach (var party in institutions)
        {
            stop.ThrowIfCancellationRequested();
            tools.Once(party, flow.Flow, NightStep.Of(flow), session => Notify(session, party, collected.Considered, stop));
        }
    }

    private NightPartyRow Notify(StoreSession store, Party party, long considered, CancellationToken stop)
    {
        var row = new NightPartyRow { Flow = flow.Flow, Party = party.Number.Value, Considered = considered };
        if (!flow.IsAskedBy(party))
            return row with { NotAsked = considered };
        var evenEmpty = party.Settings.EmptyNotifications && flow.ProvesChannel(party, tools.BusinessDate);
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
        using var reader = store.Reader("events_of_party", new { flow.Flow, Party = work.Party.Number.Value });
        for (var more = reader.Read(); more;)
        {
            stop.ThrowIfCancellationRequested();
            (matched.CurrentSsin, matched.EventNo, matched.Day) = (reader.GetInt64(0), reader.GetInt64(1), store.Dialect.Day(reader, 3));
            (matched.HolderSsin, matched.IsHeld, matched.Entitlements) = (0, false, 0);
            (matched.MutationId, matched.Source) = (reader.GetInt64(4), reader.GetInt64(5));
            (matched.Kind, matched.Content) = (reader.GetString(6), reader.GetString(7));
            for (; more && reader.GetInt64(1) == matched.EventNo; more = reader.Read())
                Match(reader, store.Dialect, matched, work.Entitlements);
            yield return matched;
        }
    }

    private void Match(DbDataReader reader, Dialect dialect, MatchedEvent matched, IReadOnlyList<Entitlement> entitlements)
    {
        if (!flow.IsEntitledBy(Period.FromDays(dialect.Day(reader, 9), dialect.Day(reader, 10)), matched.Day))
            return;
        matched.IsHeld = true;
        var (holder, type, covering) = (reader.GetInt64(2), reader.GetInt32(8), 0L);
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
