namespace Raas.Domain;

public static partial class Codes
{
    /// <summary>What can be said of one record, in the order of weight: the first that applies is the code of its status.</summary>
    public static class Record
    {
        public static readonly Code Ok = new("MSG00000", nameof(Ok),
            "Traitement réussi.",
            "Verwerking geslaagd.",
            "Verarbeitung erfolgreich.",
            "Treatment successful.");

        public static readonly Code SsinInvalid = new("MSG00011", nameof(SsinInvalid),
            "La structure du NISS est incorrecte (forme ou chiffres de contrôle). Vérifiez le numéro et envoyez à nouveau "
                + "l'enregistrement.",
            "De structuur van het INSZ is onjuist (vorm of controlecijfers). Controleer het nummer en stuur het record opnieuw.",
            "Der Aufbau der ENSS ist falsch (Form oder Prüfziffern). Prüfen Sie die Nummer und senden Sie den Datensatz erneut.",
            "The structure of the SSIN is invalid (shape or check digits). Check the number and send the record again.")
        {
            OnLine = "The structure of the SSIN is invalid (shape or check digits). Check the number.",
        };

        public static readonly Code SsinUnknown = new("MSG00005", nameof(SsinUnknown),
            "Le NISS n'existe pas dans la source authentique. Vérifiez le numéro auprès de la personne ou cherchez-la par ses données.",
            "Het INSZ bestaat niet in de authentieke bron. Controleer het nummer bij de persoon of zoek op de persoonsgegevens.",
            "Die ENSS besteht nicht in der authentischen Quelle. Prüfen Sie die Nummer bei der Person oder suchen Sie nach ihren Angaben.",
            "The SSIN does not exist in the authentic source. Check the number with the person, or search by the person's data.");

        public static readonly Code SsinCancelled = new("RAA20001", nameof(SsinCancelled),
            "Le NISS a été annulé et aucun autre ne le remplace. Recherchez le numéro correct de la personne.",
            "Het INSZ is geannuleerd en door geen ander vervangen. Zoek het juiste nummer van de persoon op.",
            "Die ENSS wurde annulliert und durch keine andere ersetzt. Suchen Sie die richtige Nummer der Person.",
            "The SSIN was cancelled and no other number replaces it. Look up the right number of the person.");

        public static readonly Code IdentityDiffers = new("RAA20004", nameof(IdentityDiffers),
            "L'identité donnée diffère de la source authentique dans les champs nommés. Vérifiez que le NISS est celui de cette personne, "
                + "puis corrigez.",
            "De opgegeven identiteit verschilt van de authentieke bron in de genoemde velden. Ga na of het INSZ van deze persoon is en "
                + "verbeter.",
            "Die angegebene Identität weicht in den genannten Feldern von der authentischen Quelle ab. Prüfen Sie, ob die ENSS zu dieser "
                + "Person gehört, und berichtigen Sie.",
            "The identity given differs from the authentic source in the fields named. Check that the SSIN is this person's, then correct "
                + "the record.")
        {
            OnLine = "The identity given differs from the authentic source in the fields named. Check that the SSIN is this person's.",
        };

        public static readonly Code DossierTypeInvalid = new("RAA20002", nameof(DossierTypeInvalid),
            "Le type de dossier n'est pas défini pour votre institution ou n'est pas valable pendant toute la période. Adaptez le code ou "
                + "la période.",
            "Het dossiertype is niet gedefinieerd voor uw instelling of is niet geldig over de hele periode. Pas de code of de periode "
                + "aan.",
            "Der Aktentyp ist für Ihre Einrichtung nicht definiert oder nicht während des ganzen Zeitraums gültig. Passen Sie Code oder "
                + "Zeitraum an.",
            "The dossier type is not defined for your institution, or not valid on the whole period. Change the code or the period.");

        public static readonly Code PeriodInvalid = new("RAA20003", nameof(PeriodInvalid),
            "La période commence après sa fin. Corrigez la date de début ou de fin.",
            "De periode begint na haar einde. Verbeter de begin- of einddatum.",
            "Der Zeitraum beginnt nach seinem Ende. Berichtigen Sie Anfangs- oder Enddatum.",
            "The period begins after it ends. Correct its begin date or its end date.");

        public static readonly Code ChangedSince = new("RAA20005", nameof(ChangedSince),
            "Ce que cet enregistrement avait changé a été changé ou demandé à nouveau depuis : cela reste tel quel. Vérifiez ce qui doit "
                + "valoir et envoyez-le.",
            "Wat dit record had veranderd, is sindsdien opnieuw veranderd of gevraagd: het blijft zoals het is. Ga na wat moet gelden en "
                + "stuur dat.",
            "Was dieser Datensatz geändert hatte, wurde seither erneut geändert oder verlangt: Es bleibt, wie es ist. Prüfen Sie, was "
                + "gelten soll, und senden Sie es.",
            "What this record had changed was changed or asked for again since: it stays as it is. Check what is to hold, and send it.");

        public static readonly Code CannotBeReverted = new("RAA20006", nameof(CannotBeReverted),
            "Ce qui était là avant cet enregistrement ne peut plus être rétabli. Vérifiez ce qui doit valoir et envoyez-le.",
            "Wat er vóór dit record stond, kan niet meer worden hersteld. Ga na wat moet gelden en stuur dat.",
            "Was vor diesem Datensatz dastand, kann nicht mehr wiederhergestellt werden. Prüfen Sie, was gelten soll, und senden Sie es.",
            "What stood there before this record can no longer be put back. Check what is to hold, and send it.");

        public static readonly Code ReplacementUnknown = new("RAA30001", nameof(ReplacementUnknown),
            "Le nouveau NISS de ce remplacement n'est pas encore connu: le remplacement est retenu et réessayé chaque nuit. Envoyez les "
                + "données de la personne.",
            "Het nieuwe INSZ van deze vervanging is nog niet bekend: de vervanging wordt vastgehouden en elke nacht opnieuw geprobeerd. "
                + "Stuur de gegevens van de persoon.",
            "Die neue ENSS dieser Ersetzung ist noch nicht bekannt: Die Ersetzung wird zurückgehalten und jede Nacht erneut versucht. "
                + "Senden Sie die Daten der Person.",
            "The new SSIN of this replacement is not known yet: the replacement is held and tried again each night. Send the data of the "
                + "person.");

        public static readonly Code ReplacementCycle = new("RAA30002", nameof(ReplacementCycle),
            "Ce remplacement formerait une boucle: le nouveau NISS est l'ancien, ou mène à l'ancien. Annulez d'abord le remplacement "
                + "inverse.",
            "Deze vervanging zou een cyclus vormen: het nieuwe INSZ is het oude, of leidt naar het oude. Annuleer eerst de omgekeerde "
                + "vervanging.",
            "Diese Ersetzung ergäbe einen Zirkelbezug: Die neue ENSS ist die alte oder führt zu ihr. Annullieren Sie zuerst die umgekehrte "
                + "Ersetzung.",
            "This replacement would make a circle: the new SSIN is the old one, or leads to it. Annul the reverse replacement first.");

        public static readonly Code MutationIdReused = new("RAA30003", nameof(MutationIdReused),
            "Ce mutationId a déjà été utilisé avec un autre contenu. Donnez un nouveau mutationId à une nouvelle mutation.",
            "Dit mutationId is al gebruikt met een andere inhoud. Geef een nieuwe mutatie een nieuw mutationId.",
            "Diese mutationId wurde bereits mit anderem Inhalt verwendet. Geben Sie einer neuen Mutation eine neue mutationId.",
            "This mutationId was used before with other content. Give a new mutation a new mutationId.");

        public static readonly Code ReplacementNotFound = new("RAA30004", nameof(ReplacementNotFound),
            "Le remplacement à annuler n'est pas enregistré ici. Vérifiez l'ancien et le nouveau NISS.",
            "De te annuleren vervanging is hier niet geregistreerd. Controleer het oude en het nieuwe INSZ.",
            "Die zu annullierende Ersetzung ist hier nicht erfasst. Prüfen Sie die alte und die neue ENSS.",
            "The replacement to annul is not recorded here. Check the old and the new SSIN.");

        public static readonly Code CancellationUnknown = new("RAA30005", nameof(CancellationUnknown),
            "Le NISS à annuler n'est pas connu. Vérifiez le numéro, ou envoyez d'abord les données de la personne.",
            "Het te annuleren INSZ is niet bekend. Controleer het nummer, of stuur eerst de gegevens van de persoon.",
            "Die zu annullierende ENSS ist nicht bekannt. Prüfen Sie die Nummer oder senden Sie zuerst die Daten der Person.",
            "The SSIN to cancel is not known. Check the number, or send the data of the person first.");

        public static readonly Code RegisterNotOfSource = new("RAA30006", nameof(RegisterNotOfSource),
            "Ce registre n'est pas fourni par cette source: NR vient du Registre national; BIS, RAD et RAN viennent de la BCSS.",
            "Dit register wordt niet door deze bron geleverd: NR komt van het Rijksregister; BIS, RAD en RAN komen van de KSZ.",
            "Dieses Register wird nicht von dieser Quelle geliefert: NR kommt vom Nationalregister; BIS, RAD und RAN kommen von der ZDSS.",
            "This source does not supply this register: NR comes from the National Register; BIS, RAD and RAN come from the BCSS.");

        public static readonly Code AlreadyReplaced = new("RAA30007", nameof(AlreadyReplaced),
            "L'ancien NISS a déjà été remplacé par un autre. Annulez d'abord ce remplacement-là.",
            "Het oude INSZ is al door een ander vervangen. Annuleer eerst die vervanging.",
            "Die alte ENSS wurde bereits durch eine andere ersetzt. Annullieren Sie zuerst jene Ersetzung.",
            "The old SSIN was already replaced by another one. Annul that replacement first.");

        public static readonly Code HeldUntilDate = new("RAA30008", nameof(HeldUntilDate),
            "La date de cette mutation est à venir: elle est retenue et appliquée à cette date.",
            "De datum van deze mutatie ligt in de toekomst: ze wordt vastgehouden en op die datum toegepast.",
            "Das Datum dieser Mutation liegt in der Zukunft: Sie wird zurückgehalten und an diesem Tag angewandt.",
            "The date of this mutation lies in the future: it is held, and applied on that date.");

        public static readonly Code DeclarationReused = new("RAA40001", nameof(DeclarationReused),
            "Ce historyNumber de la déclaration a déjà été utilisé avec un autre contenu. Donnez à une nouvelle mutation le numéro "
                + "suivant.",
            "Dit historyNumber van de aangifte is al gebruikt met een andere inhoud. Geef een nieuwe mutatie het volgende nummer.",
            "Diese historyNumber der Meldung wurde bereits mit anderem Inhalt verwendet. Geben Sie einer neuen Mutation die nächste "
                + "Nummer.",
            "This historyNumber of the declaration was used before with other content. Give a new mutation the next number.");

        public static readonly Code DeclarationOutdated = new("RAA40002", nameof(DeclarationOutdated),
            "Une mutation plus récente de cette déclaration a déjà été reçue: celle-ci n'y change plus rien. Vérifiez l'ordre des "
                + "mutations.",
            "Een recentere mutatie van deze aangifte is al ontvangen: deze verandert er niets meer aan. Controleer de volgorde van de "
                + "mutaties.",
            "Eine neuere Mutation dieser Meldung wurde bereits empfangen: Diese ändert daran nichts mehr. Prüfen Sie die Reihenfolge der "
                + "Mutationen.",
            "A later mutation of this declaration has been received: this one changes nothing any more. Check the order of the mutations.");

        public static IReadOnlyList<Code> All { get; } =
        [
            Ok, SsinInvalid, SsinUnknown, SsinCancelled, IdentityDiffers, DossierTypeInvalid, PeriodInvalid,
            ReplacementUnknown, ReplacementCycle, MutationIdReused, ReplacementNotFound, CancellationUnknown, RegisterNotOfSource,
            AlreadyReplaced, HeldUntilDate, DeclarationReused, DeclarationOutdated, ChangedSince, CannotBeReverted,
        ];

        private static readonly (RecordErrors Errors, Code Code)[] ByWeight =
        [
            (RecordErrors.SsinInvalid, SsinInvalid),
            (RecordErrors.SsinUnknown, SsinUnknown),
            (RecordErrors.SsinCancelled, SsinCancelled),
            (RecordErrors.IdentityDiffers, IdentityDiffers),
            (RecordErrors.DossierTypeInvalid, DossierTypeInvalid),
            (RecordErrors.PeriodInvalid, PeriodInvalid),
        ];

        private static readonly (RecordErrors Error, string Field)[] Fields =
        [
            (RecordErrors.LastNameDiffers, "lastName"),
            (RecordErrors.FirstNameDiffers, "firstName"),
            (RecordErrors.BirthDateDiffers, "birthDate"),
            (RecordErrors.GenderDiffers, "gender"),
        ];

        /// <summary>The code of the status: the heaviest error, or <see cref="Ok"/>.</summary>
        public static Code Heaviest(RecordErrors errors) => Of(errors).FirstOrDefault(Ok);

        /// <summary>Every code that applies, heaviest first; nothing when there is no error.</summary>
        public static IEnumerable<Code> Of(RecordErrors errors) =>
            from rule in ByWeight where (errors & rule.Errors) != RecordErrors.None select rule.Code;

        /// <summary>The identity fields that differ, by their names in the schema: one <c>information</c> each.</summary>
        public static IEnumerable<string> DifferingFields(RecordErrors errors) =>
            from field in Fields where (errors & field.Error) != RecordErrors.None select field.Field;
    }
}
