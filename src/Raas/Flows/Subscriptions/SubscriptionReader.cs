using System.Xml;
using Raas.Domain;
using Raas.Reading;
using Raas.Xml;

namespace Raas.Flows.Subscriptions;

/// <summary>Reads a SUBSCRIPTION file into a spool.</summary>
public sealed class SubscriptionReader(FileErrors errors, IReadOnlyList<DossierType> types, SpoolWriter spool) : DataFileReader(errors)
{
    private readonly Dictionary<string, int> typeIndex = types.Select((type, index) => (type.Code, index))
        .ToDictionary(t => t.Code, t => t.index);
    private readonly SubscriptionRecord record = new();

    protected override string Kind => Schemas.Subscription;

    protected override void BeginItem(string name, XmlReader reader)
    {
        record.Clear();
        record.Number = (int)ItemCount;
        record.Action = name == "register" ? RequestAction.Register : RequestAction.Unregister;
        record.EndDay = Period.OpenEnd;
        if (reader.GetAttribute("reference") is { } reference)
            record.Reference = record.Keep(reference);
    }

    protected override void Field(string name, string? inner, string value)
    {
        switch (inner ?? name)
        {
            case "ssin":
                record.Ssin = long.Parse(value);
                break;
            case "dossierType":
                if (typeIndex.TryGetValue(value, out var index))
                    record.Type = index;
                else
                    record.TypeText = record.Keep(value);
                break;
            case "beginDate":
                record.HasPeriod = true;
                record.BeginDay = Day(value);
                break;
            case "endDate":
                record.EndDay = Day(value);
                break;
            case "lastName":
                record.LastName = record.Keep(value);
                break;
            case "firstName":
                record.FirstName = record.Keep(value);
                break;
            case "birthDate":
                record.BirthDate = IncompleteDate.Read(value.AsSpan().Trim()).Packed;
                if (record.BirthDate == IncompleteDate.Impossible.Packed)
                    record.ImpossibleBirthDate = record.Keep(value.Trim());
                break;
            case "gender":
                record.Gender = value.AsSpan().Trim() is "M" ? Gender.Male : Gender.Female;
                break;
        }
    }

    protected override void EndItem()
    {
        record.HasPerson = !record.LastName.IsNone || !record.FirstName.IsNone || record.BirthDate != 0 || record.Gender != Gender.Unknown;
        record.Write(spool.Next(record.Ssin));
    }

    private static int Day(string value) => DateOnly.ParseExact(value.AsSpan().Trim(), "yyyy-MM-dd").DayNumber;
}
