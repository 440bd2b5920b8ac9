using Raas.Host.Worker;

namespace Raas.Tests.Host.Worker;

/// <summary>So many at once, in their order, and what is large leaves places for what is not.</summary>
public sealed class WorkPlacesTests : IDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private readonly Lock counting = new();
    private readonly List<string> begun = [];
    private int inside;
    private int most;

    public void Dispose() => gate.Dispose();

    private Task Add(WorkPlaces places, string name, bool isFirst = false, bool isLarge = false) => places.Add(() =>
    {
        lock (counting)
        {
            begun.Add(name);
            most = Math.Max(most, ++inside);
        }
        gate.Wait();
        lock (counting)
            inside--;
    }, isFirst, isLarge);

    private void UntilBegun(int count) => Assert.True(SpinWait.SpinUntil(() => Begun().Count >= count, TimeSpan.FromMinutes(1)));

    private List<string> Begun()
    {
        lock (counting)
            return [.. begun];
    }

    [Fact]
    public async Task No_more_than_there_are_places_and_all_in_the_order_in_which_they_came()
    {
        var places = new WorkPlaces(3);
        var all = Enumerable.Range(0, 40).Select(i => Add(places, $"{i}")).ToList();
        UntilBegun(3);
        Assert.True(places.IsWanted(byLarge: false));
        gate.Release(40);
        await Task.WhenAll(all);
        Assert.Equal(3, most);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}").Order(StringComparer.Ordinal), begun.Order(StringComparer.Ordinal));
        Assert.False(places.IsWanted(byLarge: true));
        gate.Release();
        await Add(places, "later");
        Assert.Equal("later", begun[^1]);
    }

    [Fact]
    public async Task Sources_come_before_those_who_wait()
    {
        var places = new WorkPlaces(1);
        var first = Add(places, "at work");
        UntilBegun(1);
        var all = new[] { first, Add(places, "one"), Add(places, "other"), Add(places, "source", isFirst: true) };
        gate.Release(4);
        await Task.WhenAll(all);
        Assert.Equal(["at work", "source", "one", "other"], begun);
    }

    [Fact]
    public async Task Large_ones_never_take_more_than_half_of_the_places()
    {
        var places = new WorkPlaces(4);
        var large = Enumerable.Range(0, 6).Select(i => Add(places, $"large {i}", isLarge: true)).ToList();
        UntilBegun(2);
        Assert.False(places.IsWanted(byLarge: false));
        Assert.True(places.IsWanted(byLarge: true));
        var small = Enumerable.Range(0, 2).Select(i => Add(places, $"small {i}")).ToList();
        UntilBegun(4);
        Assert.Equal(["large 0", "large 1", "small 0", "small 1"], Begun().Order(StringComparer.Ordinal));
        gate.Release(large.Count + small.Count);
        await Task.WhenAll([.. large, .. small]);
        Assert.Equal(8, begun.Count);
        Assert.Equal(4, most);
    }

    [Fact]
    public async Task One_place_is_for_everybody()
    {
        var places = new WorkPlaces(1);
        var all = new[] { Add(places, "large", isLarge: true), Add(places, "larger", isLarge: true), Add(places, "small") };
        gate.Release(3);
        await Task.WhenAll(all);
        Assert.Equal(1, most);
    }
}
