namespace Raas.Domain;

public static partial class Codes
{
    /// <summary>What only the services say: MSG codes of the generic list, RAA50xxx about a question, RAA60xxx about a message.</summary>
    public static class Online
    {
        public static readonly Code Internal = new("MSG00003", nameof(Internal),
            "Erreur interne inattendue. Réessayez plus tard; si elle persiste, communiquez le ticketCBSS au gestionnaire.",
            "Onverwachte interne fout. Probeer later opnieuw; houdt ze aan, geef dan het ticketCBSS door aan de beheerder.",
            "Unerwarteter interner Fehler. Versuchen Sie es später erneut; besteht er fort, nennen Sie dem Betreiber das ticketCBSS.",
            "Unexpected internal error. Try again later; if it stays, tell the operator the ticketCBSS.");

        public static readonly Code Replaced = new("MSG00006", nameof(Replaced),
            "Le NISS a été remplacé. Utilisez le numéro donné.",
            "Het INSZ is vervangen. Gebruik het opgegeven nummer.",
            "Die ENSS wurde ersetzt. Verwenden Sie die angegebene Nummer.",
            "The SSIN has been replaced. Use the number that is given.");

        public static readonly Code InvalidData = new("MSG00008", nameof(InvalidData),
            "La demande contient des données non valables. Corrigez ce qui est nommé et envoyez à nouveau.",
            "Het verzoek bevat ongeldige gegevens. Verbeter wat genoemd is en stuur opnieuw.",
            "Die Anfrage enthält ungültige Daten. Berichtigen Sie das Genannte und senden Sie erneut.",
            "The request contains invalid data. Correct what is named and send it again.");

        public static readonly Code NotAllowed = new("MSG00013", nameof(NotAllowed),
            "L'opération n'est pas permise avec ce contexte légal et cette identification. Vérifiez votre numéro BCE et le contexte légal.",
            "De bewerking is niet toegelaten met deze wettelijke context en identificatie. Controleer uw KBO-nummer en de wettelijke "
                + "context.",
            "Der Vorgang ist mit diesem rechtlichen Kontext und dieser Identifikation nicht erlaubt. Prüfen Sie ZDU-Nummer und "
                + "rechtlichen Kontext.",
            "The operation is not allowed with this legal context and these credentials. Check your CBE number and the legal context.");

        public static readonly Code NoData = new("MSG00100", nameof(NoData),
            "Traitement réussi, pas de données.",
            "Verwerking geslaagd, geen gegevens.",
            "Verarbeitung erfolgreich, keine Daten.",
            "Treatment successful, no data.");

        public static readonly Code TooManyPersons = new("RAA50001", nameof(TooManyPersons),
            "Plus de personnes que le maximum correspondent. Donnez plus de données, une tolérance plus petite ou un maximum plus grand.",
            "Meer personen dan het maximum voldoen. Geef meer gegevens, een kleinere tolerantie of een groter maximum.",
            "Mehr Personen als das Maximum kommen in Frage. Geben Sie mehr Daten, eine kleinere Toleranz oder ein größeres Maximum an.",
            "More persons than the maximum may be meant. Give more data, a smaller tolerance or a larger maximum.");

        public static readonly Code PersonsExist = new("RAA50002", nameof(PersonsExist),
            "Des personnes existantes peuvent être la même: rien n'a été créé. Vérifiez-les et utilisez le numéro existant.",
            "Bestaande personen kunnen dezelfde zijn: er is niets gecreëerd. Ga ze na en gebruik het bestaande nummer.",
            "Bestehende Personen können dieselbe sein: Es wurde nichts angelegt. Prüfen Sie sie und verwenden Sie die bestehende Nummer.",
            "Existing persons may be the same: nothing was created. Check them and use the existing number.");

        public static readonly Code NotOfBcss = new("RAA50003", nameof(NotOfBcss),
            "Ce numéro est tenu par le Registre national: seul celui-ci corrige ses données.",
            "Dit nummer wordt door het Rijksregister bijgehouden: alleen dat verbetert zijn gegevens.",
            "Diese Nummer wird vom Nationalregister geführt: Nur dieses berichtigt ihre Daten.",
            "This number is kept by the National Register: only that corrects its data.");

        public static readonly Code DataMissing = new("RAA50004", nameof(DataMissing),
            "Données minimales: nom, date de naissance complète, lieu de naissance et sexe; ou nom, date de naissance et adresse avec "
                + "pays.",
            "Minimale gegevens: naam, volledige geboortedatum, geboorteplaats en geslacht; of naam, geboortedatum en adres met land.",
            "Mindestangaben: Name, vollständiges Geburtsdatum, Geburtsort und Geschlecht; oder Name, Geburtsdatum und Adresse mit Land.",
            "Minimal data: name, complete birth date, birth place and gender; or name, birth date and an address with its country.");

        public static readonly Code ToleranceMissing = new("RAA50005", nameof(ToleranceMissing),
            "Avec une date de naissance incomplète, la tolérance est obligatoire (en mois ou en années).",
            "Bij een onvolledige geboortedatum is de tolerantie verplicht (in maanden of jaren).",
            "Bei einem unvollständigen Geburtsdatum ist die Toleranz Pflicht (in Monaten oder Jahren).",
            "With an incomplete birth date the tolerance is mandatory (in months or years).");

        public static readonly Code NumbersExhausted = new("RAA50006", nameof(NumbersExhausted),
            "Il n'y a plus de numéro libre pour cette date de naissance. Avertissez le gestionnaire.",
            "Er is geen vrij nummer meer voor deze geboortedatum. Verwittig de beheerder.",
            "Für dieses Geburtsdatum ist keine Nummer mehr frei. Benachrichtigen Sie den Betreiber.",
            "No number is free any more for this birth date. Tell the operator.");

        public static readonly Code MomentToCome = new("RAA50007", nameof(MomentToCome),
            "Le moment dont l'état connu est demandé (knownOn) n'est pas encore passé. Donnez un moment passé, ou aucun.",
            "Het moment waarvan de gekende toestand gevraagd wordt (knownOn) is nog niet voorbij. Geef een voorbij moment, of geen.",
            "Der Zeitpunkt, dessen bekannter Stand gefragt ist (knownOn), ist noch nicht vorbei. Geben Sie einen vergangenen an "
                + "oder keinen.",
            "The moment of which the known state is asked (knownOn) has not been yet. Give a moment that has passed, or none.");

        public static readonly Code NotXml = new("RAA60001", nameof(NotXml),
            "Le message n'est pas du XML lisible et sans DTD, dans les limites de taille et de profondeur.",
            "Het bericht is geen leesbare XML zonder DTD, binnen de grenzen van grootte en diepte.",
            "Die Nachricht ist kein lesbares XML ohne DTD, in den Grenzen von Größe und Tiefe.",
            "The message is not readable XML without a document type, within the limits of size and depth.");

        public static readonly Code NotSoap = new("RAA60002", nameof(NotSoap),
            "Le message n'est pas une enveloppe SOAP 1.1 ou 1.2 avec exactement un élément dans le corps.",
            "Het bericht is geen SOAP 1.1- of 1.2-envelop met precies één element in de body.",
            "Die Nachricht ist kein SOAP-1.1- oder 1.2-Umschlag mit genau einem Element im Body.",
            "The message is not a SOAP 1.1 or 1.2 envelope with exactly one element in its body.");

        public static readonly Code UnknownOperation = new("RAA60003", nameof(UnknownOperation),
            "Ce service n'a pas d'opération de ce nom et de cet espace de noms. Consultez son WSDL.",
            "Deze dienst heeft geen bewerking met die naam en namespace. Raadpleeg de WSDL.",
            "Dieser Dienst hat keinen Vorgang dieses Namens und Namensraums. Sehen Sie in seine WSDL.",
            "This service has no operation of that name and namespace. See its WSDL.");

        public static readonly Code WrongAction = new("RAA60004", nameof(WrongAction),
            "La SOAPAction n'est pas celle de l'opération du corps. Consultez le WSDL.",
            "De SOAPAction is niet die van de bewerking in de body. Raadpleeg de WSDL.",
            "Die SOAPAction ist nicht die des Vorgangs im Body. Sehen Sie in die WSDL.",
            "The SOAPAction is not that of the operation in the body. See the WSDL.");

        public static readonly Code NotUnderstood = new("RAA60005", nameof(NotUnderstood),
            "Un en-tête obligatoire (mustUnderstand) n'est pas compris.",
            "Een verplichte header (mustUnderstand) wordt niet begrepen.",
            "Ein Pflichtkopf (mustUnderstand) wird nicht verstanden.",
            "A mandatory header (mustUnderstand) is not understood.");

        public static readonly Code Unauthenticated = new("RAA60006", nameof(Unauthenticated),
            "Identifiez-vous par un certificat client enregistré, ou par un nom et un secret (HTTP Basic).",
            "Identificeer u met een geregistreerd clientcertificaat, of met naam en geheim (HTTP Basic).",
            "Weisen Sie sich durch ein registriertes Client-Zertifikat aus oder durch Namen und Geheimnis (HTTP Basic).",
            "Identify yourself by a client certificate that is registered, or by a name and secret (HTTP Basic).");

        public static readonly Code TooManyRequests = new("RAA60007", nameof(TooManyRequests),
            "Trop de demandes en peu de temps. Attendez un instant.",
            "Te veel verzoeken in korte tijd. Wacht even.",
            "Zu viele Anfragen in kurzer Zeit. Warten Sie einen Augenblick.",
            "Too many requests in a short time. Wait a moment.");

        public static readonly Code TooLarge = new("RAA60008", nameof(TooLarge),
            "Le message est trop volumineux. Une demande a au plus 256 Ko.",
            "Het bericht is te groot. Een verzoek heeft hoogstens 256 kB.",
            "Die Nachricht ist zu groß. Eine Anfrage hat höchstens 256 kB.",
            "The message is too large. A request has at most 256 KB.");

        public static readonly Code SignatureInvalid = new("RAA60009", nameof(SignatureInvalid),
            "La signature manque ou n'est pas valable: elle couvre le corps et l'horodatage, d'un certificat enregistré.",
            "De handtekening ontbreekt of is ongeldig: ze dekt de body en de timestamp, met een geregistreerd certificaat.",
            "Die Signatur fehlt oder ist ungültig: Sie deckt Body und Zeitstempel, mit einem registrierten Zertifikat.",
            "The signature is missing or not valid: it covers body and timestamp, by a certificate that is registered.");

        public static readonly Code Replayed = new("RAA60010", nameof(Replayed),
            "Le message est expiré ou a déjà été reçu. Envoyez un nouveau message avec un horodatage actuel.",
            "Het bericht is verlopen of al ontvangen. Stuur een nieuw bericht met een actuele timestamp.",
            "Die Nachricht ist abgelaufen oder schon empfangen. Senden Sie eine neue mit aktuellem Zeitstempel.",
            "The message is out of date or was received before. Send a new one with a current timestamp.");

        public static readonly Code Busy = new("RAA60011", nameof(Busy),
            "Le registre est occupé ou indisponible. Réessayez dans quelques secondes.",
            "Het register is bezet of onbeschikbaar. Probeer over enkele seconden opnieuw.",
            "Das Register ist beschäftigt oder nicht erreichbar. Versuchen Sie es in einigen Sekunden erneut.",
            "The register is busy or away. Try again in some seconds.");

        public static readonly Code WrongMediaType = new("RAA60012", nameof(WrongMediaType),
            "Le type de contenu doit être text/xml (SOAP 1.1) ou application/soap+xml (SOAP 1.2).",
            "Het contenttype moet text/xml (SOAP 1.1) of application/soap+xml (SOAP 1.2) zijn.",
            "Der Inhaltstyp muss text/xml (SOAP 1.1) oder application/soap+xml (SOAP 1.2) sein.",
            "The content type has to be text/xml (SOAP 1.1) or application/soap+xml (SOAP 1.2).");

        public static readonly Code WrongCoding = new("RAA60013", nameof(WrongCoding),
            "Le codage du message n'est pas lu ici: Content-Encoding gzip ou aucun, charset utf-8 ou utf-16.",
            "De codering van het bericht wordt hier niet gelezen: Content-Encoding gzip of geen, charset utf-8 of utf-16.",
            "Die Kodierung der Nachricht wird hier nicht gelesen: Content-Encoding gzip oder keine, charset utf-8 oder utf-16.",
            "The coding of the message is not read here: Content-Encoding gzip or none, charset utf-8 or utf-16.");

        public static IReadOnlyList<Code> All { get; } =
        [
            Internal, Replaced, InvalidData, NotAllowed, NoData, TooManyPersons, PersonsExist, NotOfBcss, DataMissing, ToleranceMissing,
            NumbersExhausted, MomentToCome, NotXml, NotSoap,
            UnknownOperation, WrongAction, NotUnderstood, Unauthenticated, TooManyRequests, TooLarge, SignatureInvalid, Replayed, Busy,
            WrongMediaType,
            WrongCoding,
        ];
    }
}
