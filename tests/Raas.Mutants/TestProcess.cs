using System.Diagnostics;

namespace Raas.Mutants;

/// <summary>A <see cref="TestHost"/>, seen from outside.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly Process process;

    /// <param name="folder">The tests' own output folder, or a copy, with the mutated assembly in it.</param>
    public TestProcess(string folder, string testAssembly, string mutatedAssembly, IEnumerable<string> classes)
    {
        File.Copy(typeof(TestProcess).Assembly.Location, Path.Combine(folder, "Raas.Mutants.dll"), overwrite: true);
        var name = Path.Combine(folder, Path.GetFileNameWithoutExtension(testAssembly));
        string[] start =
        [
            "exec", "--runtimeconfig", name + ".runtimeconfig.json", "--depsfile", name + ".deps.json",
            Path.Combine(folder, "Raas.Mutants.dll"), "host", testAssembly, mutatedAssembly, .. classes,
        ];
        process = Process.Start(new ProcessStartInfo("dotnet", start)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            // A mutant that allocates without end fails, and leaves the machine alone.
            Environment = { ["DOTNET_GCHeapHardLimit"] = "0x80000000", ["DOTNET_TieredPGO"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>The answer, or null when none came in time or the process ended; then the process is of no use any more.</summary>
    /// <param name="most">The time that it may compute, so that a busy machine ends no test; and twenty times as long in all.</param>
    public IReadOnlyList<string>? Ask(string order, TimeSpan most)
    {
        var (computed, asked) = (process.TotalProcessorTime, Stopwatch.StartNew());
        using var watch = new Timer(_ =>
        {
            if (!process.HasExited && (process.TotalProcessorTime - computed > most || asked.Elapsed > most * 20))
                process.Kill(entireProcessTree: true);
        }, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        var lines = new List<string>();
        try
        {
            process.StandardInput.WriteLine(order);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null;
        }
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.StartsWith(TestHost.Answer, StringComparison.Ordinal))
                continue;
            if (line == TestHost.Answer + "done")
                return lines;
            lines.Add(line[TestHost.Answer.Length..]);
        }
        return null;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(2)))
            process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
