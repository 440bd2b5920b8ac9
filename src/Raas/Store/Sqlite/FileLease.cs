using System.Text;

namespace Raas.Store.Sqlite;

/// <summary>A lease on the embedded store: a file that its owner keeps locked. The kernel takes the lock away when the process ends,
/// however it ends, and never before: no clock, no heartbeat, and no turn to write, for which a heartbeat would wait behind the deliveries
/// of others.</summary>
/// <remarks>The file itself stays: a name that comes and goes could be locked twice, as two files. It says who holds it and its date since
/// when, and so whether it is still the file that we locked: whoever clears the folder away takes everybody's lease.</remarks>
internal sealed class FileLease : LaneLease
{
    private readonly FileStream file;
    private readonly DateTime since;

    private FileLease(RegisterStore store, FileStream file, DateTime since)
        : base(store) => (this.file, this.since) = (file, since);

    public static FileLease? TryTake(RegisterStore store, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        if (FileLock.TryOpen(Path.Combine(folder, name), alone: true) is not { } opened)
            return null;
        try
        {
            opened.SetLength(0);
            opened.Write(Encoding.UTF8.GetBytes($"{Environment.MachineName} {Environment.ProcessId}\n"));
            opened.Flush();
            return new FileLease(store, opened, File.GetLastWriteTimeUtc(opened.Name));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>A file that is gone has no date: it is not ours, whatever it had before.</summary>
    protected override bool IsOurs(StoreSession session) => File.Exists(file.Name) && File.GetLastWriteTimeUtc(file.Name) == since;

    protected override void Confirm(StoreSession session)
    {
        if (!IsOurs(session))
            throw new LeaseLostException();
    }

    protected override void Dispose(bool disposing) => file.Dispose();
}
