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
        Write(json, party.Settings);
        WriteAll(json, "dossierTypes", party.Types, Write);
        WriteAll(json, "authorisations", party.Authorisations, Write);
        if (party.Expects.Count > 0)
            WriteAll(json, "expects", party.Expects, Write);
        if (party.LegalContexts.Count > 0)
            WriteTexts(json, "legalContexts", party.LegalContexts);
        if (party.Credentials.Count > 0)
            WriteAll(json, "credentials", party.Credentials, Write);
        if (party.Contacts.Count > 0)
            WriteAll(json, "contacts", party.Contacts, Write);
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PartySettings settings)
    {
        json.WriteStartObject("settings");
        json.WriteBoolean("mergeAdjacent", settings.MergeAdjacent);
        json.WriteBoolean("autoReplace", settings.AutoReplace);
        json.WriteBoolean("notifyReplacements", settings.NotifyReplacements);
        json.WriteBoolean("notifyIdentityChanges", settings.NotifyIdentityChanges);
        json.WriteBoolean("emptyNotifications", settings.EmptyNotifications);
        json.WriteNumber("rejectThreshold", settings.RejectThreshold);
        json.WriteString("answerDetail", settings.AnswersRejectedOnly ? "rejected" : "all");
        if (settings.Language is { } language)
            json.WriteString("language", language);
        json.WriteBoolean("humanView", settings.HumanView);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DossierType type)
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

    private static void Write(Utf8JsonWriter json, Authorisation authorisation)
    {
        json.WriteStartObject();
        json.WriteString("service", authorisation.Service);
        json.WriteString("deliberationNumber", authorisation.DeliberationNumber);
        WriteTexts(json, "dossierTypes", authorisation.DossierTypes);
        WriteTexts(json, "dataGroups", authorisation.DataGroups);
        WriteValidity(json, authorisation.Validity);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExpectedDelivery expected)
    {
        json.WriteStartObject();
        json.WriteString("flow", expected.Flow);
        WriteTexts(json, "days", [.. expected.Days.Select(day => PartiesFile.DayNames[((int)day + 6) % 7])]);
        json.WriteString("before", expected.Before.ToString("HH:mm", CultureInfo.InvariantCulture));
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
