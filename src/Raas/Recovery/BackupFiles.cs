using System.Buffers;
using System.Security.Cryptography;
using Raas.Configuration;
using Raas.Files;

namespace Raas.Recovery;

/// <summary>The files of a backup while it is made: copied, or linked to those of the backup before. Plain files only: nothing is
/// followed.</summary>
/// <param name="data">The folder into which they go.</param>
/// <param name="before">The folder of the backup before; null: everything is copied.</param>
internal sealed class BackupFiles(Engine engine, string data, string? before, IProgress<CopyProgress>? progress)
{
    private const int CopySize = 1 << 17;
    private const int MostSkippedNamed = 20;

    private static readonly string[] OfParties = ["in", "out"];
    private static readonly string[] Deep = ["work/nights", "work/taken", "archive", "refused", "unknown"];

    private readonly Disk disk = engine.Context.Disk;
    private readonly Folders folders = engine.Context.Folders;
    private readonly TimeProvider clock = engine.Context.Clock;
    private readonly Dictionary<string, BackedUpFile> known = before is null ? []
        : BackupManifest.Read(engine.Context.Disk, before).Files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    private readonly List<BackedUpFile> taken = [];
    private readonly List<string> skipped = [];
    private long bytes;

    /// <summary>What is there by now, in the order of the paths.</summary>
    public IReadOnlyList<BackedUpFile> Taken => [.. taken.OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>How many of them the backup before has too.</summary>
    public long Linked { get; private set; }

    /// <summary>What could not be read, or is no file, with the reason; of many the first.</summary>
    public IReadOnlyList<string> Skipped =>
    [
        .. skipped.Take(MostSkippedNamed),
        .. skipped.Count > MostSkippedNamed ? new[] { $"and {skipped.Count - MostSkippedNamed} more" } : [],
    ];

    /// <summary>The folder into which they go.</summary>
    public string Data => data;

    /// <summary>Says what is at hand.</summary>
    public void Report(string what) => progress?.Report(new CopyProgress(what, taken.Count, bytes));

    /// <summary>Makes the folder into which they go.</summary>
    public void Make() => Make(data);

    /// <summary>Everything but the databases.</summary>
    public void TakeAll(CancellationToken stop)
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

    /// <summary>What is still being written has a name that begins with a point.</summary>
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
        Report(relative);
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
                Linked++;
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
        if (before is null || !known.TryGetValue(relative, out var same) || same.Size != from.Length)
            return null;
        var old = disk.Files.Path.Combine([before, BackupManifest.Data, .. relative.Split('/')]);
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

    /// <summary>A file that is there.</summary>
    public void Add(BackedUpFile file)
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
}
