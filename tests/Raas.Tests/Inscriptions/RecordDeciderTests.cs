using Raas.Domain;
using Raas.Inscriptions;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Tests.Inscriptions;

/// <summary>The rules of a record that registers or unregisters (contract §4, rules 1 to 3), without files, calls or a store.</summary>
public sealed class RecordDeciderTests
{
    private const int A = 0;
    private const int B = 1;
    private static readonly long Old = long.Parse(Numbers.Of(0));
    private static readonly long Current = long.Parse(Numbers.Of(1));

    private static readonly DossierType[] Types =
    [
        new(10, "A", Period.FromDays(100, Period.OpenEnd), "A", "A", "A"),
        new(20, "B", Period.FromDays(100, 200), "B", "B", "B"),
    ];

    private readonly DecidedChanges changed = new();

    private static KnownPerson Known(long ssin, long current, PersonState state = PersonState.Active, PersonIdentity? identity = null) =>
        new(ssin, current, state, identity);

    private static RecordRequest Register(long ssin, int begin, int end, int type = A, int number = 1) =>
        new()
        {
            Ssin = ssin, Number = number, Type = type, BeginDay = begin, EndDay = end, HasPeriod = true, Action = RequestAction.Register,
        };

    private static RecordRequest Unregister(long ssin, int begin, int end, int type = A, int number = 1) =>
        Register(ssin, begin, end, type, number) with { Action = RequestAction.Unregister };

    private static RecordRequest UnregisterAll(long ssin, int type = A) =>
        new() { Ssin = ssin, Number = 1, Type = type, Action = RequestAction.Unregister };

    private static InscriptionRow Row(long ssin, int begin, int end, int type = 10) => new(ssin, type, begin, end);

    private static string Line(InscriptionRow row) =>
        $"{(row.Ssin == Old ? "old" : "current")} {row.DossierTypeId} {row.BeginDay}-{row.EndDay}";

    private static IEnumerable<string> Left(DecidedRecord decided) => decided.Left.Select(p => $"{p.BeginDay}-{p.EndDay}");

    /// <summary>The rows in order of key, then the records one after the other.</summary>
    private (List<DecidedRecord> Decided, RecordDecider Decider) Decide(
        InscriptionRow[] rows, KnownPerson person, RecordRequest[] requests,
        bool follows = true, bool mergeAdjacent = false, PersonIdentity? given = null)
    {
        changed.Clear();
        var decider = new RecordDecider(Types, mergeAdjacent, follows, null);
        decider.Begin([.. rows.OrderBy(r => r.Ssin).ThenBy(r => r.DossierTypeId).ThenBy(r => r.BeginDay)], changed);
        List<DecidedRecord> decided = [.. requests.Select(request => decider.Decide(request, person, given))];
        decider.End();
        return (decided, decider);
    }

    [Fact]
    public void What_is_cleared_counts_no_longer_in_the_sums()
    {
        Decide([], Known(Old, Old), [Register(Old, 100, 120)]);
        var counted = changed.Sums.Take();
        Assert.Equal(RegisterSum.Of(Old, "A", Period.FromDays(100, 120)), counted.Rows);
        Assert.Equal(counted.Rows, counted.Journal);
        Decide([], Known(Old, Old), [Register(Old, 100, 120)]);
        changed.Clear();
        Assert.Equal(default, changed.Sums.Take());
    }

    [Fact]
    public void A_new_period_is_a_row_and_a_line_of_the_journal()
    {
        var (decided, decider) = Decide([], Known(Old, Old), [Register(Old, 100, 120)]);
        Assert.Equal((Outcome.Registered, RecordErrors.None), (decided[0].Outcome, decided[0].Errors));
        Assert.Equal((0L, false), (decided[0].Current, decided[0].Cancelled));
        Assert.Equal(["100-120"], Left(decided[0]));
        Assert.Equal(["old 10 100-120"], changed.Added.Select(Line));
        Assert.Empty(changed.Removed);
        Assert.Equal([new JournalRow(Old, 10, 1, 0, null, Period.FromDays(100, 120))], changed.Journal);
        Assert.Equal(0, decider.RowsTaken);
        Assert.False(changed.IsEmpty);
    }

    /// <summary>A later record sees what the earlier one did; written is only the difference.</summary>
    [Fact]
    public void What_one_record_brings_and_the_next_one_takes_leaves_nothing_but_the_journal()
    {
        var requests = new[] { Register(Old, 100, 120), Unregister(Old, 90, 130, number: 2) };
        var (decided, decider) = Decide([Row(Old, 300, 310)], Known(Old, Old), requests);
        Assert.Equal([Outcome.Registered, Outcome.Removed], decided.Select(d => d.Outcome));
        Assert.Empty(changed.Added);
        Assert.Empty(changed.Removed);
        Assert.Equal([(1, 0), (2, 0)], changed.Journal.Select(j => (j.RecordNumber, j.Part)));
        Assert.Equal(1, decider.RowsTaken);
    }

    [Fact]
    public void Each_line_of_one_record_has_its_place_in_the_journal()
    {
        var rows = new[] { Row(Old, 100, 110), Row(Old, 120, 130), Row(Old, 140, 150) };
        Decide(rows, Known(Old, Old), [Register(Old, 105, 145), UnregisterAll(Old) with { Number = 2 }]);
        Assert.Equal([(1, 0), (1, 1), (1, 2), (2, 0)], changed.Journal.Select(j => (j.RecordNumber, j.Part)));
        Assert.Equal(["old 10 100-110", "old 10 120-130", "old 10 140-150"], changed.Removed.Select(Line));
        Assert.Empty(changed.Added);
    }

    [Fact]
    public void Only_rows_of_the_same_number_and_type_are_met()
    {
        InscriptionRow[] rows =
            [Row(Old, 100, 110), Row(Old, 100, 110, 20), Row(Current, 100, 110), Row(Old, 150, 160), Row(Current, 100, 110, 20)];
        var (decided, _) = Decide(rows, Known(Old, Old), [Register(Old, 105, 115), Unregister(Old, 100, 105, B)]);
        Assert.Equal([Outcome.Merged, Outcome.Shortened], decided.Select(d => d.Outcome));
        Assert.Equal(["old 10 100-110", "old 20 100-110"], changed.Removed.Select(Line));
        Assert.Equal(["old 10 100-115", "old 20 106-110"], changed.Added.Select(Line));
    }

    [Theory]
    [InlineData(false, "100-110 111-120")]
    [InlineData(true, "100-120")]
    public void Rows_that_touch_become_one_where_the_institution_wants_it(bool mergeAdjacent, string rows)
    {
        Decide([Row(Old, 100, 110)], Known(Old, Old), [Register(Old, 111, 120)], mergeAdjacent: mergeAdjacent);
        var now = changed.Removed.Count == 0 ? new[] { Row(Old, 100, 110) }.Concat(changed.Added) : changed.Added;
        Assert.Equal(rows, string.Join(' ', now.Select(r => $"{r.BeginDay}-{r.EndDay}")));
    }

    [Fact]
    public void What_is_registered_already_changes_nothing_and_is_shown()
    {
        var (decided, _) = Decide([Row(Old, 100, 120)], Known(Old, Old), [Register(Old, 105, 110)]);
        Assert.Equal(Outcome.Unchanged, decided[0].Outcome);
        Assert.Equal(["100-120"], Left(decided[0]));
        Assert.True(changed.IsEmpty);
    }

    [Fact]
    public void A_replaced_number_is_registered_under_the_current_one()
    {
        var (decided, _) = Decide([], Known(Old, Current), [Register(Old, 100, 120)], follows: false);
        Assert.Equal((Outcome.Registered, Current), (decided[0].Outcome, decided[0].Current));
        Assert.Equal(["current 10 100-120"], changed.Added.Select(Line));
    }

    /// <summary>With autoReplace the rows under the current number are meant too; without it only those under the number given.</summary>
    [Theory]
    [InlineData(true, "current 10 100-110|old 10 120-130", 2)]
    [InlineData(false, "old 10 120-130", 1)]
    public void A_replaced_number_is_taken_out_under_those_that_are_meant(bool follows, string removed, long taken)
    {
        var (decided, decider) = Decide([Row(Old, 120, 130), Row(Current, 100, 110)], Known(Old, Current), [UnregisterAll(Old)], follows);
        Assert.Equal((Outcome.Removed, follows ? Current : 0), (decided[0].Outcome, decided[0].Current));
        Assert.Equal(removed.Split('|').Order(), changed.Removed.Select(Line).Order());
        Assert.Equal(taken, decider.RowsTaken);
    }

    [Theory]
    [InlineData(100, 110, 120, 130, 90, 200, Outcome.Removed)]
    [InlineData(100, 110, 120, 130, 90, 125, Outcome.Shortened)] // the current row goes, of the old one something is left
    [InlineData(100, 110, 120, 130, 105, 200, Outcome.Shortened)]
    [InlineData(100, 110, 120, 130, 105, 125, Outcome.Shortened)]
    [InlineData(100, 110, 120, 130, 90, 115, Outcome.Removed)] // only the current row is met
    [InlineData(100, 110, 120, 130, 115, 140, Outcome.Removed)]
    [InlineData(100, 110, 120, 130, 90, 105, Outcome.Shortened)]
    [InlineData(100, 110, 120, 130, 125, 140, Outcome.Shortened)]
    [InlineData(100, 110, 120, 130, 112, 118, Outcome.Unchanged)]
    public void The_outcome_is_that_of_the_rows_under_both_numbers(
        int begin, int end, int oldBegin, int oldEnd, int from, int until, Outcome outcome)
    {
        InscriptionRow[] rows = [Row(Current, begin, end), Row(Old, oldBegin, oldEnd)];
        var (decided, _) = Decide(rows, Known(Old, Current), [Unregister(Old, from, until)]);
        Assert.Equal(outcome, decided[0].Outcome);
    }

    /// <summary>Whatever was registered can be taken away, also of who is cancelled; who is cancelled cannot be registered.</summary>
    [Fact]
    public void A_cancelled_number_is_named_so()
    {
        var cancelled = Known(Old, Old, PersonState.Cancelled);
        var (decided, _) = Decide([Row(Old, 100, 110)], cancelled, [Register(Old, 100, 120), UnregisterAll(Old)]);
        Assert.Equal(
            [(Outcome.Rejected, RecordErrors.SsinCancelled, true), (Outcome.Removed, RecordErrors.None, true)],
            decided.Select(d => (d.Outcome, d.Errors, d.Cancelled)));
        Assert.Empty(decided[0].Left);
        Assert.Single(changed.Journal);
    }

    /// <summary>The answer shows the number it was applied to: the old one was replaced, and it is the current one that is
    /// cancelled.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Of_a_replaced_number_the_one_that_the_answer_shows_counts(bool follows, bool isCancelled)
    {
        var person = Known(Old, Current, PersonState.Cancelled);
        var (decided, _) = Decide([Row(Old, 100, 110)], person, [UnregisterAll(Old), Register(Old, 100, 120)], follows);
        Assert.Equal([(Outcome.Removed, isCancelled), (Outcome.Rejected, false)], decided.Select(d => (d.Outcome, d.Cancelled)));
    }

    [Fact]
    public void Nobody_who_is_active_is_called_cancelled()
    {
        var (decided, _) = Decide([], Known(Old, Current), [Register(Old, 100, 120), UnregisterAll(Old), Register(Old, 99, 120)]);
        Assert.Equal([false, false, false], decided.Select(d => d.Cancelled));
    }

    [Fact]
    public void Every_error_of_a_record_is_reported_and_nothing_is_written()
    {
        var jan = new PersonIdentity("Janssens", "Jan", IncompleteDate.OfYear(1980), Gender.Male);
        var an = new PersonIdentity("Peeters", "An", IncompleteDate.OfYear(1970), Gender.Female);
        var person = Known(Old, Old, PersonState.Cancelled, jan);
        var (decided, _) = Decide([], person, [Register(Old, 120, 110, RecordRequest.NoType)], given: an);
        Assert.Equal(
            RecordErrors.SsinCancelled | RecordErrors.DossierTypeInvalid | RecordErrors.PeriodInvalid | RecordErrors.IdentityDiffers,
            decided[0].Errors);
        Assert.Equal((Outcome.Rejected, 0L), (decided[0].Outcome, decided[0].Current));
        Assert.True(changed.IsEmpty);
    }

    [Fact]
    public void A_wrong_number_is_no_cancelled_one()
    {
        var wrong = long.Parse(Numbers.Wrong(0));
        var (decided, _) = Decide([], Known(wrong, wrong, PersonState.Cancelled), [Register(wrong, 100, 110), UnregisterAll(wrong)]);
        Assert.All(decided, d => Assert.Equal((Outcome.Rejected, RecordErrors.SsinInvalid, false), (d.Outcome, d.Errors, d.Cancelled)));
    }

    [Theory]
    [InlineData(A, 100, Period.OpenEnd, RecordErrors.None)]
    [InlineData(B, 100, Period.OpenEnd, RecordErrors.DossierTypeInvalid)]
    [InlineData(B, 100, 200, RecordErrors.None)]
    [InlineData(B, 99, 200, RecordErrors.DossierTypeInvalid)]
    [InlineData(RecordRequest.NoType, 100, 200, RecordErrors.DossierTypeInvalid)]
    public void A_dossier_type_holds_for_the_whole_period(int type, int begin, int end, RecordErrors errors)
    {
        var (decided, _) = Decide([], Known(Old, Old), [Register(Old, begin, end, type)]);
        Assert.Equal(errors, decided[0].Errors);
    }

    /// <summary>A period outside the validity of the type can be taken away; a period that ends before it begins cannot.</summary>
    [Theory]
    [InlineData(1, 5000, RecordErrors.None)]
    [InlineData(20, 10, RecordErrors.PeriodInvalid)]
    public void Taking_away_asks_only_for_a_period_that_is_one(int begin, int end, RecordErrors errors)
    {
        var (decided, _) = Decide([], Known(Old, Old, PersonState.Unknown), [Unregister(Old, begin, end, B)]);
        Assert.Equal(errors, decided[0].Errors);
        Assert.Equal(errors == RecordErrors.None ? Outcome.Unchanged : Outcome.Rejected, decided[0].Outcome);
    }

    [Fact]
    public void The_next_person_knows_nothing_of_the_one_before()
    {
        var decider = new RecordDecider(Types, false, true, null);
        for (var i = 0; i < 2; i++)
        {
            changed.Clear();
            decider.Begin([Row(Old, 100 + i, 110)], changed);
            decider.Decide(Register(Old, 105, 120), Known(Old, Old), null);
            decider.Decide(Register(Old, 100, 120, B), Known(Old, Old), null);
            decider.End();
            Assert.Equal([$"old 10 {100 + i}-110"], changed.Removed.Select(Line));
            Assert.Equal([$"old 10 {100 + i}-120", "old 20 100-120"], changed.Added.Select(Line));
            Assert.Equal([0, 0], changed.Journal.Select(j => j.Part));
        }
    }
}
