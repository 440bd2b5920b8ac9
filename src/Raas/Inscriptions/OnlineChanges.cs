using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Inscriptions;

/// <summary>Calls that register and unregister, in groups: those of a party that come while others write wait together, and the first that
/// gets its turn takes the others along. They are decided one after the other, as if each had come alone; then what they leave in the audit
/// is written for all of them, and all become true with one commit, or none does. So a busy institution waits for the disk once for many
/// calls.</summary>
/// <param name="decide">Decides a call within a transaction of the party. Given a change set that nothing was written under, or none;
/// leaves the one that nothing was written under afterwards.</param>
internal sealed class OnlineChanges(RegisterStore store, OnlineChanges.Deciding decide)
{
    /// <summary>More would make those wait who came first.</summary>
    private const int MostAtOnce = 64;

    private readonly ConcurrentDictionary<CbeNumber, ConcurrentQueue<WaitingChange>> waiting = new();

    /// <summary>See the parameter of the class.</summary>
    internal delegate (DecidedRecord Decided, bool HasChanged) Deciding(
        StoreSession session, Party party, InscriptionCall call, ref long? freeChangeSet);

    /// <summary>Waits without a thread; done when it is on disk.</summary>
    /// <param name="note">Begins to note what was decided; done when it stands on disk.</param>
    /// <param name="stop">The caller does not wait any longer: nothing happens, unless somebody has taken the call along
    /// already.</param>
    public async Task<DecidedRecord> Change(
        Party party, InscriptionCall call, Func<DecidedRecord, Task> note, CancellationToken stop)
    {
        var queue = waiting.GetOrAdd(party.Number, _ => new ConcurrentQueue<WaitingChange>());
        var mine = new WaitingChange(party, call, note);
        queue.Enqueue(mine);
        var coming = store.EnterWriterQueue(party.Number.Value, stop);
        if (await Task.WhenAny(coming, mine.Decided) == mine.Decided)
        {
            _ = GiveBack(coming);
            return await mine.Decided;
        }
        WriterTurn turn;
        try
        {
            turn = await coming;
        }
        catch when (!mine.TryTake())
        {
            return await mine.Decided;
        }
        using (turn)
        {
            if (mine.TryTake())
                Apply([mine, .. TakeAlong(queue)], turn);
        }
        return await mine.Decided;
    }

    /// <summary>A turn that nobody needs any more.</summary>
    private static async Task GiveBack(Task<WriterTurn> coming)
    {
        try
        {
            (await coming).Dispose();
        }
        catch (Exception e) when (e is WriterBusyException or OperationCanceledException)
        {
            // It did not come: there is nothing to give back.
        }
    }

    private static IEnumerable<WaitingChange> TakeAlong(ConcurrentQueue<WaitingChange> queue)
    {
        for (var taken = 1; taken < MostAtOnce && queue.TryDequeue(out var next);)
        {
            if (!next.TryTake())
                continue;
            taken++;
            yield return next;
        }
    }

    /// <param name="turn">When it has come already.</param>
    private void Apply(List<WaitingChange> group, WriterTurn? turn)
    {
        var isTold = false;
        try
        {
            var decided = Once.Only<List<DecidedRecord>>(store, all =>
            {
                isTold = true;
                Note(group, all);
            }, turn, (told, mine) => ApplyOnce(group, told, mine));
            foreach (var (change, record) in group.Zip(decided))
                change.Succeed(record);
        }
        catch (Exception) when (group.Count > 1 && !isTold)
        {
            // Nothing has happened. What is wrong with one of them is not the others' trouble.
            group.ForEach(change => Apply([change], turn: null));
        }
        catch (Exception e)
        {
            group.ForEach(change => change.Fail(e));
        }
    }

    /// <param name="group">Of one party.</param>
    private List<DecidedRecord> ApplyOnce(List<WaitingChange> group, Action<List<DecidedRecord>> told, WriterTurn? turn)
    {
        using var session = store.Write(turn);
        session.LockRegister(group[0].Party.Number);
        var decided = new List<DecidedRecord>(group.Count);
        long? free = null;
        var isAnyChanged = false;
        foreach (var change in group)
        {
            var (record, hasChanged) = decide(session, change.Party, change.Call, ref free);
            decided.Add(record);
            isAnyChanged |= hasChanged;
        }
        told(decided);
        if (isAnyChanged)
            session.Commit();
        return decided;
    }

    /// <summary>All are begun before they are waited for. Who waits here is woken by who writes them, and needs no other thread of the
    /// pool.</summary>
    private static void Note(List<WaitingChange> group, List<DecidedRecord> decided)
    {
        using var phase = Phase.Begin("wait for the audit");
        var notes = group.Zip(decided, (change, record) => change.Note(record)).ToArray();
        try
        {
            Task.WaitAll(notes);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>A call that waits for its turn, or for somebody who takes it along.</summary>
    private sealed class WaitingChange(Party party, InscriptionCall call, Func<DecidedRecord, Task> note)
    {
        private readonly TaskCompletionSource<DecidedRecord> decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int isTaken;

        public Party Party => party;

        public InscriptionCall Call => call;

        public Task<DecidedRecord> Decided => decided.Task;

        public Task Note(DecidedRecord record) => note(record);

        /// <returns>False: somebody else has it, or nobody wants it any more.</returns>
        public bool TryTake() => Interlocked.Exchange(ref isTaken, 1) == 0;

        public void Succeed(DecidedRecord record) => decided.SetResult(record);

        public void Fail(Exception reason) => decided.SetException(reason);
    }
}
