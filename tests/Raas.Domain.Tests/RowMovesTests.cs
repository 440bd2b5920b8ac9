namespace Raas.Domain.Tests;

/// <summary>How the inscriptions of one institution and type follow replaced numbers, and come back.</summary>
public sealed class RowMovesTests
{
    private readonly RowMoves moves = new();

    private static Period P(int begin, int end) => Period.FromDays(begin, end);

    private RowMoves With(params (long Ssin, Period Row)[] rows)
    {
        moves.Clear();
        foreach (var (ssin, row) in rows)
            moves.AddRow(ssin, row);
        return moves;
    }

    /// <summary>Number 1 is replaced by 2, as far as <paramref name="to"/> says.</summary>
    private static Func<long, long?> Now(params (long From, long To)[] to) =>
        ssin => to.Where(t => t.From == ssin).Select(t => (long?)t.To).FirstOrDefault();

    private IEnumerable<string> After() => moves.Numbers.SelectMany(n => n.After.Select(row => $"{n.Ssin}: {row.BeginDay}-{row.EndDay}"));

    private IEnumerable<string> Kept() =>
        moves.Numbers.SelectMany(n => n.Kept.Select(p => $"{p.Origin} under {p.Holder}: {p.Period.BeginDay}-{p.Period.EndDay}"));

    private IEnumerable<string> Standing(bool followed) => moves.Standing(followed)
        .Select(s => $"{s.Ssin}: {s.Row.BeginDay}-{s.Row.EndDay} of {string.Join(' ', s.Origins)}");

    private static string Line(MovedInscription m) =>
        $"{m.Period.BeginDay}-{m.Period.EndDay} {m.Effect}{(m.Result is { } r ? $" {r.BeginDay}-{r.EndDay}" : "")}"
            + $"{(m.ChangedSince ? " changed" : "")}";

    [Fact]
    public void A_row_moves_and_its_origin_is_kept()
    {
        var now = Now((1, 2));
        With((1, P(10, 20))).Follow(now, false);
        Assert.Equal(["2: 10-20"], After());
        Assert.Equal(["1 under 2: 10-20"], Kept());
        Assert.Equal(["10-20 Moved"], moves.LeftFrom(1, now).Select(Line));
        Assert.Equal(["1: 10-20 of 1"], Standing(followed: false));
        Assert.Equal(["2: 10-20 of 1"], Standing(followed: true));
    }

    [Theory]
    [InlineData(false, "2: 10-20", "2: 21-30")]
    [InlineData(true, "2: 10-30")]
    public void Rows_that_touch_become_one_where_the_institution_wants_it(bool mergeAdjacent, params string[] rows)
    {
        With((1, P(10, 20)), (2, P(21, 30))).Follow(Now((1, 2)), mergeAdjacent);
        Assert.Equal(rows, After());
    }

    [Fact]
    public void Rows_that_overlap_become_one_and_go_apart_again()
    {
        var now = Now((1, 2));
        With((1, P(10, 20)), (2, P(15, 30))).Follow(now, false);
        Assert.Equal(["2: 10-30"], After());
        Assert.Equal(["10-20 Merged 10-30"], moves.LeftFrom(1, now).Select(Line));
        Assert.Equal(["1 under 2: 10-20", "2 under 2: 15-30"], Kept());

        var back = Now((1, 1));
        With((2, P(10, 30)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(2, 2, P(15, 30)));
        moves.Follow(back, false);
        Assert.Equal(["1: 10-20", "2: 15-30"], After());
        Assert.Equal(["10-20 Moved"], moves.ComingFrom(1, origin => origin == 1, back).Select(Line));
        Assert.Empty(Kept());
    }

    [Fact]
    public void What_the_institution_changed_since_stays_and_is_told()
    {
        var back = Now((1, 1));
        With((2, P(10, 25)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(2, 2, P(15, 30)));
        moves.Follow(back, false);
        Assert.Equal(["2: 10-25"], After());
        Assert.Equal(["10-20 None changed"], moves.ComingFrom(1, origin => origin == 1, back).Select(Line));
    }

    [Fact]
    public void A_row_that_swallows_another_is_merged_though_it_stays_as_it_was()
    {
        var now = Now((1, 2));
        With((1, P(10, 30)), (2, P(15, 20))).Follow(now, false);
        Assert.Equal(["2: 10-30"], After());
        Assert.Equal(["10-30 Merged 10-30"], moves.LeftFrom(1, now).Select(Line));
    }

    [Fact]
    public void A_piece_goes_on_with_the_number_it_stands_under_when_nothing_happened_to_its_own()
    {
        var now = Now((2, 3));
        With((2, P(10, 20)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.Follow(now, false);
        Assert.Equal(["3: 10-20"], After());
        Assert.Equal(["1 under 3: 10-20"], Kept());
    }

    [Fact]
    public void What_had_become_one_row_and_goes_one_way_is_told_as_the_row()
    {
        var now = Now((2, 3));
        With((2, P(10, 30)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(2, 2, P(15, 30)));
        moves.Follow(now, false);
        Assert.Equal(["3: 10-30"], After());
        Assert.Equal(["1 under 3: 10-20", "2 under 3: 15-30"], Kept());
        Assert.Equal(["10-30 Moved"], moves.LeftFrom(2, now).Select(Line));
    }

    [Fact]
    public void What_had_become_one_row_goes_different_ways_again()
    {
        var now = Now((1, 1), (2, 3), (4, 3));
        With((2, P(10, 40)));
        moves.AddPiece(new Piece(4, 2, P(25, 40)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(2, 2, P(15, 30)));
        moves.Follow(now, false);
        Assert.Equal(["1: 10-20", "3: 15-40"], After());
        Assert.Equal(["15-30 Merged 15-40", "25-40 Merged 15-40"], moves.LeftFrom(2, now).Select(Line));
        Assert.Equal(["10-20 Moved"], moves.ComingFrom(1, origin => origin == 1, now).Select(Line));
    }

    /// <summary>The institution joined rows that touch, and does so no more; or the other way round.</summary>
    [Theory]
    [InlineData(false, 10, 30, 0, 0)]
    [InlineData(true, 10, 20, 21, 30)]
    public void Pieces_are_recognised_though_the_setting_was_another_one(bool mergeAdjacent, int begin, int end, int nextBegin, int nextEnd)
    {
        With((2, P(begin, end)));
        if (nextEnd > 0)
            moves.AddRow(2, P(nextBegin, nextEnd));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(2, 2, P(21, 30)));
        moves.Follow(Now((1, 1)), mergeAdjacent);
        Assert.Equal(["1: 10-20", "2: 21-30"], After());
    }

    [Fact]
    public void Rows_that_touch_stay_apart_where_nothing_came_and_nothing_went()
    {
        With((1, P(1, 5)), (1, P(6, 9))).Follow(Now(), true);
        Assert.Equal(["1: 1-5", "1: 6-9"], After());
    }

    [Fact]
    public void One_comes_and_one_goes_and_the_third_stays()
    {
        With((2, P(10, 20)), (2, P(40, 50)), (5, P(60, 70)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.Follow(Now((1, 1), (5, 2)), false);
        Assert.Equal(["1: 10-20", "2: 40-50", "2: 60-70"], After());
    }

    /// <summary>So that they go back as the two rows that they were.</summary>
    [Fact]
    public void Pieces_of_one_number_that_touch_are_kept_apart()
    {
        With((1, P(10, 20)), (1, P(21, 30))).Follow(Now((1, 2)), true);
        Assert.Equal(["2: 10-30"], After());
        Assert.Equal(["1 under 2: 10-20", "1 under 2: 21-30"], Kept());
    }

    [Fact]
    public void Of_a_row_that_the_institution_removed_nothing_is_told()
    {
        var back = Now((1, 1));
        With((2, P(40, 50)), (2, P(60, 70)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(1, 2, P(60, 70)));
        moves.Follow(back, false);
        Assert.Equal(["60-70 Moved"], moves.ComingFrom(1, origin => origin == 1, back).Select(Line));
        Assert.Empty(moves.LeftFrom(9, back));
    }

    [Fact]
    public void The_next_group_knows_nothing_of_the_one_before()
    {
        var back = Now((1, 1));
        With((2, P(10, 25)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        moves.AddPiece(new Piece(3, 2, P(15, 22)));
        moves.AddPiece(new Piece(3, 2, P(70, 80)));
        moves.Follow(back, false);
        With((2, P(10, 20)));
        moves.AddPiece(new Piece(1, 2, P(10, 20)));
        Assert.Equal(["2: 10-20 of 1"], Standing(followed: false));
        moves.Follow(back, false);
        Assert.Equal(["1: 10-20"], After());
        Assert.Equal(["10-20 Moved"], moves.ComingFrom(1, _ => true, back).Select(Line));
        Assert.Equal(["1: 10-20 of 1"], Standing(followed: true));
    }

    [Fact]
    public void A_chain_is_followed_to_its_end_and_two_numbers_may_end_in_one()
    {
        var now = Now((1, 3), (2, 3));
        With((1, P(1, 5)), (2, P(4, 9)), (3, P(20, 30))).Follow(now, false);
        Assert.Equal(["3: 1-9", "3: 20-30"], After());
        Assert.Equal(["1 under 3: 1-5", "2 under 3: 4-9", "3 under 3: 20-30"], Kept());
    }

    [Fact]
    public void Where_nothing_changed_nothing_moves()
    {
        With((1, P(1, 5)), (2, P(4, 9))).Follow(Now(), false);
        Assert.Equal(["1: 1-5", "2: 4-9"], After());
        Assert.Equal(["1-5 None"], moves.LeftFrom(1, Now()).Select(Line));
        Assert.Empty(Kept());
    }
}
