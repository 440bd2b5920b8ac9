using System.Security.Cryptography;
using System.Text;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Operations;

/// <summary>What a configuration file does, or would do.</summary>
/// <param name="Parties">Those that it names, as they become.</param>
/// <param name="IsOfKnown">It changes a party that was there before.</param>
/// <param name="Digest">SHA-256 of the file.</param>
public sealed record ConfigImport(IReadOnlyList<Party> Parties, IReadOnlyList<ConfigChange> Changes, bool IsOfKnown, string Digest);

/// <summary>Who exchanges files with us, and what each chose: taken over from a file, and written as one.</summary>
public sealed class Parties(RegisterStore store, Folders folders, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Every party, with its dossier types, settings, authorisations and credentials.</summary>
    public IReadOnlyList<Party> All()
    {
        using var session = store.Read();
        return session.Parties();
    }

    /// <summary>Takes over what a file says, all of it or nothing, journals each change, and makes the folders of its parties. What the
    /// file leaves out of a party stays, and a party that it does not name stays as it is.</summary>
    /// <param name="json">The file.</param>
    /// <param name="isReplacing">The lists of a party that it names become exactly those of the file.</param>
    /// <returns>The parties that it names, and what changed.</returns>
    /// <exception cref="PartiesFileException">It has faults, a credential belongs to another party, or a code is new and not as published;
    /// nothing was taken over.</exception>
    public ConfigImport Import(string json, bool isReplacing, Operator who)
    {
        ConfigImport import;
        var at = clock.GetUtcNow();
        using (var session = store.Write())
        {
            // Two files at once: the second changes what the first made.
            session.LockConfiguration();
            import = Compare(session, json, isReplacing);
            try
            {
                foreach (var party in import.Parties)
                    session.Save(party);
            }
            catch (Exception e) when (store.Dialect.IsUniqueViolation(e))
            {
                throw new PartiesFileException(
                    ["$.parties: a credential (the name of a secret, or a certificate) belongs to another party already"]);
            }
            foreach (var change in import.Changes)
                session.InsertConfigChange(change, who.Name, who.Reason, import.Digest, at);
            // Before it is true: what cannot be audited does not become so.
            var entries = import.Changes.Where(change => change.IsOfAccess).Select(change => Entry(change, who, at)).ToList();
            if (entries.Count > 0)
                audit.AppendNow(entries);
            session.Commit();
        }
        foreach (var party in import.Parties)
            folders.Prepare(party.Number);
        return import;
    }

    /// <summary>What <see cref="Import"/> would do.</summary>
    /// <exception cref="PartiesFileException">It has faults, or a code is new and not as published.</exception>
    public ConfigImport Preview(string json, bool isReplacing)
    {
        using var session = store.Read();
        return Compare(session, json, isReplacing);
    }

    /// <summary>Changes of the configuration, the latest first.</summary>
    /// <param name="party">Null: of every party.</param>
    public IReadOnlyList<ConfigChangeRow> History(CbeNumber? party, int most)
    {
        using var session = store.Read();
        return session.ConfigChanges(party, most);
    }

    private static ConfigImport Compare(StoreSession session, string json, bool isReplacing)
    {
        var known = session.Parties();
        var parties = PartiesFile.Parse(json, known, isReplacing).Parties;
        RequirePublishedCodes(known, parties);
        var changes = parties
            .SelectMany(party => ConfigChange.Between(known.FirstOrDefault(k => k.Number == party.Number), party)).ToList();
        var isOfKnown = changes.Exists(change => known.Any(k => k.Number == change.Party));
        return new ConfigImport(parties, changes, isOfKnown, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))));
    }

    private static AuditEntry Entry(ConfigChange change, Operator who, DateTimeOffset at) => new()
    {
        At = at, Channel = "COMMAND", Caller = who.Name, Party = change.Party, Operation = "import-config", Outcome = Codes.Record.Ok.Wire,
        Reason = $"{change.What} {change.Verb}{(change.After is { } after ? $": {after}" : "")}; {who.Reason}",
    };

    /// <summary>Every party, as a file that <see cref="Import"/> takes.</summary>
    public PartiesFile Export() => new(All());

    /// <summary>What a party gets new here follows the published patterns. What it has stays, and a party that is new may bring codes
    /// that it uses elsewhere.</summary>
    private static void RequirePublishedCodes(IReadOnlyList<Party> known, IReadOnlyList<Party> imported)
    {
        var faults = from party in imported
                     join before in known on party.Number equals before.Number
                     from code in PartiesFile.Unpublished(party).Except(PartiesFile.Unpublished(before))
                     select $"$.parties: {party.Number}: '{code}' is new, and not as the published CommonV3 has it: "
                         + "two characters or more, and no hyphen in a dossier type";
        if (faults.ToList() is { Count: > 0 } all)
            throw new PartiesFileException(all);
    }
}
