using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>createPerson</c>: a BCSS number for who has none.</summary>
internal sealed class CreatePerson() : DirectOperation("createPerson", "person")
{
    public override string? SsinOf(XElement request) => null;

    /// <summary>Those of the sources: persons and numbers are theirs.</summary>
    public override long? LockOf => 0;

    protected override SoapAnswer Answer(SoapCall call)
    {
        if (PersonParts.Declared(call.Request.Element(Echo)!) is not { } person)
            return SoapAnswer.Refused(Codes.Online.InvalidData, ("birthDate", "in no calendar"));
        var creation = call.Engine.Numbers.Create(person, call.Engine.Today, c =>
            call.AuditNow(c.Refused ?? Codes.Record.Ok, c.Created is { } made ? [made.Value] : [.. c.Existing.Select(f => f.Person.Ssin)]),
            call.Turn);
        if (creation.Created is { } number)
            return SoapAnswer.Found(new XElement("result",
                new XElement("newlyRegisteredPerson", new XElement("ssin", number.ToString()), new XElement("register", "BIS"))));
        if (creation.Existing.Count == 0)
            return SoapAnswer.Refused(creation.Refused!);
        var parts = new PersonParts(call.Party, call.Engine.Today);
        return new SoapAnswer(SoapAnswer.DataFound, creation.Refused!)
        {
            Content = [parts.DataFilters(),
                new XElement("result", new XElement("existingPersons", creation.Existing.Select(f => parts.Found("person", f))))],
        };
    }
}
