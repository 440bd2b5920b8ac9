using Raas.Domain;
using Raas.Inscriptions;
using Raas.Operations;

namespace Raas.Intake;

/// <summary>How we say why a delivery waits.</summary>
public static class WaitWords
{
    /// <summary>The word of status.xml, of metrics and of <c>--json</c>; contract §3 lists them.</summary>
    public static string Wire(WaitReason reason) => reason switch
    {
        WaitReason.WaitsForNumber => "WAITS_FOR_NUMBER",
        WaitReason.DataFileMissing => "DATA_FILE_MISSING",
        WaitReason.LaneBusy => "BEING_PROCESSED",
        WaitReason.NextRound => "NEXT_ROUND",
        WaitReason.Held => "LANE_HELD",
        WaitReason.Guarded => "WAITS_FOR_RELEASE",
        WaitReason.VoucherIncomplete => "VOUCHER_INCOMPLETE",
        WaitReason.NotReadable => "NOT_READABLE",
        WaitReason.CannotBeMoved => "CANNOT_BE_MOVED",
        WaitReason.NoVoucher => "NO_VOUCHER",
        WaitReason.OnItsWay => "ON_ITS_WAY",
        _ => "DATA_FILE_INCOMPLETE",
    };

    /// <summary>How much the delivery would take, for people.</summary>
    public static string Taken(StoppedByGuard guarded) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{guarded.RowsTaken:N0} of {guarded.RowsBefore:N0} rows");

    /// <summary>As long as status.xml takes.</summary>
    private static string Fit(string text) => Raas.Domain.Characters.CutWithSign(text, 512);

    /// <summary>What a person should know or do, in a sentence or two of English.</summary>
    public static string Explain(Waiting waiting) => Words(waiting).En;

    /// <summary>The same in four languages, each as long as status.xml takes.</summary>
    public static Wording Words(Waiting waiting)
    {
        var words = Say(waiting);
        return new(Fit(words.Fr), Fit(words.Nl), Fit(words.De), Fit(words.En));
    }

    private static Wording Say(Waiting waiting) => waiting.Reason switch
    {
        WaitReason.WaitsForNumber when waiting.IsAlarm => new(
            $"Le numéro {waiting.MissingNumber} doit venir d'abord, et manque depuis trop longtemps : envoyez-le.",
            $"Nummer {waiting.MissingNumber} moet eerst komen en ontbreekt al te lang: stuur het.",
            $"Die Nummer {waiting.MissingNumber} muss zuerst kommen und fehlt schon zu lange: Senden Sie sie.",
            $"Number {waiting.MissingNumber} has to come first, and has been missing for too long: send it."),
        WaitReason.WaitsForNumber => new(
            $"Le numéro {waiting.MissingNumber} doit venir d'abord.", $"Nummer {waiting.MissingNumber} moet eerst komen.",
            $"Die Nummer {waiting.MissingNumber} muss zuerst kommen.", $"Number {waiting.MissingNumber} has to come first."),
        WaitReason.DataFileMissing => new(
            "Le fichier de données que nomme le bordereau n'est pas encore là.",
            "Het gegevensbestand waarnaar de voucher verwijst, is er nog niet.",
            "Die Datendatei, die der Begleitschein nennt, ist noch nicht da.",
            "The data file that the voucher names is not there yet."),
        WaitReason.DataFileIncomplete => new(
            "Le fichier de données est plus court que ne l'indique le bordereau : il est encore en route.",
            "Het gegevensbestand is korter dan de voucher aangeeft: het is nog onderweg.",
            "Die Datendatei ist kürzer als im Begleitschein angegeben: Sie ist noch unterwegs.",
            "The data file is shorter than the voucher says: it is still on its way."),
        WaitReason.VoucherIncomplete => new(
            "Le bordereau s'arrête trop tôt : il est encore en route.", "De voucher eindigt te vroeg: hij is nog onderweg.",
            "Der Begleitschein endet zu früh: Er ist noch unterwegs.", "The voucher ends too early: it is still on its way."),
        WaitReason.NotReadable => new(
            "Les droits du bordereau ou de son fichier de données les réservent à votre compte : RAAS ne peut pas les lire. Donnez au "
                + "groupe le droit de lecture (umask 027).",
            "De rechten van de voucher of van zijn gegevensbestand houden ze voor uw account: RAAS kan ze niet lezen. Geef de groep "
                + "leesrecht (umask 027).",
            "Die Rechte des Begleitscheins oder seiner Datendatei behalten sie Ihrem Konto vor: RAAS kann sie nicht lesen. Geben Sie der "
                + "Gruppe Leserecht (umask 027).",
            "The mode of the voucher or of its data file keeps it for your account: RAAS cannot read it. Give the group read access "
                + "(umask 027)."),
        WaitReason.CannotBeMoved => new(
            "Ce n'est pas une livraison, et RAAS ne peut pas l'enlever : enlevez-le.",
            "Het is geen levering, en RAAS kan het niet weghalen: verwijder het.",
            "Es ist keine Lieferung, und RAAS kann es nicht entfernen: Entfernen Sie es.",
            "It is no delivery, and RAAS cannot move it away: remove it."),
        WaitReason.NoVoucher => new(
            "Aucun bordereau ne le nomme. Un fichier de données est pris dès que son bordereau est là : le même nom, avec .voucher.xml au "
                + "lieu de .xml.",
            "Geen voucher verwijst ernaar. Een gegevensbestand wordt genomen zodra zijn voucher er is: dezelfde naam, met .voucher.xml in "
                + "plaats van .xml.",
            "Kein Begleitschein nennt sie. Eine Datendatei wird genommen, sobald ihr Begleitschein da ist: derselbe Name, mit .voucher.xml "
                + "statt .xml.",
            "No voucher names it. A data file is taken once its voucher is there, which has its name and .voucher.xml in place of .xml."),
        WaitReason.OnItsWay => new(
            "Son nom commence par un point : RAAS le regarde dès qu'il a son nom définitif.",
            "De naam begint met een punt: RAAS bekijkt het zodra het zijn definitieve naam heeft.",
            "Der Name beginnt mit einem Punkt: RAAS sieht sie an, sobald sie ihren endgültigen Namen hat.",
            "Its name begins with a point: RAAS looks at it once it has its final name."),
        WaitReason.NextRound => new(
            "Rien ne le retient : le prochain passage le prend.", "Niets houdt het tegen: de volgende ronde neemt het.",
            "Nichts hält sie auf: Der nächste Durchgang nimmt sie.", "Nothing holds it: the next round takes it."),
        WaitReason.Held => new(
            $"Un gestionnaire a arrêté ce flux : {waiting.Detail}", $"Een beheerder heeft deze gegevensstroom stilgelegd: {waiting.Detail}",
            $"Ein Betreiber hat diesen Datenfluss angehalten: {waiting.Detail}", $"An operator has stopped this lane: {waiting.Detail}"),
        WaitReason.Guarded when waiting.Guard is { } guard => Unusual(guard),
        _ => new(
            "Un autre traitement est en cours pour ce flux.", "Een andere verwerking is bezig voor deze gegevensstroom.",
            "Für diesen Datenfluss läuft eine andere Verarbeitung.", "Another worker is busy with this lane."),
    };

    private static Wording Unusual(StoppedByGuard guard) => new(
        $"Elle supprimerait ou raccourcirait {Count(guard.RowsTaken)} de {Count(guard.RowsBefore)} inscriptions : un gestionnaire doit la "
            + "libérer. Si ce n'était pas voulu, déposez un fichier .cancel vide.",
        $"Ze zou {Count(guard.RowsTaken)} van {Count(guard.RowsBefore)} inschrijvingen verwijderen of inkorten: een beheerder moet ze "
            + "vrijgeven. Was dat niet de bedoeling, plaats dan een leeg .cancel-bestand.",
        $"Sie würde {Count(guard.RowsTaken)} von {Count(guard.RowsBefore)} Einschreibungen entfernen oder kürzen: Ein Betreiber muss sie "
            + "freigeben. War das nicht gewollt, legen Sie eine leere .cancel-Datei ab.",
        $"It would remove or shorten {Taken(guard)}: an operator has to release it. If that was not meant, drop an empty .cancel file.");

    /// <summary>Groups of three with a space that does not break, as all four languages allow.</summary>
    private static string Count(long count) =>
        count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '\u00A0');
}
