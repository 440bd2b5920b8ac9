using Raas.Domain;

namespace Raas.Outgoing;

/// <summary>What became of the records of a delivery, counted.</summary>
/// <param name="Read">The sum of the others.</param>
public sealed record RecordCounts(
    long Read, long Registered, long Merged, long Unchanged, long Removed, long Shortened, long Rejected, long Reverted = 0);

/// <summary>What a receipt says to people: what was decided, how many records ended how, where the answer is, what comes next.</summary>
internal static class ReceiptWords
{
    public static Wording Of(Receipt receipt)
    {
        List<Wording> sentences = [Decision(receipt.Decision)];
        if (receipt.Counts is { } counts)
            sentences.Add(Counts(counts));
        if (receipt.AnswerFileName is { } answer)
            sentences.Add(Answer(answer, receipt.RejectedFileName));
        if (receipt.NextExpected is { } next)
            sentences.Add(new($"Prochain numéro attendu : {next}.", $"Volgend verwacht nummer: {next}.",
                $"Nächste erwartete Nummer: {next}.", $"Next number expected: {next}."));
        return sentences.Aggregate((words, next) => words.Then(next));
    }

    private static Wording Decision(string decision) => decision switch
    {
        "ACCEPTED" => new("Livraison acceptée et appliquée.", "Levering aanvaard en toegepast.", "Lieferung angenommen und verarbeitet.",
            "Delivery accepted and applied."),
        "DUPLICATE" => new(
            "Cette livraison a déjà été acceptée, sous le même numéro et avec le même contenu : rien n'a été appliqué une seconde fois.",
            "Deze levering werd al aanvaard, onder hetzelfde nummer en met dezelfde inhoud: er is niets een tweede keer toegepast.",
            "Diese Lieferung wurde bereits angenommen, unter derselben Nummer und mit demselben Inhalt: Nichts wurde ein zweites Mal "
                + "verarbeitet.",
            "This delivery was accepted before, under the same number and with the same content: nothing was applied a second time."),
        "CANCELLED" => new("Livraison retirée à votre demande : rien n'en a été appliqué.",
            "Levering ingetrokken op uw verzoek: er is niets van toegepast.",
            "Lieferung auf Ihren Wunsch zurückgezogen: Nichts davon wurde verarbeitet.",
            "Delivery withdrawn as you asked: nothing of it was applied."),
        Receipt.Reverted => new(
            "L'exploitant de RAAS a annulé les effets de cette livraison ; ce qui a changé depuis reste. Son numéro reste consommé : ce "
                + "qui doit valoir, envoyez-le dans une nouvelle livraison.",
            "De beheerder van RAAS heeft deze levering teruggedraaid; wat sindsdien is veranderd, blijft. Haar nummer blijft verbruikt: "
                + "stuur wat moet gelden in een nieuwe levering.",
            "Der Betreiber von RAAS hat diese Lieferung rückgängig gemacht; was sich seither geändert hat, bleibt. Ihre Nummer bleibt "
                + "verbraucht: Senden Sie, was gelten soll, in einer neuen Lieferung.",
            "The operator of RAAS took this delivery back; what has changed since stays. Its number stays used up: send what is to hold in "
                + "a new delivery."),
        Receipt.Restored => new(
            "Cette livraison, que l'exploitant de RAAS avait annulée, est de nouveau en vigueur ; ce qui a changé depuis reste.",
            "Deze levering, die de beheerder van RAAS had teruggedraaid, geldt opnieuw; wat sindsdien is veranderd, blijft.",
            "Diese Lieferung, die der Betreiber von RAAS rückgängig gemacht hatte, gilt wieder; was sich seither geändert hat, bleibt.",
            "This delivery, which the operator of RAAS had taken back, is in effect again; what has changed since stays."),
        _ => new("Livraison refusée : rien n'en a été appliqué et son numéro n'est pas consommé. Les erreurs disent que faire.",
            "Levering geweigerd: er is niets van toegepast en haar nummer is niet verbruikt. De fouten zeggen wat u moet doen.",
            "Lieferung abgelehnt: Nichts davon wurde verarbeitet, und ihre Nummer ist nicht verbraucht. Die Fehler sagen, was zu tun ist.",
            "Delivery refused: nothing of it was applied, and its number is not used up. The errors say what to do."),
    };

    private static Wording Counts(RecordCounts counts)
    {
        (long Count, Wording Word)[] all =
        [
            (counts.Registered, new("inscrits", "ingeschreven", "eingetragen", "registered")),
            (counts.Merged, new("fusionnés", "samengevoegd", "zusammengeführt", "merged")),
            (counts.Unchanged, new("inchangés", "ongewijzigd", "unverändert", "unchanged")),
            (counts.Removed, new("supprimés", "verwijderd", "entfernt", "removed")),
            (counts.Shortened, new("raccourcis", "ingekort", "gekürzt", "shortened")),
            (counts.Rejected, new("rejetés", "geweigerd", "abgelehnt", "rejected")),
            (counts.Reverted, new("annulés", "teruggedraaid", "rückgängig gemacht", "reverted")),
        ];
        string List(string read, Func<Wording, string> language, string colon) => $"{read}{colon}{counts.Read}" + string.Concat(
            all.Where(one => one.Count > 0).Select(one => $"; {language(one.Word)}{colon}{one.Count}")) + ".";
        return new(List("Enregistrements lus", word => word.Fr, " : ").Replace("; ", " ; ", StringComparison.Ordinal),
            List("Gelezen records", word => word.Nl, ": "), List("Gelesene Datensätze", word => word.De, ": "),
            List("Records read", word => word.En, ": "));
    }

    private static Wording Answer(string name, string? rejected) => rejected is null
        ? new($"La réponse est {name}.", $"Het antwoord is {name}.", $"Die Antwort ist {name}.", $"The answer is {name}.")
        : new($"La réponse est {name} ; les enregistrements rejetés sont dans {rejected}, à corriger et à renvoyer.",
            $"Het antwoord is {name}; de geweigerde records staan in {rejected}, om te verbeteren en opnieuw te sturen.",
            $"Die Antwort ist {name}; die abgelehnten Datensätze stehen in {rejected}, zum Berichtigen und erneuten Senden.",
            $"The answer is {name}; the rejected records are in {rejected}, to correct and send again.");
}
