using CsCheck;

namespace Raas.Domain.Tests;

/// <summary>Any sequence of records against a slow model that only knows sets of days.</summary>
public sealed class PeriodSetModelTests
{
    private static readonly Gen<Step> AnyStep =
        from period in Days.Period
        from kind in Gen.Int[0, 20]
        select new Step(kind < 12 ? RequestAction.Register : RequestAction.Unregister, kind == 20 ? null : period);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_sequence_leaves_the_rows_of_the_model(bool mergeAdjacent) =>
        AnyStep.Array[1, 25].Sample(steps => Run(steps, _ => mergeAdjacent), iter: 1_000);

    [Fact]
    public void Any_sequence_leaves_the_rows_of_the_model_when_the_setting_changes_on_the_way() =>
        AnyStep.Array[1, 25].Sample(steps => Run(steps, number => number >= steps.Length / 2), iter: 500);

    private static void Run(Step[] steps, Func<int, bool> mergeAdjacent)
    {
        var set = new PeriodSet();
        var changes = new RowChanges();
        for (var number = 0; number < steps.Length; number++)
        {
            var before = PeriodSetTests.Rows(set);
            var (action, period) = steps[number];
            var model = action == RequestAction.Register
                ? Register(before, period!.Value, mergeAdjacent(number)) : Unregister(before, period);
            var outcome = action == RequestAction.Register
                ? set.Register(period!.Value, mergeAdjacent(number), changes)
                : set.Unregister(period, changes);
            var after = PeriodSetTests.Rows(set);
            Assert.Equal(model.Outcome, outcome);
            Assert.Equal(model.Rows, after);
            Assert.Equal(model.Left, changes.Left);
            AssertDays(action, period, before, after);
            AssertOrdered(after);
            AssertReplays(before, changes, after);
        }
    }

    private static void AssertDays(RequestAction action, Period? period, List<Period> before, List<Period> after)
    {
        var days = Days.Of(before);
        if (action == RequestAction.Register)
            days.UnionWith(Days.Of(period!.Value));
        else
            days.ExceptWith(period is { } gone ? Days.Of(gone) : Days.Of(before));
        Assert.Equal(days, Days.Of(after));
    }

    private static void AssertOrdered(List<Period> rows)
    {
        for (var index = 1; index < rows.Count; index++)
            Assert.True(rows[index - 1].EndDay < rows[index].BeginDay);
    }

    // Row by row, as an auditor reads the journal; a begin day is never there twice, for it is part of the key.
    private static void AssertReplays(List<Period> before, RowChanges changes, List<Period> after)
    {
        var rows = before.ToDictionary(row => row.BeginDay);
        foreach (var change in changes.Changes)
        {
            Assert.True(change.Before is not null || change.After is not null);
            Assert.NotEqual(change.Before, change.After);
            if (change.Before is { } old)
                Assert.True(rows.Remove(old.BeginDay, out var removed) && removed == old);
            if (change.After is { } now)
                rows.Add(now.BeginDay, now);
        }

        Assert.Equal(after, rows.Values.Order());
    }

    private static Model Register(List<Period> rows, Period period, bool mergeAdjacent)
    {
        List<Period> holders = rows.FindAll(row => Days.Of(row).IsSupersetOf(Days.Of(period)));
        if (holders.Count > 0)
            return new Model(rows, Outcome.Unchanged, holders);
        var apart = rows.ConvertAll(Days.Of);
        var grown = Days.Of(period);
        while (apart.Find(row => Meets(row, grown, mergeAdjacent)) is { } met)
        {
            grown.UnionWith(met);
            apart.Remove(met);
        }

        var merged = Days.Runs(grown).Single();
        return new Model(
            [.. apart.Select(row => Days.Runs(row).Single()).Append(merged).Order()],
            apart.Count == rows.Count ? Outcome.Registered : Outcome.Merged,
            [merged]);
    }

    private static bool Meets(SortedSet<int> row, SortedSet<int> grown, bool mergeAdjacent) =>
        row.Overlaps(grown) || (mergeAdjacent && row.Any(day => grown.Contains(day + 1) || grown.Contains(day - 1)));

    private static Model Unregister(List<Period> rows, Period? period)
    {
        var gone = period is { } some ? Days.Of(some) : Days.Of(rows);
        var met = rows.Where(row => Days.Of(row).Overlaps(gone)).ToList();
        List<Period> left = [.. met.SelectMany(row => Days.Runs(Days.Of(row).Except(gone)))];
        var outcome = (met.Count, left.Count) switch
        {
            (0, _) => Outcome.Unchanged,
            (_, 0) => Outcome.Removed,
            _ => Outcome.Shortened,
        };
        return new Model([.. rows.Except(met).Concat(left).Order()], outcome, left);
    }

    private sealed record Step(RequestAction Action, Period? Period);

    private sealed record Model(List<Period> Rows, Outcome Outcome, List<Period> Left);
}
