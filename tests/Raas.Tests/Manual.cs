using System.Text.RegularExpressions;

namespace Raas.Tests;

/// <summary>The pages for readers, each where its readers are.</summary>
public static partial class Manual
{
    public const string Front = "README.md";
    public const string Institutions = "xsd/README.md";
    public const string Callers = "samples/soap/README.md";
    public const string Operators = "src/Raas.Host/README.md";
    public const string Developers = "src/README.md";
    public const string Testers = "tests/README.md";

    /// <summary>From the root of the repository.</summary>
    public static readonly IReadOnlyList<string> Pages = [Front, Institutions, Callers, Operators, Developers, Testers];

    /// <summary>A block between fences.</summary>
    /// <param name="Kind">What is behind the opening fence: <c>xml</c>, <c>sh run 3</c>; empty when there is nothing.</param>
    public sealed record Block(string Page, int Line, string Kind, string Text);

    public static string Text(string page) => File.ReadAllText(Repository.At(page.Split('/')));

    /// <summary>From a heading to the next one of its level or a higher one.</summary>
    /// <param name="heading">As it is written, with its signs.</param>
    public static string Chapter(string page, string heading)
    {
        var (text, prose) = (Text(page), Prose(page));
        var begin = prose.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(begin >= 0, $"{page} has no chapter '{heading}'.");
        begin += heading.Length + 2;
        var level = heading.TakeWhile(sign => sign == '#').Count();
        var end = new Regex($"^#{{1,{level}}} ", RegexOptions.Multiline, TimeSpan.FromSeconds(5)).Match(prose, begin);
        return text[begin..(end.Success ? end.Index : text.Length)];
    }

    /// <summary>With blanks for all that stands in blocks, where # begins no heading.</summary>
    public static string Prose(string page) =>
        FencedBlock().Replace(Text(page), block => string.Concat(block.Value.Select(sign => sign == '\n' ? '\n' : ' ')));

    public static IReadOnlyList<Block> Blocks(string page)
    {
        var text = Text(page);
        return
        [
            .. FencedBlock().Matches(text)
                .Select(m => new Block(page, LineAt(text, m.Index), m.Groups["kind"].Value.Trim(), m.Groups["text"].Value)),
        ];
    }

    private static int LineAt(string text, int index) => text[..index].Count(sign => sign == '\n') + 1;

    /// <summary>Blocks that a test runs: <c>sh run</c>, and the exit code of the last command when it is not 0.</summary>
    public static IReadOnlyList<Block> Runnable(string page) =>
        [.. Blocks(page).Where(block => block.Kind == "sh run" || block.Kind.StartsWith("sh run ", StringComparison.Ordinal))];

    /// <summary>What stands between backticks in a text.</summary>
    public static IEnumerable<string> Spans(string text) =>
        CodeSpan().Matches(FencedBlock().Replace(text, "")).Select(m => WhiteSpace().Replace(m.Groups["text"].Value, " "));

    /// <summary>Spans, and lines of blocks without their comments.</summary>
    public static IEnumerable<string> Code(string page) =>
        Spans(Text(page)).Concat(Blocks(page).SelectMany(block => block.Text.Split('\n')).Select(line => Comment().Replace(line, "")));

    [GeneratedRegex(
        "^ *```(?<kind>[^\n`]*)\n(?<text>.*?)^ *```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FencedBlock();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.None, 5000)]
    private static partial Regex WhiteSpace();
}
