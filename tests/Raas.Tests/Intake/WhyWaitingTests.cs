using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Operations;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>One answer to "why does it wait": the lane that decides, status.xml for the party, the status that commands, pages and metrics
/// show, and <c>raas check</c> give the same reason for the same delivery.</summary>
public sealed class WhyWaitingTests : IDisposable
{
    private static readonly CbeNumber Party = CbeNumber.Parse(Institution);

    private readonly House house = new House(options: new RaasOptions { Guard = new GuardOptions { MinRows = 2 } }).WithParties();

    public WhyWaitingTests()
    {
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
            Records = string.Concat(Enumerable.Range(0, 12).Select(i => Drop.Person(i + 1, Numbers.Of(i)))) });
        house.Put(new Drop { Party = Institution,
            Records = string.Concat(Enumerable.Range(1, 10).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01"))) });
        house.Night();
    }

    public void Dispose() => house.Dispose();

    private static Drop Next => new() { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "B", "2020-01-01") };

    private string PathOf(string name) => Path.Combine(house.In(Institution), name);

    private void Cut(string name, int bytes)
    {
        house.Put(Next);
        File.WriteAllBytes(PathOf(name), File.ReadAllBytes(PathOf(name))[..^bytes]);
    }

    private void Arrange(string what)
    {
        switch (what)
        {
            case "data file cut short":
                Cut(Next.DataName, 10);
                break;
            case "data file missing":
                house.Put(Next with { WithoutData = true });
                break;
            case "voucher half-written":
                Cut(Next.VoucherName, 200);
                break;
            case "voucher of the future":
                Cut(Next.DataName, 10);
                foreach (var file in Directory.GetFiles(house.In(Institution)))
                    File.SetLastWriteTimeUtc(file, new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc));
                break;
            case "gap":
                house.Put(Next with { Number = 3 });
                break;
            case "hold":
                house.Engine.LaneControl.Hold(Party, null, new Operator("A. Peeters", "their file is wrong"));
                house.Put(Next);
                break;
            case "guard":
                house.Put(Next with { Records = string.Concat(Enumerable.Range(1, 4).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) });
                break;
        }
    }

    [Theory]
    [InlineData("data file cut short", WaitReason.DataFileIncomplete)]
    [InlineData("data file missing", WaitReason.DataFileMissing)]
    [InlineData("voucher half-written", WaitReason.VoucherIncomplete)]
    [InlineData("voucher of the future", WaitReason.DataFileIncomplete)]
    [InlineData("gap", WaitReason.WaitsForNumber)]
    [InlineData("hold", WaitReason.Held)]
    [InlineData("guard", WaitReason.Guarded)]
    public void Everybody_is_told_the_same_reason(string what, WaitReason expected)
    {
        Arrange(what);

        var lane = Assert.Single(house.Night().Waiting).Waiting;
        var shown = Assert.Single(house.Engine.Lanes.Status(Party).Single().Waiting);
        var told = Assert.Single(XDocument.Load(Path.Combine(house.Root, "parties", Institution, "status.xml")).Descendants("reason"))
            .Value;
        var voucher = Directory.GetFiles(house.In(Institution), "*.voucher.xml").FirstOrDefault()
            ?? Directory.GetFiles(Path.Combine(house.Root, "work", "taken"), "*.voucher.xml", SearchOption.AllDirectories).Single();
        var check = house.Engine.Intake.Preview(voucher, null, CancellationToken.None);

        Assert.Equal(expected, lane.Reason);
        Assert.Equal(lane, shown);
        Assert.Equal(WaitWords.Wire(expected), told);
        Assert.Equal(expected, check.Waits?.Reason);
        Assert.Equal(WaitWords.Explain(lane), WaitWords.Explain(check.Waits!));
    }

    [Fact]
    public void A_delivery_that_nothing_holds_is_for_the_next_round()
    {
        house.Put(Next);
        Assert.Equal(WaitReason.NextRound, Assert.Single(house.Engine.Lanes.Status(Party).Single().Waiting).Reason);
        Assert.Null(house.Engine.Intake.Preview(PathOf(Next.VoucherName), null, CancellationToken.None).Waits);
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
    }
}
