using Raas.Configuration;
using Raas.Host.Soap;
using Raas.Nights;
using Raas.Operations;
using static Raas.Tests.Oracle.Story;

namespace Raas.Tests.Oracle;

/// <summary>The sentences on IDENTITY, DIMONA and on the files themselves (§4 and §5, 3 and 4; issue 12, C2, C4 and C5), one test each,
/// named after the sentence.</summary>
public sealed class SentencesOnServicesTests
{
    private const string NothingLeftOut = "left out: ";
    private static readonly Authorisation Identity = new("IDENTITY", "1", Time.Of("2008-01-01"), Time.Open);
    private static readonly Authorisation Dimona = new("DIMONA", "2", Time.Of("2008-01-01"), Time.Open);
    private static readonly Institution Told = new(I) { Authorisations = [Identity, Dimona] };

    private static string Change(string ssin, long id, int date) =>
        $"{ssin} {House.Bcss} {id} PERSON {Time.Text(Day(date))} NAME "
        + "<lastName>Alpha</lastName><firstName>Jan</firstName> -> <lastName>Beta</lastName><firstName>Jan</firstName>";

    [Fact]
    public void Whose_register_holds_an_inscription_with_its_last_day_on_or_after_the_date_of_the_change_open_end_included() =>
        Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2026-03-03"), Register(B, "A", "2020-01-01", "2026-03-02"),
            Register(C, "A", "2027-01-01"))
        .Bcss(3, Person(1, A, "Beta", 3), Person(2, B, "Beta", 3), Person(3, C, "Beta", 3), Person(4, D, "Beta", 3))
        .Says(3, $"3 IDENTITY {I}", NothingLeftOut, Change(A, 1, 3), Change(C, 3, 3)).Holds();

    [Fact]
    public void Groups_not_authorised_on_the_business_date_of_the_night_are_left_out_and_named_in_dataFilters() =>
        Story.Of(
            new Institution(I) { Authorisations = [Identity with { Until = Day(3), Groups = ["NAME"] }] },
                new Institution(Other) { Authorisations = [Identity with { From = Day(4), Groups = ["NAME"] }] })
        .Sends(2, I, Register(A, "A", "2020-01-01")).Sends(2, Other, Register(A, "A", "2020-01-01"))
        .Night(3).Bcss(4, Person(1, A, "Beta", 3, city: "Gent"))
        .Says(4, $"3 IDENTITY {I}", "left out: NAME BIRTH GENDER NATIONALITY CIVIL-STATE ADDRESS DECEASE")
        .Says(4, $"3 IDENTITY {Other}", "left out: BIRTH GENDER NATIONALITY CIVIL-STATE ADDRESS DECEASE", Change(A, 1, 3)).Holds();

    [Fact]
    public void Where_the_authorisation_is_for_other_dossier_types_it_is_left_out_for_who_is_known_in_such_types_only() =>
        Story.Of(Told with { Authorisations = [Identity with { Types = ["A"], Groups = ["NAME"] }, Identity with { Groups = ["BIRTH"] }] })
        .Sends(2, I, Register(A, "A", "2020-01-01"), Register(A, "B", "2020-01-01"), Register(B, "B", "2020-01-01"))
        .Bcss(3, Person(1, B, "Beta", 3), Person(2, A, "Beta", 3))
        .Says(3, $"3 IDENTITY {I}", "left out: NAME[B] GENDER NATIONALITY CIVIL-STATE ADDRESS DECEASE", Change(A, 2, 3)).Holds();

    [Fact]
    public void Items_are_told_under_the_number_whose_row_entitles() => Story.Of(Told with { AutoReplace = false })
        .Sends(2, I, Register(A, "A", "2020-01-01"), Register(B, "A", "2020-01-01", "2020-12-31"))
        .Bcss(3, Replaced(1, A, B)).Bcss(4, Person(2, B, "Beta", 4)).Onss(4, Declared(1, 1, "IN", B, 4))
        .Says(4, $"3 IDENTITY {I}", NothingLeftOut, Change($"{A} replacedBy {B}", 2, 4))
        .Says(4, $"3 DIMONA {I}", $"1 IN {A} replacedBy {B} 2026-03-04 2").Holds();

    [Fact]
    public void A_person_whose_number_was_replaced_the_same_night_is_reported_under_the_current_number() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Replaced(1, A, B), Person(2, B, "Beta", 3)).Onss(3, Declared(1, 1, "IN", A, 3))
        .Says(3, $"3 IDENTITY {I}", NothingLeftOut, Change(B, 2, 3)).Says(3, $"3 DIMONA {I}", $"1 IN {B} 2026-03-03 2").Holds();

    [Fact]
    public void When_an_authorisation_and_an_inscription_both_cover_its_date() =>
        Story.Of(Told with { Authorisations = [Dimona with { Types = ["A"], Until = Day(4) }] })
        .Sends(2, I, Register(A, "A", "2020-01-01", "2026-03-04"), Register(B, "B", "2020-01-01"), Register(C, "A", "2026-03-04"))
        .Onss(3, Declared(1, 1, "IN", A, 4), Declared(2, 1, "IN", A, 5), Declared(3, 1, "IN", B, 4), Declared(4, 1, "IN", C, 3),
            Declared(5, 1, "IN", C, 5), Declared(6, 1, "IN", C, 4))
        .Says(3, $"3 DIMONA {I}", $"1 IN {A} 2026-03-04 2", $"6 IN {C} 2026-03-04 2").Holds();

    [Fact]
    public void The_day_of_the_declaration_is_its_begin_for_an_OUT_its_end() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2026-03-05"), Register(B, "A", "2020-01-01", "2026-03-03"))
        .Onss(3, Declared(1, 1, "OUT", A, 1, 5), Declared(2, 1, "OUT", B, 1, 5), Declared(3, 1, "UPDATE", A, 1, 5))
        .Says(3, $"3 DIMONA {I}", $"1 OUT {A} 2026-03-01 2").Holds();

    [Fact]
    public void DIMONA_items_stand_in_the_order_in_which_they_happened_at_the_source_in_their_last_state() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01")).Onss(3, Declared(9, 1, "IN", A, 3), Declared(8, 1, "IN", A, 3),
            Declared(1, 1, "IN", A, 3), Declared(9, 2, "UPDATE", A, 4))
        .Says(3, $"3 DIMONA {I}", $"8 IN {A} 2026-03-03 2", $"1 IN {A} 2026-03-03 2", $"9 UPDATE {A} 2026-03-04 2").Holds();

    [Fact]
    public void An_institution_whose_last_word_on_a_declaration_no_longer_holds_is_told_CANCEL_under_the_person_that_it_was_told() =>
        Story.Of(Told, new Institution(Other) { Authorisations = [Dimona] })
        .Sends(2, I, Register(A, "A", "2020-01-01")).Sends(2, Other, Register(B, "A", "2020-01-01"))
        .Onss(3, Declared(1, 1, "IN", A, 3)).Onss(4, Declared(1, 2, "UPDATE", B, 3)).Onss(5, Declared(1, 3, "CANCEL", B, 3))
        .Says(4, $"3 DIMONA {I}", $"1 CANCEL {A} 2026-03-03 2").Says(4, $"3 DIMONA {Other}", $"1 UPDATE {B} 2026-03-03 2")
        .Says(5, $"3 DIMONA {I}").Says(5, $"3 DIMONA {Other}", $"1 CANCEL {B} 2026-03-03 2").Holds();

    [Fact]
    public void An_institution_whose_last_word_no_longer_holds_because_it_passed_out_of_the_inscription_is_told_so() => Story.Of(Told)
        .Sends(2, I, Register(A, "A", "2020-01-01", "2026-03-04")).Onss(3, Declared(1, 1, "IN", A, 3))
        .Onss(4, Declared(1, 2, "UPDATE", A, 6))
        .Says(4, $"3 DIMONA {I}", $"1 CANCEL {A} 2026-03-03 2").Holds();

    [Fact]
    public void History_number_used_before_with_other_content_a_newer_mutation_came_before() => Story.Of(Told)
        .Onss(3, Declared(1, 1, "IN", A, 3), Declared(1, 1, "IN", A, 3), Declared(1, 1, "IN", A, 4), Declared(1, 3, "UPDATE", A, 4),
            Declared(1, 2, "UPDATE", A, 5), Declared(2, 1, "IN", Unknown, 3, 2))
        .Says(3, $"1 answer {House.Onss} 1", "1 declaration REGISTERED OK MSG00000", "2 declaration UNCHANGED OK MSG00000",
            "3 declaration REJECTED NOK RAA40001", "4 declaration MERGED OK MSG00000",
            "5 declaration REJECTED NOK RAA40002", "6 declaration REJECTED NOK MSG00005 RAA20003").Holds();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Numbered_notification_files_are_written_every_night_also_when_they_are_empty_setting_emptyNotifications(bool on)
    {
        var story = Story.Of(Told with { EmptyNotifications = on }).Night(3);
        if (on)
            story.Says(3, $"3 REPLACEMENT {I}").Says(3, $"3 IDENTITY {I}", NothingLeftOut).Says(3, $"3 DIMONA {I}");
        else
            story.SaysNothing(3, $"3 REPLACEMENT {I}").SaysNothing(3, $"3 IDENTITY {I}").SaysNothing(3, $"3 DIMONA {I}");
        story.Holds();
    }

    [Fact]
    public void Notify_institutions_with_notifyIdentityChanges() => Story.Of(Told with { NotifyIdentityChanges = false })
        .Sends(2, I, Register(A, "A", "2020-01-01")).Bcss(3, Person(1, A, "Beta", 3)).SaysNothing(3, $"3 IDENTITY {I}").Holds();
}
