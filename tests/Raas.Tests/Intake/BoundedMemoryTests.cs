using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>Nothing else runs beside these: what is allocated is counted for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>What a hostile file may make us hold.</summary>
[Collection(AloneCollection.Name)]
public sealed class BoundedMemoryTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    [Fact]
    public void An_attribute_of_200_MB_is_refused_in_bounded_memory()
    {
        var head = Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<s:subscriptionRequest xmlns:s=\"urn:be:raas:subscription:v1\" a=\"");
        var bytes = new byte[head.Length + 200_000_000];
        head.CopyTo(bytes, 0);
        bytes.AsSpan(head.Length).Fill((byte)'x');
        house.Put(new Drop { Party = Institution, Data = bytes, Count = 0 });
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        house.Night();

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < 100_000_000, $"{allocated:N0} bytes allocated");
        var receipt = house.LastReceipt(Institution);
        Assert.Equal("REFUSED", receipt.Element("decision")!.Value);
        Assert.Equal("RAA10018", receipt.Descendants("code").First().Value);
    }

    /// <summary>Buffers for large files, made anew for each small one, started a collection of everything with each.</summary>
    [Theory]
    [InlineData("SUBSCRIPTION")]
    [InlineData("PERSON-MUTATION")]
    public void A_small_delivery_borrows_its_large_buffers(string flow)
    {
        const int Deliveries = 20, Warm = 5;
        var sender = flow == "SUBSCRIPTION" ? Institution : NationalRegister;
        var number = 0;
        void Take(int count)
        {
            for (var i = 0; i < count; i++)
            {
                number++;
                var records = flow == "SUBSCRIPTION" ? Drop.Register(Numbers.Of(1), "A", "2020-01-01") : Drop.Person(number, Numbers.Of(1));
                house.Put(new Drop { Party = sender, Flow = flow, Number = number, Records = records });
            }
            Assert.Equal(count, house.Engine.Intake.Take(CbeNumber.Parse(sender), null, CancellationToken.None).Deliveries.Count);
        }
        Take(Warm);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Take(Deliveries);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Deliveries;
        Assert.True(each < 1_200_000, $"{each:N0} bytes allocated for each");
    }
}
