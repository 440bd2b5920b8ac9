using Raas.Host.Commands;
using Raas.Tests;

namespace Raas.EndToEnd.Commands;

/// <summary>A wrong folder, a wrong command line, a wrong setting: what is said, and that nothing was made.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Aurora = Benchmarks.Samples.Aurora;

    private readonly string root = Directory.CreateTempSubdirectory("raas-usage-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    private Executable.Ended Run(params string[] arguments) => Executable.Run(root, arguments);

    [Theory]
    [InlineData("night")]
    [InlineData("serve")]
    [InlineData("status")]
    [InlineData("check", "parties.json")]
    [InlineData("verify-chain", Aurora, "ANSWER")]
    [InlineData("hold", Aurora, "--reason", "test")]
    [InlineData("import-config", "parties.json", "--dry-run")]
    [InlineData("import-config", "nowhere.json")]
    [InlineData("audit", "verify")]
    public void A_folder_without_a_store_is_refused_and_left_as_it_is(params string[] arguments)
    {
        File.Copy(Repository.At("samples", "parties.json"), Path.Combine(root, "parties.json"));
        var ended = Run(arguments);
        Assert.Equal(ExitCode.WrongUsage, ended.ExitCode);
        if (arguments[^1] != "nowhere.json")
            Assert.Contains(Path.Combine(root, "data"), ended.Errors, StringComparison.Ordinal);
        Assert.Equal(["parties.json"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("Raas:DataRoot", "./store", "store")]
    [InlineData(null, null, "data")]
    public void A_store_is_made_where_the_settings_say(string? name, string? value, string folder)
    {
        var settings = Directory.CreateDirectory(Path.Combine(root, "etc")).FullName;
        if (name is not null)
            File.WriteAllText(Path.Combine(settings, "appsettings.json"), $$"""{ "Raas": { "DataRoot": "{{value}}" } }""");
        Assert.Equal(0, Executable.Run(settings, "migrate").ExitCode);
        Assert.True(File.Exists(Path.Combine(settings, folder, "raas.db")));
        Assert.Equal(0, Executable.Run(settings, "status").ExitCode);
        Assert.Equal(0, Executable.Run(root, "status", "--data-root", Path.Combine("etc", folder)).ExitCode);
    }

    [Theory]
    [InlineData("No command was given")]
    [InlineData("There is no command statsu: status was perhaps meant.", "statsu")]
    [InlineData("No command was given: verify, export are known.", "audit")]
    [InlineData("There is no option --sample: --samples was perhaps meant.", "night", "--sample")]
    [InlineData("--from yesterday: a date yyyy-MM-dd was expected.", "audit", "export", "--from", "yesterday")]
    [InlineData("--after one: a whole number was expected.", "audit", "verify", "--after", "one")]
    [InlineData("NUMBER last: a whole number was expected.", "resend", Aurora, "ANSWER", "last", "--reason", "test")]
    [InlineData("DELIVERY is missing", "show")]
    [InlineData("--reason is missing", "hold", Aurora)]
    [InlineData("more: nothing more was expected here.", "status", "more")]
    [InlineData("DataRoot: not a setting; Raas:DataRoot was perhaps meant", "status", "--set", "DataRoot=x")]
    [InlineData("There is no completion for fish", "completion", "fish")]
    public void What_is_wrong_is_said_last_in_the_words_of_people(string last, params string[] arguments)
    {
        var ended = Run(arguments);
        Assert.Equal(ExitCode.WrongUsage, ended.ExitCode);
        Assert.Contains(last, ended.Errors.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("System.", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public void A_setting_with_one_underscore_too_few_is_a_fault()
    {
        var variable = new Dictionary<string, string>(StringComparer.Ordinal) { ["RAAS" + "_DataRoot"] = "elsewhere" };
        var ended = Executable.Run(root, variable, "status");
        Assert.Equal(ExitCode.WrongUsage, ended.ExitCode);
        Assert.Contains("RAAS" + "_DataRoot: not a setting; Raas:DataRoot was perhaps meant", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_taken_as_people_write_them()
    {
        Assert.Equal(0, Run("import-config", Repository.At("samples", "parties.json")).ExitCode);
        Assert.Equal(Run("status", "--party", Aurora).Output, Run("status", "--party", "0999.000.129").Output);
        Assert.Equal(0, Run("explain", "BE 0999.000.129", "88.09.14-016.20", "--reason", "test").ExitCode);
        Assert.Equal(ExitCode.WrongUsage, Run("explain", Aurora, "88.09.14-016.21", "--reason", "test").ExitCode);
    }

    /// <summary>As bash asks for it: what was typed, and where the cursor is.</summary>
    [LinuxTheory]
    [InlineData("raas stat", "status")]
    [InlineData("raas hold 0999000129 SUB", "SUBSCRIPTION")]
    [InlineData("raas night --sam", "--samples")]
    [InlineData("raas config his", "history")]
    [InlineData("raas completion b", "bash")]
    public void Bash_completes_commands_options_and_flows(string typed, string completed)
    {
        var (exitCode, output) = Shell.Script(root, $$"""
            raas() { '{{Executable.DotNet}}' '{{Executable.Path}}' "$@"; }
            source <(raas completion bash)
            complete -p raas | grep -q _raas
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}} COMP_WORDS=({{typed}}) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _raas
            echo "found ${COMPREPLY[@]}"
            """);
        Assert.True(exitCode == 0, output);
        Assert.Equal($"found {completed}", output.TrimEnd().Split('\n')[^1]);
    }

    /// <summary>As PowerShell asks for it, at the cursor, which is where | stands: in the middle of a line and behind other commands
    /// too. One PowerShell for all: to start it takes longer than the rest.</summary>
    [PowerShellFact]
    public void PowerShell_completes_commands_options_and_flows()
    {
        (string Typed, string Completed)[] lines =
        [
            ("raas stat|", "status"),
            ("raas hold 0999000129 SUB|", "SUBSCRIPTION"),
            ("raas hold '0999 000 129' SUB|", "SUBSCRIPTION"),
            ("raas night --sam|", "--samples"),
            ("raas config his|", "history"),
            ("raas completion b|", "bash"),
            ("$night = raas night --sam|", "--samples"),
            ("Get-Date; raas stat| --party 0999000129", "status"),
        ];
        static string Asked(string typed, int at) => $$"""

            $r = [System.Management.Automation.CommandCompletion]::CompleteInput({{Quoted(typed.Remove(at, 1))}}, {{at}}, $null)
            "found $($r.CompletionMatches.CompletionText)"
            """;
        File.WriteAllText(Path.Combine(root, "complete.ps1"), $$"""
            raas completion pwsh | Out-String | Invoke-Expression
            {{string.Concat(lines.Select(line => Asked(line.Typed, line.Typed.IndexOf('|', StringComparison.Ordinal))))}}
            """);
        // It asks for a program, not for a function of the shell.
        var (exitCode, output) = Shell.Script(root, $$"""
            mkdir bin
            printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' '{{Executable.DotNet}}' '{{Executable.Path}}' > bin/raas
            chmod +x bin/raas
            PATH="$PWD/bin:$PATH" '{{PowerShellFactAttribute.Program}}' -NoProfile -NonInteractive -File complete.ps1
            """);
        Assert.True(exitCode == 0, output);
        Assert.Equal(lines.Select(line => $"found {line.Completed}"), output.TrimEnd().Split('\n', StringSplitOptions.TrimEntries));
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [LinuxFact]
    public void The_voucher_of_a_data_file_needs_the_folder_only()
    {
        File.Copy(Repository.At("samples", "next", Aurora, "5-next.xml"), Path.Combine(root, "five.xml"));
        var asked = Run("voucher", "five.xml");
        Assert.Equal(ExitCode.WrongUsage, asked.ExitCode);
        Assert.Contains("--environment T, A or P", asked.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Run("voucher", "five.xml", "--environment", "T").ExitCode);
        var twice = Run("voucher", "five.xml", "--environment", "T");
        Assert.Equal(ExitCode.WrongUsage, twice.ExitCode);
        Assert.Contains("is there already", twice.Errors, StringComparison.Ordinal);
        Assert.Equal(["five.voucher.xml", "five.xml"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order());

        Assert.Equal(ExitCode.Attention, Run("night", "--samples").ExitCode);
        var check = Run("check", "five.voucher.xml");
        Assert.True(check.ExitCode == 0, check.Output);
        var inbox = Path.Combine(root, "data", "parties", Aurora, "in");
        foreach (var (name, number, says) in new[]
            { ("four.xml", 4, "the next one is 5"), ("eight.xml", 8, "say --number 8"), ("right.xml", 5, "number 5 of SUBSCRIPTION") })
        {
            var path = Path.Combine(inbox, name);
            File.WriteAllText(path, File.ReadAllText(Path.Combine(root, "five.xml"))
                .Replace("<sequenceNumber>5<", $"<sequenceNumber>{number}<", StringComparison.Ordinal));
            var made = Run("voucher", path);
            Assert.Contains(says, made.Output + made.Errors, StringComparison.Ordinal);
            Assert.Equal(number == 5, File.Exists(path.Replace(".xml", ".voucher.xml", StringComparison.Ordinal)));
        }
    }
}

/// <summary>Skipped, and counted as skipped, where PowerShell is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute() =>
        Skip = Program is null ? "no pwsh on this machine (dotnet tool install --global PowerShell)" : null;

    /// <summary>In the path, or where the SDK puts what it installs; null: it is in neither.</summary>
    public static string? Program => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools"))
        .Select(folder => Path.Combine(folder, "pwsh")).FirstOrDefault(File.Exists);
}
