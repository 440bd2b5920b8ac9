using System.Diagnostics;
using System.Runtime.InteropServices;
using Raas.Host.Commands;
using static Raas.EndToEnd.DataRoot;

namespace Raas.EndToEnd.Commands;

/// <summary>Signals without end, real ones, until the process is gone: it ends as after one.</summary>
public sealed partial class SignalTests : IDisposable
{
    private const int Rounds = 6;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly DataRoot data = new();

    public void Dispose() => data.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    /// <returns>What it ended with, and what it wrote.</returns>
    private static (int ExitCode, string Output) Storm(Process process, int round)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        for (var i = 0; !process.HasExited && Kill(process.Id, (round + i) % 2 == 0 ? Terminate : Interrupt) == 0; i++)
            Thread.SpinWait(1 << (i + round) % 16);
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }

    [LinuxOnlyFact]
    public void Serve_ends_as_after_one_signal()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var url = new Uri($"http://127.0.0.1:{ServeHost.FreePort()}/");
            using var process = Executable.Start(data.Root, "serve", "--set", $"Raas:Dashboard:Url={url}");
            using var client = new HttpClient { BaseAddress = url };
            Wait.Until(() => process.HasExited || IsUp(client), () => "raas serve does not start");
            var (exitCode, output) = Storm(process, round);
            Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Assert.Equal(0, exitCode);
        }
    }

    private static bool IsUp(HttpClient client)
    {
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, new Uri("health/live", UriKind.Relative)));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>In the middle of its work: it says that it was stopped, and what was not finished did not happen.</summary>
    [LinuxOnlyFact]
    public void Night_ends_as_after_one_signal()
    {
        const int Deliveries = 60;
        data.Put(DataRoot.Persons(Deliveries));
        Assert.Equal(0, Executable.Run(data.Root, "night").ExitCode);
        var stopped = 0;
        var number = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = data.Answers(Institution);
            for (var i = 0; i < Deliveries; i++)
                data.Put(Registers(Institution, ++number, i, 1));
            using var process = Executable.Start(data.Root, "night");
            Wait.Until(() => process.HasExited || data.Answers(Institution) > before, () => "raas night does not begin");
            var (exitCode, output) = Storm(process, round);
            Assert.DoesNotContain("Unhandled", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Assert.True(exitCode is 0 or 1, $"{exitCode}: {output}");
            if (exitCode == 1)
            {
                Assert.Contains("Stopped. What was not finished did not happen", output, StringComparison.Ordinal);
                stopped++;
            }
            Assert.Equal(0, Executable.Run(data.Root, "night").ExitCode);
            Assert.Equal(number, data.Answers(Institution));
        }
        Assert.True(stopped > 0, "no night was stopped in the middle");
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxOnlyFactAttribute : FactAttribute
{
    public LinuxOnlyFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "signals as on Linux";
}
