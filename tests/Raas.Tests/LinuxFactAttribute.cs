namespace Raas.Tests;

/// <summary>What only Linux can show: skipped elsewhere, and counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "only Linux has what this test needs";
    }
}
