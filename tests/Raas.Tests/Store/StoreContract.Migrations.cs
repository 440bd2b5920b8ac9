using Dapper;
using Raas.Store;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    [StoreFact]
    public void A_new_store_gets_every_script_once()
    {
        var dialect = Store.Dialect;
        var scripts = new Migrator(dialect).Scripts();
        using (var session = Store.Read())
            Assert.Equal(scripts.Select(s => (s.Number, s.Checksum)), session.Query<(int, string)>("applied_migrations"));

        var again = new Migrator(dialect).Run(Now);

        Assert.Empty(again.Applied);
        Assert.Equal(scripts[^1].Number, again.Version);
    }

    /// <summary>The provider of SQLite keeps silent about what fails after a statement that has a result.</summary>
    [StoreFact]
    public void A_statement_of_a_script_that_fails_is_never_passed_over()
    {
        foreach (var wrong in new[]
            { "INSERT INTO no_such_table (X) VALUES (1);", "CREATE INDEX ix_delivery_decided ON delivery (DecidedAt);" })
        {
            using var session = Store.Write();
            Assert.ThrowsAny<System.Data.Common.DbException>(() =>
                Migrator.Run(session.Connection, session.Transaction, $"SELECT 1; SELECT 2; {wrong}"));
        }
    }

    [StoreFact]
    public void A_script_that_was_changed_after_it_ran_is_refused()
    {
        using (var session = Store.Read())
            session.Connection.Execute("UPDATE schema_migration SET Checksum = 'other' WHERE Number = 1");
        var refusal = Assert.Throws<MigrationException>(() => new Migrator(Store.Dialect).Run(Now));
        Assert.Contains("0001_start", refusal.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public void A_store_made_by_a_newer_program_is_refused()
    {
        using (var session = Store.Write())
        {
            session.Execute("insert_migration", new { Number = 9999, Name = "9999_later.sql", Checksum = "x", AppliedAt = Now });
            session.Commit();
        }
        var refusal = Assert.Throws<MigrationException>(() => new Migrator(Store.Dialect).Run(Now));
        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
    }

    [StoreFact]
    public void Of_two_starters_one_migrates_and_the_other_waits()
    {
        using var fresh = new Fresh(this);
        var reports = new MigrationReport[4];

        Parallel.For(0, reports.Length, i => reports[i] = new Migrator(fresh.Dialect).Run(Now));

        Assert.Equal(new Migrator(fresh.Dialect).Scripts().Count, reports.Sum(r => r.Applied.Count));
    }

    [StoreFact]
    public void A_store_is_not_changed_while_a_process_works_with_it()
    {
        using (var session = Store.Read())
            Assert.Equal(1, Run(session, "DELETE FROM schema_migration WHERE Number = 9008"));
        using (Store.Dialect.TryAttend(alone: false))
        using (var second = Store.Dialect.TryAttend(alone: false))
        {
            Assert.NotNull(second);
            Assert.True(second.IsHeld);
            var refusal = Assert.Throws<MigrationException>(() => new Migrator(Store.Dialect).Run(Now));
            Assert.Contains("raas serve", refusal.Message, StringComparison.Ordinal);
            Assert.Null(Store.Dialect.TryAttend(alone: true));
        }
        using (var alone = Store.Dialect.TryAttend(alone: true))
        {
            Assert.NotNull(alone);
            Assert.Null(Store.Dialect.TryAttend(alone: false));
        }
        Store.Dialect.TryAttend(alone: false)!.Dispose();
    }

    [StoreFact]
    public void A_process_does_not_begin_with_another_schema_than_its_own()
    {
        using (var mine = new Attendance((Store.Dialect, new Migrator(Store.Dialect))))
        {
            mine.Check();
            mine.Check();
            Assert.Null(Store.Dialect.TryAttend(alone: true));
        }
        using (var session = Store.Read())
            Run(session, "DELETE FROM schema_migration WHERE Number = 9008");
        using var older = new Attendance((Store.Dialect, new Migrator(Store.Dialect)));
        Assert.Contains("raas migrate", Assert.Throws<MigrationException>(older.Check).Message, StringComparison.Ordinal);
        // Refused, it is not there.
        Store.Dialect.TryAttend(alone: true)!.Dispose();
        using (var session = Store.Read())
            Run(session, "INSERT INTO schema_migration SELECT 9999, Name, Checksum, AppliedAt FROM schema_migration WHERE Number = 1");
        Assert.Contains("newer", Assert.Throws<MigrationException>(older.Check).Message, StringComparison.Ordinal);
    }

    private static int Run(StoreSession session, string text)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteNonQuery();
    }

    /// <summary>A database before its first migration.</summary>
    private sealed class Fresh : IDisposable
    {
        private readonly StoreContract owner;

        public Fresh(StoreContract of)
        {
            owner = (StoreContract)Activator.CreateInstance(of.GetType())!;
            Dialect = owner.Create();
        }

        public Dialect Dialect { get; }

        public void Dispose()
        {
            owner.Destroy();
            owner.Dispose();
        }
    }
}
