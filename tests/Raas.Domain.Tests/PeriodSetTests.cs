namespace Raas.Domain.Tests;

public sealed class PeriodSetTests
{
    private readonly PeriodSet set = new();
    private readonly RowChanges changes = new();

    [Fact]
    public void Register_is_registered_when_there_is_nothing()
    {
        Assert.Equal(Outcome.Registered, set.Register(P(10, 20), mergeAdjacent: false, changes));
        AssertRows(P(10, 20));
        AssertChanges((null, P(10, 20)));
        Assert.Equal([P(10, 20)], changes.Left);
    }

    [Fact]
    public void Register_is_merged_when_it_overlaps_two_rows()
    {
        Load(P(1, 3), P(10, 20), P(25, 30), P(40, Period.OpenEnd));
        Assert.Equal(Outcome.Merged, set.Register(P(20, 25), mergeAdjacent: false, changes));
        AssertRows(P(1, 3), P(10, 30), P(40, Period.OpenEnd));
        AssertChanges((P(10, 20), P(10, 30)), (P(25, 30), null));
        Assert.Equal([P(10, 30)], changes.Left);
    }

    [Fact]
    public void Register_leaves_rows_apart_when_they_only_touch()
    {
        Load(P(10, 20));
        Assert.Equal(Outcome.Registered, set.Register(P(21, 30), mergeAdjacent: false, changes));
        Assert.Equal(Outcome.Registered, set.Register(P(5, 9), mergeAdjacent: false, changes));
        AssertRows(P(5, 9), P(10, 20), P(21, 30));
    }

    [Fact]
    public void Register_joins_rows_that_touch_when_the_institution_wants_it()
    {
        Load(P(10, 20), P(31, 40));
        Assert.Equal(Outcome.Merged, set.Register(P(21, 30), mergeAdjacent: true, changes));
        AssertRows(P(10, 40));
        AssertChanges((P(10, 20), P(10, 40)), (P(31, 40), null));
    }

    [Fact]
    public void Register_takes_a_whole_chain_of_touching_rows_to_both_sides()
    {
        Load(P(0, 2), P(4, 5), P(6, 9), P(10, 20), P(31, 40), P(41, 41), P(42, 50), P(52, 60));
        Assert.Equal(Outcome.Merged, set.Register(P(15, 35), mergeAdjacent: true, changes));
        AssertRows(P(0, 2), P(4, 50), P(52, 60));
        Assert.Equal(6, changes.Changes.Count);
        Assert.Equal(new RowChange(P(4, 5), P(4, 50)), changes.Changes[0]);
    }

    [Fact]
    public void Register_is_unchanged_when_one_row_contains_it_even_if_its_neighbour_touches()
    {
        Load(P(10, 20), P(21, 30));
        Assert.Equal(Outcome.Unchanged, set.Register(P(21, 30), mergeAdjacent: true, changes));
        AssertRows(P(10, 20), P(21, 30));
        AssertChanges();
        Assert.Equal([P(21, 30)], changes.Left);
    }

    [Fact]
    public void Register_is_merged_when_two_rows_together_contain_it()
    {
        Load(P(10, 20), P(21, 30));
        Assert.Equal(Outcome.Merged, set.Register(P(20, 21), mergeAdjacent: false, changes));
        AssertRows(P(10, 30));
    }

    [Fact]
    public void Register_keeps_the_open_end()
    {
        Load(P(10, Period.OpenEnd));
        Assert.Equal(Outcome.Merged, set.Register(P(5, 12), mergeAdjacent: true, changes));
        AssertRows(P(5, Period.OpenEnd));
        Assert.Equal(Outcome.Unchanged, set.Register(P(400, Period.OpenEnd), mergeAdjacent: true, changes));
        Assert.Equal(Outcome.Merged, set.Register(P(0, Period.OpenEnd), mergeAdjacent: true, changes));
        AssertRows(P(0, Period.OpenEnd));
    }

    [Fact]
    public void Unregister_removes_every_row_when_it_has_no_period()
    {
        Load(P(0, 3), P(10, 20), P(40, Period.OpenEnd));
        Assert.Equal(Outcome.Removed, set.Unregister(null, changes));
        AssertRows();
        AssertChanges((P(0, 3), null), (P(10, 20), null), (P(40, Period.OpenEnd), null));
        Assert.Empty(changes.Left);
        Assert.Equal(Outcome.Unchanged, set.Unregister(null, changes));
        AssertChanges();
    }

    [Fact]
    public void Unregister_splits_an_open_row()
    {
        Load(P(10, Period.OpenEnd));
        Assert.Equal(Outcome.Shortened, set.Unregister(P(20, 30), changes));
        AssertRows(P(10, 19), P(31, Period.OpenEnd));
        AssertChanges((P(10, Period.OpenEnd), P(10, 19)), (null, P(31, Period.OpenEnd)));
        Assert.Equal([P(10, 19), P(31, Period.OpenEnd)], changes.Left);
    }

    [Fact]
    public void Unregister_shortens_at_both_sides_and_removes_between()
    {
        Load(P(1, 3), P(10, 20), P(22, 24), P(30, 40), P(50, 60));
        Assert.Equal(Outcome.Shortened, set.Unregister(P(15, 35), changes));
        AssertRows(P(1, 3), P(10, 14), P(36, 40), P(50, 60));
        AssertChanges((P(10, 20), P(10, 14)), (P(22, 24), null), (P(30, 40), P(36, 40)));
        Assert.Equal([P(10, 14), P(36, 40)], changes.Left);
    }

    [Theory]
    [InlineData(10, 10, "11-20", Outcome.Shortened)]
    [InlineData(20, 20, "10-19", Outcome.Shortened)]
    [InlineData(5, 9, "10-20", Outcome.Unchanged)]
    [InlineData(21, 25, "10-20", Outcome.Unchanged)]
    [InlineData(10, 20, "", Outcome.Removed)]
    [InlineData(9, 21, "", Outcome.Removed)]
    [InlineData(15, Period.OpenEnd, "10-14", Outcome.Shortened)]
    public void Unregister_counts_both_days(int begin, int end, string left, Outcome outcome)
    {
        Load(P(10, 20));
        Assert.Equal(outcome, set.Unregister(P(begin, end), changes));
        Assert.Equal(left, string.Join(' ', Rows(set).Select(row => $"{row.BeginDay}-{row.EndDay}")));
    }

    [Fact]
    public void Load_throws_when_the_register_is_damaged()
    {
        set.Load(P(10, 20));
        Assert.Throws<InvalidOperationException>(() => set.Load(P(20, 30)));
        Assert.Throws<InvalidOperationException>(() => set.Load(P(1, 3)));
        set.Load(P(21, 30));
        Assert.Equal(2, set.Count);
    }

    [Fact]
    public void Steady_use_allocates_nothing() => Assert.Equal(0, Allocation.Of(OneKey));

    internal static List<Period> Rows(PeriodSet set) => [.. Enumerable.Range(0, set.Count).Select(index => set[index])];

    private void OneKey()
    {
        set.Clear();
        set.Load(P(10, 20));
        set.Load(P(40, 50));
        set.Register(P(21, 30), mergeAdjacent: true, changes);
        set.Register(P(60, 70), mergeAdjacent: false, changes);
        set.Unregister(P(15, 45), changes);
        set.Unregister(null, changes);
    }

    private void Load(params Period[] rows) => Array.ForEach(rows, set.Load);

    private void AssertRows(params Period[] rows) => Assert.Equal(rows, Rows(set));

    private void AssertChanges(params (Period? Before, Period? After)[] expected) =>
        Assert.Equal(expected.Select(change => new RowChange(change.Before, change.After)), changes.Changes);

    private static Period P(int begin, int end) => Period.FromDays(begin, end);
}
