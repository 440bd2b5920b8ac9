using System.Runtime.InteropServices;
using System.Text;

namespace Raas.Files;

/// <summary>What this account may do with a file or folder, said before something fails half-way and names neither.</summary>
public static partial class Rights
{
    private const int ReadAndWrite = 4 | 2;
    private const int Enter = 1;

    /// <summary>What is wrong with it, in words; null when we may read and write it, or nothing is there.</summary>
    public static string? Fault(string path)
    {
        if (!OperatingSystem.IsLinux() || Look(path) is not { } found)
            return null;
        var needed = ReadAndWrite | (found.Kind == EntryKind.Folder ? Enter : 0);
        return Access(path, needed) == 0 ? null
            : $"{path} belongs to the account {Name(found.Owner)} and is denied to {Environment.UserName}, as whom this program runs";
    }

    /// <summary>Whether the account of this program made what stands there. On Windows nobody knows: then it may be.</summary>
    public static bool IsOurs(string path) => !OperatingSystem.IsLinux() || Look(path)?.Owner == UserId();

    /// <summary>Another account may have made what we need: each is named with its account, rather than the first that fails.</summary>
    /// <exception cref="UnauthorizedAccessException">We may not read and write all of them; the message names those that are
    /// denied.</exception>
    public static void Require(IEnumerable<string> paths)
    {
        var faults = paths.Select(Fault).OfType<string>().ToList();
        if (faults.Count > 0)
            throw new UnauthorizedAccessException(
                $"{string.Join("; ", faults)}. Run every command as one account, or give it these (chown).");
    }

    private static FolderEntry? Look(string path)
    {
        try
        {
            return Posix.Look(Encoding.UTF8.GetBytes(path), "");
        }
        catch (UnauthorizedAccessException)
        {
            // A folder above it is denied: that one is named.
            return null;
        }
    }

    private static string Name(uint owner)
    {
        var number = owner.ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            var line = File.ReadLines("/etc/passwd").Select(l => l.Split(':'))
                .FirstOrDefault(parts => parts.Length > 2 && parts[2] == number);
            return line is null ? number : line[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return number;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
