using System.Xml.Linq;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Tests;

/// <summary>Nights that once went wrong outside: what was wrong in each, said here beside the whole folders of
/// <see cref="NightsTests"/>.</summary>
public sealed class FieldNightsTests
{
    private const string Follows = "0999000129";
    private const string Stays = "0999000228";
    private const string A = "70410100177";
    private const string B = "70410100276";
    private const string C = "70410100375";

    [Fact]
    public void What_was_announced_and_taken_back_is_not_told()
    {
        using var house = NightsTests.Run("announced-and-taken-back");
        Assert.Empty(Items(house, Follows, "IDENTITY", "person"));
        Assert.Equal("Alpha", Name(house));
    }

    [Fact]
    public void What_waited_does_not_overwrite_what_was_told_later()
    {
        using var house = NightsTests.Run("held-overwrites-newer");
        Assert.Equal("Told on Wednesday", Name(house));
        string Line(XElement item) => $"{Id(item)} {item.Descendants("after").Single().Element("lastName")!.Value}";
        Assert.Equal(["1 Told on Monday", "2 Told on Wednesday"], Items(house, Follows, "IDENTITY", "person").Select(Line));
    }

    [Fact]
    public void An_authorisation_for_identity_counts_on_the_day_of_the_night()
    {
        using var house = NightsTests.Run("identity-authorisation-date");
        Assert.Empty(Items(house, Follows, "IDENTITY", "person"));
        var filters = house.Sent(Follows, "IDENTITY")[^1].Descendants("filteredElement").Select(f => f.Value);
        Assert.Contains("persons/person/changes/change[group='NAME']", filters);
        Assert.Equal(["1"], Items(house, Stays, "IDENTITY", "person").Select(Id));
        Assert.Empty(house.Sent(Stays, "IDENTITY")[^1].Descendants("filteredElement"));
    }

    [Fact]
    public void A_cancellation_in_the_night_of_the_move_is_told()
    {
        using var house = NightsTests.Run("cancelled-the-night-it-was-moved-to");
        Assert.Equal([$"{A} by {B}: REPLACEMENT 1: MOVED", $"{B} canceled: CANCELLATION 2: NONE"], Replacements(house, Follows));
        Assert.Equal([$"{A} by {B}: REPLACEMENT 1: NONE", $"{B} canceled: CANCELLATION 2: NONE"], Replacements(house, Stays));
    }

    [Fact]
    public void A_cancellation_is_told_to_who_holds_a_number_that_leads_there()
    {
        using var house = NightsTests.Run("cancelled-current-of-one-that-stayed");
        Assert.Equal([$"{A} by {B}: REPLACEMENT 1: MOVED", $"{B} canceled: CANCELLATION 2: NONE"], Replacements(house, Follows));
        Assert.Equal([$"{A} by {B}: REPLACEMENT 1: NONE", $"{B} canceled: CANCELLATION 2: NONE"], Replacements(house, Stays));
    }

    [Fact]
    public void A_cancellation_beside_an_annulment_and_a_renewed_replacement_is_told()
    {
        using var house = NightsTests.Run("cancellation-lost-beside-annulled-and-replaced");
        Assert.Equal([$"{A} by {B}: REPLACEMENT 1: NONE", $"{A} by {B} canceled: CANCELLATION 2: NONE"], Replacements(house, Stays));
    }

    [Fact]
    public void What_goes_back_is_not_told_as_moved_on()
    {
        using var house = NightsTests.Run("annulled-and-replaced-on");
        Assert.Equal(
            [$"{A} by {B}: REPLACEMENT 1: MERGED", $"{A}: REPLACEMENT-ANNULLED 3: MOVED", $"{B} by {C}: REPLACEMENT 2: MOVED"],
            Replacements(house, Follows));
        var moved = Assert.Single(Items(house, Follows, "REPLACEMENT", "replacement")[^1].Descendants("period"));
        Assert.Equal(("2018-06-01", "2019-12-31"), (moved.Element("beginDate")!.Value, moved.Element("endDate")!.Value));
        Assert.Equal([$"{A} H 2018-01-01..2018-12-31", $"{C} H 2018-06-01..2019-12-31"], house.Rows(Follows));
    }

    [Fact]
    public void Another_way_to_the_same_number_is_not_told()
    {
        using var house = NightsTests.Run("told-again-the-same-number");
        Assert.Equal([$"70410100573 by {C}: REPLACEMENT 1: NONE"], Replacements(house, Stays));
    }

    [Fact]
    public void Who_is_taken_out_on_the_day_of_an_annulment_does_not_come_back()
    {
        using var house = NightsTests.Run("unregister-on-the-day-of-an-annulment");
        var result = Assert.Single(house.LastAnswer(Follows).Descendants("result"));
        Assert.Equal("REMOVED", result.Element("outcome")!.Value);
        Assert.Empty(house.Rows(Follows));
    }

    /// <summary>A party that follows by hand: the row under the new number is not what it asked for. (Who follows has four rows: see the
    /// unregister tests.)</summary>
    [Fact]
    public void Every_row_that_is_left_is_named_and_no_other_is_touched()
    {
        using var house = NightsTests.Run("four-rows-are-left");
        var result = Assert.Single(house.LastAnswer(Stays).Descendants("result"));
        Assert.Equal((A, "SHORTENED"), (result.Element("ssin")!.Value, result.Element("outcome")!.Value));
        string Row(XElement period) => $"{period.Element("beginDate")!.Value}..{period.Element("endDate")?.Value}";
        Assert.Equal(["2018-01-01..2019-05-31", "2019-07-01.."], result.Elements("period").Select(Row));
        Assert.Equal([$"{A} H 2018-01-01..2019-05-31", $"{A} H 2019-07-01..", $"{B} H 2019-01-01..2019-12-31"], house.Rows(Stays));
    }

    [Fact]
    public void Declarations_come_in_the_order_of_the_source_and_a_last_word_is_taken_back()
    {
        using var house = NightsTests.Run("dimona-order-and-passing-on");
        string Line(XElement item) =>
            string.Join(' ', new[] { "declarationId", "type", "ssin", "deliberationNumber" }.Select(name => item.Element(name)!.Value));
        Assert.Equal(
            [$"9 IN {A} 2", $"8 IN {A} 2", $"1 IN {A} 2", $"1 CANCEL {A} 2"], Items(house, Follows, "DIMONA", "declaration").Select(Line));
        Assert.Equal([$"1 UPDATE {B} 2", $"1 CANCEL {B} 2"], Items(house, Stays, "DIMONA", "declaration").Select(Line));
    }

    private static string Name(House house)
    {
        using var session = house.Engine.Store.Read();
        return Raas.Store.PersonTables.Find(session, long.Parse(A))!.LastName!;
    }

    private static List<XElement> Items(House house, string party, string flow, string item) =>
        [.. house.Sent(party, flow).SelectMany(file => file.Root!.Elements().Last().Elements(item))];

    private static string Id(XElement item) => item.Element("event")!.Element("id")!.Value;

    private static IEnumerable<string> Replacements(House house, string party) =>
        Items(house, party, "REPLACEMENT", "replacement").Select(Replacement);

    private static string Replacement(XElement item)
    {
        var ssin = item.Element("ssin")!;
        var by = ssin.Attribute("replacedBy") is { } number ? $" by {number.Value}" : "";
        var cancelled = ssin.Attribute("canceled") is null ? "" : " canceled";
        var effects = string.Join(", ", item.Descendants("effect").Select(e => e.Value));
        return $"{ssin.Value}{by}{cancelled}: {item.Element("event")!.Element("type")!.Value} {Id(item)}: {effects}";
    }
}
