using System.Globalization;
using System.Xml.Linq;
using Raas.Configuration;
using Raas.Domain;
using Raas.Outgoing;
using Raas.Persons;

namespace Raas.Host.Soap;

/// <summary><c>searchPersonPhonetically</c>: everybody who may be meant, or none when they are too many.</summary>
internal sealed class SearchPersonPhonetically() : DirectOperation("searchPersonPhonetically", "criteria")
{
    private const int Most = 80;

    public override string? SsinOf(XElement request) => null;

    protected override SoapAnswer Answer(SoapCall call)
    {
        var criteria = call.Request.Element(Echo)!;
        if (SoapParts.BirthDate(criteria.Text("birthDate")!) is not { Year: not 0 } birthDate)
            return SoapAnswer.Refused(Codes.Online.InvalidData, ("birthDate", "in no calendar"));
        int? tolerance = Number(criteria, "tolerance");
        if (tolerance is null && !birthDate.IsComplete)
            return SoapAnswer.Refused(Codes.Online.ToleranceMissing);
        var found = call.Engine.Persons.Search(new PhoneticQuestion(
            criteria.Text("lastName")!, PersonParts.FirstNames(criteria), Matching(criteria.Text("givenNameMatching")?.Trim()), birthDate,
            tolerance ?? 0, SoapParts.Gender(criteria.Text("gender")?.Trim())));
        var maximum = Number(criteria, "maximum") ?? Most;
        if (found.Count > maximum)
            return SoapAnswer.Refused(Codes.Online.TooManyPersons, ("found", found.Count.ToString(CultureInfo.InvariantCulture)),
                ("maximum", maximum.ToString(CultureInfo.InvariantCulture)));
        if (found.Count == 0)
            return new SoapAnswer(SoapAnswer.NoDataFound, Codes.Online.NoData);
        var parts = new PersonParts(call.Party, call.Engine.Today);
        return SoapAnswer.Found([parts.DataFilters(),
            .. found.Select(f => parts.Found("result", f))]) with { Persons = [.. found.Select(f => f.Person.Ssin)] };
    }

    private static int? Number(XElement at, string name) => at.Text(name) is { } text
        ? int.Parse(text.AsSpan().Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture) : null;

    private static GivenNameMatching Matching(string? word) => word switch
    {
        "FIRST_LETTER_FIRST_GIVENNAME" => GivenNameMatching.FirstLetterFirstGivenName,
        "ALL_GIVENNAME" => GivenNameMatching.AllGivenNames,
        "IGNORE_GIVENNAME" => GivenNameMatching.Ignore,
        _ => GivenNameMatching.CompleteFirstGivenName,
    };
}
