using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raas.Domain;
using Raas.Store;

namespace Raas.Configuration;

/// <summary>The configuration file has faults: all of them, one a line, each with its place and what was expected.</summary>
public sealed class PartiesFileException(IReadOnlyList<string> faults)
    : Exception($"The configuration has {faults.Count} fault(s):\n  " + string.Join("\n  ", faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}

/// <summary>Parties, dossier types, settings and authorisations as JSON (<c>samples/parties.json</c> is an example).
/// What is exported is accepted again, and exported again the same.</summary>
public sealed partial class PartiesFile(IReadOnlyList<Party> parties)
{
    private const int MaxCode = 64;

    private static readonly string[] Registers = ["NR", "BIS", "RAD", "RAN"];
    private static readonly JsonWriterOptions Indented = new()
        { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public IReadOnlyList<Party> Parties { get; } = [.. parties.OrderBy(p => p.Number)];

    /// <exception cref="PartiesFileException">It is not JSON, or has faults.</exception>
    public static PartiesFile Parse(string json)
    {
        var faults = new List<string>();
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json,
                documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new PartiesFileException([$"line {e.LineNumber + 1}: not JSON ({e.Message.Split(". Path", 2)[0]})"]);
        }
        var at = new JsonPlace(root, "$", faults);
        var parties = at.Members("parties").Items("parties").Select(ReadParty).ToList();
        foreach (var twice in parties.Where(p => p is not null).GroupBy(p => p!.Number).Where(g => g.Count() > 1))
            faults.Add($"$.parties: party {twice.Key} is there {twice.Count()} times, once was expected");
        foreach (var twice in parties.OfType<Party>().SelectMany(p => p.Credentials)
            .GroupBy(c => (c.Thumbprint, Name: c.Thumbprint is null ? c.Name : null)).Where(g => g.Count() > 1))
            faults.Add(
                $"$.parties: credential '{twice.First().Name}' is there {twice.Count()} times; a secret's name and a certificate belong "
                    + "to one party, once");
        return faults.Count == 0 ? new PartiesFile([.. parties.Select(p => p!)]) : throw new PartiesFileException(faults);
    }

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("parties");
            foreach (var party in Parties)
                Write(json, party);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static Party? ReadParty(JsonPlace at)
    {
        at.Members("cbe", "name", "kind", "flows", "supplies", "settings", "dossierTypes", "authorisations", "expects", "legalContexts",
            "credentials", "contacts");
        var text = at.Text("cbe");
        if (text is not null && !CbeNumber.TryParse(text, out _))
            at.Fault("cbe", $"'{text}' is not a CBE number: ten digits, the last two check the first eight");
        var isSource = at.OneOf("kind", ["institution", "source"]) == "source";
        var flows = isSource ? FlowName.OfSources : FlowName.OfInstitutions;
        var types = at.Items("dossierTypes").Select(ReadType).ToList();
        foreach (var twice in types.Where(t => t is not null).GroupBy(t => t!.Code).Where(g => g.Count() > 1))
            at.Fault("dossierTypes", $"code '{twice.Key}' is there {twice.Count()} times, once was expected");
        var party = new
        {
            Name = at.Text("name", 128),
            Flows = at.Texts("flows", flows),
            Supplies = at.Texts("supplies", Registers),
            Settings = ReadSettings(at.Child("settings")),
            Authorisations = at.Items("authorisations").Select(ReadAuthorisation).ToList(),
            Expects = at.Items("expects").Select(item => ReadExpected(item, flows)).OfType<ExpectedDelivery>().ToList(),
            LegalContexts = at.Texts("legalContexts", null),
            Credentials = at.Items("credentials").Select(ReadCredential).ToList(),
            Contacts = at.Items("contacts").Select(ReadContact).OfType<Contact>().ToList(),
        };
        foreach (var twice in party.Expects.GroupBy(e => e.Flow).Where(g => g.Count() > 1))
            at.Fault("expects", $"{twice.Key} is there {twice.Count()} times, once was expected");
        if (isSource && party.Flows.Contains(FlowName.PersonMutation) && party.Supplies.Count == 0)
            at.Fault("supplies", $"a source of {FlowName.PersonMutation} supplies at least one of NR, BIS, RAD, RAN");
        foreach (var wrong in party.LegalContexts.Where(name => name.Length > 64 || !CodePattern().IsMatch(name)))
            at.Fault("legalContexts",
                $"'{wrong}': at most 64 characters; starts with a letter or digit; then letters, digits, _ : + - and inner spaces");
        if (!CbeNumber.TryParse(text, out var cbe) || party.Name is null || types.Contains(null) || party.Authorisations.Contains(null)
            || party.Credentials.Contains(null))
            return null;
        return new Party
        {
            Number = cbe,
            Name = party.Name,
            Kind = isSource ? PartyKind.Source : PartyKind.Institution,
            Flows = party.Flows,
            Supplies = party.Supplies,
            Settings = party.Settings,
            Types = [.. types.Select(t => t!).OrderBy(t => t.Code, StringComparer.Ordinal)],
            Authorisations = [.. party.Authorisations.Select(a => a!)],
            Expects = party.Expects,
            LegalContexts = [.. party.LegalContexts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Credentials = [.. party.Credentials.Select(c => c!)],
            Contacts = party.Contacts,
        };
    }

    /// <summary>Codes of a party that we take, but not everybody who has the published CommonV3: dossier types and legal contexts have
    /// two characters or more there, and dossier types no hyphen.</summary>
    public static IEnumerable<string> Unpublished(Party party) =>
        party.Types.Select(type => type.Code).Where(code => !PublishedInscriptionContext().IsMatch(code))
            .Concat(party.LegalContexts.Where(name => !PublishedLegalContext().IsMatch(name)));

    private static PartySettings ReadSettings(JsonPlace? at)
    {
        var settings = new PartySettings();
        if (at is null)
            return settings;
        at.Members("mergeAdjacent", "autoReplace", "notifyReplacements", "notifyIdentityChanges", "emptyNotifications", "rejectThreshold",
            "answerDetail", "language", "humanView");
        return settings with
        {
            MergeAdjacent = at.Flag("mergeAdjacent", settings.MergeAdjacent),
            AutoReplace = at.Flag("autoReplace", settings.AutoReplace),
            NotifyReplacements = at.Flag("notifyReplacements", settings.NotifyReplacements),
            NotifyIdentityChanges = at.Flag("notifyIdentityChanges", settings.NotifyIdentityChanges),
            EmptyNotifications = at.Flag("emptyNotifications", settings.EmptyNotifications),
            RejectThreshold = at.Percent("rejectThreshold", settings.RejectThreshold),
            AnswersRejectedOnly = at.Has("answerDetail") && at.OneOf("answerDetail", ["all", "rejected"]) == "rejected",
            Language = at.Has("language") ? at.OneOf("language", PartySettings.Languages) : settings.Language,
            HumanView = at.Flag("humanView", settings.HumanView),
        };
    }

    private static DossierType? ReadType(JsonPlace at)
    {
        at.Members("code", "validFrom", "validUntil", "names");
        var code = at.Text("code", 64);
        if (code is not null && !CodePattern().IsMatch(code))
            at.Fault("code", $"'{code}': starts with a letter or digit; then letters, digits, _ : + - and inner spaces");
        var validity = ReadValidity(at);
        var names = at.Child("names")?.Members("fr", "nl", "de");
        if (names is null)
            at.Fault("names", "missing; { \"fr\": …, \"nl\": …, \"de\": … } was expected");
        var (fr, nl, de) = (names?.Text("fr", 128), names?.Text("nl", 128), names?.Text("de", 128));
        return code is null || validity is null || fr is null || nl is null || de is null
            ? null : new DossierType(0, code, validity.Value, fr, nl, de);
    }

    private static Authorisation? ReadAuthorisation(JsonPlace at)
    {
        at.Members("service", "deliberationNumber", "dossierTypes", "dataGroups", "validFrom", "validUntil");
        var (service, deliberation, validity) = (at.Text("service", 64), at.Text("deliberationNumber", 64), ReadValidity(at));
        var (types, groups) = (at.Texts("dossierTypes", null), at.Texts("dataGroups", DataGroups.Codes));
        foreach (var wrong in types.Where(code => code.Length > MaxCode || !CodePattern().IsMatch(code)))
            at.Fault("dossierTypes",
                $"'{wrong}' is no code of a dossier type: at most 64 characters; starts with a letter or digit; then letters, digits, _ : "
                    + "+ - and inner spaces");
        return service is null || deliberation is null || validity is null
            ? null : new Authorisation(service, deliberation, types, groups, validity.Value);
    }

    private static Credential? ReadCredential(JsonPlace at)
    {
        at.Members("name", "subject", "thumbprint", "secret", "validFrom", "validUntil");
        var (name, validity) = (at.Text("name", 100), ReadValidity(at));
        if (name?.Contains(':', StringComparison.Ordinal) == true || name?.Trim().Length < name?.Length)
            at.Fault("name", $"'{name}'; a name without colon, and without blanks around it, was expected");
        if (at.Has("secret"))
        {
            var secret = at.Text("secret", 200);
            if (secret is not null && !Passwords.IsHash(secret))
                at.Fault("secret", "not a hash; what raas hash-password prints was expected");
            if (at.Has("subject") || at.Has("thumbprint"))
                at.Fault("secret", "a credential is a certificate (subject and thumbprint) or a secret, not both");
            return name is null || secret is null || validity is null ? null : new Credential(name, null, null, secret, validity.Value);
        }
        var subject = at.Text("subject", 400);
        var thumbprint = at.Text("thumbprint", 95)?.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (thumbprint is not null && (thumbprint.Length != 64 || !thumbprint.All(char.IsAsciiHexDigit)))
            at.Fault("thumbprint", "the SHA-256 of the certificate was expected: 64 hexadecimal digits, with or without colons");
        return name is null || subject is null || thumbprint is null || validity is null
            ? null : new Credential(name, subject, thumbprint, null, validity.Value);
    }

    private static Contact? ReadContact(JsonPlace at)
    {
        at.Members("name", "mail", "telephone");
        var (name, mail, telephone) = (
            at.Text("name", 128), at.Has("mail") ? at.Text("mail", 254) : null, at.Has("telephone") ? at.Text("telephone", 40) : null);
        if (mail is not null && !MailPattern().IsMatch(mail))
            at.Fault("mail", $"'{mail}'; an address such as name@institution.example was expected");
        if (telephone is not null && !TelephonePattern().IsMatch(telephone))
            at.Fault("telephone", $"'{telephone}'; a number such as +32 2 555 01 23 was expected");
        if (mail is null && telephone is null)
            at.Fault("mail", "neither mail nor telephone; at least one of them was expected");
        return name is null ? null : new Contact(name, mail, telephone);
    }

    private static ExpectedDelivery? ReadExpected(JsonPlace at, IReadOnlyList<string> flows)
    {
        at.Members("flow", "days", "before");
        var flow = at.OneOf("flow", flows);
        var days = at.Texts("days", DayNames).Select(name => (DayOfWeek)((Array.IndexOf(DayNames, name) + 1) % 7)).Distinct().ToList();
        if (days.Count == 0)
            at.Fault("days", $"at least one of {string.Join(", ", DayNames)} was expected");
        if (at.Text("before", 5) is { } text
            && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before))
            return flow is null ? null : new ExpectedDelivery(flow, days, before);
        at.Fault("before", "an hour such as 18:00 was expected");
        return null;
    }

    private static readonly string[] DayNames = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

    private static Period? ReadValidity(JsonPlace at)
    {
        var from = at.Date("validFrom", required: true);
        var until = at.Date("validUntil", required: false);
        if (from is null)
            return null;
        if (Period.TryCreate(from.Value.DayNumber, until?.DayNumber ?? Period.OpenEnd, out var period))
            return period;
        at.Fault("validUntil", $"{until:yyyy-MM-dd} lies before validFrom {from:yyyy-MM-dd}");
        return null;
    }

    private static void Write(Utf8JsonWriter json, Party party)
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
                WriteTexts(json, "days", [.. expected.Days.Select(day => DayNames[((int)day + 6) % 7])]);
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

    [GeneratedRegex(@"\A[^@\s<>""]+@[^@\s<>""]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailPattern();

    [GeneratedRegex(@"\A\+?[0-9][0-9 ./()\-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TelephonePattern();

    /// <summary>types:DossierTypeType and types:LegalContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9_:+\- ]*[a-zA-Z0-9_:+\-])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodePattern();

    /// <summary>common:InscriptionContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_:+ ]*[a-zA-Z0-9_:+]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedInscriptionContext();

    /// <summary>common:LegalContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_:+\- ]*[a-zA-Z0-9_:+\-]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishedLegalContext();
}
