using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Raas.Host.Worker;
using Raas.Oversight;

namespace Raas.Tests.Host.Worker;

/// <summary>Pages that are asked for again and again look at the lanes as often as the machine can bear.</summary>
public sealed class LaneLooksTests : IDisposable
{
    private readonly House house = new();
    private readonly IntakeRounds rounds;
    private readonly FakeTimeProvider clock = new();
    private readonly LaneLooks looks;
    private int count;
    private TimeSpan takes;
    private Action during = () => { };

    public LaneLooksTests()
    {
        rounds = new IntakeRounds(house.Engine, house.Options, house.Clock, NullLogger<IntakeRounds>.Instance);
        looks = new LaneLooks(Look, rounds, clock);
    }

    public void Dispose()
    {
        rounds.Dispose();
        house.Dispose();
    }

    private IReadOnlyList<LaneStatus> Look()
    {
        Interlocked.Increment(ref count);
        during();
        clock.Advance(takes);
        return [];
    }

    private int Looks(int asked)
    {
        var before = count;
        for (var i = 0; i < asked; i++)
            looks.All();
        return count - before;
    }

    [Fact]
    public void A_quick_look_is_made_each_time()
    {
        takes = TimeSpan.FromMilliseconds(50);
        Assert.Equal(3, Looks(3));
    }

    [Fact]
    public void What_took_long_to_see_is_shown_for_a_while_and_never_after_something_was_done()
    {
        takes = TimeSpan.FromSeconds(1);
        Assert.Equal(1, Looks(3));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Looks(3));
        looks.Forget();
        Assert.Equal(1, Looks(3));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, Looks(3));
    }

    [Fact]
    public void While_somebody_looks_again_what_was_seen_is_shown_with_its_age()
    {
        takes = TimeSpan.FromSeconds(2);
        Assert.Null(looks.All().Ago);
        clock.Advance(TimeSpan.FromSeconds(10));
        using var goOn = new ManualResetEventSlim();
        during = goOn.Wait;
        Assert.Equal(TimeSpan.FromSeconds(12), looks.All().Ago);
        Assert.Equal(TimeSpan.FromSeconds(12), looks.All().Ago);
        goOn.Set();
        Assert.True(SpinWait.SpinUntil(() => looks.All().Ago is null, TimeSpan.FromMinutes(1)));
    }

    /// <summary>With hundreds of parties and a busy machine a look takes longer than an operator waits.</summary>
    [Fact]
    public async Task A_page_is_not_kept_waiting_by_a_look_when_something_older_can_be_shown()
    {
        takes = TimeSpan.FromSeconds(2);
        Assert.Null(looks.All().Ago);
        clock.Advance(TimeSpan.FromMinutes(2));
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        during = () =>
        {
            begun.Set();
            goOn.Wait();
        };
        var asked = Task.Run(() => looks.All());
        begun.Wait();
        var isShown = SpinWait.SpinUntil(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return asked.IsCompleted;
        }, TimeSpan.FromMinutes(1));
        goOn.Set();
        Assert.True(isShown, "The page waits for the look.");
        Assert.True((await asked).Ago > TimeSpan.FromMinutes(2));
        Assert.True(SpinWait.SpinUntil(() => looks.All().Ago is null, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Who_asks_while_somebody_looks_shares_the_look()
    {
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        during = () =>
        {
            begun.Set();
            goOn.Wait();
        };
        var first = Task.Run(() => looks.All());
        begun.Wait();
        var second = Task.Run(() => looks.All());
        takes = TimeSpan.FromSeconds(1);
        goOn.Set();
        await Task.WhenAll(first, second);
        Assert.Equal(1, count);
    }

    [Fact]
    public void What_cannot_be_looked_at_is_said_to_who_asks_and_looked_at_again()
    {
        during = () => throw new IOException("no disk");
        Assert.Throws<IOException>(() => looks.All());
        during = () => { };
        Assert.Equal(1, Looks(1));
    }
}
