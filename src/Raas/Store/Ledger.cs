using Raas.Domain;
using Raas.Store.Rows;

namespace Raas.Store;

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
    public static long InsertDelivery(this StoreSession store, DeliveryRow row) => store.Scalar<long>("insert_delivery", new
    {
        row.Party, row.Flow, row.VoucherId, row.FileSequenceNumber, row.VoucherFileName, row.DataFileName, row.Digest, row.Size,
        row.MessageCount,
        row.Decision, row.DecidedAt, row.DuplicateOf, row.FiledFolder, row.FiledVoucher, row.FiledData, row.TakenFolder,
    });

    public static void InsertDeliveryError(
        this StoreSession store, long deliveryId, int number, string code, int? line, int? position, string? information) =>
        store.Execute("insert_delivery_error", new
        {
            DeliveryId = deliveryId, ErrorNumber = number, Code = code, Line = line, Position = position, Information = information,
        });

    public static void SetOutcomes(
        this StoreSession store, long deliveryId, long read, long registered, long merged, long unchanged, long removed, long shortened,
        long rejected) =>
        store.Execute("set_outcomes", new
        {
            DeliveryId = deliveryId, ReadCount = read, Registered = registered, Merged = merged, Unchanged = unchanged,
            Removed = removed, Shortened = shortened, Rejected = rejected,
        });

    /// <summary>Everything that this transaction changes in the register is journalled under one id.</summary>
    /// <param name="rowsOf">Whose rows it changes: they are to be checked. Its lock is held already, so that the ids of one party's change
    /// sets grow in the order of the commits.</param>
    public static long NewChangeSet(this StoreSession store, string cause, long? deliveryId, DateTimeOffset at, CbeNumber? rowsOf = null) =>
        store.Scalar<long>("insert_change_set", new { Cause = cause, DeliveryId = deliveryId, At = at, ToCheck = rowsOf?.Value });

    /// <summary>The first delivery with this id of a voucher, of whichever party; null: there is none.</summary>
    public static long? DeliveryByVoucher(this StoreSession store, string voucherId) =>
        store.Scalar<long?>("deliveries_by_voucher", new { VoucherId = voucherId });

    /// <summary>Deliveries of a party with this id of a voucher, the latest first.</summary>
    public static List<long> DeliveriesOfVoucher(this StoreSession store, CbeNumber party, Guid voucherId) =>
        store.Query<long>("deliveries_of_voucher", new { Party = party.Value, VoucherId = voucherId.ToString() });

    /// <summary>Deliveries of a party with this number, the latest first.</summary>
    public static List<long> DeliveriesOfNumber(this StoreSession store, CbeNumber party, string? flow, long? number) =>
        store.Query<long>("deliveries_of_number", new { Party = party.Value, Flow = flow, FileSequenceNumber = number });

    /// <summary>The delivery, as it was decided; null: there is none.</summary>
    public static DeliveryRow? Delivery(this StoreSession store, long deliveryId) =>
        store.First<DeliveryRow>("delivery_by_id", new { DeliveryId = deliveryId });

    /// <summary>The whole row of the delivery; null: there is none.</summary>
    public static LedgerRow? LedgerRow(this StoreSession store, long deliveryId) =>
        store.First<LedgerRow>("delivery_by_id", new { DeliveryId = deliveryId });

    /// <summary>The latest deliveries, of what is asked.</summary>
    public static List<LedgerRow> SearchDeliveries(this StoreSession store, DeliverySearch search) =>
        store.Query<LedgerRow>("search_deliveries", new
        {
            Party = search.Party?.Value, search.Flow, search.Decision, search.Since, search.Until, search.Before,
            First = search.Since is { } since ? store.FirstDecidedSince(since) : 0, search.Most,
            search.FileSequenceNumber, search.VoucherId, search.Code, Name = Pattern(search.Name),
            WithRejected = search.WithRejected ? 1 : 0, OpenOnly = search.OpenOnly ? 1 : 0,
        });

    /// <summary>No delivery with a lower number was decided since then: what is older need not be read.</summary>
    private static long FirstDecidedSince(this StoreSession store, DateTimeOffset since) =>
        store.Scalar<long?>("first_decided_since", new { Since = since }) ?? long.MaxValue;

    /// <summary>What is part of a name, in whatever letters.</summary>
    private static string? Pattern(string? part) => part is null ? null
        : "%" + part.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal) + "%";

    /// <summary>Refusals since then that nothing has settled.</summary>
    public static long CountOpenRefusals(this StoreSession store, DateTimeOffset since) =>
        store.Scalar<long>("count_open_refusals", new { Since = since });

    /// <summary>What was accepted of each party in some time.</summary>
    public static List<VolumeRow> VolumesBetween(this StoreSession store, DateTimeOffset since, DateTimeOffset until) =>
        store.Query<VolumeRow>("volumes_between", new { Since = since, Until = until });

    /// <summary>The first delivery of a lane that was accepted in some time.</summary>
    public static FirstAccepted FirstAcceptedBetween(
        this StoreSession store, CbeNumber party, string flow, DateTimeOffset since, DateTimeOffset until) =>
        store.First<FirstAccepted>("first_accepted_between", new { Party = party.Value, Flow = flow, Since = since, Until = until })!;

    /// <summary>How a lane stands; null: nothing was ever accepted there.</summary>
    public static LaneState? LaneState(this StoreSession store, CbeNumber party, string flow) =>
        store.First<LaneState>("lane_state", new { Party = party.Value, Flow = flow });

    /// <summary>How the lanes of one flow stand in which something was ever accepted.</summary>
    public static List<LaneState> LaneStates(this StoreSession store, string flow) =>
        store.Query<LaneState>("lane_states", new { Flow = flow });

    /// <summary>Parties that had deliveries refused since then, and have sent nothing right after.</summary>
    public static List<RefusedRow> RefusedLast(this StoreSession store, DateTimeOffset since) =>
        store.Query<RefusedRow>("refused_last", new { Since = since });

    /// <summary>How many deliveries of a lane were accepted since then.</summary>
    public static long CountAcceptedSince(this StoreSession store, CbeNumber party, string flow, DateTimeOffset since) =>
        store.Scalar<long>("count_accepted_since", new { Party = party.Value, Flow = flow, Since = since });

    /// <summary>Decisions on deliveries, by what was decided.</summary>
    public static Dictionary<string, long> CountDecisionsSince(this StoreSession store, DateTimeOffset since) =>
        ByName(store.Query<NamedCount>("count_decisions_since", new { Since = since }));

    /// <inheritdoc cref="CountDecisionsSince"/>
    public static Dictionary<string, long> CountDecisionsBetween(this StoreSession store, DateTimeOffset since, DateTimeOffset until) =>
        ByName(store.Query<NamedCount>("count_decisions_between", new { Since = since, Until = until }));

    /// <summary>What became of the records of the deliveries that were decided then.</summary>
    public static OutcomeSums SumOutcomesBetween(this StoreSession store, DateTimeOffset since, DateTimeOffset until) =>
        store.First<OutcomeSums>("sum_outcomes_between", new { Since = since, Until = until })!;

    /// <summary>Deliveries that were refused in some time, by party and flow.</summary>
    public static List<RefusedInLane> CountRefusedBetween(this StoreSession store, DateTimeOffset since, DateTimeOffset until) =>
        store.Query<RefusedInLane>("count_refused_between", new { Since = since, Until = until });

    /// <summary>Parties of which something was decided that their folders may not show yet.</summary>
    public static List<long> PartiesWithUnfiled(this StoreSession store) => store.Query<long>("parties_with_unfiled");

    public static List<UnfiledDelivery> Unfiled(this StoreSession store, CbeNumber party) =>
        store.Query<UnfiledDelivery>("unfiled_deliveries", new { Party = party.Value });

    /// <summary>How often files of these names were filed in this folder, with the delivery at hand.</summary>
    public static long CountFiled(this StoreSession store, CbeNumber party, string folder, string voucher, string? dataFile) =>
        store.Scalar<long>("count_filed_as",
            new { Party = party.Value, FiledFolder = folder, VoucherFileName = voucher, DataFileName = dataFile });

    /// <summary>The names under which the vouchers of a party are filed in a folder.</summary>
    public static List<string> FiledVouchers(this StoreSession store, CbeNumber party, string folder) =>
        store.Query<string>("filed_vouchers", new { Party = party.Value, FiledFolder = folder });

    /// <summary>Under which names the files of a delivery are filed: last in its transaction.</summary>
    public static void SetFiledNames(this StoreSession store, long deliveryId, string? voucher, string? data) =>
        store.Execute("set_filed_names", new { DeliveryId = deliveryId, FiledVoucher = voucher, FiledData = data });

    public static void MarkFiled(this StoreSession store, long deliveryId, DateTimeOffset at) =>
        store.Execute("mark_filed", new { DeliveryId = deliveryId, FiledAt = at });

    public static LastOutgoing? LastOutgoing(this StoreSession store, CbeNumber party, string flow) =>
        store.First<LastOutgoing>("last_outgoing", new { Party = party.Value, Flow = flow });

    public static void InsertOutgoingFile(this StoreSession store, OutgoingRow row) => store.Execute("insert_outgoing_file", new
    {
        row.Party, row.Flow, row.Number, row.FileName, row.VoucherId, row.Digest, row.Size, row.MessageCount, row.PreviousDigest,
        row.CreatedAt, row.DeliveryId, row.RejectedFileName, row.RejectedDigest, row.RestartAfter, row.RestartAt, row.RestartReason,
        row.LegalContext, row.Deliberations, row.DisclosureDigest,
    });

    /// <summary>Where the numbers of a chain go on behind a gap; null: with the next one.</summary>
    /// <param name="next">The number that would be next.</param>
    public static ChainRestart? RestartFrom(this StoreSession store, CbeNumber party, string flow, long next) =>
        store.First<ChainRestart>("chain_restart_after", new { Party = party.Value, Flow = flow, Number = next });

    /// <summary>The chain goes on behind a gap.</summary>
    public static void InsertRestart(this StoreSession store, CbeNumber party, string flow, ChainRestart restart) =>
        store.Execute("insert_chain_restart", new
        {
            Party = party.Value, Flow = flow, restart.FirstNumber, restart.AfterNumber, restart.At, restart.Reason,
            restart.LostSince,
        });

    /// <summary>Every gap in the chains to a party, the earliest first; null: to all parties.</summary>
    public static List<ChainRestart> Restarts(this StoreSession store, CbeNumber? party) =>
        store.Query<ChainRestart>("chain_restarts", new { Party = party?.Value ?? 0 });

    /// <summary>When all of a party was lost but a backup, the last time; null: it never was.</summary>
    public static DateTimeOffset? LastRestart(this StoreSession store, CbeNumber party) =>
        store.First<RestartMoment>("last_restart", new { Party = party.Value })?.At;

    /// <summary>The last file of each chain, by party and flow.</summary>
    public static List<HighestRow> HighestSent(this StoreSession store) => store.Query<HighestRow>("highest_sent");

    /// <summary>The last delivery accepted of each lane, by party and flow.</summary>
    public static List<HighestRow> HighestAccepted(this StoreSession store) => store.Query<HighestRow>("highest_accepted");

    /// <summary>Notifications that are committed and were not published yet.</summary>
    public static List<OutgoingRow> UnpublishedNotifications(this StoreSession store) =>
        store.Query<OutgoingRow>("unpublished_notifications");

    /// <summary>Files that went out, the latest first, of what is asked.</summary>
    /// <param name="isUnfetched">Only those that nobody has fetched, as far as is known.</param>
    /// <param name="skip">How many of them not.</param>
    public static List<OutgoingRow> SearchOutgoing(
        this StoreSession store, CbeNumber? party, string? flow, long? number, bool isUnfetched, DateTimeOffset? since,
        DateTimeOffset? until, int skip, int most) =>
        store.Query<OutgoingRow>("search_outgoing", new
        {
            Party = party?.Value, Flow = flow, Number = number, IsUnfetched = isUnfetched, Since = since, Until = until, Skip = skip,
            Most = most,
        });

    /// <summary>Files that went out, by flow.</summary>
    public static Dictionary<string, long> CountOutgoingSince(this StoreSession store, DateTimeOffset since) =>
        ByName(store.Query<NamedCount>("count_outgoing_since", new { Since = since }));

    /// <inheritdoc cref="CountOutgoingSince"/>
    public static Dictionary<string, long> CountOutgoingBetween(this StoreSession store, DateTimeOffset since, DateTimeOffset until) =>
        ByName(store.Query<NamedCount>("count_outgoing_between", new { Since = since, Until = until }));

    public static List<OutgoingRow> OutgoingOf(this StoreSession store, long deliveryId) =>
        store.Query<OutgoingRow>("outgoing_of_delivery", new { DeliveryId = deliveryId });

    public static OutgoingRow? Outgoing(this StoreSession store, CbeNumber party, string flow, long number) =>
        store.First<OutgoingRow>("outgoing_by_number", new { Party = party.Value, Flow = flow, Number = number });

    public static void MarkPublished(this StoreSession store, OutgoingRow row, DateTimeOffset at) =>
        store.Execute("mark_published", new { row.Party, row.Flow, row.Number, PublishedAt = at });

    /// <summary>Files that stand in a party's <c>out</c>, as far as the ledger knows, by flow and number.</summary>
    public static List<OpenOutgoing> OpenOutgoing(this StoreSession store, CbeNumber party) =>
        store.Query<OpenOutgoing>("open_outgoing", new { Party = party.Value });

    /// <summary>Files that stand in <c>out</c> no longer: those of a range of numbers that were published before a moment.</summary>
    public static void MarkGone(
        this StoreSession store, CbeNumber party, string flow, long first, long last, DateTimeOffset before, DateTimeOffset at) =>
        store.Execute("mark_gone", new { Party = party.Value, Flow = flow, First = first, Last = last, Before = before, At = at });

    /// <summary>A file stands in <c>out</c> after all.</summary>
    public static void SetStanding(this StoreSession store, CbeNumber party, string flow, long number) =>
        store.Execute("set_standing", new { Party = party.Value, Flow = flow, Number = number });

    /// <summary>Files that our own retention took out of <c>out</c>: those of a range of numbers that were published before a
    /// moment.</summary>
    public static void MarkRemoved(
        this StoreSession store, CbeNumber party, string flow, long first, long last, DateTimeOffset before, DateTimeOffset at) =>
        store.Execute("mark_removed", new { Party = party.Value, Flow = flow, First = first, Last = last, Before = before, At = at });

    /// <summary>Our copies of what was published (again) before a moment.</summary>
    public static List<KeptCopy> CopiesPublishedBefore(this StoreSession store, CbeNumber party, DateTimeOffset before) =>
        store.Query<KeptCopy>("copies_published_before", new { Party = party.Value, Before = before });

    /// <summary>Our own retention took our copies away: those of a range of numbers that were published before a moment.</summary>
    public static void MarkCopiesRemoved(
        this StoreSession store, CbeNumber party, string flow, long first, long last, DateTimeOffset before, DateTimeOffset at) =>
        store.Execute("mark_copies_removed",
            new { Party = party.Value, Flow = flow, First = first, Last = last, Before = before, At = at });

    /// <summary>A party has downloaded a file.</summary>
    /// <returns>1, or 0: it was known already, or the file was never published.</returns>
    public static int MarkFetched(this StoreSession store, CbeNumber party, string flow, long number, DateTimeOffset at, string by) =>
        store.Execute("mark_fetched", new { Party = party.Value, Flow = flow, Number = number, FetchedAt = at, FetchedBy = by });

    private static Dictionary<string, long> ByName(List<NamedCount> counts) =>
        counts.ToDictionary(count => count.Name, count => count.Number, StringComparer.Ordinal);

    private sealed record NamedCount
    {
        public string Name { get; init; } = "";
        public long Number { get; init; }
    }
}
