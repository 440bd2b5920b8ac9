using Raas.Configuration;
using Raas.Files;
using Raas.Store.Sqlite;

namespace Raas.Store;

/// <summary>The databases of one process: the register's and the audit's, which a server keeps in one. An embedded register is brought to
/// the schema of this program when it is opened; a server only by <see cref="Migrate"/>.</summary>
public sealed class Databases : IDisposable
{
    /// <summary>A call waits for a large delivery, but not longer than its caller would.</summary>
    private static readonly TimeSpan OnlineLockTimeout = TimeSpan.FromSeconds(10);

    private readonly TimeProvider clock;
    private readonly Action<RegisterStore> follow;
    private readonly Attendance attendance;
    private readonly MigrationReport? migrated;

    /// <summary>Opens the databases that the options name.</summary>
    /// <param name="given">The register's, when it is another one.</param>
    /// <param name="follow">What follows a migration: it makes anew what is derived from the tables.</param>
    /// <exception cref="MigrationException">The embedded register does not fit this program; the message says what to do.</exception>
    public Databases(RaasOptions options, Folders folders, TimeProvider clock, Dialect? given, Action<RegisterStore> follow)
    {
        (this.clock, this.follow) = (clock, follow);
        var register = given ?? Stores.Open(options.Store, options.ConnectionString, folders.Database);
        Register = new RegisterStore(register);
        Audit = new RegisterStore(register.IsEmbedded ? new SqliteDialect(folders.AuditDatabase) : register);
        attendance = new Attendance([.. Migrators().Select(migrator => (migrator.Dialect, migrator))]);
        if (register.IsEmbedded)
        {
            migrated = MigrateNow();
            Check();
        }
        Online = new RegisterStore(given ?? register.WithLockTimeout(OnlineLockTimeout));
    }

    /// <summary>The register, and everything but the audit.</summary>
    public RegisterStore Register { get; }

    /// <summary>The register for calls, which wait for a lock as long as their callers do.</summary>
    public RegisterStore Online { get; }

    /// <summary>The audit, and the signed messages that were received.</summary>
    public RegisterStore Audit { get; }

    /// <summary>Brings the databases to the schema of this program. An embedded one was brought there when it was opened: what was done
    /// then is told.</summary>
    /// <exception cref="MigrationException">It cannot be done; the message says why, and what to do.</exception>
    public MigrationReport Migrate() => migrated ?? MigrateNow();

    /// <summary>The number of the last script of the register that this program knows.</summary>
    public int Schema => Migrators()[0].Scripts().Max(script => script.Number);

    /// <summary>To be called at each start, and from time to time: the databases have the schema of this program, and keep it as long as
    /// this process works.</summary>
    /// <exception cref="MigrationException">They have another one; the message says what to do.</exception>
    public void Check() => attendance.Check();

    /// <summary>The register's database about itself, and by how much its clock is ahead of ours; null when it has none.</summary>
    public (StoreFacts Facts, TimeSpan? ClockAhead) Facts()
    {
        using var session = Register.Read();
        var (asked, before) = (clock.GetTimestamp(), clock.GetUtcNow());
        var facts = session.Dialect.Facts(session.Connection);
        // It answered half-way between the question and the answer, as far as anybody can know.
        return (facts, facts.Clock - (before + (clock.GetElapsedTime(asked) / 2)));
    }

    /// <summary>Gives the locks back that keep the schema as it is, and closes what is open.</summary>
    public void Dispose()
    {
        attendance.Dispose();
        foreach (var store in new[] { Online, Audit, Register })
            store.Dialect.CloseIdle();
    }

    private MigrationReport MigrateNow()
    {
        var reports = Migrators().ConvertAll(migrator => migrator.Run(clock.GetUtcNow()));
        follow(Register);
        return new MigrationReport([.. reports.SelectMany(report => report.Applied)], reports[0].Version);
    }

    private List<Migrator> Migrators() => Audit.Dialect == Register.Dialect
        ? [new Migrator(Register.Dialect)]
        : [new Migrator(Register.Dialect, MigrationSet.Register), new Migrator(Audit.Dialect, MigrationSet.Audit)];
}
