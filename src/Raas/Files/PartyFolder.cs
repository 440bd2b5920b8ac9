using System.IO.Abstractions;
using System.Text;

namespace Raas.Files;

/// <summary>What stands in a folder under a name.</summary>
public enum EntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Other,
}

/// <summary>An entry of a folder, looked at and not followed.</summary>
/// <param name="Name">As it can be written anywhere: bytes that are no characters, and characters that steer a terminal, stand as
/// %XX.</param>
/// <param name="FileId">The same as long as it is the same file, whatever is written to it and whatever it is called.</param>
/// <param name="ModifiedAt">Ticks; the owner may set it to anything.</param>
/// <param name="ChangedAt">Ticks of the last change of content, date, mode or name, by the clock of the file system.</param>
/// <param name="Names">How many names the file has.</param>
public sealed record FolderEntry(string Name, EntryKind Kind, long Size, string FileId, long ModifiedAt, long ChangedAt, long Names)
{
    /// <summary>Its name on disk, where <see cref="Name"/> is not that.</summary>
    internal byte[]? Raw { get; init; }

    /// <summary>The number of the account to which it belongs.</summary>
    internal uint Owner { get; init; }

    /// <summary>The number of the file, which another may have once it is gone; 0 where it has none.</summary>
    internal ulong Inode { get; init; }

    /// <summary>Moves when the content may have changed.</summary>
    public string Content => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Size:x}.{ModifiedAt:x}");
}

/// <summary>A party has put something else where its folder should be.</summary>
public sealed class PartyFolderException(string message) : IOException(message);

/// <summary>A folder in which somebody else may write, at any moment: nothing in it is followed, and nothing is opened but a plain
/// file.</summary>
public sealed class PartyFolder(Disk disk, string path)
{
    private const FileAttributes NotPlain = FileAttributes.ReparsePoint | FileAttributes.Device;

    public string Path => path;

    /// <summary>Makes the folder where there is none.</summary>
    /// <exception cref="PartyFolderException">It, or the folder in which it stands, is a link or no folder.</exception>
    public static PartyFolder Make(Disk disk, string path)
    {
        disk.Look(path, () => MakeNow(disk, path));
        return new PartyFolder(disk, path);
    }

    private static void MakeNow(Disk disk, string path)
    {
        var home = disk.Files.Path.GetDirectoryName(path)!;
        if (Kind(disk.Files, home) is not null)
            Check(disk.Files, home);
        if (Kind(disk.Files, path) is null)
            disk.Files.Directory.CreateDirectory(path);
        Check(disk.Files, home);
        Check(disk.Files, path);
    }

    /// <summary>A link is not followed: it could lead into the folder of somebody else, or of ours.</summary>
    /// <exception cref="PartyFolderException">A link, or no folder.</exception>
    public static void Check(IFileSystem files, string path)
    {
        if (Kind(files, path) is not EntryKind.Folder)
            throw new PartyFolderException(
                $"{path} is {(Kind(files, path) is { } kind ? Words(kind) : "not there")}: nothing is taken from it or put into it. Make "
                    + "it a folder again.");
    }

    /// <summary>What stands at a path; null when nothing does. The path itself is not followed.</summary>
    public static EntryKind? Kind(IFileSystem files, string path)
    {
        if (OperatingSystem.IsLinux())
            return Posix.Look(Encoding.UTF8.GetBytes(path), "")?.Kind;
        var info = files.FileInfo.New(path);
        return info.Exists || files.Directory.Exists(path) || info.LinkTarget is not null ? KindOf(info) : null;
    }

    /// <summary>Everything in the folder, by name.</summary>
    /// <exception cref="PartyFolderException">It has become a link.</exception>
    /// <exception cref="IOException">It does not answer.</exception>
    public List<FolderEntry> Entries() => disk.Look(path, EntriesNow);

    private List<FolderEntry> EntriesNow()
    {
        Check(disk.Files, path);
        var here = Here();
        var entries = OperatingSystem.IsLinux()
            ? Posix.Names(path).Select(found => Entry(here, found.Name)).OfType<FolderEntry>()
            : disk.Files.Directory.EnumerateFileSystemEntries(path).Select(found => Find(disk.Files.Path.GetFileName(found)))
                .OfType<FolderEntry>();
        return [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>The entry of this name as it is now; null when there is none.</summary>
    public FolderEntry? Find(string name)
    {
        if (OperatingSystem.IsLinux())
            return Entry(Here(), Encoding.UTF8.GetBytes(name));
        var info = disk.Files.FileInfo.New(disk.Files.Path.Combine(path, name));
        if (!info.Exists && !disk.Files.Directory.Exists(info.FullName) && info.LinkTarget is null)
            return null;
        // Asked together, and anew: of a name that went away meanwhile .NET would say that it is of 1601.
        info.Refresh();
        if (info.CreationTimeUtc <= Disk.Missing)
            return null;
        var size = info.Exists ? info.Length : 0;
        return new FolderEntry(FileNames.Shown(name), KindOf(info), size, info.CreationTimeUtc.Ticks.ToString("x"),
            info.LastWriteTimeUtc.Ticks, info.LastWriteTimeUtc.Ticks, 1);
    }

    /// <summary>The entry as it is now; null when it is gone or is another file.</summary>
    public FolderEntry? Again(FolderEntry entry) =>
        (entry.Raw is { } raw ? Entry(Here(), raw) : Find(entry.Name)) is { } now && now.FileId == entry.FileId ? now : null;

    /// <summary>Those that are gone or are other files now. Of many, the folder is read once: only what does not stand there as before is
    /// looked at itself.</summary>
    public IReadOnlyList<FolderEntry> Gone(IReadOnlyCollection<FolderEntry> entries)
    {
        var standing = OperatingSystem.IsLinux() && entries.Count > 1 ? Standing() : [];
        return [.. entries.Where(entry => !(standing.TryGetValue(entry.Name, out var inode) && entry.Inode == inode)
            && Again(entry) is null)];
    }

    /// <summary>What stands there by name, as far as the names can be written as they are; nothing where the folder cannot be
    /// read.</summary>
    private Dictionary<string, ulong> Standing()
    {
        try
        {
            var standing = new Dictionary<string, ulong>(StringComparer.Ordinal);
            foreach (var (raw, inode) in Posix.Names(path))
                standing[FileNames.Shown(raw)] = inode;
            return standing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Opens a plain file to read it. Never waits, never follows; what is opened is what was looked at, or nothing.</summary>
    /// <exception cref="UnauthorizedAccessException">Its mode does not let us.</exception>
    /// <exception cref="IOException">It is gone, or no plain file.</exception>
    public Stream OpenRead(FolderEntry entry)
    {
        if (OperatingSystem.IsLinux())
            return Posix.OpenPlainFile(path, RawName(entry), entry.Name);
        if (entry.Kind != EntryKind.File)
            throw new IOException($"{entry.Name} is no plain file.");
        return disk.Files.FileStream.New(PathOf(entry), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0);
    }

    /// <summary>Gives an entry another place, in one step and on the same volume only; nothing that stands there is touched.</summary>
    /// <exception cref="UnauthorizedAccessException">It cannot be moved: a folder that belongs to somebody else.</exception>
    /// <exception cref="IOException">It is gone, or <paramref name="target"/> is on another volume or taken.</exception>
    public void Move(FolderEntry entry, string target)
    {
        if (entry.Raw is null || !OperatingSystem.IsLinux())
            disk.Files.Directory.Move(PathOf(entry), target);
        else
            Posix.Move(path, entry.Raw, target);
    }

    /// <summary>Moves an entry into a folder in which somebody else may write: what comes there meanwhile is not touched.</summary>
    /// <exception cref="IOException">It is gone, or <paramref name="target"/> is on another volume or taken.</exception>
    public void Return(FolderEntry entry, string target)
    {
        if (OperatingSystem.IsLinux())
            Posix.Move(path, RawName(entry), target);
        else
            disk.Files.File.Move(PathOf(entry), target, overwrite: false);
    }

    /// <summary>Where the entry stands, to be shown or moved; read it through <see cref="OpenRead"/>.</summary>
    public string PathOf(FolderEntry entry) => disk.Files.Path.Combine(path, entry.Name);

    private static byte[] RawName(FolderEntry entry) => entry.Raw ?? Encoding.UTF8.GetBytes(entry.Name);

    /// <summary>The folder, as what is looked at in it begins.</summary>
    private byte[] Here() => Encoding.UTF8.GetBytes(path + "/");

    private static FolderEntry? Entry(byte[] here, byte[] raw)
    {
        if (Posix.Look(here, raw) is not { } entry)
            return null;
        var name = FileNames.Shown(raw);
        var isAsItIs = Ascii.Equals(raw, name) || Encoding.UTF8.GetBytes(name).AsSpan().SequenceEqual(raw);
        return entry with { Name = name, Raw = isAsItIs ? null : raw };
    }

    private static EntryKind KindOf(IFileInfo info) => info.LinkTarget is not null ? EntryKind.Link
        : info.Attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Folder
        : (info.Attributes & NotPlain) != FileAttributes.None ? EntryKind.Other
        : EntryKind.File;

    private static string Words(EntryKind kind) => kind switch
    {
        EntryKind.Link => "a link",
        EntryKind.File => "a file",
        EntryKind.Folder => "a folder",
        _ => "no folder",
    };
}
