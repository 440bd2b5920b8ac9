using System.Text.RegularExpressions;

namespace Raas.Tests;

/// <summary>What <c>.editorconfig</c> asks for and no compiler holds: every file that people edit reads alike.</summary>
public sealed partial class FormattingTests
{
    private const int Columns = 140;

    private static readonly string[] Kinds = [".cs", ".sql", ".md", ".csproj", ".props"];

    private static readonly Lazy<List<(string Name, string Text)>> Files = new(() =>
        [.. new[] { "src", "tests", "xsd", "samples" }.SelectMany(folder => Edited(Repository.At(folder)))
            .Concat(Directory.EnumerateFiles(Repository.At("."), "*.md"))
            .Select(path => (Path.GetRelativePath(Repository.At("."), path), File.ReadAllText(path)))]);

    /// <summary>Without migrations: a script that was released is never edited.</summary>
    private static IEnumerable<string> Edited(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => Kinds.Contains(Path.GetExtension(path))
            && !path.Split(Path.DirectorySeparatorChar)
            .Any(part => part is "obj" or "bin" or "node_modules" or "TestResults" or "Migrations"));

    private static void Check(Func<string, string, bool> isWrong, params string[] kinds)
    {
        var wrong = from file in Files.Value
                    where kinds.Length == 0 || kinds.Contains(Path.GetExtension(file.Name))
                    from line in file.Text.Split('\n').Index()
                    where isWrong(file.Name, line.Item)
                    select $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}";
        Assert.Empty(wrong.Take(20));
    }

    /// <summary>An address cannot be broken without changing it; everything else can, quotes are no excuse.</summary>
    [Fact]
    public void Lines_have_at_most_140_columns()
    {
        var wrong = from file in Files.Value
                    where Path.GetExtension(file.Name) is ".cs" or ".sql" or ".md"
                    from line in file.Text.Split('\n').Index()
                    where line.Item.Length > Columns && Address().Replace(line.Item, "").Length > Columns
                    select $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}";
        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void Lines_end_where_their_text_ends() =>
        Check((_, line) => line.EndsWith('\r') || line.TrimEnd(' ', '\t').Length != line.Length || line.Contains('\t'), ".cs", ".sql",
            ".csproj", ".props");

    [Fact]
    public void Files_end_with_one_line_end() => Assert.Empty(Files.Value
        .Where(file => file.Text.Length > 0 && (!file.Text.EndsWith('\n') || file.Text.EndsWith("\n\n", StringComparison.Ordinal)))
        .Select(file => file.Name));

    [Fact]
    public void Fields_are_named_without_an_underscore() => Check((_, line) => UnderscoredField().IsMatch(line), ".cs");

    [Fact]
    public void Tests_are_named_as_sentences() =>
        Check((name, line) => name.StartsWith("tests", StringComparison.Ordinal) && PascalTest().IsMatch(line), ".cs");

    [Fact]
    public void Nothing_configures_how_to_await() =>
        Check((name, line) => name != Own && line.Contains("ConfigureAwait(false)", StringComparison.Ordinal), ".cs");

    /// <summary>The rows of a group of tables share a file.</summary>
    [Fact]
    public void A_file_of_the_program_is_named_after_a_type_in_it()
    {
        var wrong = from file in Files.Value
                    where file.Name.StartsWith("src", StringComparison.Ordinal) && file.Name.EndsWith(".cs", StringComparison.Ordinal)
                    let types = TypeName().Matches(file.Text).Select(m => m.Groups["name"].Value).ToList()
                    where Path.GetFileName(Path.GetDirectoryName(file.Name)) != "Rows" && types.Count > 0
                    && !types.Contains(Path.GetFileName(file.Name).Split('.')[0])
                    select $"{file.Name}: {string.Join(", ", types)}";
        Assert.Empty(wrong);
    }

    private static readonly string Own = Path.Combine("tests", "Raas.Tests", "FormattingTests.cs");

    [GeneratedRegex(@"https?://\S{60,}", RegexOptions.None, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s+private [^(=;]*\b_[a-z]\w*\s*(=|;)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnderscoredField();

    [GeneratedRegex(@"^\s+public (async )?(void|Task) [A-Z][a-z0-9]+([A-Z][a-z0-9]+)*_[A-Z]\w*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PascalTest();

    [GeneratedRegex(
        "^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe) )*"
            + @"(?:class|record struct|record|struct|enum|interface) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();
}
