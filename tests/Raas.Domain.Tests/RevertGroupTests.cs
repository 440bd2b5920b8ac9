using Raas.Domain;

namespace Raas.Domain.Tests;

/// <summary>What a delivery changed goes back, as far as nothing has been built on it since. The expectation of the random histories is
/// not our own reasoning on journals: it is the same history, played without that delivery.</summary>
public sealed class RevertGroupTests
{
    [Fact]
    public void Rows_that_became_one_come_apart_again()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 5));
        key.Register(1, 2, D(9, 12));
        key.Register(2, 1, D(4, 10));

        var group = Assert.Single(RevertGroup.Of(key.Journal, 2, false));

        Assert.Equal([D(1, 12)], group.Now);
        Assert.Equal([D(1, 5), D(9, 12)], group.Was);
        Assert.Equal(2, group.RowCount);
        Assert.Equal([1], group.Records);
        Assert.Equal(0, group.ChangedBy);
        Assert.Equal([D(1, 5), D(9, 12)], key.Without(group));
    }

    [Fact]
    public void A_row_that_is_again_what_it_was_has_not_changed()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 10));
        key.Unregister(2, 1, null);
        key.Register(2, 2, D(1, 10));

        var group = Assert.Single(RevertGroup.Of(key.Journal, 2, false));

        Assert.Empty(group.Was);
        Assert.Empty(group.Now);
        Assert.Equal(0, group.RowCount);
    }

    [Fact]
    public void Rows_stand_in_their_order_whatever_came_first()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 5));
        key.Register(1, 2, D(9, 12));
        key.Unregister(2, 1, D(11, 12));
        key.Register(2, 2, D(4, 9));
        key.Unregister(2, 3, D(6, 6));
        key.Unregister(2, 4, D(2, 2));

        var group = Assert.Single(RevertGroup.Of(key.Journal, 2, false));

        Assert.Equal([D(1, 5), D(9, 12)], group.Was);
        Assert.Equal([D(1, 1), D(3, 5), D(7, 10)], group.Now);
        Assert.Equal(3, group.RowCount);
    }

    [Fact]
    public void What_happened_to_other_days_since_does_not_keep_a_row()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 5));
        key.Register(2, 1, D(20, 30));

        var group = Assert.Single(RevertGroup.Of(key.Journal, 1, false));

        Assert.Equal(0, group.ChangedBy);
        Assert.Equal([D(20, 30)], key.Without(group));
    }

    [Fact]
    public void Where_rows_that_touch_are_joined_what_touches_the_days_of_a_row_keeps_it()
    {
        foreach (var merge in new[] { false, true })
        {
            var key = new Key(merge);
            key.Register(1, 1, D(1, 10));
            key.Unregister(2, 1, D(6, 10));
            key.Register(3, 1, D(11, 12));

            // Without the second delivery the third would have made one row, from 1 to 12.
            Assert.Equal(merge ? 3 : 0, Assert.Single(RevertGroup.Of(key.Journal, 2, merge)).ChangedBy);

            // A day between them keeps them apart.
            var apart = new Key(merge);
            apart.Register(1, 1, D(1, 10));
            apart.Register(2, 1, D(12, 20));
            Assert.Equal(0, Assert.Single(RevertGroup.Of(apart.Journal, 1, merge)).ChangedBy);
        }
    }

    [Fact]
    public void The_first_change_since_is_named()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 10));
        key.Unregister(2, 1, D(3, 4));
        key.Unregister(3, 1, D(8, 9));

        Assert.Equal(2, Assert.Single(RevertGroup.Of(key.Journal, 1, false)).ChangedBy);
    }

    [Fact]
    public void What_one_delivery_did_and_undid_is_nothing()
    {
        var key = new Key();
        key.Register(1, 1, D(1, 10));
        key.Unregister(1, 2, null);

        var group = Assert.Single(RevertGroup.Of(key.Journal, 1, false));

        Assert.Equal(0, group.RowCount);
        Assert.Equal([1, 2], group.Records);
        Assert.Empty(key.Without(group));
    }

    [Fact]
    public void Ten_thousand_histories_are_what_they_would_have_been_without_the_delivery()
    {
        int compared = 0, apart = 0, undone = 0;
        for (var seed = 1; seed <= 10_000; seed++)
        {
            var random = new Random(seed);
            var merge = random.Next(2) == 0;
            var records = Enumerable.Range(1, random.Next(2, 9)).SelectMany(
                set => Enumerable.Range(1, random.Next(1, 4)).Select(number => Ask(random, set, number))).ToList();
            var reverted = records[random.Next(records.Count)].Set;
            var (with, without) = (new Key(merge), new Key(merge));
            foreach (var one in records)
            {
                one.Play(with);
                if (one.Set != reverted)
                    one.Play(without);
            }

            var groups = RevertGroup.Of(with.Journal, reverted, merge);

            var later = records.Where(one => one.Set > reverted).ToList();
            apart += groups.Count > 1 ? 1 : 0;
            // Groups have no day in common, and every row that the delivery made or took is in one of them.
            for (var i = 1; i < groups.Count; i++)
                Assert.True(groups[i - 1].Days.EndDay < groups[i].Days.BeginDay, $"seed {seed}");
            if (groups.Count == 0 || groups.Exists(g => g.ChangedBy != 0 || later.Exists(one => g.IsMeantBy(one.Period))))
                continue;
            // Nothing came to these days since.
            var rows = groups.Aggregate(with.Rows, (rows, group) => Key.Apply(rows, group.Back()));
            compared++;
            Assert.Equal(without.Rows, rows);
            // Taking that back gives the rows of before.
            var back = groups.SelectMany(group => group.Back()).ToList();
            var again = with.Journal.Concat(back.Select((change, i) => new KeyChange(99, i, change.Before, change.After))).ToList();
            undone++;
            Assert.Equal(with.Rows, RevertGroup.Of(again, 99, merge).Aggregate(rows, (now, group) => Key.Apply(now, group.Back())));
        }
        Assert.True(compared > 2000 && apart > 500 && undone > 2000, $"{compared}, {apart}, {undone}");
    }

    private static Asked Ask(Random random, int set, int number)
    {
        var begin = random.Next(1, 40);
        Period? period = random.Next(12) == 0 ? null : random.Next(10) == 0
            ? Period.FromDays(begin, Period.OpenEnd) : D(begin, begin + random.Next(0, 9));
        var registers = period is not null && random.Next(3) > 0;
        return new Asked(set, number, registers, period);
    }

    private static Period D(int begin, int end) => Period.FromDays(begin, end);

    private sealed record Asked(int Set, int Number, bool Registers, Period? Period)
    {
        public void Play(Key key)
        {
            if (Registers)
                key.Register(Set, Number, Period!.Value);
            else
                key.Unregister(Set, Number, Period);
        }
    }

    /// <summary>One key, as deliveries leave it.</summary>
    private sealed class Key(bool mergeAdjacent = false)
    {
        private readonly PeriodSet rows = new();
        private readonly RowChanges changes = new();

        public List<KeyChange> Journal { get; } = [];

        public List<Period> Rows => [.. Enumerable.Range(0, rows.Count).Select(i => rows[i])];

        public void Register(int set, int number, Period period)
        {
            rows.Register(period, mergeAdjacent, changes);
            Note(set, number);
        }

        public void Unregister(int set, int number, Period? period)
        {
            rows.Unregister(period, changes);
            Note(set, number);
        }

        public List<Period> Without(RevertGroup group) => Apply(Rows, group.Back());

        /// <summary>Each line in its turn: what it takes must be there, and no two rows may begin on the same day in between.</summary>
        public static List<Period> Apply(List<Period> rows, IEnumerable<RowChange> lines)
        {
            List<Period> now = [.. rows];
            foreach (var line in lines)
            {
                if (line.Before is { } before)
                    Assert.True(now.Remove(before), $"{before} is not there");
                if (line.After is { } after)
                    now.Add(after);
                Assert.Equal(now.Count, now.Select(row => row.BeginDay).Distinct().Count());
            }
            now.Sort();
            return now;
        }

        private void Note(int set, int number) =>
            Journal.AddRange(changes.Changes.Select(change => new KeyChange(set, number, change.Before, change.After)));
    }
}
