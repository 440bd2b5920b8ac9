using System.Diagnostics;

namespace Raas.Fuzz;

/// <summary>The verdict of libxml2, many files in one process.</summary>
internal static class Xmllint
{
    public const string Program = "/usr/bin/xmllint";

    public static bool Exists => File.Exists(Program);

    /// <returns>For each file what was said of it, null when it is valid.</returns>
    public static IReadOnlyList<string?> Judge(string schema, IReadOnlyList<string> files)
    {
        var start = new ProcessStartInfo(Program) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "--noout", "--nonet", "--schema", schema }.Concat(files))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var lines = process.StandardError.ReadToEnd().Split('\n');
        output.Wait();
        process.WaitForExit();
        const string Validates = " validates";
        var valid = lines.Where(line => line.EndsWith(Validates, StringComparison.Ordinal)).Select(line => line[..^Validates.Length])
            .ToHashSet(StringComparer.Ordinal);
        var errors = lines.Where(line => line.Contains(':', StringComparison.Ordinal))
            .GroupBy(line => line[..line.IndexOf(':', StringComparison.Ordinal)], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return [.. files.Select(file => valid.Contains(file) ? null : errors.GetValueOrDefault(file) ?? "not valid")];
    }
}
