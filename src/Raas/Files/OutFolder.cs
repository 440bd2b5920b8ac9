using System.IO.Abstractions;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Raas.Files;

/// <summary>A folder in which we write and in which a party may do what it likes meanwhile. It is opened once, itself and never what it may
/// point to, and from then on named by what is open: a folder that takes its place meanwhile is not touched. Nothing in it is followed or
/// opened for writing; what we write is created there, so that it gets the group, the default rights and the label of that folder, under a
/// name that nobody can guess. The names that were given are on disk when it is closed.</summary>
public sealed class OutFolder : IDisposable
{
    private const string Prefix = ".raas-";
    private const string Unfinished = ".part";
    private const int BufferSize = 1 << 12;

    private readonly Disk disk;
    private readonly IFileSystem files;
    private readonly string path;
    private readonly string root;
    private readonly SafeFileHandle? handle;
    private bool isWritten;

    private OutFolder(Disk disk, string path, SafeFileHandle? handle)
    {
        (this.disk, files, this.path, this.handle) = (disk, disk.Files, path, handle);
        root = handle is not null && disk.Files.Directory.Exists("/proc/self/fd") ? $"/proc/self/fd/{handle.DangerousGetHandle()}" : path;
    }

    /// <summary>Opens the folder, which is made when it is not there. Its parent is ours.</summary>
    /// <exception cref="PartyFolderException">It is a link, or no folder; the message says which.</exception>
    public static OutFolder Open(Disk disk, string path)
    {
        if (disk.KindOf(path) is null)
            disk.Files.Directory.CreateDirectory(path);
        PartyFolder.Check(disk.Files, path);
        return new OutFolder(disk, path, OperatingSystem.IsLinux() ? Posix.OpenFolder(path) : null);
    }

    public void Dispose()
    {
        if (isWritten && handle is { IsClosed: false })
            Posix.Sync(handle);
        handle?.Dispose();
    }

    /// <summary>What stands under this name; null: nothing. A link is a link.</summary>
    public EntryKind? KindOf(string name) => disk.KindOf(PathOf(name));

    /// <summary>The names in it, whatever they stand for.</summary>
    public List<string> Names() => Named(() => files.Directory.EnumerateFileSystemEntries(root)
        .Select(entry => files.Path.GetFileName(entry)!).Order(StringComparer.Ordinal).ToList());

    /// <exception cref="IOException">It is not a plain file.</exception>
    public Stream Read(string name) => Named(() => disk.Read(PathOf(name)));

    /// <summary>Writes a file, flushes it to disk, then gives it its name in one step. A plain file or link of that name gives way; it is
    /// not followed.</summary>
    public void Write(string name, Action<Stream> content) => Named(() =>
    {
        isWritten = true;
        var part = Prefix + RandomNumberGenerator.GetHexString(32, lowercase: true) + Unfinished;
        try
        {
            using (var stream = files.FileStream.New(PathOf(part), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                content(stream);
                stream.Flush();
                stream.Flush(flushToDisk: true);
            }
            files.File.Move(PathOf(part), PathOf(name), overwrite: true);
        }
        catch
        {
            TryDelete(part);
            throw;
        }
        return 0;
    });

    /// <summary>Removes a name; what it may point to stays.</summary>
    public void Delete(string name) => Named(() =>
    {
        files.File.Delete(PathOf(name));
        return 0;
    });

    /// <summary>Frees a name on which something stands that is not ours. A link is removed. Anything else goes to
    /// <paramref name="folder"/>; where that is not possible (another volume, a folder whose rights forbid it) it is renamed where it
    /// stands.</summary>
    /// <returns>What stood there and where it is now, in words.</returns>
    public string PutAside(string name, string folder) => Named(() =>
    {
        var kind = KindOf(name);
        if (kind == EntryKind.Link)
        {
            disk.Unlink(PathOf(name));
            return "A link, which was removed";
        }
        var what = kind switch
        {
            EntryKind.Folder => "A folder",
            EntryKind.File => "A file that is not ours",
            _ => "Something that is not a file",
        };
        files.Directory.CreateDirectory(folder);
        var target = disk.Free(folder, name);
        try
        {
            files.Directory.Move(PathOf(name), target);
            return $"{what}, now in {folder}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && KindOf(name) is not null)
        {
            var aside = $"{name}.aside-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            files.Directory.Move(PathOf(name), PathOf(aside));
            return $"{what}, now called {aside}";
        }
    });

    /// <summary>Files that a worker left behind when the power went. One that a living worker is writing is locked, and stays.</summary>
    /// <returns>How many there were.</returns>
    public int RemoveLeftBehind()
    {
        var removed = 0;
        foreach (var name in Names().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)
            && n.EndsWith(Unfinished, StringComparison.Ordinal) && KindOf(n) == EntryKind.File))
            removed += IsLocked(PathOf(name)) || !TryDelete(name) ? 0 : 1;
        return removed;
    }

    /// <summary>.NET locks what it opens for itself alone. Elsewhere than on Linux what is being written cannot be removed, or is written
    /// again.</summary>
    private static bool IsLocked(string path) => OperatingSystem.IsLinux() && Posix.IsLocked(path);

    private string PathOf(string name) => files.Path.Combine(root, name);

    private bool TryDelete(string name)
    {
        try
        {
            files.File.Delete(PathOf(name));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Errors name the folder as people know it.</summary>
    private T Named<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException e) when (root != path && e.Message.Contains(root, StringComparison.Ordinal))
        {
            throw new IOException(e.Message.Replace(root, path, StringComparison.Ordinal), e);
        }
        catch (UnauthorizedAccessException e) when (root != path && e.Message.Contains(root, StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException(e.Message.Replace(root, path, StringComparison.Ordinal), e);
        }
    }
}
