using System.Globalization;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Flows;
using Raas.Operations;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Nights;

/// <summary>Removes what has been kept long enough (<c>Raas:Retention:*</c>): days of the archive, files that stood in <c>out</c> for long,
/// our own copies and journals after much longer. Never what has not been published, never what an annulment would put back. What counts is
/// how long ago it was by the clock of now, also in a night that is made up for. Safe to repeat.</summary>
internal sealed class Housekeeping(NightContext tools, Disk disk, Folders folders, AuditTrail audit,
    IReadOnlyList<NotificationFlow> flows)
{
    private readonly Fetches fetches = new(tools.Store, disk, folders, tools.Clock);
    private readonly DateTimeOffset now = tools.Clock.GetUtcNow();
    private readonly DateOnly today = BelgianTime.DateOf(tools.Clock.GetUtcNow());
    private long removed;

    /// <returns>How many files, days of the archive and entries of the audit went.</returns>
    public long Run(CancellationToken stop)
    {
        List<Party> parties;
        using (var session = tools.Store.Read())
            parties = [.. session.Parties()];
        foreach (var party in parties)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var kind in new[] { "archive", "refused", "unknown" })
                Guarded(kind, party, () => RemoveDays(folders.Absolute($"{kind}/{party.Number}")));
            Guarded("out", party, () => RemoveOut(party.Number));
            Guarded("work/spool", party, () => RemoveScratch(party.Number));
            Guarded("status.xml", party, () => RemoveLeftBehind(folders.Home(party.Number)));
            Guarded("work/sent", party, () =>
            {
                tools.Outgoing.TidyDrafts(tools.Store, party.Number);
                RemoveSent(party.Number);
            });
        }
        RemoveChecks();
        RemoveMoments();
        RemoveJournals();
        removed += audit.RemoveBefore(now - tools.Options.Retention.Audit);
        return removed;
    }

    /// <summary>A folder that cannot be tidied is no reason to stop: the next night tries again.</summary>
    private void Guarded(string what, Party party, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tools.Log.LogWarning(e, "{What} of {Party} could not be tidied: {Reason}. The next night tries again", what, party.Number,
                e.Message);
        }
    }

    private void RemoveDays(string folder)
    {
        if (!disk.Files.Directory.Exists(folder))
            return;
        var oldest = today.AddDays(-(int)tools.Options.Retention.Archive.TotalDays);
        foreach (var day in disk.Files.Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).ToList())
        {
            if (!DateOnly.TryParseExact(disk.Files.Path.GetFileName(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var date) || date >= oldest)
                continue;
            RemoveDay(day);
        }
    }

    /// <summary>What parties made may forbid its removal: that day stays, the others go. Links in it go, not what they point to.</summary>
    private void RemoveDay(string day)
    {
        try
        {
            disk.Files.Directory.Delete(day, recursive: true);
            removed++;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tools.Log.LogWarning(e, "{Folder} could not be removed: {Reason}. The next night tries again", day, e.Message);
        }
    }

    /// <summary>What names persons and lost its process: who takes a delivery back has the rows of the party until it is done.</summary>
    private void RemoveScratch(CbeNumber party)
    {
        var left = Scratch(Folders.RevertSpool(party, ""));
        if (left.Count == 0)
            return;
        using var session = tools.Store.Write();
        session.LockRegister(party);
        foreach (var folder in left.Where(disk.Files.Directory.Exists))
            disk.Files.Directory.Delete(folder, recursive: true);
    }

    /// <summary>Nobody looks for a day what one file would do, or did.</summary>
    private void RemoveChecks()
    {
        foreach (var folder in Scratch(Folders.CheckSpool))
        {
            if (now.UtcDateTime - disk.Files.Directory.GetLastWriteTimeUtc(folder) > TimeSpan.FromDays(1))
                RemoveDay(folder);
        }
        foreach (var file in disk.Files.Directory.Exists(folders.SpoolRoot)
            ? disk.Files.Directory.GetFiles(folders.SpoolRoot, Folders.CheckSpool + "*") : [])
        {
            if (now.UtcDateTime - disk.Files.File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(1))
                disk.Delete(file);
        }
    }

    private List<string> Scratch(string begin) => disk.Files.Directory.Exists(folders.SpoolRoot)
        ? [.. disk.Files.Directory.EnumerateDirectories(folders.SpoolRoot, begin + "*")] : [];

    /// <summary>The ledger says when a file was published (again), and whether it is ours at all.</summary>
    private void RemoveOut(CbeNumber party)
    {
        if (!disk.Exists(folders.Out(party)))
            return;
        using var folder = OutFolder.Open(disk, folders.Out(party));
        var limit = now - tools.Options.Retention.Out;
        List<string> old;
        using (var session = tools.Store.Read())
            old = [.. folder.Names().Where(name => IsOld(session, name, party, limit) && folder.KindOf(name) == EntryKind.File)];
        var gone = new List<(string, long)>();
        try
        {
            foreach (var name in old)
            {
                folder.Delete(name);
                removed++;
                if (OutgoingName.TryParse(name, party, out var flow, out var number))
                    gone.Add((flow, number));
            }
        }
        finally
        {
            if (gone.Count > 0)
                fetches.NoteRemoved(party, gone, limit);
        }
        folder.RemoveLeftBehind();
    }

    private void RemoveLeftBehind(string path)
    {
        using var folder = OutFolder.Open(disk, path);
        folder.RemoveLeftBehind();
    }

    /// <summary>The ledger says which copies are still there, and when each file was published (again): nobody looks at years of them.
    /// First they go, then it is noted.</summary>
    private void RemoveSent(CbeNumber party)
    {
        var folder = folders.Sent(party);
        if (!disk.Files.Directory.Exists(folder))
            return;
        var limit = now - tools.Options.Retention.Sent;
        List<KeptCopy> old;
        using (var session = tools.Store.Read())
            old = session.CopiesPublishedBefore(party, limit);
        var gone = new List<(string, long)>();
        try
        {
            foreach (var copy in old.OrderBy(copy => copy.Flow, StringComparer.Ordinal).ThenBy(copy => copy.Number))
            {
                foreach (var name in SentFolder.NamesOf(copy))
                    RemoveCopy(disk.Files.Path.Combine(folder, name));
                gone.Add((copy.Flow, copy.Number));
            }
        }
        finally
        {
            if (gone.Count > 0)
                fetches.NoteCopiesRemoved(party, gone, limit);
        }
    }

    private void RemoveCopy(string path)
    {
        if (!disk.Exists(path))
            return;
        disk.Delete(path);
        removed++;
    }

    private static bool IsOld(StoreSession session, string name, CbeNumber party, DateTimeOffset limit) =>
        OutgoingName.TryParse(name, party, out var flow, out var number) && session.Outgoing(party, flow, number)?.PublishedAt is { } at
            && at < limit;

    /// <summary>Without the deliveries of those days nothing is done again.</summary>
    private void RemoveMoments()
    {
        if (!disk.Files.Directory.Exists(folders.Nights))
            return;
        var oldest = today.AddDays(-(int)tools.Options.Retention.Archive.TotalDays).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var file in disk.Files.Directory.EnumerateFiles(folders.Nights)
            .Where(file => string.CompareOrdinal(disk.Files.Path.GetFileName(file), oldest) < 0).ToList())
            disk.Delete(file);
    }

    private void RemoveJournals()
    {
        using var session = tools.Write();
        var before = today.AddDays(-(int)tools.Options.Retention.Journal.TotalDays);
        foreach (var flow in flows)
            flow.RemoveEntries(session, before);
        session.DeleteNightsBefore(before);
        session.DeleteNotices(now - tools.Options.Retention.Journal);
        session.KeepCounts(now);
        session.DeleteDisclosuresBefore(now - tools.Options.Retention.Audit);
        session.Commit();
    }
}
