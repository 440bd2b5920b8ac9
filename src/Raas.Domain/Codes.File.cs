namespace Raas.Domain;

public static partial class Codes
{
    /// <summary>Why a delivery is refused as a whole. Nothing of it is applied, and it does not use up its number.</summary>
    public static class File
    {
        public static readonly Code VoucherNotXml = new("RAA10001", nameof(VoucherNotXml),
            "Le bordereau n'est pas du XML bien formé. Corrigez-le à l'endroit indiqué et renvoyez la livraison sous le même numéro.",
            "De voucher is geen welgevormde XML. Verbeter hem op de genoemde plaats en stuur de levering opnieuw onder hetzelfde nummer.",
            "Der Begleitschein ist kein wohlgeformtes XML. Berichtigen Sie ihn an der genannten Stelle und senden Sie die Lieferung unter "
                + "derselben Nummer erneut.",
            "The voucher is not well-formed XML. Correct it at the place named and send the delivery again under the same number.");

        public static readonly Code VoucherNotValid = new("RAA10002", nameof(VoucherNotValid),
            "Le bordereau n'est pas conforme à son schéma (voucher-v1.xsd). Corrigez-le à l'endroit indiqué et renvoyez la livraison.",
            "De voucher voldoet niet aan zijn schema (voucher-v1.xsd). Verbeter hem op de genoemde plaats en stuur de levering opnieuw.",
            "Der Begleitschein entspricht nicht seinem Schema (voucher-v1.xsd). Berichtigen Sie ihn an der genannten Stelle und senden Sie "
                + "die Lieferung erneut.",
            "The voucher does not follow its schema (voucher-v1.xsd). Correct it at the place named and send the delivery again.");

        public static readonly Code NotForUs = new("RAA10003", nameof(NotForUs),
            "La livraison n'est pas destinée à ce système: destinataire ou environnement (T, A, P) différent. Vérifiez où elle devait "
                + "aller.",
            "De levering is niet voor dit systeem bestemd: andere bestemmeling of omgeving (T, A, P). Ga na waar ze heen moest.",
            "Die Lieferung ist nicht für dieses System bestimmt: anderer Empfänger oder andere Umgebung (T, A, P). Prüfen Sie, wohin sie "
                + "gehen sollte.",
            "The delivery is not meant for this system: another receiver or environment (T, A, P). Check where it had to go.");

        public static readonly Code SenderNotOwner = new("RAA10004", nameof(SenderNotOwner),
            "L'expéditeur nommé dans le bordereau n'est pas celui à qui appartient ce répertoire. Déposez la livraison dans votre "
                + "propre répertoire.",
            "De afzender in de voucher is niet de eigenaar van deze map. Plaats de levering in uw eigen map.",
            "Der im Begleitschein genannte Absender ist nicht der Eigentümer dieses Ordners. Legen Sie die Lieferung in Ihren eigenen "
                + "Ordner.",
            "The sender named in the voucher does not own this folder. Put the delivery in your own folder.");

        public static readonly Code FlowNotAllowed = new("RAA10005", nameof(FlowNotAllowed),
            "Vous ne pouvez pas envoyer ce flux. Vérifiez le flux dans le bordereau ou demandez l'accès au gestionnaire.",
            "U mag deze gegevensstroom niet insturen. Controleer de stroom in de voucher of vraag de beheerder om toegang.",
            "Sie dürfen diesen Datenfluss nicht einsenden. Prüfen Sie den Fluss im Begleitschein oder bitten Sie den Betreiber um Zugang.",
            "You may not send this flow. Check the flow in the voucher, or ask the operator for access.");

        public static readonly Code DataFileIncomplete = new("RAA10006", nameof(DataFileIncomplete),
            "Le fichier de données manque ou est resté trop longtemps plus court que ne l'indique le bordereau. Renvoyez d'abord "
                + "les données, puis le bordereau.",
            "Het gegevensbestand ontbreekt of bleef te lang korter dan de voucher aangeeft. Stuur eerst de gegevens en dan de voucher "
                + "opnieuw.",
            "Die Datendatei fehlt oder blieb zu lange kürzer als im Begleitschein angegeben. Senden Sie zuerst die Daten, dann den "
                + "Begleitschein erneut.",
            "The data file is missing, or stayed shorter than the voucher says for too long. Send the data again first, then the voucher.");

        public static readonly Code FileNameNotAllowed = new("RAA10007", nameof(FileNameNotAllowed),
            "Nom de fichier non admis. Il a 128 caractères au plus (lettres, chiffres, point, tiret, soulignement) et finit par .xml. Le "
                + "bordereau porte le même nom avec l'extension .voucher.xml.",
            "Bestandsnaam niet toegelaten. Hij telt hoogstens 128 tekens (letters, cijfers, punt, streepje, onderstreping) en eindigt op "
                + ".xml. De voucher heeft dezelfde naam met de extensie .voucher.xml.",
            "Dateiname nicht zulässig. Er hat höchstens 128 Zeichen (Buchstaben, Ziffern, Punkt, Binde- und Unterstrich) und endet auf "
                + ".xml. Der Begleitschein trägt denselben Namen mit der Endung .voucher.xml.",
            "File name not allowed. It has at most 128 characters (letters, digits, point, hyphen, underscore) and ends in .xml. The "
                + "voucher has the same name with the ending .voucher.xml.");

        public static readonly Code SizeDiffers = new("RAA10008", nameof(SizeDiffers),
            "Le fichier de données n'a pas la taille indiquée dans le bordereau. Transférez en mode binaire, faites un nouveau bordereau "
                + "ou renvoyez le bon fichier.",
            "Het gegevensbestand heeft niet de grootte die in de voucher staat. Verstuur in binaire modus, maak een nieuwe voucher of "
                + "stuur het juiste bestand.",
            "Die Datendatei hat nicht die im Begleitschein genannte Größe. Übertragen Sie binär, erstellen Sie einen neuen Begleitschein "
                + "oder senden Sie die richtige Datei.",
            "The data file has not the size that the voucher says. Transfer it in binary mode, make a new voucher, or send the right "
                + "file.");

        public static readonly Code DigestDiffers = new("RAA10009", nameof(DigestDiffers),
            "L'empreinte SHA-256 du fichier de données n'est pas celle du bordereau: le fichier a changé en route. Renvoyez les deux "
                + "fichiers.",
            "De SHA-256-waarde van het gegevensbestand is niet die van de voucher: het bestand is onderweg veranderd. Stuur beide "
                + "bestanden opnieuw.",
            "Der SHA-256-Wert der Datendatei ist nicht der des Begleitscheins: Die Datei wurde unterwegs verändert. Senden Sie beide "
                + "Dateien erneut.",
            "The SHA-256 digest of the data file is not the one in the voucher: the file changed on its way. Send both files again.");

        public static readonly Code DataNotXml = new("RAA10010", nameof(DataNotXml),
            "Le fichier de données n'est pas du XML bien formé. Corrigez-le à l'endroit indiqué et renvoyez-le sous le même numéro.",
            "Het gegevensbestand is geen welgevormde XML. Verbeter het op de genoemde plaats en stuur het opnieuw onder hetzelfde nummer.",
            "Die Datendatei ist kein wohlgeformtes XML. Berichtigen Sie sie an der genannten Stelle und senden Sie sie unter derselben "
                + "Nummer erneut.",
            "The data file is not well-formed XML. Correct it at the place named and send it again under the same number.");

        public static readonly Code NumberReused = new("RAA10011", nameof(NumberReused),
            "Ce numéro de fichier a déjà été accepté avec un autre contenu. Utilisez le numéro suivant (voir status.xml).",
            "Dit bestandsnummer werd al aanvaard met een andere inhoud. Gebruik het volgende nummer (zie status.xml).",
            "Diese Dateinummer wurde bereits mit anderem Inhalt angenommen. Verwenden Sie die nächste Nummer (siehe status.xml).",
            "This file number was already accepted with other content. Use the next number (see status.xml).");

        public static readonly Code DataNotValid = new("RAA10012", nameof(DataNotValid),
            "Le fichier de données n'est pas conforme au schéma du flux. Corrigez-le aux endroits indiqués et renvoyez-le sous le même "
                + "numéro.",
            "Het gegevensbestand voldoet niet aan het schema van de gegevensstroom. Verbeter het op de genoemde plaatsen en stuur het "
                + "opnieuw onder hetzelfde nummer.",
            "Die Datendatei entspricht nicht dem Schema des Datenflusses. Berichtigen Sie sie an den genannten Stellen und senden Sie "
                + "sie unter derselben Nummer erneut.",
            "The data file does not follow the schema of its flow. Correct it at the places named and send it again under the same "
                + "number.");

        public static readonly Code TooManyRejected = new("RAA10013", nameof(TooManyRejected),
            "Le nombre d'enregistrements rejetés dépasserait le seuil fixé pour votre institution ; rien n'a été appliqué. Vérifiez si "
                + "c'est le bon fichier et corrigez.",
            "Er zouden meer records geweigerd worden dan uw instelling toelaat; niets is toegepast. Ga na of dit het juiste bestand is en "
                + "verbeter.",
            "Es würden mehr Datensätze abgelehnt, als Ihre Einrichtung zulässt; es wurde nichts verarbeitet. Prüfen Sie, ob es die "
                + "richtige Datei ist, und berichtigen Sie.",
            "More records would be rejected than your institution allows; nothing was applied. Check that it is the right file, and "
                + "correct it.");

        public static readonly Code EnvelopeDiffers = new("RAA10014", nameof(EnvelopeDiffers),
            "L'en-tête du fichier de données et le bordereau se contredisent (expéditeur, destinataire ou numéro). Faites-les concorder.",
            "De hoofding van het gegevensbestand en de voucher spreken elkaar tegen (afzender, bestemmeling of nummer). Breng ze in "
                + "overeenstemming.",
            "Der Kopf der Datendatei und der Begleitschein widersprechen sich (Absender, Empfänger oder Nummer). Bringen Sie beide in "
                + "Einklang.",
            "The head of the data file and the voucher contradict one another (sender, receiver or number). Make them agree.");

        public static readonly Code CountDiffers = new("RAA10015", nameof(CountDiffers),
            "Le fichier contient un nombre d'enregistrements différent de celui indiqué dans le bordereau. Vérifiez si le fichier est "
                + "complet.",
            "Het bestand telt een ander aantal records dan de voucher aangeeft. Ga na of het bestand volledig is.",
            "Die Datei enthält eine andere Anzahl Datensätze, als der Begleitschein angibt. Prüfen Sie, ob die Datei vollständig ist.",
            "The file has another number of records than the voucher says. Check that the file is complete.");

        public static readonly Code NotARegularFile = new("RAA10016", nameof(NotARegularFile),
            "Sous ce nom se trouve un dossier, un lien ou un périphérique. Déposez un fichier ordinaire.",
            "Onder deze naam staat een map, een koppeling of een apparaat. Plaats een gewoon bestand.",
            "Unter diesem Namen steht ein Ordner, eine Verknüpfung oder ein Gerät. Legen Sie eine gewöhnliche Datei ab.",
            "There is a folder, a link or a device under this name. Put an ordinary file there.");

        public static readonly Code DataFileClaimedTwice = new("RAA10017", nameof(DataFileClaimedTwice),
            "Le bordereau nomme le fichier de données d'un autre bordereau. Chaque bordereau nomme son propre fichier, du même nom que "
                + "lui.",
            "Het voucherbestand verwijst naar het gegevensbestand van een andere voucher. Elke voucher verwijst naar zijn eigen bestand, "
                + "met dezelfde naam.",
            "Der Begleitschein nennt die Datendatei eines anderen Begleitscheins. Jeder nennt seine eigene Datei, die "
                + "denselben Namen trägt.",
            "The voucher names the data file of another voucher. Every voucher names its own file, called as it is.");

        public static readonly Code ForbiddenXml = new("RAA10018", nameof(ForbiddenXml),
            "Le XML contient ce que nous n'acceptons pas: un DOCTYPE, un codage ou une version de XML que nous ne lisons pas, ou une "
                + "profondeur ou longueur au-delà de nos limites. Corrigez ce qui est nommé et renvoyez le fichier.",
            "De XML bevat wat wij niet aanvaarden: een DOCTYPE, een codering of een versie van XML die wij niet lezen, of een diepte of "
                + "lengte boven onze grenzen. Verbeter wat genoemd wordt en stuur het bestand opnieuw.",
            "Das XML enthält, was wir nicht annehmen: eine DOCTYPE-Deklaration, eine Kodierung oder eine XML-Version, die wir nicht "
                + "lesen, oder eine Tiefe oder Länge über unseren Grenzen. Berichtigen Sie, was genannt ist, und senden Sie die Datei "
                + "erneut.",
            "The XML holds what we do not accept: a DOCTYPE, an encoding or a version of XML that we do not read, or a depth or length "
                + "beyond our limits. Mend what is named and send the file again.");

        public static readonly Code NotReadable = new("RAA10019", nameof(NotReadable),
            "Le fichier ne peut pas être lu: ses droits d'accès le réservent à votre compte. Déposez-le avec le droit de lecture pour le "
                + "groupe (umask 027).",
            "Het bestand kan niet gelezen worden: zijn toegangsrechten houden het voor uw account. Plaats het met leesrecht voor de groep "
                + "(umask 027).",
            "Die Datei kann nicht gelesen werden: Ihre Rechte behalten sie Ihrem Konto vor. Legen Sie sie mit Leserecht für die Gruppe ab "
                + "(umask 027).",
            "The file cannot be read: its mode keeps it for your account. Put it there with read access for the group (umask 027).");

        public static IReadOnlyList<Code> All { get; } =
        [
            VoucherNotXml, VoucherNotValid, NotForUs, SenderNotOwner, FlowNotAllowed, DataFileIncomplete, FileNameNotAllowed, SizeDiffers,
            DigestDiffers, DataNotXml, NumberReused, DataNotValid, TooManyRejected, EnvelopeDiffers, CountDiffers, NotARegularFile,
            DataFileClaimedTwice, ForbiddenXml, NotReadable,
        ];
    }
}
