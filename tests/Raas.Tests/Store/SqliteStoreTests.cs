using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using Raas.Configuration;
using Raas.Domain;
using Raas.Persons;
using Raas.Store;
using Raas.Store.Sqlite;
using Raas.Xml;

namespace Raas.Tests.Store;

/// <summary>The contract on SQLite, and what only SQLite promises.</summary>
public sealed partial class SqliteStoreTests : StoreContract
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "raas-store-" + Guid.NewGuid().ToString("N"));

    private string FilePath => Path.Combine(folder, "raas.db");

    protected override Dialect Create()
    {
        Directory.CreateDirectory(folder);
        return new SqliteDialect(FilePath);
    }

    protected override Dialect Impatient(TimeSpan patience) => new SqliteDialect(FilePath, patience);

    protected override void Destroy() => Directory.Delete(folder, recursive: true);

    [GeneratedRegex(@"\ACREATE (UNIQUE )?(TABLE|INDEX|TRIGGER) (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex(@"\A(DROP (TABLE|INDEX|TRIGGER)|ALTER TABLE) (IF EXISTS )?(?<name>\w+)( RENAME TO|;)",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dropped();

    [Fact]
    public void Everything_that_a_script_makes_is_there()
    {
        var lines = new Migrator(Store.Dialect).Scripts().SelectMany(script => script.Text.Split('\n')).ToList();
        IEnumerable<string> Names(Regex statement) =>
            lines.Select(line => statement.Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value);
        var (made, dropped) = (Names(Made()).ToList(), Names(Dropped()));
        using var session = Store.Read();
        Assert.True(made.Count > 50);
        Assert.Empty(made.Except(dropped).Except(session.Connection.Query<string>("SELECT name FROM sqlite_master")));
    }

    [Fact]
    public void A_commit_survives_a_power_cut_and_readers_do_not_wait()
    {
        using var session = Store.Write();
        Assert.Equal("wal", session.Connection.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Equal(2, session.Connection.ExecuteScalar<int>("PRAGMA synchronous"));
    }

    [Fact]
    public void Writers_take_turns_and_none_works_from_what_another_has_changed_meanwhile()
    {
        Insert(Lease("A", "0"));
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using var session = Store.Write();
            var before = session.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" })!;
            session.Execute("set_lease_owner", Lease("A", (int.Parse(before) + 1).ToString()) with { Previous = before });
            session.Commit();
        });
        using var after = Store.Read();
        Assert.Equal("40", after.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" }));
    }

    [Fact]
    public void Callers_wait_for_whoever_writes_but_not_for_ever()
    {
        var impatient = new RegisterStore(((SqliteDialect)Store.Dialect).WithLockTimeout(TimeSpan.FromMilliseconds(50)));
        using (Store.Write())
        {
            var error = Record.Exception(() => impatient.Write().Dispose());
            Assert.True(impatient.Dialect.IsTransient(error!));
        }
        impatient.Write().Dispose();
    }

    /// <summary>Sessions that are kept open read the file that they opened, wherever it is now.</summary>
    [Fact]
    public void A_database_that_was_put_back_from_a_copy_is_soon_the_one_that_answers()
    {
        Save(Person(Numbers.Of(1), "Dupont"));
        Store.Read().Dispose();
        var copy = FilePath + ".copy";
        File.Copy(FilePath, copy);
        Save(Person(Numbers.Of(2), "Peeters"));
        var clock = new FakeTimeProvider(Now);
        using var search = new PersonSearch(Store, clock);
        Assert.True(Ssin.TryParse(Numbers.Of(2), out var second));
        Assert.NotNull(search.Find(second));
        foreach (var part in new[] { "", "-wal", "-shm" })
            File.Delete(FilePath + part);
        File.Move(copy, FilePath);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(search.Find(second));
    }

    [Fact]
    public void The_batch_is_found_by_key_never_by_reading_the_register()
    {
        using var session = Store.Read();
        foreach (var name in new[] { "persons_of_keys", "rows_of_keys", "delete_row", "from_person", "from_replacement", "from_row",
            "person_rows_of_keys", "seen_mutations", "delete_persons", "delete_replacements" })
        {
            var plan = session.Connection.Query("EXPLAIN QUERY PLAN " + Store.Dialect.Sql(name),
                new { BatchId = 1L, Party = 1L, Source = 1L, Ssin = 1L, DossierTypeId = 1, BeginDate = 1, From = 1L })
                .Select(row => (string)row.detail).ToList();
            Assert.NotEmpty(plan);
            Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, line => line.EndsWith("(Party=?)", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }
}
