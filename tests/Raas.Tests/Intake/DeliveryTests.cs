using System.Xml.Linq;
using Raas.Configuration;
using Raas.Intake;
using Raas.Nights;
using Raas.Outgoing;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>One delivery from the folder to the answer.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_good_delivery_is_applied_answered_and_archived()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = Drop.Person(1, Numbers.Of(0)) + Drop.Person(2, Numbers.Of(1)) },
            new Drop { Party = Institution, Records = Drop.Register(Numbers.Of(0), "A", "2020-01-01", "2020-12-31", "r1")
                + Drop.Register(Numbers.Of(0), "A", "2020-06-01", reference: "r2") });

        var night = house.Night();

        Assert.Empty(night.Failures);
        Assert.All(night.Deliveries, d => Assert.Equal(Raas.Intake.Decision.Accepted, d.Decision));
        Assert.True(night.SelfCheck!.IsGreen);
        Assert.Equal([$"{Numbers.Of(0)} A 2020-01-01.."], house.Rows(Institution));
        var answer = house.LastAnswer(Institution);
        Assert.Equal(["REGISTERED", "MERGED"], answer.Descendants("outcome").Select(e => e.Value));
        Assert.Equal("2", answer.Element("summary")!.Element("read")!.Value);
        Assert.Equal("ACCEPTED", house.LastReceipt(Institution).Element("decision")!.Value);
        Assert.Empty(Directory.EnumerateFileSystemEntries(house.In(Institution)));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(house.Root, "archive", Institution, "2026-03-02")).Count());
    }
}
