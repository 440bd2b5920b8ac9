using Raas.Domain;
using Raas.Oversight;
using Raas.Store;
using static Raas.Tests.House;

namespace Raas.Tests.Store;

/// <summary>Counts of the ledger that the store keeps say what counting all of it says.</summary>
public sealed class LedgerCountsTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    private LedgerCounts Kept()
    {
        using var session = house.Engine.Store.Read();
        return session.KeptCounts(house.Clock.GetUtcNow());
    }

    /// <summary>Counted from the beginning to the end.</summary>
    private LedgerCounts All()
    {
        using var session = house.Engine.Store.Read();
        return session.CountOn(LedgerCounts.None, LedgerCounts.End);
    }

    private LedgerCounts Now()
    {
        using var session = house.Engine.Store.Read();
        return session.CountOn(session.KeptCounts(house.Clock.GetUtcNow()), LedgerCounts.End);
    }

    /// <summary>A number that is refused at first, and then accepted.</summary>
    private void Day(int number)
    {
        house.Put(new Drop { Party = Institution, Number = number, Records = "<nonsense/>" });
        house.Night();
        house.Put(new Drop { Party = Institution, Number = number, Records = Drop.Register(Numbers.Of(1), "A", "2020-01-01") });
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
    }

    private Totals Totals() => house.Engine.Lanes.StatusWith(house.Engine.Ledger).Totals;

    [Fact]
    public void What_is_kept_and_what_came_since_are_all_there_is()
    {
        Assert.Equal(LedgerCounts.None.Until, Kept().Until);
        for (var number = 1; number <= 4; number++)
        {
            Day(number);
            Assert.Equal(Sorted(All()), Sorted(Now()));
        }
        Assert.True(Kept().Until > Start);
        Assert.NotEmpty(Kept().Counts);
        var lane = house.Engine.Lanes.Status(CbeNumber.Parse(Institution)).Single(l => l.Flow == FlowName.Subscription);
        var all = All();
        Assert.Equal((4L, 4L), (lane.Accepted, lane.Refused));
        Assert.Equal(all.Of(LedgerCounts.Decision), Totals().Decisions);
        Assert.Equal(all.Of(LedgerCounts.Outgoing), Totals().Outgoing);
    }

    /// <summary>What was decided before the moment until which was counted would else never be counted.</summary>
    [Fact]
    public void What_was_counted_by_a_clock_that_was_ahead_is_counted_again()
    {
        Day(1);
        using (var session = house.Engine.Store.Write())
        {
            session.KeepCounts(house.Clock.GetUtcNow().AddYears(1));
            session.Commit();
        }
        Assert.Equal(LedgerCounts.None.Until, Kept().Until);
        Day(2);
        Day(3);
        Assert.Equal(Sorted(All()), Sorted(Now()));
        Assert.True(Kept().Until < house.Clock.GetUtcNow());
        Assert.NotEqual(LedgerCounts.None.Until, Kept().Until);
    }

    private static IEnumerable<string> Sorted(LedgerCounts counts) =>
        counts.Counts.Where(count => count.Value > 0).Select(count => $"{count.Key}: {count.Value}").Order(StringComparer.Ordinal).ToList();
}
