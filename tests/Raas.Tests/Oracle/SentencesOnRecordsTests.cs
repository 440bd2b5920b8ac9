using Raas.Nights;
using Raas.Operations;
using static Raas.Tests.Oracle.Story;

namespace Raas.Tests.Oracle;

/// <summary>The sentences of the contract on what a record of an institution does (§4, rules 1 to 5), one test each, named after the
/// sentence.</summary>
public sealed class SentencesOnRecordsTests
{
    private static readonly Institution Follows = new(I);
    private static readonly Institution Stays = new(I) { AutoReplace = false };

    [Fact]
    public void Check_digits() => Story.Of(Follows).Sends(2, I, Register(Wrong, "A", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {Wrong} A REJECTED [] NOK MSG00011").Holds();

    [Fact]
    public void Known_to_the_authentic_source() => Story.Of(Follows).Sends(2, I, Register(Unknown, "A", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {Unknown} A REJECTED [] NOK MSG00005").Holds();

    [Fact]
    public void Cancelled_without_successor() => Story.Of(Follows).Bcss(2, Cancelled(1, A)).Sends(2, I, Register(A, "A", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REJECTED [] NOK RAA20001").Holds();

    [Fact]
    public void Cancelled_with_a_successor_is_applied_under_the_successor() => Story.Of(Follows)
        .Bcss(2, Replaced(1, A, B), Cancelled(2, A)).Sends(2, I, Register(A, "A", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {B} replaces {A} A REGISTERED [2020-01-01..] OK MSG00000").Holds();

    [Fact]
    public void Replaced_is_applied_under_the_current_Ssin_chains_resolved() => Story.Of(Stays)
        .Bcss(2, Replaced(1, A, B), Replaced(2, B, C)).Sends(2, I, Register(A, "A", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {C} replaces {A} A REGISTERED [2020-01-01..] OK MSG00000")
        .Says(2, $"2 register {I}", $"{C} A 2020-01-01..").Holds();

    [Fact]
    public void Dossier_type_defined_for_this_institution_and_valid_on_the_whole_period() =>
        Story.Of(Follows with { Types = [new("A", Time.Of("2000-01-01"), Time.Of("2020-12-31"))] })
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-12-31"), Register(A, "A", "2021-01-01"),
            Register(A, "A", "1999-12-31", "2020-01-01"), Register(A, "X", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REGISTERED [2020-01-01..2020-12-31] OK MSG00000",
            $"2 register {A} A REJECTED [] NOK RAA20002",
            $"3 register {A} A REJECTED [] NOK RAA20002", $"4 register {A} X REJECTED [] NOK RAA20002").Holds();

    [Fact]
    public void Begin_not_after_end() => Story.Of(Follows).Sends(2, I, Register(A, "A", "2020-01-02", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REJECTED [] NOK RAA20003").Holds();

    [Fact]
    public void Identity_given_and_different_one_information_per_field_that_differs() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2020-01-01", who: new Identity("Beta", "Jan", "1981-01-01")))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REJECTED [] NOK RAA20004 birthDate lastName").Holds();

    [Fact]
    public void Every_error_of_a_record_is_reported_not_the_first() => Story.Of(Follows)
        .Sends(2, I, Register(A, "X", "2021-01-01", "2020-01-01", new Identity("Beta", "Jan", "1980-01-01")),
            Register(Unknown, "X", "2021-01-01", "2020-01-01"), Unregister(Wrong, "X", "2021-01-01", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} X REJECTED [] NOK RAA20002 RAA20003 RAA20004 lastName",
            $"2 register {Unknown} X REJECTED [] NOK MSG00005 RAA20002 RAA20003",
            $"3 unregister {Wrong} X REJECTED [] NOK MSG00011 RAA20002 RAA20003").Holds();

    [Fact]
    public void A_rejected_results_ssin_is_as_it_was_sent() => Story.Of(Follows)
        .Bcss(2, Replaced(1, A, B)).Sends(2, I, Register(A, "X", "2020-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} X REJECTED [] NOK RAA20002").Holds();

    [Fact]
    public void Periods_that_overlap_become_one_row_from_the_earliest_begin_to_the_latest_end_open_end_wins() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-06-30"), Register(A, "A", "2021-01-01", "2021-12-31"),
            Register(A, "A", "2020-06-30", "2021-01-01"), Register(A, "A", "2021-12-31"), Register(A, "A", "2021-03-01", "2021-04-01"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REGISTERED [2020-01-01..2020-06-30] OK MSG00000",
            $"2 register {A} A REGISTERED [2021-01-01..2021-12-31] OK MSG00000",
            $"3 register {A} A MERGED [2020-01-01..2021-12-31] OK MSG00000", $"4 register {A} A MERGED [2020-01-01..] OK MSG00000",
                $"5 register {A} A UNCHANGED [2020-01-01..] OK MSG00000")
        .Says(2, $"2 register {I}", $"{A} A 2020-01-01..").Holds();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Periods_that_only_touch_stay_apart_unless_mergeAdjacent_is_on(bool on) => Story.Of(Follows with { MergeAdjacent = on })
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-06-30"), Register(A, "A", "2020-07-01", "2020-12-31"),
            Register(A, "A", "2021-01-02"))
        .Says(2, $"2 register {I}", on ? [$"{A} A 2020-01-01..2020-12-31", $"{A} A 2021-01-02.."]
            : [$"{A} A 2020-01-01..2020-06-30", $"{A} A 2020-07-01..2020-12-31", $"{A} A 2021-01-02.."]).Holds();

    [Fact]
    public void Unregister_without_period_removes_every_row_of_that_Ssin_and_type() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-06-30"), Register(A, "A", "2021-01-01"), Register(A, "B", "2021-01-01"),
            Unregister(A, "A"))
        .Says(2, $"2 register {I}", $"{A} B 2021-01-01..").Holds();

    [Fact]
    public void With_a_period_it_subtracts_it_rows_are_shortened_split_or_removed() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-12-31"), Register(B, "A", "2020-01-01"),
            Register(C, "A", "2020-03-01", "2020-03-31"),
            Unregister(A, "A", "2020-06-01"), Unregister(B, "A", "2020-06-01", "2020-06-30"),
                Unregister(C, "A", "2020-01-01", "2020-12-31"))
        .Says(2, $"1 answer {I} 1", $"1 register {A} A REGISTERED [2020-01-01..2020-12-31] OK MSG00000",
            $"2 register {B} A REGISTERED [2020-01-01..] OK MSG00000", $"3 register {C} A REGISTERED [2020-03-01..2020-03-31] OK MSG00000",
            $"4 unregister {A} A SHORTENED [2020-01-01..2020-05-31] OK MSG00000",
                $"5 unregister {B} A SHORTENED [2020-01-01..2020-05-31 2020-07-01..] OK MSG00000",
                    $"6 unregister {C} A REMOVED [] OK MSG00000")
        .Says(2, $"2 register {I}", $"{A} A 2020-01-01..2020-05-31", $"{B} A 2020-01-01..2020-05-31", $"{B} A 2020-07-01..").Holds();

    [Fact]
    public void Nothing_there_OK_outcome_UNCHANGED() => Story.Of(Follows).Sends(2, I, Unregister(A, "A"), Unregister(Unknown, "A"))
        .Says(2, $"1 answer {I} 1", $"1 unregister {A} A UNCHANGED [] OK MSG00000", $"2 unregister {Unknown} A UNCHANGED [] OK MSG00000")
        .Holds();

    [Fact]
    public void With_autoReplace_a_replaced_number_means_the_rows_under_it_and_under_its_current_number() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2020-12-31"), Register(B, "A", "2021-06-01"))
        .Bcss(3, Replaced(1, A, B)).Sends(3, I, Unregister(A, "A"))
        .Says(3, $"1 answer {I} 2", $"1 unregister {B} replaces {A} A REMOVED [] OK MSG00000").Says(3, $"2 register {I}").Holds();

    [Fact]
    public void Without_autoReplace_only_those_under_the_number_given() => Story.Of(Stays)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Replaced(1, A, B))
        .Sends(3, I, Register(B, "A", "2020-01-01"), Unregister(A, "A"))
        .Says(3, $"1 answer {I} 2", $"1 register {B} A REGISTERED [2020-01-01..] OK MSG00000", $"2 unregister {A} A REMOVED [] OK MSG00000")
        .Says(3, $"2 register {I}", $"{B} A 2020-01-01..").Holds();

    [Fact]
    public void On_the_day_of_an_annulment_never_UNCHANGED_for_a_row_that_comes_back_that_night() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B, 3)).Bcss(4, Annulled(2, A, B, 4))
        .Sends(4, I, Unregister(A, "A")).Night(5)
        .Says(4, $"1 answer {I} 2", $"1 unregister {A} A REMOVED [] OK MSG00000").Says(4, $"2 register {I}").Says(5, $"2 register {I}")
        .Holds();

    [Fact]
    public void On_the_day_of_a_further_replacement_the_rows_that_stand_elsewhere_for_the_number_given_are_meant_too() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01")).Bcss(3, Replaced(1, A, B, 3)).Bcss(4, Replaced(2, B, C, 4))
        .Sends(4, I, Unregister(A, "A"))
        .Says(4, $"1 answer {I} 2", $"1 unregister {C} replaces {A} A REMOVED [] OK MSG00000").Says(4, $"2 register {I}").Holds();

    [Fact]
    public void The_answer_names_every_row_that_is_left() => Story.Of(Follows)
        .Sends(2, I, Register(A, "A", "2018-01-01"), Register(B, "A", "2019-01-01", "2019-12-31"))
        .Bcss(3, Replaced(1, A, B, 3)).Sends(3, I, Unregister(A, "A", "2019-06-01", "2019-06-30"))
        .Says(3, $"1 answer {I} 2",
            $"1 unregister {B} replaces {A} A SHORTENED "
            + "[2018-01-01..2019-05-31 2019-01-01..2019-05-31 2019-07-01.. 2019-07-01..2019-12-31] OK MSG00000")
        .Says(3, $"2 register {I}", $"{B} A 2018-01-01..2019-05-31", $"{B} A 2019-07-01..").Holds();

    [Fact]
    public void In_file_order_a_later_record_seeing_the_earlier_ones() => Story.Of(Follows)
        .Sends(2, I, Unregister(A, "A"), Register(A, "A", "2020-01-01"), Unregister(A, "A", "2021-01-01"))
        .Says(2, $"1 answer {I} 1", $"1 unregister {A} A UNCHANGED [] OK MSG00000",
            $"2 register {A} A REGISTERED [2020-01-01..] OK MSG00000", $"3 unregister {A} A SHORTENED [2020-01-01..2020-12-31] OK MSG00000")
                .Holds();

    [Fact]
    public void More_rejected_records_than_RejectThreshold_refuses_the_whole_file_nothing_applied_and_its_number_not_consumed() =>
        Story.Of(Follows with { RejectThreshold = 50 })
        .Sends(2, I, Register(A, "A", "2020-01-01"), Register(Wrong, "A", "2020-01-01"), Register(Unknown, "A", "2020-01-01"))
        .Sends(3, I, Register(B, "A", "2020-01-01"), Register(Wrong, "A", "2020-01-01"))
        .SaysNothing(2, $"1 answer {I} 1").Says(2, $"2 register {I}").Says(3, $"2 register {I}", $"{B} A 2020-01-01..").Holds();

    [Fact]
    public void The_guard_counts_rows_that_were_there_before_not_what_the_file_itself_made_and_took_away()
    {
        var days = Enumerable.Range(0, 1100).Select(i => Time.Of("2018-01-01").AddDays(2 * i)).ToList();
        Story.Of(Follows).Sends(2, I, [.. days.Select(d => new RegisterTold(A, "A", new Span(d, d))), Unregister(A, "A"),
            Register(B, "A", "2020-01-01")])
            .Says(2, $"2 register {I}", $"{B} A 2020-01-01..").Holds();
    }
}
