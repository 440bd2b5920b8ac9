using Raas.Domain;
using Raas.Files;
using Raas.Store.Rows;
using Raas.Store;

namespace Raas.Outgoing;

/// <summary>The files that were sent to a party in a flow, one chain: sent again, and checked.</summary>
/// <param name="keptInOut">How long housekeeping leaves a file in the party's <c>out</c>.</param>
public sealed class SentChains(
    RegisterStore store, Disk disk, Folders folders, OutgoingFiles files, TimeSpan keptInOut, TimeProvider clock)
{
    /// <summary>Where the files of a party stand: its <c>out</c>.</summary>
    public string Folder(CbeNumber party) => folders.Out(party);

    /// <summary>Publishes a file that was sent before, the same bytes.</summary>
    /// <param name="together">What becomes true together with it.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="ResendException">It was never sent, or our copy is gone or damaged.</exception>
    public string Resend(CbeNumber party, string flow, long number, Action<StoreSession>? together = null)
    {
        OutgoingRow? row;
        using (var look = store.Read())
            row = look.Outgoing(party, flow, number);
        files.Publication.Resend(row, party, flow, number);
        using var session = store.Write();
        session.MarkPublished(row!, clock.GetUtcNow());
        together?.Invoke(session);
        session.Commit();
        return disk.Files.Path.Combine(folders.Out(party), row!.FileName);
    }

    /// <summary>Checks the files that stand in a party's <c>out</c>; what housekeeping removed from there is no fault.</summary>
    /// <exception cref="DirectoryNotFoundException">The party has no <c>out</c>.</exception>
    public ChainReport Verify(CbeNumber party, string flow)
    {
        using var session = store.Read();
        var limit = clock.GetUtcNow() - keptInOut;
        return new ChainCheck(disk)
            .Run(folders.Out(party), party, flow, number => session.Outgoing(party, flow, number)?.PublishedAt < limit);
    }
}
