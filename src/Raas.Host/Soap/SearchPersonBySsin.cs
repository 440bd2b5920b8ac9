using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;

namespace Raas.Host.Soap;

/// <summary><c>searchPersonBySsin</c>: the person who has a number now.</summary>
internal sealed class SearchPersonBySsin() : DirectOperation("searchPersonBySsin", "criteria")
{
    protected override SoapAnswer Answer(SoapCall call)
    {
        if (!Ssin.TryParse(call.Request.Element(Echo)!.Text("ssin"), out var ssin))
            return SoapAnswer.Refused(Codes.Record.SsinInvalid);
        if (call.Engine.Persons.Find(ssin) is not { } person)
            return SoapAnswer.Refused(Codes.Record.SsinUnknown);
        var parts = new PersonParts(call.Party, call.Engine.Today);
        return SoapAnswer.Found(SoapParts.Ssin(ssin.Value, person.Ssin, person.State), parts.DataFilters(),
            parts.Person("result", person)) with { Persons = [person.Ssin] };
    }
}
