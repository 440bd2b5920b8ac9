using System.Data.Common;

namespace Raas.Store;

/// <summary>Those of one process who want to write what only one may write at a time, in the order in which they came: callers, deliveries,
/// nights and heartbeats alike. Whoever leaves hands over to the next, so nobody has to look again and again whether it is free, and nobody
/// overtakes. Who waits with <see cref="EnterAsync"/> holds no thread meanwhile: those who only read are served beside them.</summary>
public sealed class WriterQueue
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = new();
    private bool isTaken;

    /// <summary>Waits for the turn on this thread: it needs no other one to go on when the turn comes, however busy the thread pool
    /// is.</summary>
    /// <param name="lockTimeout">How long at most.</param>
    /// <exception cref="WriterBusyException">It did not come in time.</exception>
    public WriterTurn Enter(TimeSpan lockTimeout)
    {
        if (Queue() is { } place && !place.Value.Task.Wait(lockTimeout) && GiveUp(place))
            throw new WriterBusyException();
        return new WriterTurn(this);
    }

    /// <inheritdoc cref="Enter"/>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async Task<WriterTurn> EnterAsync(TimeSpan lockTimeout, CancellationToken stop)
    {
        if (Queue() is not { } place)
            return new WriterTurn(this);
        try
        {
            await place.Value.Task.WaitAsync(lockTimeout, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (GiveUp(place))
                throw e is TimeoutException ? new WriterBusyException() : e;
            // The turn came at the same moment: it is taken, or handed on.
            if (e is OperationCanceledException)
            {
                Leave();
                throw;
            }
        }
        return new WriterTurn(this);
    }

    /// <returns>A place behind those who wait; null: the turn was free, and is taken now.</returns>
    private LinkedListNode<TaskCompletionSource>? Queue()
    {
        lock (gate)
        {
            if (isTaken)
                return waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            isTaken = true;
            return null;
        }
    }

    internal void Leave()
    {
        TaskCompletionSource? next;
        lock (gate)
        {
            next = waiting.First?.Value;
            if (next is null)
                isTaken = false;
            else
                waiting.RemoveFirst();
        }
        next?.SetResult();
    }

    /// <returns>False: the turn was handed to this place already.</returns>
    private bool GiveUp(LinkedListNode<TaskCompletionSource> place)
    {
        lock (gate)
        {
            if (place.List is null)
                return false;
            waiting.Remove(place);
            return true;
        }
    }
}

/// <summary>The turn to write, until it is given back: at the commit, or when nothing was written after all.</summary>
public sealed class WriterTurn : IDisposable
{
    private WriterQueue? queue;

    internal WriterTurn(WriterQueue queue) => this.queue = queue;

    /// <summary>Gives the turn back; safe to repeat.</summary>
    public void Dispose() => Interlocked.Exchange(ref queue, null)?.Leave();
}

/// <summary>Others had the turn to write for longer than somebody could wait. Nothing happened; it may succeed later.</summary>
public sealed class WriterBusyException() : DbException("Others are writing to the store, and it took longer than could be waited for.")
{
    public override bool IsTransient => true;
}
