using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Raas.Configuration;
using Raas.Domain;
using Raas.Reading;
using Raas.Store;

namespace Raas.Operations;

/// <summary>The audit: entries that follow one another, each with the hash of the one before. In the embedded store it has a file of its own, so that
/// a question is audited and answered while a large delivery has the register's only writer.</summary>
/// <remarks>Entries that come together become true together: one transaction, and one wait for the disk, for all that wait.</remarks>
public sealed class AuditTrail(Dialect dialect) : IDisposable
{
    /// <summary>What <c>lock_party</c> takes for the chain: the number of no party.</summary>
    private const long ChainLock = -1;

    private const int MostAtOnce = 1000;

    private readonly BlockingCollection<(IReadOnlyList<AuditEntry> Entries, TaskCompletionSource Done)> waiting = [];
    private readonly Lock starting = new();
    private Thread? writer;
    private DbConnection? connection;

    /// <summary>Adds entries, all or none; done when they are on disk. What cannot be audited must not be answered: then the task fails.</summary>
    public Task Append(params IReadOnlyList<AuditEntry> entries)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Start();
        waiting.Add((entries, done));
        return done.Task;
    }

    /// <summary>The same for who holds a transaction, and waits.</summary>
    public void AppendNow(params IReadOnlyList<AuditEntry> entries) => Append(entries).GetAwaiter().GetResult();

    public void Dispose()
    {
        waiting.CompleteAdding();
        writer?.Join();
        connection?.Dispose();
        waiting.Dispose();
    }

    /// <summary>Walks along the chain, from what retention left on.</summary>
    /// <param name="noted">An entry that somebody noted before, and its hash then: that it is still the same shows that nobody made the chain anew.</param>
    public AuditReport Verify((long EntryId, string Hash)? noted, CancellationToken stop)
    {
        using var session = new StoreSession(dialect);
        var (last, hash) = session.First<End>("audit_anchor_now")!;
        var (count, from, until) = (0L, default(DateTimeOffset?), default(DateTimeOffset?));
        var wasSeen = noted is null;
        AuditReport Report(string? fault) => new(count, from, until, last, hash, fault);
        foreach (var entry in Entries(session, null, null, null, null))
        {
            stop.ThrowIfCancellationRequested();
            if (entry.EntryId != last + 1)
                return Report($"Entry {last + 1} is missing: after {last} comes {entry.EntryId}.");
            if (entry.PreviousHash != hash)
                return Report($"Entry {entry.EntryId} does not follow the one before it: its PreviousHash is another.");
            if (entry.ComputeHash() != entry.Hash)
                return Report($"Entry {entry.EntryId} is not what it was: its hash is another.");
            if (noted is { } note && note.EntryId == entry.EntryId)
            {
                wasSeen = true;
                if (!string.Equals(note.Hash, entry.Hash, StringComparison.OrdinalIgnoreCase))
                    return Report($"Entry {entry.EntryId} is not the one that was noted: its hash is another.");
            }
            (last, hash) = (entry.EntryId, entry.Hash);
            (count, from, until) = (count + 1, from ?? entry.At, entry.At);
        }
        return Report(wasSeen ? null : $"Entry {noted!.Value.EntryId}, which was noted, is not there: {(noted.Value.EntryId > last ? "the end of the chain was cut off" : "retention has taken it away")}.");
    }

    /// <summary>Entries one by one, the oldest first.</summary>
    public IEnumerable<ChainedEntry> Read(DateTimeOffset? since = null, DateTimeOffset? until = null, CbeNumber? party = null, Ssin? ssin = null)
    {
        using var session = new StoreSession(dialect);
        foreach (var entry in Entries(session, since, until, party, ssin))
            yield return entry;
    }

    /// <summary>Takes away what is older, but for the last entry, and keeps where the chain goes on.</summary>
    /// <returns>How many entries went.</returns>
    public long RemoveBefore(DateTimeOffset limit)
    {
        using var session = new RegisterStore(dialect).Write();
        session.Execute("lock_party", new { Party = ChainLock });
        var last = session.First<End>("last_audit_entry")!.EntryId;
        var through = Math.Min((session.Scalar<long?>("first_audit_entry_since", new { Since = limit }) ?? last) - 1, last - 1);
        if (session.Scalar<string>("audit_hash_of", new { EntryId = through }) is not { } hash)
            return 0;
        session.Execute("move_audit_anchor", new { EntryId = through, Hash = hash });
        var removed = session.Execute("delete_audit_entries", new { EntryId = through });
        session.Commit();
        return removed;
    }

    private static IEnumerable<ChainedEntry> Entries(StoreSession session, DateTimeOffset? since, DateTimeOffset? until, CbeNumber? party, Ssin? ssin) =>
        ssin is null
            ? session.Stream<ChainedEntry>("audit_entries", new { Since = since, Until = until, Party = party?.Value })
            : session.Stream<ChainedEntry>("audit_entries_of_person", new { Since = since ?? Beginning, Until = until ?? Ending, Ssin = ssin.Value.Value })
                .Where(entry => party is null || entry.Party == party.Value.Value);

    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Ending = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private void Start()
    {
        lock (starting)
        {
            if (writer is not null)
                return;
            writer = new Thread(Write) { IsBackground = true, Name = "audit" };
            writer.Start();
        }
    }

    private void Write()
    {
        foreach (var first in waiting.GetConsumingEnumerable())
        {
            List<(IReadOnlyList<AuditEntry> Entries, TaskCompletionSource Done)> batch = [first];
            while (batch.Count < MostAtOnce && waiting.TryTake(out var next))
                batch.Add(next);
            try
            {
                Chain([.. batch.SelectMany(b => b.Entries)]);
                batch.ForEach(b => b.Done.SetResult());
            }
            catch (Exception e)
            {
                connection?.Dispose();
                connection = null;
                batch.ForEach(b => b.Done.SetException(e));
            }
        }
    }

    private void Chain(List<AuditEntry> entries)
    {
        connection ??= dialect.Open();
        // Beside those who note signed messages.
        using var turn = dialect.Writers?.Enter(dialect.Patience);
        using var transaction = dialect.BeginWrite(connection);
        connection.Execute(dialect.Sql("lock_party"), dialect.Arguments("lock_party", new { Party = ChainLock }), transaction);
        var (last, hash) = connection.QuerySingle<End>(dialect.Sql("last_audit_entry"), transaction: transaction);
        var rows = new List<ChainedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var chained = ChainedEntry.After(last, hash, entry);
            rows.Add(chained);
            (last, hash) = (chained.EntryId, chained.Hash);
        }
        dialect.BulkLoad(connection, transaction, "audit_entry", new AuditRows(rows));
        dialect.Commit(transaction);
    }

    private sealed record End
    {
        public long EntryId { get; init; }
        public string Hash { get; init; } = "";

        public void Deconstruct(out long entryId, out string hash) => (entryId, hash) = (EntryId, Hash);
    }
}
