using Raas.Domain;
using Raas.Host.Commands;

namespace Raas.EndToEnd.Commands;

/// <summary>The store and the folders were made by one account, and the program is run by another.</summary>
public sealed class RightsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("raas-rights-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [RootFact]
    public void What_belongs_to_another_account_is_named_with_that_account()
    {
        Assert.Equal(0, Run(Executable.Start(root, ["import-config", Path.Combine(AppContext.BaseDirectory, "samples", "parties.json")]))
            .Code);
        Assert.Null(Shell.Try("chmod", "-R", "a+rX", root));
        string[] asDaemon = ["-C", root, "HOME=" + root, "setpriv", "--reuid", "daemon", "--regid", "daemon", "--init-groups", "dotnet",
            Executable.Path];
        var (code, error) = Run(Executable.StartThrough("env", asDaemon, ["status"]));
        Assert.True(code == 1, error);
        Assert.Contains("raas.db belongs to the account root and is denied to daemon", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static (int Code, string Error) Run(System.Diagnostics.Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            _ = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error);
        }
    }
}
