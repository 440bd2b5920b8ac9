using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Raas.Domain;

namespace Raas.Configuration;

/// <summary>Reads a configuration file, and notes every fault.</summary>
/// <param name="known">The parties as they are: what the file leaves out of one stays as it is.</param>
/// <param name="isReplacing">The lists of a party become those of the file.</param>
internal sealed partial class PartiesReader(IReadOnlyList<Party> known, bool isReplacing)
{
    private const int MaxCode = 64;

    private static readonly string[] Registers = ["NR", "BIS", "RAD", "RAN"];

    /// <exception cref="PartiesFileException">It is not JSON, or has faults.</exception>
    public PartiesFile Read(string json)
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

    private Party? ReadParty(JsonPlace at)
    {
        at.Members("cbe", "name", "kind", "flows", "supplies", "settings", "dossierTypes", "authorisations", "expects", "legalContexts",
            "credentials", "contacts");
        var text = at.Text("cbe");
        if (text is not null && !CbeNumber.TryParse(text, out _))
            at.Fault("cbe", $"'{text}' is not a CBE number: ten digits, the last two check the first eight");
        var before = CbeNumber.TryParse(text, out var number) ? known.FirstOrDefault(p => p.Number == number) : null;
        var isSource = at.OneOf("kind", ["institution", "source"]) == "source";
        var flows = isSource ? FlowName.OfSources : FlowName.OfInstitutions;
        var types = at.Items("dossierTypes").Select(ReadType).ToList();
        foreach (var twice in types.Where(t => t is not null).GroupBy(t => t!.Code).Where(g => g.Count() > 1))
            at.Fault("dossierTypes", $"code '{twice.Key}' is there {twice.Count()} times, once was expected");
        var party = new
        {
            Name = at.Text("name", 128),
            Flows = Merged(before?.Flows, at.Texts("flows", flows), flow => flow),
            Supplies = Merged(before?.Supplies, at.Texts("supplies", Registers), register => register),
            Settings = ReadSettings(at.Child("settings"), before?.Settings ?? new PartySettings()),
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
        if (number.Value == 0 || party.Name is null || types.Contains(null) || party.Authorisations.Contains(null)
            || party.Credentials.Contains(null))
            return null;
        return new Party
        {
            Number = number,
            Name = party.Name,
            Kind = isSource ? PartyKind.Source : PartyKind.Institution,
            Flows = party.Flows,
            Supplies = party.Supplies,
            Settings = party.Settings,
            Types = [.. MergedTypes(before?.Types ?? [], [.. types.Select(t => t!)])],
            Authorisations = Merged(
                before?.Authorisations, [.. party.Authorisations.Select(a => a!)], a => (a.Service, a.DeliberationNumber)),
            Expects = Merged(before?.Expects, party.Expects, e => e.Flow),
            LegalContexts =
            [
                .. Merged(before?.LegalContexts, party.LegalContexts, name => name).Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Credentials = Merged(before?.Credentials, [.. party.Credentials.Select(c => c!)], c => (c.Name, c.Thumbprint)),
            Contacts = Merged(before?.Contacts, party.Contacts, contact => contact.Name),
        };
    }

    /// <summary>What the file says takes the place of what has the same key; what it leaves out stays, unless the list is to be
    /// replaced.</summary>
    private IReadOnlyList<T> Merged<T, TKey>(IReadOnlyList<T>? before, IReadOnlyList<T> said, Func<T, TKey> key)
    {
        if (before is null || isReplacing)
            return said;
        var saidOf = said.ToLookup(key);
        var merged = before.SelectMany(one => saidOf.Contains(key(one)) ? saidOf[key(one)] : [one]);
        return [.. merged.Concat(said).Distinct()];
    }

    /// <summary>A dossier type is never taken away: rows may refer to it.</summary>
    private static IEnumerable<DossierType> MergedTypes(IReadOnlyList<DossierType> before, IReadOnlyList<DossierType> said) =>
        before.Where(b => said.All(s => s.Code != b.Code))
            .Concat(said.Select(s => s with { Id = before.FirstOrDefault(b => b.Code == s.Code)?.Id ?? 0 }))
            .OrderBy(type => type.Code, StringComparer.Ordinal);

    private static PartySettings ReadSettings(JsonPlace? at, PartySettings settings)
    {
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
            AnswersRejectedOnly = at.Has("answerDetail")
                ? at.OneOf("answerDetail", ["all", "rejected"]) == "rejected" : settings.AnswersRejectedOnly,
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
        var days = at.Texts("days", PartiesFile.DayNames)
            .Select(name => (DayOfWeek)((Array.IndexOf(PartiesFile.DayNames, name) + 1) % 7)).Distinct().ToList();
        if (days.Count == 0)
            at.Fault("days", $"at least one of {string.Join(", ", PartiesFile.DayNames)} was expected");
        if (at.Text("before", 5) is { } text
            && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var before))
            return flow is null ? null : new ExpectedDelivery(flow, days, before);
        at.Fault("before", "an hour such as 18:00 was expected");
        return null;
    }

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

    [GeneratedRegex(@"\A[^@\s<>""]+@[^@\s<>""]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MailPattern();

    [GeneratedRegex(@"\A\+?[0-9][0-9 ./()\-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TelephonePattern();

    /// <summary>types:DossierTypeType and types:LegalContextType.</summary>
    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9_:+\- ]*[a-zA-Z0-9_:+\-])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodePattern();
}
