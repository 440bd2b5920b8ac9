using Raas.Files;
using Raas.Store;
using Raas.Tests.Intake;

namespace Raas.Tests;

/// <summary>With 250 parties at once a host stood still: the threads of the pool waited for what only another thread of the pool could
/// give.</summary>
[Collection(AloneCollection.Name)]
public sealed class FullPoolTests
{
    [Fact]
    public void Who_waits_for_the_turn_to_write_gets_it_though_the_pool_is_full()
    {
        var queue = new WriterQueue();
        var first = queue.Enter(TimeSpan.Zero);
        using var isWaiting = new ManualResetEventSlim();
        using var isDone = new ManualResetEventSlim();
        using var pool = new FullPool();
        Assert.True(FullPool.Ends(() =>
        {
            var second = new Thread(() =>
            {
                isWaiting.Set();
                queue.Enter(TimeSpan.FromMinutes(5)).Dispose();
                isDone.Set();
            }) { IsBackground = true };
            second.Start();
            isWaiting.Wait();
            while (!second.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
                Thread.Yield();
            first.Dispose();
            isDone.Wait();
        }));
    }

    [Fact]
    public void A_folder_is_looked_at_though_the_pool_is_full()
    {
        var looks = new FolderLooks(TimeProvider.System);
        using var pool = new FullPool();
        var found = 0;
        Assert.True(FullPool.Ends(() => found = looks.Look("a folder", () =>
        {
            Thread.Sleep(1);
            return 7;
        })));
        Assert.Equal(7, found);
    }
}
