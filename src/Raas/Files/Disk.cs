using System.IO.Abstractions;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Raas.Files;

/// <summary>The few ways in which we change folders. Each leaves either the old state or the new one, whenever the power goes.</summary>
/// <param name="looks">Where nobody is to wait for a folder that does not answer; null: as long as it takes.</param>
public sealed partial class Disk(IFileSystem files, FolderLooks? looks = null)
{
    private const int BufferSize = 1 << 16;
    private const string Unfinished = ".part";
    private const FileAttributes NotPlain = FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device;

    public IFileSystem Files => files;

    /// <summary>Looks at a folder of a party.</summary>
    /// <exception cref="IOException">It does not answer, or cannot be read.</exception>
    public T Look<T>(string folder, Func<T> look) => looks is null ? look() : looks.Look(folder, look);

    /// <inheritdoc cref="Look{T}"/>
    public void Look(string folder, Action look) => Look(folder, () =>
    {
        look();
        return true;
    });

    /// <summary>Writes a file beside its final name, flushes it to disk, then gives it its name in one step.</summary>
    public void Write(string path, Action<Stream> content)
    {
        files.Directory.CreateDirectory(files.Path.GetDirectoryName(path)!);
        var part = PartOf(path);
        using (var stream = files.FileStream.New(part, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        {
            content(stream);
            stream.Flush();
            Sync(stream);
        }
        files.File.Move(part, path, overwrite: true);
        SyncFolder(files.Path.GetDirectoryName(path)!);
    }

    /// <summary>Puts a copy at <paramref name="target"/> in one step; what stands there already gives way. The system copies: where it
    /// can it does so without the bytes passing through us.</summary>
    public void Copy(string source, string target)
    {
        files.Directory.CreateDirectory(files.Path.GetDirectoryName(target)!);
        var part = PartOf(target);
        files.File.Copy(source, part, overwrite: true);
        SyncFile(part);
        files.File.Move(part, target, overwrite: true);
        SyncFolder(files.Path.GetDirectoryName(target)!);
    }

    /// <summary>Moves a file or folder, also to another volume (there: copied and flushed, then removed here). Safe to repeat:
    /// what a crash left half done is finished. A symbolic link is never followed: the link itself is removed.</summary>
    /// <exception cref="IOException">Another file stands there: neither is touched.</exception>
    public void Move(string source, string target)
    {
        var folder = files.Path.GetDirectoryName(target)!;
        files.Directory.CreateDirectory(folder);
        if (files.FileInfo.New(source).LinkTarget is not null)
            files.File.Delete(source);
        else if (files.File.Exists(target))
            DeleteCopied(source, target);
        else
            Rename(source, target);
        SyncFolder(folder);
    }

    /// <summary>The power went between copy and removal; or it is another file, which nobody must lose.</summary>
    private void DeleteCopied(string source, string target)
    {
        if (!files.File.Exists(source))
            return;
        if (!SameContent(source, target))
            throw new IOException($"{target} is there already, with other content. Move it away, then run again.");
        Delete(source);
    }

    private bool SameContent(string one, string other)
    {
        if (files.FileInfo.New(one).Length != files.FileInfo.New(other).Length)
            return false;
        using var first = files.FileStream.New(one, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        using var second = files.FileStream.New(other, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        return SHA256.HashData(first).AsSpan().SequenceEqual(SHA256.HashData(second));
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

    public void Delete(string path)
    {
        if (files.File.Exists(path))
            files.File.Delete(path);
    }

    /// <summary>A plain file: not a folder, not a link, not a device.</summary>
    public bool IsRegularFile(string path)
    {
        var info = files.FileInfo.New(path);
        return info.Exists && info.LinkTarget is null && (info.Attributes & NotPlain) == FileAttributes.None;
    }

    /// <summary>Anything of this name: file, folder, link (also one that points nowhere).</summary>
    public bool Exists(string path) => files.File.Exists(path) || files.Directory.Exists(path) || files.FileInfo.New(path).LinkTarget is not null;

    /// <summary>Whether a name is that of a file which we are still writing.</summary>
    public static bool IsUnfinished(string name) => name.StartsWith('.') && name.EndsWith(Unfinished, StringComparison.Ordinal);

    private string PartOf(string path) =>
        files.Path.Combine(files.Path.GetDirectoryName(path)!, $".{files.Path.GetFileName(path)}{Unfinished}");

    private static void Sync(FileSystemStream stream)
    {
        if (stream is { CanWrite: true })
            stream.Flush(flushToDisk: true);
    }

    /// <summary>A copy has the rights of its source: it may be readable only, to us too.</summary>
    private void SyncFile(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            files.File.SetAttributes(path, FileAttributes.Normal);
            using var stream = files.FileStream.New(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize);
            Sync(stream);
            return;
        }
        var handle = Open(path, 0);
        var flushed = handle >= 0 && FSync(handle) == 0;
        if (handle >= 0)
            _ = Close(handle);
        if (!flushed)
            throw new IOException($"{path} could not be flushed to disk.");
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

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
