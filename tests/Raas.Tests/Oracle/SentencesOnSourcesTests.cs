using Raas.Host.Soap;
using Raas.Nights;
using Raas.Operations;
using static Raas.Tests.Oracle.Story;

namespace Raas.Tests.Oracle;

/// <summary>The sentences on what sources tell (§4, PERSON-MUTATION; issue 12, C1 and C8), one test each, named after the
/// sentence.</summary>
public sealed class SentencesOnSourcesTests
{
    private static readonly Institution Told = new(I) { Authorisations = [new("IDENTITY", "1", Time.Of("2008-01-01"), Time.Open)] };

    private static string Change(string ssin, string source, long id, int date, string before, string after) =>
        $"{ssin} {source} {id} PERSON {Time.Text(Day(date))} NAME "
        + $"<lastName>{before}</lastName><firstName>Jan</firstName> -> <lastName>{after}</lastName><firstName>Jan</firstName>";

    private const string NothingLeftOut = "left out: ";

    [Fact]
    public void What_the_source_told_last_is_what_is_so() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Person(1, A, "Beta", 3), Person(2, A, "Gamma", 1))
        .Sends(3, I, Register(A, "B", "2020-01-01", who: new Identity("Gamma", "Jan", "1980-01-01")))
        .Says(3, $"1 answer {I} 2", $"1 register {A} B REGISTERED [2020-01-01..] OK MSG00000")
        .Says(3, $"3 IDENTITY {I}", NothingLeftOut, Change(A, House.Bcss, 1, 3, "Alpha", "Beta"),
            Change(A, House.Bcss, 2, 1, "Beta", "Gamma")).Holds();

    [Fact]
    public void A_mutation_of_a_later_date_waits_for_its_day() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Person(1, A, "Beta", 5)).Night(4).Night(5)
        .Says(3, $"1 answer {House.Bcss} 2", "1 person UNCHANGED OK RAA30008")
        .Says(3, $"3 IDENTITY {I}", NothingLeftOut).Says(4, $"3 IDENTITY {I}", NothingLeftOut)
        .Says(5, $"3 IDENTITY {I}", NothingLeftOut, Change(A, House.Bcss, 1, 5, "Alpha", "Beta")).Holds();

    [Fact]
    public void And_then_counts_as_told_at_the_beginning_of_that_day_what_the_source_told_later_wins() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(2, Person(1, A, "Beta", 4)).Night(3).Bcss(4, Person(2, A, "Gamma", 4))
        .Sends(4, I, Register(A, "B", "2020-01-01", who: new Identity("Gamma", "Jan", "1980-01-01")))
        .Says(4, $"1 answer {I} 2", $"1 register {A} B REGISTERED [2020-01-01..] OK MSG00000").Holds();

    [Fact]
    public void Waits_whole_not_only_the_groups_that_differed_when_it_came() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Person(1, A, "Alpha", 5, city: "Gent")).Bcss(4, Person(2, A, "Beta", 4))
        .Night(5)
        .Says(5, $"3 IDENTITY {I}", NothingLeftOut, Change(A, House.Bcss, 1, 5, "Beta",
            "Alpha") + " ADDRESS  -> <address><city>Gent</city></address>").Holds();

    [Fact]
    public void A_mutation_that_equals_the_present_state_is_deferred_all_the_same() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Person(1, A, "Beta", 5)).Bcss(4, Person(2, A, "Alpha", 5)).Night(5)
        .Sends(6, I, Register(A, "B", "2020-01-01", who: new Identity("Alpha", "Jan", "1980-01-01")))
        .Says(4, $"1 answer {House.Bcss} 3", "1 person UNCHANGED OK RAA30008")
        .Says(6, $"1 answer {I} 2", $"1 register {A} B REGISTERED [2020-01-01..] OK MSG00000").Holds();

    [Fact]
    public void Due_ones_are_applied_by_day_then_National_Register_before_BCSS_then_as_told() => Story.Of(Told)
        .Bcss(2, Person(1, A, "Told by BCSS", 5), Person(2, B, "Later day", 5), Person(3, B, "Earlier day", 4), Person(4, C, "First", 5),
            Person(5, C, "Second", 5))
        .NationalRegister(3, Person(1, A, "Told by the National Register", 5, "NR")).Night(4).Night(5)
        .Sends(6, I, Register(A, "A", "2020-01-01", who: new Identity("Told by BCSS", "Jan", "1980-01-01")),
            Register(B, "A", "2020-01-01", who: new Identity("Later day", "Jan", "1980-01-01")),
            Register(C, "A", "2020-01-01", who: new Identity("Second", "Jan", "1980-01-01")))
        .Says(6, $"1 answer {I} 1", $"1 register {A} A REGISTERED [2020-01-01..] OK MSG00000",
            $"2 register {B} A REGISTERED [2020-01-01..] OK MSG00000", $"3 register {C} A REGISTERED [2020-01-01..] OK MSG00000").Holds();

    [Fact]
    public void One_that_is_rejected_when_its_day_comes_is_told_to_its_source_an_ANSWER_that_supplements_the_first() => Story.Of(Told)
        .Bcss(2, Replaced(1, A, B, 4)).Bcss(3, Replaced(2, A, C, 3)).Night(4)
        .Says(4, "1 answers to mutations that waited", $"{House.Bcss} 2: 1 replacement REJECTED NOK RAA30007").Holds();

    [Fact]
    public void A_replacement_by_a_number_that_is_not_known_yet_is_held_and_tried_each_night() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Replaced(1, A, Unknown)).Night(4).Bcss(5, Person(2, Unknown, "Alpha"))
        .Says(3, $"1 answer {House.Bcss} 2", "1 replacement UNCHANGED OK RAA30001").Says(4, $"2 register {I}", $"{A} A 2020-01-01..")
        .Says(5, $"2 register {I}", $"{Unknown} A 2020-01-01..").Holds();

    [Fact]
    public void An_annulment_of_what_is_held_takes_it_away() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Replaced(1, A, Unknown), Annulled(2, A, Unknown))
        .Bcss(4, Person(3, Unknown, "Alpha"))
        .Says(3, $"1 answer {House.Bcss} 2", "1 replacement UNCHANGED OK RAA30001", "2 replacementAnnulled REMOVED OK MSG00000")
        .Says(4, $"2 register {I}", $"{A} A 2020-01-01..").Holds();

    [Fact]
    public void An_annulment_takes_it_away_however_often_it_was_announced() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(2, Replaced(1, A, B, 6), Replaced(2, A, B, 5))
        .Bcss(3, Replaced(3, A, B, 7), Annulled(4, A, B, 3), Annulled(5, A, B, 3)).Night(5).Night(6).Night(7)
        .Says(3, $"1 answer {House.Bcss} 3", "1 replacement UNCHANGED OK RAA30008", "2 replacementAnnulled REMOVED OK MSG00000",
            "3 replacementAnnulled REJECTED NOK RAA30004")
        .Says(5, $"2 register {I}", $"{A} A 2020-01-01..").Says(7, $"2 register {I}", $"{A} A 2020-01-01..").Holds();

    [Fact]
    public void A_circle_is_told_also_where_another_number_stands_for_the_old_one() => Story.Of(Told)
        .Bcss(3, Replaced(1, A, B), Replaced(2, C, A), Replaced(3, A, C))
        .Says(3, $"1 answer {House.Bcss} 2", "1 replacement REGISTERED OK MSG00000", "2 replacement REGISTERED OK MSG00000",
            "3 replacement REJECTED NOK RAA30002 RAA30007").Holds();

    [Fact]
    public void Records_of_sources_report_every_error_not_the_first() => Story.Of(Told)
        .Bcss(3, Person(1, A, "Beta"), Person(1, Wrong, "Beta", register: "NR"), Replaced(2, A, B), Replaced(2, A, A))
        .Says(3, $"1 answer {House.Bcss} 2", "1 person MERGED OK MSG00000", "2 person REJECTED NOK MSG00011 RAA30003 RAA30006",
            "3 replacement REGISTERED OK MSG00000", "4 replacement REJECTED NOK RAA30002 RAA30003").Holds();

    [Fact]
    public void The_same_number_with_the_same_content_again_is_nothing_new_with_other_content_it_is_refused() => Story.Of(Told)
        .Bcss(3, Person(1, A, "Beta"), Person(2, A, "Gamma"), Person(1, A, "Beta"), Person(1, A, "Delta"))
        .Says(3, $"1 answer {House.Bcss} 2", "1 person MERGED OK MSG00000", "2 person MERGED OK MSG00000",
            "3 person UNCHANGED OK MSG00000", "4 person REJECTED NOK RAA30003").Holds();

    [Fact]
    public void A_source_names_which_registers_it_may_speak_for_others_are_rejected() => Story.Of(Told)
        .NationalRegister(3, Person(1, N, "Alpha"), Person(2, N, "Alpha", register: "NR"))
        .Bcss(3, Person(1, N, "Beta", register: "NR"), Person(2, N, "Beta", register: "RAD"))
        .Says(3, $"1 answer {House.NationalRegister} 1", "1 person REJECTED NOK RAA30006", "2 person REGISTERED OK MSG00000")
        .Says(3, $"1 answer {House.Bcss} 2", "1 person REJECTED NOK RAA30006", "2 person MERGED OK MSG00000").Holds();

    [Fact]
    public void Circle_nothing_to_annul_nothing_to_cancel_already_replaced() => Story.Of(Told)
        .Bcss(3, Replaced(1, A, B), Replaced(2, B, A), Replaced(3, A, C), Annulled(4, B, C), Cancelled(5, Unknown))
        .Says(3, $"1 answer {House.Bcss} 2", "1 replacement REGISTERED OK MSG00000", "2 replacement REJECTED NOK RAA30002",
            "3 replacement REJECTED NOK RAA30007", "4 replacementAnnulled REJECTED NOK RAA30004", "5 cancellation REJECTED NOK RAA30005")
                .Holds();

    [Fact]
    public void Nights_that_were_missed_are_made_up_for_a_mutation_that_was_due_on_a_missed_day_is_told_in_the_night_of_that_day() =>
        Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(2, Person(1, A, "Beta", 4), Person(2, A, "Gamma", 5)).Night(6)
        .Says(3, $"3 IDENTITY {I}", NothingLeftOut).Says(4, $"3 IDENTITY {I}", NothingLeftOut, Change(A, House.Bcss, 1, 4, "Alpha", "Beta"))
        .Says(5, $"3 IDENTITY {I}", NothingLeftOut, Change(A, House.Bcss, 2, 5, "Beta", "Gamma")).Says(6, $"3 IDENTITY {I}", NothingLeftOut)
        .Holds();
}
