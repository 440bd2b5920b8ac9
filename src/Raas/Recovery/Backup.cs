using System.Buffers;
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
    private const int CopySize = 1 << 17;
    private const int MostSkippedNamed = 20;

    private static readonly string[] OfParties = ["in", "out"];
    private static readonly string[] Deep = ["work/nights", "work/taken", "archive", "refused", "unknown"];

    private readonly RaasOptions options = engine.Options;
    private readonly Databases databases = engine.Databases;
    private readonly Disk disk = engine.Context.Disk;
    private readonly Folders folders = engine.Context.Folders;
    private readonly TimeProvider clock = engine.Context.Clock;
    private readonly List<BackedUpFile> taken = [];
    private readonly List<string> skipped = [];
    private Dictionary<string, BackedUpFile> before = [];
    private string? beforeFolder;
    private string data = "";
    private long linked, bytes;
    private IProgress<CopyProgress>? progress;

    /// <summary>Makes one.</summary>
    /// <param name="into">The folder of the backups.</param>
    /// <param name="isIncremental">What the last backup there has in the same bytes is not copied again: it gets a second name.</param>
    /// <param name="version">Of this program.</param>
    /// <exception cref="BackupException">It could not be made; nothing of it is left.</exception>
    public BackupReport Run(string into, bool isIncremental, string version, IProgress<CopyProgress>? progress, CancellationToken stop)
    {
        this.progress = progress;
        into = disk.Files.Path.GetFullPath(into);
        if ((into + "/").StartsWith(folders.Root.TrimEnd('/') + "/", StringComparison.Ordinal))
            throw new BackupException($"{into} lies in DataRoot: a backup belongs on another disk.");
        disk.Files.Directory.CreateDirectory(into);
        using var alone = FileLock.TryOpen(disk.Files.Path.Combine(into, ".raas-backup.lock"), alone: true)
            ?? throw new BackupException($"Another backup is being written into {into}.");
        foreach (var left in disk.Files.Directory.EnumerateDirectories(into, "." + Prefix + "*" + Unfinished).ToList())
            disk.Files.Directory.Delete(left, recursive: true);
        var begun = clock.GetUtcNow();
        var name = Prefix + begun.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var part = disk.Files.Path.Combine(into, $".{name}{Unfinished}");
        try
        {
            if (isIncremental && Latest(disk, into) is { } last)
                (beforeFolder, before) = (last, BackupManifest.Read(disk, last).Files.ToDictionary(f => f.Path, StringComparer.Ordinal));
            data = disk.Files.Path.Combine(part, BackupManifest.Data);
            Make(data);
            RequireSpace(into);
            var manifest = new BackupManifest
            {
                BegunAt = begun, Version = version, Schema = databases.Schema, Environment = options.Environment, Self = options.Self,
                Server = Position(), LastChangeSet = 0, Numbers = new Checkpointed([], []), Files = [],
            };
            manifest = TakeStores(manifest, stop);
            TakeFiles(stop);
            manifest = manifest with { Files = [.. taken.OrderBy(file => file.Path, StringComparer.Ordinal)] };
            manifest.Write(disk, part);
            Disk.SyncAll(part);
            var target = disk.Free(into, name);
            disk.Files.Directory.Move(part, target);
            Disk.SyncFolder(into);
            return new BackupReport(target, manifest, linked,
                [.. skipped.Take(MostSkippedNamed), .. skipped.Count > MostSkippedNamed
                    ? new[] { $"and {skipped.Count - MostSkippedNamed} more" } : []]);
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

    private string? Position()
    {
        if (databases.Register.Dialect.IsEmbedded)
            return null;
        using var session = databases.Register.Read();
        return databases.Register.Dialect.Position(session.Connection);
    }

    /// <summary>The copies of the databases, and what the register says of itself: that of the copy, or, where a server has it, that of the
    /// moment before the files.</summary>
    private BackupManifest TakeStores(BackupManifest manifest, CancellationToken stop)
    {
        var register = databases.Register;
        if (register.Dialect.IsEmbedded)
        {
            TakeStore(register.Dialect, folders.Database, stop);
            TakeStore(databases.Audit.Dialect, folders.AuditDatabase, stop);
            register = new RegisterStore(
                Stores.Open(StoreKind.Sqlite, null, disk.Files.Path.Combine(data, disk.Files.Path.GetFileName(folders.Database))));
        }
        using (var session = register.Read())
            manifest = manifest with { LastChangeSet = session.LastChangeSet(), Numbers = Checkpointed.Of(session) };
        // What the copy keeps open would leave its log beside it.
        if (manifest.Server is null)
            register.Dialect.CloseIdle();
        foreach (var file in manifest.Server is null ? new[] { folders.Database, folders.AuditDatabase } : [])
        {
            var name = disk.Files.Path.GetFileName(file);
            var copy = disk.Files.Path.Combine(data, name);
            using var stream = disk.Read(copy);
            var (size, digest) = (stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
            Add(new BackedUpFile(name, size, digest, manifest.BegunAt));
        }
        return manifest;
    }

    private void TakeStore(Dialect store, string file, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var name = disk.Files.Path.GetFileName(file);
        progress?.Report(new CopyProgress(name, taken.Count, bytes));
        store.CopyTo(disk.Files.Path.Combine(data, name));
    }

    private void TakeFiles(CancellationToken stop)
    {
        var parties = Names("parties");
        foreach (var place in OfParties.SelectMany(kind => parties.Select(party => $"parties/{party}/{kind}")))
            TakeFolder(place, isDeep: false, stop);
        foreach (var place in Deep)
            TakeFolder(place, isDeep: true, stop);
        foreach (var party in Names("work/sent"))
        {
            TakeFolder($"work/sent/{party}/drafts", isDeep: false, stop);
            TakeFolder($"work/sent/{party}", isDeep: false, stop);
        }
    }

    private List<string> Names(string folder) => !disk.Files.Directory.Exists(folders.Absolute(folder)) ? []
        : [.. disk.Files.Directory.EnumerateDirectories(folders.Absolute(folder)).Select(path => disk.Files.Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];

    /// <summary>Plain files only: nothing is followed. What is still being written has a name that begins with a point.</summary>
    private void TakeFolder(string relative, bool isDeep, CancellationToken stop)
    {
        var path = folders.Absolute(relative);
        List<FolderEntry> entries;
        try
        {
            if (disk.KindOf(path) != EntryKind.Folder)
                return;
            entries = [.. new PartyFolder(disk, path).Entries().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (disk.KindOf(path) is not null)
                skipped.Add($"{relative}: {e.Message}");
            return;
        }
        progress?.Report(new CopyProgress(relative, taken.Count, bytes));
        Make(disk.Files.Path.Combine([data, .. relative.Split('/')]));
        var folder = new PartyFolder(disk, path);
        foreach (var entry in entries.Where(entry => entry.Name[0] != '.'))
        {
            stop.ThrowIfCancellationRequested();
            if (entry.Kind == EntryKind.Folder)
            {
                if (isDeep && entry.Raw is null)
                    TakeFolder($"{relative}/{entry.Name}", isDeep, stop);
            }
            else if (entry.Kind != EntryKind.File || entry.Raw is not null)
                skipped.Add($"{relative}/{entry.Name}: {(entry.Raw is null ? "no plain file" : "a name that is no text")}");
            else
                Take(folder, entry, $"{relative}/{entry.Name}");
        }
    }

    private void Take(PartyFolder folder, FolderEntry entry, string relative)
    {
        Stream from;
        try
        {
            from = folder.OpenRead(entry);
        }
        catch (FileNotFoundException)
        {
            // It has moved on: the folder into which it moved comes later.
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            skipped.Add($"{relative}: {e.Message}");
            return;
        }
        using (from)
        {
            var target = disk.Files.Path.Combine([data, .. relative.Split('/')]);
            var at = disk.WrittenAt(folder.PathOf(entry)) ?? clock.GetUtcNow();
            if (LinkedTo(from, relative, target) is { } same)
            {
                linked++;
                Add(same with { WrittenAt = at });
                return;
            }
            from.Position = 0;
            var (size, digest) = Copy(from, target);
            Add(new BackedUpFile(relative, size, digest, at));
        }
    }

    /// <summary>By size and digest only: a date can be anything.</summary>
    private BackedUpFile? LinkedTo(Stream from, string relative, string target)
    {
        if (beforeFolder is null || !before.TryGetValue(relative, out var same) || same.Size != from.Length)
            return null;
        var old = disk.Files.Path.Combine([beforeFolder, BackupManifest.Data, .. relative.Split('/')]);
        if (!disk.IsRegularFile(old) || disk.Files.FileInfo.New(old).Length != same.Size
            || Convert.ToHexStringLower(SHA256.HashData(from)) != same.Digest)
            return null;
        return Disk.TryLink(old, target) ? same : null;
    }

    private (long Size, string Digest) Copy(Stream from, string target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(CopySize);
        var size = 0L;
        try
        {
            using var to = disk.Files.FileStream.New(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (int length; (length = from.Read(buffer, 0, CopySize)) > 0; size += length)
            {
                hash.AppendData(buffer, 0, length);
                to.Write(buffer, 0, length);
            }
            if (!OperatingSystem.IsLinux())
                to.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private void Add(BackedUpFile file)
    {
        taken.Add(file);
        bytes += file.Size;
    }

    /// <summary>Numbers of persons are in it: nobody else reads it.</summary>
    private void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            disk.Files.Directory.CreateDirectory(folder);
        else
            disk.Files.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
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
