namespace Raas.Domain.Tests;

public sealed class PeriodSetTests
{
    private readonly PeriodSet _set = new();
    private readonly RowChanges _changes = new();

    [Fact]
    public void Register_IsRegistered_WhenThereIsNothing()
    {
        Assert.Equal(Outcome.Registered, _set.Register(P(10, 20), mergeAdjacent: false, _changes));
        AssertRows(P(10, 20));
        AssertChanges((null, P(10, 20)));
        Assert.Equal([P(10, 20)], _changes.Left);
    }

    [Fact]
    public void Register_IsMerged_WhenItOverlapsTwoRows()
    {
        Load(P(1, 3), P(10, 20), P(25, 30), P(40, Period.OpenEnd));
        Assert.Equal(Outcome.Merged, _set.Register(P(20, 25), mergeAdjacent: false, _changes));
        AssertRows(P(1, 3), P(10, 30), P(40, Period.OpenEnd));
        AssertChanges((P(10, 20), P(10, 30)), (P(25, 30), null));
        Assert.Equal([P(10, 30)], _changes.Left);
    }

    [Fact]
    public void Register_LeavesRowsApart_WhenTheyOnlyTouch()
    {
        Load(P(10, 20));
        Assert.Equal(Outcome.Registered, _set.Register(P(21, 30), mergeAdjacent: false, _changes));
        Assert.Equal(Outcome.Registered, _set.Register(P(5, 9), mergeAdjacent: false, _changes));
        AssertRows(P(5, 9), P(10, 20), P(21, 30));
    }

    [Fact]
    public void Register_JoinsRowsThatTouch_WhenTheInstitutionWantsIt()
    {
        Load(P(10, 20), P(31, 40));
        Assert.Equal(Outcome.Merged, _set.Register(P(21, 30), mergeAdjacent: true, _changes));
        AssertRows(P(10, 40));
        AssertChanges((P(10, 20), P(10, 40)), (P(31, 40), null));
    }

    [Fact]
    public void Register_TakesAWholeChainOfTouchingRows_ToBothSides()
    {
        Load(P(0, 2), P(4, 5), P(6, 9), P(10, 20), P(31, 40), P(41, 41), P(42, 50), P(52, 60));
        Assert.Equal(Outcome.Merged, _set.Register(P(15, 35), mergeAdjacent: true, _changes));
        AssertRows(P(0, 2), P(4, 50), P(52, 60));
        Assert.Equal(6, _changes.Changes.Count);
        Assert.Equal(new RowChange(P(4, 5), P(4, 50)), _changes.Changes[0]);
    }

    [Fact]
    public void Register_IsUnchanged_WhenOneRowContainsIt_EvenIfItsNeighbourTouches()
    {
        Load(P(10, 20), P(21, 30));
        Assert.Equal(Outcome.Unchanged, _set.Register(P(21, 30), mergeAdjacent: true, _changes));
        AssertRows(P(10, 20), P(21, 30));
        AssertChanges();
        Assert.Equal([P(21, 30)], _changes.Left);
    }

    [Fact]
    public void Register_IsMerged_WhenTwoRowsTogetherContainIt()
    {
        Load(P(10, 20), P(21, 30));
        Assert.Equal(Outcome.Merged, _set.Register(P(20, 21), mergeAdjacent: false, _changes));
        AssertRows(P(10, 30));
    }

    [Fact]
    public void Register_KeepsTheOpenEnd()
    {
        Load(P(10, Period.OpenEnd));
        Assert.Equal(Outcome.Merged, _set.Register(P(5, 12), mergeAdjacent: true, _changes));
        AssertRows(P(5, Period.OpenEnd));
        Assert.Equal(Outcome.Unchanged, _set.Register(P(400, Period.OpenEnd), mergeAdjacent: true, _changes));
        Assert.Equal(Outcome.Merged, _set.Register(P(0, Period.OpenEnd), mergeAdjacent: true, _changes));
        AssertRows(P(0, Period.OpenEnd));
    }

    [Fact]
    public void Unregister_RemovesEveryRow_WhenItHasNoPeriod()
    {
        Load(P(0, 3), P(10, 20), P(40, Period.OpenEnd));
        Assert.Equal(Outcome.Removed, _set.Unregister(null, _changes));
        AssertRows();
        AssertChanges((P(0, 3), null), (P(10, 20), null), (P(40, Period.OpenEnd), null));
        Assert.Empty(_changes.Left);
        Assert.Equal(Outcome.Unchanged, _set.Unregister(null, _changes));
        AssertChanges();
    }

    [Fact]
    public void Unregister_Splits_AnOpenRow()
    {
        Load(P(10, Period.OpenEnd));
        Assert.Equal(Outcome.Shortened, _set.Unregister(P(20, 30), _changes));
        AssertRows(P(10, 19), P(31, Period.OpenEnd));
        AssertChanges((P(10, Period.OpenEnd), P(10, 19)), (null, P(31, Period.OpenEnd)));
        Assert.Equal([P(10, 19), P(31, Period.OpenEnd)], _changes.Left);
    }

    [Fact]
    public void Unregister_ShortensAtBothSides_AndRemovesBetween()
    {
        Load(P(1, 3), P(10, 20), P(22, 24), P(30, 40), P(50, 60));
        Assert.Equal(Outcome.Shortened, _set.Unregister(P(15, 35), _changes));
        AssertRows(P(1, 3), P(10, 14), P(36, 40), P(50, 60));
        AssertChanges((P(10, 20), P(10, 14)), (P(22, 24), null), (P(30, 40), P(36, 40)));
        Assert.Equal([P(10, 14), P(36, 40)], _changes.Left);
    }

    [Theory]
    [InlineData(10, 10, "11-20", Outcome.Shortened)]
    [InlineData(20, 20, "10-19", Outcome.Shortened)]
    [InlineData(5, 9, "10-20", Outcome.Unchanged)]
    [InlineData(21, 25, "10-20", Outcome.Unchanged)]
    [InlineData(10, 20, "", Outcome.Removed)]
    [InlineData(9, 21, "", Outcome.Removed)]
    [InlineData(15, Period.OpenEnd, "10-14", Outcome.Shortened)]
    public void Unregister_CountsBothDays(int begin, int end, string left, Outcome outcome)
    {
        Load(P(10, 20));
        Assert.Equal(outcome, _set.Unregister(P(begin, end), _changes));
        Assert.Equal(left, string.Join(' ', Rows(_set).Select(row => $"{row.BeginDay}-{row.EndDay}")));
    }

    [Fact]
    public void Load_Throws_WhenTheRegisterIsDamaged()
    {
        _set.Load(P(10, 20));
        Assert.Throws<InvalidOperationException>(() => _set.Load(P(20, 30)));
        Assert.Throws<InvalidOperationException>(() => _set.Load(P(1, 3)));
        _set.Load(P(21, 30));
        Assert.Equal(2, _set.Count);
    }

    [Fact]
    public void Steady_Use_AllocatesNothing() => Assert.Equal(0, Allocation.Of(OneKey));

    internal static List<Period> Rows(PeriodSet set) => [.. Enumerable.Range(0, set.Count).Select(index => set[index])];

    private void OneKey()
    {
        _set.Clear();
        _set.Load(P(10, 20));
        _set.Load(P(40, 50));
        _set.Register(P(21, 30), mergeAdjacent: true, _changes);
        _set.Register(P(60, 70), mergeAdjacent: false, _changes);
        _set.Unregister(P(15, 45), _changes);
        _set.Unregister(null, _changes);
    }

    private void Load(params Period[] rows) => Array.ForEach(rows, _set.Load);

    private void AssertRows(params Period[] rows) => Assert.Equal(rows, Rows(_set));

    private void AssertChanges(params (Period? Before, Period? After)[] expected) =>
        Assert.Equal(expected.Select(change => new RowChange(change.Before, change.After)), _changes.Changes);

    private static Period P(int begin, int end) => Period.FromDays(begin, end);
}
