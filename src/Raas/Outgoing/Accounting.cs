using System.Security.Cryptography;
using System.Xml;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;
using Raas.Xml;

namespace Raas.Outgoing;

/// <summary>A file is accounted for: the persons whom it names are kept with it, in the same transaction.</summary>
internal static class Accounting
{
    /// <summary>Keeps the persons whom a file names while it is written.</summary>
    public static DisclosureWriter Begin(StoreSession store, CbeNumber party, string flow, long number) =>
        new(block => store.InsertDisclosure(block with { Party = party.Value, Flow = flow, Number = number }));

    /// <summary>The last of its disclosures are kept, and it says by what it discloses.</summary>
    /// <param name="previous">The digest of the disclosures of the file before it.</param>
    public static OutgoingRow Finish(OutgoingRow row, DisclosureWriter disclosures, string? previous)
    {
        row = row with { LegalContext = disclosures.LegalContext, Deliberations = disclosures.Deliberations };
        return row with
        {
            DisclosureDigest = disclosures.Finish(previous, new DisclosedFile
            {
                Party = row.Party, Flow = row.Flow, Number = row.Number, Digest = row.Digest, CreatedAt = row.CreatedAt,
                LegalContext = row.LegalContext, Deliberations = row.Deliberations,
            }),
        };
    }

    /// <summary>A file that left by a store that is gone is accounted for as it was sent, not as it was made again.</summary>
    /// <param name="sent">Has our copy of it.</param>
    /// <param name="previous">The digest of the disclosures of the file before it.</param>
    /// <returns>Null: our copy cannot be read, and nothing was changed.</returns>
    public static OutgoingRow? AsSent(StoreSession store, OutgoingRow row, SentBefore sent, FormerFile before, string? previous)
    {
        var blocks = new List<DisclosureRow>();
        using var disclosures = new DisclosureWriter(blocks.Add);
        try
        {
            // What is damaged would name somebody else.
            using (var whole = sent.Open(before))
            {
                if (Convert.ToHexStringLower(SHA256.HashData(whole)) != before.Digest)
                    return null;
            }
            using var copy = sent.Open(before);
            DisclosureReader.Read(copy, row.Flow, disclosures);
        }
        catch (Exception e) when (e is IOException or XmlException or ForbiddenXmlException or FormatException or OverflowException
            or UnauthorizedAccessException)
        {
            return null;
        }
        store.DeleteDisclosures(row.Party, row.Flow, row.Number);
        var accounted = Finish(row, disclosures, previous);
        foreach (var block in blocks)
            store.InsertDisclosure(block with { Party = row.Party, Flow = row.Flow, Number = row.Number });
        return accounted;
    }
}
