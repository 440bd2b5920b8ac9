using System.Globalization;
using System.Text.Json;
using Raas.Domain;

namespace Raas.Configuration;

/// <summary>Writes a party as the configuration file has it.</summary>
internal static class PartiesWriter
{
    public static void Write(Utf8JsonWriter json, Party party)
    {
        json.WriteStartObject();
        json.WriteString("cbe", party.Number.ToString());
        json.WriteString("name", party.Name);
        json.WriteString("kind", party.Kind == PartyKind.Source ? "source" : "institution");
        WriteTexts(json, "flows", party.Flows);
        if (party.Supplies.Count > 0)
            WriteTexts(json, "supplies", party.Supplies);
        json.WriteStartObject("settings");
        json.WriteBoolean("mergeAdjacent", party.Settings.MergeAdjacent);
        json.WriteBoolean("autoReplace", party.Settings.AutoReplace);
        json.WriteBoolean("notifyReplacements", party.Settings.NotifyReplacements);
        json.WriteBoolean("notifyIdentityChanges", party.Settings.NotifyIdentityChanges);
        json.WriteBoolean("emptyNotifications", party.Settings.EmptyNotifications);
        json.WriteNumber("rejectThreshold", party.Settings.RejectThreshold);
        json.WriteString("answerDetail", party.Settings.AnswersRejectedOnly ? "rejected" : "all");
        if (party.Settings.Language is { } language)
            json.WriteString("language", language);
        json.WriteBoolean("humanView", party.Settings.HumanView);
        json.WriteEndObject();
        json.WriteStartArray("dossierTypes");
        foreach (var type in party.Types)
        {
            json.WriteStartObject();
            json.WriteString("code", type.Code);
            WriteValidity(json, type.Validity);
            json.WriteStartObject("names");
            json.WriteString("fr", type.NameFr);
            json.WriteString("nl", type.NameNl);
            json.WriteString("de", type.NameDe);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("authorisations");
        foreach (var authorisation in party.Authorisations)
        {
            json.WriteStartObject();
            json.WriteString("service", authorisation.Service);
            json.WriteString("deliberationNumber", authorisation.DeliberationNumber);
            WriteTexts(json, "dossierTypes", authorisation.DossierTypes);
            WriteTexts(json, "dataGroups", authorisation.DataGroups);
            WriteValidity(json, authorisation.Validity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (party.Expects.Count > 0)
        {
            json.WriteStartArray("expects");
            foreach (var expected in party.Expects)
            {
                json.WriteStartObject();
                json.WriteString("flow", expected.Flow);
                WriteTexts(json, "days", [.. expected.Days.Select(day => PartiesFile.DayNames[((int)day + 6) % 7])]);
                json.WriteString("before", expected.Before.ToString("HH:mm", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (party.LegalContexts.Count > 0)
            WriteTexts(json, "legalContexts", party.LegalContexts);
        if (party.Credentials.Count > 0)
        {
            json.WriteStartArray("credentials");
            foreach (var credential in party.Credentials)
                Write(json, credential);
            json.WriteEndArray();
        }
        if (party.Contacts.Count > 0)
        {
            json.WriteStartArray("contacts");
            foreach (var contact in party.Contacts)
                Write(json, contact);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Contact contact)
    {
        json.WriteStartObject();
        json.WriteString("name", contact.Name);
        if (contact.Mail is not null)
            json.WriteString("mail", contact.Mail);
        if (contact.Telephone is not null)
            json.WriteString("telephone", contact.Telephone);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Credential credential)
    {
        json.WriteStartObject();
        json.WriteString("name", credential.Name);
        if (credential.Secret is not null)
        {
            json.WriteString("secret", credential.Secret);
        }
        else
        {
            json.WriteString("subject", credential.Subject);
            json.WriteString("thumbprint", credential.Thumbprint);
        }
        WriteValidity(json, credential.Validity);
        json.WriteEndObject();
    }

    private static void WriteValidity(Utf8JsonWriter json, Period validity)
    {
        json.WriteString("validFrom", validity.Begin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (validity.End is { } end)
            json.WriteString("validUntil", end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
