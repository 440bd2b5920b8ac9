using Raas.Configuration;
using Raas.Domain;
using Raas.Intake;

namespace Raas.Store;

/// <summary>What a delivery leaves in the ledger when it is decided.</summary>
public sealed record DeliveryRow
{
    public long DeliveryId { get; init; }
    public required long Party { get; init; }
    public string? Flow { get; init; }
    public string? VoucherId { get; init; }
    public long? FileSequenceNumber { get; init; }
    public required string VoucherFileName { get; init; }
    public string? DataFileName { get; init; }
    public string? Digest { get; init; }
    public long? Size { get; init; }
    public long? MessageCount { get; init; }
    public required string Decision { get; init; }
    public DateTimeOffset DecidedAt { get; init; }
    public long? DuplicateOf { get; init; }
    public required string FiledFolder { get; init; }
    public string? FiledVoucher { get; init; }
    public string? FiledData { get; init; }

    /// <summary>Where the files lie until they are filed, relative to the root; null: in the party's folder.</summary>
    public string? TakenFolder { get; init; }
}

/// <summary>A settled delivery whose folders may not show it yet.</summary>
public sealed record UnfiledDelivery
{
    public long DeliveryId { get; init; }
    public long Party { get; init; }
    public string? Flow { get; init; }
    public string VoucherFileName { get; init; } = "";
    public string? DataFileName { get; init; }
    public string Decision { get; init; } = "";
    public long? DuplicateOf { get; init; }
    public string FiledFolder { get; init; } = "";
    public string? FiledVoucher { get; init; }
    public string? FiledData { get; init; }

    /// <summary>Where the files lie until they are filed, relative to the root; null: in the party's folder.</summary>
    public string? TakenFolder { get; init; }
}

public sealed record AcceptedDelivery
{
    public long DeliveryId { get; init; }
    public string Digest { get; init; } = "";
}

/// <summary>A file that we sent, or are bound to send.</summary>
public sealed record OutgoingRow
{
    public required long Party { get; init; }
    public required string Flow { get; init; }
    public required long Number { get; init; }
    public required string FileName { get; init; }
    public required string VoucherId { get; init; }
    public required string Digest { get; init; }
    public required long Size { get; init; }
    public required long MessageCount { get; init; }
    public string? PreviousDigest { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public long? DeliveryId { get; init; }
    public string? RejectedFileName { get; init; }

    /// <summary>Null: there is no companion, or it was written when this was not noted.</summary>
    public string? RejectedDigest { get; init; }

    /// <summary>The id of the voucher that it answers.</summary>
    public string? ResponseTo { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
}

public sealed record LastOutgoing
{
    public long Number { get; init; }
    public string Digest { get; init; } = "";
}

/// <summary>The ledger: what was decided on every delivery, and every file that left because of it. It is the truth;
/// folders follow it, and are brought up to it after a crash.</summary>
public static class Ledger
{
    /// <summary>The number that this lane takes next: last accepted + 1.</summary>
    public static long ExpectedNumber(this StoreSession store, CbeNumber party, string flow) =>
        (store.Scalar<long?>("last_accepted", new { Party = party.Value, Flow = flow }) ?? 0) + 1;

    public static AcceptedDelivery? FindAccepted(this StoreSession store, CbeNumber party, string flow, long number) =>
        store.First<AcceptedDelivery>("find_accepted", new { Party = party.Value, Flow = flow, FileSequenceNumber = number });

    /// <returns>The delivery's id in the ledger.</returns>
    public static long Insert(this StoreSession store, DeliveryRow row) => store.Scalar<long>("insert_delivery", new
    {
        row.Party, row.Flow, row.VoucherId, row.FileSequenceNumber, row.VoucherFileName, row.DataFileName, row.Digest, row.Size, row.MessageCount,
        row.Decision, row.DecidedAt, row.DuplicateOf, row.FiledFolder, row.FiledVoucher, row.FiledData, row.TakenFolder,
    });

    public static void InsertError(this StoreSession store, long deliveryId, int number, string code, int? line, int? position, string? information) =>
        store.Execute("insert_delivery_error", new { DeliveryId = deliveryId, ErrorNumber = number, Code = code, Line = line, Position = position, Information = information });

    public static void SetCounts(this StoreSession store, long deliveryId, long read, long registered, long merged, long unchanged, long removed, long shortened, long rejected) =>
        store.Execute("count_outcomes", new
        {
            DeliveryId = deliveryId, ReadCount = read, Registered = registered, Merged = merged, Unchanged = unchanged,
            Removed = removed, Shortened = shortened, Rejected = rejected,
        });

    /// <summary>Everything that this transaction changes in the register is journalled under one id.</summary>
    /// <param name="rowsOf">Whose rows it changes: they are to be checked. Its lock is held already, so that the ids of one party's change
    /// sets grow in the
    /// order of the commits.</param>
    public static long NewChangeSet(this StoreSession store, string cause, long? deliveryId, DateTimeOffset at, CbeNumber? rowsOf = null) =>
        store.Scalar<long>("insert_change_set", new { Cause = cause, DeliveryId = deliveryId, At = at, ToCheck = rowsOf?.Value });

    public static List<UnfiledDelivery> Unfiled(this StoreSession store, CbeNumber party) =>
        store.Query<UnfiledDelivery>("unfiled_deliveries", new { Party = party.Value });

    /// <summary>How often files of these names were filed in this folder, with the delivery at hand.</summary>
    public static long CountFiled(this StoreSession store, CbeNumber party, string folder, string voucher, string? dataFile) =>
        store.Scalar<long>("count_filed_as", new { Party = party.Value, FiledFolder = folder, VoucherFileName = voucher, DataFileName = dataFile });

    /// <summary>Moves whenever the copy of the authentic source changes.</summary>
    public static long PersonVersion(this StoreSession store) => store.Scalar<long?>("last_person_change_set") ?? 0;

    /// <summary>Pairs of persons, by their current numbers, of whom rows of this party stand together until the next night.</summary>
    public static List<(long One, long Other)> PersonsOnTheWay(this StoreSession store, CbeNumber party)
    {
        var pairs = new List<(long, long)>();
        using var reader = store.Reader("persons_on_the_way", new { Party = party.Value });
        while (reader.Read())
            pairs.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return pairs;
    }

    /// <summary>Every replaced number, ascending, and its current number: 16 bytes each.</summary>
    public static (long[] Replaced, long[] Current) ReplacedNumbers(this StoreSession store)
    {
        var (replaced, current) = (new List<long>(), new List<long>());
        using var reader = store.Reader("replaced_numbers");
        while (reader.Read())
        {
            replaced.Add(reader.GetInt64(0));
            current.Add(reader.GetInt64(1));
        }
        return ([.. replaced], [.. current]);
    }

    public static void MarkFiled(this StoreSession store, long deliveryId, DateTimeOffset at) =>
        store.Execute("mark_filed", new { DeliveryId = deliveryId, FiledAt = at });

    public static LastOutgoing? LastOutgoing(this StoreSession store, CbeNumber party, string flow) =>
        store.First<LastOutgoing>("last_outgoing", new { Party = party.Value, Flow = flow });

    public static void Insert(this StoreSession store, OutgoingRow row) => store.Execute("insert_outgoing_file", new
    {
        row.Party, row.Flow, row.Number, row.FileName, row.VoucherId, row.Digest, row.Size, row.MessageCount, row.PreviousDigest, row.CreatedAt,
        row.DeliveryId, row.RejectedFileName, row.RejectedDigest,
    });

    public static List<OutgoingRow> OutgoingOf(this StoreSession store, long deliveryId) =>
        store.Query<OutgoingRow>("outgoing_of_delivery", new { DeliveryId = deliveryId });

    public static OutgoingRow? Outgoing(this StoreSession store, CbeNumber party, string flow, long number) =>
        store.First<OutgoingRow>("outgoing_by_number", new { Party = party.Value, Flow = flow, Number = number });

    public static void MarkPublished(this StoreSession store, OutgoingRow row, DateTimeOffset at) =>
        store.Execute("mark_published", new { row.Party, row.Flow, row.Number, PublishedAt = at });
}
