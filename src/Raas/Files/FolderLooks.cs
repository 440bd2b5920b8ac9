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
        // A look by itself is a walk to one folder; when that falls silent on the way, the next try is told so.
        return FolderWalk.Current is { } walk && walk.Looks == this ? walk.Look(folder, look) : Walk([folder], at => Look(at, look))[0];
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

    internal void FellSilent(string folder) => silent.TryAdd(folder, clock.GetUtcNow());

    internal void IsBack(string folder) => silent.TryRemove(folder, out _);

    private static IOException Silent(string folder, DateTimeOffset since) =>
        new($"{folder} has not answered since {since:yyyy-MM-dd HH:mm:ss} UTC. Look at its disk or network share.");
}
