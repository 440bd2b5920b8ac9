using System.Xml;
using System.Xml.Schema;
using Raas.Domain;
using Raas.Xml;

namespace Raas.Reading;

/// <summary>Words for a receipt that come from the sender's file or are about it: never more than a name.</summary>
public static class SafeWords
{
    private const int MaxName = 200;
    private const string None = "none";
    private const string NotOfEncoding = "bytes that are not of the encoding declared (UTF-8 where none is)";

    /// <summary>An element name. One that looks like a person's number is not repeated.</summary>
    public static string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return "?";
        if (name.Count(char.IsAsciiDigit) >= 6)
            return "(a name full of digits)";
        return Raas.Domain.Characters.Cut(name, MaxName);
    }

    /// <summary>What a schema error says of itself: where, and what was expected; and the namespace when that is the fault.</summary>
    /// <param name="otherwise">What was expected, where the parser does not say it.</param>
    public static FileError Problem(Code code, string kind, SchemaReader reader, XmlSchemaException problem, long? record,
        Wording? otherwise = null)
    {
        var information = new List<(string, string)> { ("element", Name(reader.Path)) };
        if (record is not null)
            information.Add(("record", $"{record}"));
        var expected = SchemaExpectation.Of(problem, reader) ?? otherwise;
        if (Schemas.NamespaceExpected(kind, reader.ElementDepth) is var expectedNamespace && reader.ElementNamespace != expectedNamespace)
        {
            var found = reader.ElementNamespace.Length == 0 ? None : Name(reader.ElementNamespace);
            information.Add(("namespaceFound", found));
            information.Add(("namespaceExpected", expectedNamespace.Length == 0 ? None : expectedNamespace));
            expected = OtherNamespace(Name(reader.ElementName), found, expectedNamespace);
        }
        else if (expected is not null)
        {
            information.Add(("expected", expected.En));
            expected = Expected(expected);
        }
        return new FileError(code, Positive(problem.LineNumber), Positive(problem.LinePosition), [.. information])
            { Explanation = expected };
    }

    /// <summary>Where XML is not well formed, and what is wrong when it is the encoding: the parser alone knows.</summary>
    public static FileError NotXml(Code code, XmlException fault)
    {
        var isEncoding = fault.Message.StartsWith("Invalid character in the given encoding", StringComparison.Ordinal);
        return new FileError(code, fault.LineNumber > 0 ? fault.LineNumber : null, fault.LinePosition > 0 ? fault.LinePosition : null,
            isEncoding ? [("found", NotOfEncoding), ("expected", SafeXml.Encodings)] : []);
    }

    /// <summary>Why a file is not read as XML.</summary>
    public static FileError Forbidden(Code code, ForbiddenXmlException forbidden) => new(code, null, null, Information(forbidden))
    {
        Explanation = forbidden.Reason switch
        {
            ForbiddenXml.Encoding => new(
                $"Codage trouvé : {forbidden.Found}. Codages acceptés : {SafeXml.Encodings}.",
                $"Gevonden codering: {forbidden.Found}. Aanvaarde coderingen: {SafeXml.Encodings}.",
                $"Gefundene Kodierung: {forbidden.Found}. Angenommene Kodierungen: {SafeXml.Encodings}.",
                $"Encoding found: {forbidden.Found}. Encodings accepted: {SafeXml.Encodings}."),
            ForbiddenXml.Version => new(
                $"Version trouvée : {forbidden.Found}. Version acceptée : XML 1.0.",
                $"Gevonden versie: {forbidden.Found}. Aanvaarde versie: XML 1.0.",
                $"Gefundene Version: {forbidden.Found}. Angenommene Version: XML 1.0.",
                $"Version found: {forbidden.Found}. Version accepted: XML 1.0."),
            var other => Found(Limit(other)),
        },
    };

    private static Wording Found(Wording what) =>
        new($"Trouvé : {what.Fr}.", $"Gevonden: {what.Nl}.", $"Gefunden: {what.De}.", $"Found: {what.En}.");

    private static Wording Expected(Wording form) =>
        new($"Attendu : {form.Fr}.", $"Verwacht: {form.Nl}.", $"Erwartet: {form.De}.", $"Expected: {form.En}.");

    private static Wording OtherNamespace(string element, string found, string expected)
    {
        var none = found == None;
        if (expected.Length == 0)
        {
            return new(
                $"L'élément {element} est dans l'espace de noms {found} ; il n'est attendu dans aucun. Seule la racine en a un : "
                    + "donnez-lui un préfixe.",
                $"Het element {element} staat in de namespace {found}; het hoort in geen enkele. Alleen het hoofdelement heeft er een: "
                    + "geef dat een prefix.",
                $"Das Element {element} steht im Namensraum {found}; es gehört in keinen. Nur die Wurzel hat einen: Geben Sie "
                    + "ihr ein Präfix.",
                $"The element {element} is in the namespace {found}; it belongs in none. Only the root has one: give it a prefix.");
        }
        return new(
            $"L'élément {element} {(none ? "n'est dans aucun espace de noms" : $"est dans l'espace de noms {found}")} ; il est attendu "
                + $"dans {expected}.",
            $"Het element {element} staat in {(none ? "geen namespace" : $"de namespace {found}")}; het hoort in {expected}.",
            $"Das Element {element} steht in {(none ? "keinem Namensraum" : $"dem Namensraum {found}")}; es gehört in {expected}.",
            $"The element {element} is in {(none ? "no namespace" : $"the namespace {found}")}; it belongs in {expected}.");
    }

    /// <summary>Why XML is not read, for programs.</summary>
    public static (string Field, string Value)[] Information(ForbiddenXmlException forbidden) => forbidden.Reason switch
    {
        ForbiddenXml.Encoding => [("found", $"the encoding {forbidden.Found}"), ("expected", SafeXml.Encodings)],
        ForbiddenXml.Version => [("found", $"{forbidden.Found}"), ("expected", "XML 1.0")],
        var other => [("found", Limit(other).En)],
    };

    private static Wording Limit(ForbiddenXml reason) => reason switch
    {
        ForbiddenXml.Doctype => new("une déclaration DOCTYPE", "een DOCTYPE-declaratie", "eine DOCTYPE-Deklaration",
            "a DOCTYPE declaration"),
        ForbiddenXml.TokenTooLong => new(
            $"une balise, un attribut ou un texte de plus de {SafeXml.MaxTokenBytes} octets",
            $"een tag, attribuut of tekst van meer dan {SafeXml.MaxTokenBytes} bytes",
            $"ein Tag, Attribut oder Text von mehr als {SafeXml.MaxTokenBytes} Bytes",
            $"a tag, attribute or text longer than {SafeXml.MaxTokenBytes} bytes"),
        ForbiddenXml.TooDeep => new(
            $"plus de {SafeXml.MaxDepth} éléments l'un dans l'autre", $"meer dan {SafeXml.MaxDepth} elementen in elkaar",
            $"mehr als {SafeXml.MaxDepth} Elemente ineinander", $"more than {SafeXml.MaxDepth} elements inside one another"),
        ForbiddenXml.TooManyNames => new(
            $"plus de {SafeXml.MaxNames} noms différents", $"meer dan {SafeXml.MaxNames} verschillende namen",
            $"mehr als {SafeXml.MaxNames} verschiedene Namen", $"more than {SafeXml.MaxNames} different names"),
        _ => new("plus d'octets qu'admis", "meer bytes dan toegelaten", "mehr Bytes als zulässig", "more bytes than allowed"),
    };

    private static int? Positive(int value) => value > 0 ? value : null;
}
