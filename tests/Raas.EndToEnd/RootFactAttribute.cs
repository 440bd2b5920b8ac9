namespace Raas.EndToEnd;

/// <summary>What needs accounts or file systems of its own: skipped, and counted as skipped, where they cannot be made.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(() => !OperatingSystem.IsLinux() ? "only Linux has what this test needs"
        : !Environment.IsPrivilegedProcess ? "needs root, to make accounts and mount a file system"
        : CanMount() ? null : "this machine does not let root mount a file system");

    public RootFactAttribute() => Skip = Missing;

    /// <summary>Why it cannot be done here; null when it can.</summary>
    public static string? Missing => Reason.Value;

    private static bool CanMount()
    {
        var folder = Directory.CreateTempSubdirectory("raas-mount-").FullName;
        var done = Shell.Try("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) is null && Shell.Try("umount", folder) is null;
        Directory.Delete(folder);
        return done;
    }
}
