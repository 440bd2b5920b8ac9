using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace Raas.Store;

/// <summary>What a migration did, as a value.</summary>
/// <param name="Applied">Names of the scripts that ran now.</param>
/// <param name="Version">Number of the last script in the store.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int Version);

/// <summary>Scripts that make one store.</summary>
public enum MigrationSet
{
    /// <summary>Register and audit in one database.</summary>
    All,

    Register,

    /// <summary>Numbers from 9000 on.</summary>
    Audit,
}

/// <summary>The store does not fit this program; the message says what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);

/// <summary>Brings a store to the schema of this program: numbered scripts, forward only, each in one transaction, with a
/// checksum, so that a script that was changed after it ran is noticed. Two starters at once do it once.</summary>
/// <param name="set">Which scripts: the audit of the embedded store is a file of its own.</param>
public sealed partial class Migrator(Dialect dialect, MigrationSet set = MigrationSet.All)
{
    private const int FirstOfAudit = 9000;

    public MigrationReport Run(DateTimeOffset now)
    {
        using var connection = dialect.Open();
        using var transaction = dialect.BeginWrite(connection);
        connection.Execute(dialect.Sql("create_schema_migration"), transaction: transaction);
        var known = connection.Query<(int Number, string Checksum)>(dialect.Sql("applied_migrations"), transaction: transaction).Where(m => IsOurs(m.Number)).ToDictionary(m => m.Number, m => m.Checksum);
        var scripts = Scripts();
        Check(known, scripts);
        var applied = new List<string>();
        foreach (var script in scripts.Where(s => !known.ContainsKey(s.Number)))
        {
            foreach (var batch in Batches(script.Text))
                connection.Execute(batch, transaction: transaction, commandTimeout: 0);
            connection.Execute(
                dialect.Sql("insert_migration"),
                dialect.Arguments("insert_migration", new { script.Number, script.Name, script.Checksum, AppliedAt = now }),
                transaction);
            applied.Add(script.Name);
        }
        dialect.Commit(transaction);
        return new MigrationReport(applied, scripts.Count == 0 ? 0 : scripts[^1].Number);
    }

    /// <summary>The scripts of this dialect, in order.</summary>
    public IReadOnlyList<MigrationScript> Scripts() =>
    [
        .. Resources.Names("migrations").Select(name => (name, match: ScriptName().Match(name))).Where(n => n.match.Success && n.match.Groups["dialect"].Value == dialect.Name)
            .Select(n => new MigrationScript(int.Parse(n.match.Groups["number"].Value), n.name["migrations/".Length..], Resources.Read(n.name)!)).Where(script => IsOurs(script.Number)),
    ];

    private bool IsOurs(int number) => set switch { MigrationSet.Register => number < FirstOfAudit, MigrationSet.Audit => number >= FirstOfAudit, _ => true };

    /// <summary>The parts of a script that are sent one by one: between lines that say GO.</summary>
    public static IEnumerable<string> Batches(string script) => GoLine().Split(script).Where(batch => batch.Trim().Length > 0);

    private static void Check(Dictionary<int, string> known, IReadOnlyList<MigrationScript> scripts)
    {
        foreach (var (number, checksum) in known)
        {
            var script = scripts.FirstOrDefault(s => s.Number == number)
                ?? throw new MigrationException($"The store has schema {number}, which this program does not know: it was made by a newer version. Run that version, or restore a backup.");
            if (script.Checksum != checksum)
                throw new MigrationException($"Script {script.Name} is not the one that made this store (its checksum differs). Put the original script back; changes go into a new script.");
        }
    }

    [GeneratedRegex(@"^migrations/(?<number>\d{4})_\w+\.(?<dialect>\w+)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptName();

    [GeneratedRegex(@"^\s*GO\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex GoLine();
}

public sealed record MigrationScript(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text with line feeds as line ends.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
