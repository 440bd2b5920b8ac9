namespace Raas.Host.Worker;

/// <summary>Where work for parties is done: so many at once, each on a thread of its own, the others in the order in which they came. What
/// is large may take half of the places: the rest is for whatever else comes meanwhile.</summary>
/// <param name="places">How many at once.</param>
internal sealed class WorkPlaces(int places)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Work> first = new();
    private readonly LinkedList<Work> others = new();
    private int busy;
    private int busyWithLarge;

    private int PlacesOfLarge => Math.Max(1, places / 2);

    /// <summary>Has something done as soon as there is a place for it. It must not throw.</summary>
    /// <param name="isFirst">Before all that is not.</param>
    /// <returns>Ends with the work.</returns>
    public Task Add(Action work, bool isFirst, bool isLarge)
    {
        var added = new Work(work, isLarge);
        lock (gate)
        {
            (isFirst ? first : others).AddLast(added);
            if (busy == places || Next() is not { } next)
                return added.Done.Task;
            busy++;
            _ = Task.Factory.StartNew(() => WorkFrom(next), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        return added.Done.Task;
    }

    /// <summary>Whether somebody waits for whom the place of a large or small one would do.</summary>
    public bool IsWanted(bool byLarge)
    {
        lock (gate)
            return first.Concat(others).Any(work => !work.IsLarge || byLarge || busyWithLarge < PlacesOfLarge);
    }

    private void WorkFrom(Work? work)
    {
        while (work is not null)
        {
            work.Do();
            lock (gate)
            {
                busyWithLarge -= work.IsLarge ? 1 : 0;
                work = Next();
                busy -= work is null ? 1 : 0;
            }
        }
    }

    /// <summary>Takes the next that may be begun out of its queue, inside the gate.</summary>
    private Work? Next()
    {
        foreach (var queue in new[] { first, others })
        {
            for (var at = queue.First; at is not null; at = at.Next)
            {
                if (at.Value.IsLarge && busyWithLarge >= PlacesOfLarge)
                    continue;
                queue.Remove(at);
                busyWithLarge += at.Value.IsLarge ? 1 : 0;
                return at.Value;
            }
        }
        return null;
    }

    private sealed class Work(Action work, bool isLarge)
    {
        public bool IsLarge => isLarge;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Do()
        {
            try
            {
                work();
            }
            finally
            {
                Done.SetResult();
            }
        }
    }
}
