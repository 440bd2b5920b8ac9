using Raas.Tests;

namespace Raas.EndToEnd;

/// <summary>The chapter «Institutions by SFTP» of the operators' page: its code blocks, which the tests run as its reader would.</summary>
internal static class SftpRecipe
{
    private static readonly Lazy<IReadOnlyList<string>> Blocks = new(Read);

    public static string AccountOfRaas => Block("# 1. ");

    public static string FoldersOfParties => Block("# 2. ");

    public static string Configuration => Block("# /etc/ssh/sshd_config.d/raas.conf");

    public static string ReloadSshd => Block("# 4. ");

    public static string Party(string cbe, string key) =>
        Block("# 3. ").Replace("cbe=0212344876 ", $"cbe={cbe} ", StringComparison.Ordinal)
            .Replace("key=/root/aurora.pub", $"key={key}", StringComparison.Ordinal);

    private static string Block(string beginning) => Blocks.Value.Single(block => block.StartsWith(beginning, StringComparison.Ordinal));

    private static List<string> Read()
    {
        var chapter = Manual.Chapter(Manual.Operators, "## Institutions by SFTP");
        return [.. Manual.Blocks(Manual.Operators).Select(block => block.Text)
            .Where(text => chapter.Contains(text, StringComparison.Ordinal))];
    }
}
