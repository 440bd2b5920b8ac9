using System.Xml;
using Raas.Domain;
using Raas.Persons;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Flows.PersonMutations;

/// <summary>Reads a PERSON-MUTATION file into a spool.</summary>
public sealed class PersonMutationReader(FileErrors errors, SpoolWriter spool) : DataFileReader(errors)
{
    private readonly PersonMutation item = new();
    private readonly Dictionary<string, string> address = new(StringComparer.Ordinal);

    protected override string Kind => Schemas.PersonMutation;

    protected override void BeginItem(string name, XmlReader reader)
    {
        item.Clear();
        address.Clear();
        item.Number = (int)ItemCount;
        item.Kind = name switch
        {
            "person" => PersonMutationKind.Person,
            "replacement" => PersonMutationKind.Replacement,
            "replacementAnnulled" => PersonMutationKind.ReplacementAnnulled,
            _ => PersonMutationKind.Cancellation,
        };
    }

    protected override void Field(string name, string? inner, string value)
    {
        if (name == "address")
        {
            if (inner is not null)
                address[inner] = value;
            item.Address = PostalAddress.Join(address.GetValueOrDefault);
            return;
        }
        switch (name)
        {
            case "mutationId": item.MutationId = long.Parse(value.AsSpan().Trim()); break;
            case "date": item.DateDay = Day(value); break;
            case "ssin" or "oldSsin": item.Ssin = long.Parse(value); break;
            case "newSsin": item.NewSsin = long.Parse(value); break;
            case "reason": item.Reason = value; break;
            case "register": item.Register = value.Trim(); break;
            case "lastName": item.LastName = value; break;
            case "firstName": item.FirstNames = item.FirstNames is null ? value : item.FirstNames + "\n" + value; break;
            case "birthDate": item.BirthDate = IncompleteDate.TryParse(value.AsSpan().Trim(), out var date) ? date.Packed : 0; break;
            case "birthPlace": item.BirthPlace = value; break;
            case "gender": item.Gender = value.AsSpan().Trim() is "M" ? Gender.Male : Gender.Female; break;
            case "nationality": item.Nationalities = item.Nationalities is null ? value : item.Nationalities + "," + value; break;
            case "civilState": item.CivilState = value; break;
            case "deceaseDate": item.DeceaseDay = Day(value); break;
        }
    }

    protected override void EndItem() => item.Write(spool.Next(item.Ssin));

    private static int Day(string value) => DateOnly.ParseExact(value.AsSpan().Trim(), "yyyy-MM-dd").DayNumber;
}
