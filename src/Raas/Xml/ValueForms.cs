using System.Xml.Schema;
using Raas.Domain;

namespace Raas.Xml;

/// <summary>The form of a value of a type of our schemas, as one says it to a person: in words, with an example. No example looks like a
/// person's number.</summary>
internal static class ValueForms
{
    private static readonly Wording Whole = Example("5", "un nombre entier à partir de 1", "een geheel getal vanaf 1",
        "eine ganze Zahl ab 1", "a whole number from 1");

    private static readonly Wording Birth = new(
        "une date de naissance année-mois-jour, avec 00 pour ce qui n'est pas connu, par exemple 1956-03-08 ou 1956-00-00",
        "een geboortedatum jaar-maand-dag, met 00 voor wat niet gekend is, bijvoorbeeld 1956-03-08 of 1956-00-00",
        "ein Geburtsdatum Jahr-Monat-Tag, mit 00 für das Unbekannte, zum Beispiel 1956-03-08 oder 1956-00-00",
        "a birth date year-month-day, with 00 for what is not known, for example 1956-03-08 or 1956-00-00");

    private static readonly Wording Day = Example("2026-03-01", "une date du calendrier, année-mois-jour",
        "een datum van de kalender, jaar-maand-dag", "ein Datum des Kalenders, Jahr-Monat-Tag", "a date of the calendar, year-month-day");

    private static readonly Wording Ssin = new("onze chiffres qui se suivent, sans espace, point ni tiret (AAMMJJNNNCC)",
        "elf opeenvolgende cijfers, zonder spatie, punt of streepje (JJMMDDNNNCC)",
        "elf aufeinanderfolgende Ziffern, ohne Leerzeichen, Punkt oder Strich (JJMMTTNNNPP)",
        "eleven digits in a row, without space, point or hyphen (YYMMDDNNNCC)");

    private static readonly Wording Context = Example("HEALTH INSURANCE",
        "de 1 à 64 lettres sans accent, chiffres, espaces et _ : + -", "1 tot 64 letters zonder accent, cijfers, spaties en _ : + -",
        "1 bis 64 Buchstaben ohne Akzent, Ziffern, Leerzeichen und _ : + -", "1 to 64 letters without accent, digits, spaces and _ : + -");

    private static readonly Dictionary<string, Wording> ByType = new(StringComparer.Ordinal)
    {
        ["DateType"] = Day,
        ["date"] = Day,
        ["dateTime"] = Example("2026-03-01T09:30:00Z", "une date et une heure", "een datum en een uur", "ein Datum und eine Uhrzeit",
            "a date and a time"),
        ["BirthDateType"] = Birth,
        ["IncompleteDateType"] = Birth,
        ["SsinDigitsType"] = Ssin,
        ["SsinType"] = Ssin,
        ["CbeNumberType"] = Example("0406798006", "un numéro BCE de dix chiffres, sans point",
            "een KBO-nummer van tien cijfers, zonder punt", "eine ZDU-Nummer von zehn Ziffern, ohne Punkt",
            "a CBE number of ten digits, without points"),
        ["UUIDType"] = Example("6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "un UUID", "een UUID", "eine UUID", "a UUID"),
        ["SequenceNumberType"] = Whole,
        ["HistoryNumberType"] = Whole,
        ["RecordNumberType"] = Whole,
        ["positiveInteger"] = Whole,
        ["CountType"] = Example("12", "un nombre entier à partir de 0", "een geheel getal vanaf 0", "eine ganze Zahl ab 0",
            "a whole number from 0"),
        ["Sha256Type"] = Example("9f86d08…0a08", "64 chiffres hexadécimaux (0-9, a-f)", "64 hexadecimale cijfers (0-9, a-f)",
            "64 Hexadezimalziffern (0-9, a-f)", "64 hexadecimal digits (0-9, a-f)"),
        ["LegalContextType"] = Context,
        ["InscriptionContextType"] = Context,
        ["DossierTypeType"] = Context,
        ["FlowType"] = Example(FlowName.Subscription, "le nom d'un flux, en majuscules", "de naam van een gegevensstroom, in hoofdletters",
            "der Name eines Datenflusses, in Großbuchstaben", "the name of a flow, in capitals"),
        ["WorkerTypeType"] = Example("OTH", "trois majuscules", "drie hoofdletters", "drei Großbuchstaben", "three capital letters"),
        ["JointCommitteeType"] = Example("200 / 140.03", "trois chiffres, et parfois un point et deux chiffres",
            "drie cijfers, en soms een punt en twee cijfers", "drei Ziffern, manchmal ein Punkt und zwei Ziffern",
            "three digits, sometimes a point and two more"),
        ["NssoNumberType"] = new("un numéro ONSS de dix chiffres, qui commence par 0, 50 ou 51",
            "een RSZ-nummer van tien cijfers, dat met 0, 50 of 51 begint",
            "eine LSS-Nummer von zehn Ziffern, die mit 0, 50 oder 51 beginnt",
            "an NSSO number of ten digits that begins with 0, 50 or 51"),
        ["CountryCodeType"] = Example("150", "un code pays de trois chiffres", "een landcode van drie cijfers",
            "ein Ländercode von drei Ziffern", "a country code of three digits"),
        ["CivilStateType"] = Example("10", "un code d'état civil de un ou deux chiffres",
            "een code van burgerlijke staat van een of twee cijfers",
            "ein Code des Personenstands von einer oder zwei Ziffern", "a code of civil state of one or two digits"),
        ["boolean"] = new("true ou false", "true of false", "true oder false", "true or false"),
    };

    /// <returns>Null: there is nothing to say of this type.</returns>
    public static Wording? Of(XmlSchemaType? type)
    {
        var longest = 0;
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            if (ByType.TryGetValue(at.QualifiedName.Name, out var known))
                return known;
            if (at is not XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction restriction })
                continue;
            List<string> values = [.. restriction.Facets.OfType<XmlSchemaEnumerationFacet>().Select(facet => facet.Value!)];
            if (values.Count > 0)
                return OneOf(values);
            if (longest == 0 && restriction.Facets.OfType<XmlSchemaMaxLengthFacet>().FirstOrDefault() is { } most)
                longest = int.Parse(most.Value!, System.Globalization.CultureInfo.InvariantCulture);
            if (Between(restriction) is { } range)
                return range;
        }
        return longest > 0 ? Text(longest) : null;
    }

    private static Wording? Between(XmlSchemaSimpleTypeRestriction restriction)
    {
        if (restriction.Facets.OfType<XmlSchemaMaxInclusiveFacet>().FirstOrDefault()?.Value is not { } to)
            return null;
        var from = restriction.Facets.OfType<XmlSchemaMinInclusiveFacet>().FirstOrDefault()?.Value ?? "0";
        return new($"un nombre entier de {from} à {to}", $"een geheel getal van {from} tot {to}", $"eine ganze Zahl von {from} bis {to}",
            $"a whole number from {from} to {to}");
    }

    private static Wording OneOf(List<string> values)
    {
        if (values.Count == 1)
            return new(values[0], values[0], values[0], values[0]);
        var (first, last) = (string.Join(", ", values.SkipLast(1)), values[^1]);
        return new($"{first} ou {last}", $"{first} of {last}", $"{first} oder {last}", $"{first} or {last}");
    }

    private static Wording Text(int longest) => new($"un texte d'une seule ligne, de 1 à {longest} caractères",
        $"een tekst van één regel, van 1 tot {longest} tekens", $"ein Text von einer Zeile, 1 bis {longest} Zeichen",
        $"a text in one line, of 1 to {longest} characters");

    private static Wording Example(string example, string fr, string nl, string de, string en) => new(
        $"{fr}, par exemple {example}", $"{nl}, bijvoorbeeld {example}", $"{de}, zum Beispiel {example}", $"{en}, for example {example}");
}
