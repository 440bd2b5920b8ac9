using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

/// <summary>Parties and what belongs to them, in the store.</summary>
public static class PartyStore
{
    private const int MaxWhat = 200;
    private const int MaxValue = 2000;

    public static IReadOnlyList<Party> Parties(this StoreSession store)
    {
        var types = store.Query<DossierTypeRow>("dossier_types").ToLookup(t => t.Party);
        var authorisations = store.Query<AuthorisationRow>("authorisations").ToLookup(a => a.Party);
        var expected = store.Query<ExpectedDeliveryRow>("expected_deliveries").ToLookup(e => e.Party);
        var contexts = store.Query<LegalContextRow>("legal_contexts").ToLookup(c => c.Party);
        var credentials = store.Query<CredentialRow>("credentials").ToLookup(c => c.Party);
        var contacts = store.Query<ContactRow>("contacts").ToLookup(c => c.Party);
        return
        [
            .. store.Query<PartyRow>("parties").Select(row => row.ToParty(types[row.Cbe], authorisations[row.Cbe]) with
            {
                Expects = [.. expected[row.Cbe].Select(e => e.Expected)],
                LegalContexts = [.. contexts[row.Cbe].Select(c => c.Name)],
                Credentials = [.. credentials[row.Cbe].Select(c => c.Credential)],
                Contacts = [.. contacts[row.Cbe].Select(c => c.Contact)],
            }),
        ];
    }

    /// <summary>Takes over parties: new ones are added, known ones changed. Nothing is removed that rows may refer to: a
    /// dossier type that the file no longer names stays as it is.</summary>
    public static void Save(this StoreSession store, Party party)
    {
        // Rows that stayed under replaced numbers as long as the party wanted them to.
        var isFollowingNow = party.Settings.AutoReplace
            && store.Scalar<bool?>("auto_replace_of_party", new { Cbe = party.Number.Value }) == false;
        if (isFollowingNow)
            store.SweepNextNight(party.Number);
        store.Execute("delete_party", new { Cbe = party.Number.Value });
        Insert(store, party);
        SaveTypes(store, party);
        SaveExpected(store, party);
        SaveAccess(store, party);
        SaveContacts(store, party);
        SaveAuthorisations(store, party);
    }

    /// <summary>Parties whose rows begin to follow replaced numbers with the next night, and stay behind until then.</summary>
    public static List<long> PartySweeps(this StoreSession store) => store.Query<long>("party_sweeps");

    public static void DeletePartySweeps(this StoreSession store) => store.Execute("delete_party_sweeps");

    /// <summary>Changes of the configuration, the latest first.</summary>
    public static List<ConfigChangeRow> ConfigChanges(this StoreSession store, CbeNumber? party, int most) =>
        store.Query<ConfigChangeRow>("config_changes", new { Party = party?.Value, Most = most });

    /// <summary>Journals what was changed; texts are cut to what the store holds.</summary>
    public static void InsertConfigChange(
        this StoreSession store, ConfigChange change, string who, string reason, string fileDigest, DateTimeOffset at) =>
        store.Execute("insert_config_change", new
        {
            At = at, Operator = who, Reason = reason, FileDigest = fileDigest, Party = change.Party.Value,
            What = Characters.Cut(change.What, MaxWhat), Before = Cut(change.Before), After = Cut(change.After),
        });

    private static string? Cut(string? value) => value is null ? null : Characters.Cut(value, MaxValue);

    private static void Insert(StoreSession store, Party party) =>
        store.Execute("insert_party", new
        {
            Cbe = party.Number.Value,
            Kind = party.Kind == PartyKind.Source ? "SOURCE" : "INSTITUTION",
            party.Name,
            Flows = string.Join(',', party.Flows),
            Supplies = string.Join(',', party.Supplies),
            party.Settings.MergeAdjacent,
            party.Settings.AutoReplace,
            party.Settings.NotifyReplacements,
            party.Settings.NotifyIdentityChanges,
            party.Settings.EmptyNotifications,
            party.Settings.RejectThreshold,
            AnswerDetail = party.Settings.AnswersRejectedOnly ? "REJECTED" : "ALL",
            party.Settings.Language,
            party.Settings.HumanView,
        });

    private static void SaveTypes(StoreSession store, Party party)
    {
        foreach (var type in party.Types)
        {
            var row = new { Party = party.Number.Value, type.Code, ValidFrom = type.Validity.Begin,
                ValidUntil = type.Validity.End ?? DateOnly.MaxValue, type.NameFr, type.NameNl, type.NameDe };
            if (store.Execute("set_dossier_type", row) == 0)
                store.Execute("insert_dossier_type", row);
        }
    }

    private static void SaveAuthorisations(StoreSession store, Party party)
    {
        store.Execute("delete_authorisations", new { Party = party.Number.Value });
        foreach (var a in party.Authorisations)
        {
            store.Execute("insert_authorisation", new
            {
                Party = party.Number.Value, a.Service, a.DeliberationNumber, DossierTypes = string.Join(',', a.DossierTypes),
                DataGroups = string.Join(',', a.DataGroups),
                ValidFrom = a.Validity.Begin, ValidUntil = a.Validity.End ?? DateOnly.MaxValue,
            });
        }
    }

    private static void SaveExpected(StoreSession store, Party party)
    {
        store.Execute("delete_expected_deliveries", new { Party = party.Number.Value });
        foreach (var e in party.Expects)
        {
            store.Execute("insert_expected_delivery", new
            {
                Party = party.Number.Value, e.Flow, Days = string.Concat(e.Days.Select(day => ((int)day + 6) % 7 + 1)),
                Before = e.Before.ToString("HH:mm", CultureInfo.InvariantCulture),
            });
        }
    }

    private static void SaveContacts(StoreSession store, Party party)
    {
        store.Execute("delete_contacts", new { Party = party.Number.Value });
        foreach (var (c, position) in party.Contacts.Select((contact, i) => (contact, i)))
            store.Execute("insert_contact", new { Party = party.Number.Value, Position = position, c.Name, c.Mail, c.Telephone });
    }

    private static void SaveAccess(StoreSession store, Party party)
    {
        store.Execute("delete_legal_contexts", new { Party = party.Number.Value });
        foreach (var name in party.LegalContexts)
            store.Execute("insert_legal_context", new { Party = party.Number.Value, Name = name });
        store.Execute("delete_credentials", new { Party = party.Number.Value });
        foreach (var c in party.Credentials)
        {
            store.Execute("insert_credential", new
            {
                Party = party.Number.Value, c.Name, c.Subject, c.Thumbprint, c.Secret, ValidFrom = c.Validity.Begin,
                ValidUntil = c.Validity.End ?? DateOnly.MaxValue,
            });
        }
    }
}
