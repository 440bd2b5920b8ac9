using Raas.EndToEnd.Web;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Raas.Tests;

namespace Raas.EndToEnd;

/// <summary>The pages for readers against the program itself: what they name it has, and what it has they name.</summary>
public sealed partial class PagesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("raas-pages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>By what <c>--help</c> says.</summary>
    [Fact]
    public void Each_command_and_option_is_on_the_operators_page_and_none_is_invented()
    {
        var global = OptionsOf(Help());
        var program = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in CommandsOf(Help()))
        {
            var parts = CommandsOf(Help(command));
            foreach (var words in parts.Count == 0 ? [[command]] : parts.Select(part => new[] { command, part }))
                program[string.Join(' ', words)] = string.Join(' ', OptionsOf(Help(words)).Except(global).Order(StringComparer.Ordinal));
        }
        Assert.NotEmpty(program);

        var page = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var uses in Uses(Manual.Operators).GroupBy(use => use.Command))
        {
            var options = uses.SelectMany(use => use.Options).Distinct().Except(global);
            page[uses.Key] = string.Join(' ', options.Order(StringComparer.Ordinal));
        }
        Assert.Equal(program, page);
        var named = Manual.Code(Manual.Operators).SelectMany(code => Option().Matches(code)).Select(m => m.Value);
        Assert.Empty(global.Except(named));

        var used = from name in Manual.Pages
                   from use in Uses(name)
                   from option in use.Options.DefaultIfEmpty("")
                   select (name, use.Command, option);
        var invented = used.Where(use => !program.TryGetValue(use.Command, out var options)
                || use.option.Length > 0 && !options.Split(' ').Contains(use.option) && !global.Contains(use.option));
        Assert.Empty(invented);
    }

    /// <summary>An unknown setting is a fault, which names those that are known; lists of settings it does not name.</summary>
    [Fact]
    public void Each_setting_is_in_the_operators_table_and_none_is_invented()
    {
        string[] lists =
        [
            "Raas:Dashboard:Users:0:Name", "Raas:Dashboard:Users:0:Password", "Raas:Dashboard:Users:0:Role", "Raas:Web:KnownProxies:0",
        ];
        var fault = Executable.Run(folder, "status", "--set", "Raas:Nonsense=x").Errors;
        var known = KnownSettings().Match(fault).Groups["names"].Value.Split(", ").Append("ConnectionStrings:Raas").Concat(lists)
            .Except(["Raas:Web:KnownProxies"]);
        var table = SettingRow().Matches(Manual.Chapter(Manual.Operators, "## Settings")).Select(m => m.Groups["name"].Value);
        Assert.Equal(known.Order(StringComparer.Ordinal), table.Order(StringComparer.Ordinal));

        var text = string.Join('\n', Manual.Pages.Select(Manual.Text));
        var variables = Variable().Matches(text).Select(m => m.Value.Replace("__", ":", StringComparison.Ordinal));
        var named = Setting().Matches(text).Select(m => m.Value).Concat(variables).Distinct().ToList();
        Assert.True(named.Count >= table.Count() - 1);
        var answer = Executable.Run(folder, ["status", .. named.SelectMany(name => new[] { "--set", name + "=x" })]).Errors;
        Assert.Contains("was expected", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Split('\n'), line => line.Contains(": unknown", StringComparison.Ordinal));
    }

    /// <summary>Those that the table gives as values.</summary>
    [Fact]
    public void Each_default_in_the_table_of_settings_is_that_of_the_program()
    {
        var rows = SettingRow().Matches(Manual.Chapter(Manual.Operators, "## Settings")).Where(m => m.Groups["value"].Success).ToList();
        Assert.True(rows.Count > 20);
        Assert.All(rows, row => Assert.Equal(Default(row.Groups["name"].Value), row.Groups["value"].Value));
    }

    [Fact]
    public void Each_metric_and_health_check_is_on_the_operators_page_and_none_is_invented()
    {
        Assert.Equal(0, Executable.Run(folder, "migrate").ExitCode);
        using var host = ServeHost.Start(folder);
        Wait.Until(() => host.Metrics.Contains("\nraas_last_round_seconds ", StringComparison.Ordinal), () => host.Metrics);
        var chapter = Manual.Chapter(Manual.Operators, "## Metrics and health");
        Assert.Equal(
            MetricHead().Matches(host.Metrics).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal),
            Manual.Spans(chapter).Where(span => span.StartsWith("raas_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        using var health = JsonDocument.Parse(host.Get("health/ready").Text);
        var sentence = WhileACheckFails().Match(chapter);
        Assert.True(sentence.Success);
        Assert.Equal(
            health.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name),
            Manual.Spans(sentence.Value).Where(span => CheckName().IsMatch(span)));
    }

    /// <summary>Tests that need a server for them take them from there.</summary>
    [Fact]
    public void The_recipes_for_SFTP_and_for_a_proxy_are_on_the_operators_page()
    {
        string[] steps = [SftpRecipe.AccountOfRaas, SftpRecipe.FoldersOfParties, SftpRecipe.Configuration, SftpRecipe.ReloadSshd];
        Assert.All(steps, step => Assert.NotEmpty(step));
        Assert.Contains("cbe=0999000129 key=/tmp/key\n", SftpRecipe.Party("0999000129", "/tmp/key"), StringComparison.Ordinal);
        Assert.Contains("proxy_pass http://127.0.0.1:5080/;", ProxyTests.Location, StringComparison.Ordinal);
    }

    public static TheoryData<string> PagesToRun => [.. Manual.Pages.Where(page => Manual.Runnable(page).Count > 0)];

    /// <summary>As a reader would: the blocks of a page one after the other, in a fresh folder with the samples.</summary>
    [LinuxTheory]
    [MemberData(nameof(PagesToRun))]
    public void What_a_page_marks_as_runnable_runs(string page)
    {
        Directory.CreateSymbolicLink(Path.Combine(folder, "samples"), Repository.At("samples"));
        var raas = $"raas() {{ '{Executable.DotNet}' '{Executable.Path}' \"$@\"; }}\n";
        ServeHost? host = null;
        try
        {
            foreach (var block in Manual.Runnable(page))
            {
                var text = block.Text.Replace("dotnet run -c Release --project src/Raas.Host --", "raas", StringComparison.Ordinal);
                if (text.Contains(UsualAddress, StringComparison.Ordinal))
                    text = text.Replace(UsualAddress, (host ??= ServeHost.Start(folder)).Url.Authority, StringComparison.Ordinal);
                var expected = block.Kind == "sh run" ? 0 : int.Parse(block.Kind["sh run ".Length..], CultureInfo.InvariantCulture);
                var (exitCode, output) = Shell.Script(folder, raas + text);
                Assert.True(exitCode == expected, $"{page}:{block.Line} ended with {exitCode}, not {expected}:\n{output}");
            }
        }
        finally
        {
            host?.Dispose();
        }
    }

    private const string UsualAddress = "127.0.0.1:5080";

    private string Help(params string[] words) => Executable.Run(folder, [.. words, "--help"]).Output;

    private static List<string> CommandsOf(string help) =>
        [.. CommandInHelp().Matches(help.Split("\nCommands:\n").Skip(1).FirstOrDefault("")).Select(m => m.Groups["name"].Value)];

    private static List<string> OptionsOf(string help)
    {
        var options = help[help.IndexOf("\nOptions:\n", StringComparison.Ordinal)..].Split("\nCommands:\n")[0];
        return [.. OptionInHelp().Matches(options).Select(m => m.Groups["name"].Value)];
    }

    private static IEnumerable<(string Command, IReadOnlyList<string> Options)> Uses(string page) =>
        from code in Manual.Code(page)
        from use in Use().Matches(code.Replace("dotnet run -c Release --project src/Raas.Host --", "raas", StringComparison.Ordinal))
        select (use.Groups["command"].Value, (IReadOnlyList<string>)[.. Option().Matches(use.Groups["rest"].Value).Select(m => m.Value)]);

    /// <summary>Settings are named as the properties that hold them.</summary>
    private static string Default(string setting)
    {
        var types = new[] { typeof(Engine).Assembly, Assembly.Load("raas") }.SelectMany(assembly => assembly.GetTypes());
        var parts = setting.Split(':')[1..];
        var owner = parts[0] is "Dashboard" or "Soap" ? parts[0] + "Settings" : "RaasOptions";
        var value = Activator.CreateInstance(types.Single(type => type.Name == owner));
        foreach (var part in owner == "RaasOptions" ? parts : parts[1..])
            value = value!.GetType().GetProperty(part)!.GetValue(value);
        return value switch
        {
            Enum kind => kind.ToString().ToLowerInvariant(),
            bool flag => flag ? "true" : "false",
            Uri url => url.ToString().TrimEnd('/'),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    [GeneratedRegex("^  (?<name>[a-z][a-z-]*)( |$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CommandInHelp();

    [GeneratedRegex("^  (-[^ ]+, )*(?<name>--[a-z][a-z-]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OptionInHelp();

    [GeneratedRegex(@"\braas (?<command>(audit|config) [a-z]+|[a-z][a-z-]*)(?<rest>[^|;&]*)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Use();

    [GeneratedRegex("--[a-z][a-z-]*", RegexOptions.None, 5000)]
    private static partial Regex Option();

    [GeneratedRegex("Raas:Nonsense: unknown; one of (?<names>.+) was expected", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex KnownSettings();

    [GeneratedRegex(
        @"^\| `(?<name>\w+(:\w+)+)` \| (`(?<value>[^`]+)`|[^|]+) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"\bRaas(:[A-Z][A-Za-z]*|:\d+)+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\bRAAS__[A-Z]+(__[A-Z]+)*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Variable();

    [GeneratedRegex("^# TYPE (?<name>[a-z_]+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MetricHead();

    [GeneratedRegex("is 503 while a check fails:.+?\\.", RegexOptions.Singleline, 5000)]
    private static partial Regex WhileACheckFails();

    [GeneratedRegex(@"\A[a-z]+([A-Z][a-z]+)?\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CheckName();
}
