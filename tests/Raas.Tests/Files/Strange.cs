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
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Unspecified);
        // The system takes short paths only, and removes what it made when it is closed: so the socket is made elsewhere and given its
        // name.
        var made = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")[..8]);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(made));
        File.Move(made, path);
    }

    /// <summary>Does something as an account that may not do everything, as RAAS does; root itself would be refused nothing.</summary>
    /// <param name="ours">Belongs to that account, with all that is in it.</param>
    /// <param name="theirs">Belongs to somebody else, who keeps it to himself.</param>
    public static void AsAnotherAccount(string ours, IEnumerable<string> theirs, Action work)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(ours, "*", SearchOption.AllDirectories).Prepend(ours)
            .Where(_ => Environment.IsPrivilegedProcess).ToList())
            Check(ChangeOwner(Bytes(path), Nobody, Nobody));
        foreach (var path in theirs)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.None);
            if (Environment.IsPrivilegedProcess)
                Check(ChangeOwner(Bytes(path), 0, 0));
        }
        if (!Environment.IsPrivilegedProcess)
        {
            work();
            return;
        }
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                _ = SetUser(Nobody);
                work();
            }
            catch (Exception e)
            {
                failed = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failed?.Throw();
    }

    private const int Nobody = 65534;

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

    /// <summary>Of this thread only.</summary>
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUser(int user);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true)]
    private static partial int ChangeOwner([In] byte[] path, int user, int group);
}
