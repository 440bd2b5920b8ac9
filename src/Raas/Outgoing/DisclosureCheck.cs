using System.Security.Cryptography;
using Raas.Domain;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Outgoing;

/// <summary>What a look along all disclosures found.</summary>
/// <param name="Files">That are accounted for.</param>
/// <param name="Entries">Persons named in them, each as often as it is.</param>
/// <param name="Since">What was sent before is not accounted for, or no longer.</param>
/// <param name="Fault">The first thing that is wrong; null when all is as it was written.</param>
public sealed record DisclosureReport(long Files, long Entries, DateTimeOffset Since, string? Fault);

/// <summary>Walks along all files and their disclosures: none changed, none missing, none added.</summary>
/// <param name="now">Knows files that were sent since the walk began.</param>
/// <param name="blocks">All disclosures, in the order of their files.</param>
internal sealed class DisclosureCheck(StoreSession now, IEnumerator<DisclosureRow> blocks)
{
    private readonly DateTimeOffset began = now.DisclosuresBegan();
    private readonly DateTimeOffset since = Disclosures.Since(now);

    private bool moreBlocks;
    private long files, entries;

    /// <param name="all">All files, in their order.</param>
    public DisclosureReport Run(IEnumerator<DisclosedFile> all, CancellationToken stop)
    {
        var fault = Fault(all, stop);
        return new DisclosureReport(files, entries, since, fault);
    }

    private string? Fault(IEnumerator<DisclosedFile> all, CancellationToken stop)
    {
        var more = all.MoveNext();
        moreBlocks = blocks.MoveNext();
        DisclosedFile? last = null;
        for (; more; more = all.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            var file = all.Current;
            if (Stray(file) is { } stray)
                return stray;
            var previous = last is not null && (last.Party, last.Flow) == (file.Party, file.Flow) ? last.DisclosureDigest : null;
            if (Fault(file, previous) is { } fault)
                return fault;
            last = file;
        }
        return Stray(null);
    }

    /// <summary>A block that stands before those of a file, and belongs to none.</summary>
    /// <param name="file">Null: behind the last file.</param>
    private string? Stray(DisclosedFile? file)
    {
        for (; moreBlocks && (file is null || Compare(Disclosures.KeyOf(blocks.Current), KeyOf(file)) < 0); moreBlocks = blocks.MoveNext())
        {
            // A file that was sent since the look began has a row by now.
            if (Disclosures.Find(now, Disclosures.KeyOf(blocks.Current)) is null)
                return $"Block {blocks.Current.Part + 1} of {Name(Disclosures.KeyOf(blocks.Current))} belongs to no file.";
        }
        return null;
    }

    /// <summary>What is wrong with the disclosures of one file.</summary>
    /// <param name="previous">The digest of those of the file before it in its chain.</param>
    private string? Fault(DisclosedFile file, string? previous)
    {
        var (parts, named) = (0, 0L);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (; moreBlocks && Disclosures.KeyOf(blocks.Current) == KeyOf(file); moreBlocks = blocks.MoveNext(), parts++)
        {
            if (blocks.Current.Part != parts)
                return $"Block {parts + 1} of {Name(KeyOf(file))} is missing.";
            DisclosureWriter.Append(hash, blocks.Current);
            named += blocks.Current.Entries;
        }
        if (file.DisclosureDigest is null)
        {
            return previous is not null || parts > 0 || file.CreatedAt >= began
                ? $"The disclosures of {Name(KeyOf(file))} have lost their digest." : null;
        }
        if (parts == 0 && file.CreatedAt < now.DisclosuresKeptSince())
            return null;
        if (DisclosureWriter.DigestOf(previous, file, Convert.ToHexStringLower(hash.GetHashAndReset())) != file.DisclosureDigest)
            return $"The disclosures of {Name(KeyOf(file))} are not what they were: a block was changed, added or taken away, or what the "
                + "ledger says of the file.";
        files++;
        entries += named;
        return null;
    }

    private static FileKey KeyOf(DisclosedFile row) => new() { Party = row.Party, Flow = row.Flow, Number = row.Number };

    private static string Name(FileKey file) => $"{file.Flow} number {file.Number} to {file.Party:D10}";

    private static int Compare(FileKey one, FileKey other) =>
        one.Party != other.Party ? one.Party.CompareTo(other.Party)
        : string.CompareOrdinal(one.Flow, other.Flow) is not 0 and var flows ? flows : one.Number.CompareTo(other.Number);
}
