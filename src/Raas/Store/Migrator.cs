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

    public Dialect Dialect => dialect;

    /// <exception cref="MigrationException">Another version is at work with the store, or made it, or has been changing it for too
    /// long.</exception>
    public MigrationReport Run(DateTimeOffset now)
    {
        var scripts = Scripts();
        using var connection = dialect.Open();
        // Mostly there is nothing to do: then nobody is waited for.
        if (Look(connection) is { } before && Missing(before, scripts).Count == 0)
            return new MigrationReport([], scripts.Count == 0 ? 0 : scripts[^1].Number);
        using var transaction = dialect.BeginWrite(connection);
        // The statement itself says after two minutes that it has waited in vain; the command would only break off.
        connection.Execute(dialect.Sql("create_schema_migration"), transaction: transaction, commandTimeout: 0);
        var known = Known(connection, transaction);
        var missing = Missing(known, scripts);
        using var alone = known.Count > 0 && missing.Count > 0 ? Alone() : null;
        var applied = new List<string>();
        foreach (var script in missing)
        {
            foreach (var batch in Batches(script.Text))
                Run(connection, transaction, batch);
            connection.Execute(
                dialect.Sql("insert_migration"),
                dialect.Arguments("insert_migration", new { script.Number, script.Name, script.Checksum, AppliedAt = now }),
                transaction);
            applied.Add(script.Name);
        }
        dialect.Commit(transaction);
        return new MigrationReport(applied, scripts.Count == 0 ? 0 : scripts[^1].Number);
    }

    /// <summary>Runs each statement of a batch. The provider of SQLite keeps silent about one that fails after one that has a result (also
    /// an ALTER TABLE may have one) when nobody asks for the results after it.</summary>
    internal static void Run(DbConnection connection, DbTransaction? transaction, string batch)
    {
        using var results = connection.ExecuteReader(batch, transaction: transaction, commandTimeout: 0);
        while (results.NextResult())
        {
            // What it says does not matter, that it is asked does.
        }
    }

    /// <summary>Asks for the schema of this program, no other.</summary>
    /// <exception cref="MigrationException">It is an older or a newer one.</exception>
    public void RequireCurrent()
    {
        using var connection = dialect.Open();
        var missing = Missing(Look(connection) ?? [], Scripts());
        if (missing.Count > 0)
            throw new MigrationException(
                $"The store lacks {string.Join(", ", missing.Select(s => s.Name))}: it was made by an older version. Run raas migrate.");
    }

    /// <summary>Who works with the store knows its old schema only.</summary>
    private StoreLock Alone() => dialect.TryAttend(alone: true)
        ?? throw new MigrationException(
            "A RAAS of another version is at work with this store (raas serve, or a command). Stop it on every host, then start again: "
                + "the schema has to change.");

    /// <summary>The scripts that the store has; null when it has never been migrated.</summary>
    private Dictionary<int, string>? Look(DbConnection connection)
    {
        try
        {
            return Known(connection, null);
        }
        catch (DbException e) when (!dialect.IsTransient(e))
        {
            return null;
        }
    }

    private Dictionary<int, string> Known(DbConnection connection, DbTransaction? transaction) =>
        connection.Query<(int Number, string Checksum)>(dialect.Sql("applied_migrations"), transaction: transaction)
            .Where(m => IsOurs(m.Number)).ToDictionary(m => m.Number, m => m.Checksum);

    /// <summary>The scripts of this dialect, in order.</summary>
    public IReadOnlyList<MigrationScript> Scripts() =>
    [
        .. Resources.Names("migrations").Select(name => (name, match: ScriptName().Match(name)))
        .Where(n => n.match.Success && n.match.Groups["dialect"].Value == dialect.Name)
            .Select(n => new MigrationScript(int.Parse(n.match.Groups["number"].Value), n.name["migrations/".Length..],
                Resources.Read(n.name)!)).Where(script => IsOurs(script.Number)),
    ];

    private bool IsOurs(int number) =>
        set switch { MigrationSet.Register => number < FirstOfAudit, MigrationSet.Audit => number >= FirstOfAudit, _ => true };

    /// <summary>The parts of a script that are sent one by one: between lines that say GO.</summary>
    public static IEnumerable<string> Batches(string script) => GoLine().Split(script).Where(batch => batch.Trim().Length > 0);

    private static List<MigrationScript> Missing(Dictionary<int, string> known, IReadOnlyList<MigrationScript> scripts)
    {
        foreach (var (number, checksum) in known)
        {
            var script = scripts.FirstOrDefault(s => s.Number == number)
                ?? throw new MigrationException(
                    $"The store has schema {number}, which this program does not know: it was made by a newer version. Run that version, "
                        + "or restore a backup.");
            if (script.Checksum != checksum)
                throw new MigrationException(
                    $"Script {script.Name} is not the one that made this store (its checksum differs). Put the original script back; "
                        + "changes go into a new script.");
        }
        return [.. scripts.Where(s => !known.ContainsKey(s.Number))];
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
