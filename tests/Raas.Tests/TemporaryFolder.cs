using System.Runtime.CompilerServices;

namespace Raas.Tests;

/// <summary>Where tests make their folders: in memory, where the machine has enough of it. Thousands of nights flush every file and every
/// commit to the disk, and on a slow one the tests would mostly wait for that. Whoever wants them on a disk sets <c>TMPDIR</c>.</summary>
public static class TemporaryFolder
{
    private const string Variable = "TMPDIR";
    private const string InMemory = "/dev/shm";
    private const long Enough = 8L << 30;

    /// <summary>Folders on volumes of their own, on many machines.</summary>
    private static readonly string[] Elsewhere = [InMemory, "/var/tmp", "/tmp", "/run", AppContext.BaseDirectory];

    /// <summary>A folder where one may write, on another volume than temporary files; null: there is none.</summary>
    public static string? OtherVolume { get; } = OperatingSystem.IsLinux()
        ? Elsewhere.FirstOrDefault(folder => Directory.Exists(folder) && Volume(folder) != Volume(Path.GetTempPath())) : null;

    /// <summary>Before the first test makes a folder; what a test starts takes it over.</summary>
    [ModuleInitializer]
    public static void Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null && OperatingSystem.IsLinux() && Directory.Exists(InMemory)
            && new DriveInfo(InMemory).AvailableFreeSpace > Enough && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > Enough)
            Environment.SetEnvironmentVariable(Variable, InMemory);
    }

    private static string Volume(string folder)
    {
        var start = new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%d", folder])
            { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        return process.StandardOutput.ReadToEnd();
    }
}
