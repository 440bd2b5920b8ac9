using System.Collections.Concurrent;

namespace Raas.Files;

/// <summary>Looks at folders, and does not wait for one that does not answer, as on a network share whose server is away: whoever waits for
/// it in the system is left to itself, on a thread of its own, and until it is back that folder is not looked at again.</summary>
public sealed class FolderLooks(TimeProvider clock)
{
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(5);

    /// <summary>Folders of one share fall silent together: the others are not waited for as long.</summary>
    private static readonly TimeSpan TimeBesideSilent = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> silent = new(StringComparer.Ordinal);

    /// <exception cref="IOException">It does not answer.</exception>
    public T Look<T>(string folder, Func<T> look)
    {
        if (silent.TryGetValue(folder, out var since))
            throw Silent(folder, since);
        if (FolderWalk.Current is { } walk && walk.Looks == this)
            return walk.Look(folder, look);
        var looking = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever waits here is woken by that thread itself: a page that waits holds a thread of the pool, and must not need another one.
        var isAnswered = new TaskCompletionSource<bool>();
        new Thread(() =>
            Answer(looking, look, isAnswered), maxStackSize: 1 << 18) { IsBackground = true, Name = "looks at a folder" }.Start();
        using (Timer(() => isAnswered.TrySetResult(false)))
        {
            if (isAnswered.Task.GetAwaiter().GetResult())
                return looking.Task.GetAwaiter().GetResult();
        }
        since = FellSilent(folder);
        _ = Forget(looking.Task, folder);
        throw Silent(folder, since);
    }

    /// <summary>Visits one after the other what has folders to be looked at, all on one thread: to hand each look to a thread of its own
    /// costs more, on a busy machine, than the looks.</summary>
    /// <param name="visit">Looks at folders by <see cref="Look{T}"/>; it may be asked again for an item of which a folder fell silent, and
    /// is told so then.</param>
    public List<TResult> Walk<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> visit)
    {
        var results = new List<TResult>(items.Count);
        while (results.Count < items.Count)
            results.AddRange(FolderWalk.Visit(this, items.Skip(results.Count), visit));
        return results;
    }

    internal ITimer Timer(Action end) =>
        clock.CreateTimer(_ => end(), null, silent.IsEmpty ? TimeToAnswer : TimeBesideSilent, Timeout.InfiniteTimeSpan);

    internal DateTimeOffset FellSilent(string folder) => silent.GetOrAdd(folder, clock.GetUtcNow());

    internal void IsBack(string folder) => silent.TryRemove(folder, out _);

    private async Task Forget(Task looking, string folder)
    {
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        IsBack(folder);
    }

    private static void Answer<T>(TaskCompletionSource<T> looking, Func<T> look, TaskCompletionSource<bool> isAnswered)
    {
        try
        {
            looking.SetResult(look());
        }
        catch (Exception e)
        {
            looking.SetException(e);
        }
        isAnswered.TrySetResult(true);
    }

    private static IOException Silent(string folder, DateTimeOffset since) =>
        new($"{folder} has not answered since {since:yyyy-MM-dd HH:mm:ss} UTC. Look at its disk or network share.");
}
