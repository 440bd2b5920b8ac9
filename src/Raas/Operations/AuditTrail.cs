using System.Collections.Concurrent;
using System.Data.Common;
using Raas.Configuration;
using Raas.Domain;
using Raas.Reading;
using Raas.Store;
using Raas.Tracing;

namespace Raas.Operations;

/// <summary>The audit: entries that follow one another, each with the hash of the one before. In the embedded store it has a file of its
/// own, so that a question is audited and answered while a large delivery has the register's only writer.</summary>
/// <remarks>Entries that come together become true together: one transaction, and one wait for the disk, for all that wait.</remarks>
public sealed class AuditTrail(Dialect dialect) : IDisposable
{
    private const int MostAtOnce = 1000;

    private readonly BlockingCollection<(IReadOnlyList<AuditEntry> Entries, TaskCompletionSource Done)> waiting = [];
    private readonly Lock starting = new();
    private Thread? writer;
    private DbConnection? connection;

    /// <summary>Adds entries, all or none; done when they are on disk. What cannot be audited must not be answered: then the task
    /// fails.</summary>
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
    /// <param name="noted">An entry that somebody noted before, and its hash then: that it is still the same shows that nobody made the
    /// chain anew.</param>
    public AuditReport Verify((long EntryId, string Hash)? noted, CancellationToken stop)
    {
        using var session = new StoreSession(dialect);
        var (last, hash) = session.AuditAnchor();
        var (count, from, until) = (0L, default(DateTimeOffset?), default(DateTimeOffset?));
        var wasSeen = noted is null;
        AuditReport Report(string? fault) => new(count, from, until, last, hash, fault);
        foreach (var entry in session.AuditEntries(null, null, null, null))
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
        return Report(wasSeen
            ? null
            : $"Entry {noted!.Value.EntryId}, which was noted, is not there: "
            + $"{(noted.Value.EntryId > last ? "the end of the chain was cut off" : "retention has taken it away")}.");
    }

    /// <summary>Entries one by one, the oldest first.</summary>
    public IEnumerable<ChainedEntry> Read(DateTimeOffset? since = null, DateTimeOffset? until = null, CbeNumber? party = null,
        Ssin? ssin = null)
    {
        using var session = new StoreSession(dialect);
        foreach (var entry in session.AuditEntries(since, until, party, ssin))
            yield return entry;
    }

    /// <summary>Takes away what is older, but for the last entry, and keeps where the chain goes on.</summary>
    /// <returns>How many entries went.</returns>
    public long RemoveBefore(DateTimeOffset limit)
    {
        using var session = new RegisterStore(dialect).Write();
        session.LockAuditChain();
        var last = session.LastAuditEntry().EntryId;
        var through = Math.Min((session.FirstAuditEntrySince(limit) ?? last) - 1, last - 1);
        if (session.AuditHashOf(through) is not { } hash)
            return 0;
        var removed = session.DeleteAuditThrough(through, hash);
        session.Commit();
        return removed;
    }

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
        using var phase = Phase.Begin("audit");
        connection ??= dialect.Open();
        // Beside those who note signed messages.
        using var turn = dialect.Writers?.Enter(dialect.LockTimeout);
        using var transaction = dialect.BeginWrite(connection);
        var (last, hash) = dialect.LockAuditChain(connection, transaction);
        var rows = new List<ChainedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var chained = ChainedEntry.After(last, hash, entry);
            rows.Add(chained);
            (last, hash) = (chained.EntryId, chained.Hash);
        }
        dialect.BulkLoad(connection, transaction, new AuditRows(rows));
        dialect.Commit(transaction);
    }
}
