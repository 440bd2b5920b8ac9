using System.Text.RegularExpressions;
using Raas.Store;
using Raas.Store.PostgreSql;
using Raas.Store.SqlServer;
using Raas.Store.Sqlite;

namespace Raas.SqlCheck;

/// <summary>Scripts that made stores somewhere are never changed: a store whose script has another checksum is refused. What is to be
/// different goes into a new one. <c>released-scripts.txt</c>: checksum and name of each, as it was released; a release adds its new
/// ones.</summary>
public sealed partial class ReleasedScriptsTests
{
    private static Dictionary<string, string> Released()
    {
        using var reader = new StreamReader(typeof(ReleasedScriptsTests).Assembly.GetManifestResourceStream("released-scripts.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(' '))
            .ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
    }

    private static Dictionary<string, string> Present() =>
        new Dialect[] { new SqlServerDialect(""), new SqliteDialect("none"), new PostgreSqlDialect("Host=none") }.SelectMany(dialect =>
            new Migrator(dialect).Scripts())
            .ToDictionary(script => script.Name, script => script.Checksum, StringComparer.Ordinal);

    [Fact]
    public void A_released_script_is_never_changed_or_taken_away()
    {
        var present = Present();
        Assert.NotEmpty(Released());
        EveryStatementTests.NoneOf(Released().Where(script => present.GetValueOrDefault(script.Key) != script.Value)
            .Select(script => script.Key));
    }

    /// <summary>It would run after later ones where those ran already, and before them elsewhere.</summary>
    [Fact]
    public void A_new_script_comes_after_all_that_were_released()
    {
        var released = Released();
        var last = released.Keys.GroupBy(Place).ToDictionary(scripts => scripts.Key, scripts => scripts.Max(Number));
        EveryStatementTests.NoneOf(Present()
            .Keys.Where(name => !released.ContainsKey(name) && Number(name) <= last.GetValueOrDefault(Place(name))));
    }

    /// <summary>The set of scripts, and the store.</summary>
    private static (bool IsAudit, string Store) Place(string name) => (name.StartsWith('9'), Parts().Match(name).Groups["store"].Value);

    private static int Number(string name) => int.Parse(Parts().Match(name).Groups["number"].Value, null);

    [GeneratedRegex(@"^(?<number>\d{4})_\w+\.(?<store>\w+)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();
}
