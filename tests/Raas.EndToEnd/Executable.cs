using System.Diagnostics;
using Raas.Host.Commands;

namespace Raas.EndToEnd;

/// <summary>The published executable, as an operator starts it.</summary>
internal static class Executable
{
    private static readonly Lazy<string> Program = new(Publish);

    public sealed record Ended(int ExitCode, string Output, string Errors);

    public static Process Start(string root, params string[] arguments) => Start(root, [], arguments);

    /// <summary>What was published for the tests: raas.dll, and the program raas beside it.</summary>
    public static string Path => Program.Value;

    /// <summary>By another program, which changes the account or the file system and then becomes RAAS.</summary>
    public static Process StartThrough(string program, string[] before, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, [.. before, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static Process Start(string root, Dictionary<string, string> environment, string[] arguments) =>
        Start(DotNet, [], root, environment, arguments);

    /// <summary>What runs raas.dll.</summary>
    public static string DotNet =>
        Environment.ProcessPath is { } host && System.IO.Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    private static Process Start(string program, string[] before, string root, Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, before)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        start.ArgumentList.Add(Program.Value);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>What was built for this run of the tests, published once for all of them.</summary>
    private static string Publish()
    {
        var folder = Directory.CreateTempSubdirectory("raas-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar))!.Name;
        var start = new ProcessStartInfo(DotNet, ["publish", Tests.Repository.At("src", "Raas.Host"), "--no-build", "-c", configuration,
            "-o", folder]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, output);
        return System.IO.Path.Combine(folder, "raas.dll");
    }

    public static Ended Run(string root, params string[] arguments) => Run(root, [], arguments);

    public static Ended Run(string root, Dictionary<string, string> environment, params string[] arguments) =>
        Told(root, "", environment, arguments);

    /// <param name="input">What it reads from standard input.</param>
    public static Ended Told(string root, string input, Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(root, environment, arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Ended(process.ExitCode, output, errors.Result);
    }
}
