using System.Diagnostics;
using Raas.Host.Commands;

namespace Raas.EndToEnd;

/// <summary>Small programs of the machine: mount, useradd, ssh-keygen.</summary>
internal static class Shell
{
    public static void Run(string program, params string[] arguments) => Assert.Null(Try(program, arguments));

    /// <returns>Null when it went well; what was run and what it wrote when not.</returns>
    public static string? Try(string program, params string[] arguments)
    {
        using var run = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = run.StandardError.ReadToEnd();
        run.WaitForExit();
        return run.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)}: {errors}";
    }

    /// <summary>Lines of a page, by a shell that stops at the first command that fails.</summary>
    /// <param name="folder">Where they run.</param>
    /// <returns>The exit code of the last one that ran, and what all of them wrote.</returns>
    public static (int ExitCode, string Output) Script(string folder, string lines)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", $"exec 2>&1\n{lines}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return (run.ExitCode, output);
    }
}
