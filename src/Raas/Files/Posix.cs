using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Raas.Files;

/// <summary>What .NET has no call for: names as bytes, looking without following, opening without waiting. Linux only; the calls are those
/// whose layout is the same on every processor.</summary>
internal static unsafe partial class Posix
{
    private const int AtCurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const int BasicAndBirth = 0xfff;
    private const int LookSize = 256;
    private const uint NoReplace = 1;
    private const int NameInDirent = 19;

    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int NoLinks = IsArm ? 0x8000 : 0x20000;
    private static readonly int OnlyFolder = IsArm ? 0x4000 : 0x10000;

    private const int NoPermission = 1, NotThere = 2, NoAccess = 13, NotAFolder = 20, TooManyLinks = 40;

    /// <summary>What stands under a name; null when nothing does.</summary>
    /// <param name="folder">With its slash at the end.</param>
    public static FolderEntry? Look(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name)
    {
        Span<byte> full = stackalloc byte[folder.Length + name.Length + 1];
        folder.CopyTo(full);
        name.CopyTo(full[folder.Length..]);
        full[^1] = 0;
        Span<byte> found = stackalloc byte[LookSize];
        int result;
        fixed (byte* path = full, into = found)
            result = StatX(AtCurrentFolder, path, DoNotFollow, BasicAndBirth, into);
        if (result == 0)
            return Entry(found);
        return Marshal.GetLastPInvokeError() is NotThere or NotAFolder ? null : throw Failed(Encoding.UTF8.GetString(folder));
    }

    public static FolderEntry? Look(ReadOnlySpan<byte> path, string name) => Look(path, Encoding.UTF8.GetBytes(name));

    /// <summary>The names in a folder, as they are, and the number of the file that each stands for.</summary>
    public static List<(byte[] Name, ulong Inode)> Names(string folder)
    {
        var handle = Open(Terminated(folder), OnlyFolder | NoLinks | CloseOnExec, 0);
        if (handle < 0)
            throw Failed(folder);
        var stream = OpenFolder(handle);
        if (stream == 0)
        {
            _ = Close(handle);
            throw Failed(folder);
        }
        try
        {
            var names = new List<(byte[], ulong)>();
            while (true)
            {
                var entry = (byte*)ReadFolder(stream);
                if (entry is null)
                    return Marshal.GetLastPInvokeError() == 0 ? names : throw Failed(folder);
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameInDirent);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    names.Add((name.ToArray(), *(ulong*)entry));
            }
        }
        finally
        {
            _ = CloseFolder(stream);
        }
    }

    public static Stream OpenPlainFile(string folder, byte[] name, string shown)
    {
        var handle = Open([.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. name, 0], NoLinks | NonBlocking | CloseOnExec, 0);
        if (handle < 0)
            throw Failed(shown);
        var owned = new SafeFileHandle(handle, ownsHandle: true);
        try
        {
            Span<byte> found = stackalloc byte[LookSize];
            int result;
            byte empty = 0;
            fixed (byte* into = found)
                result = StatX(handle, &empty, AtEmptyPath, BasicAndBirth, into);
            if (result != 0)
                throw Failed(shown);
            if (Entry(found).Kind != EntryKind.File)
                throw new IOException($"{shown} is no plain file.");
            return new FileStream(owned, FileAccess.Read, bufferSize: 0);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    /// <summary>The folder itself: a link is not followed.</summary>
    public static SafeFileHandle OpenFolder(string path)
    {
        var handle = Open(Terminated(path), OnlyFolder | NoLinks | CloseOnExec, 0);
        return handle >= 0 ? new SafeFileHandle(handle, ownsHandle: true) : throw Failed(path);
    }

    public static void Sync(SafeFileHandle handle) => _ = FSync((int)handle.DangerousGetHandle());

    /// <summary>Whether another has the file open for writing alone.</summary>
    public static bool IsLocked(string path)
    {
        const int Alone = 2, AtOnce = 4;
        var handle = Open(Terminated(path), NoLinks | NonBlocking | CloseOnExec, 0);
        var locked = handle >= 0 && FLock(handle, Alone | AtOnce) != 0;
        if (handle >= 0)
            _ = Close(handle);
        return locked;
    }

    /// <summary>Fails where something stands at the target.</summary>
    public static void Move(string folder, byte[] name, string target)
    {
        byte[] from = [.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. name, 0];
        int result;
        fixed (byte* source = from, to = Terminated(target))
            result = RenameAt(AtCurrentFolder, source, AtCurrentFolder, to, NoReplace);
        if (result != 0)
            throw Failed(target);
    }

    private const int AtEmptyPath = 0x1000;

    private static byte[] Terminated(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static FolderEntry Entry(ReadOnlySpan<byte> found)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(found[28..]) & 0xf000;
        var kind = mode switch { 0x8000 => EntryKind.File, 0x4000 => EntryKind.Folder, 0xa000 => EntryKind.Link, _ => EntryKind.Other };
        var inode = BinaryPrimitives.ReadUInt64LittleEndian(found[32..]);
        return new FolderEntry(
            "", kind, (long)BinaryPrimitives.ReadUInt64LittleEndian(found[40..]), $"{inode:x}.{Ticks(found[80..]):x}", Ticks(found[112..]),
                Ticks(found[96..]), BinaryPrimitives.ReadUInt32LittleEndian(found[16..]))
        {
            Owner = BinaryPrimitives.ReadUInt32LittleEndian(found[20..]),
            Inode = inode,
        };
    }

    private static long Ticks(ReadOnlySpan<byte> moment) =>
        unchecked((BinaryPrimitives.ReadInt64LittleEndian(moment) * TimeSpan.TicksPerSecond)
            + (BinaryPrimitives.ReadUInt32LittleEndian(moment[8..]) / 100));

    private static Exception Failed(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        var message = $"{what}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error switch
        {
            NoPermission or NoAccess => new UnauthorizedAccessException(message),
            NotThere => new FileNotFoundException(message),
            TooManyLinks => new IOException($"{what} is a link."),
            _ => new IOException(message),
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatX(int folder, byte* path, int flags, uint mask, byte* into);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open([In] byte[] path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int FLock(int handle, int operation);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint OpenFolder(int handle);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial nint ReadFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameAt(int fromFolder, byte* from, int toFolder, byte* to, uint flags);
}
