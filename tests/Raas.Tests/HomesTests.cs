using System.Text.RegularExpressions;
using Raas.Domain;
using Raas.Flows;

namespace Raas.Tests;

/// <summary>What several rooms have to know stands in one place. Read from the code without its comments.</summary>
public sealed class HomesTests
{
    private static readonly Regex Comment = new(@"^\s*//.*$|\s//\s.*$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly Lazy<List<(string File, string Text)>> Code = new(() =>
    [
        .. from path in Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
           let file = Path.GetRelativePath(Repository.At("src"), path).Replace('\\', '/')
           where !file.Split('/').Any(folder => folder is "obj" or "bin")
           from line in File.ReadLines(path)
           let text = Comment.Replace(line, "")
           where text.Length > 0
           select (file, text),
    ]);

    private static IEnumerable<string> FlowNames =>
        typeof(FlowName).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    /// <summary>Lines outside some files with a literal that is one of these words, or has one among others.</summary>
    private static List<string> Literals(IEnumerable<string> words, bool amongOthers, params string[] homes)
    {
        var any = $"({string.Join('|', words.Select(Regex.Escape))})";
        var pattern = amongOthers ? $"\"[^\"]*(?<![\\w-]){any}(?![\\w-])[^\"]*\"" : $"\"{any}\"";
        var literal = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        return
        [
            .. Code.Value.Where(line => !homes.Any(home => line.File.StartsWith(home, StringComparison.Ordinal)))
                .Where(line => literal.IsMatch(line.Text))
                .Select(line => $"{line.File}: {line.Text.Trim()}"),
        ];
    }

    [Fact]
    public void A_flow_is_named_in_one_place()
    {
        Assert.Contains("DIMONA", FlowNames);
        // What happened to a number is journalled by a word that is also the name of a flow.
        Assert.Empty(Literals(FlowNames, amongOthers: true, "Raas.Domain/FlowName.cs", "Raas.Domain/NumberEvent.cs"));
    }

    [Fact]
    public void The_time_in_Belgium_is_asked_in_one_place() =>
        Assert.DoesNotContain(Code.Value, line => line.File != "Raas.Domain/BelgianTime.cs"
            && (line.Text.Contains("Europe/Brussels", StringComparison.Ordinal)
                || line.Text.Contains("TimeZoneInfo.", StringComparison.Ordinal)));

    [Fact]
    public void Data_groups_and_lines_of_an_address_stand_in_one_place()
    {
        Assert.Empty(Literals(DataGroups.Codes, amongOthers: true, "Raas.Domain/DataGroup.cs"));
        Assert.Empty(Literals(PostalAddress.Elements, amongOthers: false, "Raas.Domain/PostalAddress.cs"));
    }

    /// <summary>A setting of institutions has the name of a root element.</summary>
    [Fact]
    public void The_elements_of_a_flow_stand_in_its_folder() => Assert.All(NotificationFlow.All, flow => Assert.Empty(Literals(
        [flow.Frame.Root, flow.Frame.Namespace], amongOthers: false, "Raas/Xml/Schemas.cs", "Raas/Configuration/PartiesReader.cs",
        "Raas/Configuration/PartiesWriter.cs",
        flow.GetType().Namespace!.Replace('.', '/') + "/")));

    /// <summary>The lines that name Dimona, which comes in and goes out, outside its folder. This is what a flow costs the rest of the
    /// house.</summary>
    [Fact]
    public void A_flow_is_registered_on_few_lines()
    {
        var lines = Code.Value
            .Where(line => line.Text.Contains("Dimona", StringComparison.Ordinal)
                && !line.Text.StartsWith("using ", StringComparison.Ordinal)
                && !line.File.StartsWith("Raas/Flows/Dimona/", StringComparison.Ordinal))
            .GroupBy(line => line.File).Select(file => $"{file.Key} {file.Count()}").Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "Raas.Domain/FlowName.cs 2",            // its name; who sends it
            "Raas.Host/Commands/NightCommand.cs 1", // a help text
            "Raas/Flows/IncomingFlow.cs 1",
            "Raas/Flows/NotificationFlow.cs 1",
            "Raas/Store/StoreSession.Locks.cs 1",   // the number of its chain; later flows get one by their name
            "Raas/Xml/Schemas.cs 4",                // what comes in and what goes out: the kind, its file
        ], lines);
    }
}
