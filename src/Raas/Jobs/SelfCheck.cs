using System.Data.Common;
using Raas.Domain;
using Raas.Store;

namespace Raas.Jobs;

/// <summary>One promise of the register, and how often it is broken.</summary>
public sealed record SelfCheckLine(string Check, long Faults, string Meaning);

public sealed record SelfCheckReport(IReadOnlyList<SelfCheckLine> Lines)
{
    public bool IsGreen => Lines.All(line => line.Faults == 0);
}

/// <summary>Proves what the register promises, from what stands in it: nothing here repairs, nothing is assumed.</summary>
public sealed class SelfCheck(RegisterStore store)
{
    public SelfCheckReport Run(CancellationToken stop)
    {
        using var session = store.Read();
        return new SelfCheckReport(
        [
            new("rows", session.Scalar<long>("overlapping_rows"), "rows of one person and dossier type that share a day"),
            new("ledger", session.Scalar<long>("unbalanced_deliveries"), "accepted deliveries whose counts do not add up"),
            new("sequence", session.Scalar<long>("gaps_in_sequences"), "lanes in which an accepted number is missing"),
            new("outgoing", session.Scalar<long>("gaps_in_outgoing"), "flows in which a sent number is missing"),
            new("journal", CountUnexplained(stop), "persons and dossier types whose rows are not what the journal says"),
        ]);
    }

    /// <summary>Repeats the journal key by key, beside the rows themselves: one pass over both, nothing kept but one key.</summary>
    private long CountUnexplained(CancellationToken stop)
    {
        using var rowSession = store.Read();
        using var journalSession = store.Read();
        using var rows = new KeyCursor(rowSession.Reader("all_rows"), store.Dialect);
        using var journal = new KeyCursor(journalSession.Reader("all_journal"), store.Dialect);
        var faults = 0L;
        var replayed = new List<Period>();
        var stored = new List<Period>();
        while (!rows.AtEnd || !journal.AtEnd)
        {
            stop.ThrowIfCancellationRequested();
            var key = rows.AtEnd ? journal.Key : journal.AtEnd || rows.Key.CompareTo(journal.Key) < 0 ? rows.Key : journal.Key;
            replayed.Clear();
            stored.Clear();
            var consistent = true;
            for (; !journal.AtEnd && journal.Key == key; journal.Next())
                consistent &= Replay(journal, replayed);
            for (; !rows.AtEnd && rows.Key == key; rows.Next())
                stored.Add(rows.Period(3)!.Value);
            replayed.Sort((a, b) => a.BeginDay.CompareTo(b.BeginDay));
            if (!consistent || !replayed.SequenceEqual(stored))
                faults++;
        }
        return faults;
    }

    private static bool Replay(KeyCursor line, List<Period> rows)
    {
        var consistent = line.Period(3) is not { } before || rows.Remove(before);
        if (line.Period(5) is { } after)
            rows.Add(after);
        return consistent;
    }

    /// <summary>A reader ordered by (party, Ssin, dossier type).</summary>
    private sealed class KeyCursor : IDisposable
    {
        private readonly DbDataReader reader;
        private readonly Dialect dialect;

        public KeyCursor(DbDataReader reader, Dialect dialect)
        {
            (this.reader, this.dialect) = (reader, dialect);
            Next();
        }

        public bool AtEnd { get; private set; }

        public (long Party, long Ssin, int Type) Key { get; private set; }

        public void Next()
        {
            AtEnd = !reader.Read();
            if (!AtEnd)
                Key = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2));
        }

        public Period? Period(int ordinal) =>
            reader.IsDBNull(ordinal) ? null : Domain.Period.FromDays(dialect.Day(reader, ordinal), dialect.Day(reader, ordinal + 1));

        public void Dispose() => reader.Dispose();
    }
}
