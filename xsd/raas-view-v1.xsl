<?xml version="1.0" encoding="UTF-8"?>
<!--
  Shows people what RECEIPT, ANSWER, status.xml, REPLACEMENT, IDENTITY and DIMONA say. XSLT 1.0, without extensions: put it beside the
  files on a web server, and a browser that knows XSLT shows them. RAAS makes the HTML pages beside them with this same style sheet.
  Of a long file it shows the beginning, and says how much that is.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:be:raas:receipt:v1" xmlns:a="urn:be:raas:answer:v1" xmlns:s="urn:be:raas:status:v1"
                xmlns:rn="urn:be:raas:replacement-notification:v1" xmlns:in="urn:be:raas:identity-notification:v1"
                xmlns:d="urn:be:raas:dimona:v1" exclude-result-prefixes="r a s rn in d">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <!-- How many rejected records, and how many others or items, are shown. -->
  <xsl:param name="most-rejected" select="1000"/>
  <xsl:param name="most-others" select="200"/>
  <!-- How many items the file has, where only its beginning is at hand. -->
  <xsl:param name="items" select="-1"/>

  <!-- The language that the file asks for, in the instruction before its root. -->
  <xsl:variable name="asked" select="normalize-space(/processing-instruction('raas-language'))"/>
  <xsl:variable name="language">
    <xsl:choose>
      <xsl:when test="$asked = 'fr' or $asked = 'nl' or $asked = 'de'"><xsl:value-of select="$asked"/></xsl:when>
      <xsl:otherwise>en</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="LANGUAGE" select="translate($language, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>

  <xsl:variable name="colon">
    <xsl:if test="$language = 'fr'">&#160;</xsl:if><xsl:text>: </xsl:text>
  </xsl:variable>

  <!-- Words -->

  <xsl:variable name="fr">
    |receipt=Accusé de réception|answer=Réponse|status=État des envois|replacements=Numéros remplacés|identity=Changements d'identité|
    |dimona=Déclarations Dimona|from=De|to=À|number=N°|sent=Envoyé le|about=Livraison|voucherFileName=Bordereau|dataFileName=Fichier|
    |flow=Flux|fileSequenceNumber=Numéro|answerFileName=Réponse|rejectedFileName=Rejetés, à corriger|nextExpected=Prochain numéro attendu|
    |sendAgainFrom=À renvoyer à partir du numéro|moreWaiting=En attente, hors liste|moreFiles=Autres, hors liste|
    |ACCEPTED=Acceptée|DUPLICATE=Déjà reçue|REFUSED=Refusée|CANCELLED=Retirée|REVERTED=Annulée|RESTORED=Rétablie|
    |summary=Résumé|read=Lus|registered=Inscrits|
    |merged=Fusionnés|unchanged=Inchangés|removed=Supprimés|shortened=Raccourcis|rejected=Rejetés|reverted=Annulés|errors=Erreurs|code=Code|
    |what=Ce qui ne va pas, et que faire|where=Endroit|line=ligne|position=position|record=enregistrement|
    |rejectedRecords=Enregistrements rejetés|otherRecords=Autres enregistrements|none=Aucun.|reference=Référence|ssin=NISS|
    |dossierType=Type de dossier|outcome=Résultat|period=Périodes restantes|action=Demande|register=inscrire|unregister=désinscrire|
    |person=personne|replacement=remplacement|replacementAnnulled=remplacement annulé|cancellation=annulation|declaration=déclaration|
    |REGISTERED=Inscrit|MERGED=Fusionné|UNCHANGED=Inchangé|REMOVED=Supprimé|SHORTENED=Raccourci|REJECTED=Rejeté|
    |differs=Champs qui diffèrent de la source authentique|lastName=nom|firstName=prénom|birthDate=date de naissance|gender=sexe|
    |shown=Montrés|of=sur|rest=Le reste est dans le fichier XML.|open=…|replaces=remplace|replacedBy=remplacé par|canceled=annulé|
    |writtenAt=Écrit le|environment=Environnement|lastAccepted=Dernier numéro accepté|waiting=En attente|since=Depuis|why=Pourquoi|
    |nothingWaits=Rien n'attend.|files=Autres fichiers dans in/|name=Nom|missingNumber=Numéro manquant|
    |businessDate=Situation du|filters=Ne figure pas dans ce fichier|nothing=Rien à signaler pour cette date.|date=Date|
    |source=Source|event=Événement|REPLACEMENT=remplacement|REPLACEMENT-ANNULLED=remplacement annulé|CANCELLATION=annulation|
    |PERSON=personne|inscription=Inscription|effect=Effet|MOVED=déplacée|NONE=reste en place|result=dans|changedSince=modifiée depuis|
    |NAME=Nom|BIRTH=Naissance|GENDER=Sexe|NATIONALITY=Nationalité|CIVIL-STATE=État civil|ADDRESS=Adresse|DECEASE=Décès|
    |before=Avant|after=Après|employer=Employeur|worker=Travailleur|IN=entrée|OUT=sortie|UPDATE=modification|CANCEL=annulation|
    |declarationId=Déclaration|deliberationNumber=Délibération|joint=commission paritaire|nationality=nationalité|
    |civilState=état civil|address=adresse|deceaseDate=décès|birthPlace=lieu de naissance|
    |group=Donnée|made=Fait à partir du fichier XML du même nom, qui seul fait foi.|
  </xsl:variable>
  <xsl:variable name="nl">
    |receipt=Ontvangstbewijs|answer=Antwoord|status=Stand van de zendingen|replacements=Vervangen nummers|identity=Wijzigingen van identiteit|
    |dimona=Dimona-aangiften|from=Van|to=Aan|number=Nr.|sent=Verzonden op|about=Levering|voucherFileName=Voucher|dataFileName=Bestand|
    |flow=Gegevensstroom|fileSequenceNumber=Nummer|answerFileName=Antwoord|rejectedFileName=Geweigerd, te verbeteren|
    |nextExpected=Volgend verwacht nummer|
    |sendAgainFrom=Opnieuw te sturen vanaf nummer|moreWaiting=Wachten, niet in de lijst|moreFiles=Andere, niet in de lijst|
    |ACCEPTED=Aanvaard|DUPLICATE=Al ontvangen|REFUSED=Geweigerd|CANCELLED=Ingetrokken|REVERTED=Teruggedraaid|RESTORED=Opnieuw geldig|
    |summary=Samenvatting|read=Gelezen|
    |registered=Ingeschreven|merged=Samengevoegd|unchanged=Ongewijzigd|removed=Verwijderd|shortened=Ingekort|rejected=Geweigerd|
    |reverted=Teruggedraaid|
    |errors=Fouten|code=Code|what=Wat er fout is, en wat u moet doen|where=Plaats|line=regel|position=positie|record=record|
    |rejectedRecords=Geweigerde records|otherRecords=Andere records|none=Geen.|reference=Referentie|ssin=INSZ|
    |dossierType=Dossiertype|outcome=Resultaat|period=Overblijvende perioden|action=Vraag|register=inschrijven|unregister=uitschrijven|
    |person=persoon|replacement=vervanging|replacementAnnulled=vervanging geannuleerd|cancellation=annulering|declaration=aangifte|
    |REGISTERED=Ingeschreven|MERGED=Samengevoegd|UNCHANGED=Ongewijzigd|REMOVED=Verwijderd|SHORTENED=Ingekort|REJECTED=Geweigerd|
    |differs=Velden die verschillen van de authentieke bron|lastName=naam|firstName=voornaam|birthDate=geboortedatum|gender=geslacht|
    |shown=Getoond|of=van|rest=De rest staat in het XML-bestand.|open=…|replaces=vervangt|replacedBy=vervangen door|canceled=geannuleerd|
    |writtenAt=Geschreven op|environment=Omgeving|lastAccepted=Laatst aanvaard nummer|waiting=Wacht|since=Sinds|why=Waarom|
    |nothingWaits=Er wacht niets.|files=Andere bestanden in in/|name=Naam|missingNumber=Ontbrekend nummer|
    |businessDate=Toestand van|filters=Niet in dit bestand|nothing=Niets te melden voor deze datum.|date=Datum|
    |source=Bron|event=Gebeurtenis|REPLACEMENT=vervanging|REPLACEMENT-ANNULLED=vervanging geannuleerd|CANCELLATION=annulering|
    |PERSON=persoon|inscription=Inschrijving|effect=Gevolg|MOVED=verplaatst|NONE=blijft waar ze is|result=in|
    |changedSince=sindsdien gewijzigd|
    |NAME=Naam|BIRTH=Geboorte|GENDER=Geslacht|NATIONALITY=Nationaliteit|CIVIL-STATE=Burgerlijke staat|ADDRESS=Adres|DECEASE=Overlijden|
    |before=Voordien|after=Nadien|employer=Werkgever|worker=Werknemer|IN=indiensttreding|OUT=uitdiensttreding|UPDATE=wijziging|
    |CANCEL=annulering|declarationId=Aangifte|deliberationNumber=Beraadslaging|joint=paritair comité|nationality=nationaliteit|
    |civilState=burgerlijke staat|address=adres|deceaseDate=overlijden|birthPlace=geboorteplaats|
    |group=Gegeven|made=Gemaakt van het XML-bestand met dezelfde naam; alleen dat telt.|
  </xsl:variable>
  <xsl:variable name="de">
    |receipt=Empfangsbestätigung|answer=Antwort|status=Stand der Sendungen|replacements=Ersetzte Nummern|identity=Änderungen der Identität|
    |dimona=Dimona-Meldungen|from=Von|to=An|number=Nr.|sent=Gesendet am|about=Lieferung|voucherFileName=Begleitschein|dataFileName=Datei|
    |flow=Datenfluss|fileSequenceNumber=Nummer|answerFileName=Antwort|rejectedFileName=Abgelehnt, zu berichtigen|
    |nextExpected=Nächste erwartete Nummer|
    |sendAgainFrom=Erneut zu senden ab Nummer|moreWaiting=Warten, nicht in der Liste|moreFiles=Weitere, nicht in der Liste|
    |ACCEPTED=Angenommen|DUPLICATE=Bereits erhalten|REFUSED=Abgelehnt|CANCELLED=Zurückgezogen|REVERTED=Rückgängig gemacht|RESTORED=Wieder gültig|
    |summary=Übersicht|read=Gelesen|
    |registered=Eingetragen|merged=Zusammengeführt|unchanged=Unverändert|removed=Entfernt|shortened=Gekürzt|rejected=Abgelehnt|
    |reverted=Rückgängig gemacht|
    |errors=Fehler|code=Code|what=Was falsch ist, und was zu tun ist|where=Stelle|line=Zeile|position=Position|record=Datensatz|
    |rejectedRecords=Abgelehnte Datensätze|otherRecords=Andere Datensätze|none=Keine.|reference=Referenz|ssin=ENSS|
    |dossierType=Aktentyp|outcome=Ergebnis|period=Verbleibende Zeiträume|action=Anfrage|register=eintragen|unregister=austragen|
    |person=Person|replacement=Ersetzung|replacementAnnulled=Ersetzung annulliert|cancellation=Annullierung|declaration=Meldung|
    |REGISTERED=Eingetragen|MERGED=Zusammengeführt|UNCHANGED=Unverändert|REMOVED=Entfernt|SHORTENED=Gekürzt|REJECTED=Abgelehnt|
    |differs=Felder, die von der authentischen Quelle abweichen|lastName=Name|firstName=Vorname|birthDate=Geburtsdatum|
    |gender=Geschlecht|
    |shown=Gezeigt|of=von|rest=Der Rest steht in der XML-Datei.|open=…|replaces=ersetzt|replacedBy=ersetzt durch|canceled=annulliert|
    |writtenAt=Geschrieben am|environment=Umgebung|lastAccepted=Letzte angenommene Nummer|waiting=Wartet|since=Seit|why=Warum|
    |nothingWaits=Nichts wartet.|files=Andere Dateien in in/|name=Name|missingNumber=Fehlende Nummer|
    |businessDate=Stand vom|filters=Nicht in dieser Datei|nothing=Zu diesem Datum gibt es nichts zu melden.|date=Datum|
    |source=Quelle|event=Ereignis|REPLACEMENT=Ersetzung|REPLACEMENT-ANNULLED=Ersetzung annulliert|CANCELLATION=Annullierung|
    |PERSON=Person|inscription=Eintragung|effect=Wirkung|MOVED=verschoben|NONE=bleibt, wo sie ist|result=in|
    |changedSince=seitdem geändert|
    |NAME=Name|BIRTH=Geburt|GENDER=Geschlecht|NATIONALITY=Staatsangehörigkeit|CIVIL-STATE=Personenstand|ADDRESS=Adresse|
    |DECEASE=Sterbefall|
    |before=Vorher|after=Nachher|employer=Arbeitgeber|worker=Arbeitnehmer|IN=Dienstantritt|OUT=Dienstaustritt|UPDATE=Änderung|
    |CANCEL=Annullierung|declarationId=Meldung|deliberationNumber=Beratung|joint=paritätische Kommission|
    |nationality=Staatsangehörigkeit|civilState=Personenstand|address=Adresse|deceaseDate=Sterbedatum|birthPlace=Geburtsort|
    |group=Angabe|made=Aus der XML-Datei gleichen Namens gemacht; nur diese gilt.|
  </xsl:variable>
  <xsl:variable name="en">
    |receipt=Receipt|answer=Answer|status=State of your deliveries|replacements=Replaced numbers|identity=Changes of identity|
    |dimona=Dimona declarations|from=From|to=To|number=No.|sent=Sent on|about=Delivery|voucherFileName=Voucher|dataFileName=File|
    |flow=Flow|fileSequenceNumber=Number|answerFileName=Answer|rejectedFileName=Rejected, to correct|nextExpected=Next number expected|
    |sendAgainFrom=Send again from number|moreWaiting=Waiting, not listed|moreFiles=More, not listed|
    |ACCEPTED=Accepted|DUPLICATE=Received before|REFUSED=Refused|CANCELLED=Withdrawn|REVERTED=Taken back|RESTORED=In effect again|
    |summary=Summary|read=Read|registered=Registered|
    |merged=Merged|unchanged=Unchanged|removed=Removed|shortened=Shortened|rejected=Rejected|reverted=Reverted|errors=Errors|code=Code|
    |what=What is wrong, and what to do|where=Place|line=line|position=position|record=record|
    |rejectedRecords=Rejected records|otherRecords=Other records|none=None.|reference=Reference|ssin=SSIN|
    |dossierType=Dossier type|outcome=Outcome|period=Periods that are left|action=Asked|register=register|unregister=unregister|
    |person=person|replacement=replacement|replacementAnnulled=replacement annulled|cancellation=cancellation|declaration=declaration|
    |REGISTERED=Registered|MERGED=Merged|UNCHANGED=Unchanged|REMOVED=Removed|SHORTENED=Shortened|REJECTED=Rejected|
    |differs=Fields that differ from the authentic source|lastName=last name|firstName=first name|birthDate=birth date|gender=gender|
    |shown=Shown|of=of|rest=The rest is in the XML file.|open=…|replaces=replaces|replacedBy=replaced by|canceled=cancelled|
    |writtenAt=Written on|environment=Environment|lastAccepted=Last number accepted|waiting=Waiting|since=Since|why=Why|
    |nothingWaits=Nothing waits.|files=Other files in in/|name=Name|missingNumber=Missing number|
    |businessDate=Situation of|filters=Not in this file|nothing=Nothing to report for this date.|date=Date|
    |source=Source|event=Event|REPLACEMENT=replacement|REPLACEMENT-ANNULLED=replacement annulled|CANCELLATION=cancellation|
    |PERSON=person|inscription=Inscription|effect=Effect|MOVED=moved|NONE=stays where it is|result=into|changedSince=changed since|
    |NAME=Name|BIRTH=Birth|GENDER=Gender|NATIONALITY=Nationality|CIVIL-STATE=Civil state|ADDRESS=Address|DECEASE=Decease|
    |before=Before|after=After|employer=Employer|worker=Worker|IN=start|OUT=end|UPDATE=change|CANCEL=cancellation|
    |declarationId=Declaration|deliberationNumber=Deliberation|joint=joint committee|nationality=nationality|
    |civilState=civil state|address=address|deceaseDate=decease|birthPlace=birth place|
    |group=Data|made=Made from the XML file of the same name, which alone counts.|
  </xsl:variable>
  <xsl:variable name="words">
    <xsl:choose>
      <xsl:when test="$language = 'fr'"><xsl:value-of select="$fr"/></xsl:when>
      <xsl:when test="$language = 'nl'"><xsl:value-of select="$nl"/></xsl:when>
      <xsl:when test="$language = 'de'"><xsl:value-of select="$de"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$en"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- A word in the language of the reader; one that is not known as it stands. -->
  <xsl:template name="word">
    <xsl:param name="k"/>
    <xsl:variable name="found" select="substring-before(substring-after($words, concat('|', $k, '=')), '|')"/>
    <xsl:choose>
      <xsl:when test="$found"><xsl:value-of select="$found"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$k"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="value-word">
    <xsl:call-template name="word"><xsl:with-param name="k" select="."/></xsl:call-template>
  </xsl:template>

  <xsl:template match="*" mode="name-word">
    <xsl:call-template name="word"><xsl:with-param name="k" select="local-name()"/></xsl:call-template>
  </xsl:template>

  <!-- The headings of a table: their keys, each with a space behind it. -->
  <xsl:template name="heads">
    <xsl:param name="keys"/>
    <xsl:if test="contains($keys, ' ')">
      <th class="{substring-before($keys, ' ')}">
        <xsl:call-template name="word"><xsl:with-param name="k" select="substring-before($keys, ' ')"/></xsl:call-template>
      </th>
      <xsl:call-template name="heads"><xsl:with-param name="keys" select="substring-after($keys, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- 2026-03-02 or 2026-03-02T19:00:00.000Z -->
  <xsl:template name="date">
    <xsl:param name="d"/>
    <xsl:variable name="sign"><xsl:choose><xsl:when test="$language = 'de'">.</xsl:when><xsl:otherwise>/</xsl:otherwise></xsl:choose></xsl:variable>
    <span class="n">
      <xsl:value-of select="concat(substring($d, 9, 2), $sign, substring($d, 6, 2), $sign, substring($d, 1, 4))"/>
      <xsl:if test="contains($d, 'T')"><xsl:value-of select="concat(' ', substring($d, 12, 5), ' UTC')"/></xsl:if>
    </span>
  </xsl:template>

  <xsl:template match="*" mode="date"><xsl:call-template name="date"><xsl:with-param name="d" select="."/></xsl:call-template></xsl:template>

  <xsl:template match="*" mode="period">
    <div>
      <xsl:apply-templates select="beginDate" mode="date"/><xsl:text> – </xsl:text>
      <xsl:choose>
        <xsl:when test="endDate"><xsl:apply-templates select="endDate" mode="date"/></xsl:when>
        <xsl:otherwise>…</xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <xsl:template name="ssin">
    <xsl:param name="n"/>
    <span class="n"><xsl:value-of select="concat(substring($n, 1, 2), '.', substring($n, 3, 2), '.', substring($n, 5, 2), '-',
      substring($n, 7, 3), '.', substring($n, 10, 2))"/></span>
  </xsl:template>

  <xsl:template match="ssin">
    <xsl:call-template name="ssin"><xsl:with-param name="n" select="."/></xsl:call-template>
    <xsl:for-each select="@replaces | @replacedBy">
      <div class="more">
        <xsl:call-template name="word"><xsl:with-param name="k" select="local-name()"/></xsl:call-template><xsl:text> </xsl:text>
        <xsl:call-template name="ssin"><xsl:with-param name="n" select="."/></xsl:call-template>
      </div>
    </xsl:for-each>
    <xsl:if test="@canceled = 'true'">
      <div class="more"><xsl:call-template name="word"><xsl:with-param name="k" select="'canceled'"/></xsl:call-template></div>
    </xsl:if>
  </xsl:template>

  <!-- Words of the file in the language of the reader; the language that comes first where that is not among them. -->
  <xsl:template name="said">
    <xsl:param name="in"/>
    <xsl:choose>
      <xsl:when test="$in[@language = $LANGUAGE]"><xsl:value-of select="$in[@language = $LANGUAGE][1]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$in[1]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Page -->

  <xsl:template name="head">
    <xsl:param name="kind"/>
    <xsl:variable name="title"><xsl:call-template name="word"><xsl:with-param name="k" select="$kind"/></xsl:call-template></xsl:variable>
    <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title><xsl:value-of select="concat($title, ' ', sequenceNumber, ' – ', receiver//cbeNumber, party)"/></title>
      <style>
        body { font: 15px/1.4 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; color: #1b1f24; background: #fff;
          max-width: 75em; margin: 1.5em auto; padding: 0 1em }
        h1 { font-size: 1.6em; margin: 0 0 .2em } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; break-after: avoid }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: .8em 0 } dt { color: #57606a } dd { margin: 0;
          overflow-wrap: anywhere }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3em .6em .3em 0;
          border-bottom: 1px solid #d0d7de } th { color: #57606a; font-weight: 600; border-bottom-width: 2px; width: 1%;
          white-space: nowrap } th::first-letter { text-transform: uppercase } td { overflow-wrap: break-word }
        .counts th, th.what, th.why, th.period, th.inscription, th.effect, th.before, th.after, th.date { width: auto }
        th, td { padding-right: 1.2em } th.record { width: 18% }
        .n { white-space: nowrap; font-variant-numeric: tabular-nums } .more, footer, .part { color: #57606a; font-size: .9em }
        .decision { border-left: .4em solid #1a7f37; background: #f1f8f3; padding: .6em 1em; margin: 1em 0 } .decision b { font-size: 1.15em }
        .REFUSED, .REJECTED { border-color: #b42318; background: #fdf3f2 } .DUPLICATE, .CANCELLED { border-color: #9a6700;
          background: #fdf8ec } .counts td, .counts th { text-align: right } .bad { color: #b42318; font-weight: 600 }
        ul { margin: .2em 0; padding-left: 1.2em } footer { margin-top: 2em; border-top: 1px solid #d0d7de; padding-top: .5em }
        @page { size: A4; margin: 15mm }
        @media print { body { font-size: 9.5pt; margin: 0; padding: 0; max-width: none } thead { display: table-header-group }
          tr, .decision, dl { break-inside: avoid } .decision, .bad { print-color-adjust: exact } }
      </style>
    </head>
  </xsl:template>

  <!-- The title, and who writes to whom. -->
  <xsl:template name="top">
    <xsl:param name="kind"/>
    <h1>
      <xsl:call-template name="word"><xsl:with-param name="k" select="$kind"/></xsl:call-template><xsl:text> </xsl:text>
      <xsl:value-of select="sequenceNumber"/>
    </h1>
    <div class="more">
      <xsl:call-template name="word"><xsl:with-param name="k" select="'from'"/></xsl:call-template>
      <xsl:value-of select="concat(' RAAS (', sender//cbeNumber, ') ')"/>
      <xsl:call-template name="word"><xsl:with-param name="k" select="'to'"/></xsl:call-template>
      <xsl:value-of select="concat(' ', receiver//cbeNumber, ' · ')"/>
      <xsl:call-template name="word"><xsl:with-param name="k" select="'sent'"/></xsl:call-template><xsl:text> </xsl:text>
      <xsl:apply-templates select="sender/timestampSent" mode="date"/>
    </div>
  </xsl:template>

  <xsl:template name="foot">
    <footer><xsl:call-template name="word"><xsl:with-param name="k" select="'made'"/></xsl:call-template></footer>
  </xsl:template>

  <xsl:template name="h2">
    <xsl:param name="k"/>
    <h2><xsl:call-template name="word"><xsl:with-param name="k" select="$k"/></xsl:call-template></h2>
  </xsl:template>

  <xsl:template match="*" mode="field">
    <dt><xsl:apply-templates select="." mode="name-word"/></dt><dd><xsl:value-of select="."/></dd>
  </xsl:template>

  <xsl:template name="part">
    <xsl:param name="shown"/>
    <xsl:param name="all"/>
    <xsl:if test="$all &gt; $shown">
      <p class="part">
        <xsl:call-template name="word"><xsl:with-param name="k" select="'shown'"/></xsl:call-template>
        <xsl:value-of select="concat(' ', $shown, ' ')"/>
        <xsl:call-template name="word"><xsl:with-param name="k" select="'of'"/></xsl:call-template>
        <xsl:value-of select="concat(' ', $all, '. ')"/>
        <xsl:call-template name="word"><xsl:with-param name="k" select="'rest'"/></xsl:call-template>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="summary">
    <xsl:call-template name="h2"><xsl:with-param name="k" select="'summary'"/></xsl:call-template>
    <table class="counts">
      <thead><tr><xsl:for-each select="*"><th><xsl:apply-templates select="." mode="name-word"/></th></xsl:for-each></tr></thead>
      <tbody><tr>
        <xsl:for-each select="*">
          <td class="n"><xsl:if test="self::rejected and . &gt; 0"><xsl:attribute name="class">n bad</xsl:attribute></xsl:if><xsl:value-of select="."/></td>
        </xsl:for-each>
      </tr></tbody>
    </table>
  </xsl:template>

  <!-- RECEIPT -->

  <xsl:template match="/r:receipt">
    <html lang="{$language}">
      <xsl:call-template name="head"><xsl:with-param name="kind" select="'receipt'"/></xsl:call-template>
      <body>
        <xsl:call-template name="top"><xsl:with-param name="kind" select="'receipt'"/></xsl:call-template>
        <div class="decision {decision}">
          <b><xsl:apply-templates select="decision" mode="value-word"/></b>
          <div><xsl:call-template name="said"><xsl:with-param name="in" select="description"/></xsl:call-template></div>
        </div>
        <xsl:call-template name="h2"><xsl:with-param name="k" select="'about'"/></xsl:call-template>
        <dl>
          <xsl:apply-templates select="correlation/flow | correlation/fileSequenceNumber | correlation/dataFileName
            | correlation/voucherFileName | answerFileName | rejectedFileName | nextExpected" mode="field"/>
        </dl>
        <xsl:apply-templates select="summary"/>
        <xsl:apply-templates select="errors"/>
        <xsl:call-template name="foot"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="errors">
    <xsl:call-template name="h2"><xsl:with-param name="k" select="'errors'"/></xsl:call-template>
    <table>
      <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="'code what where '"/></xsl:call-template></tr></thead>
      <tbody>
        <xsl:for-each select="error">
          <tr>
            <td class="n bad"><xsl:value-of select="code"/></td>
            <td>
              <xsl:call-template name="said"><xsl:with-param name="in" select="description"/></xsl:call-template>
              <xsl:if test="explanation">
                <div><b><xsl:call-template name="said"><xsl:with-param name="in" select="explanation"/></xsl:call-template></b></div>
              </xsl:if>
              <xsl:for-each select="information[fieldName != 'element' and fieldName != 'record'][not(../explanation)]">
                <div class="more"><xsl:value-of select="concat(fieldName, $colon, fieldValue)"/></div>
              </xsl:for-each>
            </td>
            <td>
              <xsl:for-each select="line | position">
                <div><xsl:apply-templates select="." mode="name-word"/><xsl:value-of select="concat(' ', .)"/></div>
              </xsl:for-each>
              <xsl:for-each select="information[fieldName = 'record']">
                <div><xsl:apply-templates select="fieldName" mode="value-word"/><xsl:value-of select="concat(' ', fieldValue)"/></div>
              </xsl:for-each>
              <xsl:for-each select="information[fieldName = 'element']">
                <div class="more"><xsl:value-of select="fieldValue"/></div>
              </xsl:for-each>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- ANSWER -->

  <xsl:template match="/a:subscriptionBatchResponse">
    <xsl:variable name="all">
      <xsl:choose>
        <xsl:when test="$items &gt;= 0"><xsl:value-of select="$items"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="count(results/result)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <html lang="{$language}">
      <xsl:call-template name="head"><xsl:with-param name="kind" select="'answer'"/></xsl:call-template>
      <body>
        <xsl:call-template name="top"><xsl:with-param name="kind" select="'answer'"/></xsl:call-template>
        <dl>
          <xsl:apply-templates select="requestCorrelation/fileSequenceNumber | requestCorrelation/dataFileName" mode="field"/>
        </dl>
        <xsl:apply-templates select="summary"/>
        <xsl:if test="summary/rejected &gt; 0">
          <xsl:call-template name="h2"><xsl:with-param name="k" select="'rejectedRecords'"/></xsl:call-template>
          <xsl:variable name="rejected" select="results/result[outcome = 'REJECTED'][position() &lt;= $most-rejected]"/>
          <table>
            <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="'record ssin dossierType code what '"/></xsl:call-template></tr></thead>
            <tbody><xsl:apply-templates select="$rejected"/></tbody>
          </table>
          <xsl:call-template name="part">
            <xsl:with-param name="shown" select="count($rejected)"/><xsl:with-param name="all" select="number(summary/rejected)"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:variable name="others" select="results/result[outcome != 'REJECTED'][position() &lt;= $most-others]"/>
        <xsl:if test="$others">
          <xsl:call-template name="h2"><xsl:with-param name="k" select="'otherRecords'"/></xsl:call-template>
          <table>
            <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="'record ssin dossierType outcome period '"/></xsl:call-template></tr></thead>
            <tbody><xsl:apply-templates select="$others"/></tbody>
          </table>
          <xsl:call-template name="part">
            <xsl:with-param name="shown" select="count($others)"/><xsl:with-param name="all" select="$all - summary/rejected"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="foot"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="result">
    <tr>
      <td>
        <span class="n"><xsl:value-of select="recordNumber"/></span><xsl:text> </xsl:text>
        <span class="more"><xsl:apply-templates select="action" mode="value-word"/></span>
        <xsl:if test="reference"><div class="more"><xsl:value-of select="reference"/></div></xsl:if>
      </td>
      <td><xsl:apply-templates select="ssin"/></td>
      <td><xsl:value-of select="dossierType"/></td>
      <xsl:choose>
        <xsl:when test="outcome = 'REJECTED'">
          <td class="n bad">
            <xsl:value-of select="status/code"/>
            <xsl:for-each select="reason[position() &gt; 1]"><div><xsl:value-of select="code"/></div></xsl:for-each>
          </td>
          <td>
            <xsl:apply-templates select="." mode="reasons"/>
            <xsl:variable name="fields" select="status/information[fieldName = 'lastName' or fieldName = 'firstName'
              or fieldName = 'birthDate' or fieldName = 'gender']/fieldName"/>
            <xsl:if test="$fields">
              <div class="more">
                <xsl:call-template name="word"><xsl:with-param name="k" select="'differs'"/></xsl:call-template><xsl:value-of select="$colon"/>
                <xsl:for-each select="$fields">
                  <xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates select="." mode="value-word"/>
                </xsl:for-each>
              </div>
            </xsl:if>
          </td>
        </xsl:when>
        <xsl:otherwise>
          <td><xsl:apply-templates select="outcome" mode="value-word"/></td>
          <td><xsl:apply-templates select="period" mode="period"/><xsl:apply-templates select="." mode="reasons"/></td>
        </xsl:otherwise>
      </xsl:choose>
    </tr>
  </xsl:template>

  <xsl:template match="result" mode="reasons">
    <xsl:for-each select="reason">
      <div><xsl:call-template name="said"><xsl:with-param name="in" select="description"/></xsl:call-template></div>
    </xsl:for-each>
    <xsl:if test="not(reason)"><xsl:value-of select="status/description"/></xsl:if>
  </xsl:template>

  <!-- status.xml -->

  <xsl:template match="/s:laneStatus">
    <html lang="{$language}">
      <xsl:call-template name="head"><xsl:with-param name="kind" select="'status'"/></xsl:call-template>
      <body>
        <h1><xsl:call-template name="word"><xsl:with-param name="k" select="'status'"/></xsl:call-template></h1>
        <div class="more">
          <xsl:value-of select="concat(party, ' · ')"/>
          <xsl:call-template name="word"><xsl:with-param name="k" select="'environment'"/></xsl:call-template>
          <xsl:value-of select="concat(' ', environment, ' · ')"/>
          <xsl:call-template name="word"><xsl:with-param name="k" select="'writtenAt'"/></xsl:call-template><xsl:text> </xsl:text>
          <xsl:apply-templates select="writtenAt" mode="date"/>
        </div>
        <xsl:for-each select="lane">
          <h2><xsl:value-of select="flow"/></h2>
          <dl><xsl:apply-templates select="lastAccepted | nextExpected | sendAgainFrom | moreWaiting" mode="field"/></dl>
          <xsl:choose>
            <xsl:when test="waiting">
              <table>
                <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="'number voucherFileName since why '"/></xsl:call-template></tr></thead>
                <tbody><xsl:for-each select="waiting"><tr>
                  <td class="n"><xsl:value-of select="fileSequenceNumber"/></td><td><xsl:value-of select="voucherFileName"/></td>
                  <td><xsl:apply-templates select="since" mode="date"/></td><td><xsl:apply-templates select="." mode="why"/></td>
                </tr></xsl:for-each></tbody>
              </table>
            </xsl:when>
            <xsl:otherwise><p><xsl:call-template name="word"><xsl:with-param name="k" select="'nothingWaits'"/></xsl:call-template></p></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:if test="file">
          <xsl:call-template name="h2"><xsl:with-param name="k" select="'files'"/></xsl:call-template>
          <table>
            <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="'name since why '"/></xsl:call-template></tr></thead>
            <tbody><xsl:for-each select="file"><tr>
              <td><xsl:value-of select="name"/></td><td><xsl:apply-templates select="since" mode="date"/></td>
              <td><xsl:apply-templates select="." mode="why"/></td>
            </tr></xsl:for-each></tbody>
          </table>
          <xsl:if test="moreFiles"><dl><xsl:apply-templates select="moreFiles" mode="field"/></dl></xsl:if>
        </xsl:if>
        <xsl:call-template name="foot"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="*" mode="why">
    <xsl:choose>
      <xsl:when test="description"><xsl:call-template name="said"><xsl:with-param name="in" select="description"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:value-of select="explanation"/></xsl:otherwise>
    </xsl:choose>
    <div class="more"><xsl:value-of select="reason"/></div>
  </xsl:template>

  <!-- Notifications -->

  <xsl:template match="/rn:notifySsinReplacements">
    <xsl:call-template name="notification">
      <xsl:with-param name="kind" select="'replacements'"/><xsl:with-param name="list" select="replacements"/>
      <xsl:with-param name="keys" select="'ssin event inscription effect '"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/in:notifyIdentityChanges">
    <xsl:call-template name="notification">
      <xsl:with-param name="kind" select="'identity'"/><xsl:with-param name="list" select="persons"/>
      <xsl:with-param name="keys" select="'ssin event group before after '"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/d:notifyDimona">
    <xsl:call-template name="notification">
      <xsl:with-param name="kind" select="'dimona'"/><xsl:with-param name="list" select="declarations"/>
      <xsl:with-param name="keys" select="'ssin event employer worker date deliberationNumber '"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="notification">
    <xsl:param name="kind"/>
    <xsl:param name="list"/>
    <xsl:param name="keys"/>
    <xsl:variable name="all">
      <xsl:choose>
        <xsl:when test="$items &gt;= 0"><xsl:value-of select="$items"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="count($list/*)"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <html lang="{$language}">
      <xsl:call-template name="head"><xsl:with-param name="kind" select="$kind"/></xsl:call-template>
      <body>
        <xsl:call-template name="top"><xsl:with-param name="kind" select="$kind"/></xsl:call-template>
        <p>
          <xsl:call-template name="word"><xsl:with-param name="k" select="'businessDate'"/></xsl:call-template><xsl:text> </xsl:text>
          <xsl:call-template name="date"><xsl:with-param name="d" select="$list/@businessDate"/></xsl:call-template>
        </p>
        <xsl:choose>
          <xsl:when test="$list/*">
            <table>
              <thead><tr><xsl:call-template name="heads"><xsl:with-param name="keys" select="$keys"/></xsl:call-template></tr></thead>
              <tbody><xsl:apply-templates select="$list/*[position() &lt;= $most-others]"/></tbody>
            </table>
            <xsl:call-template name="part">
              <xsl:with-param name="shown" select="count($list/*[position() &lt;= $most-others])"/><xsl:with-param name="all" select="number($all)"/>
            </xsl:call-template>
          </xsl:when>
          <xsl:otherwise><p><xsl:call-template name="word"><xsl:with-param name="k" select="'nothing'"/></xsl:call-template></p></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="dataFilters">
          <xsl:call-template name="h2"><xsl:with-param name="k" select="'filters'"/></xsl:call-template>
          <ul><xsl:apply-templates select="dataFilters/filteredElement"/></ul>
        </xsl:if>
        <xsl:call-template name="foot"/>
      </body>
    </html>
  </xsl:template>

  <!-- persons/person[dossierType='A']/changes/change[group='NAME'] -->
  <xsl:template match="filteredElement">
    <xsl:variable name="group" select="substring-before(substring-after(., &quot;[group='&quot;), &quot;'&quot;)"/>
    <xsl:variable name="type" select="substring-before(substring-after(., &quot;[dossierType='&quot;), &quot;'&quot;)"/>
    <li>
      <xsl:choose>
        <xsl:when test="$group"><xsl:call-template name="word"><xsl:with-param name="k" select="$group"/></xsl:call-template></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$type"><xsl:value-of select="concat(' (', $type, ')')"/></xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="event">
    <xsl:apply-templates select="type" mode="value-word"/>
    <div><xsl:apply-templates select="date" mode="date"/></div>
    <div class="more"><xsl:value-of select="concat(@source, ' · ', id)"/></div>
  </xsl:template>

  <xsl:template match="replacements/replacement">
    <xsl:for-each select="inscriptions/inscription">
      <tr>
        <td><xsl:if test="position() = 1"><xsl:apply-templates select="../../ssin"/></xsl:if></td>
        <td><xsl:if test="position() = 1"><xsl:apply-templates select="../../event"/></xsl:if></td>
        <td><xsl:value-of select="dossierType"/><xsl:apply-templates select="period" mode="period"/></td>
        <td>
          <div>
            <xsl:apply-templates select="effect" mode="value-word"/>
            <xsl:if test="result">
              <xsl:text> </xsl:text><xsl:call-template name="word"><xsl:with-param name="k" select="'result'"/></xsl:call-template>
            </xsl:if>
          </div>
          <xsl:apply-templates select="result" mode="period"/>
          <xsl:if test="changedSince = 'true'">
            <div class="more"><xsl:apply-templates select="changedSince" mode="name-word"/></div>
          </xsl:if>
        </td>
      </tr>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="persons/person">
    <xsl:for-each select="changes/change">
      <tr>
        <td><xsl:if test="position() = 1"><xsl:apply-templates select="../../ssin"/></xsl:if></td>
        <td><xsl:if test="position() = 1"><xsl:apply-templates select="../../event"/></xsl:if></td>
        <td><xsl:apply-templates select="group" mode="value-word"/></td>
        <td><xsl:apply-templates select="before/*" mode="datum"/></td>
        <td><xsl:apply-templates select="after/*" mode="datum"/></td>
      </tr>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="datum"><div><xsl:value-of select="."/></div></xsl:template>
  <xsl:template match="deceaseDate" mode="datum"><div><xsl:apply-templates select="." mode="date"/></div></xsl:template>
  <xsl:template match="birthDate" mode="datum"><div><xsl:apply-templates select="." mode="date"/></div></xsl:template>
  <xsl:template match="address" mode="datum">
    <div><xsl:value-of select="street"/><xsl:if test="houseNumber"><xsl:value-of select="concat(' ', houseNumber)"/></xsl:if>
      <xsl:if test="box"><xsl:value-of select="concat(' / ', box)"/></xsl:if></div>
    <div><xsl:value-of select="normalize-space(concat(postalCode, ' ', city, ' ', country))"/></div>
  </xsl:template>

  <xsl:template match="declarations/declaration">
    <tr>
      <td><xsl:apply-templates select="ssin"/></td>
      <td><xsl:apply-templates select="type" mode="value-word"/>
        <div class="more"><xsl:value-of select="concat(declarationId, ' / ', historyNumber)"/></div></td>
      <td class="n"><xsl:value-of select="employer/*"/></td>
      <td><xsl:value-of select="workerType"/>
        <xsl:if test="jointCommittee"><div class="more"><xsl:call-template name="word"><xsl:with-param name="k" select="'joint'"/></xsl:call-template>
          <xsl:value-of select="concat(' ', jointCommittee)"/></div></xsl:if></td>
      <td><xsl:apply-templates select="." mode="period"/></td>
      <td><xsl:value-of select="deliberationNumber"/></td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
