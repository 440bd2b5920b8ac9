namespace Raas.Tests;

/// <summary>Every thread of the pool waits, and much stands before whatever else wants one: as in a host in which everybody waits for
/// something. Only for tests beside which nothing else runs.</summary>
internal sealed class FullPool : IDisposable
{
    private const int Many = 400;

    private readonly ManualResetEventSlim isOver = new();
    private readonly CountdownEvent left = new(Many);

    public FullPool()
    {
        for (var i = 0; i < Many; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                isOver.Wait();
                left.Signal();
            }, null);
        }
    }

    /// <summary>Does something on a thread of its own, which must not need the pool.</summary>
    /// <returns>Whether it came to its end.</returns>
    public static bool Ends(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread.Join(TimeSpan.FromSeconds(30));
    }

    public void Dispose()
    {
        isOver.Set();
        left.Wait();
        isOver.Dispose();
        left.Dispose();
    }
}
