using System.IO.Abstractions;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Raas.Files;

/// <summary>The few ways in which we change folders. Each leaves either the old state or the new one, whenever the power goes.
/// What stands in a folder of a party is looked at itself: a link is never followed, and nothing but a plain file is opened.
/// We write there through <see cref="OutFolder"/>.</summary>
/// <param name="looks">Where nobody is to wait for a folder that does not answer; null: as long as it takes.</param>
public sealed partial class Disk(IFileSystem files, FolderLooks? looks = null)
{
    private const int BufferSize = 1 << 12;
    private const string Unfinished = ".part";

    /// <summary>Of a file that is not there .NET says a date before this one.</summary>
    internal static readonly DateTime Missing = new(1601, 1, 2, 0, 0, 0, DateTimeKind.Utc);

    public IFileSystem Files => files;

    /// <summary>Looks at a folder of a party.</summary>
    /// <exception cref="IOException">It does not answer, or cannot be read.</exception>
    public T Look<T>(string folder, Func<T> look) => looks is null ? look() : looks.Look(folder, look);

    /// <summary>Visits one after the other what has folders to be looked at: see <see cref="FolderLooks.Walk"/>.</summary>
    public List<TResult> Walk<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> visit) =>
        looks is null ? [.. items.Select(visit)] : looks.Walk(items, visit);

    /// <inheritdoc cref="Look{T}"/>
    public void Look(string folder, Action look) => Look(folder, () =>
    {
        look();
        return true;
    });

    /// <summary>Writes a file of ours beside its final name, flushes it to disk, then gives it its name in one step.</summary>
    public void Write(string path, Action<Stream> content)
    {
        files.Directory.CreateDirectory(files.Path.GetDirectoryName(path)!);
        var part = PartOf(path);
        using (var stream = files.FileStream.New(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
        {
            content(stream);
            stream.Flush();
            stream.Flush(flushToDisk: true);
        }
        files.File.Move(part, path, overwrite: true);
        SyncFolder(files.Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file of ours where nothing stands, and flushes it to disk. When it cannot be finished a part of it
    /// stays.</summary>
    public void WriteNew(string path, Action<Stream> content)
    {
        using var stream = files.FileStream.New(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
        content(stream);
        stream.Flush();
        stream.Flush(flushToDisk: true);
    }

    /// <summary>When a file was last written; null: it is gone. (.NET says 1601 then.)</summary>
    public DateTimeOffset? WrittenAt(string path)
    {
        var at = files.File.GetLastWriteTimeUtc(path);
        return at > Missing ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    /// <summary>Puts a copy at <paramref name="target"/>, in a folder of ours, in one step; what stands there already gives way. It keeps
    /// the date.</summary>
    public void Copy(string source, string target)
    {
        files.Directory.CreateDirectory(files.Path.GetDirectoryName(target)!);
        var part = PartOf(target);
        using (var from = Read(source))
        using (var to = files.FileStream.New(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
        {
            from.CopyTo(to);
            to.Flush();
            to.Flush(flushToDisk: true);
        }
        if (WrittenAt(source) is { } at)
            files.File.SetLastWriteTimeUtc(part, at.UtcDateTime);
        files.File.Move(part, target, overwrite: true);
        SyncFolder(files.Path.GetDirectoryName(target)!);
    }

    /// <summary>Moves a file or folder, also to another volume (there: copied and flushed, then removed here). Safe to repeat:
    /// what a crash left half done is finished. A symbolic link is never followed: the link itself is removed.</summary>
    /// <exception cref="IOException">Another file stands there: neither is touched.</exception>
    public void Move(string source, string target) =>
        MoveInto(files.Path.GetDirectoryName(target)!, [(source, files.Path.GetFileName(target)!)]);

    /// <summary>Moves several into one folder.</summary>
    /// <inheritdoc cref="Move"/>
    public void MoveInto(string folder, IEnumerable<(string Source, string Name)> moves)
    {
        files.Directory.CreateDirectory(folder);
        foreach (var (source, name) in moves)
        {
            var target = files.Path.Combine(folder, name);
            if (KindOf(source) == EntryKind.Link)
                Unlink(source);
            else if (Exists(target))
                DeleteCopied(source, target);
            else
                Rename(source, target);
        }
        SyncFolder(folder);
    }

    /// <summary>The power went between copy and removal; or it is another file, which nobody must lose.</summary>
    private void DeleteCopied(string source, string target)
    {
        if (!Exists(source))
            return;
        if (!SameContent(source, target))
            throw new IOException($"{target} is there already, with other content. Move it away, then run again.");
        files.File.Delete(source);
    }

    /// <summary>SHA-256 of a file of ours, 64 lower-case hex digits.</summary>
    public string DigestOf(string path)
    {
        using var file = Read(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private bool SameContent(string one, string other)
    {
        if (!IsRegularFile(one) || !IsRegularFile(other))
            return false;
        using var first = Read(one);
        using var second = Read(other);
        return first.Length == second.Length && SHA256.HashData(first).AsSpan().SequenceEqual(SHA256.HashData(second));
    }

    /// <summary><c>Directory.Move</c> renames files as well, and unlike <c>File.Move</c> refuses to cross volumes,
    /// where it would write the target piece by piece.</summary>
    private void Rename(string source, string target)
    {
        try
        {
            files.Directory.Move(source, target);
        }
        catch (IOException) when (IsRegularFile(source))
        {
            Copy(source, target);
            files.File.Delete(source);
        }
        catch (IOException) when (files.File.Exists(source))
        {
            files.File.Delete(source);                                          // a pipe or a socket holds nothing
        }
    }

    /// <summary>Opens a plain file for reading, itself: a link is not followed, and a pipe does not make us wait.</summary>
    /// <exception cref="IOException">It is not a plain file, or cannot be read; the message says which.</exception>
    public Stream Read(string path)
    {
        if (OperatingSystem.IsLinux())
            return Posix.OpenPlainFile(files.Path.GetDirectoryName(path)!, Encoding.UTF8.GetBytes(files.Path.GetFileName(path)), path);
        return KindOf(path) is EntryKind.File or null
            ? files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
            : throw new IOException($"{path} is no plain file.");
    }

    /// <summary>Deletes a file; nothing happens where there is none.</summary>
    public void Delete(string path)
    {
        if (KindOf(path) is not (null or EntryKind.Folder))
            files.File.Delete(path);
    }

    /// <summary>A plain file: not a folder, not a link, not a device.</summary>
    public bool IsRegularFile(string path) => KindOf(path) == EntryKind.File;

    /// <summary>Anything of this name: file, folder, link (also one that points nowhere).</summary>
    public bool Exists(string path) => KindOf(path) is not null;

    /// <summary>What stands at a path, itself; null when nothing does.</summary>
    public EntryKind? KindOf(string path) => PartyFolder.Kind(files, path);

    /// <summary>The first name in a folder of ours that nothing has yet: the name itself, or it and a number.</summary>
    public string Free(string folder, string name)
    {
        for (var n = 1; ; n++)
        {
            var path = files.Path.Combine(folder, FileNames.Fit(name, n == 1 ? "" : $".{n}"));
            if (!Exists(path))
                return path;
        }
    }

    /// <summary>Removes a link, not what it points to.</summary>
    internal void Unlink(string path)
    {
        if (OperatingSystem.IsWindows() && files.Directory.Exists(path))
            files.Directory.Delete(path);
        else
            files.File.Delete(path);
    }

    /// <summary>Where a file of ours is written before it has its name. What an attempt left there goes; never written into: it may be a
    /// link.</summary>
    private string PartOf(string path)
    {
        var part = files.Path.Combine(files.Path.GetDirectoryName(path)!, $".{files.Path.GetFileName(path)}{Unfinished}");
        Delete(part);
        return Exists(part) ? $"{part}.{Guid.NewGuid():N}{Unfinished}" : part;
    }

    /// <summary>On Unix a new name is only durable once its folder is flushed; .NET has no call for that.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, 0);
        if (handle < 0)
            return;
        _ = FSync(handle);
        _ = Close(handle);
    }

    /// <summary>Gives a file a second name, where the file system can.</summary>
    internal static bool TryLink(string existing, string name) => !OperatingSystem.IsWindows() && Link(existing, name) == 0;

    /// <summary>All that was written to the file system of a folder is on disk. Where there is no call for that each file was
    /// flushed.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    internal static void SyncAll(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var handle = Open(folder, 0);
        var result = handle < 0 ? -1 : SyncFileSystem(handle);
        if (handle >= 0)
            _ = Close(handle);
        if (result != 0)
            throw new IOException($"what was written to {folder} could not be brought to disk");
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncFileSystem(int handle);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
