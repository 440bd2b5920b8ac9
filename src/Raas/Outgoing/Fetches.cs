using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Outgoing;

/// <summary>What became of files after they went out: what a party was seen to download, what it took away, what our own retention
/// removed. What stands in <c>out</c> is compared with the ledger, and the difference noted there.</summary>
public sealed class Fetches(RegisterStore store, Disk disk, Folders folders, TimeProvider clock)
{
    /// <summary>Another host, whose clock may be another, may just have published.</summary>
    private static readonly TimeSpan JustPublished = TimeSpan.FromMinutes(1);

    private const int MaxBy = 100;

    /// <summary>Looks into a party's <c>out</c>, and notes what stands there no longer.</summary>
    /// <returns>What stands there and nobody has fetched, as far as is known.</returns>
    /// <exception cref="IOException">The folder cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public IReadOnlyList<OpenOutgoing> Look(CbeNumber party)
    {
        var at = clock.GetUtcNow();
        List<OpenOutgoing> open;
        List<OutgoingRow> back;
        HashSet<string> names;
        using (var session = store.Read())
        {
            open = session.OpenOutgoing(party);
            names = Standing(party);
            back = Back(session, party, open, names);
        }
        var gone = open.Where(file => file.PublishedAt < at - JustPublished && !Stands(names, file.FileName)).ToList();
        if (gone.Count > 0 || back.Count > 0)
            Note(party, gone, back, at);
        return [.. open.Where(file => file.FetchedAt is null).Except(gone)];
    }

    /// <summary>What our retention has taken out of <c>out</c>.</summary>
    public void NoteRemoved(CbeNumber party, IEnumerable<(string Flow, long Number)> removed, DateTimeOffset publishedBefore)
    {
        using var session = store.Write();
        foreach (var (flow, first, last) in Ranges(removed))
            session.MarkRemoved(party, flow, first, last, publishedBefore, clock.GetUtcNow());
        session.Commit();
    }

    /// <summary>Which of our own copies our retention has taken away.</summary>
    public void NoteCopiesRemoved(CbeNumber party, IEnumerable<(string Flow, long Number)> removed, DateTimeOffset publishedBefore)
    {
        using var session = store.Write();
        foreach (var (flow, first, last) in Ranges(removed))
            session.MarkCopiesRemoved(party, flow, first, last, publishedBefore, clock.GetUtcNow());
        session.Commit();
    }

    /// <summary>A party has downloaded a file: its SFTP server says so, or somebody who knows.</summary>
    /// <param name="fileName">The file, its voucher or its companion.</param>
    /// <param name="size">Bytes that were read; null: not said. Half a file is no download.</param>
    /// <param name="at">When; null: now.</param>
    /// <param name="by">Who says so.</param>
    public FetchNote NoteFetched(CbeNumber party, string fileName, long? size, DateTimeOffset? at, string by)
    {
        if (!SafeName.IsSafe(fileName) || !OutgoingName.TryParse(fileName, party, out var flow, out var number))
            return FetchNote.NotOurs;
        using var session = store.Write();
        if (session.Outgoing(party, flow, number) is not { PublishedAt: not null } row)
            return FetchNote.NotOurs;
        // The voucher and the companion go with the file: it is the file that counts.
        if (row.FileName != fileName)
            return FetchNote.NotTheFile;
        if (size is { } bytes && bytes < row.Size)
            return FetchNote.NotWhole;
        var isNew = session.MarkFetched(party, flow, number, at ?? clock.GetUtcNow(), Characters.Cut(by, MaxBy)) > 0;
        session.Commit();
        return isNew ? FetchNote.Noted : FetchNote.KnownAlready;
    }

    private void Note(CbeNumber party, List<OpenOutgoing> gone, List<OutgoingRow> back, DateTimeOffset at)
    {
        using var session = store.Write();
        foreach (var (flow, first, last) in Ranges(gone.Select(file => (file.Flow, file.Number))))
            session.MarkGone(party, flow, first, last, at - JustPublished, at);
        foreach (var row in back)
            session.SetStanding(party, row.Flow, row.Number);
        session.Commit();
    }

    /// <summary>Files that stand there although they were seen to be gone: a share that was away has come back.</summary>
    private static List<OutgoingRow> Back(StoreSession session, CbeNumber party, List<OpenOutgoing> open, HashSet<string> names)
    {
        var known = open.Select(file => (file.Flow, file.Number)).ToHashSet();
        var back = new List<OutgoingRow>();
        foreach (var name in names.Where(SafeName.IsVoucher))
        {
            if (OutgoingName.TryParse(name, party, out var flow, out var number) && known.Add((flow, number))
                && session.Outgoing(party, flow, number) is { PublishedAt: not null } row && (row.GoneAt ?? row.RemovedAt) is not null
                && Stands(names, row.FileName))
                back.Add(row);
        }
        return back;
    }

    private static bool Stands(HashSet<string> names, string fileName) =>
        names.Contains(fileName) && names.Contains(SafeName.VoucherOf(fileName));

    private HashSet<string> Standing(CbeNumber party) => disk.Look(folders.Out(party), () =>
    {
        if (!disk.Exists(folders.Out(party)))
            return [];
        using var folder = OutFolder.Open(disk, folders.Out(party));
        return folder.Names().ToHashSet(StringComparer.Ordinal);
    });

    /// <summary>Numbers that follow one another, as one range: a statement for each, however many they are.</summary>
    private static IEnumerable<(string Flow, long First, long Last)> Ranges(IEnumerable<(string Flow, long Number)> files)
    {
        foreach (var flow in files.Distinct().GroupBy(file => file.Flow, file => file.Number))
        {
            var (first, last) = (0L, 0L);
            foreach (var number in flow.Order())
            {
                if (last > 0 && number != last + 1)
                    yield return (flow.Key, first, last);
                first = last > 0 && number == last + 1 ? first : number;
                last = number;
            }
            yield return (flow.Key, first, last);
        }
    }
}

/// <summary>What became of the news that a file was downloaded.</summary>
public enum FetchNote
{
    /// <summary>It is in the ledger now.</summary>
    Noted,

    /// <summary>It was there before.</summary>
    KnownAlready,

    /// <summary>It is the voucher or the companion of a file: the file itself counts.</summary>
    NotTheFile,

    /// <summary>Fewer bytes were read than the file has.</summary>
    NotWhole,

    /// <summary>We have published no such file for that party.</summary>
    NotOurs,
}
