using Raas.Store;

namespace Raas.Tests.Store;

/// <summary>Twenty programs that registered waited for one delivery of one record, and looked every 150 ms whether it was done; those who
/// only read waited behind them, because each held a thread.</summary>
public sealed class WriterQueueTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly WriterQueue queue = new();

    private Task<WriterTurn> Enter(CancellationToken stop = default) => queue.EnterAsync(Long, stop);

    [Fact]
    public async Task The_turn_is_handed_over_in_the_order_in_which_they_came()
    {
        var order = new List<int>();
        var first = await Enter();
        var others = Enumerable.Range(0, 20).Select(i => Enter().ContinueWith(turn =>
        {
            order.Add(i);
            turn.Result.Dispose();
        }, TaskScheduler.Default)).ToList();

        Assert.All(others, other => Assert.False(other.IsCompleted));
        first.Dispose();
        await Task.WhenAll(others);

        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task Two_never_have_it_at_once_and_nobody_who_waits_holds_a_thread()
    {
        var (inside, most, done) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 5000).Select(async _ =>
        {
            using var turn = await Enter();
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            done++;
        }));
        Assert.Equal((1, 5000), (most, done));
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_queue_and_the_next_one_gets_the_turn()
    {
        using var stop = new CancellationTokenSource();
        var first = await Enter();
        var gone = Enter(stop.Token);
        var next = Enter();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Assert.ThrowsAsync<WriterBusyException>(() => queue.EnterAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.False(next.IsCompleted);
        first.Dispose();
        first.Dispose();
        var second = await next;
        Assert.False(Enter().IsCompleted);
        second.Dispose();
    }

    [Fact]
    public async Task No_turn_is_lost_when_waiting_ends_at_the_moment_of_the_handover()
    {
        for (var round = 0; round < 500; round++)
        {
            using var stop = new CancellationTokenSource();
            var first = await Enter();
            var second = Enter(stop.Token);
            await Task.WhenAll(Task.Run(stop.Cancel), Task.Run(first.Dispose));
            try
            {
                (await second).Dispose();
            }
            catch (OperationCanceledException)
            {
                // It gave up in time.
            }
            (await Enter()).Dispose();
        }
    }
}
