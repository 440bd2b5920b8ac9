using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Flows;
using Raas.Outgoing;
using Raas.Persons;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Host.Soap;

/// <summary>Persons in answers: name, birth, gender and death for whoever may ask; the other data groups for whom a deliberation allows
/// them.</summary>
internal sealed class PersonParts(Party party, DateOnly today)
{
    /// <summary>Data groups that need a deliberation, and their elements.</summary>
    private static readonly (DataGroup Group, string Element)[] Filtered =
    [
        (DataGroup.Nationality, "nationality"), (DataGroup.CivilState, "civilState"), (DataGroup.Address, "address"),
    ];

    private readonly HashSet<DataGroup> allowed =
    [
        .. party.Authorisations.Where(a => a.Service == FlowName.Identity && a.Validity.Contains(today.DayNumber))
            .SelectMany(a => a.DataGroups.Count == 0 ? DataGroups.All : a.DataGroups.Select(DataGroups.Parse)),
    ];

    /// <summary>What is left out, when anything is; null when nothing is.</summary>
    public XElement? DataFilters() => Filtered.Where(f => !allowed.Contains(f.Group))
        .Select(f => new XElement("filteredElement", "person/" + f.Element)).ToList() is { Count: > 0 } left
        ? new XElement("dataFilters", left)
        : null;

    public XElement Person(string element, PersonRow person) => new(element,
        new XElement("ssin", SoapParts.Digits(person.Ssin)),
        new XElement("register", person.Register),
        person.LastName is null ? null : new XElement("lastName", person.LastName),
        person.FirstNames?.Split(PersonIdentity.NameSeparator).Select(name => new XElement("firstName", name)),
        new XElement("birthDate", IncompleteDate.FromPacked(person.BirthDate).ToString()),
        person.BirthPlace is null ? null : new XElement("birthPlace", person.BirthPlace),
        person.Gender == Gender.Unknown ? null : new XElement("gender", person.Gender == Gender.Male ? "M" : "F"),
        allowed.Contains(DataGroup.Nationality) ? person.Nationalities?.Split(',').Select(code => new XElement("nationality", code)) : null,
        allowed.Contains(DataGroup.CivilState) && person.CivilState is { } state ? new XElement("civilState", state) : null,
        allowed.Contains(DataGroup.Address) ? SoapParts.Address(person.Address) : null,
        person.DeceaseDay is { } day ? new XElement("deceaseDate", SoapParts.Date(day)) : null);

    public XElement Found(string element, FoundPerson found) =>
        new(element, new XElement("score", found.Score), Person("person", found.Person));

    /// <summary>What a request declares.</summary>
    /// <returns>Null when its birth date is in no calendar.</returns>
    public static PersonDeclaration? Declared(XElement person)
    {
        if (SoapParts.BirthDate(person.Text("birthDate")!) is not { } birthDate)
            return null;
        return new PersonDeclaration
        {
            LastName = person.Text("lastName"),
            FirstNames = FirstNames(person),
            BirthDate = birthDate,
            BirthPlace = person.Text("birthPlace"),
            Gender = SoapParts.Gender(person.Text("gender")?.Trim()),
            Nationalities = [.. person.Elements("nationality").Select(n => n.Value)],
            CivilState = person.Text("civilState"),
            Address = SoapParts.Address(person.Element("address")),
            DeceaseDay = person.Text("deceaseDate") is { } day ? SoapParts.Day(day) : null,
        };
    }

    /// <summary>What a request corrects.</summary>
    /// <inheritdoc cref="Declared" path="/returns"/>
    public static PersonDeclaration? Corrected(XElement person)
    {
        var birth = person.Element("birth");
        IncompleteDate? birthDate = birth is null ? default(IncompleteDate) : SoapParts.BirthDate(birth.Text("birthDate")!);
        if (birthDate is null)
            return null;
        return new PersonDeclaration
        {
            LastName = person.Element("name")?.Text("lastName"),
            FirstNames = person.Element("name") is { } name ? FirstNames(name) : [],
            BirthDate = birthDate.Value,
            BirthPlace = birth?.Text("birthPlace"),
            Gender = SoapParts.Gender(person.Text("gender")?.Trim()),
            Nationalities = [.. person.Element("nationalities")?.Elements().Select(n => n.Value) ?? []],
            CivilState = person.Text("civilState"),
            Address = SoapParts.Address(person.Element("address")),
            DeceaseDay = person.Text("deceaseDate") is { } day ? SoapParts.Day(day) : null,
            Groups = [.. GroupOf.Where(g => person.Element(g.Element) is not null).Select(g => g.Group)],
        };
    }

    public static IReadOnlyList<string> FirstNames(XElement at) => [.. at.Elements("firstName").Select(n => n.Value)];

    private static readonly (string Element, DataGroup Group)[] GroupOf =
    [
        ("name", DataGroup.Name), ("birth", DataGroup.Birth), ("gender", DataGroup.Gender), ("nationalities", DataGroup.Nationality),
        ("civilState", DataGroup.CivilState), ("address", DataGroup.Address), ("deceaseDate", DataGroup.Decease),
    ];
}
