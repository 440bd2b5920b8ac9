using Raas.Domain;
using Raas.Inscriptions;

namespace Raas.Tests.Inscriptions;

/// <summary>What the summary of an answer counts (contract §4): read equals the sum of the others.</summary>
public sealed class TallyTests
{
    [Theory]
    [InlineData(Outcome.Registered, "1 0 0 0 0 0 0")]
    [InlineData(Outcome.Merged, "0 1 0 0 0 0 0")]
    [InlineData(Outcome.Unchanged, "0 0 1 0 0 0 0")]
    [InlineData(Outcome.Removed, "0 0 0 1 0 0 0")]
    [InlineData(Outcome.Shortened, "0 0 0 0 1 0 0")]
    [InlineData(Outcome.Rejected, "0 0 0 0 0 1 0")]
    [InlineData(Outcome.Reverted, "0 0 0 0 0 0 1")]
    public void Each_outcome_has_its_own_number(Outcome outcome, string numbers)
    {
        var tally = new Tally();
        tally.Count(outcome);
        Assert.Equal(numbers, Numbers(tally));
        Assert.Equal(1, tally.Read);
    }

    [Fact]
    public void Read_is_the_sum_of_all_others_and_rows_are_no_records()
    {
        var tally = new Tally
        {
            Registered = 1, Merged = 20, Unchanged = 300, Removed = 4000, Shortened = 50_000, Rejected = 600_000, Reverted = 7_000_000,
            RowsTaken = 80_000_000,
        };
        Assert.Equal(7_654_321, tally.Read);
        foreach (var outcome in Enum.GetValues<Outcome>())
            tally.Count(outcome);
        Assert.Equal("2 21 301 4001 50001 600001 7000001", Numbers(tally));
        Assert.Equal(80_000_000, tally.RowsTaken);
    }

    private static string Numbers(Tally t) =>
        $"{t.Registered} {t.Merged} {t.Unchanged} {t.Removed} {t.Shortened} {t.Rejected} {t.Reverted}";
}
