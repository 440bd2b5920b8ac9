using Raas.Domain;
using Raas.Files;

namespace Raas.Intake;

/// <summary>What stands in a party's <c>in</c> folder under one data file name.</summary>
/// <param name="VoucherFileName">The voucher's name, whether it is there or not.</param>
/// <param name="HasVoucher">Something of that name is there: a file, or what should not be there.</param>
/// <param name="IsCancelled">The party calls the delivery back.</param>
/// <param name="Flow">As the voucher says, when it could be read.</param>
public sealed record Candidate(string VoucherFileName, bool HasVoucher, bool IsCancelled, string? Flow, long? FileSequenceNumber)
{
    public string DataFileName => SafeName.DataFileOf(VoucherFileName);
}

/// <summary>Lists what a party wrote. A delivery is seen by its voucher, never by age; the folder is only looked at.</summary>
public sealed class Inbox(Disk disk, Folders folders)
{
    public List<Candidate> Scan(CbeNumber party)
    {
        var names = Names(party);
        var candidates = new List<Candidate>();
        foreach (var name in names)
        {
            if (SafeName.IsVoucher(name))
                candidates.Add(Look(party, name, names));
            else if (name.EndsWith(SafeName.CancelSuffix, StringComparison.Ordinal))
                AddCancelWithoutVoucher(name, names, candidates);
        }
        return [.. candidates.OrderBy(c => c.FileSequenceNumber ?? 0).ThenBy(c => c.VoucherFileName, StringComparer.Ordinal)];
    }

    /// <summary>Files that no voucher speaks for, and that have lain there longer than <paramref name="patience"/>.</summary>
    public List<string> Unknown(CbeNumber party, IReadOnlyCollection<string> spokenFor, DateTimeOffset now, TimeSpan patience) =>
    [
        .. Names(party).Where(name => !SafeName.IsVoucher(name) && !spokenFor.Contains(name)
            && now.UtcDateTime - disk.Files.File.GetLastWriteTimeUtc(PathOf(party, name)) > patience),
    ];

    public string PathOf(CbeNumber party, string name) => disk.Files.Path.Combine(folders.In(party), name);

    private SortedSet<string> Names(CbeNumber party)
    {
        var folder = folders.In(party);
        return disk.Files.Directory.Exists(folder)
            ? new SortedSet<string>(disk.Files.Directory.EnumerateFileSystemEntries(folder).Select(path => disk.Files.Path.GetFileName(path)!), StringComparer.Ordinal)
            : new SortedSet<string>(StringComparer.Ordinal);
    }

    private Candidate Look(CbeNumber party, string voucherName, SortedSet<string> names)
    {
        var cancelled = names.Contains(SafeName.CancelOf(SafeName.DataFileOf(voucherName)));
        var voucher = Peek(PathOf(party, voucherName));
        return new Candidate(voucherName, true, cancelled, voucher?.Flow, voucher?.FileSequenceNumber);
    }

    /// <summary>For the order of work only; the voucher is read again, and judged, when its turn comes.</summary>
    private Voucher? Peek(string path)
    {
        if (!disk.IsRegularFile(path))
            return null;
        try
        {
            using var file = disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return VoucherReader.Read(file, new FileErrors());
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void AddCancelWithoutVoucher(string cancel, SortedSet<string> names, List<Candidate> candidates)
    {
        var data = cancel[..^SafeName.CancelSuffix.Length] + ".xml";
        if (names.Contains(data) && !names.Contains(SafeName.VoucherOf(data)))
            candidates.Add(new Candidate(SafeName.VoucherOf(data), false, true, null, null));
    }
}
