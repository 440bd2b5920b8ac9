using System.Diagnostics;
using System.Globalization;
using Raas.Flows.Dimona;
using Raas.Store;

namespace Raas.Benchmarks;

/// <summary>The executable that is measured, and what every measurement needs.</summary>
internal static class Executable
{
    /// <summary>Runs the executable; tells its output and its peak of resident memory in MB.</summary>
    public static (string Output, double Megabytes) Run(string raas, string folder, string root, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in new[] { raas }.Concat(arguments).Append("--data-root").Append(root))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0d;
        while (!process.WaitForExit(20))
            peak = Math.Max(peak, PeakOf(process.Id));
        if (process.ExitCode is not (0 or 3))
            throw new InvalidOperationException($"raas {string.Join(' ', arguments)} ended with {process.ExitCode}");
        return (output.Result, peak);
    }

    /// <summary>Peak of resident memory of a process, in MB.</summary>
    public static double PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan(6).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) / 1024d;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>What was written before must not be flushed on the account of what is measured.</summary>
    public static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }

    public static string Repository
    {
        get
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "Raas.sln")))
                at = at.Parent;
            return at?.FullName ?? throw new DirectoryNotFoundException("The benchmarks run inside the repository: they need its schemas.");
        }
    }
}
