using System.Diagnostics;
using Raas.Host.Commands;

namespace Raas.EndToEnd.Soap;

/// <summary>Programs of other worlds.</summary>
internal static class Client
{
    /// <summary>What it writes; it has to end well.</summary>
    public static string Run(string folder, string program, params string[] arguments)
    {
        using var run = Process.Start(Start(folder, program, arguments))!;
        var errors = run.StandardError.ReadToEndAsync();
        var output = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{errors.GetAwaiter().GetResult()}");
        return output;
    }

    /// <returns>Why a test is skipped; null when all these programs are there.</returns>
    public static string? Missing(params string[] programs) =>
        Array.Find(programs, program => !IsThere(program)) is { } missing ? $"no {missing} on this machine" : null;

    /// <summary>Whether a program can do something; it may lack a part of its own.</summary>
    public static bool Can(string program, params string[] arguments)
    {
        if (!IsThere(program))
            return false;
        using var run = Process.Start(Start(Path.GetTempPath(), program, arguments))!;
        _ = run.StandardError.ReadToEndAsync();
        run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return run.ExitCode == 0;
    }

    private static ProcessStartInfo Start(string folder, string program, string[] arguments) => new(program, arguments)
    {
        UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
    };

    private static bool IsThere(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Path.IsPathRooted(program) ? File.Exists(program) : folders.Any(folder => File.Exists(Path.Combine(folder, program)));
    }
}
