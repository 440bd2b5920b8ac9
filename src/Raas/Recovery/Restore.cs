using System.Globalization;
using System.IO.Abstractions;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Raas.Configuration;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Recovery;

/// <summary>What a restore did.</summary>
/// <param name="Backup">The folder of the backup.</param>
/// <param name="Files">How many files it brought back.</param>
/// <param name="Aside">Where the store is that stood there; null: none did.</param>
public sealed record RestoreReport(string Backup, BackupManifest Manifest, long Files, string? Aside, RolledForward Forward);

/// <summary>Brings back what is missing in a DataRoot from a backup, then makes again what was done after it.
/// <para>Files come first and the store last: cut off anywhere, there is no store, nothing works, and the same command goes on. A backup
/// that is not what its manifest says is not used at all.</para></summary>
/// <param name="newEngine">An engine on the store that was put back, with a clock of the past.</param>
public sealed class Restore(RaasOptions options, IFileSystem files, TimeProvider clock,
    Func<RaasOptions, TimeProvider, Engine> newEngine)
{
    private static readonly string[] MovesOn = ["parties", "work/taken"];

    private readonly Disk disk = new(files);
    private readonly Folders folders = new(files, options.DataRoot);

    /// <summary>What in a backup is not what its manifest says, a line each; none: it is whole.</summary>
    /// <param name="from">The backup, or the folder of several: then the last one.</param>
    /// <exception cref="BackupException">There is no backup.</exception>
    public (string Backup, BackupManifest Manifest, IReadOnlyList<string> Faults) Check(
        string from, IProgress<CopyProgress>? progress, CancellationToken stop)
    {
        var backup = Backup.Latest(disk, files.Path.GetFullPath(from)) ?? throw new BackupException($"There is no backup in {from}.");
        var manifest = BackupManifest.Read(disk, backup);
        var faults = new List<string>();
        var (done, bytes) = (0L, 0L);
        foreach (var file in manifest.Files)
        {
            stop.ThrowIfCancellationRequested();
            progress?.Report(new CopyProgress(file.Path, done++, bytes += file.Size));
            if (Fault(In(backup, file.Path), file) is { } fault)
                faults.Add($"{file.Path}: {fault}");
        }
        return (backup, manifest, faults);
    }

    /// <summary>Brings back, and rolls forward.</summary>
    /// <param name="isReplacing">A store that stands there is put aside.</param>
    /// <param name="lostAfter">Nothing but the backup is left: why, for the parties. The numbers of all files go on behind a gap.
    /// Null: what left after the backup is known by <c>work/sent</c>.</param>
    /// <inheritdoc cref="Check" path="/param[@name='from']"/>
    /// <exception cref="BackupException">It cannot be done; the message says why, and what to do.</exception>
    public RestoreReport Run(
        string from, bool isReplacing, string? lostAfter, IProgress<CopyProgress>? progress, CancellationToken stop)
    {
        var (backup, manifest, faults) = Check(from, progress, stop);
        if (faults.Count > 0)
            throw new BackupException($"{backup} is not whole: {faults[0]}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}. "
                + "Nothing was changed. Take another backup.");
        if (manifest.Environment != options.Environment || manifest.Self != options.Self)
            throw new BackupException($"{backup} is of {manifest.Self} in {manifest.Environment}, the settings say {options.Self} in "
                + $"{options.Environment}. Nothing was changed.");
        var isEmbedded = options.Store == StoreKind.Sqlite;
        if (isEmbedded != manifest.Server is null)
            throw new BackupException($"{backup} {(isEmbedded ? "has no store: it is beside that of a server" : "has a store of SQLite")}, "
                + $"and Raas:Store is {options.Store.ToString().ToLowerInvariant()}. Nothing was changed.");
        files.Directory.CreateDirectory(folders.Root);
        string? aside = null;
        long count;
        using (isEmbedded ? Alone() : null)
        {
            if (isEmbedded && disk.Exists(folders.Database))
                aside = isReplacing ? PutAside() : throw new BackupException($"A store stands in {folders.Root}: nothing is missing. If it "
                    + "is the wrong one, --replace puts it aside and brings back that of the backup. Nothing was changed.");
            count = BringFiles(backup, manifest, progress, stop);
            if (isEmbedded)
            {
                count += BringStore(backup, manifest, folders.AuditDatabase, isLost: !disk.Exists(folders.AuditDatabase));
                count += BringStore(backup, manifest, folders.Database, isLost: true);
            }
        }
        var forward = RollForward(backup, manifest, lostAfter, stop);
        return new RestoreReport(backup, manifest, count, aside, forward);
    }

    /// <summary>Without the guard: what was accepted was agreed to.</summary>
    private RolledForward RollForward(string backup, BackupManifest manifest, string? lostAfter, CancellationToken stop)
    {
        var then = new ClockOfThePast(clock);
        using var engine = newEngine(options with { Guard = new GuardOptions { MaxShare = 100 } }, then);
        return new RollForward(engine, disk, folders, then).Run(
            files.Path.GetFileName(backup), lostAfter is null ? null : new Accident(manifest.BegunAt, lostAfter), stop);
    }

    /// <summary>Nobody works with the store while it is put in its place.</summary>
    private FileLock Alone() => FileLock.TryTake(folders.Database + ".lock", alone: true)
        ?? throw new BackupException($"A RAAS is at work with {folders.Root}. Stop raas serve and every command, then restore.");

    /// <summary>It is kept, with what it wrote beside it.</summary>
    private string PutAside()
    {
        var name = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var aside = disk.Free(folders.Absolute("replaced"), name);
        files.Directory.CreateDirectory(aside);
        // The numbers that it gave stay noted, in RAAS.checkpoint.
        foreach (var path in new[] { folders.Database + "-shm", folders.Database, folders.Database + "-wal" })
        {
            if (disk.Exists(path))
                disk.Move(path, files.Path.Combine(aside, files.Path.GetFileName(path)));
        }
        return aside;
    }

    /// <summary>Of what only grows, each file that is missing. What parties fetch and drop, and what is taken, moves on: that comes back
    /// only where all of it is lost.</summary>
    private long BringFiles(string backup, BackupManifest manifest, IProgress<CopyProgress>? progress, CancellationToken stop)
    {
        var isLost = MovesOn.ToDictionary(area => area + "/", area => !HasFiles(folders.Absolute(area)),
            StringComparer.Ordinal);
        var moved = manifest.Files.Where(file => !file.Path.StartsWith("parties/", StringComparison.Ordinal)
            && !file.Path.StartsWith("work/sent/", StringComparison.Ordinal)).Select(file => (file.Digest, file.Size)).ToHashSet();
        var (done, bytes) = (0L, 0L);
        foreach (var file in manifest.Files.Where(file => file.Path.Contains('/', StringComparison.Ordinal)))
        {
            stop.ThrowIfCancellationRequested();
            var area = isLost.Keys.FirstOrDefault(prefix => file.Path.StartsWith(prefix, StringComparison.Ordinal));
            var target = folders.Absolute(file.Path);
            if ((area is not null && !isLost[area]) || disk.Exists(target)
                // It was taken out of in while the backup was made: it is there already, where it went.
                || (file.Path.Contains("/in/", StringComparison.Ordinal) && moved.Contains((file.Digest, file.Size))))
                continue;
            progress?.Report(new CopyProgress(file.Path, done, bytes += file.Size));
            done++;
            disk.Copy(In(backup, file.Path), target);
            files.File.SetLastWriteTimeUtc(target, file.WrittenAt.UtcDateTime);
        }
        return done;
    }

    private bool HasFiles(string folder) =>
        files.Directory.Exists(folder) && files.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();

    private long BringStore(string backup, BackupManifest manifest, string target, bool isLost)
    {
        var name = files.Path.GetFileName(target);
        if (!isLost || !manifest.Files.Any(file => file.Path == name))
            return 0;
        // A log of another database would be taken for that of this one.
        foreach (var left in new[] { target + "-wal", target + "-shm" })
            disk.Delete(left);
        disk.Copy(In(backup, name), target);
        return 1;
    }

    private string In(string backup, string path) => files.Path.Combine([backup, BackupManifest.Data, .. path.Split('/')]);

    private string? Fault(string path, BackedUpFile file)
    {
        if (!disk.IsRegularFile(path))
            return "it is missing";
        try
        {
            using var stream = disk.Read(path);
            if (stream.Length != file.Size)
                return $"it has {stream.Length} bytes, the manifest says {file.Size}";
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Digest ? null : "its digest is not that of the manifest";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}

/// <summary>Tells the moment at which something was done first; otherwise the time of now.</summary>
internal sealed class ClockOfThePast(TimeProvider now) : TimeProvider
{
    /// <summary>Null: now.</summary>
    public DateTimeOffset? At { get; set; }

    public override DateTimeOffset GetUtcNow() => At ?? now.GetUtcNow();

    public override long GetTimestamp() => now.GetTimestamp();

    public override long TimestampFrequency => now.TimestampFrequency;
}
