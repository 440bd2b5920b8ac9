using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Intake;
using Raas.Nights;
using Raas.Operations;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Operations;

/// <summary>Operators stop lanes and let them go on; the guard stops what takes too much.</summary>
public sealed class LaneControlTests : IDisposable
{
    private readonly House house = new House(options: new RaasOptions { Guard = new GuardOptions { MinRows = 2 } }).WithParties();

    public LaneControlTests()
    {
        house.Put(
            new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION",
                Records = string.Concat(Enumerable.Range(1, 10).Select(i => Drop.Person(i, Numbers.Of(i)))) },
            new Drop { Party = Institution,
                Records = string.Concat(Enumerable.Range(1, 10).Select(i => Drop.Register(Numbers.Of(i), "A", "2020-01-01"))) },
            new Drop { Party = Other, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        Assert.Equal(3, house.Night().Deliveries.Count);
    }

    public void Dispose() => house.Dispose();

    private static CbeNumber Party => CbeNumber.Parse(Institution);

    private static Operator Who(string reason = "because") => new("A. Peeters", reason);

    private static Drop Taking(int number, int rows) =>
        new() { Party = Institution, Number = number,
            Records = string.Concat(Enumerable.Range(1, rows).Select(i => Drop.Unregister(Numbers.Of(i), "A"))) };

    private string Dropped(Drop drop)
    {
        house.Put(drop);
        return Path.Combine(house.In(drop.Party), drop.VoucherName);
    }

    private Waiting Waits() => Assert.Single(house.Night().Waiting).Waiting;

    private string Status() => File.ReadAllText(Path.Combine(house.Root, "parties", Institution, "status.xml"));

    [Theory]
    [InlineData(null)]
    [InlineData("SUBSCRIPTION")]
    public void A_held_lane_takes_nothing_and_says_why(string? flow)
    {
        house.Engine.LaneControl.Hold(Party, flow, Who("their file is wrong"));
        house.Put(new Drop { Party = Institution, Number = 2, Records = Drop.Register(Numbers.Of(1), "B", "2020-01-01") });
        house.Put(new Drop { Party = Other, Number = 2, Records = Drop.Register(Numbers.Of(1), "B", "2020-01-01") });
        var waits = Waits();
        Assert.Equal(WaitReason.Held, waits.Reason);
        Assert.Contains("their file is wrong", WaitWords.Explain(waits), StringComparison.Ordinal);
        Assert.Contains("<reason>LANE_HELD</reason>", Status(), StringComparison.Ordinal);
        Assert.Empty(Raas.Tests.Xml.Valid.Problems(Raas.Xml.Schemas.Status, Status()));
        Assert.Equal("their file is wrong", house.Engine.Lanes.Status(Party).Single().Hold!.Reason);
        Assert.Equal(2, house.Rows(Other).Count);

        house.Engine.LaneControl.Release(Party, flow, Who());
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
        Assert.Equal(["RELEASE", "HOLD"], house.Engine.Journal.Latest(10).Select(a => a.Action));
    }

    [Fact]
    public void A_delivery_in_a_held_lane_can_be_called_back()
    {
        house.Engine.LaneControl.Hold(Party, null, Who());
        house.Put(new Drop
            { Party = Institution, Number = 2, DataFileName = "wrong.xml", Records = Drop.Register(Numbers.Of(1), "B", "2020-01-01") });
        File.WriteAllText(Path.Combine(house.In(Institution), "wrong.cancel"), "");
        Assert.Equal(Decision.Cancelled, Assert.Single(house.Night().Deliveries).Decision);
    }

    [Fact]
    public void What_makes_no_sense_is_told()
    {
        string Refused(Action act) => Assert.Throws<OperatorException>(act).Message;
        Assert.Contains("Nothing of", Refused(() => house.Engine.LaneControl.Release(Party, null, Who())), StringComparison.Ordinal);
        Assert.Contains("no party 0999000129", Refused(() => house.Engine.LaneControl.Hold(CbeNumber.Parse("0999000129"), null, Who())),
            StringComparison.Ordinal);
        Assert.Contains("reason is missing", Refused(() => _ = new Operator("A", " ")), StringComparison.Ordinal);
        Assert.Contains("name is missing", Refused(() => _ = new Operator(null, "x")), StringComparison.Ordinal);
        Assert.Contains("at most 500", Refused(() => _ = new Operator("A", new string('x', 501))), StringComparison.Ordinal);
        house.Engine.LaneControl.Hold(Party, null, Who("first"));
        Assert.Contains("A. Peeters has stopped it already", Refused(() => house.Engine.LaneControl.Hold(Party, null, Who())),
            StringComparison.Ordinal);
        Assert.Contains("without naming a flow", Refused(() => house.Engine.LaneControl.Release(Party, "SUBSCRIPTION", Who())),
            StringComparison.Ordinal);
        Assert.Contains("not paused", Refused(() => house.Engine.LaneControl.ResumeNight(Who())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_delivery_that_takes_too_much_waits_for_a_release()
    {
        Assert.Equal((3, 10), house.Engine.Intake.Preview(Dropped(Taking(2, rows: 3)), null, CancellationToken.None).WaitsForRelease);
        var before = house.Rows(Institution);
        var waits = Waits();
        Assert.Equal(WaitReason.Guarded, waits.Reason);
        Assert.Contains("3 of 10 rows", WaitWords.Explain(waits), StringComparison.Ordinal);
        Assert.Equal(before, house.Rows(Institution));
        Assert.Contains("<reason>WAITS_FOR_RELEASE</reason>", Status(), StringComparison.Ordinal);
        Assert.Empty(Raas.Tests.Xml.Valid.Problems(Raas.Xml.Schemas.Status, Status()));
        // Looked at again, it is not applied again to find out.
        Assert.Equal(WaitReason.Guarded, Waits().Reason);
        Assert.Equal(WaitReason.Guarded, house.Engine.Lanes.Status(Party).Single().Waiting.Single().Reason);

        house.Engine.LaneControl.Release(Party, null, Who("they confirmed"));
        Assert.Equal(3, Assert.Single(house.Night().Deliveries).Tally.Removed);
        Assert.Equal(7, house.Rows(Institution).Count);
        Assert.True(house.Engine.SelfCheck.Run(CancellationToken.None).IsGreen);
    }

    /// <summary>Three are taken out and put back, three are new and go again, one is cut: one row is shorter afterwards.</summary>
    [Fact]
    public void The_guard_counts_what_was_there_before_and_is_less_afterwards()
    {
        string Of(Func<string, string> records) => string.Concat(Enumerable.Range(1, 3).Select(i => records(Numbers.Of(i))));
        var back = Of(ssin => Drop.Unregister(ssin, "A") + Drop.Register(ssin, "A", "2020-01-01"));
        var own = Of(ssin => Drop.Register(ssin, "B", "2020-01-01") + Drop.Unregister(ssin, "B"));
        house.Put(new Drop { Party = Institution, Number = 2, Records = back + own + Drop.Unregister(Numbers.Of(4), "A", "2025-01-01") });
        Assert.Equal(Decision.Accepted, Assert.Single(house.Night().Deliveries).Decision);
        Assert.Equal(10, house.Rows(Institution).Count);
    }

    [Fact]
    public void A_release_is_for_the_content_that_was_seen()
    {
        Assert.Null(house.Engine.Intake.Preview(Dropped(Taking(2, rows: 1)), null, CancellationToken.None).WaitsForRelease);
        house.Put(Taking(2, rows: 3));
        Assert.Equal(WaitReason.Guarded, Waits().Reason);
        house.Engine.LaneControl.Release(Party, "SUBSCRIPTION", Who("three, they said"));
        house.Put(Taking(2, rows: 9));
        // Other content under the same name is another delivery, which nobody has released.
        var night = house.Night();
        Assert.Equal([Decision.Accepted, Decision.Refused], night.Deliveries.Select(d => d.Decision));
        Assert.Equal(3, night.Deliveries[0].Tally.Removed);
        Assert.Equal(Codes.File.NumberReused, Assert.Single(night.Deliveries[1].Errors).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_takes_little_passes(int rows)
    {
        house.Put(Taking(2, rows));
        Assert.Equal(rows, Assert.Single(house.Night().Deliveries).Tally.Removed);
    }

    [Fact]
    public void The_night_is_paused_and_resumed_with_name_and_reason()
    {
        house.Engine.LaneControl.PauseNight(Who("the sources are down"));
        Assert.Equal("the sources are down", house.Engine.LaneControl.NightPause()!.Reason);
        house.Engine.LaneControl.ResumeNight(Who());
        Assert.Null(house.Engine.LaneControl.NightPause());
        Assert.Equal(["RESUME-NIGHT", "PAUSE-NIGHT"], house.Engine.Journal.Latest(2).Select(a => a.Action));
    }
}
