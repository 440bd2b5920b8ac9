using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Tests.Store;

public abstract partial class StoreContract
{
    [StoreFact]
    public void Without_commit_nothing_happened()
    {
        using (var session = Store.Write())
        {
            session.BulkLoad(new AddedRows(Institution, Rows((Old, 1, 0, 9))));
            session.Execute("insert_lease", new { Party = Institution, Flow = "A", Owner = "x", ExpiresAt = Now });
        }
        using var after = Store.Write();
        Assert.Empty(RowsOf(after, Institution, Old));
        Assert.Null(after.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" }));
    }

    /// <summary>What has to be on disk before all becomes true.</summary>
    [StoreFact]
    public void What_comes_before_a_commit_is_done_once_and_should_it_fail_nothing_happened()
    {
        var done = new List<string>();
        using (var session = Store.Write())
        {
            session.Execute("insert_lease", new { Party = Institution, Flow = "A", Owner = "x", ExpiresAt = Now });
            foreach (var place in new[] { "one", "other", "one" })
                session.BeforeCommit(place, () => done.Add(place));
            session.AfterCommit(() => done.Add("committed"));
            Assert.Empty(done);
            session.Commit();
        }
        Assert.Equal(["one", "other", "committed"], done);

        using (var session = Store.Write())
        {
            session.Execute("insert_lease", new { Party = Institution, Flow = "B", Owner = "x", ExpiresAt = Now });
            session.BeforeCommit("one", () => throw new IOException("the disk is full"));
            session.AfterCommit(() => done.Add("committed again"));
            session.AfterRollback(() => done.Add("undone"));
            Assert.Throws<IOException>(session.Commit);
        }
        Assert.Equal(["one", "other", "committed", "undone"], done);
        using var after = Store.Read();
        Assert.Equal("x", after.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" }));
        Assert.Null(after.Scalar<string>("read_lease", new { Party = Institution, Flow = "B" }));
    }

    [StoreFact]
    public void A_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work()
    {
        Insert(Lease("A", "before"));
        using var writer = Store.Write();
        writer.Execute("set_lease_owner",
            new { Party = Institution, Flow = "A", Owner = "after", ExpiresAt = Now, Previous = "before", PreviousExpiresAt = Now });

        using (var reader = Store.Read())
            Assert.Equal("before", reader.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" }));
        writer.Commit();
        using (var reader = Store.Read())
            Assert.Equal("after", reader.Scalar<string>("read_lease", new { Party = Institution, Flow = "A" }));
    }

    [StoreFact]
    public void Who_cannot_wait_is_told_that_the_rows_of_a_party_are_taken()
    {
        var impatient = new RegisterStore(Impatient(TimeSpan.FromSeconds(1)));
        using var busy = Store.Write();
        busy.Execute("lock_party", new { Party = Institution });
        var error = Assert.ThrowsAny<Exception>(() =>
        {
            using var late = impatient.Write();
            late.Execute("lock_party", new { Party = Institution });
        });
        Assert.True(impatient.Dialect.IsTransient(error), error.Message);
        Assert.False(impatient.Dialect.IsUniqueViolation(error));
    }

    [StoreFact]
    public void Many_writers_at_once_lose_nothing()
    {
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => Insert(Lease($"L{i}", "x")));
        using var session = Store.Read();
        Assert.All(Enumerable.Range(0, 40), i =>
            Assert.Equal("x", session.Scalar<string>("read_lease", new { Party = Institution, Flow = $"L{i}" })));
    }

    [StoreFact]
    public void A_key_that_is_there_already_is_told_from_other_errors()
    {
        Insert(Lease("A", "x"));
        Assert.True(Store.Dialect.IsUniqueViolation(Assert.ThrowsAny<Exception>(() => Insert(Lease("A", "y")))));
        var twice = Assert.ThrowsAny<Exception>(() => Load(new AddedRows(Institution, Rows((Old, 1, 0, 9), (Old, 1, 0, 8)))));
        Assert.True(Store.Dialect.IsUniqueViolation(twice));
        Assert.False(Store.Dialect.IsTransient(twice));
        var endsBeforeItBegins = Assert.ThrowsAny<Exception>(() => Load(new AddedRows(Institution, Rows((Old, 1, 9, 0)))));
        Assert.False(Store.Dialect.IsUniqueViolation(endsBeforeItBegins));
        Assert.False(Store.Dialect.IsTransient(endsBeforeItBegins));
    }

    [StoreFact]
    public void A_number_is_accepted_once_but_may_be_refused_and_repeated_often()
    {
        foreach (var decision in new[] { "REFUSED", "REFUSED", "ACCEPTED", "DUPLICATE", "DUPLICATE", "REFUSED" })
            Settle(decision, 1);
        Settle("ACCEPTED", 2);
        Assert.True(Store.Dialect.IsUniqueViolation(Assert.ThrowsAny<Exception>(() => Settle("ACCEPTED", 1))));
        using var session = Store.Read();
        Assert.Equal(3, session.ExpectedNumber(CbeNumber.TryFrom(Institution, out var party) ? party : default, "SUBSCRIPTION"));
    }

    [StoreFact]
    public void Texts_are_compared_letter_by_letter_case_and_accents_included()
    {
        Insert(Lease("A", "x"));
        Insert(Lease("a", "x"));
        using var session = Store.Write();
        Assert.Equal(0, session.Execute("delete_lease", new { Party = Institution, Flow = "A", Owner = "X" }));
    }

    private void Settle(string decision, long number)
    {
        using var session = Store.Write();
        session.InsertDelivery(new DeliveryRow
        {
            Party = Institution, Flow = "SUBSCRIPTION", FileSequenceNumber = number, VoucherFileName = "a.voucher.xml",
            DataFileName = "a.xml", Digest = new string('0', 64),
            Decision = decision, DecidedAt = Now, FiledFolder = "archive",
        });
        session.Commit();
    }
}
