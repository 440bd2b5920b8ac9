using Raas.Configuration;
using Raas.Files;
using Raas.Store;

namespace Raas.Operations;

/// <summary>Who exchanges files with us, and what each chose: taken over from a file, and written as one.</summary>
public sealed class Parties(RegisterStore store, Folders folders)
{
    /// <summary>Every party, with its dossier types, settings, authorisations and credentials.</summary>
    public IReadOnlyList<Party> All()
    {
        using var session = store.Read();
        return session.Parties();
    }

    /// <summary>Takes over what a file says, all of it or nothing, and makes the folders of its parties. A party that it does not name
    /// stays as it is.</summary>
    /// <returns>The parties that were added or changed.</returns>
    /// <exception cref="PartiesFileException">A credential belongs to another party, or a code is new and not as published; nothing was
    /// taken over.</exception>
    public IReadOnlyList<Party> Import(PartiesFile file)
    {
        using (var session = store.Write())
        {
            RequirePublishedCodes(session.Parties(), file.Parties);
            try
            {
                foreach (var party in file.Parties)
                    session.Save(party);
            }
            catch (Exception e) when (store.Dialect.IsUniqueViolation(e))
            {
                throw new PartiesFileException(
                    ["$.parties: a credential (the name of a secret, or a certificate) belongs to another party already"]);
            }
            session.Commit();
        }
        foreach (var party in file.Parties)
            folders.Prepare(party.Number);
        return file.Parties;
    }

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
