using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Nights;

/// <summary>What every step of a night works with.</summary>
/// <param name="Key">Its place in the ledger: the date, unless nights of later dates were run before it.</param>
/// <param name="Lease">The night's own: only the worker that has it may commit anything of the night.</param>
internal sealed record NightContext(RaasOptions Options, RegisterStore Store, OutgoingFiles Outgoing, TimeProvider Clock, ILogger Log,
    DateOnly BusinessDate, DateOnly Key, LaneLease Lease)
{
    /// <summary>A transaction of the night.</summary>
    /// <exception cref="LeaseLostException">Another worker has taken the night over.</exception>
    public StoreSession Write() => Lease.Write();

    /// <summary>Does the part of one flow that concerns one institution, once: what it did and its counts become true together, then the
    /// files leave.</summary>
    /// <param name="work">What to do; returns the counts.</param>
    public void Once(Party party, string flow, NightStep step, Func<StoreSession, NightPartyRow> work)
    {
        NightPartyRow done;
        using (var session = Write())
        {
            if (session.IsDone(Key, flow, party.Number))
                return;
            done = work(session);
            session.InsertNightParty(Key, done, Clock.GetUtcNow());
            session.Heartbeat(Key, step.Name, Clock.GetUtcNow());
            session.Commit();
        }
        if (done.Files > 0)
            Publish();
    }

    /// <summary>The same for institutions to which nothing happened and that are sent nothing: one transaction for all of them, so that an
    /// empty night is short.</summary>
    public void OnceOfNothing(IReadOnlyList<Party> parties, string flow, NightStep step)
    {
        if (parties.Count == 0)
            return;
        using var session = Write();
        foreach (var party in parties.Where(party => !session.IsDone(Key, flow, party.Number)))
            session.InsertNightParty(Key, new NightPartyRow { Flow = flow, Party = party.Number.Value }, Clock.GetUtcNow());
        session.Heartbeat(Key, step.Name, Clock.GetUtcNow());
        session.Commit();
    }

    /// <summary>What could not be published although it is committed; the next run tries again.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Publishes what is committed. A party whose folder does not take its files keeps nobody else waiting.</summary>
    public IReadOnlyList<string> Publish()
    {
        var failed = Outgoing.Publication.PublishPending(Store);
        foreach (var failure in failed)
            Log.LogError("{Failure}. It is committed, and published by the next run", failure);
        Failures.AddRange(failed);
        return failed;
    }

    public (long Files, long Items) Prepare(StoreSession store, Party party, NotificationFrame frame, IReadOnlyList<string> filters,
        bool evenEmpty, IEnumerable<Action<ItemWriter>> items) =>
        Outgoing.PrepareNotifications(
            store, party, frame, BusinessDate, Key, Clock.GetUtcNow(), filters, evenEmpty, Options.Outgoing.MaxItems, items);
}
