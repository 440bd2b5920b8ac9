using CsCheck;

namespace Raas.Domain.Tests;

public sealed class ReplacementsTests
{
    private readonly Replacements replacements = new();

    [Fact]
    public void Current_follows_a_chain_to_its_end()
    {
        Load((1, 2), (2, 3), (3, 4));
        Assert.Equal([4, 4, 4, 4, 9], Current(1, 2, 3, 4, 9));
        Assert.Equal([1, 2, 3], replacements.LeadingTo(4).Order());
        Assert.True(replacements.TryGetSuccessor(1, out var successor));
        Assert.Equal(2, successor);
    }

    [Fact]
    public void Two_old_numbers_can_give_way_to_one()
    {
        Load((1, 3), (2, 3));
        Assert.Equal([3, 3], Current(1, 2));
        Assert.Equal([1, 2], replacements.LeadingTo(3).Order());
    }

    [Fact]
    public void Add_moves_everything_behind()
    {
        Load((1, 2), (5, 2));
        Assert.Equal(ReplacementDecision.Added, replacements.Add(2, 7));
        Assert.Equal([7, 7, 7], Current(1, 5, 2));
    }

    [Theory]
    [InlineData(3, 1, ReplacementDecision.WouldCycle)]
    [InlineData(4, 4, ReplacementDecision.WouldCycle)]
    [InlineData(1, 2, ReplacementDecision.AlreadyKnown)]
    [InlineData(1, 3, ReplacementDecision.OtherSuccessor)]
    [InlineData(1, 9, ReplacementDecision.OtherSuccessor)]
    [InlineData(2, 1, ReplacementDecision.OtherSuccessor)] // two reasons, and the first one to clear away
    [InlineData(3, 9, ReplacementDecision.Added)]
    [InlineData(9, 1, ReplacementDecision.Added)]
    public void Add_decides(long oldSsin, long newSsin, ReplacementDecision expected)
    {
        Load((1, 2), (2, 3));
        Assert.Equal(expected, replacements.Add(oldSsin, newSsin));
        Assert.Equal(expected == ReplacementDecision.Added ? 3 : 2, replacements.Count);
    }

    [Fact]
    public void Remove_in_the_middle_leaves_two_chains()
    {
        Load((1, 2), (2, 3), (3, 4));
        Assert.True(replacements.Remove(2, 3));
        Assert.Equal([2, 2, 4, 4], Current(1, 2, 3, 4));
        Assert.Equal([1], replacements.LeadingTo(2));
        Assert.Equal([3], replacements.LeadingTo(4));
        Assert.Equal(ReplacementDecision.Added, replacements.Add(4, 1));
        Assert.Equal([2, 2], Current(3, 4));
    }

    [Fact]
    public void Remove_is_false_when_we_do_not_have_it()
    {
        Load((1, 2));
        Assert.False(replacements.Remove(1, 3));
        Assert.False(replacements.Remove(2, 1));
        Assert.True(replacements.Remove(1, 2));
        Assert.False(replacements.Remove(1, 2));
    }

    [Fact]
    public void Load_throws_when_the_store_contradicts_itself()
    {
        Load((1, 2), (1, 2), (2, 3));
        Assert.Throws<InvalidOperationException>(() => replacements.Load(1, 5));
        Assert.Throws<InvalidOperationException>(() => replacements.Load(3, 1));
        replacements.Clear();
        Assert.Equal(1, replacements.Current(1));
        Assert.Empty(replacements.LeadingTo(2));
        Assert.Equal(0, replacements.Count);
    }

    [Fact]
    public void Any_sequence_agrees_with_brute_force()
    {
        var step = Gen.Select(Gen.Long[1, 9], Gen.Long[1, 9], Gen.Int[0, 4]);
        step.Array[1, 40].Sample(
            steps =>
            {
                var all = new Replacements();
                var pairs = new HashSet<(long Old, long New)>();
                foreach (var (old, now, kind) in steps)
                    Apply(all, pairs, old, now, annul: kind == 0);
            },
            iter: 300);
    }

    private static void Apply(Replacements all, HashSet<(long Old, long New)> pairs, long old, long now, bool annul)
    {
        Assert.Equal(old == now || Reach(pairs, now).Contains(old), all.WouldCycle(old, now));
        if (annul)
            Assert.Equal(pairs.Remove((old, now)), all.Remove(old, now));
        else if (pairs.Contains((old, now)))
            Assert.Equal(ReplacementDecision.AlreadyKnown, all.Add(old, now));
        else if (pairs.Any(pair => pair.Old == old))
            Assert.Equal(ReplacementDecision.OtherSuccessor, all.Add(old, now));
        else if (old == now || Reach(pairs, now).Contains(old))
            Assert.Equal(ReplacementDecision.WouldCycle, all.Add(old, now));
        else
            Assert.Equal(pairs.Add((old, now)), all.Add(old, now) == ReplacementDecision.Added);

        Assert.Equal(pairs.Count, all.Count);
        var reached = Range().ToDictionary(ssin => ssin, ssin => Reach(pairs, ssin));
        foreach (var ssin in Range())
        {
            Assert.Equal(reached[ssin].Append(ssin).Single(end => pairs.All(pair => pair.Old != end)), all.Current(ssin));
            Assert.Equal(Range().Where(other => reached[other].Contains(ssin)), all.LeadingTo(ssin).Order());
        }
    }

    // Everything that can be reached in one step or more: pairs joined to themselves until nothing is added.
    private static HashSet<long> Reach(HashSet<(long Old, long New)> pairs, long from)
    {
        HashSet<long> reached = [.. pairs.Where(pair => pair.Old == from).Select(pair => pair.New)];
        while (pairs.Any(pair => reached.Contains(pair.Old) && !reached.Contains(pair.New)))
            reached.UnionWith(pairs.Where(pair => reached.Contains(pair.Old)).Select(pair => pair.New).ToList());
        return reached;
    }

    private static IEnumerable<long> Range() => Enumerable.Range(1, 9).Select(number => (long)number);

    private void Load(params (long Old, long New)[] pairs) => Array.ForEach(pairs, pair => replacements.Load(pair.Old, pair.New));

    private long[] Current(params long[] numbers) => [.. numbers.Select(replacements.Current)];
}
