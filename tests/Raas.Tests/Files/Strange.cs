using System.Runtime.InteropServices;
using System.Text;

namespace Raas.Tests.Files;

/// <summary>What a party can make in its folder beside plain files with plain names. Linux only.</summary>
internal static partial class Strange
{
    private const int ReadWrite = 0x1b6;

    public static void Pipe(string path) => Check(MakePipe(Bytes(path), ReadWrite));

    /// <summary>A file whose name is not UTF-8: the bytes of Latin-1.</summary>
    public static void FileOfBytes(string folder, string latin1Name, string content)
    {
        var plain = Path.Combine(folder, "plain-" + Guid.NewGuid().ToString("N"));
        File.WriteAllText(plain, content);
        Check(Rename(Bytes(plain), [.. Encoding.UTF8.GetBytes(folder + "/"), .. Encoding.Latin1.GetBytes(latin1Name), 0]));
    }

    public static void HardLink(string existing, string path) => Check(Link(Bytes(existing), Bytes(path)));

    /// <summary>A name of a socket; nobody listens.</summary>
    public static void Socket(string path)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        // The system takes short paths only, and removes what it made when it is closed: so the socket is made elsewhere and given its name.
        var made = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")[..8]);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(made));
        File.Move(made, path);
    }

    private static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static void Check(int result)
    {
        if (result != 0)
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static partial int MakePipe([In] byte[] path, int mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static partial int Rename([In] byte[] from, [In] byte[] to);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true)]
    private static partial int Link([In] byte[] existing, [In] byte[] path);
}
