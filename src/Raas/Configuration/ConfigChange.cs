using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raas.Domain;

namespace Raas.Configuration;

/// <summary>One thing of a party that another configuration changes.</summary>
/// <param name="What">Such as <c>settings.autoReplace</c> or <c>authorisation DIMONA 12/034</c>.</param>
/// <param name="Before">Null: it is new.</param>
/// <param name="After">Null: it is gone.</param>
public sealed record ConfigChange(CbeNumber Party, string What, string? Before, string? After)
{
    private const string Authorisation = "authorisation", LegalContext = "legalContext", Credential = "credential";

    /// <summary>It says who may ask or be told what: the audit keeps it too.</summary>
    public bool IsOfAccess =>
        new[] { Authorisation, LegalContext, Credential }.Any(kind => What.StartsWith(kind + " ", StringComparison.Ordinal));

    /// <summary>added, changed or ended.</summary>
    public string Verb => Before is null ? "added" : After is null ? "ended" : "changed";

    /// <summary>What is another in one configuration of a party than in the other.</summary>
    /// <param name="before">Null: there was no such party.</param>
    public static IReadOnlyList<ConfigChange> Between(Party? before, Party after)
    {
        var (was, becomes) = (before is null ? Facts.None : Facts.Of(before), Facts.Of(after));
        return [.. was.Names.Union(becomes.Names).Where(name => was[name] != becomes[name])
            .Select(name => new ConfigChange(after.Number, name, was[name], becomes[name]))];
    }

    /// <summary>A party as names and values, in the order of the file. Secrets are not in it, only whether they are the same.</summary>
    private sealed class Facts
    {
        public static readonly Facts None = new();

        private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

        public IEnumerable<string> Names => values.Keys;

        public string? this[string name] => values.GetValueOrDefault(name);

        public static Facts Of(Party party)
        {
            var facts = new Facts();
            var s = party.Settings;
            facts.Add("name", party.Name);
            facts.Add("kind", party.Kind == PartyKind.Source ? "source" : "institution");
            facts.Add("flows", string.Join(", ", party.Flows));
            facts.Add("supplies", string.Join(", ", party.Supplies));
            facts.Add("settings.mergeAdjacent", Flag(s.MergeAdjacent));
            facts.Add("settings.autoReplace", Flag(s.AutoReplace));
            facts.Add("settings.notifyReplacements", Flag(s.NotifyReplacements));
            facts.Add("settings.notifyIdentityChanges", Flag(s.NotifyIdentityChanges));
            facts.Add("settings.emptyNotifications", Flag(s.EmptyNotifications));
            facts.Add("settings.rejectThreshold", s.RejectThreshold.ToString(CultureInfo.InvariantCulture));
            facts.Add("settings.answerDetail", s.AnswersRejectedOnly ? "rejected" : "all");
            facts.Add("settings.language", s.Language ?? "");
            facts.Add("settings.humanView", Flag(s.HumanView));
            foreach (var t in party.Types)
                facts.Add($"dossierType {t.Code}", $"{Days(t.Validity)}; {t.NameFr}; {t.NameNl}; {t.NameDe}");
            foreach (var a in party.Authorisations)
                facts.Add($"{Authorisation} {a.Service} {a.DeliberationNumber}",
                    $"{Some("dossier types", a.DossierTypes)}; {Some("data groups", a.DataGroups)}; {Days(a.Validity)}");
            foreach (var e in party.Expects)
            {
                var days = e.Days.Select(day => PartiesFile.DayNames[((int)day + 6) % 7]);
                var before = e.Before.ToString("HH:mm", CultureInfo.InvariantCulture);
                facts.Add($"expects {e.Flow}", $"{string.Join(", ", days)} before {before}");
            }
            foreach (var name in party.LegalContexts)
                facts.Add($"{LegalContext} {name}", "allowed");
            foreach (var c in party.Credentials)
            {
                var what = c.Secret is { } secret ? $"secret {Mark(secret)}" : $"certificate {c.Thumbprint} of {c.Subject}";
                facts.Add($"{Credential} {c.Name}", $"{what}; {Days(c.Validity)}");
            }
            foreach (var c in party.Contacts)
                facts.Add($"contact {c.Name}", string.Join(", ", new[] { c.Mail, c.Telephone }.OfType<string>()));
            return facts;
        }

        /// <summary>What there may be more than once under a name stands one after the other.</summary>
        private void Add(string name, string value)
        {
            if (value.Length > 0)
                values[name] = values.TryGetValue(name, out var others) ? $"{others} | {value}" : value;
        }

        private static string Flag(bool flag) => flag ? "true" : "false";

        private static string Some(string what, IReadOnlyList<string> words) =>
            words.Count == 0 ? $"all {what}" : $"{what} {string.Join(", ", words)}";

        private static string Days(Period validity) => $"{Day(validity.Begin)} .. {(validity.End is { } end ? Day(end) : "open")}";

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        /// <summary>Tells two secrets apart, and nothing else of them: they are salted hashes already.</summary>
        private static string Mark(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..8];
    }
}
