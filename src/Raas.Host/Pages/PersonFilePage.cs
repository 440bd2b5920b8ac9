using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Inscriptions;
using Raas.Outgoing;
using Raas.Oversight;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Host.Pages;

/// <summary>The file of a person as one page that prints on A4, in the language of who asked. Nothing is fetched, no script runs: it can be
/// sent and kept as it is.</summary>
internal static class PersonFilePage
{
    private const string Style = """
        @page { size: A4; margin: 15mm; }
        body { font: 10pt/1.35 "Liberation Sans", Arial, sans-serif; color: #111; margin: 1.5em auto; max-width: 180mm; }
        h1 { font-size: 16pt; margin: 0 0 .3em; } h2 { font-size: 12.5pt; margin: 1.4em 0 .3em; break-after: avoid; }
        h3 { font-size: 10.5pt; margin: 1em 0 .2em; break-after: avoid; }
        table { border-collapse: collapse; width: 100%; font-size: 8.5pt; }
        thead { display: table-header-group; } tr { break-inside: avoid; }
        th, td { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        th { background: #eee; } .number { white-space: nowrap; } .none { color: #555; font-style: italic; }
        @media print { body { margin: 0; max-width: none; } }
        """;

    private static readonly Wording Title = new("Dossier d'une personne", "Dossier van een persoon", "Akte einer Person",
        "File of a person");

    private static readonly Wording Current = new("Numéro actuel", "Huidig nummer", "Heutige Nummer", "Current number");

    private static readonly Wording Former = new("Numéros remplacés", "Vervangen nummers", "Ersetzte Nummern", "Replaced numbers");

    private static readonly Wording Made = new("État au", "Stand op", "Stand vom", "As of");

    private static readonly Wording OnlyOf = new("Uniquement ce qui concerne", "Alleen wat betrekking heeft op", "Nur was betrifft",
        "Only what concerns");

    private static readonly Wording Active = new("Connu de la source authentique.", "Bekend bij de authentieke bron.",
        "Der authentischen Quelle bekannt.", "Known to the authentic source.");

    private static readonly Wording Cancelled = new("Annulé dans la source authentique.", "Geannuleerd in de authentieke bron.",
        "In der authentischen Quelle gestrichen.", "Cancelled in the authentic source.");

    private static readonly Wording Unknown = new("Inconnu de la source authentique.", "Niet bekend bij de authentieke bron.",
        "Der authentischen Quelle nicht bekannt.", "Not known to the authentic source.");

    private static readonly Wording Registered = new("Ce que les institutions ont inscrit", "Wat instellingen hebben geregistreerd",
        "Was Einrichtungen eingetragen haben", "What institutions registered");

    private static readonly Wording NothingRegistered = new("Aucune inscription, ni maintenant ni auparavant.",
        "Geen inschrijving, nu niet en vroeger niet.", "Keine Eintragung, weder jetzt noch früher.",
        "No inscription, neither now nor before.");

    private static readonly Wording Rows = new("Inscriptions actuelles", "Huidige inschrijvingen", "Heutige Eintragungen",
        "Inscriptions as they are");

    private static readonly Wording Changed = new("Comment elles ont changé", "Hoe ze zijn gewijzigd", "Wie sie sich geändert haben",
        "How they changed");

    private static readonly Wording Told = new("À qui ces données ont été communiquées dans des fichiers",
        "Aan wie gegevens in bestanden zijn meegedeeld", "Wem Daten in Dateien mitgeteilt wurden", "Who was told in files");

    private static readonly Wording ToldSince = new(
        "Comptabilisé depuis cette date ; ce qui a été envoyé auparavant n'est pas, ou n'est plus, connu par personne. Ce qui a été "
            + "communiqué se trouve dans le fichier lui-même. Un accusé de réception ne nomme personne.",
        "Bijgehouden sinds deze datum; wat vroeger is verzonden, is niet of niet meer per persoon bekend. Wat is meegedeeld, staat in het "
            + "bestand zelf. Een ontvangstbewijs noemt niemand.",
        "Seit diesem Tag erfasst; was früher gesendet wurde, ist nicht oder nicht mehr je Person bekannt. Was mitgeteilt wurde, steht in der "
            + "Datei selbst. Eine Empfangsbestätigung nennt niemanden.",
        "Accounted for since that day; what was sent before is not, or no longer, known by person. What was told stands in the file itself. "
            + "A receipt names nobody.");

    private static readonly Wording LostBetween = new("Inconnu entre ces deux moments", "Niet bekend tussen deze twee tijdstippen",
        "Unbekannt zwischen diesen beiden Zeitpunkten", "Not known between these two moments");

    private static readonly Wording LostBefore = new("Inconnu quelque temps avant ce moment", "Niet bekend enige tijd voor dit tijdstip",
        "Unbekannt einige Zeit vor diesem Zeitpunkt", "Not known for some time before this moment");

    private static readonly Wording Lost = new("tout a été perdu sauf une sauvegarde, et avec le reste qui les fichiers nommaient",
        "alles ging verloren behalve een back-up, en daarmee wie de bestanden noemden",
        "alles außer einer Sicherung ging verloren, und damit, wen die Dateien nannten",
        "all was lost but a backup, and with it whom the files named");

    private static readonly Wording NothingTold = new("Aucun fichier ne nomme cette personne.", "Geen bestand noemt deze persoon.",
        "Keine Datei nennt diese Person.", "No file names this person.");

    private static readonly Wording Looked = new("Qui a demandé ou consulté", "Wie heeft gevraagd of geraadpleegd",
        "Wer gefragt oder eingesehen hat", "Who asked or looked");

    private static readonly Wording NobodyLooked = new("Personne.", "Niemand.", "Niemand.", "Nobody.");

    private static readonly Wording Source = new("Notre copie de la source authentique", "Onze kopie van de authentieke bron",
        "Unsere Kopie der authentischen Quelle", "Our copy of the authentic source");

    private static readonly Wording NoCopy = new("Nous n'avons pas de copie.", "Wij hebben geen kopie.", "Wir haben keine Kopie.",
        "We have no copy.");

    private static readonly Wording ChangesSince = new("Changements depuis le", "Wijzigingen sinds", "Änderungen seit", "Changes since");

    private static readonly Wording NoChanges = new("Aucun changement.", "Geen wijziging.", "Keine Änderung.", "No change.");

    private static readonly Wording When = new("quand", "wanneer", "wann", "when");
    private static readonly Wording To = new("à qui", "aan wie", "an wen", "to whom");
    private static readonly Wording Number = new("numéro", "nummer", "Nummer", "number");
    private static readonly Wording What = new("quoi", "wat", "was", "what");
    private static readonly Wording FileAndItem = new("fichier, place", "bestand, plaats", "Datei, Stelle", "file, item");
    private static readonly Wording Basis = new("base légale", "rechtsgrond", "Rechtsgrundlage", "legal basis");
    private static readonly Wording Deliberation = new("délibération", "beraadslaging", "Beratung", "deliberation");
    private static readonly Wording Who = new("qui", "wie", "wer", "who");
    private static readonly Wording Outcome = new("résultat", "resultaat", "Ergebnis", "outcome");
    private static readonly Wording Why = new("pourquoi", "waarom", "warum", "why");
    private static readonly Wording Type = new("type de dossier", "dossiertype", "Aktentyp", "dossier type");
    private static readonly Wording Days = new("période", "periode", "Zeitraum", "period");
    private static readonly Wording Before = new("avant", "voor", "vorher", "before");
    private static readonly Wording After = new("après", "na", "nachher", "after");
    private static readonly Wording Open = new("sans fin", "open", "offen", "open");
    private static readonly Wording AsOf = new("au", "per", "zum", "as of");
    private static readonly Wording By = new("par", "door", "durch", "by");
    private static readonly Wording Delivery = new("livraison", "levering", "Lieferung", "delivery");
    private static readonly Wording TakenBack = new("annulée ou rétablie par l'exploitant", "door de beheerder teruggedraaid of hersteld",
        "vom Betreiber zurückgenommen oder wieder in Kraft gesetzt", "taken back, or put into effect again, by the operator");
    private static readonly Wording Record = new("enregistrement", "record", "Datensatz", "record");
    private static readonly Wording Night = new("nuit du", "nacht van", "Nacht vom", "night of");
    private static readonly Wording Call = new("appel en ligne", "online oproep", "Online-Aufruf", "online call");
    private static readonly Wording Receipt = new("accusé de réception", "ontvangstbewijs", "Empfangsbestätigung", "receipt");

    private static readonly Dictionary<string, Wording> Flows = new(StringComparer.Ordinal)
    {
        [FlowName.Answer] = new("réponse à une livraison", "antwoord op een levering", "Antwort auf eine Lieferung", "answer to a delivery"),
        [FlowName.Replacement] = new("numéro remplacé ou annulé", "vervangen of geannuleerd nummer", "ersetzte oder gestrichene Nummer",
            "number replaced or cancelled"),
        [FlowName.Identity] = new("changement d'identité", "wijziging van identiteit", "Änderung der Identität", "change of identity"),
    };

    /// <summary>The page.</summary>
    /// <param name="language">fr, nl, de or en.</param>
    public static Markup Of(PersonFile file, string language)
    {
        string In(Wording words) => words.In(language);
        var state = file.State switch { PersonState.Active => Active, PersonState.Cancelled => Cancelled, _ => Unknown };
        return Html($"""
            <!DOCTYPE html>
            <html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="robots" content="noindex"><title>{In(Title)} {file.Numbers[0]:D11}</title><style>{new Markup(Style)}</style></head><body>
            <h1>{In(Title)}</h1>
            <p>{In(Current)}: <b>{file.Numbers[0]:D11}</b>. {In(state)}{(file.Numbers.Count > 1 ? $" {In(Former)}: {string.Join(", ", file.Numbers.Skip(1).Select(n => n.ToString("D11")))}." : "")}<br>
            {In(Made)} {Moment(file.At)}.{(file.Only is { } only ? $" {In(OnlyOf)} {Party(file, only.Value)}." : "")}</p>
            <h2>1. {In(Registered)}</h2>
            {(file.Institutions.Count == 0 ? None(In(NothingRegistered)) : Markup.Join(file.Institutions.Select(one => Institution(file, one, In))))}
            <h2>2. {In(Told)}</h2>
            <p>{Moment(file.DisclosuresSince)}: {In(ToldSince)}</p>
            {Markup.Join(file.DisclosuresLost.Select(lost => NotKnown(lost, In)))}
            {Table([When, To, Number, What, FileAndItem, Basis, Deliberation], file.Disclosures.Select(one => Told1(file, one, In)), NothingTold, In)}
            <h2>3. {In(Looked)}</h2>
            {Table([When, Who, Number, What, Outcome, Basis, Deliberation, Why], file.Looks.Select(look => Look(file, look)), NobodyLooked, In)}
            {(file.Only is null ? Copy(file, In) : Markup.None)}
            </body></html>

            """);
    }

    /// <summary>What our copy holds of a person, in the names that JSON has; nothing of what is not known.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(PersonRow? person) => person is null ? [] : new (string, string?)[]
    {
        ("ssin", person.Ssin.ToString("D11", CultureInfo.InvariantCulture)), ("register", person.Register), ("lastName", person.LastName),
        ("firstNames", person.FirstNames), ("birthDate", IncompleteDate.FromPacked(person.BirthDate).ToString()),
        ("birthPlace", person.BirthPlace),
        ("gender", person.Gender switch { Gender.Male => "M", Gender.Female => "F", _ => null }), ("nationalities", person.Nationalities),
        ("civilState", person.CivilState), ("address", person.Address),
        ("deceaseDate", person.DeceaseDay is { } day ? Day(DateOnly.FromDayNumber(day)) : null),
    }.Where(field => !string.IsNullOrEmpty(field.Item2)).Select(field => (field.Item1, field.Item2!));

    /// <summary>What stands on several lines in the store, on one.</summary>
    public static string? Flat(string? value) =>
        value is null ? null : string.Join(", ", value.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static Markup Html(Markup.Builder text) => Markup.Of(ref text);

    private static Markup Institution(PersonFile file, PersonAtInstitution one, Func<Wording, string> word) => Html($"""
        <h3>{Party(file, one.Party.Value)}</h3>
        {(one.Rows.Count == 0 ? Markup.None : Html($"<p>{word(Rows)}</p>"))}
        {(one.Rows.Count == 0 ? Markup.None : Table([Number, Type, Days], one.Rows.Select(row => Cells($"{row.Ssin:D11}", row.DossierType, Span(row.Period, word))), NothingRegistered, word))}
        <p>{word(Changed)}</p>
        {Table([When, Number, Type, Before, After, Why], one.Changes.Select(c => Cells(Moment(c.At), $"{c.Ssin:D11}", c.DossierType, Span(c.Before, word), Span(c.After, word), Cause(file, c, word))), NoChanges, word)}
        """);

    private static string Cause(PersonFile file, ExplainedChange c, Func<Wording, string> word)
    {
        if (c.DeliveryId is { } id)
            return (c.IsRevert ? $"{word(TakenBack)}: " : "") + $"{word(Delivery)} {id} ({c.DataFileName}), {word(Record)} {c.RecordNumber}";
        if (c.Night is not { } night)
            return c.Cause == "ONLINE" ? word(Call) : c.Cause;
        return $"{word(Night)} {Day(night)}" + (c.Event is { } said
            ? $": {said.DataGroup} {Day(said.Date)}, {Party(file, said.Source)}, {said.MutationId}" : "");
    }

    private static Markup NotKnown(LostDisclosures lost, Func<Wording, string> word)
    {
        var time = lost.Since is { } since
            ? $"{word(LostBetween)}: {Moment(since)} – {Moment(lost.Until)}"
            : $"{word(LostBefore)}: {Moment(lost.Until)}";
        return Html($"<p><b>{time}</b>: {word(Lost)} ({lost.Reason}).</p>\n");
    }

    private static Markup Told1(PersonFile file, DisclosureTo one, Func<Wording, string> word)
    {
        var sent = one.What.File;
        var receipt = one.Receipt is { } number ? $" ({word(Receipt)} {number})" : "";
        return Cells(Moment(sent.CreatedAt), Party(file, sent.Party),
            string.Join(' ', one.Ssins.Select(ssin => ssin.ToString("D11", CultureInfo.InvariantCulture))),
            Flows.TryGetValue(sent.Flow, out var flow) ? word(flow) : sent.Flow, $"{sent.Flow} {sent.Number}, {one.What.Item}{receipt}",
            sent.LegalContext, one.What.Deliberations);
    }

    private static Markup Look(PersonFile file, LookAt look)
    {
        var entry = look.Entry;
        var who = entry.Party is { } party ? $"{Party(file, party)}: {entry.Caller}" : entry.Caller;
        return Cells(Moment(entry.At), who, entry.Ssin is { } ssin ? $"{ssin:D11}" : null, $"{entry.Channel} {entry.Operation}",
            entry.Outcome, entry.LegalContext, look.Deliberations, entry.Reason);
    }

    private static Markup Copy(PersonFile file, Func<Wording, string> word)
    {
        var fields = Fields(file.Person).ToList();
        return Html($"""
            <h2>4. {word(Source)}</h2>
            {(fields.Count == 0 ? None(word(NoCopy)) : Html($"<table><tbody>{fields.Select(field => Html($"<tr><th scope=\"row\">{field.Name}</th><td>{Flat(field.Value)}</td></tr>"))}</tbody></table>"))}
            <p>{word(ChangesSince)} {Day(file.ChangesSince)}</p>
            {Table([When, Number, What, Before, After, AsOf, By], file.Changes.Select(c => Cells(Moment(c.At), $"{c.Ssin:D11}", c.DataGroup, Flat(c.BeforeValue), Flat(c.AfterValue), Day(c.Date), $"{Party(file, c.Source)}, {c.MutationId}")), NoChanges, word)}
            """);
    }

    private static Markup Table(Wording[] headings, IEnumerable<Markup> rows, Wording nothing, Func<Wording, string> word) =>
        rows.ToList() is { Count: > 0 } all
            ? Html($"<table><thead><tr>{headings.Select(h => Html($"<th>{word(h)}</th>"))}</tr></thead><tbody>{Markup.Join(all)}</tbody></table>")
            : None(word(nothing));

    /// <summary>Numbers are not broken.</summary>
    private static Markup Cells(params string?[] cells) => Html($"<tr>{cells.Select(cell => cell?.All(char.IsAsciiDigit) == true
        ? Html($"<td class=\"number\">{cell}</td>") : Html($"<td>{cell}</td>"))}</tr>\n");

    private static Markup None(string text) => Html($"<p class=\"none\">{text}</p>");

    private static string Party(PersonFile file, long party) =>
        file.Names.GetValueOrDefault(party) is { } name ? $"{name} ({party:D10})" : $"{party:D10}";

    private static string Span(Period? period, Func<Wording, string> word) => period is not { } days ? ""
        : $"{Day(days.Begin)} – {(days.End is { } end ? Day(end) : word(Open))}";

    private static string Moment(DateTimeOffset at) => BelgianTime.At(at).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
