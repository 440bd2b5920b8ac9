using System.Globalization;
using System.Security.Cryptography;
using Raas.Configuration;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;

namespace Raas.Recovery;

/// <summary>How far a backup, its check or a restore is.</summary>
/// <param name="What">The folder or the database at hand.</param>
/// <param name="Files">Done so far.</param>
public sealed record CopyProgress(string What, long Files, long Bytes);

/// <summary>A backup that was made.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Linked">How many of its files the backup before has too: they are there once, under two names.</param>
/// <param name="Skipped">What could not be read, or is no file, with the reason.</param>
public sealed record BackupReport(string Folder, BackupManifest Manifest, long Linked, IReadOnlyList<string> Skipped)
{
    public long Bytes => Manifest.Files.Sum(file => file.Size);
}

/// <summary>Makes a backup of a RAAS at work, in a folder of its own name below the one that is given.
/// <para>The order is what makes it consistent. First the register, as one moment (its writers go on), then the audit (which has an entry
/// before what it speaks of becomes true), then the files: so they are never older than the register, and whatever the register speaks of
/// is among them. What is later than the register in them is what a restore rolls forward by. Among the files, each folder comes before the
/// one into which files move from it: what moves meanwhile is found here or there, or in both.</para>
/// <para>It has its name only when all of it is on disk; what an attempt left is removed by the next one.</para></summary>
/// <param name="engine">The RAAS of which it is one.</param>
public sealed class Backup(Engine engine)
{
    private const string Prefix = "raas-";
    private const string Unfinished = ".part";

    private readonly RaasOptions options = engine.Options;
    private readonly Databases databases = engine.Databases;
    private readonly Disk disk = engine.Context.Disk;
    private readonly Folders folders = engine.Context.Folders;
    private readonly TimeProvider clock = engine.Context.Clock;

    /// <summary>Makes one.</summary>
    /// <param name="into">The folder of the backups.</param>
    /// <param name="isIncremental">What the last backup there has in the same bytes is not copied again: it gets a second name.</param>
    /// <param name="version">Of this program.</param>
    /// <exception cref="BackupException">It could not be made; nothing of it is left.</exception>
    public BackupReport Run(string into, bool isIncremental, string version, IProgress<CopyProgress>? progress, CancellationToken stop)
    {
        into = disk.Files.Path.GetFullPath(into);
        if ((into + "/").StartsWith(folders.Root.TrimEnd('/') + "/", StringComparison.Ordinal))
            throw new BackupException($"{into} lies in DataRoot: a backup belongs on another disk.");
        disk.Files.Directory.CreateDirectory(into);
        using var alone = FileLock.TryOpen(disk.Files.Path.Combine(into, ".raas-backup.lock"), alone: true)
            ?? throw new BackupException($"Another backup is being written into {into}.");
        RemoveLeftBehind(into);
        var begun = clock.GetUtcNow();
        var name = Prefix + begun.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var part = disk.Files.Path.Combine(into, $".{name}{Unfinished}");
        try
        {
            var last = isIncremental ? Latest(disk, into) : null;
            var files = new BackupFiles(engine, disk.Files.Path.Combine(part, BackupManifest.Data), last, progress);
            files.Make();
            RequireSpace(into);
            var manifest = Write(part, files, begun, version, stop);
            var target = disk.Free(into, name);
            disk.Files.Directory.Move(part, target);
            Disk.SyncFolder(into);
            return new BackupReport(target, manifest, files.Linked, files.Skipped);
        }
        catch (Exception e)
        {
            TryRemove(part);
            if (e is IOException and not PartyFolderException || e is Microsoft.Data.Sqlite.SqliteException)
                throw new BackupException($"The backup could not be written: {e.Message.TrimEnd('.')}.{Space(into)} Nothing of it is left; "
                    + "the backups before it are as they were, and RAAS goes on.");
            throw;
        }
    }

    /// <summary>The last backup that is whole below a folder, or the folder itself if it is one; null: there is none.</summary>
    public static string? Latest(Disk disk, string folder)
    {
        if (disk.IsRegularFile(disk.Files.Path.Combine(folder, BackupManifest.FileName)))
            return folder;
        return !disk.Files.Directory.Exists(folder) ? null : disk.Files.Directory.EnumerateDirectories(folder, Prefix + "*")
            .Where(path => disk.IsRegularFile(disk.Files.Path.Combine(path, BackupManifest.FileName)))
            .MaxBy(path => BackupManifest.Read(disk, path).BegunAt);
    }

    private void RemoveLeftBehind(string into)
    {
        foreach (var left in disk.Files.Directory.EnumerateDirectories(into, "." + Prefix + "*" + Unfinished).ToList())
            disk.Files.Directory.Delete(left, recursive: true);
    }

    /// <summary>Writes all of it, in the order that makes it consistent, and brings it to disk.</summary>
    private BackupManifest Write(string part, BackupFiles files, DateTimeOffset begun, string version, CancellationToken stop)
    {
        var manifest = new BackupManifest
        {
            BegunAt = begun, Version = version, Schema = databases.Schema, Environment = options.Environment, Self = options.Self,
            Server = Position(), LastChangeSet = 0, Numbers = new Checkpointed([], []), Files = [],
        };
        manifest = TakeStores(manifest, files, stop);
        files.TakeAll(stop);
        manifest = manifest with { Files = files.Taken };
        manifest.Write(disk, part);
        Disk.SyncAll(part);
        return manifest;
    }

    private string? Position()
    {
        if (databases.Register.Dialect.IsEmbedded)
            return null;
        using var session = databases.Register.Read();
        return databases.Register.Dialect.Position(session.Connection);
    }

    /// <summary>The copies of the databases, and what the register says of itself: that of the copy, or, where a server has it, that of the
    /// moment before the files.</summary>
    private BackupManifest TakeStores(BackupManifest manifest, BackupFiles files, CancellationToken stop)
    {
        var register = databases.Register;
        if (register.Dialect.IsEmbedded)
        {
            TakeStore(files, register.Dialect, folders.Database, stop);
            TakeStore(files, databases.Audit.Dialect, folders.AuditDatabase, stop);
            register = new RegisterStore(
                Stores.Open(StoreKind.Sqlite, null, disk.Files.Path.Combine(files.Data, disk.Files.Path.GetFileName(folders.Database))));
        }
        using (var session = register.Read())
            manifest = manifest with { LastChangeSet = session.LastChangeSet(), Numbers = Checkpointed.Of(session) };
        // What the copy keeps open would leave its log beside it.
        if (manifest.Server is null)
            register.Dialect.CloseIdle();
        foreach (var file in manifest.Server is null ? new[] { folders.Database, folders.AuditDatabase } : [])
        {
            var name = disk.Files.Path.GetFileName(file);
            var copy = disk.Files.Path.Combine(files.Data, name);
            using var stream = disk.Read(copy);
            var (size, digest) = (stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
            files.Add(new BackedUpFile(name, size, digest, manifest.BegunAt));
        }
        return manifest;
    }

    private void TakeStore(BackupFiles files, Dialect store, string file, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var name = disk.Files.Path.GetFileName(file);
        files.Report(name);
        store.CopyTo(disk.Files.Path.Combine(files.Data, name));
    }

    /// <summary>What is full before it begins need not be filled.</summary>
    private void RequireSpace(string into)
    {
        var stores = databases.Register.Dialect.IsEmbedded
            ? new[] { folders.Database, folders.AuditDatabase }.Where(disk.Files.File.Exists)
                .Sum(file => disk.Files.FileInfo.New(file).Length) : 0;
        if (Free(into) is { } free && free < stores)
            throw new IOException($"the databases have {stores:N0} bytes, and {free:N0} are free");
    }

    private string Space(string into) => Free(into) is { } free
        ? string.Create(CultureInfo.InvariantCulture, $" {free:N0} bytes are free on that disk.") : "";

    private long? Free(string into)
    {
        try
        {
            return disk.Files.DriveInfo.New(into).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void TryRemove(string part)
    {
        try
        {
            if (disk.Files.Directory.Exists(part))
                disk.Files.Directory.Delete(part, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has no name of a backup; the next one removes it.
        }
    }
}
