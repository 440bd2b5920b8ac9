using Raas.Domain;
using Raas.Intake;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Whoever shows a lane is told which delivery is at hand, how far it is, and when the worker is done with it.</summary>
public sealed class LaneProgressTests : IDisposable
{
    private readonly House house = new House().WithParties();
    private readonly Told told = new();

    public void Dispose() => house.Dispose();

    private sealed class Told : IProgress<DeliveryProgress>
    {
        public List<DeliveryProgress> All { get; } = [];

        public void Report(DeliveryProgress value) => All.Add(value);
    }

    private static Drop Delivery(long number, string? digest = null) => new()
    {
        Party = Institution, Number = number, Digest = digest,
        Records = string.Concat(Enumerable.Range(0, 50).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01", "2020-12-31"))),
    };

    [Fact]
    public void Each_delivery_in_turn_is_told_with_its_place_and_its_end()
    {
        house.Put(Delivery(1), Delivery(2), Delivery(3), Delivery(5));
        house.Engine.Intake.Take(CbeNumber.Parse(Institution), told, CancellationToken.None);

        var finished = told.All.Where(p => p.Phase == DeliveryProgress.Finished).ToList();
        Assert.Equal([(1, 3), (2, 3), (3, 3)], finished.Select(p => (p.Position, p.Of)));
        Assert.All(told.All, p => Assert.Equal("SUBSCRIPTION", p.Lane));
        Assert.All(finished, p => Assert.Equal(1, p.Share));
        Assert.Equal(0, finished[0].SizeBefore);
        Assert.Equal(0, finished[2].SizeAfter);
        var size = new FileInfo(Path.Combine(house.In(Institution), "SUBSCRIPTION.5.xml")).Length;
        Assert.Equal(size, finished[1].Size);
        Assert.Equal(size, finished[1].SizeBefore);
        Assert.Equal(size, finished[1].SizeAfter);
        foreach (var file in told.All.GroupBy(p => p.DataFileName))
        {
            Assert.Equal(file.Select(p => p.Share).Order(), file.Select(p => p.Share));
            Assert.Contains(file, p => p.Phase == DeliveryProgress.Answering);
            Assert.Equal(DeliveryProgress.Finished, file.Last().Phase);
        }
    }

    [Fact]
    public void One_that_is_refused_after_it_was_read_is_finished_too()
    {
        house.Put(Delivery(1, new string('0', 64)));
        house.Engine.Intake.Take(CbeNumber.Parse(Institution), told, CancellationToken.None);
        Assert.Equal("REFUSED", house.Engine.Ledger.Deliveries(new Raas.Oversight.LedgerSearch()).Single().Decision);
        Assert.Equal(DeliveryProgress.Finished, told.All[^1].Phase);
    }
}
