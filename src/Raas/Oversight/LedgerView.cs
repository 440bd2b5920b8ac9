using System.Globalization;
using Raas.Configuration;
using Raas.Domain;
using Raas.Files;
using Raas.Outgoing;
using Raas.Store;
using Raas.Store.Rows;

namespace Raas.Oversight;

/// <summary>What to look for among deliveries or outgoing files; null = whatever. The latest first, a page at a time.</summary>
/// <param name="Before">Only what is older than this id (of a delivery), to page on.</param>
public sealed record LedgerSearch(
    CbeNumber? Party = null, string? Flow = null, string? Decision = null, DateOnly? From = null, DateOnly? Until = null,
    long? Before = null, int Most = 50)
{
    /// <summary>What somebody typed to find a delivery: its number, the id of its voucher, a code of its refusal, or part of a file
    /// name.</summary>
    public string? Text { get; init; }

    /// <summary>Only deliveries of which records were rejected.</summary>
    public bool WithRejected { get; init; }

    /// <summary>Only refusals in whose place nothing right came.</summary>
    public bool OpenOnly { get; init; }
}

/// <summary>What to look for among files that went out; null = whatever. The latest first, a page at a time.</summary>
/// <param name="IsUnfetched">Only those that nobody has fetched, as far as is known.</param>
/// <param name="Skip">How many of them are on the pages before.</param>
public sealed record OutgoingSearch(
    CbeNumber? Party = null, string? Flow = null, long? Number = null, bool IsUnfetched = false, DateOnly? From = null,
    DateOnly? Until = null, int Skip = 0, int Most = 50);

/// <summary>A file that went out, and what became of it.</summary>
public sealed record SentFile(OutgoingRow File, FileFate Fate);

/// <summary>What became of a file that went out.</summary>
public enum FileFate
{
    /// <summary>It is committed, and on its way to <c>out</c>.</summary>
    NotPublished,

    /// <summary>It stands in <c>out</c>.</summary>
    Waits,

    /// <summary>It was downloaded: the SFTP server said so, or somebody.</summary>
    Fetched,

    /// <summary>It stands there no longer, and it was not us who took it away.</summary>
    TakenAway,

    /// <summary>Our retention took it away, and nobody had fetched it, as far as is known.</summary>
    RemovedByUs,

    /// <summary>It stands there no longer; who took it away was not noted in its time.</summary>
    Unknown,
}

/// <summary>Totals for the monitoring.</summary>
public sealed record Totals(IReadOnlyDictionary<string, long> Decisions, IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyDictionary<string, long> Outgoing);

/// <summary>What people ask the ledger. Looks only; never gives a person's number.</summary>
public sealed class LedgerView(
    RegisterStore store, Disk disk, Folders folders, OutgoingFiles outgoing, RetentionOptions retention, TimeProvider clock)
{
    private const int LongestName = 200;

    private readonly LedgerTotals totals = new(clock);
    private readonly LedgerVolumes volumes = new(store, clock);

    /// <summary>Deliveries that were decided, the latest first.</summary>
    public IReadOnlyList<LedgerRow> Deliveries(LedgerSearch search)
    {
        using var session = store.Read();
        var asked = new DeliverySearch
        {
            Party = search.Party, Flow = search.Flow, Decision = search.Decision, Since = Start(search.From),
            Until = Start(search.Until?.AddDays(1)), Before = search.Before, Most = search.Most, WithRejected = search.WithRejected,
            OpenOnly = search.OpenOnly,
        };
        return session.SearchDeliveries(Typed(asked, search.Text?.Trim() ?? ""));
    }

    /// <summary>What somebody means shows by its form.</summary>
    private static DeliverySearch Typed(DeliverySearch search, string text) => text switch
    {
        "" => search,
        _ when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
            search with { FileSequenceNumber = number },
        _ when Guid.TryParseExact(text, "D", out var id) => search with { VoucherId = id.ToString() },
        _ when Codes.Find(text.ToUpperInvariant()) is { } code => search with { Code = code.Wire },
        _ => search with { Name = Characters.Cut(text, LongestName) },
    };

    /// <summary>Refusals in whose place nothing right came, from midnight of a day on.</summary>
    public long OpenRefusals(DateOnly since)
    {
        using var session = store.Read();
        return session.CountOpenRefusals(Start(since)!.Value);
    }

    /// <summary>One delivery, with its reasons and the files that left because of it; null: the ledger has none.</summary>
    /// <param name="delivery">Its number in the ledger, or the id of its voucher.</param>
    public DeliveryDetails? Find(string delivery) => new ShowDelivery(store).Find(delivery);

    /// <summary>Files that went out, the latest first.</summary>
    public IReadOnlyList<SentFile> SentFiles(OutgoingSearch search)
    {
        List<OutgoingRow> rows;
        using (var session = store.Read())
            rows = session.SearchOutgoing(search.Party, search.Flow, search.Number, search.IsUnfetched, Start(search.From),
                Start(search.Until?.AddDays(1)), search.Skip, search.Most);
        return [.. rows.Select(row => new SentFile(row, Fate(row)))];
    }

    private FileFate Fate(OutgoingRow row)
    {
        if (row.PublishedAt is not { } published)
            return FileFate.NotPublished;
        if (row.FetchedAt is not null)
            return FileFate.Fetched;
        if (row.RemovedAt is not null)
            return FileFate.RemovedByUs;
        if (row.GoneAt is { } gone)
            return gone - published > retention.Out ? FileFate.Unknown : FileFate.TakenAway;
        return Stands(row) ? FileFate.Waits : FileFate.TakenAway;
    }

    /// <summary>A folder that cannot be looked at is an alarm; no reason to show nothing.</summary>
    private bool Stands(OutgoingRow row)
    {
        try
        {
            return !outgoing.Publication.IsGone(row);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>By what records of an accepted delivery were rejected: from our copy of its answer.</summary>
    public RejectedCodes Rejected(DeliveryDetails delivery)
    {
        var answer = delivery.Outgoing.FirstOrDefault(o => o.Flow == FlowName.Answer);
        if (answer is null || delivery.Delivery.Rejected == 0 || !CbeNumber.TryFrom(answer.Party, out var party))
            return new RejectedCodes([], [], true);
        var path = disk.Files.Path.Combine(folders.Sent(party), answer.FileName);
        if (!disk.Exists(path))
            return new RejectedCodes([], [], false);
        using var file = disk.Files.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return RejectedCodes.Of(file);
    }

    /// <summary>Nights and their steps, the latest first.</summary>
    public (IReadOnlyList<NightRow> Nights, ILookup<DateOnly, NightStepRow> Steps) Nights(int most)
    {
        using var session = store.Read();
        var nights = session.LatestNights(most);
        var steps = nights.Count == 0 ? [] : session.StepsSince(nights[^1].BusinessDate);
        return (nights, steps.ToLookup(step => step.BusinessDate));
    }

    /// <summary>A night and its steps; null: the ledger has none.</summary>
    /// <param name="businessDate">Its place in the ledger.</param>
    public (NightRow Night, IReadOnlyList<NightStepRow> Steps)? Night(DateOnly businessDate)
    {
        using var session = store.Read();
        return session.Night(businessDate) is { } night
            ? (night, [.. session.StepsSince(businessDate).Where(step => step.BusinessDate == businessDate)]) : null;
    }

    /// <summary>What the nights from one on notified, by their place in the ledger.</summary>
    public IReadOnlyDictionary<DateOnly, NightNotified> NotifiedSince(DateOnly businessDate)
    {
        using var session = store.Read();
        return session.NotifiedSince(businessDate).ToDictionary(n => n.BusinessDate);
    }

    /// <summary>What each party was notified of in a night.</summary>
    /// <param name="businessDate">The night's place in the ledger.</param>
    public IReadOnlyList<NightPartyRow> Notified(DateOnly businessDate)
    {
        using var session = store.Read();
        return session.PartiesOf(businessDate);
    }

    /// <summary>Rows of a party, by dossier type.</summary>
    public IReadOnlyList<RegisterCount> RegisterCounts(CbeNumber party)
    {
        using var session = store.Read();
        return session.RegisterCounts(party);
    }

    /// <summary>Decisions on deliveries, and files that went out by flow, from midnight of a day on.</summary>
    public (IReadOnlyDictionary<string, long> Decisions, IReadOnlyDictionary<string, long> Outgoing) Since(DateOnly day)
    {
        using var session = store.Read();
        var since = Start(day)!.Value;
        return (session.CountDecisionsSince(since), session.CountOutgoingSince(since));
    }

    /// <summary>Deliveries and records that were accepted of each party on the last days, today last.</summary>
    public IReadOnlyList<DayVolume> Volumes(int days) => volumes.Days(days);

    /// <summary>Totals of the whole ledger.</summary>
    internal Totals Totals(StoreSession session) => totals.Of(session);

    /// <summary>Midnight in Belgium.</summary>
    private static DateTimeOffset? Start(DateOnly? day) => day is { } date ? BelgianTime.Midnight(date).ToUniversalTime() : null;
}
