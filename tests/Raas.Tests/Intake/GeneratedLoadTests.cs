using Raas.Benchmarks;
using Raas.Intake;

namespace Raas.Tests.Intake;

/// <summary>What <c>Raas.Benchmarks generate</c> makes for whoever wants a load of their own.</summary>
public sealed class GeneratedLoadTests : IDisposable
{
    private const int Records = 50;

    private readonly House house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_load_fits_its_parties_and_the_next_one_has_the_numbers_that_come_next()
    {
        house.Engine.Parties.Import(Generate.Parties(Generate.Party), isReplacing: true, House.Somebody);
        foreach (var number in new[] { 1, 2 })
        {
            Drop(seed: number);
            var night = house.Night();
            Assert.Equal([number, number, number], night.Deliveries.Select(d => d.FileSequenceNumber));
            Assert.All(night.Deliveries, d => Assert.Equal(Decision.Accepted, d.Decision));
            Assert.Equal(Records, night.Deliveries.Single(d => d.Flow == "SUBSCRIPTION").Tally.Read);
        }
    }

    private void Drop(int seed)
    {
        long Next(string party, string flow) => Generate.Next(house.Root, party, flow);
        Generate.Persons(house.In(Generate.NationalRegister), $"nr-{seed}.xml", bis: false,
            Next(Generate.NationalRegister, "PERSON-MUTATION"), Records);
        Generate.Persons(house.In(Generate.Bcss), $"bcss-{seed}.xml", bis: true, Next(Generate.Bcss, "PERSON-MUTATION"), Records);
        Generate.Subscription(house.In(Generate.Party), $"load-{seed}.xml", Generate.Party, Next(Generate.Party, "SUBSCRIPTION"), Records,
            Records, seed);
    }
}
