using System.Data.Common;
using Dapper;
using Raas.Configuration;
using Raas.Domain;
using Raas.Store;

namespace Raas.Operations;

/// <summary>An end of the chain of the audit.</summary>
internal sealed record AuditEnd
{
    public long EntryId { get; init; }
    public string Hash { get; init; } = "";

    public void Deconstruct(out long entryId, out string hash) => (entryId, hash) = (EntryId, Hash);
}

/// <summary>The audit, and the signed messages that were seen.</summary>
internal static class AuditTables
{
    /// <summary>What <c>lock_party</c> takes for the chain: the number of no party.</summary>
    private const long ChainLock = -1;

    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Ending = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The chain, until the end of the transaction.</summary>
    public static void LockAuditChain(this StoreSession store) => store.Execute("lock_party", new { Party = ChainLock });

    /// <summary>Where the chain begins: the last entry that retention took away, or none.</summary>
    public static AuditEnd AuditAnchor(this StoreSession store) => store.First<AuditEnd>("audit_anchor_now")!;

    /// <summary>Where the chain ends: its last entry, or the anchor.</summary>
    public static AuditEnd LastAuditEntry(this StoreSession store) => store.First<AuditEnd>("last_audit_entry")!;

    /// <summary>Entries one by one, the oldest first.</summary>
    public static IEnumerable<ChainedEntry> AuditEntries(
        this StoreSession store, DateTimeOffset? since, DateTimeOffset? until, CbeNumber? party, Ssin? ssin) =>
        ssin is null
            ? store.Stream<ChainedEntry>("audit_entries", new { Since = since, Until = until, Party = party?.Value })
            : store.Stream<ChainedEntry>(
                    "audit_entries_of_person", new { Since = since ?? Beginning, Until = until ?? Ending, Ssin = ssin.Value.Value })
                .Where(entry => party is null || entry.Party == party.Value.Value);

    /// <summary>The first entry that is not older; null: all are.</summary>
    public static long? FirstAuditEntrySince(this StoreSession store, DateTimeOffset since) =>
        store.Scalar<long?>("first_audit_entry_since", new { Since = since });

    /// <summary>The hash of an entry; null: it is not there.</summary>
    public static string? AuditHashOf(this StoreSession store, long entryId) =>
        store.Scalar<string>("audit_hash_of", new { EntryId = entryId });

    /// <summary>Takes away the chain through an entry, and keeps where it goes on.</summary>
    /// <returns>How many entries went.</returns>
    public static int DeleteAuditThrough(this StoreSession store, long entryId, string hash)
    {
        store.Execute("set_audit_anchor", new { EntryId = entryId, Hash = hash });
        return store.Execute("delete_audit_entries", new { EntryId = entryId });
    }

    /// <summary>Takes the chain, in a transaction that is kept short: no session, no statement more than needed.</summary>
    /// <returns>Where it ends.</returns>
    public static AuditEnd LockAuditChain(this Dialect dialect, DbConnection connection, DbTransaction transaction)
    {
        connection.Execute(dialect.Sql("lock_party"), dialect.Arguments("lock_party", new { Party = ChainLock }), transaction);
        return connection.QuerySingle<AuditEnd>(dialect.Sql("last_audit_entry"), transaction: transaction);
    }

    /// <exception cref="DbException">A unique violation: it was seen before.</exception>
    public static void InsertSeenMessage(this StoreSession store, string digest, DateTimeOffset expiresAt) =>
        store.Execute("insert_seen_message", new { Digest = digest, ExpiresAt = expiresAt });

    /// <summary>Takes away messages that were out of date by then.</summary>
    public static void DeleteSeenMessages(this StoreSession store, DateTimeOffset until) =>
        store.Execute("delete_seen_messages", new { Until = until });
}
