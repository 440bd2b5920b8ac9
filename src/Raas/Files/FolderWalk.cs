namespace Raas.Files;

/// <summary>A thread that visits one item after the other, for one that waits. When a folder does not answer it is left to itself, and
/// another walk goes on from there.</summary>
internal sealed class FolderWalk
{
    [ThreadStatic]
    private static FolderWalk? current;

    private readonly Lock gate = new();

    // Woken by the thread itself: a page that waits holds a thread of the pool, and must not need another one.
    private readonly TaskCompletionSource ended = new();
    private bool isLeft;
    private long lookNumber;

    private FolderWalk(FolderLooks looks) => Looks = looks;

    /// <summary>That of this thread; null: it is no walk's.</summary>
    public static FolderWalk? Current => current;

    public FolderLooks Looks { get; }

    /// <summary>Visits items until one of their folders falls silent.</summary>
    /// <returns>What was found at those before it; all of them when none did.</returns>
    public static List<TResult> Visit<T, TResult>(FolderLooks looks, IEnumerable<T> items, Func<T, TResult> visit)
    {
        var walk = new FolderWalk(looks);
        var results = new List<TResult>();
        Exception? failure = null;
        new Thread(() =>
        {
            current = walk;
            try
            {
                foreach (var item in items)
                {
                    var result = visit(item);
                    if (!walk.Add(results, result))
                        return;
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
            walk.ended.TrySetResult();
        }) { IsBackground = true, Name = "looks at folders" }.Start();
        walk.ended.Task.GetAwaiter().GetResult();
        lock (walk.gate)
        {
            if (!walk.isLeft && failure is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            return results;
        }
    }

    /// <summary>On the thread of the walk.</summary>
    /// <exception cref="OperationCanceledException">It has answered after the walk was left: nobody waits for it.</exception>
    public T Look<T>(string folder, Func<T> look)
    {
        long number;
        lock (gate)
            number = ++lookNumber;
        using (Looks.Timer(() => Leave(number, folder)))
        {
            T found;
            try
            {
                found = look();
            }
            catch (Exception)
            {
                End(folder);
                throw;
            }
            End(folder);
            return found;
        }
    }

    private bool Add<TResult>(List<TResult> results, TResult result)
    {
        lock (gate)
        {
            if (!isLeft)
                results.Add(result);
            return !isLeft;
        }
    }

    private void Leave(long number, string folder)
    {
        lock (gate)
        {
            if (number != lookNumber || isLeft)
                return;
            isLeft = true;
            Looks.FellSilent(folder);
        }
        ended.TrySetResult();
    }

    private void End(string folder)
    {
        lock (gate)
        {
            lookNumber++;
            if (!isLeft)
                return;
        }
        Looks.IsBack(folder);
        throw new OperationCanceledException($"{folder} answered too late.");
    }
}
