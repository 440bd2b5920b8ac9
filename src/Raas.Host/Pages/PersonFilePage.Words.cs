using Raas.Domain;

namespace Raas.Host.Pages;

internal static partial class PersonFilePage
{
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
        "Seit diesem Tag erfasst; was früher gesendet wurde, ist nicht oder nicht mehr je Person bekannt. Was mitgeteilt wurde, steht in "
            + "der Datei selbst. Eine Empfangsbestätigung nennt niemanden.",
        "Accounted for since that day; what was sent before is not, or no longer, known by person. What was told stands in the file "
            + "itself. A receipt names nobody.");

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
        [FlowName.Answer] = new("réponse à une livraison", "antwoord op een levering", "Antwort auf eine Lieferung",
            "answer to a delivery"),
        [FlowName.Replacement] = new("numéro remplacé ou annulé", "vervangen of geannuleerd nummer", "ersetzte oder gestrichene Nummer",
            "number replaced or cancelled"),
        [FlowName.Identity] = new("changement d'identité", "wijziging van identiteit", "Änderung der Identität", "change of identity"),
    };
}
