using Raas.Host.Soap;
using Raas.Nights;
using Raas.Operations;
using static Raas.Tests.Oracle.Story;

namespace Raas.Tests.Oracle;

/// <summary>The sentences on REPLACEMENT (§5, 2; issue 12, C3 and C4), one test each, named after the sentence.</summary>
public sealed class SentencesOnReplacementsTests
{
    private static readonly Institution Follows = new(I);
    private static readonly Institution Stays = new(Other) { AutoReplace = false };

    private static string Event(long id, string kind, int date = 1) => $"{House.Bcss} {id} {kind} {Time.Text(Day(date))}";

    [Fact]
    public void Move_inscriptions_of_a_replaced_Ssin_to_the_current_one_merging_periods_for_institutions_with_autoReplace_on() =>
        Story.Of(Follows, Stays)
        .Sends(2, I, Register(A, "A", "2018-01-01", "2018-12-31"), Register(A, "B", "2020-01-01"),
            Register(C, "A", "2018-06-01", "2019-12-31")).Sends(2, Other, Register(A, "A", "2018-01-01"))
        .Bcss(3, Replaced(1, A, B), Replaced(2, B, C))
        .Says(3, $"2 register {I}", $"{C} A 2018-01-01..2019-12-31", $"{C} B 2020-01-01..")
        .Says(3, $"2 register {Other}", $"{A} A 2018-01-01..")
        .Says(3, $"3 REPLACEMENT {I}",
            $"{A} replacedBy {C} {Event(1, "REPLACEMENT")} A 2018-01-01..2018-12-31 MERGED 2018-01-01..2019-12-31",
                $"{A} replacedBy {C} {Event(1, "REPLACEMENT")} B 2020-01-01.. MOVED")
        .Says(3, $"3 REPLACEMENT {Other}", $"{A} replacedBy {C} {Event(1, "REPLACEMENT")} A 2018-01-01.. NONE").Holds();

    [Fact]
    public void Notify_those_with_notifyReplacements() => Story.Of(Follows with { NotifyReplacements = false })
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B)).Says(3, $"2 register {I}", $"{B} A 2018-01-01..")
        .SaysNothing(3, $"3 REPLACEMENT {I}").Holds();

    [Fact]
    public void When_a_replacement_turns_out_to_be_a_mistake_the_inscriptions_that_it_had_moved_go_back_as_they_were() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01", "2018-12-31"), Register(B, "A", "2018-06-01", "2019-12-31"))
        .Bcss(3, Replaced(1, A, B)).Night(4).Bcss(5, Annulled(2, A, B))
        .Says(5, $"2 register {I}", $"{A} A 2018-01-01..2018-12-31", $"{B} A 2018-06-01..2019-12-31")
        .Says(5, $"3 REPLACEMENT {I}", $"{A} {Event(2, "REPLACEMENT-ANNULLED")} A 2018-01-01..2018-12-31 MOVED").Holds();

    [Fact]
    public void Those_that_the_institution_has_changed_since_stay_with_changedSince() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01", "2018-12-31")).Bcss(3, Replaced(1, A, B))
        .Sends(4, I, Unregister(B, "A", "2018-12-01", "2018-12-31")).Bcss(5, Annulled(2, A, B))
        .Says(5, $"2 register {I}", $"{B} A 2018-01-01..2018-11-30")
        .Says(5, $"3 REPLACEMENT {I}", $"{A} {Event(2, "REPLACEMENT-ANNULLED")} A 2018-01-01..2018-12-31 NONE changedSince").Holds();

    [Fact]
    public void Rows_that_the_institution_changed_and_changed_back_count_as_unchanged() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01", "2018-12-31")).Bcss(3, Replaced(1, A, B))
        .Sends(4, I, Register(B, "A", "2018-06-01", "2019-12-31"), Unregister(B, "A", "2019-01-01", "2019-12-31"))
        .Bcss(5, Annulled(2, A, B))
        .Says(5, $"2 register {I}", $"{A} A 2018-01-01..2018-12-31").Holds();

    [Fact]
    public void A_row_that_the_institution_removed_meanwhile_does_not_stand_where_it_stood() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B)).Sends(4, I, Unregister(B, "A")).Bcss(5, Annulled(2, A, B))
        .Says(5, $"2 register {I}").Says(5, $"3 REPLACEMENT {I}").Holds();

    [Fact]
    public void On_the_day_of_a_further_replacement_the_rows_that_stand_elsewhere_for_the_number_given_are_meant_too() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01"), Register(B, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B), Replaced(2, B, C))
        .Sends(3, I, Unregister(C, "A", "2019-01-01", "2019-12-31"), Unregister(B, "A", "2020-07-01"),
            Unregister(A, "A", "2018-01-01", "2018-06-30"))
        .Says(3, $"1 answer {I} 2",
            $"1 unregister {C} A SHORTENED [2018-01-01..2018-12-31 2018-01-01..2018-12-31 2020-01-01.. 2020-01-01..] OK MSG00000",
            $"2 unregister {C} replaces {B} A SHORTENED [2020-01-01..2020-06-30 2020-01-01..2020-06-30] OK MSG00000",
            $"3 unregister {C} replaces {A} A SHORTENED [2018-07-01..2018-12-31 2018-07-01..2018-12-31] OK MSG00000")
        .Says(3, $"2 register {I}", $"{C} A 2018-07-01..2018-12-31", $"{C} A 2020-01-01..2020-06-30").Holds();

    [Fact]
    public void They_list_only_what_moved() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01", "2018-12-31"), Register(B, "A", "2018-06-01", "2019-12-31"))
        .Bcss(3, Replaced(1, A, B)).Bcss(4, Replaced(2, B, C), Annulled(3, A, B))
        .Says(4, $"2 register {I}", $"{A} A 2018-01-01..2018-12-31", $"{C} A 2018-06-01..2019-12-31")
        .Says(4, $"3 REPLACEMENT {I}", $"{A} {Event(3, "REPLACEMENT-ANNULLED")} A 2018-01-01..2018-12-31 MOVED",
            $"{B} replacedBy {C} {Event(2, "REPLACEMENT")} A 2018-06-01..2019-12-31 MOVED").Holds();

    [Fact]
    public void Per_replacement_that_concerns_the_institution_also_where_two_of_them_move_one_row() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01"), Register(B, "A", "2019-01-01", "2019-12-31"))
        .Bcss(3, Replaced(1, A, B)).Bcss(4, Annulled(2, A, B), Replaced(3, B, C), Replaced(4, A, C))
        .Says(4, $"2 register {I}", $"{C} A 2018-01-01..")
        .Says(4, $"3 REPLACEMENT {I}", $"{A} replacedBy {C} {Event(4, "REPLACEMENT")} A 2018-01-01.. MOVED",
            $"{B} replacedBy {C} {Event(3, "REPLACEMENT")} A 2018-01-01.. MOVED").Holds();

    [Fact]
    public void Or_had_before_an_earlier_replacement_also_who_has_ceased_to_follow_is_told() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B))
        .Imports(4, Follows with { AutoReplace = false }).Bcss(4, Annulled(2, A, B))
        .Says(4, $"2 register {I}", $"{B} A 2018-01-01..")
        .Says(4, $"3 REPLACEMENT {I}", $"{A} {Event(2, "REPLACEMENT-ANNULLED")} A 2018-01-01.. NONE").Holds();

    [Fact]
    public void What_an_institution_was_told_is_not_told_again_when_only_the_path_changed() => Story.Of(Follows, Stays)
        .Sends(2, Other, Register(D, "A", "2018-01-01")).Sends(2, I, Register(D, "A", "2018-01-01"))
        .Bcss(3, Replaced(1, D, A), Replaced(2, A, B))
        .Bcss(4, Annulled(3, A, B), Replaced(4, A, C), Replaced(5, C, B)).Says(4, $"3 REPLACEMENT {Other}").Says(4, $"3 REPLACEMENT {I}")
        .Holds();

    [Fact]
    public void Cancellations_are_told_to_whoever_holds_the_number() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Cancelled(1, A))
        .Says(3, $"3 REPLACEMENT {I}", $"{A} canceled {Event(1, "CANCELLATION")} A 2018-01-01.. NONE")
        .Says(3, $"2 register {I}", $"{A} A 2018-01-01..").Holds();

    [Fact]
    public void Or_one_that_stands_for_it_through_replacements_or_that_they_lead_to_it() => Story.Of(Follows, Stays)
        .Sends(2, I, Register(B, "A", "2018-01-01"))
        .Sends(2, Other, Register(B, "A", "2018-01-01"), Register(C, "A", "2018-01-01"), Register(D, "B", "2018-01-01"))
        .Bcss(3, Replaced(1, D, A), Replaced(2, A, B), Replaced(3, C, B)).Bcss(4, Cancelled(4, A))
        .Says(4, $"3 REPLACEMENT {I}", $"{A} canceled replacedBy {B} {Event(4, "CANCELLATION")} A 2018-01-01.. NONE")
        .Says(4, $"3 REPLACEMENT {Other}", $"{A} canceled replacedBy {B} {Event(4, "CANCELLATION")} A 2018-01-01.. NONE",
            $"{A} canceled replacedBy {B} {Event(4, "CANCELLATION")} B 2018-01-01.. NONE").Holds();

    [Fact]
    public void A_number_cancelled_before_to_which_a_replacement_leads_only_now_is_told_beside_the_replacement() => Story.Of(Stays)
        .Sends(2, Other, Register(A, "A", "2018-01-01"), Register(C, "B", "2018-01-01"))
        .Bcss(3, Cancelled(1, B)).Bcss(4, Replaced(2, A, B), Replaced(3, B, C))
        .Says(3, $"3 REPLACEMENT {Other}")
        .Says(4, $"3 REPLACEMENT {Other}", $"{A} replacedBy {C} {Event(2, "REPLACEMENT")} A 2018-01-01.. NONE",
            $"{B} canceled replacedBy {C} {Event(1, "CANCELLATION")} A 2018-01-01.. NONE").Holds();

    [Fact]
    public void Cancellations_are_told_whichever_night_they_fell_in() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B), Cancelled(2, B))
        .Says(3, $"3 REPLACEMENT {I}", $"{A} replacedBy {B} {Event(1, "REPLACEMENT")} A 2018-01-01.. MOVED",
            $"{B} canceled {Event(2, "CANCELLATION")} A 2018-01-01.. NONE").Holds();

    [Fact]
    public void Cancellations_are_told_beside_an_annulment_and_a_renewed_replacement_with_the_id_of_their_own_event() => Story.Of(Stays)
        .Sends(2, Other, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B))
        .Bcss(4, Cancelled(2, A), Annulled(3, A, B), Replaced(4, A, B))
        .Says(4, $"3 REPLACEMENT {Other}", $"{A} canceled replacedBy {B} {Event(2, "CANCELLATION")} A 2018-01-01.. NONE").Holds();
}
