namespace Raas.Benchmarks;

/// <summary>--name value pairs.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public string Folder => Text("out", Path.Combine(Path.GetTempPath(), "raas-bench"));

    public static Options Parse(string[] args)
    {
        var options = new Options();
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal))
                options.values[args[i][2..]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal)
                    ? args[++i] : "";
        }
        return options;
    }

    /// <summary>What an option is when it was not given.</summary>
    public void Default(string name, string value) => values.TryAdd(name, value);

    public bool Has(string name) => values.ContainsKey(name);

    public string Text(string name, string otherwise) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : otherwise;

    public long Number(string name, long otherwise) =>
        values.TryGetValue(name, out var value) ? long.Parse(value.Replace("_", "", StringComparison.Ordinal)) : otherwise;
}
