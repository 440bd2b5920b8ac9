using Raas.Domain;
using Raas.Files;
using Raas.Inscriptions;

namespace Raas.Tests.Inscriptions;

/// <summary>What was decided waits on disk until the answer is written: what comes back is what went in.</summary>
public sealed class DecidedRecordTests
{
    private static DecidedRecord Again(params DecidedRecord[] records)
    {
        using var stream = new MemoryStream();
        using (var to = new ByteWriter(stream))
        {
            foreach (var record in records)
                record.Write(to);
        }
        stream.Position = 0;
        using var from = new ByteReader(stream);
        var again = new DecidedRecord();
        foreach (var _ in records)
            again.Read(from);
        Assert.True(from.AtEnd);
        return again;
    }

    /// <summary>Read into one that holds another record, as the answer does it.</summary>
    private static void AssertComesBack(DecidedRecord record)
    {
        var full = With(5);
        full.Code = Codes.Record.All[3];
        full.MoreCodes = [Codes.Record.All[4]];
        full.Current = 7;
        full.Cancelled = true;
        var again = Again(full, record);
        Assert.Equal((record.Outcome, record.Errors, record.Code), (again.Outcome, again.Errors, again.Code));
        Assert.Equal((record.Current, record.Cancelled), (again.Current, again.Cancelled));
        Assert.Equal(record.MoreCodes, again.MoreCodes);
        Assert.Equal(record.Left, again.Left);
        Assert.Equal((record.First, record.Second, record.Further?.Count), (again.First, again.Second, again.Further?.Count));
    }

    private static DecidedRecord With(int rows)
    {
        var record = new DecidedRecord { Outcome = Outcome.Shortened };
        for (var i = 0; i < rows; i++)
            record.AddLeft(Period.FromDays(i * 10, i == 4 ? Period.OpenEnd : (i * 10) + 5));
        return record;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_rows_that_are_left_come_back_in_order(int rows)
    {
        var record = With(rows);
        Assert.Equal(Enumerable.Range(0, rows).Select(i => i * 10), record.Left.Select(p => p.BeginDay));
        Assert.Equal(rows > 2, record.Further is not null); // mostly there are no more, and no list is made
        AssertComesBack(record);
    }

    [Fact]
    public void Every_outcome_and_every_error_comes_back()
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
            AssertComesBack(new DecidedRecord { Outcome = outcome });
        foreach (var error in Enum.GetValues<RecordErrors>())
            AssertComesBack(new DecidedRecord { Outcome = Outcome.Rejected, Errors = error | RecordErrors.SsinInvalid });
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(99_999_999_999, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void The_current_number_and_whether_it_is_cancelled_come_back(long current, bool isCancelled)
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
            AssertComesBack(new DecidedRecord { Outcome = outcome, Current = current, Cancelled = isCancelled });
    }

    [Fact]
    public void Every_code_of_a_record_comes_back_alone_and_with_others()
    {
        foreach (var code in Codes.Record.All)
            AssertComesBack(new DecidedRecord { Outcome = Outcome.Registered, Code = code });
        for (var count = 1; count <= Codes.Record.All.Count; count++)
        {
            var rejected = DecidedRecord.Rejected([.. Codes.Record.All.Take(count)]);
            Assert.Equal((Outcome.Rejected, Codes.Record.All[0]), (rejected.Outcome, rejected.Code));
            Assert.Equal(count == 1 ? null : count - 1, rejected.MoreCodes?.Length);
            AssertComesBack(rejected);
        }
    }
}
