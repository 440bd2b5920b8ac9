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
