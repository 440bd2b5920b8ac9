using System.Globalization;
using Raas.Host.Soap;

namespace Raas.Tests.Host.Soap;

/// <summary>What monitoring reads while calls are answered.</summary>
public sealed class SoapCountsTests
{
    private const int Operations = 20_000;

    [Fact]
    public async Task They_are_read_while_calls_are_counted()
    {
        var counts = new SoapCounts();
        var calls = Task.Run(() =>
        {
            for (var i = 0; i < Operations; i++)
                counts.Add(i.ToString(CultureInfo.InvariantCulture), "RAA00000", TimeSpan.FromSeconds(1));
        });
        for (var last = 0; !calls.IsCompleted;)
        {
            var seen = counts.All.Count;
            Assert.InRange(seen, last, Operations);
            last = seen;
        }
        await calls;
        Assert.Equal(Operations, counts.All.Count);
    }
}
