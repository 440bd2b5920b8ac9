using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Host.Worker;
using Raas.Nights;
using Raas.Outgoing;
using Raas.Store;
using Raas.Xml;
using static Raas.Tests.House;

namespace Raas.Tests.Intake;

/// <summary>What a source is answered: every error of a record, and what became of what waited.</summary>
public sealed class SourceRecordTests : IDisposable
{
    private readonly House house = new House().WithParties();

    public void Dispose() => house.Dispose();

    [Fact]
    public void Every_error_of_a_person_is_told()
    {
        Tell(1, Drop.Person(1, Numbers.Of(0), register: "BIS"));
        house.Night();
        Tell(2, Drop.Person(1, Numbers.Wrong(0), register: "NR"));
        house.Night();
        Assert.Equal(["MSG00011", "RAA30003", "RAA30006"], Codes(house.LastAnswer(Bcss)));
    }

    [Fact]
    public void Every_error_of_a_replacement_is_told()
    {
        var (a, b, c) = (Numbers.Of(0), Numbers.Of(1), Numbers.Of(2));
        Tell(1, Persons(a, b, c) + Drop.Replacement(4, b, c) + Drop.Replacement(5, c, a) + Drop.Replacement(6, b, b)
            + Drop.Replacement(7, c, b));
        house.Night();
        // By itself; and a circle by a number that another one has replaced already.
        var rejected = house.LastAnswer(Bcss).Descendants("status").Where(s => s.Element("value")!.Value == "NOK");
        Assert.Equal([["RAA30002"], ["RAA30002", "RAA30007"]], rejected.Select(Codes));
    }

    [Fact]
    public void Every_error_of_a_declaration_is_told()
    {
        string Declared(int history, string type, string ssin, string? end = null) =>
            Drop.Declaration(1, history, type, ssin, "2026-03-01", end);
        Tell(1, Persons(Numbers.Of(0)));
        house.Put(new Drop
            { Party = Onss, Flow = "DIMONA", Records = Declared(1, "IN", Numbers.Of(0)) + Declared(2, "UPDATE", Numbers.Of(0)) });
        house.Night();
        house.Put(new Drop { Party = Onss, Flow = "DIMONA", Number = 2, Records = Declared(1, "IN", Numbers.Of(5), "2026-02-01") });
        house.Night();
        Assert.Equal(["MSG00005", "RAA20003", "RAA40001", "RAA40002"], Codes(house.LastAnswer(Onss)));
    }

    /// <summary>The answer's schema: the number as it was sent when the record was rejected.</summary>
    [Fact]
    public void A_rejected_record_shows_the_number_as_it_was_sent()
    {
        var (old, current) = (Numbers.Of(0), Numbers.Of(1));
        Tell(1, Persons(old, current) + Drop.Replacement(3, old, current) + Drop.Cancellation(4, current));
        house.Put(new Drop
            { Party = Institution, Records = Drop.Register(old, "A", "2020-01-01") + Drop.Register(current, "A", "2020-01-01") });
        house.Night();
        var numbers = house.LastAnswer(Institution).Descendants("ssin").ToList();
        Assert.Equal([old, current], numbers.Select(n => n.Value));
        Assert.Empty(numbers[0].Attributes());
        Assert.Equal(["canceled"], numbers[1].Attributes().Select(a => a.Name.LocalName));
    }

    [Fact]
    public void What_cannot_be_applied_when_its_day_comes_is_told_with_the_number_of_its_delivery()
    {
        var (a, b, c) = (Numbers.Of(0), Numbers.Of(1), Numbers.Of(2));
        Tell(1, Persons(a, b, c) + Drop.Replacement(4, a, b, "2026-03-03") + Drop.Replacement(5, b, c, "2026-03-03"));
        house.Night();
        var first = house.LastAnswer(Bcss);
        Tell(2, Drop.Replacement(6, a, c, "2026-03-02"));
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        var night = house.Night();
        Assert.Empty(night.Failures);
        Assert.Equal((1, 1), (night.Nights[0].Held.Applied, night.Nights[0].Held.Rejected));
        var later = house.LastAnswer(Bcss);
        Assert.Equal(first.Element("requestCorrelation")!.ToString(), later.Element("requestCorrelation")!.ToString());
        Assert.Equal(first.Element("legalContext")!.Value, later.Element("legalContext")!.Value);
        var result = Assert.Single(later.Descendants("result"));
        Assert.Equal(["4", a, "REJECTED"], new[] { "recordNumber", "ssin", "outcome" }.Select(name => result.Element(name)!.Value));
        Assert.Equal(["RAA30007"], Codes(later));
        Assert.Equal(("1", "1"), (later.Descendants("read").Single().Value, later.Descendants("rejected").Single().Value));
        Assert.Empty(Raas.Tests.Xml.Valid.Problems(Raas.Xml.Schemas.Answer, later.ToString()));
        // Told once.
        house.Clock.Advance(TimeSpan.FromDays(1));
        house.Night();
        Assert.Equal(3, house.Sent(Bcss, "ANSWER").Count);
    }

    /// <summary>Both sources told of one person for one day, the BCSS first.</summary>
    [Fact]
    public void What_waits_for_a_day_is_applied_day_by_day_and_the_National_Register_first()
    {
        var ssin = Numbers.Of(0);
        string Name(long id, string register, string name, string day) => Drop.Person(id, ssin, register, lastName: name, date: day);
        Tell(
            1,
            Name(1, "RAD", "Before", "2026-03-01") + Name(2, "RAD", "Fourth", "2026-03-04")
                + Name(3, "RAD", "Third of BCSS", "2026-03-03") + Name(4, "RAD", "Before", "2026-03-05"));
        house.Put(new Drop { Party = NationalRegister, Flow = "PERSON-MUTATION", Records = Name(1, "NR", "Third of NR", "2026-03-03") });
        string LastName()
        {
            using var session = house.Engine.Store.Read();
            return Raas.Store.PersonTables.Find(session, long.Parse(ssin))!.LastName!;
        }
        List<string> names = [];
        for (var night = 0; night < 4; night++)
        {
            Assert.Empty(house.Night().Failures);
            names.Add(LastName());
            house.Clock.Advance(TimeSpan.FromDays(1));
        }
        // The last one said what was so when it came, and waited all the same.
        Assert.Equal(["Before", "Third of BCSS", "Fourth", "Before"], names);
    }

    /// <summary>After midnight, before the night: what is told now is later than what was announced for today.</summary>
    [Fact]
    public void What_is_told_between_midnight_and_the_night_is_later_than_what_waited_for_the_day()
    {
        var ssin = Numbers.Of(0);
        Tell(1, Drop.Person(1, ssin, "BIS") + Drop.Person(2, ssin, "BIS", lastName: "Announced", date: "2026-03-03"));
        house.Night();
        house.Clock.Advance(TimeSpan.FromDays(1));
        Tell(2, Drop.Person(3, ssin, "BIS", lastName: "Told", date: "2026-03-03"));
        Assert.Empty(house.Engine.Intake.Take(Raas.Domain.CbeNumber.Parse(Bcss), null, CancellationToken.None).Failures);
        Assert.Empty(house.Night().Failures);
        using var session = house.Engine.Store.Read();
        Assert.Equal("Told", Raas.Store.PersonTables.Find(session, long.Parse(ssin))!.LastName);
    }

    private void Tell(int number, string records) =>
        house.Put(new Drop { Party = Bcss, Flow = "PERSON-MUTATION", Number = number, Records = records });

    private static string Persons(params string[] numbers) =>
        string.Concat(numbers.Select((ssin, i) => Drop.Person(i + 1, ssin, register: "BIS")));

    private static IEnumerable<string> Codes(XElement element) =>
        from status in element.DescendantsAndSelf("status")
        where status.Element("value")!.Value == "NOK"
        from code in status.Elements("information").Elements("fieldName").Prepend(status.Element("code")!)
        select code.Value;
}
