using System.Globalization;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Operations;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>Removes what has been kept long enough (<c>Raas:Retention:*</c>): days of the archive, files that stood in <c>out</c> for long, our own copies
/// and journals after much longer. Never what has not been published, never what an annulment would put back. Safe to repeat.</summary>
internal sealed class Housekeeping(NightTools tools, Disk disk, Folders folders, AuditTrail audit)
{
    private readonly DateTimeOffset now = tools.Clock.GetUtcNow();
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
            Guarded("out", party, () => RemoveSent(folders.Out(party.Number), party.Number, tools.Options.Retention.Out));
            Guarded("work/sent", party, () => RemoveSent(folders.Sent(party.Number), party.Number, tools.Options.Retention.Sent));
        }
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
            tools.Log.LogWarning(e, "{What} of {Party} could not be tidied: {Reason}. The next night tries again", what, party.Number, e.Message);
        }
    }

    private void RemoveDays(string folder)
    {
        if (!disk.Files.Directory.Exists(folder))
            return;
        var oldest = tools.BusinessDate.AddDays(-(int)tools.Options.Retention.Archive.TotalDays);
        foreach (var day in disk.Files.Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).ToList())
        {
            if (!DateOnly.TryParseExact(disk.Files.Path.GetFileName(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date >= oldest)
                continue;
            disk.Files.Directory.Delete(day, recursive: true);
            removed++;
        }
    }

    /// <summary>The ledger says when a file was published (again); its own date only spares us most of the questions.</summary>
    private void RemoveSent(string folder, CbeNumber party, TimeSpan keep)
    {
        if (!disk.Files.Directory.Exists(folder))
            return;
        var limit = now - keep;
        var old = disk.Files.Directory.EnumerateFiles(folder).Where(file => disk.Files.File.GetLastWriteTimeUtc(file) < limit.UtcDateTime).Order(StringComparer.Ordinal).ToList();
        if (old.Count == 0)
            return;
        using var session = tools.Store.Read();
        foreach (var file in old)
        {
            if (!IsOurs(disk.Files.Path.GetFileName(file), party, out var flow, out var number) || session.Outgoing(party, flow, number) is not { PublishedAt: { } at } || at >= limit)
                continue;
            disk.Delete(file);
            removed++;
        }
    }

    /// <summary>FLOW.party.date.number.environment.xml, and its companions.</summary>
    private static bool IsOurs(string name, CbeNumber party, out string flow, out long number)
    {
        var parts = name.Split('.');
        (flow, number) = (parts[0], 0);
        return parts.Length is 6 or 7 && parts[1] == party.ToString() && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private void RemoveJournals()
    {
        using var session = tools.Write();
        var before = new { BusinessDate = tools.BusinessDate.AddDays(-(int)tools.Options.Retention.Journal.TotalDays) };
        session.Execute("delete_person_changes", before);
        session.Execute("delete_night_parties", before);
        session.Execute("delete_night_steps", before);
        session.Commit();
    }
}
