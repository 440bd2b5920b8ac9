using System.Runtime.CompilerServices;
using System.Text;

namespace Raas.Tests;

/// <summary>Golden files by Verify's convention: <c>Class.Method.verified.xml</c> beside the test is what must come out; what came
/// out otherwise is left as <c>Class.Method.received.xml</c>. To accept: look at it, then rename it, or run the tests with
/// RAAS_ACCEPT_GOLDEN=1 and look at the difference in git.</summary>
internal static class Golden
{
    public const string AcceptVariable = "RAAS_ACCEPT_GOLDEN";

    private static bool Accepts => Environment.GetEnvironmentVariable(AcceptVariable) == "1";

    public static void Verify(string actual, string extension = "xml", [CallerFilePath] string file = "",
        [CallerMemberName] string method = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        Compare($"{stem}.verified.{extension}", $"{stem}.received.{extension}", actual);
    }

    /// <summary>A whole folder of expected files: nothing missing, nothing more, each the same.</summary>
    public static void VerifyFolder(string expected, IReadOnlyDictionary<string, string> actual)
    {
        if (Accepts && Directory.Exists(expected))
            Directory.Delete(expected, recursive: true);
        foreach (var (name, text) in actual)
        {
            var path = Path.Combine(expected, name);
            Compare(path, path + ".received.txt", text);
        }
        var there = Directory.Exists(expected) ? Directory.EnumerateFiles(expected, "*", SearchOption.AllDirectories) : [];
        var names = there.Select(f => Path.GetRelativePath(expected, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(actual.Keys.Order(StringComparer.Ordinal), names);
    }

    private static void Compare(string verified, string received, string actual)
    {
        if (Accepts)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, actual, new UTF8Encoding(false));
            File.Delete(received);
            return;
        }
        if (File.Exists(verified) && File.ReadAllText(verified) == actual)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual, new UTF8Encoding(false));
        Assert.Equal(File.Exists(verified) ? File.ReadAllText(verified) : $"(no file {verified})", actual);
    }
}
