using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Raas.Domain;
using Raas.Operations;

namespace Raas.Tests;

/// <summary>The pages for readers say what is so: what they name exists, and what exists they name. What only the running program knows
/// is asked in Raas.EndToEnd.</summary>
public sealed partial class PagesTests
{
    private const int LongestLineOfTheFront = 120;
    private const int LongestLine = 140;
    private const int MostLinesOfTheFront = 130;

    public static TheoryData<string> Pages => [.. Manual.Pages];

    [Fact]
    public void The_front_page_is_short_and_leads_to_each_page()
    {
        var lines = Manual.Text(Manual.Front).TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, MostLinesOfTheFront);
        Assert.DoesNotContain(lines, line => Length(line) > LongestLineOfTheFront);
        var links = Link().Matches(Manual.Text(Manual.Front)).Select(m => m.Groups["to"].Value).ToList();
        Assert.All(Manual.Pages.Where(page => page != Manual.Front), page => Assert.Contains(page, links));
    }

    [Fact]
    public void No_line_of_a_page_is_too_long()
    {
        var pages = Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "publish")).ToList();
        Assert.True(pages.Count > Manual.Pages.Count);
        var lines = pages.SelectMany(page =>
            File.ReadLines(Repository.At(page)).Select((line, i) => (Text: line, Place: $"{page}:{i + 1}")));
        Assert.Empty(lines.Where(line => Length(line.Text) > LongestLine).Select(line => line.Place));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_link_leads_somewhere(string page)
    {
        var broken = new List<string>();
        var links = Link().Matches(Manual.Text(page)).Select(m => m.Groups["to"].Value);
        foreach (var to in links.Where(to => !to.Contains("://", StringComparison.Ordinal)))
        {
            var parts = to.Split('#');
            var file = parts[0].Length == 0 ? Repository.At(page.Split('/'))
                : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.At(page.Split('/')))!, parts[0]));
            if (!File.Exists(file) && !Directory.Exists(file))
                broken.Add(to);
            else if (parts.Length > 1 && !Anchors(file).Contains(parts[1]))
                broken.Add(to);
        }
        Assert.Empty(broken);
    }

    [Fact]
    public void Each_code_is_on_the_page_of_those_who_get_it_and_none_is_invented()
    {
        Assert.Equal(Wire(Codes.File.All.Concat(Codes.Record.All)), Explained(Manual.Institutions));
        Assert.Empty(Wire(Codes.Online.All).Except(Explained(Manual.Callers)));
        Assert.DoesNotContain(Manual.Pages.SelectMany(CodesOn), code => Codes.Find(code) is null);
    }

    [Fact]
    public void Each_reason_to_wait_is_on_the_page_of_institutions_and_none_is_invented()
    {
        var enumerated = XDocument.Load(Repository.At("xsd", "status-v1.xsd"))
            .Descendants(XName.Get("enumeration", "http://www.w3.org/2001/XMLSchema"));
        var reasons = enumerated.Select(e => e.Attribute("value")!.Value).Where(value => ReasonToWait().IsMatch(value));
        var named = Manual.Spans(Manual.Text(Manual.Institutions)).Where(span => ReasonToWait().IsMatch(span)).Distinct();
        Assert.Equal(reasons.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_alarm_is_on_the_operators_page_with_its_event_and_none_is_invented()
    {
        var alarms = Enum.GetValues<AlarmKind>().Select(kind => $"{Words().Replace(kind.ToString(), "-").ToUpperInvariant()} {(int)kind}");
        var rows = AlarmRow().Matches(Manual.Chapter(Manual.Operators, "## Alarms"));
        Assert.Equal(alarms, rows.Select(m => $"{m.Groups["kind"].Value} {m.Groups["event"].Value}"));
        var trouble = Manual.Chapter(Manual.Operators, "## When something is wrong");
        var named = AlarmNamed().Matches(trouble).Select(m => m.Groups["kind"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(rows.Select(m => m.Groups["kind"].Value)));
    }

    [Fact]
    public void Each_variable_of_the_tests_is_on_their_page_and_none_is_invented()
    {
        var used = Directory.EnumerateFiles(Repository.At("tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => VariableInCode().Matches(File.ReadAllText(file))).Select(m => m.Groups["name"].Value);
        var named = Variable().Matches(Manual.Text(Manual.Testers)).Select(m => m.Value);
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_benchmark_is_on_the_page_of_tests_and_none_is_invented()
    {
        var program = File.ReadAllText(Repository.At("tests", "Raas.Benchmarks", "Program.cs"));
        var known = BenchmarkCase().Matches(program).Select(m => m.Groups["name"].Value);
        var named = Manual.Code(Manual.Testers).SelectMany(code => BenchmarkNamed().Matches(code)).Select(m => m.Groups["name"].Value);
        Assert.Equal(known.Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>By their folders; those below a room have to be there too when the page names them.</summary>
    [Fact]
    public void Each_room_is_on_the_page_of_developers_and_none_is_invented()
    {
        var house = Manual.Blocks(Manual.Developers)[0].Text;
        var named = Room().Matches(house).Select(m => m.Groups["name"].Value).ToList();
        var rooms = new[] { "Raas", "Raas.Host" }.SelectMany(part => Directory.EnumerateDirectories(Repository.At("src", part)));
        Assert.Empty(rooms.Select(Path.GetFileName).Except(["bin", "obj"]).Except(named));
        var there = Directory.EnumerateDirectories(Repository.At("src"), "*", SearchOption.AllDirectories).Select(Path.GetFileName);
        Assert.Empty(named.Except(there));
    }

    private static int Length(string line) => new StringInfo(line).LengthInTextElements;

    private static IEnumerable<string> Wire(IEnumerable<Code> codes) => codes.Select(code => code.Wire).Order(StringComparer.Ordinal);

    private static IEnumerable<string> CodesOn(string page) => WireCode().Matches(Manual.Text(page)).Select(m => m.Value);

    /// <summary>Codes that have a row in a table, each once.</summary>
    private static IEnumerable<string> Explained(string page) =>
        CodeRow().Matches(Manual.Text(page)).SelectMany(row => WireCode().Matches(row.Groups["codes"].Value)).Select(m => m.Value)
            .Order(StringComparer.Ordinal);

    /// <summary>As GitHub makes them of headings.</summary>
    private static HashSet<string> Anchors(string file) =>
    [
        .. Heading().Matches(Manual.Prose(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')))
            .Select(m => NotOfAnchors().Replace(m.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(?<name>[A-Z][A-Za-z.]*)/", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Room();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, 5000)]
    private static partial Regex NotOfAnchors();

    [GeneratedRegex(@"\b(MSG|RAA)\d{5}\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex WireCode();

    [GeneratedRegex(@"^\| (?<codes>(MSG|RAA)\d{5}(, (MSG|RAA)\d{5})*) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"\A[A-Z]+(_[A-Z]+)+\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ReasonToWait();

    [GeneratedRegex(@"^\| (?<kind>[A-Z-]+) \| (?<event>\d+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex AlarmRow();

    [GeneratedRegex(@"\balarm (?<kind>[A-Z-]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex AlarmNamed();

    [GeneratedRegex("(?<!^)(?=[A-Z])", RegexOptions.None, 5000)]
    private static partial Regex Words();

    [GeneratedRegex("\"(?<name>RAAS_[A-Z]+(_[A-Z]+)*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex VariableInCode();

    [GeneratedRegex(@"\bRAAS_[A-Z]+(_[A-Z]+)*\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Variable();

    [GeneratedRegex("case \"(?<name>[a-z]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex BenchmarkCase();

    [GeneratedRegex("(Raas.Benchmarks|^) ?-- (?<name>[a-z]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex BenchmarkNamed();
}
